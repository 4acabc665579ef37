"""Case numbers as they are typed."""

from string import ascii_uppercase, digits

LONGEST = 32
_SIGNS = frozenset(ascii_uppercase + digits + "-")


def is_number(text: str) -> bool:
    """Whether this can be a case number at all. What cannot is not looked up: nobody has such a family."""
    return 0 < len(text) <= LONGEST and _SIGNS.issuperset(text)


def tidy_number(typed: str) -> str:
    """A number as people type it, `fam-2025-003 `, as it is written."""
    return "".join(typed[: 4 * LONGEST].split()).upper()
