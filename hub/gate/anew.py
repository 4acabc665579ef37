"""What somebody came in between of is begun anew: a look when a consent changed, an act when another was written."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.ledger.append import TRIES as NUMBER_TRIES
from hub.ledger.errors import NumberTaken

if TYPE_CHECKING:
    from hub.gate.house import House

log = structlog.get_logger()
TRIES = 3
_Terms = ParamSpec("_Terms")
_Answer = TypeVar("_Answer")


def asked_anew(
    look: Callable[Concatenate["House", _Terms], _Answer],
) -> Callable[Concatenate["House", _Terms], _Answer]:
    """The look again where its ticket was void; nothing of the family was read by then.

    Raises DatabaseUnavailable where consents keep changing.
    """

    @wraps(look)
    def looked(house: "House", /, *args: _Terms.args, **kwargs: _Terms.kwargs) -> _Answer:
        for _ in range(TRIES):
            try:
                return look(house, *args, **kwargs)
            except TicketVoid:
                log.info("a consent changed during a look: asked anew")
        raise DatabaseUnavailable("consents of this family keep changing")

    return looked


def begun_anew(
    act: Callable[Concatenate["House", _Terms], _Answer],
) -> Callable[Concatenate["House", _Terms], _Answer]:
    """The act again where somebody wrote about the family meanwhile; nothing was written by then."""

    @wraps(act)
    def acted(house: "House", /, *args: _Terms.args, **kwargs: _Terms.kwargs) -> _Answer:
        for _ in range(NUMBER_TRIES - 1):
            try:
                return act(house, *args, **kwargs)
            except NumberTaken:
                continue
        return act(house, *args, **kwargs)

    return acted
