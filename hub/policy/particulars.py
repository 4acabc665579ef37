"""From a written act to its particulars: the words of the scenario format, and of the examples in `policies/acts`."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from hub.terms.acts import Extent, Filter, Parents, Particulars, SignOff, TableCell, Topic, Total, Trigger, Way
from hub.terms.ids import FieldId, PersonId, StaffId
from hub.terms.lists import Agency

Details = Mapping[str, Any]
_Word = TypeVar("_Word", bound=Enum)

_TEXTS = (
    "skip_reason",
    "not_involved_reason",
    "measure",
    "indication",
    "reason",
    "help_at_risk_reason",
    "identity_needed",
    "named_basis",
)
_YES = (
    "talked_with_family",
    "help_urged",
    "family_told_before",
    "family_involved",
    "urgent",
    "written",
    "interests_harmed",
    "family_invited",
    "named_in_text",
)
_SEVERAL = ("entries", "recognised_by", "observations", "indications", "danger_signs")
_DAYS = ("requested_on", "court_order_on", "talk_on", "received_on")


def read_particulars(details: Details, staff: Callable[[str], StaffId]) -> Particulars:
    """What is said of an act; whatever is not said is empty. `staff` knows the id of a principal by its name here."""
    facts = details.get("facts", details.get("fields", [details["field"]] if "field" in details else []))
    return Particulars(
        about=tuple(map(PersonId, _several(details.get("about", details.get("children", []))))),
        words=tuple(dict.fromkeys(details.get("items", []))),
        facts=() if facts == "all" else tuple(map(FieldId, dict.fromkeys(facts))),
        marks=tuple(details.get("contains", [])),
        trigger=_word(Trigger, details, "trigger"),
        parents=_word(Parents, details, "parents"),
        reported_by=staff(details["reported_by"]) if "reported_by" in details else None,
        signed_off_by=_word(SignOff, details, "signed_off_by"),
        to=_word(Agency, details, "to"),
        via=_word(Way, details, "via"),
        help_at_risk=details.get("help_at_risk") != "no",
        filter=_word(Filter, details, "filter") or Filter.FREE,
        extent=_word(Extent, details, "level") or Extent.BEZIRK,
        topic=_word(Topic, details, "topic") or Topic.CHILD_PROTECTION,
        table=tuple(TableCell(**cell) for cell in details.get("cells", [])),
        earlier=tuple(Total(**total) for total in details.get("earlier", [])),
        **_plain(details),
    )


def _plain(details: Details) -> dict[str, Any]:
    """What has the same name and the same form in both."""
    return {
        **{key: details.get(key, "") for key in _TEXTS},
        **{key: details.get(key, False) for key in _YES},
        **{key: tuple(details.get(key, [])) for key in _SEVERAL},
        **{key: _day(details.get(key)) for key in _DAYS},
    }


def _several(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


def _word(words: type[_Word], details: Details, key: str) -> _Word | None:
    return words(details[key]) if key in details else None


def _day(said: str | date | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said
