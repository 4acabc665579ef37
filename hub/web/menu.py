"""Which pages the head of a page offers to whom. What may be opened is checked at the door, not here."""

from dataclasses import dataclass

from hub.terms.lists import Role
from hub.web.door import ROLE_ROUTES, STAFF


@dataclass(frozen=True)
class Item:
    """A page and the id of its name."""

    route: str
    text: str


_ITEMS = (
    Item("entrance.show_start", "menu-start"),
    Item("mine.show_mine", "menu-start"),
    Item("mine.show_own_consents", "menu-own-consents"),
    Item("own_account.show_account", "menu-own-account"),
    Item("family_questions.show_questions", "menu-own-questions"),
    Item("own_questions.show_asked", "menu-own-asked"),
    Item("conferences.show_own", "menu-own-conferences"),
    Item("families.show_families", "menu-families"),
    Item("tasks.show_tasks", "menu-tasks"),
    Item("conferences.show_conferences", "menu-conferences"),
    Item("mandates.show_board", "menu-mandates"),
    Item("overviews.show_overview", "menu-overview"),
    Item("sample.show_samples", "menu-sample"),
    Item("cases.show_cases", "menu-cases"),
    Item("second_keys.show_requests", "menu-second-keys"),
    Item("log.show_log", "menu-log"),
    Item("register.show_register", "menu-register"),
    Item("papers.show_papers", "menu-papers"),
    Item("rule_changes.show_releases", "menu-releases"),
    Item("rules.show_rules", "menu-rules"),
    Item("log.show_own", "menu-own"),
    Item("inquiries.show_inquiries", "menu-inquiries"),
)


def menu(role: Role) -> tuple[Item, ...]:
    """The pages of a role, in the order of the menu."""
    offered = {"entrance.show_start": STAFF, **ROLE_ROUTES}
    return tuple(item for item in _ITEMS if role in offered.get(item.route, frozenset(Role)))
