"""A consent as programs get it, and what they send to take one back: JSON in and out, people by their references."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields, validate

from hub.terms.consents import ConsentCell, ConsentView, PaperStory, SaidSo, Stand, TakenBack
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Purpose
from hub.terms.withdrawing import WithdrawalFault
from hub.web.keyed import Fault, load_body
from hub.web.lacks_body import LackSchema, write_lacks

WAYS = ("phone", "paper", "in_person")
LONGEST_LIST = 50
PLACES = {
    WithdrawalFault.PERSON: ("/by", "fault-person"),
    WithdrawalFault.TOLD: ("/told", "fault-enum"),
    WithdrawalFault.FUTURE: ("/received_at", "fault-future"),
    WithdrawalFault.BEFORE_THE_YES: ("/received_at", "fault-before-the-yes"),
    WithdrawalFault.NOTHING_NAMED: ("/part", "fault-minitems"),
}
_STANDS = [stand.value for stand in Stand]
_PURPOSES = [purpose.value for purpose in Purpose]
_CATEGORIES = [category.value for category in Category if category is not Category.NONE]


class SaidSchema(Schema):
    """A yes or a no; `by` is null for somebody whom the reader may not know of."""

    by = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    answer = fields.String(required=True, validate=validate.OneOf(["yes", "no"]))


class TakenBackSchema(Schema):
    """A withdrawal. Empty lists narrow nothing."""

    by = fields.String(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True)
    entered_at = fields.AwareDateTime(required=True, allow_none=True)
    persons = fields.List(fields.String(), required=True)
    categories = fields.List(fields.String(validate=validate.OneOf(_CATEGORIES)), required=True)
    recipients = fields.List(fields.String(), required=True)


class PaperSchema(Schema):
    """One paper with all that was said to it. Empty categories or purposes: the text said "all".

    With `bound` it is no consent but releases from secrecy who is named there (§ 203 StGB). `lacks` is empty for whom
    it is not told who has yet to sign.
    """

    consent = fields.String(required=True)
    version = fields.String(required=True)
    stand = fields.String(required=True, validate=validate.OneOf(_STANDS))
    partly = fields.Boolean(required=True)
    persons = fields.List(fields.String(), required=True)
    categories = fields.List(fields.String(validate=validate.OneOf(_CATEGORIES)), required=True)
    recipients = fields.List(fields.String(), required=True)
    purposes = fields.List(fields.String(validate=validate.OneOf(_PURPOSES)), required=True)
    valid_from = fields.Date(required=True)
    last_day = fields.Date(required=True)
    way = fields.String(required=True)
    form_version = fields.String(required=True, allow_none=True)
    languages = fields.List(fields.String(), required=True)
    interpreter = fields.List(fields.String(), required=True)
    deputies = fields.Boolean(required=True)
    confirm_by = fields.Date(required=True, allow_none=True)
    invalid_since = fields.Date(required=True, allow_none=True)
    said = fields.List(fields.Nested(SaidSchema), required=True)
    taken_back = fields.List(fields.Nested(TakenBackSchema), required=True)
    bound = fields.String(required=True, allow_none=True)
    complete = fields.Boolean(required=True, allow_none=True)
    lacks = fields.List(fields.Nested(LackSchema), required=True)


class StandSchema(Schema):
    """How one person and category stand to one recipient; `complete`: whether all who must have signed."""

    person = fields.String(required=True)
    categories = fields.List(fields.String(), required=True)
    stand = fields.String(required=True, validate=validate.OneOf(_STANDS))
    partly = fields.Boolean(required=True)
    until = fields.Date(required=True, allow_none=True)
    complete = fields.Boolean(required=True, allow_none=True)
    lacks = fields.List(fields.Nested(LackSchema), required=True)


class ConsentsSchema(Schema):
    """The consents of a family for one recipient and purpose, and every paper."""

    family = fields.String(required=True)
    purpose = fields.String(required=True, validate=validate.OneOf(_PURPOSES))
    recipient = fields.String(required=True, allow_none=True)
    entry = fields.UUID(required=True)
    stands = fields.List(fields.Nested(StandSchema), required=True)
    papers = fields.List(fields.Nested(PaperSchema), required=True)


class PartSchema(Schema):
    """What of it is taken back; a list that is not there narrows nothing."""

    persons = fields.List(fields.String(), validate=validate.Length(1, LONGEST_LIST))
    categories = fields.List(fields.String(validate=validate.OneOf(_CATEGORIES)), validate=validate.Length(1))
    recipients = fields.List(fields.String(), validate=validate.Length(1, LONGEST_LIST))


class WithdrawalSchema(Schema):
    """A withdrawal as it reached an agency. Nobody is asked why."""

    purpose = fields.String(required=True, validate=validate.OneOf(_PURPOSES))
    by = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    told = fields.String(required=True, validate=validate.OneOf(WAYS))
    part = fields.Nested(PartSchema)


class WithdrawnSchema(Schema):
    """The entry that says so; null where it had been taken back before."""

    entry = fields.UUID(required=True, allow_none=True)


@dataclass(frozen=True, repr=False)
class WithdrawalBody:
    """What was sent, as far as its form goes."""

    purpose: Purpose
    by: str
    received_at: datetime
    told: str
    part: Mapping[str, list[str]]


def read_withdrawal_body(data: bytes) -> WithdrawalBody | tuple[Fault, ...]:
    """The body, or the places of it that are wrong; never what stands there."""
    said: Any = load_body(data, WithdrawalSchema(), PartSchema())
    if isinstance(said, tuple):
        return said
    return WithdrawalBody(Purpose(said["purpose"]), said["by"], said["received_at"], said["told"], said.get("part", {}))


def write_paper(paper: PaperStory, people: Mapping[PersonId, str]) -> dict[str, object]:
    """One paper as it goes out."""
    return {
        "consent": paper.ref,
        "version": version_of(paper),
        "stand": paper.stand,
        "partly": paper.partly,
        "persons": sorted(people[one] for one in paper.persons if one in people),
        "categories": list(paper.categories),
        "recipients": list(paper.recipients),
        "purposes": list(paper.purposes),
        "valid_from": paper.valid_from,
        "last_day": paper.last_day,
        "way": paper.way,
        "form_version": paper.form_version,
        "languages": list(paper.languages),
        "interpreter": list(paper.interpreter),
        "deputies": paper.deputies,
        "confirm_by": paper.confirm_by,
        "invalid_since": paper.invalid_since,
        "said": [_said(one, people) for one in paper.said],
        "taken_back": [_taken_back(one, people) for one in paper.taken_back],
        "bound": paper.bound or None,
        "complete": paper.complete,
        "lacks": write_lacks(paper.missing, people),
    }


def _said(one: SaidSo, people: Mapping[PersonId, str]) -> dict[str, object]:
    return {"by": _ref(one.by, people), "at": one.at, "answer": "yes" if one.is_yes else "no"}


def _taken_back(one: TakenBack, people: Mapping[PersonId, str]) -> dict[str, object]:
    return {
        "by": _ref(one.by, people),
        "received_at": one.received_at,
        "entered_at": one.entered_at,
        "persons": sorted(people[person] for person in one.persons if person in people),
        "categories": list(one.categories),
        "recipients": list(one.recipients),
    }


def version_of(paper: PaperStory) -> str:
    """A name for all that was declared on it; another declaration makes another. Says nothing of the time."""
    declared = (paper.ref, paper.said, paper.taken_back, paper.invalid_since)
    return hashlib.sha256(repr(declared).encode()).hexdigest()[:32]


def write_view(view: ConsentView, people: Mapping[PersonId, str]) -> dict[str, object]:
    """The table for one recipient and purpose, and the papers."""
    return {
        "family": view.disclosure.family,
        "purpose": (view.purpose or view.disclosure.purpose).value,
        "recipient": view.recipient.key if view.recipient else None,
        "entry": view.disclosure.entry,
        "stands": [_stand(cell, people) for cell in view.cells],
        "papers": [write_paper(paper, people) for paper in view.papers],
    }


def _stand(cell: ConsentCell, people: Mapping[PersonId, str]) -> dict[str, object]:
    return {
        "person": people.get(cell.person, ""),
        "categories": list(cell.categories),
        "stand": cell.stand,
        "partly": cell.partly,
        "until": cell.until,
        "complete": cell.complete,
        "lacks": write_lacks(cell.missing, people),
    }


def _ref(person: PersonId | None, people: Mapping[PersonId, str]) -> str | None:
    return people.get(person) if person is not None else None
