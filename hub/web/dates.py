"""The next dates of a family, out of what is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from hub.terms.answers import Value
from hub.terms.catalogue import Catalogue
from hub.terms.clock import BERLIN, legal_day
from hub.terms.ids import FieldId
from hub.terms.lists import Owner
from hub.web.naming import Naming
from hub.web.reasons import Why
from hub.web.texts import Texts

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
    """From today on, the nearest first. The same date of one owner is one line, whatever opens its parts."""
    today = legal_day(naming.disclosure.at)
    together: dict[tuple[date, FieldId, Owner], list[Value]] = {}
    for value in shown:
        for found in days_in(value.content) if value.field in DATES else ():
            if day_of(found) >= today:
                together.setdefault((found, value.field, value.owner), []).append(value)
    ahead = sorted(together, key=lambda one: moment_of(one[0]))
    return tuple(_meeting(one, together[one], naming, catalogue, whys) for one in ahead)


def _meeting(
    about: tuple[date, FieldId, Owner],
    alike: Sequence[Value],
    naming: Naming,
    catalogue: Catalogue,
    whys: Callable[[Value], tuple[Why, ...]],
) -> Meeting:
    (day, field, owner), say = about, naming.texts.say
    return Meeting(
        when=write_when(day, naming.texts),
        distance=say("date-distance", count=(day_of(day) - legal_day(naming.disclosure.at)).days),
        label=catalogue.by_id[field].label,
        who=naming.short_names(frozenset().union(*(value.persons for value in alike))),
        owner=say(f"owner-{owner}"),
        whys=tuple(dict.fromkeys(why for value in alike for why in whys(value))),
    )


def days_in(content: object) -> list[date]:
    """What can be read as a day or an instant; anything else stands on the page of the person alone."""
    found = [content] if isinstance(content, str) else []
    if isinstance(content, list):
        found = [one for one in content if isinstance(one, str)]
    if isinstance(content, dict):
        found = [str(content["date"])] if "date" in content else []
    return [day for day in map(_parse, found) if day is not None]


def day_of(day: date) -> date:
    """The legal day of a day or an instant."""
    return legal_day(day) if isinstance(day, datetime) else day


def moment_of(day: date) -> datetime:
    """When it begins; a day without a clock time begins at midnight."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min, BERLIN)


def write_when(day: date, texts: Texts) -> str:
    """`Do 19.11.2026, 15:00`, or the day alone."""
    return texts.moment(day) if isinstance(day, datetime) else texts.day(day)


def _parse(text: str) -> date | None:
    """An instant without zone is what stood in the file: the clock on the wall."""
    try:
        if len(text) == len("2026-11-16"):
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=BERLIN)
