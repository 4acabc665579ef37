"""The shapes of the API's answers, for the OpenAPI document. A test holds real answers against them."""

from marshmallow import Schema, fields, validate

from hub.terms.lists import Agency, BlankReason, Category, Effect, Level, Owner, Purpose, Role


def _word(words: type[Agency | BlankReason | Category | Effect | Owner | Purpose | Role]) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([str(word.value) for word in words]))


def _words() -> fields.List[str]:
    return fields.List(fields.String(), required=True)


class BecauseSchema(Schema):
    """Why something is shown."""

    policies = _words()
    norms = _words()
    consents = _words()
    until = fields.Date(required=True, allow_none=True)


class ShownSchema(Schema):
    """One value, at the level at which it may be seen."""

    cell = fields.UUID(required=True)
    field = fields.String(required=True)
    persons = _words()
    category = _word(Category)
    level = fields.String(required=True, validate=validate.OneOf([level.id for level in Level if level]))
    value = fields.Raw(required=True, allow_none=True)
    owner = _word(Owner)
    entry = fields.Integer(required=True)
    part = fields.Integer(required=True)
    version = fields.String(required=True, allow_none=True)
    disputed = fields.Boolean(required=True)
    because = fields.Nested(BecauseSchema, required=True)


class WithheldSchema(Schema):
    """What is not shown; says nothing about whether there is anything."""

    person = fields.String(required=True)
    category = _word(Category)
    owner = _word(Owner)
    reason = _word(BlankReason)
    ask = fields.Boolean(required=True)
    disagreed = fields.Boolean()


class ComingSchema(Schema):
    """What a consent opens already, while its owner's process has not unlocked its key yet. It opens by itself."""

    persons = _words()
    category = _word(Category)
    owner = _word(Owner)


class FamilySchema(Schema):
    """One disclosure. `waiting`: entries confided to whoever asks, which a token of the last minutes opens.

    `coming`: what is being unlocked; of nothing that is not to be shown.
    """

    family = fields.String(required=True)
    purpose = _word(Purpose)
    at = fields.AwareDateTime(required=True)
    entry = fields.UUID(required=True)
    shown = fields.List(fields.Nested(ShownSchema), required=True)
    withheld = fields.List(fields.Nested(WithheldSchema), required=True)
    waiting = fields.Integer(required=True)
    coming = fields.List(fields.Nested(ComingSchema), required=True)


class MeSchema(Schema):
    """Who the token speaks for."""

    ref = fields.String(required=True)
    name = fields.String(required=True)
    role = _word(Role)
    agency = _word(Agency)
    agency_name = fields.String(required=True)
    purposes = _words()


class WrittenCellSchema(Schema):
    """A cell that was written, and the name of the version that it has now."""

    cell = fields.UUID(required=True)
    version = fields.String(required=True)


class WrittenSchema(Schema):
    """What was written, in the order in which it was sent, and the entry that says so."""

    entry = fields.UUID(required=True)
    cells = fields.List(fields.Nested(WrittenCellSchema), required=True)


class FaultSchema(Schema):
    """What is wrong at one place of what was sent; a JSON pointer (RFC 6901), never a value."""

    pointer = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    parameter = fields.String()
    errors = fields.List(fields.Nested(FaultSchema))
    mark = fields.String()


class TakenOverSchema(Schema):
    """That a line comes from a record kept elsewhere: since when the hub has it, and what it claims."""

    at = fields.AwareDateTime(required=True)
    action = fields.String(required=True)
    place = fields.String(required=True)


class LogLineSchema(Schema):
    """One act in the access log. `at` is claimed, not witnessed, where `taken_over` is not null.

    `families` are those that a list or a search showed; about each of them the filter `family` tells more.
    """

    entry = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    staff = fields.String(required=True)
    role = _word(Role)
    agency = _word(Agency)
    event = fields.String(required=True)
    family = fields.String(required=True, allow_none=True)
    families = _words()
    persons = _words()
    categories = _words()
    purpose = fields.String(required=True, allow_none=True)
    basis = _words()
    effect = _word(Effect)
    reason = fields.String(required=True, allow_none=True)
    taken_over = fields.Nested(TakenOverSchema, required=True, allow_none=True)


class LogSchema(Schema):
    """A stretch of the access log, newest first; `next` is the cursor of the following one."""

    lines = fields.List(fields.Nested(LogLineSchema), required=True)
    next = fields.String(required=True, allow_none=True)
