"""What is found in the log of a provider's staff has an officer: that of the Jugendamt, which orders the help."""

from dataclasses import replace
from datetime import timedelta

from hub.ledger.append import append
from hub.review.watch.batch import Wanted, begin
from hub.review.watch.store import Span, end_run, keep_hits
from hub.terms.case_words import CaseFault, CaseKind, CaseState
from hub.terms.cases import Opening
from hub.terms.hits import Hit, HitId, RuleId
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.review.at_cases import seat


def _look(kreis: Kreis, *controllers: str) -> EntryId:
    """A look of a provider's worker, at the provider's own values or at others'."""
    house = kreis.house("provider")
    entry = replace(entry_of(kreis, "provider"), controllers=frozenset({"provider", *controllers}))
    append(house.db, house.writer, entry)
    return entry.id


def _evaluated(kreis: Kreis, controller: Agency, entries: tuple[EntryId, ...]) -> None:
    """An evaluation of one controller's log finds these."""
    house, since = kreis.house("oversight"), kreis.at - timedelta(days=1)
    run = begin(house, Wanted(controller, Span(since, kreis.at + timedelta(minutes=1)), ()), kreis.at)
    who = kreis.principal("U12", "provider").pseudonym
    family = (FamilyNumber(F01),)
    hit = Hit(HitId(new_id()), RuleId("speed"), controller, who, family, entries, kreis.at, kreis.at)
    keep_hits(house.db, run, [hit])
    end_run(house.db, run, len(entries), ())


def _waiting(kreis: Kreis, agency: Agency) -> tuple[Hit, ...]:
    officer = seat(kreis, "U16", agency=agency)
    return officer.cases.board(officer.principal, officer.session, kreis.at).waiting


def test_a_hit_in_a_providers_log_is_the_jugendamts_and_is_worked_on_like_any_other(kreis):
    """The case shows its sentences, and it is nobody else's: the Jobcenter's officer has nothing of it."""
    _evaluated(kreis, Agency.PROVIDER, entries := (_look(kreis), _look(kreis)))
    officer = seat(kreis, "U16", agency=Agency.JUGENDAMT)

    assert () == _waiting(kreis, Agency.JOBCENTER)
    [hit] = _waiting(kreis, Agency.JUGENDAMT)
    case = officer.read(officer.open(hit.id))

    assert ((Agency.JUGENDAMT,), {*entries}) == (case.controllers, {*case.entries})
    lines = officer.cases.lines(officer.principal, case, "vorgang", kreis.at)
    assert ({*entries}, {Agency.PROVIDER}) == ({line.entry for line in lines}, {line.agency for line in lines})
    assert officer.plausible(case) is None
    assert CaseState.CLOSED is officer.read(case.id).state


def test_what_both_evaluations_find_is_one_hit(kreis):
    """A look at the Jugendamt's data stands in both logs; nobody works on it twice."""
    look = _look(kreis, "jugendamt")

    _evaluated(kreis, Agency.PROVIDER, (look,))
    _evaluated(kreis, Agency.JUGENDAMT, (look,))

    assert 1 == len(_waiting(kreis, Agency.JUGENDAMT))


def test_a_providers_own_log_is_not_read_beyond_what_was_found(kreis):
    """An officer takes up no line of it by hand, and a case shows only those that it is about."""
    found, other = _look(kreis), _look(kreis)
    _evaluated(kreis, Agency.PROVIDER, (found,))
    officer = seat(kreis, "U16", agency=Agency.JUGENDAMT)
    opening = Opening(CaseKind.LINE, entries=(other,))

    by_hand = officer.cases.open(officer.principal, officer.session, opening, kreis.at)
    [hit] = _waiting(kreis, Agency.JUGENDAMT)
    case = officer.read(officer.open(hit.id))
    shown = officer.cases.lines(officer.principal, replace(case, entries=(found, other)), "vorgang", kreis.at)

    assert CaseFault.GONE is by_hand
    assert [found] == [line.entry for line in shown]
