"""Whom a reader may be told of as recipient of a family's consents, and as whom each would ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hub.consent.coverage import Question
from hub.consent.papers import Paper, Recipient, Relative, Staff, Team
from hub.consent.stories import is_told
from hub.gate.wrapping import NOBODY, any_role
from hub.identity.recipients import Colleague
from hub.terms.consents import Named
from hub.terms.ids import PersonId, StaffId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Sight:
    """Who reads, of which people of the family, and of whom they may know which help they have.

    `telling` are the agencies that tell of a help by being named.
    """

    question: Question
    known: frozenset[PersonId]
    helped: frozenset[PersonId]
    telling: frozenset[Agency]
    colleagues: Mapping[StaffId, Colleague]

    @property
    def reader(self) -> Principal:
        """Who reads."""
        return self.question.principal

    def papers(self, papers: Iterable[Paper]) -> tuple[Paper, ...]:
        """Those about people whom the reader knows, to somebody of whom the reader may be told."""
        known = [paper for paper in papers if is_told(paper) and not self.known.isdisjoint(paper.persons)]
        return tuple(paper for paper in known if paper.recipients is None or self.told(paper))

    def told(self, paper: Paper) -> tuple[Recipient, ...]:
        """The recipients of a paper of whom the reader may be told. A provider is told of itself alone."""
        recipients = paper.recipients or ()
        if self.reader.provider is not None:
            return tuple(one for one in recipients if one in self.question.names)
        return tuple(one for one in recipients if not self._tells_of_help(one) or self.helped & set(paper.persons))

    def _tells_of_help(self, recipient: Recipient) -> bool:
        """A provider among the recipients tells which help somebody has (K8)."""
        match recipient:
            case Staff(staff):
                return staff in self.colleagues and self.colleagues[staff].principal.agency in self.telling
            case Team(agency, _):
                return agency in self.telling
            case Relative():
                return False

    def recipients(self, papers: Iterable[Paper]) -> dict[Recipient, Named]:
        """Everybody told of in these papers and whose case it is at the reader's agency; the reader comes first."""
        mine = [Staff(staff) for staff, one in self.colleagues.items() if one.is_assigned or staff == self.reader.id]
        if self.reader.provider is not None:
            mine = [Staff(self.reader.id)]
        found = dict.fromkeys([Staff(self.reader.id), *mine, *(one for paper in papers for one in self.told(paper))])
        named = {one: self._named(one) for one in found}
        return {one: name for one, name in sorted(named.items(), key=self._place) if name is not None}

    def _place(self, item: "tuple[Recipient, Named | None]") -> tuple[int, str]:
        _, named = item
        if named is None or named.staff == self.reader.id:
            return 0, ""
        return (1 if named.agency is self.reader.agency else 2 + list(Agency).index(named.agency)), named.key

    def _named(self, recipient: Recipient) -> Named | None:
        match recipient:
            case Staff(staff):
                colleague = self.colleagues.get(staff)
                return _in_person(colleague) if colleague else None
            case Team(agency, team):
                return Named(f"{agency}:{team}", team, agency)
            case Relative(person):
                refs = {one.id: one.ref for one in self.question.family.persons if one.id in self.known}
                return Named(refs[person], "", Agency.FAMILY, person=person) if person in refs else None

    def asker(self, recipient: Recipient) -> Principal | None:
        """As whom the consents are worked out for a recipient."""
        match recipient:
            case Staff(staff):
                if staff == self.reader.id:
                    return self.reader
                return self.colleagues[staff].principal if staff in self.colleagues else None
            case Team(agency, team):
                return Principal(NOBODY, "", any_role(agency), agency, team)
            case Relative(person):
                return Principal(StaffId(person), "", Role.RELATIVE, Agency.FAMILY)


def _in_person(colleague: Colleague) -> Named:
    who = colleague.principal
    role = who.role if colleague.has_post else None
    return Named(who.ref, colleague.name, who.agency, role, colleague.agency_name, who.id)
