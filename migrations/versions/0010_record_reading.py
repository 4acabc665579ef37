"""Lock 3: the outline, the consents, and the cells that a committed ticket names."""

from alembic import op

revision = "0010"
down_revision = "0009"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema identity, record, consent to hub_reads;

-- A family before anything is read: who, which cells are filled, whose, how entrusted. Leaves out of another owner's
-- part what no consent can open: ceilings none, and entrusted entries that their worker has not passed on.
create function record.outline(p_family uuid) returns table (family text, subjects text, cells text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    return query
    select
        (select json_build_object('id', f.family_id, 'number', f.number, 'status', f.status,
                'proposing', f.proposing_agency, 'exit_date', f.exit_date, 'staff_related', f.staff_related,
                'epoch', f.consent_epoch,
                'persons', (select json_agg(json_build_object('id', p.person_id, 'ref', p.ref, 'kind', p.kind,
                        'born', p.born, 'deceased_on', p.deceased_on, 'languages', p.languages, 'insight', p.insight,
                        'restricted_since', p.restricted_since, 'conflict_since', p.conflict_since,
                        'conflict_until', p.conflict_until, 'address_lock', p.address_lock,
                        'holdings', (select json_agg(json_build_array(h.kind, h.holder_id, h.areas,
                                nullif(h.since, '-infinity'), nullif(h.until, 'infinity'), h.rests_since, h.proven_on))
                            from core.holding h where h.person_id = p.person_id)) order by p.ref)
                    from core.person p where p.family_id = f.family_id))
         ::text from core.family f where f.family_id = p_family),
        (select json_object_agg(s.subjects_id, (select json_agg(m.person_id) from record.subject m
                                                where m.subjects_id = s.subjects_id))::text
         from record.subjects s where s.family_id = p_family),
        (select json_agg(json_build_array(c.cell_id, c.field_id, c.subjects_id, c.owner, c.entry, c.version, c.levels,
                c.provider, c.entrusted_to, nullif(c.entrusted_by, '{}'), c.passed_on_at, c.disputed,
                c.restricted_since, d.bit))::text
         from record.cell c join record.field d on d.field_id = c.field_id
         where c.family_id = p_family
           and (c.owner in (caller, 'joint')
                or (d.ceiling > 0
                    and ((c.entrusted_to is null and c.entrusted_by = '{}') or c.passed_on_at is not null))));
end $$;

create function consent.papers(p_family uuid) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
begin
    perform identity.enter();
    return query
    select json_build_object('id', p.consent_id, 'ref', p.ref, 'document', p.document,
        'declarations', (select json_agg(json_build_array(d.answer, d.document) order by d.ordinal)
                         from consent.declaration d where d.consent_id = p.consent_id),
        'withdrawals', (select json_agg(w.document order by w.ordinal) from consent.withdrawal w
                        where w.consent_id = p.consent_id))::text
    from consent.paper p where p.family_id = p_family order by p.ref;
end $$;

-- Exactly the cells, versions and levels that a committed, recent, unused entry of this same agency names, with the
-- wrapping of their key for this agency. Refuses if a consent of the family changed since the decision (D27). `ordinal`
-- is the place of a cell in the ticket; rows with ordinal 0 bring the family's keys, one for each maker.
create function record.read_cells(p_entry uuid)
returns table (ordinal integer, content bytea, key_id uuid, maker text, wrapped bytea, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_nestloop = off set enable_mergejoin = off as $$
declare
    caller text := identity.enter();
    look   ledger.entry;
    ticket ledger.ticket;
begin
    select * into look from ledger.entry e where e.entry_id = p_entry and e.agency = caller;
    select * into ticket from ledger.ticket t where t.entry_id = p_entry;
    if look.entry_id is null or ticket.entry_id is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    if not exists (select from core.family f
                   where f.family_id = ticket.family_id and f.consent_epoch = ticket.epoch) then
        raise exception 'a consent changed since' using errcode = 'HB024';
    end if;
    -- Losing this mark in a crash only means that a ticket could be used once more within its 30 seconds.
    perform set_config('synchronous_commit', 'off', true);
    insert into ledger.ticket_used (tenant_id, entry_id) values (ticket.tenant_id, p_entry) on conflict do nothing;
    if not found then
        raise exception 'the ticket was used before' using errcode = 'HB023';
    end if;
    -- The family's cells and wrappings are one range each, hashed; a value is looked up by its primary key.
    return query
    with c as materialized (
        select x.cell_id, x.version from record.cell x
        where x.tenant_id = ticket.tenant_id and x.family_id = ticket.family_id
          and exists (select from core.family f
                      where f.family_id = ticket.family_id and f.consent_epoch = ticket.epoch)
    ), w as materialized (
        select distinct on (x.key_id) x.key_id, x.maker, x.wrapped from record.key_wrapping x
        where x.tenant_id = ticket.tenant_id and x.family_id = ticket.family_id and x.holder = caller
          and ticket.at >= x.since and ticket.at < x.until
    ), v as materialized (
        select n.cell_id, n.version, n.ordinal, x.content, x.key_id
        from unnest(ticket.cells, ticket.partitions, ticket.versions, ticket.levels) with ordinality
            as n (cell_id, partition, version, level, ordinal),
        lateral (select x.content, x.key_id from record.value x
                 where x.tenant_id = ticket.tenant_id and x.partition = n.partition and x.cell_id = n.cell_id
                   and x.version = n.version and x.level = n.level offset 0) x
    )
    select v.ordinal::integer, v.content, v.key_id, w.maker, w.wrapped, null::bytea
    from v join c on c.cell_id = v.cell_id and c.version = v.version join w on w.key_id = v.key_id
    union all
    select 0, null, null, h.maker, null, h.sealed
    from record.holder_key h
    where h.tenant_id = ticket.tenant_id and h.family_id = ticket.family_id and h.holder = caller;
end $$;

-- The keys that this agency makes and holds of a family, for writing on: worth nothing without a value, and values come
-- by ticket alone. Holder keys first (own, then what it keeps for others), then the category keys under its own.
create function record.load_keys(p_family uuid) returns table (holders json, keys json)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query select
        (select json_agg(json_build_array(h.holder, encode(h.sealed, 'base64'), encode(h.kept, 'base64')))
         from record.holder_key h where h.family_id = p_family and h.maker = caller),
        (select json_agg(json_build_array(k.key_id, k.subjects_id, k.partition, k.owner, k.provider, k.category,
                                          k.level, k.cell_id, encode(w.wrapped, 'base64')))
         from record.key k join record.key_wrapping w on w.key_id = k.key_id and w.holder = caller and w.basis = 'own'
         where k.family_id = p_family and k.maker = caller);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.posts(text, text, date)', 'identity.open_session(bytea, uuid)',
        'identity.load_session(bytea, date, interval, interval)', 'identity.close_session(bytea)',
        'identity.mandates(text, uuid[], date)', 'identity.assigned(uuid, date)', 'record.outline(uuid)',
        'consent.papers(uuid)', 'record.read_cells(uuid)', 'record.load_keys(uuid)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
    foreach f in array array['record.outline(uuid)', 'consent.papers(uuid)', 'record.read_cells(uuid)',
        'record.load_keys(uuid)']::regprocedure[] loop
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider, hub_family', f);
    end loop;
end $$;
grant execute on function record.outline(uuid) to hub_loader;

revoke create on schema identity, record, consent from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
