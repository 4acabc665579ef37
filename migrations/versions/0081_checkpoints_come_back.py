"""A recovery brings the checkpoints in between back too, as the witnesses kept them."""

from alembic import op

revision = "0081"
down_revision = "0080"

SQL = r"""
grant create on schema ledger to hub_restores;
grant select, insert on ledger.checkpoint to hub_restores;

-- Checkpoints of trees smaller than the one that was put back in this very transaction; one that is there already
-- stays. What they are worth their signatures say, which whoever reads them checks.
create function ledger.put_back_checkpoints(p_incident uuid, p_sizes bigint[], p_roots bytea[], p_notes text[],
    p_signed_at timestamptz[], p_cosigned_by jsonb[], p_published boolean[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    added  bigint;
begin
    perform ledger.check_incident(p_incident);
    tenant := current_setting('hub.tenant')::uuid;
    if exists (select from unnest(p_sizes) as n (size)
               where n.size >= (select h.size from ledger.head h where h.tenant_id = tenant)) then
        raise exception 'the tree is not that large' using errcode = 'HB040';
    end if;
    insert into ledger.checkpoint (tenant_id, signed_at, size, root, note, cosigned_by, published_at)
    select tenant, n.signed_at, n.size, n.root, n.note, array(select jsonb_array_elements_text(n.cosigned_by)),
        case when n.published then n.signed_at end
    from unnest(p_sizes, p_roots, p_notes, p_signed_at, p_cosigned_by, p_published)
        as n (size, root, note, signed_at, cosigned_by, published)
    where not exists (select from ledger.checkpoint k where k.tenant_id = tenant and k.size = n.size
                      and (k.published_at is not null or not n.published));
    get diagnostics added = row_count;
    return added;
end $$;
alter function ledger.put_back_checkpoints(uuid, bigint[], bytea[], text[], timestamptz[], jsonb[], boolean[])
    owner to hub_restores;
revoke execute on function
    ledger.put_back_checkpoints(uuid, bigint[], bytea[], text[], timestamptz[], jsonb[], boolean[]) from public;
grant execute on function
    ledger.put_back_checkpoints(uuid, bigint[], bytea[], text[], timestamptz[], jsonb[], boolean[]) to hub_loader;

revoke create on schema ledger from hub_restores;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
