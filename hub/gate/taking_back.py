"""A paper changes: one transaction with its entry; what opens, keys and lists follow before anybody is answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from hub.consent.papers import Paper, Withdrawal
from hub.consent.store import load_papers, write_withdrawal
from hub.consent.writing import as_withdrawal
from hub.db.database import Transaction
from hub.gate.following import follow_papers
from hub.gate.foreseeing import Begun, foresee, with_paper
from hub.gate.house import House
from hub.gate.journal import keep_journal
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.receipts.store import keep_receipt
from hub.record.store import load_outline
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal
from hub.terms.writing import Submission, Written


class PaperGone(LookupError):
    """The family has no such paper."""


@dataclass(frozen=True)
class Change:
    """What is done to one paper of a family, unless it is so already. `write` gets the paper as it is now.

    `becomes` says what the paper is then, where that changes what it opens: keys and lists have to follow.
    """

    touched: Touched
    is_so: Callable[[Paper], bool]
    write: Callable[[Transaction, EntryId, FamilyId, Paper], None]
    becomes: Callable[[Paper], Paper] | None = None


@dataclass(frozen=True)
class Taken:
    """A withdrawal of the paper of this name; `sent` where a program sent it under a key."""

    ref: str
    withdrawal: Withdrawal
    sent: Submission | None = None


@by_rules_in_force
def keep_withdrawal(
    house: House, principal: Principal, at: datetime, number: FamilyNumber, taken: Taken
) -> EntryId | None:
    """Keep a withdrawal of the paper of this name; None where the same was taken back before, with no yes since."""
    ref, withdrawal = taken.ref, taken.withdrawal
    touched = Touched(
        Event.CONSENT_WITHDRAWN,
        number,
        consents=(ref,),
        persons=frozenset({withdrawal.by}),
        owners=frozenset({Owner.JOINT}),
        details=_details(withdrawal),
    )

    def write(tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper) -> None:
        write_withdrawal(tx, entry, family, paper, withdrawal)
        if taken.sent is not None:
            keep_receipt(tx, (principal.id, family), taken.sent, Written(entry, ()), at)

    is_so = partial(is_taken_back, withdrawal=withdrawal)
    entry = change_paper(house, principal, at, Change(touched, is_so, write, partial(taken_back, withdrawal)))
    keep_journal(house)
    return entry


@by_rules_in_force
def change_paper(house: House, principal: Principal, at: datetime, wanted: Change) -> EntryId | None:
    """Carry it out, once. Two at once are one after the other: the second sees what the first wrote."""
    for _ in range(TRIES - 1):
        try:
            return _change_once(house, principal, at, wanted)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
    return _change_once(house, principal, at, wanted)


def taken_back(withdrawal: Withdrawal, paper: Paper) -> Paper:
    """The paper with one more withdrawal."""
    return replace(paper, withdrawals=(*paper.withdrawals, withdrawal))


def is_taken_back(paper: Paper, withdrawal: Withdrawal) -> bool:
    """The same person took all of it back before, by then, and has not said yes since."""
    last_yes = max((said.at for said in paper.yeses if said.by == withdrawal.by), default=None)
    return any(
        before.by == withdrawal.by
        and before.received_at <= withdrawal.received_at
        and (last_yes is None or before.received_at >= last_yes)
        and _holds(before.persons, withdrawal.persons)
        and _holds(before.categories, withdrawal.categories)
        and _holds(before.reaches, withdrawal.reaches)
        for before in paper.withdrawals
    )


def _holds(before: frozenset[object] | None, wanted: frozenset[object] | None) -> bool:
    return before is None or (wanted is not None and wanted <= before)


def _change_once(house: House, principal: Principal, at: datetime, wanted: Change) -> EntryId | None:
    touched = wanted.touched
    ties = load_ties(house.db, touched.number, (principal,), at)
    family = load_outline(house.db, ties.family).family if ties.family else None
    if family is None:
        raise PaperGone(touched.consents)
    entry: Entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    papers = load_papers(
        house.db, family.id, house.policies.catalogue
    )  # after its number: who comes between takes that
    paper = next((paper for paper in papers if paper.ref in touched.consents), None)
    if paper is None:
        raise PaperGone(touched.consents)
    if wanted.is_so(paper):
        return None
    foreseen = None
    if wanted.becomes is not None:
        foreseen = foresee(house, house.db, Begun(family, at, papers), with_paper(papers, wanted.becomes(paper)))
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=family.id, family_seq=ties.next_seq))
        wanted.write(tx, entry.id, family.id, paper)
        if foreseen is not None:
            follow_papers(house, tx, entry.id, foreseen)
    return entry.id


def _details(withdrawal: Withdrawal) -> dict[str, object]:
    """When it was received and entered, how and where, and what it narrows: for the control of looks in between."""
    said = as_withdrawal(withdrawal)
    kept = ("received_at", "received_by", "entered_at", "told", "for", "categories", "recipients")
    return {key: said[key] for key in kept if key in said}
