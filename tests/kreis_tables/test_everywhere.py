"""The page and the API say what was decided: the same cells, the same blanks, the same reasons, and nothing else."""

import re
from collections import Counter, defaultdict

import pytest

from hub.terms.lists import BlankReason, Owner
from hub.web.texts import load_texts
from tests.kreis import NOWHERE, STICHTAG, demo
from tests.kreis_tables.page import read_page, titles
from tests.kreis_tables.reading import PURPOSES
from tests.kreis_tables.test_tables import OPENED, THERE

SEVERAL = {one["id"] for one in demo()["staff"] if len({post["agency"] for post in one["posts"]}) < len(one["posts"])}
"""Two posts at one agency: a token cannot say in which of them it speaks, and speaks for nobody."""

ONCE = list(
    {(look.number, look.who, look.purpose, look.at): look for look in OPENED if look.who not in SEVERAL}.values()
)
"""One look answers for all owners at once."""

DE = load_texts("de")
SAID = {
    BlankReason.CONSENT_MISSING: "Einwilligung fehlt",
    BlankReason.CONSENT_REFUSED: "bgelehnt",
    BlankReason.CONSENT_WITHDRAWN: "iderrufen",
    BlankReason.CONSENT_EXPIRED: "bgelaufen",
    BlankReason.SIGNER_MISSING: "zweiten sorgeberechtigten Person fehlt",
    BlankReason.OWN_CONSENT_MISSING: "eigene Entscheidung .* steht aus",
    BlankReason.RECIPIENT_NOT_COVERED: "gilt für eine andere Ansprechperson",
    BlankReason.PURPOSE_NOT_ALLOWED: "Zweck",
    BlankReason.FAM_NOT_ACTIVE: "FAM ist beendet",
}


def _api(seats, look):
    seats.kreis.at = look.at
    return seats.ask(look.who, f"/families/{look.number}?purpose={PURPOSES[look.purpose]}").get_json()


def _values(answer):
    """How many values stand under whose name, in which category, of which owner; parts of one entry stand together."""
    split = defaultdict(set)
    for one in answer["shown"]:
        split[one["field"], one["owner"], one["entry"]] |= {one["part"]}
    about = defaultdict(set)
    for one in answer["shown"]:
        about[one["field"], one["owner"], one["entry"]] |= set(one["persons"])
    found = Counter()
    for one in answer["shown"]:
        place = one["field"], one["owner"], one["entry"]
        persons = about[place] if max(split[place]) > 1 else one["persons"]
        found[" · ".join(sorted(persons)), DE.say(f"category-{one['category']}"), one["owner"]] += 1
    return found


def _blanks(answer):
    return {(one["person"], one["owner"], one["category"]): BlankReason(one["reason"]) for one in answer["withheld"]}


def _disagreed(answer):
    """Where one said no and another who must sign stands by a yes."""
    return {(one["person"], one["owner"], one["category"]) for one in answer["withheld"] if one.get("disagreed")}


@pytest.mark.parametrize("look", ONCE, ids=lambda look: f"{look.number}-{look.who}-{look.purpose}@{look.at:%m-%d}")
def test_api_and_decision_are_the_same(seats, look):
    """Value by value and blank by blank."""
    answer = _api(seats, look)
    projection = seats.kreis.open(look.who, look.number, PURPOSES[look.purpose]).projection
    people = projection.people

    assert {value.cell for value in projection.shown} == {one["cell"] for one in answer["shown"]}
    assert [(value.field, value.level.id, value.content, value.owner.value) for value in projection.shown] == [
        (one["field"], one["level"], one["value"], one["owner"]) for one in answer["shown"]
    ]
    expected = {
        (people[one.person], one.owner.value, one.category.value): one.reason.blank for one in projection.blanks
    }
    assert expected == _blanks(answer)


@pytest.mark.parametrize("look", ONCE, ids=lambda look: f"{look.number}-{look.who}-{look.purpose}@{look.at:%m-%d}")
def test_page_and_api_are_the_same(seats, look):
    """Every value is a line under its person, category and owner; every blank is said, with its word; no line more."""
    answer = _api(seats, look)
    agency = seats.group(look.who)
    foreign = {DE.say(f"owner-{owner}"): owner.value for owner in Owner}

    page = read_page(seats.page(look.who, look.number, PURPOSES[look.purpose]).text)

    lines = Counter((who, chapter, foreign[owner] if owner else agency) for who, chapter, owner, _ in page.lines)
    also = {DE.say(f"also-{owner}"): owner.value for owner in Owner}  # the same value of another owner, in one line
    lines += Counter((who, chapter, also[one]) for who, chapter, _, note in page.lines for one in also if one in note)
    assert _values(answer) == lines
    said = _said(page)
    assert set(said) == set(_blanks(answer))
    for cell, reason in _blanks(answer).items():
        assert re.search(SAID[reason], said[cell]), cell
    assert _disagreed(answer) == {cell for cell, why in said.items() if why.lstrip().startswith("Uneinig: ")}


def _said(page):
    owners = {DE.say(f"owner-{owner}.of"): owner.value for owner in Owner}
    found = {}
    for who, heading, said in page.blocked:
        [owner] = [owner for of, owner in owners.items() if heading.endswith(of)]
        title, _, why = said.partition(": gesperrt.")
        names, _, _ = title.rpartition(" – ")
        for name in re.split(r", | und ", names):
            found[who, owner, titles(DE)[name].value] = why
    return found


@pytest.mark.parametrize("table", THERE, ids=lambda table: table.family)
def test_a_strangers_page_and_api_are_those_of_no_family(seats, table):
    """The same bytes: on the page and in the API, for a Jobcoach, a Servicecenter, an ASD-Leitung and the rest."""
    seats.kreis.at = STICHTAG
    for ref in ("U04", "U05", "U16", "U18", "U19", "U23"):
        for purpose in PURPOSES.values():
            pages = [seats.page(ref, number, purpose) for number in (table.number, NOWHERE)]
            answers = [seats.ask(ref, f"/families/{number}?purpose={purpose}") for number in (table.number, NOWHERE)]

            assert pages[0].status_code == pages[1].status_code in {404, 422}
            assert pages[0].text.replace(table.number, "#") == pages[1].text.replace(NOWHERE, "#")
            assert {404} == {answer.status_code for answer in answers}
            assert answers[0].data == answers[1].data
