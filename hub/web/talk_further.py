"""What the page of a signed talk says of others who have to be asked the same (D17, D18)."""

from dataclasses import dataclass

from hub.terms.talk_over import TalkOver
from hub.terms.talks import KeptTalk
from hub.web.here import texts
from hub.web.lacking import lack_lines
from hub.web.naming import Naming


@dataclass(frozen=True, repr=False)
class Further:
    """What the page of a signed talk says of others: a line for each who lacks, and who can be asked the same."""

    lines: tuple[str, ...]
    asking: tuple[tuple[str, str, bool], ...]
    """The word of the form, the name, and whether they have a page of their own."""


def further(over: TalkOver | None, kept: KeptTalk) -> Further | None:
    """The words of it; None where nobody lacks."""
    if over is None:
        return None
    naming = Naming(over.disclosure, texts())
    lines = [
        line
        for place, lacks in over.lacks
        for line in lack_lines(lacks, naming, kept.talk.questions[place - 1].categories)
    ]
    asking = tuple((naming.reference(one) or "", naming.name(one), one in over.at_home) for one in over.asking)
    return Further(tuple(dict.fromkeys(lines)), asking)
