"""Who belongs to „Familie A“: parts and age groups, nothing that few families have."""

from collections import Counter
from datetime import date

from hub.gate.nameless.facts import ROLE, Known
from hub.terms.ids import PersonId
from hub.terms.nameless import LAST_AGES, Band, Composition, Member, Part
from hub.terms.people import FULL_AGE

MOST_CHILDREN = 3
"""Few families have more: then no number is told, nor their ages one by one."""
MOST_ADULTS = 2
_PARTS = (("mutter", Part.MOTHER), ("vater", Part.FATHER), ("kind", Part.CHILD))
_ORDER = tuple(Part)
_BANDS = tuple(Band)


def compose(known: Known, day: date) -> Composition:
    """The family as a sheet tells of it. One order for all, so that it says nothing of how the record is kept."""
    members = [(part_of(known, person, day), band_of(known.born(person), day)) for person in known.living()]
    adults = _unmarked([one for one in members if one[0] is not Part.CHILD])
    children = [one for one in members if one[0] is Part.CHILD]
    many_adults, many_children = len(adults) > MOST_ADULTS, len(children) > MOST_CHILDREN
    told = ([] if many_adults else adults) + ([] if many_children else children)
    counted = (Member(part, band, count) for (part, band), count in Counter(told).items())
    ordered = sorted(counted, key=lambda one: (_ORDER.index(one.part), -_BANDS.index(one.band)))
    return Composition(tuple(ordered), many_adults, many_children)


def band_of(born: date | None, day: date) -> Band:
    """The age group of somebody on a day."""
    if born is None or born > day:
        return Band.UNKNOWN
    age = age_on(born, day)
    return next((band for band, last in LAST_AGES.items() if age <= last), Band.OLD)


def age_on(born: date, day: date) -> int:
    """Full years of life."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def part_of(known: Known, person: PersonId, day: date) -> Part:
    """Who somebody is, by the first word of their role; whoever is not of age is a child."""
    born, said = known.born(person), known.one(person, ROLE).casefold()
    part = next((part for word, part in _PARTS if said.startswith(word)), Part.ADULT)
    is_minor = born is not None and age_on(born, day) < FULL_AGE
    return Part.CHILD if part is Part.ADULT and is_minor else part


def _unmarked(adults: list[tuple[Part, Band]]) -> list[tuple[Part, Band]]:
    """Two mothers or two fathers are few: then both are parents."""
    parts = Counter(part for part, _ in adults)
    twice = {part for part in (Part.MOTHER, Part.FATHER) if parts[part] > 1}
    return [(Part.PARENT if part in twice else part, band) for part, band in adults]
