"""A look during which a consent changed is asked anew, and written down anew: nobody who comes in between breaks it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid

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
