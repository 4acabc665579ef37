"""What a case may ask that the hub does not decide yet. An answer to it would be a guess."""

from hub.rulebook.asking import DECIDED_GROUNDS
from hub.rulebook.people import Case

LOGS = frozenset({"access_log", "disclosure_register"})
RIGHTS = "data_subject_access"
EXPORT = "workflow:art15_export"


def why_undecided(case: Case) -> str:
    """What of the question is beyond the rules; empty if nothing is."""
    ask = case["ask"]
    if "act" in ask:
        return "" if ask["act"] != EXPORT else f"act {EXPORT}"
    asked = {case["entries"][ref]["field"] for ref in ask.get("entries", ())}
    if "columns" in ask or asked & LOGS:
        return "reading a log"
    if ask["purpose"] == RIGHTS:
        return "rights of the persons concerned"
    basis = ask.get("grounds", {}).get("basis", "supervision")
    return "" if basis in DECIDED_GROUNDS else f"grounds {basis}"
