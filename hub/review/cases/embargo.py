"""„Später zeigen“: what the law let be told later gets its end, for one person at a time."""

from datetime import datetime

from hub.db.errors import NotThere, ThereAlready
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.entries import entry_of, may_take
from hub.review.cases.store import end_embargo
from hub.terms.case_words import CaseFault, StepKind
from hub.terms.cases import EmbargoWish
from hub.terms.clock import day_ends, legal_day
from hub.terms.lists import Effect
from hub.terms.principals import Principal


@by_rules_in_force
def tell_one_later(house: House, who: tuple[Principal, str], wish: EmbargoWish, at: datetime) -> CaseFault | None:
    """The end of what is told later, in one transaction with its entry. What has one keeps it."""
    deed = may_take(house, who[0], StepKind.TOLD, at)
    told = {
        "number": wish.family,
        "person": f"P-{wish.person}",
        "told_later": wish.purpose,
        "through": wish.through.isoformat(),
        "from_day": wish.from_day.isoformat(),
    }
    if wish.from_day < legal_day(at) or wish.through > legal_day(at):
        return CaseFault.DAY
    entry = entry_of(house, deed, Event.CASE_EMBARGO_ENDED, told)
    days = (min(day_ends(wish.through), at), wish.from_day)
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            if deed.effect is not Effect.DENY:
                end_embargo(tx, entry.id, who[1], (wish.family, wish.person, wish.purpose), days)
    except ThereAlready:
        return None
    except NotThere:
        return CaseFault.GONE
    return CaseFault.REFUSED if deed.effect is Effect.DENY else None
