"""What a look was decided from is checked with its entry: each change of who is who and whose case it is leaves a mark.

A mark is the transaction that changed something. Whether one was made since an answer is read off the snapshot under
which the answer was given: no counter that every change would have to lock, nothing that a look would wait for.
"""

from alembic import op

revision = "0170"
down_revision = "0179"

WATCHED = (
    *("identity.login", "identity.agency", "identity.staff", "identity.post", "identity.account"),
    *("identity.assignment", "identity.deputy", "identity.relation", "identity.conflict"),
    *("core.person", "rulebook.activation"),
)
"""All that `identity.posts` and `identity.mandates` read, save what has a version or a number of its own: the family
(`core.family.record_version`), and how many entries there are about it.
"""

SQL = r"""
create table identity.moved (
    tenant_id uuid not null,
    xid xid8 not null default pg_current_xact_id(),
    primary key (tenant_id, xid)
);
comment on table identity.moved is 'Transactions that changed who is who, whose case it is, or which rules count';
alter table identity.moved enable row level security;
alter table identity.moved force row level security;
create policy tenant on identity.moved
    using (tenant_id = (nullif(current_setting('hub.tenant', true), ''))::uuid)
    with check (tenant_id = (nullif(current_setting('hub.tenant', true), ''))::uuid);
-- Whoever changes rows by hand, as the owner or the superuser, says no tenant: it is that of the rows.
create policy noted on identity.moved for insert to hub_writes with check (true);
grant insert on identity.moved to hub_writes;
grant select on identity.moved to hub_reads;

grant create on schema identity to hub_writes, hub_reads;

create function identity.note_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        insert into identity.moved (tenant_id) select distinct l.tenant_id from identity.login l on conflict do nothing;
    elsif tg_op = 'UPDATE' then
        insert into identity.moved (tenant_id) select b.tenant_id from before b union select a.tenant_id from after a
        on conflict do nothing;
    else
        insert into identity.moved (tenant_id) select distinct c.tenant_id from changed c on conflict do nothing;
    end if;
    return null;
end $$;
alter function identity.note_move() owner to hub_writes;
revoke execute on function identity.note_move() from public;

-- Which server and database this is: after a restart, a restore or a failover nothing that was read before counts.
create function identity.here() returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select extract(epoch from pg_postmaster_start_time()) || '/'
        || (select d.oid from pg_database d where d.datname = current_database())
$$;
revoke execute on function identity.here() from public;
grant execute on function identity.here() to hub_reads;

-- The instant of the statement that asks, as the database knows instants. What functions of that statement answer was
-- read then or later: an answer is never older than this says.
create function identity.as_of() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return identity.here() || ' ' || pg_current_snapshot();
end $$;
alter function identity.as_of() owner to hub_reads;
revoke execute on function identity.as_of() from public;
grant execute on function identity.as_of() to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight;

-- Whether all that was read at these instants, and of the family at this version, would be answered alike now.
create function identity.still(p_basis jsonb, p_family uuid) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    tenant  uuid := current_setting('hub.tenant')::uuid;
    here    text := identity.here();
    version bigint := (p_basis ->> 'version')::bigint;
    one     text;
    seen    pg_snapshot;
begin
    for one in select jsonb_array_elements_text(p_basis -> 'as_of') loop
        if split_part(one, ' ', 1) <> here then
            return false;
        end if;
        seen := split_part(one, ' ', 2)::pg_snapshot;
        -- Marks of transactions to come are of another server, whose backup was put back here.
        if exists (select from identity.moved m where m.tenant_id = tenant and m.xid >= pg_snapshot_xmin(seen)
                   and m.xid < pg_snapshot_xmax(pg_current_snapshot()) and not pg_visible_in_snapshot(m.xid, seen)) then
            return false;
        end if;
    end loop;
    return version is null or exists (select from core.family f where f.tenant_id = tenant and f.family_id = p_family
                                      and f.record_version = version);
end $$;
alter function identity.still(jsonb, uuid) owner to hub_reads;
revoke execute on function identity.still(jsonb, uuid) from public;
grant execute on function identity.still(jsonb, uuid) to hub_books;

revoke create on schema identity from hub_writes, hub_reads;
"""

EVENTS = (
    ("insert", "referencing new table as changed"),
    ("update", "referencing old table as before new table as after"),
    ("delete", "referencing old table as changed"),
    ("truncate", ""),
)

APPEND = "ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])"
END = "    return late;\nend $function$"
CHECKED = """    -- Last, when nobody is waited for any more: what changed until now, and was committed, is seen.
    if p @? '$[*].basis' and exists (
        select from jsonb_array_elements(p) as o (facts)
        where o.facts ? 'basis' and not identity.still(o.facts -> 'basis', (o.facts ->> 'family')::uuid)) then
        raise exception 'what it was decided from has changed' using errcode = 'HB015';
    end if;
"""


def upgrade() -> None:
    """The marks, and the check at the end of what is appended."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for table in WATCHED:
        for event, rows in EVENTS:
            connection.execute(
                f"create trigger moved_by_{event} after {event} on {table} {rows}"
                " for each statement execute function identity.note_move()"
            )
            connection.execute(f"alter table {table} enable always trigger moved_by_{event}")
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (APPEND,)).fetchall()
    assert body.count(END) == 1
    connection.execute("grant create on schema ledger to hub_books")
    connection.execute(body.replace(END, CHECKED + END))
    connection.execute("revoke create on schema ledger from hub_books")
