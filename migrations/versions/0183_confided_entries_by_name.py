"""A list too opens what was confided where a release of notes names it, whatever its field (§ 65 Abs. 1 S. 1 Nr. 1)."""

from alembic import op

revision = "0183"
down_revision = "0182"

SQL = r"""
grant create on schema record to hub_reads;

-- As before; and where a release of single notes names an entry that was confided, it opens that entry as well.
do $do$
declare
    here   regprocedure := 'record.weigh(text, uuid[], jsonb)';
    body   text := pg_get_functiondef(here);
    change record;
begin
    for change in select * from (values
        (1, 'alike bit(256))', 'alike bit(256), named_by bit(256), itself bit(256))'),
        (2, 'fam.program, x.entrusted_by,', 'fam.program, x.entrusted_to, x.entrusted_by,'),
        (3, 'array_agg(m.person_id) as persons, bit_and(coalesce(o.from_1, 0::bit(256))) as from_1,
            bit_and(coalesce(o.from_2, 0::bit(256))) as from_2, bit_and(coalesce(o.from_3, 0::bit(256))) as from_3,',
         'array_agg(m.person_id) as persons,
            bit_and(coalesce(o.from_1 | case when bit_count(o.from_1 & by_name.notes) > 0 then n.itself
                                                  else 0::bit(256) end,
                             0::bit(256))) as from_1,
            bit_and(coalesce(o.from_2 | case when bit_count(o.from_2 & by_name.notes) > 0 then n.itself
                                                  else 0::bit(256) end,
                             0::bit(256))) as from_2,
            bit_and(coalesce(o.from_3 | case when bit_count(o.from_3 & by_name.notes) > 0 then n.itself
                                                  else 0::bit(256) end,
                             0::bit(256))) as from_3,'),
        (4, 'from c join fields n on n.field = c.field
            cross join', 'from c join fields n on n.field = c.field
            cross join lateral (select case when c.entrusted_to is not null or c.entrusted_by <> ''{}''
                                            then n.named_by else 0::bit(256) end as notes) by_name
            cross join')
    ) as c (number, goes, comes) order by number loop
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected: %', here, change.goes;
        end if;
        body := overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
    execute body;
end $do$;

revoke create on schema record from hub_reads;
"""


def upgrade() -> None:
    """What the rules open by name, a list opens by name."""
    op.get_bind().connection.driver_connection.execute(SQL)
