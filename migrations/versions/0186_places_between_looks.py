"""A page of what was given ends at a place between two looks, not at an instant: of one instant there may be many."""

from alembic import op

revision = "0186"
down_revision = "0169"

SQL = r"""
grant create on schema ledger to hub_reads;

-- As before; a place is an instant and an entry, and all that one entry gave is on one page.
do $do$
declare
    here  regprocedure := 'ledger.read_given(uuid, timestamptz, integer, text)';
    body  text := pg_get_functiondef(here);
    goes  text[] := array[
        'p_before timestamp with time zone, p_limit',
        'p_before is null or i.at < p_before',
        'limit least(p_limit, 5001)'];
    comes text[] := array[
        'p_before timestamp with time zone, p_last uuid, p_limit',
        'p_before is null or (i.at, i.entry_id) < (p_before, p_last)',
        'fetch first (least(p_limit, 5001)) rows with ties'];
begin
    for place in 1 .. 3 loop
        if position(goes[place] in body) = 0 then
            raise exception '% does not read as expected', here;
        end if;
        body := overlay(body placing comes[place] from position(goes[place] in body) for length(goes[place]));
    end loop;
    drop function ledger.read_given(uuid, timestamptz, integer, text);
    execute body;
end $do$;
alter function ledger.read_given(uuid, timestamptz, uuid, integer, text) owner to hub_reads;
revoke execute on function ledger.read_given(uuid, timestamptz, uuid, integer, text) from public;
grant execute on function ledger.read_given(uuid, timestamptz, uuid, integer, text)
    to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema ledger from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
