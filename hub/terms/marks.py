"""What the overview counts beside time: why something was refused, and what was an emergency."""

from typing import NewType

from hub.terms.reasons import Reason

Mark = NewType("Mark", str)
"""A word of the closed list `MARKS`."""

EMERGENCY = Mark("emergency")
"""Somebody saw what only an emergency permits, or tried to."""
REFUSED = Mark("refused")
"""Refused, and nothing says why: a record kept elsewhere."""


def refused(reason: Reason) -> Mark:
    """Refused for this reason."""
    return Mark(f"{REFUSED}.{reason}")


REASONS = {refused(reason): reason for reason in Reason}
MARKS = (EMERGENCY, *REASONS, REFUSED)
