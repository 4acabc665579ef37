"""The review's cases at the desk of each process group."""

from typing import Any, TypedDict

from hub.exchange.houses import Books
from hub.review.cases.families import FamilyQuestions
from hub.review.cases.holidays import read_calendar
from hub.review.cases.keys import SecondKeys
from hub.review.cases.notices import Notices
from hub.review.cases.rules import read_rule_texts
from hub.review.cases.working import Cases
from hub.rights.account import OwnAccount
from hub.web.desk import Group


class AboutCases(TypedDict):
    """What a desk has of it."""

    cases: Cases | None
    second_keys: SecondKeys | None
    notices: Notices | None
    own_questions: FamilyQuestions | None


def about_cases(house: Any, books: Books, group: Group) -> AboutCases:
    """Officers and staff council sit at the oversight's address, families at their own, everybody else answers."""
    is_review, is_family = group is Group.OVERSIGHT, group is Group.FAMILY
    calendar = read_calendar((books.home / "schemas" / "holidays.toml").read_text(encoding="utf-8"))
    rules = read_rule_texts(books.home / "policies" / "review")
    return {
        "cases": Cases(house, calendar, rules) if is_review else None,
        "second_keys": SecondKeys(house) if is_review else None,
        "notices": None if is_family else Notices(house),
        "own_questions": FamilyQuestions(house, OwnAccount(house).read) if is_family else None,
    }
