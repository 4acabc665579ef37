"""The form of a withdrawal: what was ticked and typed. Nothing ticked in a group narrows nothing: all of it goes."""

import re
from collections.abc import Mapping
from datetime import datetime, time

from werkzeug.datastructures import MultiDict

from hub.terms.clock import BERLIN
from hub.terms.ids import PersonId
from hub.terms.lists import Category
from hub.terms.withdrawing import WHOLE, Part
from hub.web.days import read_day

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
Form = MultiDict[str, str]


def read_part(form: Form, persons: Mapping[str, PersonId]) -> Part:
    """What is taken back; `persons` by the words that the form has for them. A part without a tick names nothing."""
    if form.get("umfang") != "teil":
        return WHOLE
    people = frozenset(persons[word] for word in form.getlist("person") if word in persons)
    words = set(form.getlist("kategorie"))
    categories = frozenset(category for category in Category if category.value in words)
    recipients = frozenset(form.getlist("von"))
    if not (people or categories or recipients):
        return Part(categories=frozenset())
    return Part(people or None, categories or None, recipients or None)


def read_moment(form: Form, now: datetime) -> datetime | None:
    """`16.11.2026` at `10:14` in Berlin; the minute that it is now is this very moment. None where it is no time."""
    day, hour = read_day(form.get("tag", "")), _TIME.fullmatch(form.get("uhrzeit", "").strip())
    if day is None or hour is None:
        return None
    local = now.astimezone(BERLIN)
    typed = time(int(hour[1]), int(hour[2]))
    if (day, typed) == (local.date(), local.time().replace(second=0, microsecond=0)):
        return now
    try:
        return datetime.combine(day, typed, BERLIN).astimezone(now.tzinfo)
    except OverflowError:  # the first or the last hours that there are: no time of ours
        return None
