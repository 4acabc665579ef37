"""Which facts that decide a taken-over process of a recipient can read of any family: this list, no more (issue 8.5).

Not a promise that it should: architecture wants them to stay with their owner. Whoever takes one away changes it here
and in `docs/threat-model.md`.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.kreis import Kreis, demo

RECIPIENTS = ("jobcenter", "jugendamt", "provider", "family")
FAMILY = {"id", "number", "status", "proposing", "exit_date", "staff_related", "epoch", "persons"}
PERSON = {"id", "ref", "kind", "born", "deceased_on", "languages"}
PERSON |= {"insight", "restricted_since", "conflict_since", "conflict_until", "address_lock", "holdings"}
HOLDING = ("kind", "holder", "areas", "since", "until", "rests_since", "proven_on")
CELL = ("id", "field", "subjects", "owner", "entry", "version", "levels", "provider", "entrusted_to", "entrusted_by")
CELL += ("passed_on_at", "disputed", "restricted_since", "part", "extract_of", "bit", "bound_source")
PAPER = {"id", "ref", "document", "declarations", "withdrawals"}
DOCUMENT = {"for", "categories", "fields", "entries", "level", "recipients", "purposes", "from", "to", "deputies"}
DOCUMENT |= {"way", "asked", "notices", "languages", "interpreter", "form_version"}
DOCUMENT |= {"special_circumstances", "invalid_since"}
DECLARATION = {"by", "at", "insight"}
WITHDRAWAL = {"by", "received_at", "received_by", "entered_at"}
WRAPPING = {"key_id", "persons", "partition", "owner", "maker", "provider", "category", "level", "cell_id", "holder"}
WRAPPING |= {"basis", "since", "until", "field", "is_entrusted", "confiders", "bound_source"}
TELLING = (
    "select * from record.facts(%s, 0)",
    "select * from record.outline(%s)",
    "select * from consent.papers(%s)",
    "select * from record.wrappings(%s)",
    "select * from identity.circle(%s)",
)
RECALLS = "select * from consent.recalls(%s)"
CIRCLE = {"staff_id", "ref", "role", "agency", "team", "since", "until"}


def _theirs(group: str) -> set[str]:
    """The families of which a process group may be told, by the load file: the two agencies of each."""
    providers = {one["id"] for one in demo()["agencies"] if one["kind"] == "provider"}
    staff = {one["id"] for one in demo()["staff"] if {post["agency"] for post in one["posts"]} & providers}
    found = set()
    for family in demo()["families"]:
        ties = {tie["staff"] for tie in (*family["assignments"], *family.get("deputies", ()))}
        ties |= {word.removeprefix("staff:") for paper in family.get("consents", ()) for word in _named(paper)}
        has_provider = ties & staff or any("provider" in one for one in family["cells"])
        if {"provider": has_provider, "family": family.get("accounts")}.get(group, True):
            found.add(family["number"])
    return found


def _named(paper: dict[str, Any]) -> list[str]:
    """Whom a paper names one by one; a no to everybody names nobody."""
    return [] if paper["recipients"] == "all" else list(paper["recipients"])


@pytest.fixture
def told(kreis: Kreis, request: pytest.FixtureRequest) -> list[tuple[Any, ...]]:
    """Outline and papers of every family, told to a recipient's bare sign-in without any entry or ticket."""
    attacker = kreis.connect(f"hub_{request.param}")
    families = [one for (one,) in kreis.superuser().execute("select family_id from core.family").fetchall()]
    answers = [attacker.execute("select * from record.facts(%s, 0)", (one,)).fetchone() for one in families]
    told = [answer for answer in answers if answer and answer[1]]
    assert len(told) == len(_theirs(request.param))
    return told


@pytest.mark.parametrize("told", RECIPIENTS, indirect=True)
def test_the_facts_of_people_are_these(told: list[tuple[Any, ...]]) -> None:
    """Custody by area with proof and time, conflict flag, locks, insight, birth and death: of all, consent or none."""
    families = [json.loads(answer[1]) for answer in told]
    people = [person for family in families for person in family["persons"]]
    holdings = [holding for person in people for holding in person["holdings"] or ()]

    assert {frozenset(FAMILY)} == {frozenset(family) for family in families}
    assert {frozenset(PERSON)} == {frozenset(person) for person in people}
    assert {len(HOLDING)} == {len(holding) for holding in holdings}
    assert [one for one in holdings if one[HOLDING.index("proven_on")]], "the day of the proof is among them"
    assert [one for one in people if one["address_lock"]], "and the lock of an address"


@pytest.mark.parametrize("group", ["provider", "family"])
def test_of_families_of_others_a_providers_and_a_familys_process_is_told_nothing(kreis: Kreis, group: str) -> None:
    """No fact, no paper, no key, nobody who works there, no version: the same as of a family that is not there."""
    attacker, nobody = kreis.connect(f"hub_{group}"), uuid4()
    families = kreis.superuser().execute("select family_id, number from core.family").fetchall()
    theirs = _theirs(group)
    assert 0 < len(theirs) < len(families)

    for family, number in families:
        said, nothing = ([attacker.execute(one, (which,)).fetchall() for one in TELLING] for which in (family, nobody))
        assert (number in theirs) == (said != nothing), number


def test_a_providers_process_makes_no_family_its_own_by_a_key_that_it_writes(kreis: Kreis) -> None:
    """A row of keys about any family is in its rights, as it is in an entry of its own: nothing is told for it."""
    attacker, theirs = kreis.connect("hub_provider"), _theirs("provider")
    rows = kreis.superuser().execute("select family_id, number from core.family order by number").fetchall()
    [family, *_] = [family for family, number in rows if number not in theirs]
    columns = "tenant_id, family_id, maker, holder, sealed"
    copied = f"select tenant_id, '{family}', 'provider', 'provider', sealed from record.holder_key limit 1"
    kreis.superuser().execute(f"insert into record.holder_key ({columns}) {copied}")

    assert not any((attacker.execute(one, (family,)).fetchone() or (None, None))[-1] for one in (*TELLING, RECALLS))


@pytest.mark.parametrize("told", RECIPIENTS, indirect=True)
def test_of_cells_and_papers_it_is_told_this(told: list[tuple[Any, ...]]) -> None:
    """Which cells are filled, about whom; each paper with answers and withdrawals, also those to others."""
    cells = [cell for answer in told for cell in json.loads(answer[3] or "[]")]
    papers = [json.loads(paper) for answer in told for paper in answer[4]]

    assert {len(CELL)} == {len(cell) for cell in cells}
    assert {frozenset(PAPER)} == {frozenset(paper) for paper in papers}
    assert DOCUMENT == {name for paper in papers for name in paper["document"]}
    assert DECLARATION == set(_names(one[1] for paper in papers for one in paper["declarations"] or ()))
    assert WITHDRAWAL == set(_names(one for paper in papers for one in paper["withdrawals"] or ()))


@pytest.mark.parametrize(("function", "names"), [("record.wrappings", WRAPPING), ("identity.circle", CIRCLE)])
def test_of_keys_and_of_who_works_there_it_is_told_this(kreis: Kreis, function: str, names: set[str]) -> None:
    """For whom keys are wrapped and until when; whose case it is, and who is named in papers."""
    [(family,)] = (
        kreis.superuser().execute("select family_id from core.family where number = 'FAM-2025-003'").fetchall()
    )

    found = kreis.connect("hub_jobcenter").execute(f"select * from {function}(%s)", (family,))

    assert found.rowcount > 0
    assert names == {column.name for column in found.description or ()}


def _names(documents: Any) -> Iterator[str]:
    for document in documents:
        yield from document
