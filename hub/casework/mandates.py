"""Who works with whom, as people enter it: deputies, assignments, conflicts."""

from datetime import datetime

from hub.gate.house import House
from hub.gate.mandates import enter_mandate, load_board
from hub.terms.mandates import MandateBoard, Outcome, Wish
from hub.terms.principals import Principal


def enter(house: House, principal: Principal, wish: Wish, at: datetime) -> Outcome:
    """Enter one change, or have it refused and written down."""
    return enter_mandate(house, principal, wish, at)


def show_board(house: House, principal: Principal, at: datetime) -> MandateBoard:
    """Colleagues, grants and families without anybody, as far as this principal may enter something about them."""
    return load_board(house, principal, at)
