"""Explaining on real data: decided like a look, written down like one, and no wiser than the page."""

import pytest

from hub.rulebook.explaining_families import FamilyQuestion, FamilyText, QuestionFaulty, ask_house
from hub.rulebook.wording import load_wording
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Purpose
from tests.kreis import F01, ROOT, books, cases_of

WORDING = load_wording(ROOT)


def _asked(kreis, field, who="U01", number=F01, purpose=Purpose.FAM_JOINT_SUPPORT):
    question = FamilyQuestion(who, purpose, FamilyNumber(number), "F01-1", FieldId(field), kreis.at)
    answer = ask_house(kreis.house("jobcenter"), question)
    return FamilyText(answer, books().policies.policies, WORDING).text(books().catalogue.by_id[FieldId(field)])


def _logged(kreis):
    return kreis.superuser().execute("select event, effect from ledger.index order by entry_id").fetchall()


def test_a_yes_names_the_rules_with_their_norms(kreis):
    """An own value in FAM: by which rule, at which level; and that it is logged."""
    text = _asked(kreis, "given_name", purpose=Purpose.FAM_JOINT_SUPPORT)

    assert "bis zur Stufe „Wortlaut“" in text
    assert "§ 35 Abs. 1 SGB I" in text
    assert "Diese Frage steht im Protokoll" in text


def test_each_question_is_one_entry_and_nothing_is_read(kreis):
    """The yes like the no; the entry says that it was an evaluation."""
    before = len(_logged(kreis))

    _asked(kreis, "sgb2_benefit_status")
    _asked(kreis, "sgb8_8a_report")

    added = _logged(kreis)[before:]
    assert ["access.evaluated", "access.evaluated"] == [event for event, _ in added]


@pytest.mark.parametrize("field", ["sgb8_8a_informant", "sgb8_conversation_note", "sgb2_customer_number"])
def test_a_no_says_the_word_of_the_page_and_no_finer_reason(kreis, field):
    """Nothing of child protection, confided things or ceilings: that would tell more than the page."""
    text = _asked(kreis, field)

    said = WORDING.vocabulary["blank_reasons"].values()
    assert any(f"Nein: {word}." in text for word in said)
    assert not [word for word in ("anvertraut", "Kinderschutz", "nie freigebbar") if word in text.split("\n", 1)[1]]


def test_a_family_of_others_and_one_that_is_not_there_read_the_same(kreis):
    """Apart from the number that was asked for."""
    foreign = next(number for number in cases_of("U02") if number not in cases_of("U01"))

    theirs, nobodys = (_asked(kreis, "given_name", number=number) for number in (foreign, "FAM-1999-999"))

    assert theirs.replace(foreign, "?") == nobodys.replace("FAM-1999-999", "?")


@pytest.mark.parametrize(("field", "who"), [("no_such_field", "U01"), ("given_name", "U99"), ("given_name", "U07")])
def test_what_is_nobody_and_nothing_is_wrong_input(kreis, field, who):
    """No such field, nobody, or somebody of another agency: nothing is looked up and nothing written."""
    before = _logged(kreis)

    with pytest.raises(QuestionFaulty):
        ask_house(
            kreis.house("jobcenter"),
            FamilyQuestion(who, Purpose.FAM_JOINT_SUPPORT, F01, "F01-1", FieldId(field), kreis.at),
        )

    assert before == _logged(kreis)
