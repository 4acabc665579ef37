"""Who saw what about oneself: a family's entries for its own people, and where entries stand in the tree."""

from alembic import op

revision = "0060"
down_revision = "0058"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_reads, hub_tree;

-- The entries about the family that the committed entry of this very statement names, newest first, for a session of
-- one of its people. Which are told to whom is decided by whoever opens them: their words are sealed.
create function ledger.read_account(p_entry uuid, p_session bytea, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.index;
    mine   text;
begin
    look := ledger.check_reading(caller, p_entry, 'subject.statement');
    select f.number into mine
    from identity.session x
    join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = caller
    join core.person r on r.tenant_id = x.tenant_id and r.person_id = p.staff_id and r.family_id = look.family_id
    join core.family f on f.tenant_id = x.tenant_id and f.family_id = r.family_id
    where x.tenant_id = look.tenant_id and x.key_hash = p_session
      and x.seen_at > clock_timestamp() - interval '15 min' and x.opened_at > clock_timestamp() - interval '10 h';
    if mine is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query select * from ledger.find_lines(caller, q || jsonb_build_object('family', mine), p_limit);
end $$;
alter function ledger.read_account(uuid, bytea, jsonb, integer) owner to hub_reads;
revoke execute on function ledger.read_account(uuid, bytea, jsonb, integer) from public;
grant execute on function ledger.read_account(uuid, bytea, jsonb, integer) to hub_family;

-- Where entries stand in the tree, those that are in it.
create function ledger.places(p_entries uuid[]) returns table (entry_id uuid, place bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query select l.entry_id, l.leaf_index from ledger.leaf l
    where l.tenant_id = current_setting('hub.tenant')::uuid and l.entry_id = any(p_entries);
end $$;
alter function ledger.places(uuid[]) owner to hub_tree;
revoke execute on function ledger.places(uuid[]) from public;
grant execute on function ledger.places(uuid[]), ledger.published_checkpoints() to hub_family;

revoke create on schema ledger from hub_reads, hub_tree;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
