"""How a disclosure is laid out."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hub.terms.answers import Projection
from hub.terms.lists import Agency, Category, Level, Owner
from hub.terms.reasons import Reason
from hub.web.cards import CardMaker
from hub.web.texts import load_texts
from tests.web.sample import BEN, BLANKS, CATALOGUE, CONSENT, FAMILY, MIA, PEOPLE, SANDRA, SHOWN, blank, value


def _cards(*shown, blanks=()):
    family = replace(FAMILY, projection=Projection(PEOPLE, shown, blanks))
    return CardMaker(family, CATALOGUE, Agency.JOBCENTER, load_texts("de")).cards()


def test_what_is_about_all_comes_first_and_then_each_person():
    """In the order of the record."""
    cards = _cards(*SHOWN, blanks=BLANKS)

    assert ["Die ganze Familie", "Sandra Ahornwald", "Mia Ahornwald", "Ben Ahornwald"] == [card.title for card in cards]


def test_what_is_about_some_is_theirs():
    """A value about two of three is not about the family."""
    cards = _cards(*SHOWN, value({MIA, BEN}, "housing_situation", "teilen sich ein Zimmer"), blanks=BLANKS)

    assert "Mia Ahornwald und Ben Ahornwald" in [card.title for card in cards]


def test_a_person_who_is_only_named_has_no_card():
    """Whoever signed for somebody is not thereby part of the family."""
    cards = _cards(value({MIA}, "phone", "0000 1"), blanks=(blank(MIA, Category.HELP_GOALS, signers=(SANDRA,)),))

    assert ["F01-2"] == [card.reference for card in cards]


def test_a_name_that_is_only_summarised_is_not_taken_for_the_name():
    """A pseudonym in a heading would be read as the name."""
    cards = _cards(value({MIA}, "given_name", "M.", level=Level.PSEUDONYMISED))

    assert cards[0].title == "Person F01-2"


def test_values_shown_for_different_reasons_stand_apart():
    """Each block has one reason, and it is true of every line in it."""
    other = replace(CONSENT, consents=("C09",), until=date(2026, 12, 31))
    [card] = _cards(
        value({MIA}, "phone", "1"),
        value({MIA}, "email", "2", CONSENT, owner=Owner.JUGENDAMT),
        value({MIA}, "family_role", "Kind", other, owner=Owner.JUGENDAMT),
    )

    assert [1, 1, 1] == [len(block.lines) for block in card.chapters[0].blocks]
    assert [False, True, True] == [block.is_foreign for block in card.chapters[0].blocks]


def test_every_value_is_on_the_page_once():
    """Grouping loses nothing and doubles nothing."""
    cards = _cards(*SHOWN, blanks=BLANKS)

    lines = [line for card in cards for chapter in card.chapters for block in chapter.blocks for line in block.lines]
    assert len(SHOWN) == len(lines)


@given(st.sampled_from(Reason), st.booleans(), st.none() | st.dates(), st.sampled_from([(), (SANDRA,), (SANDRA, BEN)]))
def test_every_blank_can_be_said_without_its_exact_code(reason, ask, day, signers):
    """Two codes with the same word of nine look alike."""
    told = blank(MIA, Category.HELP_GOALS, reason, ask=ask, on=day, signers=signers)
    alike = told._replace(reason=Reason(reason.blank.value))

    assert _cards(blanks=(told,)) == _cards(blanks=(alike,))
