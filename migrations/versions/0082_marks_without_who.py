"""What is counted comes without who acted: not even as a box that the key beside it could open."""

from alembic import op

revision = "0082"
down_revision = "0081"

SQL = r"""
-- In the access log the words of who acted lie under the same key as the rest.
create or replace function ledger.read_for_marks(p_entry uuid, p_controller text, p_from bigint, p_until bigint)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := review.check_count(p_entry, p_controller);
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, ''::text, null::text,
        array[null::bytea] || p.segments[2:], null::uuid, p.case_bucket, null::bytea, k.sealed, '{}'::text[], 0,
        null::bytea, null::bytea, null::uuid, null::bytea
    from ledger.leaf l
    join ledger.index i on i.tenant_id = tenant and i.entry_id = l.entry_id and i.part = 0
        and i.controllers @> array[p_controller] and i.pseudonym <> ''
        and (i.outcome = 'denied' or i.event = 'log.imported')
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = l.entry_id
    join ledger.payload p on p.tenant_id = tenant and p.entry_id = l.entry_id
    left join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = p.case_bucket and k.holder = caller
    where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < p_until
    order by l.leaf_index;
end $$;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
