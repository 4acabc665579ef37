"""What is decided in one go, and what a signer said to the contrary of a yes: a withdrawal or a no (D27, D29)."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

from hub.consent.coverage import Question, Sheet
from hub.consent.papers import Declaration
from hub.consent.signers import Rules
from hub.terms.ids import CellId, PersonId
from hub.terms.people import Person
from hub.terms.reasons import Reason


class Matter(NamedTuple):
    """What is decided in one go: fields of one person in which the same papers and the same signers count.

    `entry` is the single note it is about, if it is about one (C5).
    """

    question: Question
    rules: Rules
    fields: int
    sheets: Sequence[Sheet]
    entry: CellId | None = None

    @property
    def person(self) -> Person:
        """Whose data it is about."""
        return self.rules.person

    def has_say(self, signer: PersonId, day: date) -> bool:
        """What the signer takes back or refuses on that day counts: they must sign now, or had to then (D15, D17)."""
        return signer in self.rules.on(self.question.day).ids or signer in self.rules.on(day).ids


class Miss(NamedTuple):
    """Why somebody who must sign has not signed in a way that counts."""

    reason: Reason
    by: PersonId | None
    paper: str
    on: date | None = None


def taken_back(matter: Matter, sheet: Sheet, said: Declaration) -> Miss | None:
    """Withdrawn by the signer on this paper, for this person and these fields, since the yes (D27, D29)."""
    found = [one for at, one in _withdrawals(matter, sheet, said.by) if at >= said.at]
    return found[0] if found else None


def _withdrawals(matter: Matter, sheet: Sheet, signer: PersonId) -> list[tuple[datetime, Miss]]:
    """What this signer took back on one paper that touches the matter, where their word counts."""
    return [
        (back.received_at, Miss(Reason.CONSENT_WITHDRAWN, signer, sheet.paper.ref, back.day))
        for back, mask in sheet.withdrawals
        if back.by == signer
        and mask & matter.fields
        and (back.persons is None or matter.person.id in back.persons)
        and matter.has_say(signer, back.day)
    ]


def refusal(matter: Matter, signer: PersonId, since: datetime | None = None) -> Miss | None:
    """The signer's last explicit no within the same scope, on whichever paper; of two words at once the no counts.

    Whoever takes back on a paper that another answered says no to what it is about (§ 133 BGB, D17).
    """
    found = [
        (said.at, Miss(Reason.CONSENT_REFUSED, signer, sheet.paper.ref, said.day))
        for sheet in matter.sheets
        for said in sheet.noes
        if said.by == signer and sheet.denies(matter.fields, matter.entry) and matter.has_say(signer, said.day)
    ]
    for sheet in matter.sheets:
        if sheet.withdrawals and sheet.scope is None and all([said.by != signer for said in sheet.yeses]):
            found += _withdrawals(matter, sheet, signer) if sheet.denies(matter.fields, matter.entry) else []
    found = [one for one in found if since is None or one[0] >= since]
    return max(found, key=itemgetter(0))[1] if found else None
