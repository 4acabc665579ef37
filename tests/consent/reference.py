"""R7 and R8 of the scenario format read a second time: one field of one person, slow and obvious. Without reasons."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hub.consent.coverage import Question
from hub.consent.papers import Answer, Declaration, Notice, Paper, Relative, Staff, Team, Way
from hub.terms.catalogue import Field
from hub.terms.clock import age_on, legal_day
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Level, Partition
from hub.terms.people import Area, Holding, Insight, Person, PersonKind


def level(papers: list[Paper], question: Question, person: Person, field: Field) -> Level:
    """The highest level for which enough signatures on papers that allow it count."""
    if _suspended(person, question.day):
        return Level.NONE
    for wanted in (Level.FULL, Level.SUMMARY, Level.PSEUDONYMISED):
        if _complete(papers, question, person, field, wanted):
            return wanted
    return Level.NONE


def about_entry(papers: list[Paper], entry: str) -> list[Paper]:
    """What papers say of one single note: a yes must name it, a no to all notes is a no to this one (C5, R9)."""
    silent = [replace(one, declarations=one.noes) for one in papers if not one.entries]
    return [*silent, *(one for one in papers if entry in one.entries)]


def agrees(papers: list[Paper], q: Question, confider: Person, field: Field) -> bool:
    """Whoever confided a note said a yes that counts, in person, and nothing to the contrary since (C7, R9)."""
    if _suspended(confider, q.day) or confider.insight is not Insight.YES:
        return False
    theirs = [replace(one, persons=(confider.id,)) for one in papers]
    return any(
        said.by == confider.id
        and said.answer is Answer.YES
        and paper.level > Level.NONE
        and _covers(paper, q, confider, field)
        and _counts(said, paper, theirs, q, confider, field)
        and not _spoke_since(said, paper, theirs, q, field)
        for paper in theirs
        for said in paper.declarations
    )


def _spoke_since(said: Declaration, paper: Paper, papers: list[Paper], q: Question, field: Field) -> bool:
    backs = [
        one.received_at
        for one in paper.withdrawals
        if one.by == said.by
        and (one.categories is None or field.category in one.categories)
        and _reaches(one.recipients, q)
    ]
    noes = [
        no.at
        for other in papers
        for no in other.noes
        if no.by == said.by
        and not _mistaken(other, q.day)
        and (other.categories is None or field.category in other.categories)
        and other.fields >> field.bit & 1
        and _reaches(other.recipients, q)
        and (other.purposes is None or q.purpose in other.purposes)
    ]
    return any(said.at <= at <= q.at for at in (*backs, *noes))


def _suspended(person: Person, day: date) -> bool:
    if person.deceased_on and person.deceased_on <= day:
        return True
    return bool(person.conflict_since and person.conflict_since <= day <= (person.conflict_until or day))


def _complete(papers: list[Paper], q: Question, person: Person, field: Field, wanted: Level) -> bool:
    counted = [
        (said.by, said.day)
        for paper in papers
        if paper.level >= wanted and _covers(paper, q, person, field)
        for said in paper.declarations
        if said.answer is Answer.YES and _counts(said, paper, papers, q, person, field)
    ]
    must = _signers(person, field, q, q.day)
    days = {by: [day for who, day in counted if who == by and not _as_custodian(by, day, q, person)] for by in must}
    for choice in product(*days.values()):
        then = _signers(person, field, q, max(choice)) if choice else []
        if then and all(any(who == by for who, _ in counted) for by in then):
            return True
    return False


def _as_custodian(by: PersonId, day: date, q: Question, person: Person) -> bool:
    return by != person.id and age_on(person.born, day) < 18 <= age_on(person.born, q.day)


def _covers(paper: Paper, q: Question, person: Person, field: Field) -> bool:
    named = paper.categories is not None and paper.recipients is not None and paper.purposes is not None
    return bool(
        named
        and not _mistaken(paper, q.day)
        and person.id in paper.persons
        and field.category in paper.categories
        and paper.fields >> field.bit & 1
        and _reaches(paper.recipients, q)
        and ("deputy" not in q.principal.role or paper.deputies)
        and q.purpose in paper.purposes
        and paper.valid_from <= q.day <= min(paper.valid_to, _a_year_on(paper.valid_from))
        and paper.notices == frozenset(Notice)
    )


def _mistaken(paper: Paper, day: date) -> bool:
    return paper.invalid_since is not None and paper.invalid_since <= day


def _a_year_on(day: date) -> date:
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _reaches(recipients, q: Question) -> bool:
    me = q.principal
    names = [Team(me.agency, me.team), Staff(me.id), Relative(PersonId(me.id))]
    names += [Staff(q.stands_in_for)] if q.stands_in_for and "deputy" in me.role else []
    return recipients is None or any(recipient in names for recipient in recipients)


def _counts(said: Declaration, paper: Paper, papers: list[Paper], q: Question, person: Person, field: Field) -> bool:
    signer = next((one for one in q.family.persons if one.id == said.by), None)
    understood = signer is not None and signer.languages & (paper.languages | paper.interpreter)
    own = said.by == person.id
    able = _old_enough(said, q, person) if own else _held(said.by, person, field, q, said.day)
    formed = paper.way is not Way.ORAL or (
        field.category is not Category.HEALTH
        and (
            (paper.written_on is not None and paper.written_on <= q.day)
            or (bool(paper.special_circumstances) and q.day <= said.day + timedelta(days=14))
        )
    )
    fine = said.at <= q.at and said.insight is Insight.YES and said.pressure is None
    return bool(fine and able and understood and formed and not _ended(said, paper, papers, q, person, field))


def _ended(said: Declaration, paper: Paper, papers: list[Paper], q: Question, person: Person, field: Field) -> bool:
    ends = [
        legal_day(one.received_at)
        for one in paper.withdrawals
        if one.by == said.by
        and said.at <= one.received_at <= q.at
        and (one.persons is None or person.id in one.persons)
        and (one.categories is None or field.category in one.categories)
        and _reaches(one.recipients, q)
    ] + [
        no.day
        for other in papers
        for no in other.declarations
        if no.answer is Answer.NO
        and not _mistaken(other, q.day)
        and no.by == said.by
        and said.at <= no.at <= q.at
        and person.id in other.persons
        and (other.categories is None or field.category in other.categories)
        and other.fields >> field.bit & 1
        and _reaches(other.recipients, q)
        and (other.purposes is None or q.purpose in other.purposes)
    ]
    ends += _taken_back_elsewhere(said, papers, q, person, field)
    return any(said.by in [*_signers(person, field, q, q.day), *_signers(person, field, q, day)] for day in ends)


def _taken_back_elsewhere(
    said: Declaration, papers: list[Paper], q: Question, person: Person, field: Field
) -> list[date]:
    return [
        legal_day(one.received_at)
        for other in papers
        if all(yes.by != said.by for yes in other.yeses)
        and (other.yeses or any(no.at <= q.at for no in other.noes))  # where nobody spoke, nothing is taken back
        and not _mistaken(other, q.day)
        and person.id in other.persons
        and (other.categories is None or field.category in other.categories)
        and other.fields >> field.bit & 1
        and _reaches(other.recipients, q)
        and ("deputy" not in q.principal.role or other.deputies)
        and (other.purposes is None or q.purpose in other.purposes)
        for one in other.withdrawals
        if one.by == said.by
        and said.at <= one.received_at <= q.at
        and (one.persons is None or person.id in one.persons)
        and (one.categories is None or field.category in one.categories)
        and _reaches(one.recipients, q)
    ]


def _old_enough(said: Declaration, q: Question, person: Person) -> bool:
    then, now = age_on(person.born, said.day), age_on(person.born, q.day)
    return then >= 15 if now >= 15 else then >= 14


def _signers(person: Person, field: Field, q: Question, day: date) -> list[PersonId]:
    age = age_on(person.born, day)
    if age >= 14 and person.insight is Insight.DOUBTED:
        return []
    if age >= 18:
        return [person.id] if person.insight is Insight.YES else _betreuer(person, field, q, day)
    custodians = _custodians(person, field, q, day)
    if age < 14 or person.insight is Insight.NO:
        return custodians
    alone = field.partition is Partition.SGB2 and field.category is not Category.HEALTH
    if age >= 15 and alone and not (person.restricted_since and person.restricted_since <= day):
        return [person.id]
    return [person.id, *custodians] if custodians else []


def _betreuer(person: Person, field: Field, q: Question, day: date) -> list[PersonId]:
    area = Area.HEALTH if field.category is Category.HEALTH else Area.AUTHORITIES
    held = [one for one in _running(person.betreuer, day) if area in one.areas and _acts(one, q, day)]
    return [one.holder for one in held] if all(_proven(one, q) for one in held) else []


def _running(held: tuple[Holding, ...], day: date) -> list[Holding]:
    return [one for one in held if (one.since or day) <= day <= (one.until or day)]


def _area(field: Field) -> Area:
    if field.category is Category.HEALTH:
        return Area.HEALTH
    return Area.YOUTH_HELP if field.partition in (Partition.SGB8, Partition.PROVIDER) else Area.PERSON


def _custodians(person: Person, field: Field, q: Question, day: date) -> list[PersonId]:
    running = _running(person.custody, day)
    deciding = [one for one in running if Area.FAM_DATA in one.areas and _proven(one, q) and _acts(one, q, day)]
    if deciding:
        return [one.holder for one in deciding]
    of_area = [one for one in running if _area(field) in one.areas]
    acting = [one for one in of_area if _acts(one, q, day)]
    for one in acting:
        others = [other for other in of_area if other.holder != one.holder]
        shown = any(_proven(own, q) for own in of_area if own.holder == one.holder)
        if not shown and (_holder(one, q).kind is PersonKind.REPRESENTATIVE or not others):
            return []
    grown = [one for one in acting if _holder(one, q).born is None or age_on(_holder(one, q).born, day) >= 18]
    return [one.holder for one in acting] if grown else []


def _held(signer: PersonId, person: Person, field: Field, q: Question, day: date) -> bool:
    adult = age_on(person.born, day) >= 18
    area = _area(field)
    if adult:
        area = Area.HEALTH if field.category is Category.HEALTH else Area.AUTHORITIES
    held = [one for one in _running(person.betreuer if adult else person.custody, day) if one.holder == signer]
    return person.born <= day and any(
        _acts(one, q, day) and (area in one.areas or (Area.FAM_DATA in one.areas and _proven(one, q))) for one in held
    )


def _holder(holding: Holding, q: Question) -> Person:
    return next(one for one in q.family.persons if one.id == holding.holder)


def _proven(holding: Holding, q: Question) -> bool:
    return holding.proven_on is not None and holding.proven_on <= q.day


def _acts(holding: Holding, q: Question, day: date) -> bool:
    dead = _holder(holding, q).deceased_on
    rests = holding.rests_since is not None and holding.rests_since <= day and _proven(holding, q)
    return not rests and not (dead is not None and dead <= day)
