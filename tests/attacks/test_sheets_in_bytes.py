"""What colleagues at a table without names get delivered, searched for everything that the family's record says."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.conference.nameless import Nameless
from hub.terms.ids import FamilyNumber
from hub.terms.nameless import Check, Outcome, Sitting, Wish, Words
from tests.kreis import ROOT, Kreis, demo
from tests.kreis_tables.seats import Seats
from tests.web.searched import found_in, texts_of
from tests.web.tables import keep_nameless

AUTHORS = ("U01", "U02", "U03", "U07", "U08")
READERS = ("U03", "U09")
WORDS = Words(
    "Es geht um Abende, an denen es laut wird.", "Eine Beratung wurde abgebrochen.", "Was hilft als Nächstes?"
)
"""In words that no record of the demo has."""
PAGE = (ROOT / "hub" / "web" / "texts" / "de" / "nameless.ftl").read_text(encoding="utf-8")
FAMILIES = [one for one in demo()["families"] if {tie["staff"] for tie in one["assignments"]} & {*AUTHORS}]


def test_nothing_of_any_family_is_in_page_print_or_stream(kreis: Kreis) -> None:
    """Every text of every cell at every level, each id, the case number: in none of the bytes, for all of the demo.

    What stands on the page of an empty table anyway (who is signed in, the words of the page) is no trace.
    """
    seats, leaks, shown = Seats(kreis), [], 0
    empty = keep_nameless(kreis, *AUTHORS, *READERS[1:]).number
    for family in FAMILIES:
        number = FamilyNumber(family["number"])
        meeting = _brought(kreis, family, number)
        if meeting is None:
            continue
        shown += 1
        for reader in READERS:
            anyway = PAGE + "".join(_delivered(seats, reader, empty)).replace(empty, meeting)
            for said in _delivered(seats, reader, meeting):
                told = {*texts_of(number), *_ids(kreis, number), number}
                leaks += [(number, reader, one) for one in found_in(said, told) if one not in anyway]

    assert [] == leaks
    assert 12 <= shown


def _brought(kreis: Kreis, family: Mapping[str, Any], number: FamilyNumber) -> str | None:
    """The number of a meeting on whose table somebody put a sheet of the family."""
    meeting = keep_nameless(kreis, *AUTHORS, *READERS[1:]).number
    for author in sorted({tie["staff"] for tie in family["assignments"]} & {*AUTHORS}):
        who = kreis.principal(author)
        table = Nameless(kreis.house(who.agency.value))
        wish = Wish(number, WORDS, frozenset(Check))
        if table.show(Sitting(who, meeting, 1, kreis.at), wish) == Outcome():
            return meeting
    return None


def _delivered(seats: Seats, reader: str, meeting: str) -> Iterator[str]:
    for under in ("", "/druck", "/stand"):
        answer = seats.client(reader).get(f"/konferenzen/{meeting}/ohne-namen{under}")
        yield answer.text + str(answer.headers)


def _ids(kreis: Kreis, number: FamilyNumber) -> set[str]:
    rows = kreis.superuser().execute(
        "select f.family_id::text from core.family f where f.number = %s union all"
        " select p.person_id::text from core.person p join core.family f using (tenant_id, family_id)"
        " where f.number = %s",
        (number, number),
    )
    return {row[0] for row in rows}
