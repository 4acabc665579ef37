"""The overview of a family: what is needed before a talk, and no more."""

import re
from dataclasses import replace
from datetime import date

import pytest

from hub.terms.answers import Projection
from hub.terms.lists import Category, Level, Owner
from hub.terms.reasons import Reason
from tests.web.apps import app_at
from tests.web.sample import (
    ASD,
    BEN,
    CONSENT,
    FAMILY,
    JOBCOACH,
    MIA,
    NUMBER,
    PEOPLE,
    SANDRA,
    blank,
    post,
    sample_desk,
    value,
)

PAGE = f"/familien/{NUMBER}?zweck=fam_joint_support"
NAMES = (value({MIA}, "given_name", "Mia"), value({SANDRA}, "given_name", "Sandra"))


def _plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def _page(*values, blanks=(), address=PAGE):
    family = replace(FAMILY, projection=Projection(PEOPLE, (*NAMES, *values), blanks))
    app = app_at(sample_desk(open_family=lambda *asked: family))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)
    return client.get(address).text


def test_it_reads_no_field_that_it_does_not_show(jobcoach):
    """What somebody lives on is not needed to know when one meets."""
    page = jobcoach.get(PAGE).text

    assert "1.234,50" not in page
    assert "Ausbildung zur Altenpflegehelferin in Teilzeit" in page


def test_each_person_has_a_card_with_name_age_and_role():
    """In the order of the record; whoever is not named is a reference."""
    page = _page(
        value({MIA}, "birth_date", "2017-09-04"),
        value({MIA}, "family_role", "Kind"),
        blanks=(blank(BEN, Category.HEALTH),),
    )

    assert "Mia 9 Jahre · Kind" in _plain(page)
    assert page.index(">Sandra</a>") < page.index(">Mia</a>") < page.index(">Person F01-3</a>")


@pytest.mark.parametrize(
    ("born", "said"),
    [("2025-03-18", "19 Monate"), ("2024-11-16", "2 Jahre"), ("2026-10-20", "0 Monate"), ("2025-11-16", "12 Monate")],
)
def test_small_children_are_counted_in_months(born, said):
    """Until two; the sample is opened on 16.11.2026."""
    assert said in _plain(_page(value({BEN}, "birth_date", born)))


def test_the_nearest_date_comes_first_and_past_ones_do_not_come():
    """With weekday, and how many days are left."""
    text = _plain(
        _page(
            value({SANDRA}, "appointment", "2026-12-01T09:30:00+01:00"),
            value({MIA}, "appointment", "2026-11-19T15:00:00+01:00", CONSENT, owner=Owner.JUGENDAMT),
            value({SANDRA}, "fam_review_date", "2026-11-10"),
        )
    )

    assert text.index("Do 19.11.2026, 15:00 in 3 Tagen") < text.index("Di 01.12.2026, 09:30 in 15 Tagen")
    assert "10.11.2026" not in text


def test_the_same_date_is_one_line_with_everybody_and_every_reason():
    """Whatever opens its parts: four people of one talk are not four talks."""
    other = replace(CONSENT, consents=("C02",), signers=(MIA,))
    meeting = ("sgb8_help_plan_meeting", "2026-11-30T14:00:00+01:00")
    text = _plain(
        _page(
            value({SANDRA}, *meeting, **ASD),
            value({MIA}, *meeting, because=other, owner=Owner.JUGENDAMT),
        )
    )

    assert text.count("Mo 30.11.2026, 14:00 in 14 Tagen") == 1
    assert "Termin Hilfeplangespräch Sandra und Mia Warum sehe ich das?" in text
    assert "Einwilligung C01" in text
    assert "Einwilligung C02" in text


def test_what_is_anothers_says_why_it_is_seen():
    """On each date and goal: person, date, purpose and end (G3)."""
    text = _plain(_page(value({SANDRA}, "sgb8_help_goals_released", ["Abendroutine halten"], **ASD)))

    assert "Sichtbar, weil Sandra zugestimmt hat (01.02.2026, für gemeinsame Planung, bis 31.01.2027)." in text


def test_a_name_that_only_the_other_agency_shows_says_why():
    """A card is a block of its own."""
    page = _page(value({BEN}, "given_name", "Ben", CONSENT, owner=Owner.JUGENDAMT))

    card = page[page.index('aria-labelledby="F01-3-name"') :]
    assert "Warum sehe ich das?" in card[: card.index("</article>")]


def test_what_is_shut_is_said_with_who_when_and_when_to_ask_again():
    """And no way to ask before that day (J4)."""
    refused = blank(
        MIA,
        Category.HELP_GOALS,
        Reason.CONSENT_REFUSED,
        ask=False,
        ask_from=date(2026, 11, 20),
        signers=(MIA,),
        on=date(2026, 5, 20),
    )
    text = _plain(_page(blanks=(refused,)))

    assert "Hilfeplan &amp; Ziele – Mia: gesperrt. Abgelehnt von Mia am 20.05.2026." in text
    assert "Bitte nicht erneut fragen vor dem 20.11.2026." in text
    assert "Einwilligung anfragen" not in text


def test_parts_shut_for_the_same_reason_stand_in_one_line():
    """Which those are follows from the blanks alone, whatever is stored (G1)."""
    shut = (blank(MIA, Category.HEALTH), blank(MIA, Category.HELP_TYPE), blank(MIA, Category.HELP_GOALS))
    few, more = _page(blanks=shut), _page(value({MIA}, "family_role", "Kind"), blanks=shut)

    assert "Gesundheit, Hilfen und Hilfeplan &amp; Ziele – Mia: gesperrt. Einwilligung fehlt." in _plain(few)
    assert _shut(few) == _shut(more)


def _shut(page):
    return re.findall(r'<div class="blocked">.*?</div>', page, flags=re.DOTALL)


def test_what_both_agencies_hold_alike_is_read_once():
    """With a word that the other has the same, and why that may be known."""
    same = (value({MIA}, "family_role", "Kind"), value({MIA}, "family_role", "Kind", **ASD))
    page = _page(*same, address=f"/familien/{NUMBER}/personen?zweck=fam_joint_support")

    assert page.count(">Kind<") == 1
    assert "auch beim Jugendamt so eingetragen" in page
    assert "Die gleiche Angabe des Jugendamts: Sichtbar, weil Sandra zugestimmt hat" in page


@pytest.mark.parametrize("unlike", [{"content": "Tochter"}, {"level": Level.SUMMARY}, {"disputed": True}])
def test_what_is_not_wholly_alike_is_read_twice(unlike):
    """Another word, another level or a dispute is no agreement."""
    other = value({MIA}, "family_role", "Kind", **ASD)._replace(**unlike)
    page = _page(
        value({MIA}, "family_role", "Kind"), other, address=f"/familien/{NUMBER}/personen?zweck=fam_joint_support"
    )

    assert "so eingetragen" not in page


def test_the_purpose_goes_with_every_tab(jobcoach):
    """It is asked once (G8)."""
    page = jobcoach.get(PAGE).text
    tabs = page[page.index('<nav class="tabs"') :]
    addresses = re.findall(r'href="([^"]+)"', tabs[: tabs.index("</nav>")])

    assert len(addresses) >= 2
    assert all("zweck=fam_joint_support" in address for address in addresses)
    assert tabs.count('aria-current="page"') == 1
