"""One line of the log out of an opened entry, as far as the controller of whoever reads is concerned (H4)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from hub.ledger.entry import Event, Segment
from hub.ledger.store import Opened
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role
from hub.terms.log import LogLine
from hub.terms.reasons import Reason

Group = tuple[str, tuple[str, ...]]
"""An owner, and the places of its values: `fam_goal#2@1`."""


def read_line(one: Opened, catalogue: Catalogue, controller: Agency) -> LogLine:
    """The line. Of the reader's own staff all of it; of others' what touches the reader's own data or joint ones.

    Of an entry that somebody wrote by hand in words that no list knows, only that it is there: it hides no other.
    """
    try:
        return _line(one, catalogue, controller)
    except (ValueError, LookupError, TypeError, AttributeError):
        bare = replace(
            one,
            role=known(Role, one.role, Role.EXTERNAL),
            agency=known(Agency, one.agency, Agency.EXTERNAL),
            effect=known(Effect, one.effect, Effect.DENY),
            purpose=one.purpose if one.purpose in set(Purpose) else None,
            segments={},
        )
        return _line(bare, catalogue, controller)


def known(words: type[StrEnum], word: str, otherwise: StrEnum) -> str:
    """The word, if it is one of a closed list."""
    return word if word in set(words) else otherwise


def _line(one: Opened, catalogue: Catalogue, controller: Agency) -> LogLine:
    access, decision = one.segments.get("access", {}), one.segments.get("decision", {})
    agency = Agency(one.agency)
    groups = _groups(access, agency, controller)
    claimed = one.event == Event.LOG_IMPORTED
    return LogLine(
        entry=one.id,
        at=one.at,
        pseudonym=one.pseudonym,
        role=Role(one.role),
        agency=agency,
        event=one.event,
        family=FamilyNumber(one.number) if one.number else None,
        persons=_persons(one.segments.get("subject", {})),
        categories=_claimed(access, catalogue, agency, controller) if claimed else categories_of(groups, catalogue),
        purpose=Purpose(one.purpose) if one.purpose else None,
        basis=as_texts(decision.get("basis")) if claimed else _basis(groups, agency, decision),
        effect=Effect(one.effect),
        reason=Reason(str(decision["reason"])) if "reason" in decision else None,
        action=str(access.get("action", "")) if claimed else "",
        office=str(access.get("office", "")) if claimed else "",
        taken_over_at=one.written_at if claimed else None,
        families=tuple(map(FamilyNumber, one.families)),
    )


def _persons(subject: Segment) -> tuple[str, ...]:
    """`P-1`, `P-2`: never a name, and of changes by load nobody."""
    pairs = subject.get("persons")
    named = [pair[1] for pair in pairs if isinstance(pair, list)] if isinstance(pairs, list) else []
    return tuple(sorted(map(str, named)))


def _groups(access: Mapping[str, object], actor: Agency, controller: Agency) -> tuple[Group, ...]:
    """What was looked at, by owner. Of another controller's staff only what is of one's own or joint (H4)."""
    cells = access.get("cells")
    groups = [group for group in cells if isinstance(group, list)] if isinstance(cells, list) else []
    mine = (controller.value, Owner.JOINT.value)
    return tuple(
        (str(group[0]), tuple(map(str, group[3]))) for group in groups if actor is controller or group[0] in mine
    )


def categories_of(groups: Iterable[Group], catalogue: Catalogue) -> tuple[Category, ...]:
    """The kinds of values at these places, in the order of the list."""
    fields = {FieldId(place.split("@")[0].split("#")[0]) for _, places in groups for place in places}
    known = {catalogue.by_id[field].category for field in fields if field in catalogue.by_id}
    return tuple(category for category in Category if category in known)


def _claimed(
    access: Mapping[str, object], catalogue: Catalogue, actor: Agency, controller: Agency
) -> tuple[Category, ...]:
    """The categories that a record names; of others' staff those that the reader's own or both fill."""
    named = as_texts(access.get("categories"))
    mine = {controller.value, Owner.JOINT.value}
    filled = {field.category for field in catalogue.fields if mine & {owner.value for owner in field.owners}}
    return tuple(one for one in Category if one.value in named and (actor is controller or one in filled))


def _basis(groups: Iterable[Group], actor: Agency, decision: Segment) -> tuple[str, ...]:
    """Consents, beside the own task where own values stand in the same look; norms where no consent is named."""
    consents = as_texts(decision.get("consents"))
    own = (Reason.OWN_TASK.value,) if any(owner == actor.value for owner, _ in groups) else ()
    return own + consents if consents else as_texts(decision.get("norms"))


def as_texts(words: object) -> tuple[str, ...]:
    """A list of words out of an opened segment; nothing where there is none."""
    return tuple(str(word) for word in words) if isinstance(words, Iterable) and not isinstance(words, str) else ()
