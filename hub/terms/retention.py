"""How long the books of the ledger are kept (H6), cases of the review, conferences, a family's record and its proof."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Since(StrEnum):
    """The day from which months are counted."""

    ACT = "act"
    FAM_END = "fam_end"
    CASE_END = "case_end"
    MEETING_END = "meeting_end"


@dataclass(frozen=True)
class Keeping:
    """So many months from a day, for a reason that a person affected understands."""

    months: int
    since: Since
    basis: tuple[str, ...] = ()
    reason: str = ""

    def last_day(self, day: date) -> date:
        """The last day on which it is kept: the same day of the month, else the month's last (§ 188 Abs. 2, 3 BGB)."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        for last in range(day.day, day.day - 4, -1):
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
        raise AssertionError("every month has a 28th")

    def first_day_kept(self, today: date) -> date:
        """The earliest day whose acts are still kept on a day: of all before, `last_day` is over."""
        day = today - timedelta(days=31 * self.months + 3)
        while self.last_day(day) < today:
            day += timedelta(days=1)
        return day


@dataclass(frozen=True)
class Retention:
    """Both books, cases of the review, the record of a family (G2), its proof of consent (D30).

    Who acted is in the access log, whatever the book. Where the law names no time, it is a house rule. Plans and
    minutes about a family are its record's.
    """

    access_log: Keeping = Keeping(6, Since.ACT)
    disclosure_register: Keeping = Keeping(36, Since.FAM_END)
    review_case: Keeping = Keeping(6, Since.CASE_END)
    review_finding: Keeping = Keeping(36, Since.CASE_END)
    family_record: Keeping = Keeping(6, Since.FAM_END)
    consent_proof: Keeping = Keeping(36, Since.FAM_END)
    conference_sheet: Keeping = Keeping(0, Since.MEETING_END)
    conference_room: Keeping = Keeping(6, Since.MEETING_END)


@dataclass(frozen=True)
class Ended:
    """What of a class is over on a day: all that ended before `first_kept`. `through` is the last day that is past."""

    kind: str
    today: date
    through: date
    first_kept: date


def ended_on(retention: Retention, today: date, *kinds: str) -> tuple[Ended, ...]:
    """What is over on a day by the rules, class by class."""
    through = today - timedelta(days=1)
    return tuple(Ended(kind, today, through, getattr(retention, kind).first_day_kept(today)) for kind in kinds)
