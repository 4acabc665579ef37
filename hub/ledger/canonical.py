"""The one spelling of what the log holds: RFC 8785 for strings, integers, lists and objects with ASCII keys."""

from collections.abc import Mapping

import orjson


def canonical(document: Mapping[str, object]) -> bytes:
    """The bytes of a document; no fractions."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
