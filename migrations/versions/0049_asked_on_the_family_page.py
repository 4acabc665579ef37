"""Questions that wait on the family page: sealed to the families' own process, answered there by whom they are for."""

from alembic import op

revision = "0049"
down_revision = "0047"

SQL = r"""
grant create on schema consent to hub_writes, hub_reads;

-- What one person is asked on the family page, about a paper on which nobody has declared anything yet.
create table consent.asked (
    tenant_id  uuid not null,
    consent_id uuid not null,
    person_id  uuid not null,
    box        bytea not null check (octet_length(box) <= 16384),
    entry_id   uuid not null,
    primary key (tenant_id, consent_id),
    foreign key (tenant_id, consent_id) references consent.paper,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);
create index asked_of_person on consent.asked (tenant_id, person_id);
alter table consent.asked enable row level security;
alter table consent.asked force row level security;
create policy tenant on consent.asked
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert on consent.asked to hub_writes;
grant select on consent.asked to hub_reads;

-- In the transaction of the entry of its paper.
create function consent.keep_asked(p_entry uuid, p_consent uuid, p_person uuid, p_box bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    insert into consent.asked (tenant_id, consent_id, person_id, box, entry_id)
    select current_setting('hub.tenant')::uuid, c.consent_id, p_person, p_box, p_entry from consent.paper c
    where c.consent_id = p_consent and c.entry_id = p_entry;
    if not found then
        raise exception 'something named does not exist' using errcode = 'HB032';
    end if;
end $$;
alter function consent.keep_asked(uuid, uuid, uuid, bytea) owner to hub_writes;
revoke execute on function consent.keep_asked(uuid, uuid, uuid, bytea) from public;
grant execute on function consent.keep_asked(uuid, uuid, uuid, bytea) to hub_jobcenter, hub_jugendamt;

-- What one person is asked, with the number of each paper. To staff nothing.
create function consent.asked_of(p_person uuid) returns table (consent_id uuid, ref text, box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select a.consent_id, c.ref, a.box from consent.asked a
    join consent.paper c on c.tenant_id = a.tenant_id and c.consent_id = a.consent_id
    where a.person_id = p_person and current_setting('hub.agency') = 'family' order by c.ref;
end $$;
alter function consent.asked_of(uuid) owner to hub_reads;
revoke execute on function consent.asked_of(uuid) from public;
grant execute on function consent.asked_of(uuid) to hub_family;

revoke create on schema consent from hub_writes, hub_reads;
"""

_CHECK = "       and not exists (select from consent.confirmed k join consent.paper c on c.consent_id = k.consent_id"
_DECLARED = (
    "       and not exists (select from consent.declaration d join consent.paper c on c.consent_id = d.consent_id"
    " where c.family_id = family.family_id and d.entry_id = p_entry)\n"
)
_BODY = "select pg_get_functiondef('consent.write_open(uuid, jsonb)'::regprocedure)"


def upgrade() -> None:
    """As before; and a declaration on a paper that was there changes what is open too."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    [(body,)] = connection.execute(_BODY).fetchall()
    assert body.count(_CHECK) == 1
    connection.execute(body.replace(_CHECK, _DECLARED + _CHECK))
