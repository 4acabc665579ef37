"""The review knows which officer works through which month's sample: drawn when, signed when. Nothing of entries."""

from alembic import op

revision = "0148"
down_revision = "0147"

SQL = r"""
grant create on schema review to hub_reviews;

-- As before, and one column more: samples that an officer drew for this controller, with the day of their report. Who
-- drew it stands in its entry, and goes from there with the log.
do $do$
declare
    told  text := 'protected_families json)';
    last  text := 'and p.address_lock));';
    comes text := $$and p.address_lock)),
        (select json_agg(json_build_array(i.pseudonym, s.month, s.drawn_at, r.signed_at, s.origin = 'taken_over')
            order by s.month)
         from review.sample s
         join ledger.index i on i.tenant_id = tenant and i.entry_id = s.sample_id and i.part = 0 and i.pseudonym <> ''
         left join review.sample_report r on r.tenant_id = tenant and r.sample_id = s.sample_id
         where s.tenant_id = tenant and p_controller = any (s.controllers) and s.drawn_at <= ends
           and s.month + interval '2 months' >= day_1 and (who is null or i.pseudonym = any (who)));$$;
    body  text := pg_get_functiondef('review.context(uuid, text, jsonb)'::regprocedure);
begin
    if position(told in body) = 0 or position(last in body) = 0 then
        raise exception 'review.context does not read as expected';
    end if;
    body := replace(replace(body, told, 'protected_families json, samples json)'), last, comes);
    drop function review.context(uuid, text, jsonb);
    execute body;
end $do$;
alter function review.context(uuid, text, jsonb) owner to hub_reviews;
revoke execute on function review.context(uuid, text, jsonb) from public;
grant execute on function review.context(uuid, text, jsonb) to hub_oversight;

revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    """One function made anew, with one column more."""
    op.get_bind().connection.driver_connection.execute(SQL)
