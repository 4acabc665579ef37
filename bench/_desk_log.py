"""A log of many entries for the officers' desk, filled in the database: what a desk reads by, not what entries say.

Entry and leaf, what the review filters by, places in the tree, and the marks of refusals; six months, in office hours
and a few at night, by 300 people about 5,000 families. No payload: a page opens some fifty, however long the log is,
and finds none here. Each row follows from its number alone.

Among the first more stand at two in the night and more are refused for the rarest reason: a page that asks for them
is full in the small log as in the large one, so that its growth is that of the log. In the large one both are rare.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psycopg

from bench._looks import AT
from hub.gate.house import House
from hub.review.dashboard.marking import Marker, months_of
from hub.terms.lists import Agency
from hub.terms.marks import REASONS

DAYS, PEOPLE, FAMILIES, WRITERS = 180, 300, 5_000, 60
STEP = 250_000
FIRST_ROWS = 45_000
"""Of which more are what is rare afterwards."""
SOME_REASONS = ("not_assigned", "consent_missing", "purpose_not_allowed", "consent_expired", "address_locked")

ROWS = """
create temp table n as
select x.n, ('019a' || lpad(to_hex(x.n), 12, '0') || '8000000000000000')::uuid as id,
    n.day + make_interval(hours => n.hour, secs => x.n * 13 %% 3600) as local,
    x.n %% 100 as hundred, x.n * 7919 %% 100000 as mixed, x.n / 10 %% {people} as who, x.n / 3 %% {families} as family
from generate_series(%(first)s::bigint, %(last)s::bigint - 1) x (n)
cross join lateral (select %(since)s::date + (x.n * 31 %% {days})::integer as date) d
cross join lateral (
    select case when extract(isodow from d.date) < 6 or x.n %% 5000 = 0 then d.date
           else d.date - (extract(isodow from d.date)::integer - 5) end as day,
        case when x.n %% 1000 = 1 then (x.n / 1000 %% 7)::integer
            when x.n < {first_rows} and x.n %% 25 = 7 then 2 else (7 + x.n * 17 %% 12)::integer end as hour) n
"""
ENTRY = """
insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
select %(tenant)s, n.id, 'jobcenter', convert_to('{{"at":"' || to_char(n.local, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    || '","c":["","","","",""]}}', 'UTF8'), md5('writer' || n.n %% {writers})::uuid, n.n / {writers} + 1 from n
"""
LEAF = "insert into ledger.leaf (tenant_id, leaf_index, entry_id) select %(tenant)s, n.n, n.id from n"
INDEX = """
insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id,
                          agency, outcome)
select %(tenant)s, n.id,
    case when n.hundred %% 4 = 0 then '{{jobcenter,jugendamt}}' else array[case when n.hundred < 48 then 'jobcenter'
         when n.hundred < 96 then 'jugendamt' else 'provider' end] end,
    n.local at time zone 'Europe/Berlin',
    case when n.mixed < 2000 then 'access.denied' when n.mixed < 7000 then 'record.changed'
         when n.mixed < 7020 then 'consent.withdrawn' when n.mixed < 7022 then 'log.export'
         when n.mixed < 17000 then 'access.list' when n.mixed < 20000 then 'access.search' else 'access.read' end,
    'jobcoach',
    case when n.mixed between 2000 and 7019 then null when n.mixed %% 5000 = 3 then 'fam_admission'
         when n.mixed %% 500 = 4 then 'sgb8_child_protection' when n.hundred < 48 then 'fam_joint_support'
         else 'sgb8_help_planning' end,
    case when n.mixed < 2000 then 'deny' else 'permit' end, 'N-' || (1000 + n.who),
    md5('family' || n.family)::uuid,
    case when n.hundred < 48 then 'jobcenter' when n.hundred < 96 then 'jugendamt' else 'provider' end,
    case when n.mixed < 2000 then 'denied' when n.mixed < 7020 then 'changed' else 'shown' end
