"""The newest version of the form, read by a lawyer: it names what it opens, promises nothing, and tells all it must."""

import tomllib
from datetime import date

import pytest

from hub.terms.consent_forms import INFORMATION, current_form, parse_form
from hub.terms.ids import FieldId
from hub.terms.lists import Category, Level
from tests.kreis import ROOT, books

FORMS = tuple(
    parse_form(folder.name, {one.name: one.read_text(encoding="utf-8") for one in folder.glob("*.toml")})
    for folder in sorted((ROOT / "policies" / "consent").iterdir())
)
NEWEST = current_form(FORMS, date(2026, 11, 27))
FACTS = {"controllers": "die beiden Stellen", "officers": "zwei Leute", "authority": "das Land"}
NAMED = [
    ("contact", "birth_date", "Geburtsdatum"),
    ("contact", "household_membership", "zusammen wohnt"),
    ("contact", "responsible_asd_worker", "zuständig"),
    ("family_relations", "sgb8_parenting", "Erziehung"),
    ("family_relations", "sgb8_contact_rights", "Umgang"),
    ("family_relations", "sgb2_care_duty", "gepflegt"),
    ("finance_detail", "sgb2_16a_referral", "Beratung"),
    ("work_training", "sgb2_work_history", "Lebenslauf"),
    ("school_childcare", "sgb8_school_situation", "Fehlzeiten"),
    ("health", "sgb2_disability_status", "Behinderung"),
    ("help_type", "sgb8_placement", "woanders lebt"),
    ("help_goals", "sgb8_transition_plan", "danach"),
    ("provider_reports", "provider_day_structure", "Alltag"),
    ("fam_joint", "consent_record", "Ja oder Nein"),
]
NEVER_SHARED = [
    ("family_relations", "sgb8_custody", "Sorge"),
    ("finance_detail", "sgb2_leistungsminderung", "Abzüge"),
]


@pytest.mark.parametrize(("category", "field", "word"), NAMED)
def test_a_category_names_what_it_opens(category, field, word):
    """Who agrees to something learns what: nothing is opened that the sentence does not let expect (Art. 4 Nr. 11)."""
    known = books().catalogue.by_id[FieldId(field)]
    assert (Category(category), True) == (known.category, known.ceiling > Level.NONE)
    assert word in NEWEST.german.words[f"categories.{category}"]


@pytest.mark.parametrize(("category", "field", "word"), NEVER_SHARED)
def test_a_category_does_not_name_what_no_consent_opens(category, field, word):
    """Proof of custody and cuts of benefits stay where they are (D18, B9): asking for them would only frighten."""
    assert Level.NONE is books().catalogue.by_id[FieldId(field)].ceiling
    assert word not in NEWEST.german.words[f"categories.{category}"]


def test_no_purpose_sounds_as_if_money_hung_on_the_answer():
    """Art. 7 Abs. 4 GDPR, D6: what follows „wofür“ is what somebody does, and of money it says that it stays."""
    assert NEWEST.german.words["purposes.livelihood"].endswith("Ihr Geld hängt nicht von dieser Antwort ab.")
    assert "kann gut arbeiten" not in NEWEST.german.words["purposes.provider_service"]


@pytest.mark.parametrize("language", NEWEST.texts)
def test_every_language_tells_who_is_responsible_and_which_rights_there_are(language):
    """Art. 13 GDPR, in the language in which somebody is asked (D32)."""
    text = NEWEST.texts[language]
    told = text.information(**FACTS)
    assert len(INFORMATION) == len(told)
    assert "die beiden Stellen" in told[0]
    assert "zwei Leute" in told[1]
    assert "das Land" in told[-1]


@pytest.mark.parametrize("language", NEWEST.texts)
def test_every_language_says_what_happens_without_a_yes_when_a_child_is_in_danger(language):
    """E13, Art. 5 Abs. 1 Buchst. a GDPR: before somebody signs, and with the law by which it happens."""
    [said] = [one for one in NEWEST.texts[language].information(**FACTS) if "8a" in one]
    assert "KKG" in said


def test_nothing_is_promised_that_a_law_can_break():
    """§ 69 SGB X, § 65 Abs. 1 S. 1 Nr. 2 to 5 SGB VIII, § 4 KKG: without a yes not nothing happens."""
    german = NEWEST.german
    assert not [key for key, said in german.words.items() if "wird nichts gezeigt" in said]
    assert "was ein Gesetz im Einzelfall erlaubt" in german.words["say.info_basis"]
    for key in ("say.release_what", "say.note_what"):
        assert german.words[key].endswith("Ausnahme: ein Gesetz erlaubt es, etwa wenn ein Kind in Gefahr ist.")


def test_it_is_said_for_what_fam_needs_a_yes_and_that_all_else_is_free():
    """§ 67b Abs. 2 S. 3 SGB X, D6: contact and the joint planning, no more."""
    said = NEWEST.german.words["notices.no_disadvantage"]
    assert "bekommen Sie trotzdem" in said
    assert "ein Ja zu Kontakt und gemeinsamer Planung" in said
    assert said.endswith("Alles andere ist frei.")


def test_each_answers_alone_for_its_own_data():
    """A5: joint is the joint record, nothing else; and rights are with either (Art. 26 Abs. 3 GDPR)."""
    said = NEWEST.german.words["say.info_who"]
    assert said.startswith("Für die gemeinsame Akte sind beide Stellen gemeinsam verantwortlich")
    assert "für ihre eigenen Angaben jede allein" in said
    assert said.endswith("Ihre Rechte haben Sie bei jeder der beiden.")


def test_what_was_read_before_a_withdrawal_was_lawful_and_what_was_written_down_of_it_goes():
    """Art. 7 Abs. 3 S. 2 and 3, Art. 17 Abs. 1 lit. b GDPR: it does not read like a permission to go on."""
    said = NEWEST.german.words["notices.withdrawal"]
    assert "Dass bis dahin gelesen wurde, war rechtmäßig." in said
    assert said.endswith("muss gelöscht werden, wenn kein Gesetz das Behalten verlangt.")
    assert "bleibt erlaubt" not in said


def test_periods_are_those_of_the_rules():
    """Art. 13 Abs. 2 Buchst. a GDPR: what is told before signing follows from the rules on keeping."""
    kept = tomllib.loads((ROOT / "policies" / "retention.toml").read_text(encoding="utf-8"))
    months = {"sechs Monate": kept["family_record"]["months"], "drei Jahre": kept["consent_proof"]["months"]}
    assert {"sechs Monate": 6, "drei Jahre": 36} == months
    said = NEWEST.german.words["say.info_storage"]
    assert [] == [one for one in months if one not in said]


def test_a_version_of_before_is_not_signed_any_more():
    """Today one version may be laid before a family, and it tells all of it; those of before can still be read."""
    current = [form.version for form in FORMS if form.is_current(date(2026, 11, 27))]
    assert [NEWEST.version] == current
    assert [0, 0, 6, 7] == [len(form.german.information(**FACTS)) for form in FORMS]
