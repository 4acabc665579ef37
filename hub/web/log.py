"""The access log as the data protection officer reads it, and everybody's own entries, read the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, session, url_for
from werkzeug.datastructures import MultiDict

from hub.terms.lists import Agency, Purpose
from hub.terms.log import LogPage, Outcome
from hub.terms.marks import MARKS
from hub.terms.overview import HOURS, WEEKDAYS
from hub.web.here import desk, now, principal, texts
from hub.web.log_query import PAGE_NAMES, Asked, quarters, read_query
from hub.web.sentences import name_event, name_mark, write_sentence

log = Blueprint("log", __name__)

TURNING = "vor"
FIELDS = tuple(name for name in PAGE_NAMES if name != TURNING)


@dataclass(frozen=True)
class Choice:
    """One filter with a closed list: its name, and what can be chosen."""

    name: str
    options: tuple[tuple[str, str], ...]


@log.get("/datenschutz/protokoll")
def show_log() -> str | tuple[str, int]:
    """The log by filters, newest first. Reading it is written down in it; what cannot be asked is not read at all."""
    asked = read_query(_given(), PAGE_NAMES)
    if TURNING in asked.faulty:
        abort(422)
    if asked.faulty:
        return _render(asked, LogPage(())), 422
    return _render(asked, desk().read_log(principal(), asked.query, now()))


@log.get("/meine-zugriffe")
def show_own() -> str:
    """One's own entries, as the data protection officer reads them."""
    asked = read_query(_given(), {TURNING: "before"})
    if asked.faulty:
        abort(422)
    page = desk().read_own(principal(), str(session.get("key", "")), asked.query, now())
    return render_template(
        "own-log.html",
        texts=texts(),
        sentences=[write_sentence(line, texts()) for line in page.lines],
        older=url_for("log.show_own", vor=page.next) if page.next else "",
        has_turned=asked.query.before is not None,
    )


def _given() -> "MultiDict[str, str]":
    """The parameters of the address; a filter left empty in the form is none."""
    return MultiDict((name, text) for name, text in request.args.items(multi=True) if text or name == TURNING)


def _render(asked: Asked, page: LogPage) -> str:
    filters = {name: text for name, text in _given().items() if name in FIELDS}
    return render_template(
        "log.html",
        texts=texts(),
        sentences=[write_sentence(line, texts()) for line in page.lines],
        filters=filters,
        faulty=asked.faulty,
        choices=_choices(),
        newest=_address(filters),
        older=_address({**filters, TURNING: str(page.next)}) if page.next else "",
        has_turned=asked.query.before is not None,
        makes_case=True,
        of_one=asked.query.pseudonym or "",
        is_counted=asked.query.counts,
        upto=asked.query.upto,
        unbound=_address({name: text for name, text in filters.items() if name != "stand"}),
    )


def _quarter(name: str) -> str:
    year, _, number = name.partition("-Q")
    return texts().say("filter-quartal-name", number=number, year=year)


def _address(filters: Mapping[str, str]) -> str:
    return url_for("log.show_log") + (f"?{urlencode(filters)}" if filters else "")


def _choices() -> tuple[Choice, ...]:
    say = texts().say
    return (
        Choice("quartal", tuple((name, _quarter(name)) for name in quarters(now()))),
        Choice("zweck", tuple((purpose.value, say(f"purpose-{purpose}")) for purpose in Purpose)),
        Choice("ergebnis", tuple((outcome.value, say(f"outcome-{outcome}")) for outcome in Outcome)),
        Choice("stelle", tuple((agency.value, say(f"agency-{agency}")) for agency in Agency)),
        Choice("art", tuple((event, name_event(event, texts())) for event in desk().log_events)),
        Choice("wochentag", tuple((str(day), say(f"weekday-long-{day}")) for day in WEEKDAYS)),
        Choice("stunde", tuple((str(hour), say("hour-span", hour=f"{hour:02}")) for hour in HOURS)),
        Choice("anlass", tuple((mark, name_mark(mark, texts())) for mark in MARKS)),
    )
