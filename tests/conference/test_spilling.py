"""What not all present may see does not get into the joint part from the record, as far as words can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.gate.conferences.spilling import RUN, Guarded, find_spill
from hub.terms.ids import FieldId
from hub.terms.minutes import Section
from hub.terms.writing import Written
from tests.conference.tables import Scribe, agreed, faults, lay_table, sentence
from tests.kreis import FamilyNumber
from tests.whole import open_payload

FIELD = FieldId("sgb2_rent_arrears")
WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=8), min_size=RUN, max_size=12)
AROUND = st.lists(st.text("xyz", min_size=2, max_size=5), max_size=4)


@given(WORDS, AROUND, AROUND, st.data())
def test_a_run_of_words_out_of_a_hidden_value_is_found_wherever_it_stands(words, before, after, data):
    """Whatever stands around it, and however it is spaced and capitalised."""
    start = data.draw(st.integers(0, len(words) - RUN))
    taken = words[start : start + RUN]
    text = ",  ".join([*before, *[one.upper() for one in taken], *after])

    assert FIELD == find_spill(text, [Guarded(FIELD, " ".join(words))], [])


@given(WORDS, AROUND)
def test_what_shares_no_word_with_it_is_let_by(words, others):
    """The check refuses nothing for its own sake."""
    assert find_spill(" ".join(others), [Guarded(FIELD, {"key": [" ".join(words)]})], []) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1684.0, "Es sind 1.684 Euro."),
        (712.5, "Miete: 712,50 €"),
        ("2026-10-07", "am 7.10.2026 war das"),
        ("2026-10-07", "am 7. Oktober 2026"),
        ("2026-11-24T09:30:00+01:00", "am 24.11.2026"),
        ({"street": "Ahornweg 7", "town": "Birkenfurt"}, "im Ahornweg 7"),
        (["Post am selben Tag öffnen", "Miete"], "Sie will Post am selben Tag öffnen."),
        ("0000-101001", "unter 0000 101001"),
    ],
)
def test_a_value_is_found_in_the_forms_in_which_people_write_it(value, text):
    """Numbers, days, addresses, lists."""
    assert FIELD == find_spill(text, [Guarded(FIELD, value)], [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Mutter", "Die Mutter fragt nach."),
        (True, "Ja, wahr."),
        (12, "Um 12 Uhr."),
        ("Drei Monate Rückstand bei der Miete", "Sie schulden dem Vermieter etwas."),
    ],
)
def test_single_common_words_and_other_words_for_the_same_are_not_found(value, text):
    """What the check cannot know; the docs say so."""
    assert find_spill(text, [Guarded(FIELD, value)], []) is None


def test_what_all_may_see_in_another_field_is_no_secret():
    """The same name of somebody whom all know."""
    name = Guarded(FieldId("family_name"), "Ahornwald", is_name=True)

    assert name.field == find_spill("Frau Ahornwald kommt.", [name], [])
    assert find_spill("Frau Ahornwald kommt.", [name], ["Ahornwald"]) is None


def _with_the_oft(kreis):
    """K-35, F01: with U12 and Sandra there K4, K5, K8, K11 and K12 are not for all."""
    wanted = lay_table(kreis, ("U01", "U07", "U12", "U06"), persons=("F01-1",))
    return Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Regelbedarf 1.684 Euro reicht nicht.",
        "Sie will die Ausbildung zur Pflegehelferin in Teilzeit beginnen.",
        "Wohnung: Drei Zimmer, 68 m², Wohnungsgesellschaft.",
    ],
)
def test_money_work_and_housing_do_not_get_into_the_joint_part_while_the_oft_is_there(kreis, text):
    """Taken from the screen of the Jobcoach, who sees it; as a result and as what somebody does."""
    jobcoach, _ = _with_the_oft(kreis)

    assert ["spilled"] == faults(jobcoach.saves(sentence(text)))
    assert ["spilled"] == faults(jobcoach.saves(agreed(text)))
    assert [] == jobcoach.reads()


def test_the_same_may_stand_in_the_own_part(kreis):
    """Nobody else reads it there but by consent."""
    jobcoach, _ = _with_the_oft(kreis)
    own = {"section": Section.JOBCENTER, "field": "sgb2_counselling_note"}

    assert isinstance(jobcoach.saves(sentence("Regelbedarf 1.684 Euro reicht nicht.", **own)), Written)


def test_an_own_sentence_does_not_get_into_the_joint_part_either(kreis):
    """What the ASD wrote for itself in these very minutes."""
    _, asd = _with_the_oft(kreis)
    asd.saves(sentence("Der Vater trinkt am Wochenende wieder zu viel.", Section.JUGENDAMT, "sgb8_parenting"))

    assert ["spilled"] == faults(asd.saves(sentence("Der Vater trinkt am Wochenende wieder.")))


def test_without_the_oft_the_same_sentence_may_be_joint(kreis):
    """C03 opens work and training to the ASD: all three may see it."""
    jobcoach = Scribe(kreis, "U01", lay_table(kreis))

    assert isinstance(
        jobcoach.saves(sentence("Sie will die Ausbildung zur Pflegehelferin in Teilzeit beginnen.")), Written
    )


def test_what_was_said_in_the_room_may_be_written_though_consents_open_nothing(kreis):
    """Nobody took it from the record."""
    jobcoach, asd = _with_the_oft(kreis)

    assert isinstance(jobcoach.saves(sentence("Alle wünschen sich ruhigere Morgen.")), Written)
    assert [("result", "Alle wünschen sich ruhigere Morgen.")] == asd.reads()


def test_holding_it_against_the_record_is_a_look_and_names_only_what_was_held(kreis):
    """Values that all may see are not read for it, names apart."""
    jobcoach, _ = _with_the_oft(kreis)
    jobcoach.saves(sentence("Alles gut."), version=0)

    rows = kreis.superuser().execute("select entry_id from ledger.index where event = 'access.read'").fetchall()
    [told] = [open_payload(kreis.superuser(), kreis.keys, entry) for (entry,) in rows]
    fields = {field.split("#")[0].split("@")[0] for group in told["access"]["cells"] for field in group[3]}
    assert {"sgb2_benefit_amount", "housing_situation", "given_name"} <= fields
    assert not fields & {"birth_date", "sgb8_help_goals_released", "address"}


def test_somebody_of_whom_not_all_may_know_is_no_subject_of_the_joint_part(kreis):
    """K-34: Lara refused everything; neither her name nor a sentence about her gets in."""
    family = FamilyNumber("FAM-2025-016")
    wanted = lay_table(kreis, ("U02", "U08", "U06"), family, persons=("F06-1", "F06-2"))
    asd = Scribe(kreis, "U08", wanted)
    lara = _given_name(kreis, asd, "F06-4")

    assert ["unseen"] == faults(asd.saves(sentence("Alles gut.", persons=("F06-4",)), version=0))
    assert ["spilled"] == faults(asd.saves(sentence(f"{lara} bleibt.", persons=("F06-1",)), version=0))
    assert isinstance(asd.saves(sentence("Alles gut.", persons=("F06-1", "F06-2")), version=0), Written)


def _given_name(kreis, asd, ref):
    shown = kreis.open("U08", FamilyNumber("FAM-2025-016")).projection
    [person] = [one for one, name in shown.people.items() if name == ref]
    return next(v.content for v in shown.shown if v.field == "given_name" and v.persons == {person})
