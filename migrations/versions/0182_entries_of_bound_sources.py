"""An entry remembers by a mark who said it, where that one is bound to secrecy (§ 76 Abs. 1 SGB X, § 203 StGB)."""

from alembic import op

revision = "0182"
down_revision = "0186"

SQL = r"""
alter table record.cell add column bound_source text check (bound_source ~ '^[0-9a-f]{32}$');
comment on column record.cell.bound_source is
    'A mark of who said it and is bound to secrecy: no name. Set with the entry; a new version does not undo it.';

grant create on schema record to hub_reads, hub_writes;

-- As before, and told of the mark with the cell or the key. A list opens no such entry of another owner.
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('record.write_cells(uuid, jsonb)'::regprocedure, 'part, extract_of)
    select tenant, c.partition, c.id', 'part, extract_of, bound_source)
    select tenant, c.partition, c.id'),
        ('record.write_cells(uuid, jsonb)', 'coalesce(c.part, 1), c.extract_of
', 'coalesce(c.part, 1), c.extract_of, c.bound_source
'),
        ('record.write_cells(uuid, jsonb)', 'part integer, extract_of uuid)
    where c.expected = 0', 'part integer, extract_of uuid, bound_source text)
    where c.expected = 0'),
        ('record.outline(uuid)', 'c.extract_of end, d.bit))', 'c.extract_of end, d.bit, c.bound_source))'),
        ('record.load_keys(uuid)', 'and x.holder <> k.maker)))', 'and x.holder <> k.maker), c.bound_source))'),
        ('record.weigh(text, uuid[], jsonb)', E'    b_jobcenters       bigint :=',
         E'    b_source_open      bigint := b ->> ''source_open'';\n    b_jobcenters       bigint :='),
        ('record.weigh(text, uuid[], jsonb)', '| case when x.disputed then b_in_dispute else 0 end',
         '| case when x.disputed then b_in_dispute else 0 end
            | case when x.bound_source is null then b_source_open else 0 end')
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected: %', change.function, change.goes;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;

    body := pg_get_functiondef('record.wrappings(uuid)'::regprocedure);
    if position('confiders uuid[])' in body) = 0 or position('c.entrusted_by
    from' in body) = 0 then
        raise exception 'record.wrappings(uuid) does not read as expected';
    end if;
    body := replace(body, 'confiders uuid[])', 'confiders uuid[], bound_source text)');
    body := replace(body, 'c.entrusted_by
    from', 'c.entrusted_by, c.bound_source
    from');
    drop function record.wrappings(uuid);
    execute body;
end $do$;

alter function record.wrappings(uuid) owner to hub_writes;
revoke execute on function record.wrappings(uuid) from public;
grant execute on function record.wrappings(uuid) to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;

revoke create on schema record from hub_reads, hub_writes;
"""


def upgrade() -> None:
    """A mark of the entry, told wherever it is decided on."""
    op.get_bind().connection.driver_connection.execute(SQL)
