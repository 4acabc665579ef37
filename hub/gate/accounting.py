"""Accounting for consents: what every person of a family was asked and said, for whoever has to prove it.

The controllers must be able to show each consent (Art. 7 Abs. 1, Art. 5 Abs. 2 GDPR). It is written down before it is
told, one entry a family. No value of the record is in it: people are called by their references.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.consent.coverage import Question
from hub.consent.papers import Paper, Way
from hub.consent.parting import of_one
from hub.consent.store import load_consenting, load_papers
from hub.consent.stories import Telling, tell
from hub.gate.house import House
from hub.gate.recipients import Sight
from hub.identity.recipients import load_recipients
from hub.identity.store import load_controllers, load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.store import load_outline
from hub.terms.clock import age_on, legal_day
from hub.terms.consents import Accounted, Named, PaperStory, Stand
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lists import Agency, Category, Owner, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal

TRIES = 5


@dataclass(frozen=True, repr=False)
class _Signed:
    """One family with everything that was signed about it, and the papers of which to tell."""

    family: Family
    papers: tuple[Paper, ...]
    told: tuple[Paper, ...]


def account_for_consents(
    house: House, principal: Principal, at: datetime, wanted: Sequence[str] = ()
) -> Iterator[Accounted]:
    """Each person and consent, family by family in the order of their numbers.

    `wanted` narrows it to families and papers of these names; a name under which nothing was signed gives nothing, and
    of a family that is not told of, nothing is written down. Five statements a family, whatever its papers.
    """
    for number, family_id in load_consenting(house.db):
        family = load_outline(house.db, family_id).family
        papers = load_papers(house.db, family_id, house.policies.catalogue)
        told = [paper for paper in papers if not wanted or number in wanted or paper.ref in wanted]
        if family is not None and told:
            yield from _account(house, principal, at, _Signed(family, papers, tuple(told)))


def controllers_of(house: House) -> dict[Agency, str]:
    """The names of the two controllers."""
    return {Agency(kind): name for kind, name in load_controllers(house.db)}


def _account(house: House, principal: Principal, at: datetime, signed: _Signed) -> Iterator[Accounted]:
    _write_down(house, principal, at, signed)
    family = signed.family
    telling, named = _telling(house, principal, at, signed)
    refs = {one.id: one.ref for one in family.persons}
    for paper in signed.told:
        every = tuple(one for one in Category if one in (paper.categories or ()))
        for person in paper.persons:
            story = whole(tell(of_one(paper, person, telling.question), telling), paper, house, every)
            yield Accounted(
                number=family.number,
                person=person,
                ref=refs[person],
                age=age_of(family, person, at),
                refs=refs,
                recipients=tuple(named[key] for key in story.recipients),
                story=story,
                entries=len(paper.entries),
                names_others=bool(paper.recipients) and not story.recipients,
            )


def _telling(house: House, principal: Principal, at: datetime, signed: _Signed) -> tuple[Telling, Mapping[str, Named]]:
    """Everybody may be named here, by reference; and the recipients by the keys that stories use."""
    question = Question(signed.family, principal, Purpose.DATA_SUBJECT_ACCESS, at)
    everybody = frozenset(one.id for one in signed.family.persons)
    colleagues = load_recipients(house.db, signed.family.id, principal, at)
    sight = Sight(question, everybody, everybody, frozenset(), colleagues)
    recipients = sight.recipients(signed.papers)
    askers = {one: sight.asker(one) for one in recipients}
    telling = Telling(
        papers=signed.papers,
        question=question,
        catalogue=house.policies.catalogue,
        known=everybody,
        keys={one: found.key for one, found in recipients.items()},
        askers={one: asker for one, asker in askers.items() if asker is not None},
    )
    return telling, {one.key: one for one in recipients.values()}


def whole(story: PaperStory, paper: Paper, house: House, categories: tuple[Category, ...]) -> PaperStory:
    """The story with these categories of the text and the fields that they had on its day, and with its notices.

    Who has yet to sign is no part of what happened: it is told by the page, to whom the rules tell it (D18).
    """
    fields = house.policies.catalogue.fields
    named = [field for field in fields if field.category in categories and paper.fields >> field.bit & 1]
    return replace(
        story,
        categories=categories,
        fields=tuple(field.id for field in named),
        notices=tuple(sorted(notice.value for notice in paper.notices)),
        special_circumstances=paper.special_circumstances is not None,
        stand=Stand.GRANTED if story.stand is Stand.OWN_DATA else story.stand,
        written_on=paper.written_on if paper.way is Way.ORAL else None,
        missing=(),
    )


def age_of(family: Family, person: PersonId, at: datetime) -> int | None:
    """In years on the legal day; None where nobody knows the birthday."""
    born = next((one.born for one in family.persons if one.id == person), None)
    return age_on(born, legal_day(at)) if born is not None else None


def _write_down(house: House, principal: Principal, at: datetime, signed: _Signed) -> None:
    """One entry, about everybody whom a paper names, before anything is told."""
    touched = Touched(
        Event.CONSENTS_EXPORTED,
        signed.family.number,
        consents=tuple(paper.ref for paper in signed.told),
        persons=frozenset(person for paper in signed.told for person in paper.persons),
        owners=frozenset({Owner.JOINT}),
    )
    for left in reversed(range(TRIES)):
        entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
        ties = load_ties(house.db, signed.family.number, (principal,), at)
        try:
            append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        except NumberTaken:  # somebody opened the family meanwhile
            if not left:
                raise
        else:
            return
