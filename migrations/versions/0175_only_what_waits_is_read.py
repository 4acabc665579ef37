"""A batch of the sequencer reads the entries that wait, each by its key, and the edge of the tree once.

The join of what waits with the entries was planned by how many could wait, 4,096, not by how many do: as one reading of
the whole log for each batch. The edge was asked for twice, once for its levels and once for its tiles.
"""

from alembic import op

revision = "0175"
down_revision = "0174"

WAITING = """
create or replace function ledger.waiting(p_most integer)
returns table (size bigint, levels smallint[], edges bytea[], entries uuid[], leaves bytea[])
language plpgsql security definer set search_path to 'pg_catalog', 'pg_temp'
as $function$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if not pg_try_advisory_xact_lock(hashtextextended('hub sequencer ' || tenant::text, 0)) then
        return;
    end if;
    size := coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0);
    select coalesce(array_agg(g.level order by g.level), '{}'), coalesce(array_agg(g.data order by g.level), '{}')
    into levels, edges from ledger.edge(size) g;
    select coalesce(array_agg(w.entry_id order by w.entry_id), '{}'),
           coalesce(array_agg(w.leaf order by w.entry_id), '{}')
    into entries, leaves from (
        select p.entry_id, e.leaf from
        (select x.entry_id from ledger.pending x where x.tenant_id = tenant order by x.entry_id limit p_most) p
        -- `limit` keeps this a look into the index for each: it was planned as a join with the whole log.
        cross join lateral (
            select o.leaf from ledger.entry o where o.tenant_id = tenant and o.entry_id = p.entry_id limit 1
        ) e
    ) w;
    return next;
end $function$
"""


def upgrade() -> None:
    """The same rows in the same order under the same lock."""
    op.execute("grant create on schema ledger to hub_tree")
    op.execute(WAITING)
    op.execute("revoke create on schema ledger from hub_tree")
