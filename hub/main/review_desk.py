"""The review at the desk of each process group: the log, cases, second keys, inquiries, questions of families."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

from hub.exchange.houses import Books
from hub.review.cases.families import FamilyQuestions
from hub.review.cases.holidays import read_calendar
from hub.review.cases.keys import SecondKeys
from hub.review.cases.notices import Notices
from hub.review.cases.rules import rule_texts
from hub.review.cases.working import Cases
from hub.review.dashboard.desk import Dashboard
from hub.review.dashboard.overview import read_duty
from hub.review.log import EVENTS, open_log, open_own
from hub.review.register import open_register
from hub.review.sample.desk import Samples
from hub.rights.account import OwnAccount
from hub.terms.ids import FamilyNumber
from hub.terms.log import Cursor, LogPage, LogQuery
from hub.terms.principals import Principal
from hub.terms.register import Register


class AboutReview(TypedDict):
    """What a desk has of it."""

    cases: Cases
    second_keys: SecondKeys
    notices: Notices
    own_questions: FamilyQuestions
    samples: Samples
    overviews: Dashboard
    read_log: Callable[[Principal, LogQuery, datetime], LogPage]
    read_register: Callable[[Principal, FamilyNumber, Cursor | None, datetime], Register]
    read_own: Callable[[Principal, str, LogQuery, datetime], LogPage]
    log_events: tuple[str, ...]


def about_review(house: Any, books: Books, trust: Path | None) -> AboutReview:
    """Officers and staff council sit at the oversight's address, families at theirs; everywhere else is only answered.

    What somebody has no business with at an address the database refuses to its login.
    """
    duty = read_duty((books.home / "schemas" / "duty.toml").read_text(encoding="utf-8"))
    calendar = read_calendar((books.home / "schemas" / "holidays.toml").read_text(encoding="utf-8"))
    return {
        "cases": Cases(house, calendar, rule_texts(books.home)),
        "second_keys": SecondKeys(house),
        "notices": Notices(house),
        "own_questions": FamilyQuestions(house, OwnAccount(house).read),
        "samples": Samples(house),
        "overviews": Dashboard(house, duty, trust),
        "read_log": partial(open_log, house),
        "read_register": partial(open_register, house),
        "read_own": partial(open_own, house),
        "log_events": EVENTS,
    }
