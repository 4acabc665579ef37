"""What of a record may give a family away, told to whoever writes the sheet. What is not there is not thought up."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from hub.gate.nameless.composing import age_on, compose, part_of
from hub.gate.nameless.facts import ADDRESS, INTERPRETER, LANGUAGE, LOCK, SURNAME, Known
from hub.terms.ids import FieldId
from hub.terms.lists import Category
from hub.terms.nameless import Hint, Part

TWINS_WITHIN = timedelta(days=2)
YOUNG_PARENT = 20
"""Years of life at which somebody had their first child, if they were younger."""
SEVERAL = 3
"""So many surnames in one family are few."""
_CATEGORIES = {
    Category.HEALTH: Hint.HEALTH,
    Category.SCHOOL_CHILDCARE: Hint.SCHOOL,
    Category.WORK_TRAINING: Hint.WORK,
    Category.HELP_TYPE: Hint.HELP,
}
_PROCEDURES = ("sgb8_8a_", "sgb8_family_court", "sgb8_youth_court", "sgb8_domestic_violence", "sgb8_inobhutnahme")


def find_hints(known: Known, filled: Iterable[tuple[FieldId, Category]], day: date) -> tuple[Hint, ...]:
    """In the order of the list. `filled` are the fields of the own side that hold something, whatever it is."""
    found = {*_of_values(known), *_of_people(known, day), *_of_fields(tuple(filled))}
    return tuple(hint for hint in Hint if hint in found)


def _of_values(known: Known) -> set[Hint]:
    spoken, interpreted = set(known.texts(LANGUAGE)), any(value.content is True for value in known.of(INTERPRETER))
    told = {
        Hint.LANGUAGE: interpreted or bool(spoken - {"de"}),
        Hint.SEVERAL_NAMES: len({name.casefold() for name in known.texts(SURNAME)}) >= SEVERAL,
        Hint.PROTECTED: any(True for _ in known.of(LOCK)),
        Hint.PLACE: any(True for _ in known.of(ADDRESS)),
    }
    return {hint for hint, is_so in told.items() if is_so}


def _of_people(known: Known, day: date) -> set[Hint]:
    whole, living = compose(known, day), known.living()
    parts = {person: part_of(known, person, day) for person in living}
    births = {person: born for person in living if (born := known.born(person)) is not None}
    children = [born for person, born in births.items() if parts[person] is Part.CHILD]
    parents = [born for person, born in births.items() if parts[person] in (Part.MOTHER, Part.FATHER)]
    told = {
        Hint.MANY_CHILDREN: whole.many_children,
        Hint.MANY_ADULTS: whole.many_adults,
        Hint.TWINS: any(abs(one - other) <= TWINS_WITHIN for one, other in combinations(children, 2)),
        Hint.YOUNG_PARENT: any(age_on(one, min(children)) < YOUNG_PARENT for one in parents) if children else False,
    }
    return {hint for hint, is_so in told.items() if is_so}


def _of_fields(filled: tuple[tuple[FieldId, Category], ...]) -> set[Hint]:
    found = {_CATEGORIES[category] for _, category in filled if category in _CATEGORIES}
    return found | ({Hint.PROCEDURE} if any(field.startswith(_PROCEDURES) for field, _ in filled) else set())
