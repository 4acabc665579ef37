"""What lacks before a consent counts, as programs get it: people by their references, grounds by their codes."""

from collections.abc import Iterable, Mapping

from marshmallow import Schema, fields, validate

from hub.terms.ids import PersonId
from hub.terms.lacks import Ground, Lack


class LackSchema(Schema):
    """Who has yet to speak about whom, on which ground. `by`: null for nobody, or for who may not be named.

    `ground` is a code of `lack_grounds`, `reason` one of the reason codes.
    """

    about = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    ground = fields.String(required=True, validate=validate.OneOf([ground.value for ground in Ground]))
    reason = fields.String(required=True)
    categories = fields.List(fields.String(), required=True)


def write_lacks(missing: Iterable[Lack], people: Mapping[PersonId, str]) -> list[dict[str, object]]:
    """Each word that lacks; empty for whom it is not told (D18)."""
    return [
        {
            "about": people.get(lack.about, ""),
            "by": people.get(lack.by) if lack.by is not None else None,
            "ground": lack.ground.value,
            "reason": lack.reason.value,
            "categories": [category.value for category in lack.categories],
        }
        for lack in missing
    ]
