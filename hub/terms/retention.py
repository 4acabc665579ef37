"""How long the books of the ledger are kept (H6), the cases of the review, and a family's record."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Since(StrEnum):
    """The day from which months are counted."""

    ACT = "act"
    FAM_END = "fam_end"
    CASE_END = "case_end"


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
    """Both books, cases of the review, the record of a family (G2). Who acted is in the access log, whatever the book.

    For cases the law names no time: months of house rules, shorter where nothing followed from it.
    """

    access_log: Keeping = Keeping(6, Since.ACT)
    disclosure_register: Keeping = Keeping(36, Since.FAM_END)
    review_case: Keeping = Keeping(6, Since.CASE_END)
    review_finding: Keeping = Keeping(36, Since.CASE_END)
    family_record: Keeping = Keeping(6, Since.FAM_END)
