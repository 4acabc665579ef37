"""What is left out because it is over changes nothing: no answer, no row and no window from then on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.consent.lasting import Lasting
from hub.consent.released import Until, names_of, work_ahead
from hub.consent.releases import work_out_anew
from hub.consent.turning import first_difference, turning_instants
from tests.amounts import examples

from .histories import cases
from .readers import READERS, asked_by
from .scenario_facts import catalogue, papers_of, question_of
from .test_worked_ahead import EMPLOYERS

SLOW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEPS = [timedelta(0), -timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)]


def _at_some(data, papers, question):
    """The instant itself, and some at which something turns or between."""
    turns = [*turning_instants(papers, question.family), question.at]
    found = st.builds(lambda turn, step: turn + step, st.sampled_from(turns), st.sampled_from(STEPS))
    return sorted(data.draw(st.lists(found, min_size=1, max_size=6)))


def _opened(papers, question):
    standing = work_out_anew(tuple(papers), question, catalogue())
    return set(standing.releases), set(standing.confidences)


@SLOW
@given(cases, st.sampled_from(READERS), st.data())
def test_papers_that_do_not_last_open_and_shut_nothing_more(case, reader, data):
    """To the last mask, level, day and signer; at each instant from the one on, by those that last then alone."""
    papers, question = papers_of(case), asked_by(question_of(case), reader)
    since, *later = _at_some(data, papers, question)
    lasting = Lasting(papers, question.family, since)

    for at in (since, *later):
        now = replace(question, at=at)
        assert _opened(papers, now) == _opened(lasting.papers, now) == _opened(lasting.at(at), now)


@SLOW
@given(cases, st.data())
def test_rows_from_an_instant_on_are_those_of_all_rows(case, data):
    """Whoever asks: what is worked out from an instant on is what is worked out as a whole, cut at it."""
    papers, question = papers_of(case), question_of(case)
    since, *later = _at_some(data, papers, question)
    whole = work_ahead(papers, question.family, EMPLOYERS, catalogue())
    until = Until(since, names_of(papers))

    after = work_ahead(papers, question.family, EMPLOYERS, catalogue(), until)

    assert not [one for one in after.stretches if one.since < since]
    for at in (since, *later):
        assert standing(whole.stretches, at) == standing(after.stretches, at)


def standing(stretches, at):
    """What rows say is open at an instant, and to whom."""
    return {
        (one.asker, one.purpose, one.person, one.entry, one.agrees, one.masks)
        for one in stretches
        if one.since <= at < one.until
    }


@SLOW
@given(cases, st.sampled_from(READERS), st.data())
def test_before_the_first_difference_all_is_as_it_was(case, reader, data):
    """Whatever is said to a paper, or of it, tells from an instant on that is known; rows until then can stay."""
    papers, question = papers_of(case), asked_by(question_of(case), reader)
    place = data.draw(st.integers(0, len(papers) - 1))
    before = [*papers]
    changed = data.draw(st.sampled_from(["declarations", "withdrawals", "written_on", "invalid_since", None]))
    if changed is None:
        del before[place]
    else:
        one = papers[place]
        less = getattr(one, changed)[:-1] if changed in ("declarations", "withdrawals") else None
        before[place] = replace(one, **{changed: less})
    turn = first_difference(before, papers) or datetime.max.replace(tzinfo=UTC)

    for at in [at for at in _at_some(data, papers, question) if at < turn]:
        now = replace(question, at=at)
        assert _opened(before, now) == _opened(papers, now)


PROOF = {"kind": "court_order", "seen_on": "2026-01-10"}
SAID = "2026-03-02T10:00:00+01:00"


def _case(consents, custody=({"holder": "mother", "proof": PROOF},)):
    """A child of ten, its parents, and papers about it: each opens the same, from the spring on."""
    said = {"for": ["child"], "from": "2026-03-01", "to": "2027-02-01", "signed": []}
    return {
        "at": "2026-11-23T10:00:00+01:00",
        "persons": {
            "mother": {"born": "1988-04-14"},
            "father": {"born": "1985-04-14"},
            "child": {"born": "2016-04-14", "custody": list(custody)},
        },
        "principals": {"coach": {"role": "jobcoach"}},
        "consents": {ref: said | one for ref, one in consents.items()},
        "ask": {"principal": "coach", "purpose": "fam_joint_support"},
    }


def _yes(by, at=SAID):
    return [{"by": by, "at": at}]


STILL_COUNTING = {
    "a no on a paper that ran out, to what the same person had said yes to": (
        "c1",
        _case(
            {
                "c0": {"signed": _yes("mother")},
                "c1": {"refused": _yes("mother", "2026-04-02T10:00:00+02:00"), "to": "2026-05-01"},
            }
        ),
    ),
    "taken back on a paper of another, who had it run out": (
        "c1",
        _case(
            {
                "c0": {"signed": _yes("mother")},
                "c1": {
                    "signed": _yes("father"),
                    "to": "2026-05-01",
                    "withdrawn": [{"by": "mother", "received_at": "2026-04-02T10:00:00+02:00"}],
                },
            }
        ),
    ),
    "taken back by who had no say any more": (
        "c0",
        _case(
            {
                "c0": {
                    "signed": _yes("mother"),
                    "withdrawn": [{"by": "mother", "received_at": "2026-09-02T10:00:00+02:00"}],
                },
                "c1": {"signed": _yes("father")},
            },
            custody=[{"holder": "mother", "until": "2026-06-30", "proof": PROOF}, {"holder": "father", "proof": PROOF}],
        ),
    ),
}


@pytest.mark.parametrize(("over", "case"), STILL_COUNTING.values(), ids=STILL_COUNTING.keys())
def test_what_looks_over_and_still_counts_lasts(over, case):
    """Without it another answer would come, so it is not left out."""
    papers, question = papers_of(case), question_of(case)

    lasting = Lasting(papers, question.family, question.at).papers

    assert tuple(papers) == lasting
    assert _opened(papers, question) != _opened([one for one in papers if one.ref != over], question)


def test_a_paper_that_was_taken_back_by_all_who_signed_it_lasts_no_more():
    """What makes it cost nothing: it is left out, and does not only count for nothing."""
    back = [{"by": "mother", "received_at": "2026-04-02T10:00:00+02:00"}]
    case = _case({"c0": {"signed": _yes("mother"), "withdrawn": back}})
    papers, question = papers_of(case), question_of(case)
    taken_back = papers[0].withdrawals[0].received_at

    before = Lasting(papers, question.family, taken_back - timedelta(seconds=1))

    assert tuple(papers) == before.papers
    assert () == before.at(taken_back)
    assert () == Lasting(papers, question.family, taken_back).papers
