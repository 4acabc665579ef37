"""Small things that several detectors say of their findings."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from hub.review.watch.scene import Finding
from hub.terms.logged import Logged

BERLIN = ZoneInfo("Europe/Berlin")


def found(who: str | None, entries: Sequence[Logged], **facts: object) -> Finding:
    """A finding with how many entries and families it joins, and what else is told of it."""
    families = len({one.family for one in entries if one.family})
    told = {"times": len(entries), "families": families, **facts}
    return Finding(who, tuple(entries), {name: str(fact) for name, fact in told.items()})


def clock(one: Logged) -> str:
    """The time of day on the clocks of Berlin."""
    return f"{one.at.astimezone(BERLIN):%H:%M}"


def day(one: Logged) -> str:
    """The day on the calendars of Berlin."""
    return f"{one.at.astimezone(BERLIN):%d.%m.%Y}"
