"""Reading the limits of a rule into the type of its detector: all of them, none besides, each of its kind."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from hub.policy.faults import Place

MOST = 100_000


def read_limits(place: Place, wanted: type, given: Mapping[str, Any]) -> Any:
    """The limits; PolicyFaulty where one is missing, unknown or of another kind."""
    hints = get_type_hints(wanted)
    names = {field.name.replace("_", "-"): field.name for field in fields(wanted)}
    for unknown in sorted(set(given) - set(names)):
        raise place.fault(unknown, f"limits.{unknown}: no such limit; there are {', '.join(sorted(names)) or 'none'}")
    for missing in sorted(set(names) - set(given)):
        raise place.fault("limits", f"limits.{missing} is missing")
    return wanted(**{name: _value(place, key, hints[name], given[key]) for key, name in names.items()})


def _value(place: Place, key: str, hint: Any, given: Any) -> Any:
    if get_origin(hint) is tuple:
        words = get_args(hint)[0]
        if not isinstance(given, list) or not given:
            raise place.fault(key, f"limits.{key}: a list of words, not empty")
        return tuple(_word(place, key, words, one) for one in given)
    if hint is bool:
        if not isinstance(given, bool):
            raise place.fault(key, f"limits.{key}: true or false")
        return given
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= MOST:
        raise place.fault(key, f"limits.{key}: a whole number from 0 to {MOST}")
    return given


def _word(place: Place, key: str, words: type[StrEnum], given: object) -> StrEnum:
    if given not in set(words):
        raise place.fault(key, f'limits.{key}: "{given}" is not a {words.__name__.lower()}', str(given))
    return words(str(given))
