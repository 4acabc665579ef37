"""The review at the desk of each process group: the log, cases, second keys, inquiries, questions of families."""

from typing import Any, TypedDict

from hub.exchange.houses import Books
from hub.review.cases.families import FamilyQuestions
from hub.review.cases.holidays import read_calendar
from hub.review.cases.keys import SecondKeys
from hub.review.cases.notices import Notices
from hub.review.cases.rules import rule_texts
from hub.review.cases.working import Cases
from hub.rights.account import OwnAccount


class AboutReview(TypedDict):
    """What a desk has of it."""

    cases: Cases
    second_keys: SecondKeys
    notices: Notices
    own_questions: FamilyQuestions


def about_review(house: Any, books: Books) -> AboutReview:
    """Officers and staff council sit at the oversight's address, families at theirs; everywhere else is only answered.

    What somebody has no business with at an address the database refuses to its login.
    """
    calendar = read_calendar((books.home / "schemas" / "holidays.toml").read_text(encoding="utf-8"))
    return {
        "cases": Cases(house, calendar, rule_texts(books.home)),
        "second_keys": SecondKeys(house),
        "notices": Notices(house),
        "own_questions": FamilyQuestions(house, OwnAccount(house).read),
    }