from n
"""
MARKED = """
insert into review.marked (tenant_id, controller, mark, at, entry_id)
select i.tenant_id, 'jobcenter', decode(t.token, 'hex'), i.at, i.entry_id
from n join ledger.index i on i.tenant_id = %(tenant)s and i.entry_id = n.id and i.outcome = 'denied'
    and i.controllers @> '{{jobcenter}}'
join unnest(%(months)s::text[], %(numbers)s::integer[], %(tokens)s::text[]) as t (month, number, token)
    on t.month = to_char(n.local, 'YYYY-MM')
    and t.number = case when n.n < {first_rows} and n.n %% 4 = 0 then 4
                        when n.mixed < 1000 then 0 when n.mixed < 1600 then 1 when n.mixed < 1900 then 2
                        when n.mixed < 1990 then 3 else 4 end
"""
COUNTED = """
insert into review.mark_figure (tenant_id, controller, day, mark, entries)
select m.tenant_id, m.controller, (m.at at time zone 'Europe/Berlin')::date, m.mark, count(*)::integer
from review.marked m group by 1, 2, 3, 4
on conflict (tenant_id, controller, day, mark) do update set entries = excluded.entries
"""
FIRST = """
insert into ledger.leaf (tenant_id, leaf_index, entry_id)
select i.tenant_id, row_number() over (order by i.at, i.entry_id) - 1, i.entry_id from ledger.index i
where i.event = %s and i.part = 0
"""
HEAD = """
insert into ledger.head (tenant_id, size, peaks, root) values (%(tenant)s, %(size)s, ''::bytea, %(root)s)
on conflict (tenant_id) do update set size = excluded.size
"""
WITNESSED = """
insert into ledger.checkpoint (tenant_id, signed_at, size, root, note, cosigned_by, published_at)
values (%(tenant)s, clock_timestamp(), %(size)s, %(root)s, 'not signed', array[]::text[], clock_timestamp())
"""
SIZES = {"people": PEOPLE, "families": FAMILIES, "days": DAYS, "writers": WRITERS, "first_rows": FIRST_ROWS}


def fill(superuser: "psycopg.Connection[Any]", marker: Marker, span: range) -> None:
    """Add the entries of these numbers, with statistics and on the disk, as in a database that is there for a while."""
    superuser.execute("set session_replication_role = replica")  # no buckets are there to refer to
    [(tenant,)] = superuser.execute("select min(tenant_id::text) from identity.login").fetchall()
    since = AT.date() - timedelta(days=DAYS)
    facts = {"tenant": tenant, "since": since, **_tokens(marker)}
    for first in range(span.start, span.stop, STEP):
        numbers = {"first": first, "last": min(first + STEP, span.stop)}
        for statement in (ROWS, ENTRY, LEAF, INDEX, MARKED):
            superuser.execute(statement.format(**SIZES), {**facts, **numbers})
        superuser.execute("drop table n")
    superuser.execute(COUNTED)
    for statement in (HEAD, WITNESSED):
        superuser.execute(statement, {"tenant": tenant, "size": span.stop, "root": bytes(32)})
    superuser.execute("vacuum analyze")
    superuser.execute("checkpoint")


def place_first(superuser: "psycopg.Connection[Any]", event: str) -> int:
    """Entries of this kind take the first places of the empty tree, to rest a draw on. Returns how many."""
    superuser.execute("set session_replication_role = replica")
    return superuser.execute(FIRST, (event,)).rowcount


def _tokens(marker: Marker) -> dict[str, Sequence[object]]:
    months = months_of(AT.date() - timedelta(days=DAYS + 3), AT.date())
    marks = [mark for name in SOME_REASONS for mark, reason in REASONS.items() if reason == name]
    rows = [(month, number, marker.token(month, mark).hex()) for month in months for number, mark in enumerate(marks)]
    named = zip(("months", "numbers", "tokens"), zip(*rows, strict=True), strict=True)
    return {name: list(column) for name, column in named}


def marker_of(house: House) -> Marker:
    """By which the Jobcenter's officer knows marks."""
    assert house.reader is not None
    return Marker(house.reader.private, Agency.JOBCENTER)
