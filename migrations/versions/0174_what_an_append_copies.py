"""An append takes its boxes one by one and looks its buckets up one by one: no array is copied for each entry.

PL/pgSQL holds an array as separate elements. One element of it is at hand, a slice is cut from a copy of all of it:
so with eight entries in a statement each copied the boxes of all eight, twice.
"""

from alembic import op

revision = "0174"
down_revision = "0178"

APPEND = "ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])"
DECLARED = "    lacks  boolean;\n"
COUNTED = """            + (case when cardinality(p_segments) > 5 * cardinality(p_leaves)
              then (select count(*) from jsonb_path_query(p, '$[*].given[*]')) else 0 end) then
"""
COUNTED_AT_ONCE = "            + jsonb_array_length(jsonb_path_query_array(p, '$[*].given[*]')) then\n"
PATIENCE = "        perform set_config('lock_timeout', '100ms', true);\n"
LINE = """        select x.*, p_leaves[o.place] as leaf, p_segments[5 * o.place - 4 : 5 * o.place] as segments
"""
ENTRY = "        select tenant, n.entry, caller, n.leaf, n.writer, n.writer_seq from n\n"
PAYLOAD = """        select tenant, n.entry, n.actor_bucket, n.case_bucket, n.segments, n.given,
            p_segments[n.box : n.box + cardinality(n.given) - 1]
"""
PAYLOAD_BY_ONE = """        select tenant, n.entry, n.actor_bucket, n.case_bucket,
            -- An element is at hand; a slice would be cut from a copy of all.
            array[p_segments[n.last_box - 4], p_segments[n.last_box - 3], p_segments[n.last_box - 2],
                  p_segments[n.last_box - 1], p_segments[n.last_box]], n.given,
            case when cardinality(n.given) = 1 and n.box between 1 and cardinality(p_segments)
                then array[p_segments[n.box]] else p_segments[n.box : n.box + cardinality(n.given) - 1] end
"""
LACKS = """           bool_or(exists (
               select from unnest(array[l.actor_bucket, l.case_bucket] || l.given) with ordinality as g (bucket, place)
               where (select true from ledger.bucket b where b.tenant_id = tenant and b.bucket_id = g.bucket
                      and b.retention = case g.place
                          when 1 then 'access_log'
                          when 2 then convert_from(l.leaf, 'UTF8')::jsonb ->> 'rc'
                          else 'disclosure_register' end limit 1) is null))
"""
LACKS_BY_ONE = """           bool_or((
                   select true from ledger.bucket b where b.tenant_id = tenant and b.bucket_id = l.actor_bucket
                   and b.retention = 'access_log' limit 1) is null
               or (
                   select true from ledger.bucket b where b.tenant_id = tenant and b.bucket_id = l.case_bucket
                   and b.retention = convert_from(p_leaves[l.place], 'UTF8')::jsonb ->> 'rc' limit 1) is null
               or l.given is not null and exists (
                   select from unnest(l.given) as g (bucket) where (
                       select true from ledger.bucket b where b.tenant_id = tenant and b.bucket_id = g.bucket
                       and b.retention = 'disclosure_register' limit 1) is null))
"""
SWAPS = (
    (DECLARED, DECLARED + "    waits  text;\n"),
    (COUNTED, COUNTED_AT_ONCE),
    (PATIENCE, PATIENCE.replace("perform", "waits :=")),
    (LINE, "        select x.*, o.place, 5 * o.place as last_box\n"),
    (ENTRY, ENTRY.replace("n.leaf", "p_leaves[n.place]")),
    (PAYLOAD, PAYLOAD_BY_ONE),
    (LACKS, LACKS_BY_ONE),
)


def upgrade() -> None:
    """The same is written and the same is refused, with the same codes."""
    connection = op.get_bind().connection.driver_connection
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (APPEND,)).fetchall()
    for goes, comes in SWAPS:
        assert body.count(goes) == 1, goes
        body = body.replace(goes, comes)
    connection.execute("grant create on schema ledger to hub_books")
    connection.execute(body)
    connection.execute("revoke create on schema ledger from hub_books")
