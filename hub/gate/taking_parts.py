"""Whether a withdrawal fits the paper it is about, and what of the paper it takes back (D29)."""

from collections.abc import Mapping
from datetime import datetime

from hub.consent.papers import Paper, Recipient, Told, Withdrawal
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category
from hub.terms.withdrawing import WithdrawalFault, WithdrawalWish

Named = Mapping[str, Recipient]
Narrowed = tuple[frozenset[PersonId] | None, frozenset[Category] | None, tuple[Recipient, ...] | None]


def find_faults(paper: Paper, wish: WithdrawalWish, named: Named, at: datetime) -> tuple[WithdrawalFault, ...]:
    """What is wrong with a withdrawal of this paper. `named` are the recipients as its page calls them."""
    yeses = [said.at for said in paper.yeses if said.by == wish.by]
    found = {
        WithdrawalFault.PERSON: not yeses,
        WithdrawalFault.TOLD: wish.told not in set(Told),
        WithdrawalFault.FUTURE: wish.received_at > at,
        WithdrawalFault.BEFORE_THE_YES: bool(yeses) and wish.received_at < min(yeses),
        WithdrawalFault.NOTHING_NAMED: any(one is not None and not one for one in narrowed(paper, wish, named)),
    }
    return tuple(fault for fault, is_found in found.items() if is_found)


def withdrawal_of(paper: Paper, wish: WithdrawalWish, named: Named) -> Withdrawal:
    """The withdrawal, as told to the agency of the family itself; a member of staff says where else it was received."""
    persons, categories, recipients = narrowed(paper, wish, named)
    return Withdrawal(
        by=wish.by,
        received_at=wish.received_at,
        received_by=Agency.FAMILY,
        persons=persons,
        categories=categories,
        recipients=recipients,
        told=Told(wish.told),
    )


def narrowed(paper: Paper, wish: WithdrawalWish, named: Named) -> Narrowed:
    """Only what the paper has; all of it narrows nothing. What is not in the paper is left out."""
    part, categories, recipients = wish.part, paper.categories, paper.recipients
    persons = None if part.persons is None else part.persons & frozenset(paper.persons)
    if part.categories is not None:
        categories = part.categories if categories is None else part.categories & categories
    if part.recipients is not None:
        meant = tuple(named[key] for key in sorted(part.recipients & set(named)))
        recipients = meant if recipients is None else tuple(one for one in meant if one in recipients)
    return (
        None if persons == frozenset(paper.persons) else persons,
        None if categories == paper.categories else categories,
        None if recipients is None or set(recipients) == set(paper.recipients or ()) else recipients,
    )
