"""What somebody of a family is told of a conference that was about them, in their account (F6)."""

from collections.abc import Iterable, Mapping

from hub.terms.access import OutlineCell
from hub.terms.catalogue import Field
from hub.terms.conferences import GuestFunction
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Owner, Role
from hub.terms.minutes import KeptMinutes, Section

_NOBODYS_ELSE = frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.RELATIVE, Role.EXTERNAL})
_STAFF = frozenset(Role) - _NOBODYS_ELSE - {Role.ISEF}
_GUESTS = frozenset({GuestFunction.SCHOOL, GuestFunction.KITA, GuestFunction.DOCTOR, GuestFunction.OTHER})
TOLD = frozenset({role.value for role in _STAFF} | {f"guest_{guest}" for guest in _GUESTS})
"""Not told: who of the family was there, and who came for one of them (who supports or interprets): of others of the
family nothing is told. Nor who advises where a child may be in danger: that is not told here at all.
"""


def told_present(asker: str, present: Iterable[str]) -> tuple[str, ...]:
    """The functions of the others at a shared view, each once, in an order of their own: never how many they are."""
    others = list(present)
    if asker in others:
        others.remove(asker)
    return tuple(sorted(set(others) & TOLD))


def told_of_minutes(
    kept: KeptMinutes, cells: Iterable[OutlineCell], fields: Mapping[FieldId, Field]
) -> frozenset[PersonId]:
    """Whoever is spoken of in the joint part, in words of which they may be told; who only sat there is not."""
    joint = {
        one.cell
        for one in kept.lines
        if one.owner is Owner.JOINT and one.section is not Section.PRESENT and not one.is_struck
    }
    told = (one for one in cells if one.cell in joint and fields[one.field].is_told_of)
    return frozenset(person for one in told for person in one.persons)
