"""An entry out of its boxes as the review sees it. What is words becomes a fingerprint here, and goes no further."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from hub.ledger.entry import Event, Segment
from hub.review.lines import as_texts, categories_of, known
from hub.review.watch.reach import read_reach
from hub.review.watch.wording import fingerprint, judge
from hub.terms.catalogue import Catalogue
from hub.terms.history import Action
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role
from hub.terms.logged import Deed, Explanation, Logged, Wording
from hub.terms.reasons import Reason

DEEDS = {
    Event.READ: Deed.VIEW,
    Event.DENIED: Deed.VIEW,
    Event.SEARCHED: Deed.SEARCH,
    Event.LISTED: Deed.LIST,
    Event.LOG_READ: Deed.LOG,
    Event.OWN_LOG_READ: Deed.OTHER,
    Event.LOG_EXPORTED: Deed.LOG,
    Event.CONSENT_GRANTED: Deed.CONSENT,
    Event.CONSENT_CONFIRMED: Deed.CONSENT,
    Event.CONSENT_WITHDRAWN: Deed.WITHDRAWAL,
    Event.CONSENT_ASKED: Deed.REQUEST,
    Event.CONSENTS_READ: Deed.VIEW,
    Event.CONSENTS_EXPORTED: Deed.EXPORT,
    Event.PREVIEWED: Deed.VIEW,
    Event.SCREEN_SHOWN: Deed.DISPLAY,
    Event.DEPUTY_TAKEN: Deed.TAKE_OVER,
    Event.DEPUTY_GRANTED: Deed.MANDATE,
    Event.DEPUTY_ENDED: Deed.MANDATE,
    Event.ASSIGNED: Deed.MANDATE,
    Event.ASSIGNMENT_ENDED: Deed.MANDATE,
    Event.RECORD_CHANGED: Deed.CHANGE,
}
"""Of what the hub itself saw happen. Whatever is not here tells of no look."""
CLAIMED = {
    Action.VIEW: Deed.VIEW,
    Action.SEARCH: Deed.SEARCH,
    Action.EXPORT: Deed.EXPORT,
    Action.EMERGENCY_ACCESS: Deed.EMERGENCY,
    Action.REQUEST: Deed.REQUEST,
    Action.TAKE_OVER: Deed.TAKE_OVER,
    Action.DISPLAY: Deed.DISPLAY,
    Action.LOG: Deed.LOG,
}
_CLAIMED = {action.value: deed for action, deed in CLAIMED.items()}
_LIVE = {event.value: deed for event, deed in DEEDS.items()}
_NOT_A_CONSENT = frozenset({*(reason.value for reason in Reason), "emergency"})
_EXPLANATIONS = frozenset(one.value for one in Explanation)


@dataclass(frozen=True, repr=False)
class Unread:
    """An entry, or its part about one family, before its segments are understood.

    `damaged`: it does not open, or does not say what its leaf committed to. Then it has no segments.
    """

    entry: EntryId
    part: int
    at: datetime
    event: str
    role: str
    agency: str
    purpose: str | None
    effect: str
    pseudonym: str
    number: str | None
    segments: Mapping[str, Segment]
    damaged: bool = False


@dataclass(frozen=True, repr=False)
class Reading:
    """What reading needs: the fields, the controller who reads, and a key that lives for one evaluation."""

    catalogue: Catalogue
    controller: Agency
    key: bytes
    _shared: dict[object, object] = field(default_factory=dict)
    _kinds: dict[object, tuple[Category, ...]] = field(default_factory=dict)

    def once(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words are kept once, however many entries hold them."""
        shared = self._shared.setdefault(words, words)
        assert isinstance(shared, tuple)
        return shared

    def kinds(self, places: object, find: Callable[[], tuple[Category, ...]]) -> tuple[Category, ...]:
        """What `find` says of these places, asked for once."""
        if places not in self._kinds:
            self._kinds[places] = find()
        return self._kinds[places]


def read_logged(reading: Reading, one: Unread) -> Logged:
    """What rules may know of an entry: no value, no word, nobody's name."""
    subject, access, decision, note = (one.segments.get(name, {}) for name in ("subject", "access", "decision", "note"))
    claimed = one.event == Event.LOG_IMPORTED
    basis = reading.once(_basis(access, decision, one.agency, claimed=claimed))
    return Logged(
        entry=one.entry,
        part=one.part,
        at=one.at,
        event=_once(reading, one.event),
        action=_deed(one, access, basis),
        who=_once(reading, one.pseudonym),
        role=Role(one.role),
        agency=Agency(one.agency),
        effect=Effect(one.effect),
        family=_family(reading, one, subject, access),
        persons=reading.once(_persons(subject)),
        categories=_categories(reading, one.agency, access, claimed=claimed),
        purpose=Purpose(one.purpose) if one.purpose else None,
        reason=Reason(str(decision["reason"])) if decision.get("reason") else None,
        basis=basis,
        place=_once(reading, str(access.get("office") or "")),
        explained=frozenset(Explanation(code) for code in as_texts(decision.get("explained")) if code in _EXPLANATIONS),
        claimed=claimed,
        label=_once(reading, str(access.get("label") or "")),
        reach=read_reach(one.event, access),
        **_words(reading, access, note),
    )


