"""Which families were opened last, since this sign-in. Case numbers in the session cookie, and nothing else.

The access log is not read for this: it serves data protection control alone (§ 67c Abs. 5 SGB X). Nothing outlives the
sign-in, and of what was kept only what is still one's own is shown.
"""

from collections.abc import Collection

from flask import session

from hub.terms.ids import FamilyNumber

MOST = 5
_KEY = "recent"


def remember(number: FamilyNumber) -> None:
    """This family was opened just now."""
    kept = _kept()
    newest = [number, *(one for one in kept if one != number)][:MOST]
    if newest != kept:
        session[_KEY] = newest


def recent(own: Collection[FamilyNumber]) -> tuple[FamilyNumber, ...]:
    """The last ones, the newest first; of the principal's own families alone."""
    return tuple(FamilyNumber(one) for one in _kept() if one in own)


def _kept() -> list[str]:
    kept = session.get(_KEY)
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
