"""A Kreis with its history, in which the officer of both bodies draws, judges and signs."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from hub.identity.store import load_seats_of, open_session
from hub.review.exporting import export_log
from hub.review.sample.acts import look_of, officer
from hub.review.sample.delivery import open_delivery
from hub.review.sample.drawing import draw_month, show_samples
from hub.review.sample.judging import judge
from hub.review.sample.store import load_papers
from hub.terms.clock import legal_day
from hub.terms.lists import Agency
from hub.terms.principals import Seated
from hub.terms.samples import Judgement, Sample, SampleAnswer
from tests.kreis import WITH_HISTORY, Kreis, history
from tests.ledger.evidence import Evidence, standing_behind

OCTOBER = date(2026, 10, 1)


def as_officer(kreis: Kreis, agency: Agency = Agency.JOBCENTER, who: str = "U16"):
    """The data protection officer as acting for one of the two bodies."""
    return replace(kreis.principal(who, "oversight"), agency=agency)


def at_desk(kreis: Kreis, agency: Agency = Agency.JOBCENTER, who: str = "U16") -> Seated:
    """The officer at a session of their own, in the post at one of the two bodies."""
    db = kreis.house("oversight").db
    posts = [one for one in load_seats_of(db, who, legal_day(kreis.at)) if one[1].agency is agency]
    [(post, _)] = posts or load_seats_of(db, who, legal_day(kreis.at))[:1]
    key = secrets.token_urlsafe(32)
    open_session(db, key, post)
    return Seated(as_officer(kreis, agency, who), key)


def draw_for(kreis: Kreis, agency: Agency = Agency.JOBCENTER, month: date = OCTOBER) -> SampleAnswer:
    """A try to draw."""
    return draw_month(kreis.house("oversight"), at_desk(kreis, agency), month, kreis.at)


def drawn(kreis: Kreis) -> Sample:
    """The newest sample."""
    return show_samples(kreis.house("oversight"), at_desk(kreis), kreis.at).samples[0]


def sheet_of(kreis: Kreis) -> str:
    """Its sheet."""
    house = kreis.house("oversight")
    look = look_of(house, officer(house, at_desk(kreis), kreis.at), {})
    return load_papers(house.db, look, drawn(kreis).id)[0]


def judge_all(kreis: Kreis, judgement: Judgement = Judgement.PLAUSIBLE) -> None:
    """Say the same of everything that is open."""
    seated = at_desk(kreis)
    for one in drawn(kreis).open:
        said = (OCTOBER, one.entry, judgement)
        assert SampleAnswer.DONE is judge(kreis.house("oversight"), seated, said, kreis.at)


def take_along(kreis: Kreis, evidence: Evidence, folder, agency: Agency = Agency.JOBCENTER):
    """An export by the officer, as whoever checks reads it."""
    evidence.place()
    evidence.sign()
    policy = evidence.policy.write().encode()
    export_log(kreis.house("oversight"), as_officer(kreis, agency), policy, folder, kreis.at)
    return open_delivery(folder, evidence.policy)


@contextmanager
def october(kreis: Kreis, folder) -> Iterator[Evidence]:
    """With the history taken over, and October drawn by a number that was committed late."""
    with standing_behind(kreis, folder / "evidence") as evidence:
        if kreis.template != WITH_HISTORY:
            kreis.load(history())
        assert SampleAnswer.WAITING is draw_for(kreis)
        evidence.place()
        evidence.sign()
        assert SampleAnswer.DONE is draw_for(kreis)
        yield evidence
