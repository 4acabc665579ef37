"""The Jugendamt is told of what a provider reports to it: entries whose own key the rules wrapped for it."""

from alembic import op

revision = "0169"
down_revision = "0154"

SQL = r"""
grant create on schema record to hub_reads;

-- As before; and where a key of that one entry was wrapped for the caller by the rules, whatever its ceiling.
do $do$
declare
    here  regprocedure := 'record.outline(uuid)';
    body  text := pg_get_functiondef(here);
    goes  text := $$or (d.ceiling > 0
$$;
    comes text := $$or (c.owner = 'provider' and d.ceiling = 0
                    and exists (select from record.key k
                                join record.key_wrapping w on w.tenant_id = k.tenant_id and w.key_id = k.key_id
                                where k.tenant_id = c.tenant_id and k.family_id = c.family_id and k.cell_id = c.cell_id
                                  and w.holder = caller and w.basis = 'statute'))
                or (d.ceiling > 0
$$;
begin
    if position(goes in body) = 0 then
        raise exception '% does not read as expected', here;
    end if;
    execute overlay(body placing comes from position(goes in body) for length(goes));
end $do$;

revoke create on schema record from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
