"""What was confided goes on with the yes of all whom it is about and of all who confided it, to this very note."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.consent.papers import Answer, Declaration, Withdrawal
from hub.consent.releases import work_out
from hub.gate.judging import Signed, judge
from hub.terms.access import AccessRequest, Act, Context, Outline, OutlineCell
from hub.terms.ids import CellId, FieldId, PersonId
from hub.terms.lists import Agency, Level, Owner
from hub.terms.people import FamStatus, Insight
from tests.amounts import examples
from tests.policy.worlds import POLICIES

from .histories import WHO, cases
from .readers import COACH, DEPUTY, MANDATES, WORKER, asked_by
from .reference import about_entry, agrees, level
from .scenario_facts import catalogue, identity, papers_of, question_of

SLOW = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOTE = catalogue().by_id[FieldId("sgb8_conversation_note")]
ENTRY = CellId(identity("n1"))
people = st.lists(st.sampled_from(["child", "mother"]), min_size=1, unique=True)
texts = st.sampled_from(
    [
        {"categories": ["single_note"], "entries": ["n1"]},
        {"categories": ["single_note"], "entries": ["n1"]},
        {"categories": ["single_note", "help_type"], "entries": ["n1", "n2"]},
        {"categories": ["single_note"], "entries": ["n2"]},
        {"categories": ["single_note"]},
    ]
)


@st.composite
def confidences(draw):
    """A history in which every paper is about notes; whom the note is about, and who confided it."""
    case = draw(cases)
    for ref, paper in case["consents"].items():
        kept = {key: value for key, value in paper.items() if key not in ("categories", "fields")}
        case["consents"][ref] = {**kept, **draw(texts)}
        for back in paper["withdrawn"]:
            back.update({"categories": ["single_note"]} if "categories" in back else {})
    return case, draw(people), draw(people)


def _sees(papers, question, about, by, **cell):
    who = question.principal
    note = OutlineCell(
        ENTRY,
        NOTE.id,
        frozenset(PersonId(identity(one)) for one in about),
        Owner.JUGENDAMT,
        levels=14,
        entrusted_to="somebody else",
        entrusted_by=frozenset(PersonId(identity(one)) for one in by),
        **{"passed_on": True, **cell},
    )
    asking = AccessRequest(
        who, (who,), Act.DISCLOSE, question.purpose, question.family.number, question.at, Context(mandates=MANDATES)
    )
    return bool(judge(POLICIES, asking, Outline(question.family, (note,)), Signed(tuple(papers))).decision.shown)


def _may(papers, question, about, by):
    family, named = question.family, about_entry(papers, ENTRY)
    who = {one.ref: one for one in family.persons}
    return (
        family.status is FamStatus.ADMITTED
        and not (family.exit_date and family.exit_date < question.day)
        and all(level(named, question, who[one], NOTE) > Level.NONE for one in about)
        and all(agrees(named, question, who[one], NOTE) for one in by)
    )


@SLOW
@given(confidences(), st.sampled_from([COACH, COACH, DEPUTY]))
def test_across_a_note_is_seen_when_all_agreed_and_its_worker_passed_it_on(confidence, reader):
    """No more and no less; and not a word of it before it was passed on, whatever was signed."""
    case, about, by = confidence
    papers, question = papers_of(case), asked_by(question_of(case), reader)

    assert _may(papers, question, about, by) == _sees(papers, question, about, by)
    assert not _sees(papers, question, about, by, passed_on=False)


@SLOW
@given(confidences())
def test_a_colleague_sees_no_note_to_which_somebody_did_not_agree(confidence):
    """In the same agency the bond is the same (§ 65 SGB VIII); the end of FAM is no matter between colleagues."""
    case, about, by = confidence
    papers, question = papers_of(case), asked_by(question_of(case), WORKER)
    running = replace(question, family=replace(question.family, exit_date=None))

    assert _may(papers, running, about, by) or not _sees(papers, question, about, by, passed_on=False)


@SLOW
@given(confidences(), st.sampled_from(WHO), st.data())
def test_a_word_against_it_never_opens_a_note(confidence, who, data):
    """A no or a withdrawal of anybody, one more confider, or one more person it is about."""
    case, about, by = confidence
    papers, question = papers_of(case), asked_by(question_of(case), data.draw(st.sampled_from([COACH, WORKER])))
    number = data.draw(st.integers(0, len(papers) - 1))
    said = question.at - timedelta(seconds=data.draw(st.sampled_from([0, 1, 3600, 40 * 86400])))
    person, paper = PersonId(identity(who)), papers[number]
    against = [
        replace(paper, declarations=(*paper.declarations, Declaration(person, said, Answer.NO, Insight.YES))),
        replace(paper, withdrawals=(*paper.withdrawals, Withdrawal(person, said, Agency.JUGENDAMT))),
        replace(paper, entries=paper.entries - {ENTRY} or frozenset({CellId(identity("n2"))})),
    ]
    before = _sees(papers, question, about, by)

    for changed in against if not paper.noes else against[:2]:
        assert _sees([*papers[:number], changed, *papers[number + 1 :]], question, about, by) <= before
    assert _sees(papers, question, ["child", "mother"], by) <= before
    assert _sees(papers, question, about, ["child", "mother"]) <= before


def test_a_confider_who_allows_nothing_passes_nothing_on():
    """A yes to a text that shows nothing is none: what was confided stays where it is (C7)."""
    text = {"for": ["mother"], "signed": ["mother"], "categories": ["single_note"], "entries": ["n1"]}
    told = {"at": "2026-06-15T10:00:00+02:00", "family": {}, "persons": {"mother": {"born": "1988-04-14"}}}
    asked = {
        "principals": {"coach": {"role": "jobcoach"}},
        "ask": {"principal": "coach", "purpose": "fam_joint_support"},
    }

    def agreed(level):
        case = {**told, **asked, "consents": {"c0": {**text, "level": level}}}
        return work_out(papers_of(case), question_of(case), catalogue()).confidences

    assert agreed("full")
    assert agreed("none") == ()
