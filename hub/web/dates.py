"""The next dates of a family, out of what is shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hub.terms.answers import Value
from hub.terms.catalogue import Catalogue
from hub.terms.clock import BERLIN, legal_day
from hub.terms.ids import FieldId
from hub.web.naming import Naming
from hub.web.reasons import Why

DATES = frozenset(map(FieldId, ("appointment", "fam_review_date", "fam_conference_date", "sgb8_help_plan_meeting")))


@dataclass(frozen=True, repr=False)
class Meeting:
    """One date to come: when, in how many days, what, with whom, whose."""

    when: str
    distance: str
    label: str
    who: str
    owner: str
    whys: tuple[Why, ...]


def coming(
    shown: Iterable[Value], naming: Naming, catalogue: Catalogue, whys: Callable[[Value], tuple[Why, ...]]
) -> tuple[Meeting, ...]:
    """From today on, the nearest first."""
    today = legal_day(naming.disclosure.at)
    dated = [(found, value) for value in shown if value.field in DATES for found in _days(value.content)]
    ahead = [(day, value) for day, value in dated if _day(day) >= today]
    ahead.sort(key=lambda one: (_day(one[0]), isinstance(one[0], datetime) and one[0].astimezone(BERLIN).time()))
    return tuple(_meeting(day, value, naming, catalogue.by_id[value.field].label, whys(value)) for day, value in ahead)


def _meeting(day: date, value: Value, naming: Naming, label: str, whys: tuple[Why, ...]) -> Meeting:
    say = naming.texts.say
    return Meeting(
        when=naming.texts.moment(day) if isinstance(day, datetime) else naming.texts.day(day),
        distance=say("date-distance", count=(_day(day) - legal_day(naming.disclosure.at)).days),
        label=label,
        who=naming.names(value.persons),
        owner=say(f"owner-{value.owner}"),
        whys=whys,
    )


def _days(content: object) -> list[date]:
    """What can be read as a day or an instant; anything else stands on the page of the person alone."""
    found = [content] if isinstance(content, str) else []
    if isinstance(content, list):
        found = [one for one in content if isinstance(one, str)]
    if isinstance(content, dict):
        found = [str(content["date"])] if "date" in content else []
    return [day for day in map(_parse, found) if day is not None]


def _parse(text: str) -> date | None:
    try:
        if len(text) == len("2026-11-16"):
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=BERLIN)


def _day(day: date) -> date:
    return legal_day(day) if isinstance(day, datetime) else day