def without_words(one: Unread) -> Unread:
    """The same entry, of which nothing is understood but that it is there: no segment, no word that no list knows."""
    return replace(
        one,
        role=known(Role, one.role, Role.EXTERNAL),
        agency=known(Agency, one.agency, Agency.EXTERNAL),
        effect=known(Effect, one.effect, Effect.DENY),
        purpose=one.purpose if one.purpose in set(Purpose) else None,
        segments={},
        damaged=True,
    )


class _Words(TypedDict):
    matter: str
    wording: Wording


def _words(reading: Reading, access: Segment, note: Segment) -> _Words:
    """A search term is in the entry as a fingerprint already; of a reason, or a record's remark, one is made here."""
    said = note.get("reason") or note.get("note") or ""
    text = said if isinstance(said, str) else ""
    print_ = str(access.get("matter") or "") or fingerprint(reading.key, text)
    return {"matter": print_, "wording": judge(text) if text else Wording.NONE}


def _family(reading: Reading, one: Unread, subject: Segment, access: Segment) -> FamilyNumber | None:
    """The number that was asked for; of a call of the log, the one that it was asked about."""
    asked = access.get("filters")
    about = asked.get("family") if isinstance(asked, dict) else None
    number = one.number or str(subject.get("number") or about or "")
    return FamilyNumber(_once(reading, number)) if number else None


def _once(reading: Reading, word: str) -> str:
    return reading.once((word,))[0]


def _deed(one: Unread, access: Segment, basis: tuple[str, ...]) -> Deed:
    """What was done. A claimed request that names a consent as its basis is the entering of that consent."""
    if one.event != Event.LOG_IMPORTED:
        return _LIVE.get(one.event, Deed.OTHER)
    action = str(access.get("action") or "")
    deed = _CLAIMED.get(action, Deed.OTHER)
    return Deed.CONSENT if deed is Deed.REQUEST and any(map(is_consent, basis)) else deed


def is_consent(basis: str) -> bool:
    """Whether a basis names a consent, and neither a norm nor a reason."""
    return not basis.startswith(("§", "Art.")) and basis not in _NOT_A_CONSENT


def _basis(access: Segment, decision: Segment, agency: str, *, claimed: bool) -> tuple[str, ...]:
    if claimed:
        return as_texts(decision.get("basis"))
    consents = as_texts(decision.get("consents"))
    own = (Reason.OWN_TASK.value,) if any(group[0] == agency for group in _groups(access)) else ()
    return own + consents if own or consents else as_texts(decision.get("norms"))


def _persons(subject: Segment) -> tuple[str, ...]:
    pairs = subject.get("persons")
    named = [pair[1] for pair in pairs if isinstance(pair, list)] if isinstance(pairs, list) else []
    return tuple(sorted(map(str, named)))


def _groups(access: Segment) -> list[list[object]]:
    cells = access.get("cells")
    return [group for group in cells if isinstance(group, list)] if isinstance(cells, list) else []


def _categories(reading: Reading, agency: str, access: Segment, *, claimed: bool) -> tuple[Category, ...]:
    """Of another controller's staff only what is of one's own or joint (H4). The same places are looked up once."""
    is_own = agency == reading.controller
    if claimed:
        named = as_texts(access.get("categories"))
        return reading.kinds((is_own, named), lambda: _claimed(reading, named, is_own=is_own))
    mine = (reading.controller.value, Owner.JOINT.value)
    places = tuple(
        (str(group[0]), tuple(map(str, group[3] if isinstance(group[3], list) else ())))
        for group in _groups(access)
        if is_own or group[0] in mine
    )
    return reading.kinds(places, lambda: categories_of(places, reading.catalogue))


def _claimed(reading: Reading, named: Iterable[str], *, is_own: bool) -> tuple[Category, ...]:
    """The categories that a record names; of others' staff those that the controller's own or both fill."""
    mine = {reading.controller.value, Owner.JOINT.value}
    filled = {field.category for field in reading.catalogue.fields if mine & {owner.value for owner in field.owners}}
    wanted = frozenset(named)
    return tuple(one for one in Category if one.value in wanted and (is_own or one in filled))
