"""The keys of the families' and the officers' processes are exchanged as the agencies' are, with words of cases."""

from alembic import op

revision = "0118"
down_revision = "0116"

SQL = r"""
grant create on schema record, review to hub_writes, hub_reviews;
grant usage on schema review to hub_writes;
grant select (tenant_id, case_id, kind, entry_id, sealed, sealed_own), update (sealed, sealed_own) on review.case_step
    to hub_writes;

-- As before, and words of cases: what officers and staff wrote is the officers'; replies and own questions are the
-- families'.
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('record.boxes_of(text)'::regprocedure,
         $$from conference.words w where w.holder = p_caller$$,
         $$from conference.words w where w.holder = p_caller
    union all
    select 'case', s.entry_id, array[s.case_id::text, s.entry_id::text], s.sealed
    from review.case_step s
    where s.sealed is not null and p_caller = case when s.kind = 'replied' then 'family' else 'oversight' end
    union all
    select 'question', s.entry_id, array[s.case_id::text, s.entry_id::text], s.sealed_own
    from review.case_step s where s.sealed_own is not null and p_caller = 'family'$$),
        ('record.renew_boxes(uuid, text, uuid[], bytea[], bytea[])',
         $$elsif p_kind = 'conference' then$$,
         $$elsif p_kind = 'case' then
        update review.case_step x set sealed = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.entry_id = n.id and sha256(x.sealed) = n.were
          and caller = case when x.kind = 'replied' then 'family' else 'oversight' end;
    elsif p_kind = 'question' then
        update review.case_step x set sealed_own = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.entry_id = n.id and sha256(x.sealed_own) = n.were and caller = 'family';
    elsif p_kind = 'conference' then$$)
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;
grant execute on function record.keys_in_use(), record.boxes_to_renew(text, bytea, text[], integer),
    record.renew_boxes(uuid, text, uuid[], bytea[], bytea[]) to hub_family, hub_oversight;

-- Drawn samples whose report is not signed yet: a number of nobody.
create function review.samples_unsigned() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select count(*) from review.sample s
            where s.tenant_id = current_setting('hub.tenant')::uuid and not exists (
                select from review.sample_report r where r.tenant_id = s.tenant_id and r.sample_id = s.sample_id));
end $$;
alter function review.samples_unsigned() owner to hub_reviews;
revoke execute on function review.samples_unsigned() from public;
grant execute on function review.samples_unsigned() to hub_oversight;

revoke create on schema record, review from hub_writes, hub_reviews;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
