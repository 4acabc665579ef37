"""What lacks, in words: each ground with its paragraph, each stand by its label, as the vocabulary has them."""

import tomllib

import pytest

from hub.terms.consents import Stand
from hub.terms.lacks import Ground, Lack
from hub.terms.lists import Category
from hub.terms.reasons import Reason
from hub.web.lacking import lack_lines
from hub.web.naming import Naming
from hub.web.texts import LANGUAGES, load_texts
from tests.kreis import F01, ROOT

VOCABULARY = tomllib.loads((ROOT / "schemas" / "vocabulary.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("ground", Ground)
def test_a_ground_is_said_with_its_paragraph(ground):
    """The page and the vocabulary cite the same law, in German; in English there is a sentence too."""
    known = VOCABULARY["lack_grounds"][ground]

    assert f"{known['label']} ({known['basis']})" == load_texts("de").say(f"ground-{ground}")
    assert known["rules"]
    assert all(load_texts(language).knows(f"ground-{ground}") for language in LANGUAGES)


@pytest.mark.parametrize("stand", Stand)
def test_a_stand_is_called_as_in_the_vocabulary(stand):
    """One word for one thing."""
    assert VOCABULARY["consent_stands"][stand]["label"] == load_texts("de").say(f"stand-{stand}")


@pytest.fixture
def naming(kreis):
    """The family of the demo as its ASD worker knows it."""
    return Naming(kreis.open("U07"), load_texts("de"))


@pytest.fixture
def people(naming):
    """Everybody by reference."""
    return {ref: person for person, ref in naming.people.items()}


def test_one_word_about_several_people_is_one_line(naming, people):
    """Whoever lacks for two children is named once, with both."""
    about = (people["F01-2"], people["F01-3"])
    lacks = [Lack(one, people["F01-1"], Ground.CUSTODY_SOLE, Reason.SIGNER_MISSING) for one in about]

    [line] = lack_lines(lacks, naming)

    assert line.startswith("Sandra Ahornwald – allein sorgeberechtigt (§§ 1626a Abs. 3, 1671 BGB) – für ")
    assert "Mia" in line
    assert "Ben" in line


def test_what_lacks_for_a_part_alone_says_for_which(naming, people):
    """Health needs others than the rest; and what is wrong with a yes stands behind it."""
    sandra = people["F01-1"]
    lack = Lack(sandra, sandra, Ground.OWN_ADULT, Reason.FORM_MISSING, (Category.HEALTH,))

    [line] = lack_lines([lack], naming, (Category.CONTACT, Category.HEALTH))

    assert "bisher nur mündlich, schriftliche Bestätigung fehlt (§ 67b Abs. 2 SGB X)" in line
    assert line.endswith(" – nur Gesundheit")


def test_whoever_may_not_be_named_is_somebody_else(naming, people):
    """No reference of anybody unknown."""
    stranger = next(iter(people.values())).replace("0", "f")

    [line] = lack_lines([Lack(people["F01-2"], stranger, Ground.GUARDIAN, Reason.SIGNER_MISSING)], naming)

    assert line.startswith("eine weitere Person – ")
    assert F01 not in line


def test_nobody_is_called_a_foster_carer_who_may_sign():
    """A Pflegeperson (§ 1688 BGB) has no power (D20); for a part of custody a Pfleger signs (§ 1809 BGB, D19)."""
    said = [load_texts("de").say(f"ground-{ground}") for ground in Ground]

    assert [] == [one for one in said if "Pflegeperson" in one]
    assert "Pfleger*in" in load_texts("de").say("ground-guardian")


def test_from_the_first_second_of_a_birthday_what_others_allowed_counts_no_more():
    """A year of life is complete at the end of the day before (§ 187 Abs. 2 BGB, D15, D16): not „mit diesem Tag“."""
    said = load_texts("de").say("task-own_say_18.text", name="Elias", day="20.12.2026", ref="C38")

    assert "gilt ab diesem Tag nicht mehr" in said
