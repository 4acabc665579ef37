"""What was confided to whoever asks is shown to who proved just now that they are that worker (§ 65 SGB VIII).

Without that proof it is not there: not read, not in the entry of the look; the page says only how many entries wait.
"""

from dataclasses import replace

import structlog

from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.ledger.workerkeys import CONFIDING
from hub.terms.access import Decision, Shown
from hub.terms.lists import Level
from hub.terms.principals import Principal
from hub.terms.sealing import KeysUnavailable

log = structlog.get_logger()


def shut(judged: Judgement) -> tuple[Judgement, int]:
    """The judgement as it is without a proof, and how many entries wait for one."""
    fewer = without_confided(judged.decision)
    return replace(judged, decision=fewer), len(judged.decision.shown) - len(fewer.shown)


def as_proven(house: House, judged: Judgement) -> Judgement:
    """The judgement without what waits for a proof. Asks nobody where nothing was confided."""
    fewer, waiting = shut(judged)
    return fewer if waiting and not is_proven(house, judged.request.principal) else judged


def without_confided(decision: Decision) -> Decision:
    """The decision as for a screen that others may see: nothing that was confided, whoever proved what."""
    return replace(decision, shown=tuple(one for one in decision.shown if not is_for_its_worker(one)))


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
