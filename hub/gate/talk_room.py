"""Who may hold a consent talk with a family, and what they may know in it. The rules say so, as for every look."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.consent.papers import Recipient, Relative, Staff, Team
from hub.consent.standing import is_over
from hub.consent.writing import as_recipient
from hub.gate.conferences.seated import AS_NAMED
from hub.gate.consent_view import ask_about_consents, sight_of, write_look
from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import Standing, find_writable, refuse
from hub.gate.store import Facts
from hub.gate.talk_questions import Ground, is_theirs_to_say, signs_for
from hub.identity.recipients import load_askable
from hub.identity.store import load_circle
from hub.policy.consent_sight import knows_custody
from hub.record.endings.store import load_at_tables
from hub.terms.access import AccessRequest
from hub.terms.consents import Named
from hub.terms.ids import FamilyId, FieldId, PersonId, StaffId, TeamId
from hub.terms.lists import Agency, Effect
from hub.terms.people import Family
from hub.terms.writing import Place

RECORD = Place(FieldId("consent_record"), is_entrusted=False)
"""Whoever may write this for a family may take its consents."""


@dataclass(frozen=True)
class Room:
    """A family that is theirs, and what a question is looked at against."""

    judged: Judgement
    facts: Facts
    family: Family
    sight: Sight
    ground: Ground
    knows_custody: bool

    @property
    def whose(self) -> tuple[StaffId, FamilyId]:
        """Who works for which family."""
        return self.judged.request.principal.id, self.family.id


@by_rules_in_force
def enter_room(house: House, request: AccessRequest) -> Room | None:
    """None where the family is not there or not theirs, FAM is over, or the rules let them take no consent.

    A refusal is written down, like that of every look.
    """
    judged, facts = ask_about_consents(house, request)
    request = judged.request
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        write_look(house, judged, facts.ties, ())
        return None
    standing = Standing(request, facts.ties, judged.outline, frozenset(), {})
    sight = sight_of(house, judged, family)
    if not find_writable(house, standing, (RECORD,)):
        refuse(house, standing)
        return None
    if is_over(family, sight.question.day):
        return None
    knows = knows_custody(house.policies, request, family)
    ground = Ground(
        asked=sight.question,
        papers=tuple(facts.papers),
        recipients=_recipients(house, facts, sight),
        catalogue=house.policies.catalogue,
        purposes=house.policies.fam_purposes,
        signs=signs_for if knows else is_theirs_to_say,
    )
    return Room(judged, facts, family, sight, ground, knows)


def accounts_of(house: House, family: Family) -> frozenset[PersonId]:
    """People of the family who have a sign-in of their own. One statement."""
    people = {person.id for person in family.persons}
    return frozenset(PersonId(one.principal.id) for one in load_circle(house.db, family.id)) & people


def _recipients(house: House, facts: Facts, sight: Sight) -> dict[str, tuple[str, Named]]:
    """Everybody who works with the family, whom papers name as far as the reader may be told, and who is to come."""
    told = sight.papers(facts.papers)
    found = {name.key: (one, name) for one, name in sight.recipients(told).items()}
    named = {key: (as_recipient(one), name) for key, (one, name) in found.items()}
    question = sight.question
    for member in load_askable(house.db, question.family.id, question.principal.id, question.at):
        name = Named(member.ref, member.name, member.agency, member.role, member.agency_name, member.id)
        named.setdefault(member.ref, (as_recipient(Staff(member.id)), name))
    for one, name in _at_the_table(house, sight):
        named.setdefault(name.key, (as_recipient(one), name))
    return named


def _at_the_table(house: House, sight: Sight) -> Iterator[tuple[Recipient, Named]]:
    """Who is asked to come to a conference about this family: of the family by name, guests by what they come as.

    A guest has no id that a paper could name (I16): the text says the function, and it reaches whoever comes as that;
    who comes as something else is reached by none. Whoever the reader may not name is offered to nobody (I14).
    """
    question = sight.question
    people, guests = load_at_tables(house.db, question.principal.id, question.family.id, question.at)
    for person in question.family.persons:
        if person.id in people & sight.known and person.deceased_on is None:
            yield Relative(person.id), Named(person.ref, "", Agency.FAMILY, person=person.id)
    for guest in sorted(guests & AS_NAMED.keys()):
        team = TeamId(AS_NAMED[guest])
        yield Team(Agency.EXTERNAL, team), Named(f"{Agency.EXTERNAL}:{team}", team, Agency.EXTERNAL)
