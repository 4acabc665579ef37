"""What a program sends to enter consents, and what it gets back."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from hub.terms.lists import Purpose
from hub.terms.people import Insight
from hub.terms.talks import LONGEST_BOUND, LONGEST_WHY, MOST, Reply
from hub.web.consents_body import LONGEST_LIST
from hub.web.keyed import Fault, load_body
from hub.web.talk_form import EDGE, LONGEST, MOST_STROKES

WAYS = ("tablet", "oral")
"""Paper comes in by its scan, which somebody has to look at."""


class QuestionSchema(Schema):
    """One question and its answer. `deputies`, where it was asked, is the answer to the question apart.

    With `bound` it asks no consent but whether this person or function is released from secrecy (§ 203 StGB).
    """

    person = fields.String(required=True)
    recipient = fields.String(required=True, validate=validate.Length(1, LONGEST))
    categories = fields.List(fields.String(), required=True, validate=validate.Length(1, LONGEST_LIST))
    purpose = fields.String(required=True)
    why = fields.String(required=True, validate=validate.Length(1, 2 * LONGEST_WHY))
    until = fields.Date(required=True)
    answer = fields.String(required=True, validate=validate.OneOf([reply.value for reply in Reply]))
    deputies = fields.Boolean()
    brought_up = fields.Boolean(load_default=False)
    bound = fields.String(validate=validate.Length(1, 2 * LONGEST_BOUND))


class EnteringSchema(Schema):
    """The answers of one person, and how they were declared. `signature`: lines of points from 0 to 1,000."""

    purpose = fields.String(required=True, validate=validate.OneOf([purpose.value for purpose in Purpose]))
    by = fields.String(required=True)
    way = fields.String(required=True, validate=validate.OneOf(WAYS))
    form_version = fields.String(required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True, validate=validate.Length(1, MOST))
    language = fields.String(validate=validate.Length(0, 12))
    interpreter = fields.String(validate=validate.Length(0, LONGEST))
    place = fields.String(validate=validate.Length(0, LONGEST))
    witnesses = fields.String(validate=validate.Length(0, LONGEST))
    signature = fields.List(
        fields.List(fields.Integer(strict=True, validate=validate.Range(0, EDGE)), validate=validate.Length(2, 4000)),
        validate=validate.Length(1, MOST_STROKES),
    )
    reason = fields.String(validate=validate.Length(0, LONGEST))
    insight = fields.String(validate=validate.OneOf([insight.value for insight in Insight]))
    copy = fields.Boolean(load_default=False)


class EnteredSchema(Schema):
    """Under which number it was kept, and the paper of each question in their order."""

    number = fields.String(required=True)
    consents = fields.List(fields.String(), required=True)


def read_entering_body(data: bytes) -> Mapping[str, Any] | tuple[Fault, ...]:
    """The body, or the places of it that are wrong; never what stands there."""
    said: Any = load_body(data, EnteringSchema(), QuestionSchema())
    if isinstance(said, tuple):
        return said
    odd = [place for place, stroke in enumerate(said.get("signature", ())) if len(stroke) % 2]
    return tuple((f"/signature/{place}", "fault-other") for place in odd) or said
