"""What is written about consents is of the family and kind that its entry says; what has a number is not dropped."""

from alembic import op

revision = "0053"
down_revision = "0052"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema consent to hub_writes;

-- Papers, declarations and what came to them later are of the family of their entry, by people of it, and the entry is
-- of their kind: nobody hides a yes under an entry about a look, or under the number of another family.
create function consent.check_said(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    said   record;
begin
    select i.family_id, i.event into strict said from ledger.index i
    where i.tenant_id = tenant and i.entry_id = p_entry;
    if exists (
        select from (values ('papers', 'id', 'consent.granted'), ('declarations', 'consent', 'consent.granted'),
                            ('withdrawals', 'consent', 'consent.withdrawn'), ('voided', 'consent', 'consent.voided'),
                            ('confirmed', 'consent', 'consent.confirmed')) as k (part, named, event)
        cross join lateral jsonb_array_elements(p -> k.part) as x (row)
        join consent.paper c on c.tenant_id = tenant and c.consent_id = (x.row ->> k.named)::uuid
        where c.family_id is distinct from said.family_id
           or (k.event <> said.event and (k.part = 'papers' or c.entry_id <> p_entry))) then
        raise exception 'this entry is about something else' using errcode = 'HB012';
    end if;
    if exists (
        select from (
            select x.row ->> 'person' as person
            from (values ('declarations'), ('withdrawals')) as k (part)
            cross join lateral jsonb_array_elements(p -> k.part) as x (row)
            union
            select jsonb_array_elements_text(x.row -> 'persons') from jsonb_array_elements(p -> 'papers') as x (row)
        ) n
        where not exists (select from core.person r where r.tenant_id = tenant and r.person_id = n.person::uuid
                          and r.family_id = said.family_id)) then
        raise exception 'somebody named is not of this family' using errcode = 'HB032';
    end if;
end $$;
alter function consent.check_said(uuid, jsonb) owner to hub_writes;
revoke execute on function consent.check_said(uuid, jsonb) from public;

create or replace function consent.drop_talk(p_talk uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    delete from consent.talk t where t.talk_id = p_talk and t.state = 'prepared';
end $$;

revoke create on schema consent from hub_writes;
"""

_FAMILY = """(select i.family_id from ledger.index i
        where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry
          and i.event = '{event}')"""
_OTHERS = """
    if not exists (select from core.person r where r.tenant_id = current_setting('hub.tenant')::uuid
                   and r.person_id = {person} and r.family_id = {family}) then
        raise exception 'somebody named is not of this family' using errcode = 'HB032';
    end if;
"""
_ASKED = _FAMILY.format(event="consent.asked")
CHANGES = (
    (
        "consent.write(uuid, jsonb)",
        "    update core.family f set consent_epoch",
        "    perform consent.check_said(p_entry, p);\n    update core.family f set consent_epoch",
    ),
    (
        "consent.end_talk(uuid, uuid, text, bytea, timestamptz)",
        "where t.talk_id = p_talk and t.state <> 'done'",
        f"where t.talk_id = p_talk and t.state <> 'done' and t.family_id = {_FAMILY.format(event='consent.granted')}",
    ),
    (
        "consent.keep_asked(uuid, uuid, uuid, bytea)",
        "    perform record.check_entry(p_entry);",
        "    perform record.check_entry(p_entry);"
        + _OTHERS.format(person="p_person", family=_FAMILY.format(event="consent.granted")),
    ),
    (
        "consent.keep_request(uuid, jsonb, bytea)",
        "    perform record.check_entry(p_entry);",
        "    perform record.check_entry(p_entry);"
        + f"""
    if (p ->> 'family')::uuid is distinct from {_ASKED} or p ->> 'to' not in ('jobcenter', 'jugendamt') then
        raise exception 'this entry is about something else' using errcode = 'HB012';
    end if;
"""
        + _OTHERS.format(person="(p ->> 'person')::uuid", family="(p ->> 'family')::uuid"),
    ),
    (
        "consent.answer_recall(uuid, jsonb)",
        "and r.answer is null",
        f"and r.answer is null and r.family_id = {_FAMILY.format(event='consent.recall_answered')}",
    ),
    (
        "consent.settle_task(uuid, jsonb)",
        "i.entry_id = p_entry and i.family_id is not null",
        """i.entry_id = p_entry and i.event = 'task.done'
      and (p ->> 'person' is null or exists (select from core.person r where r.tenant_id = tenant
           and r.person_id = (p ->> 'person')::uuid and r.family_id = i.family_id))
      and (p ->> 'consent' is null or exists (select from consent.paper c where c.tenant_id = tenant
           and c.consent_id = (p ->> 'consent')::uuid and c.family_id = i.family_id))""",
    ),
    (
        "consent.save_talk(uuid, uuid, uuid, bytea, timestamptz, date)",
        "t.saved_at < p_at - interval",
        "t.saved_at < least(p_at, clock_timestamp()) - interval",
    ),
)
"""Of each function the words that go, and those that come."""


def upgrade() -> None:
    """As before but for these words."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for name, gone, come in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
        assert body.count(gone) == 1, name
        connection.execute(body.replace(gone, come))
