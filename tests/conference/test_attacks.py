"""Minutes under attack: with the rights of a taken-over process, two at once, and words made to break something."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.terms.minutes import Section
from hub.terms.writing import Written
from tests.conference.tables import NUMBER, SPOTS, Scribe, faults, lay_table, said, sentence
from tests.kreis import F01, Kreis

OWN = {
    "U01": (Section.JOBCENTER, "sgb2_counselling_note"),
    "U07": (Section.JUGENDAMT, "sgb8_parenting"),
    "U12": (Section.PROVIDER, "provider_day_structure"),
}


def _sqlstate(kreis: Kreis, role: str, statement: str, *facts: object) -> str:
    try:
        kreis.connect(role).execute(statement, facts)
    except psycopg.Error as error:
        return str(error.sqlstate)
    return ""


def _topic(kreis: Kreis) -> str:
    [(topic,)] = kreis.superuser().execute("select id::text from conference.topic").fetchall()
    return str(topic)


@pytest.mark.unchanged
@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_oversight"])
@pytest.mark.parametrize("table", ["minutes", "line", "confirmed", "done"])
def test_no_process_reaches_a_table_of_minutes(kreis: Kreis, role: str, table: str) -> None:
    """Only functions do."""
    assert "42501" == _sqlstate(kreis, role, f"select * from conference.{table}")


@pytest.mark.parametrize("name", ["write_minutes", "confirm_minutes", "settle_agreed"])
def test_nothing_is_written_without_its_entry(kreis: Kreis, name: str) -> None:
    """A taken-over process that names an entry of another transaction, or none."""
    lay_table(kreis)
    told = json.dumps({"topic": _topic(kreis), "by": str(uuid4()), "at": "2026-11-16T08:00:00Z", "version": 0})
    entry = kreis.open("U01").entry

    for named in (entry, str(uuid4())):
        assert "HB012" == _sqlstate(kreis, "hub_jobcenter", f"select conference.{name}(%s, %s::jsonb)", named, told)


@pytest.mark.parametrize("role", ["hub_provider", "hub_family", "hub_oversight", "hub_clerk"])
def test_only_the_two_agencies_can_confirm_at_all(kreis: Kreis, role: str) -> None:
    """The others have no right on the function."""
    assert "42501" == _sqlstate(kreis, role, "select conference.confirm_minutes(%s, '{}'::jsonb)", str(uuid4()))


def test_a_process_learns_nothing_of_minutes_in_which_nobody_of_its_people_sits(kreis: Kreis) -> None:
    """Nor by naming somebody of the other agency who does."""
    wanted = lay_table(kreis, ("U01", "U06"))
    Scribe(kreis, "U01", wanted).saves(sentence("Gemeinsam."))
    topic = _topic(kreis)
    who = dict(kreis.superuser().execute("select ref, staff_id from identity.staff").fetchall())

    for ref in ("U07", "U01", "U06"):
        rows = kreis.connect("hub_jugendamt").execute(
            "select conference.minutes_of(%s, %s, %s)", (who[ref], topic, kreis.at.date())
        )
        assert [(None,)] == rows.fetchall()


def test_two_at_once_are_one_after_the_other_or_one_is_told(kreis: Kreis) -> None:
    """Whatever two agencies do at the same moment: nothing is lost unseen, nothing is there twice."""
    wanted = lay_table(kreis)
    both = [(Scribe(kreis, "U01", wanted), "Vom Jobcoach."), (Scribe(kreis, "U07", wanted), "Vom ASD.")]
    for scribe, _ in both:
        scribe.opens()

    with ThreadPoolExecutor(2) as two:
        done = list(two.map(lambda one: one[0].saves(sentence(one[1]), version=0), both))

    written = [text for (_, text), outcome in zip(both, done, strict=True) if isinstance(outcome, Written)]
    told = [outcome for outcome in done if not isinstance(outcome, Written)]
    assert 1 == len(written) == len(told)
    assert ["changed"] == faults(told[0])
    assert written == [text for _, text in both[0][0].reads()]


def test_a_sentence_of_another_conference_is_not_changed_from_here(kreis: Kreis) -> None:
    """Of the same family, by somebody who may write both."""
    one, other = lay_table(kreis), lay_table(kreis, number="K-2026-902")
    Scribe(kreis, "U01", one).saves(sentence("Gemeinsam."))
    [line] = [line for line in Scribe(kreis, "U01", one).opens().lines if line.section is Section.RESULT]

    outcome = Scribe(kreis, "U01", other).saves(sentence("Anders.", cell=line.cell), tags=frozenset({"x"}))

    assert "spot" in faults(outcome)
    assert [("result", "Gemeinsam.")] == Scribe(kreis, "U01", one).reads()


def test_more_sentences_than_a_form_has_are_refused(kreis: Kreis) -> None:
    """And so is none."""
    scribe = Scribe(kreis, "U01", lay_table(kreis))

    assert ["long"] == faults(scribe.saves(*[sentence("x y.")] * 13))
    assert ["empty"] == faults(scribe.saves())
    assert NUMBER == scribe.wanted.number


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], max_codepoint=0x2FFF), min_size=1, max_size=60
)
TURN = st.tuples(st.sampled_from(sorted(OWN)), st.booleans(), WORDS)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(TURN, min_size=1, max_size=5))
def test_each_reader_gets_exactly_what_a_look_gives_them(kreis: Kreis, turns) -> None:
    """Whoever wrote what into which part: what the minutes show is what the page of the family would."""
    number = f"K-2026-{uuid4().int % 900000 + 1000}"
    wanted = lay_table(kreis, ("U01", "U07", "U12", "U06"), number=number)
    for ref, joint, words in turns:
        place = {} if joint else dict(zip(("section", "field"), OWN[ref], strict=True))
        Scribe(kreis, ref, wanted).saves(sentence(words, **place))
    for ref in OWN:
        seen = Scribe(kreis, ref, wanted).opens()
        purpose = seen.disclosure.purpose
        page = said(kreis.open(ref, F01, purpose))
        mine = said(seen.disclosure)
        assert {line.cell: mine[line.cell] for line in seen.lines} == {
            line.cell: page[line.cell] for line in seen.kept.lines if line.cell in page
        }
    assert SPOTS
