"""The newest version of the form, read by a lawyer: it names what it opens, promises nothing, and tells all it must."""

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
    told = text.information(controllers="die beiden Stellen", officers="zwei Leute", authority="das Land")
    assert len(INFORMATION) == len(told)
    assert "die beiden Stellen" in told[0]
    assert "zwei Leute" in told[1]
    assert "das Land" in told[-1]


def test_what_was_read_before_a_withdrawal_stays_lawful_and_that_is_said_before_signing():
    """Art. 7 Abs. 3 S. 2 and 3 GDPR."""
    assert "Was bis dahin gelesen wurde, bleibt erlaubt." in NEWEST.german.words["notices.withdrawal"]


def test_a_version_without_that_is_not_signed_any_more():
    """Today one version may be laid before a family, and it tells all of it."""
    current = [form.version for form in FORMS if form.is_current(date(2026, 11, 27))]
    assert [NEWEST.version] == current
    assert ((), ()) == tuple(form.german.information() for form in FORMS if form is not NEWEST)
