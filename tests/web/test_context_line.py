"""What stands beside a line of the log: each state has its words, in both languages, and what lacks is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.terms.around import Around, ConsentState, ConsentThen, DutyState, Proof
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, Shift, StandingIn
from hub.web.context_line import write_context
from hub.web.sentences import write_sentence
from hub.web.texts import LANGUAGES, load_texts
from tests.web.sample import LINE, NUMBER

AT = datetime(2026, 10, 19, 17, 30, tzinfo=UTC)
EVE = AT - timedelta(days=1)
LATER = AT + timedelta(days=3)
DAY = date(2026, 10, 19)
DUTY = Shift(datetime(2026, 10, 19, 5, tzinfo=UTC), datetime(2026, 10, 19, 17, tzinfo=UTC))
VISIT = Appointment(AppointmentKind.HOME_VISIT, AT, AT + timedelta(hours=1), entered=EVE)
GRANT = StandingIn("N-07", "N-08", NUMBER, DAY, DAY, entered=EVE)
PLAIN = Around("2026-Q4", Proof.PROVEN)
FULL = replace(
    PLAIN,
    duty=DutyState.PLANNED,
    shifts=(DUTY,),
    appointments=(VISIT,),
    stands_in=(GRANT,),
    is_bound=True,
    consents=(ConsentThen("C01", ConsentState.RAN),),
)


def _said(around, language="de"):
    return write_context(around, AT, load_texts(language))


def test_all_of_it_reads_like_this():
    """J10, word for word."""
    assert (
        "Dienst laut Plan 07:00-19:00 · Termin Hausbesuch 19:30-20:30 · vertritt N-08 seit 19.10. · "
        "Einwilligung C01 galt"
    ) == _said(FULL)


@pytest.mark.parametrize(
    ("around", "said"),
    [
        (replace(PLAIN, duty=DutyState.NONE), "Kein Dienst eingetragen"),
        (replace(PLAIN, duty=DutyState.NOT_DELIVERED), "Dienstplan liegt nicht vor"),
        (replace(PLAIN, duty=DutyState.NOT_OURS), "Dienst steht bei der anderen Stelle"),
        (replace(PLAIN, duty=DutyState.NONE, is_absent=True), "Abwesend laut Plan"),
        (replace(PLAIN, duty=DutyState.NONE, has_left=True), "Letzter Arbeitstag lag davor"),
        (replace(PLAIN, duty=DutyState.NONE, is_bound=True), "Kein Dienst eingetragen · nicht zuständig"),
        (
            replace(PLAIN, duty=DutyState.PLANNED, shifts=(replace(DUTY, on_call=True),)),
            "Bereitschaft laut Plan 07:00-19:00",
        ),
        (
            replace(FULL, stands_in=(replace(GRANT, self_declared=True),), consents=(), appointments=()),
            "Dienst laut Plan 07:00-19:00 · vertritt nach eigener Angabe N-08 seit 19.10.",
        ),
        (PLAIN, ""),
    ],
)
def test_what_lacks_is_said_and_nothing_is_guessed(around, said):
    """No roster is not no duty; nobody's act has no duty at all."""
    assert said == _said(around)


def test_what_was_written_down_only_later_says_so():
    """Appointment, standing in, responsibility and consent: each with the day on which it was."""
    around = replace(
        FULL,
        appointments=(replace(VISIT, entered=LATER),),
        stands_in=(replace(GRANT, entered=LATER),),
        assigned=Assigned("N-07", NUMBER, DAY, entered=LATER),
        consents=(ConsentThen("C33", ConsentState.RAN, entered_later=LATER),),
    )

    assert 4 == _said(around).count("(erst 22.10.2026 eingetragen)")


def test_the_instant_of_the_act_itself_is_in_time():
    """Written down in the very moment of the act is not later."""
    around = replace(FULL, appointments=(replace(VISIT, entered=AT),), stands_in=(replace(GRANT, entered=AT),))

    assert "eingetragen" not in _said(around)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ConsentState)
def test_each_state_of_a_consent_has_its_words(language, state):
    """With its number; withdrawn with its minute."""
    said = _said(replace(PLAIN, duty=DutyState.NONE, consents=(ConsentThen("C01", state, EVE),)), language)

    assert "C01" in said
    assert ("18.10. 19:30" in said) is (state is ConsentState.WITHDRAWN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("proof", Proof)
def test_each_proof_has_its_words(language, proof):
    """And a line that nobody read with its context has none."""
    texts = load_texts(language)

    assert texts.say(f"proof-{proof}") == write_sentence(replace(LINE, around=replace(PLAIN, proof=proof)), texts).proof
    assert "" == write_sentence(LINE, texts).proof


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", AppointmentKind)
def test_each_kind_of_appointment_has_its_word(language, kind):
    """In the language of the page."""
    texts = load_texts(language)

    assert texts.say(f"appointment-{kind}") in _said(replace(FULL, appointments=(replace(VISIT, kind=kind),)), language)


def test_ones_own_entry_has_no_number():
    """It is the officers', and holds for a quarter."""
    said = write_sentence(replace(LINE, pseudonym=""), load_texts("de")).text

    assert said.startswith("Ihr Konto (Jobcoach FAM, Pro Arbeit) las Kontakt von Person P-3")
