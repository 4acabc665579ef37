"""What was confided to whoever asks is shown to who proved just now that they are that worker (§ 65 SGB VIII).

Without that proof it is not there: not read, not in the entry of the look; the page says only how many entries wait.
"""

from dataclasses import replace

import structlog

from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.ledger.workerkeys import CONFIDING
from hub.terms.access import Shown
from hub.terms.lists import Level
from hub.terms.principals import Principal
from hub.terms.sealing import KeysUnavailable

log = structlog.get_logger()


def without_unproven(house: House, judged: Judgement) -> tuple[Judgement, int]:
    """The judgement without what waits for a proof, and how many entries do. Asks nobody where nothing was confided."""
    waiting = {shown for shown in judged.decision.shown if is_for_its_worker(shown)}
    if not waiting or is_proven(house, judged.request.principal):
        return judged, 0
    shown = tuple(one for one in judged.decision.shown if one not in waiting)
    return replace(judged, decision=replace(judged.decision, shown=shown)), len(waiting)


def is_for_its_worker(shown: Shown) -> bool:
    """Whether a text is closed for one worker: the whole of what was confided; of the rest what was not passed on."""
    cell = shown.cell
    return (
        cell.entrusted_to is not None
        and cell.owner.value in CONFIDING
        and (shown.level is Level.FULL or not cell.passed_on)
    )


def is_proven(house: House, principal: Principal) -> bool:
    """Whether somebody has a grant that is good now. A service that does not answer proves nothing."""
    if not principal.grant or house.ring.confidant is None:
        return False
    try:
        return house.ring.confidant.holds(principal.grant, principal.id)
    except KeysUnavailable as trouble:
        log.warning("what was confided stays shut", trouble=str(trouble))
        return False
