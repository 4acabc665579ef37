"""The tables as they are written: who looks at whose part for what, and what becomes of each person and category."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hub.terms.ids import FamilyNumber
from hub.terms.lists import BlankReason, Category, Owner, Purpose
from tests.kreis import STICHTAG

FOLDER = Path(__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")

CODES: Mapping[str, tuple[Category, ...]] = {
    "K1": (Category.CONTACT,),
    "K2": (Category.FAMILY_RELATIONS,),
    "K3": (Category.HOUSING,),
    "K4": (Category.BENEFIT_STATUS, Category.FINANCE_DETAIL),
    "K5": (Category.WORK_TRAINING,),
    "K6": (Category.SCHOOL_CHILDCARE,),
    "K7": (Category.HEALTH,),
    "K8": (Category.HELP_TYPE,),
    "K9": (Category.HELP_GOALS,),
    "K10": (Category.PROVIDER_REPORTS,),
    "K11": (Category.APPOINTMENTS,),
    "K12": (Category.FAM_JOINT,),
}
CODE_OF = {category: code for code, categories in CODES.items() for category in categories}

PARTS = {
    Owner.JUGENDAMT: "K1 K2 K3 K6 K7 K8 K9 K11",
    Owner.JOBCENTER: "K1 K2 K3 K4 K5 K6 K7 K11",
    Owner.JOINT: "K11 K12",
    Owner.PROVIDER: "K4 K5 K8 K10",
}
"""What each can own at all and a consent can open, read off the catalogue by hand."""

PURPOSES = {
    "Z1": Purpose.FAM_ADMISSION,
    "Z2": Purpose.FAM_JOINT_SUPPORT,
    "Z3": Purpose.CASE_CONFERENCE,
    "Z4": Purpose.SCHOOL_TO_WORK,
    "Z5": Purpose.PROVIDER_SERVICE,
}

WORDS = {
    "fehlt": {(BlankReason.CONSENT_MISSING, False)},
    "nein": {(BlankReason.CONSENT_REFUSED, False)},
    "uneinig": {(BlankReason.CONSENT_REFUSED, True), (BlankReason.CONSENT_WITHDRAWN, True)},
    "widerrufen": {(BlankReason.CONSENT_WITHDRAWN, False)},
    "abgelaufen": {(BlankReason.CONSENT_EXPIRED, False)},
    "zweite": {(BlankReason.SIGNER_MISSING, False)},
    "eigene": {(BlankReason.OWN_CONSENT_MISSING, False)},
    "andere": {(BlankReason.RECIPIENT_NOT_COVERED, False)},
    "zweck": {(BlankReason.PURPOSE_NOT_ALLOWED, False)},
    "beendet": {(BlankReason.FAM_NOT_ACTIVE, False)},
}
"""What a blank says, and whether it says that another who must sign stands by a yes."""

ORDER = "order"
ORDERED = frozenset(
    {
        "sgb8_help_goals_released",
        "sgb8_help_plan_meeting",
        "family_name",
        "given_name",
        "address",
        "phone",
        "email",
        "preferred_language",
        "interpreter_need",
    }
)
"""What a provider needs to do what it was asked to do: open without consent, about everybody in the family (R5)."""


@dataclass(frozen=True)
class Look:
    """One line of the tables, for one viewer and one purpose. `cells`: state by person and K-code."""

    family: str
    number: FamilyNumber
    who: str
    purpose: str
    owner: Owner
    at: datetime
    cells: Mapping[tuple[str, str], str]
    is_refused: bool

    def __str__(self) -> str:
        """As the test is called."""
        when = "" if self.at == STICHTAG else f"@{self.at:%Y-%m-%dT%H:%M:%S}"
        return f"{self.family}-{self.who}-{self.purpose}-{self.owner}{when}"

    def state(self, person: str, code: str) -> str:
        """What the table says; where it says nothing, nobody was asked."""
        return self.cells.get((person, code), "fehlt")

    def is_open(self, person: str, code: str) -> bool:
        """By consent or by order."""
        return not set(self.state(person, code).split("|")) & set(WORDS)


@dataclass(frozen=True)
class Table:
    """One family."""

    family: str
    number: FamilyNumber
    team: frozenset[str]
    perhaps: frozenset[str]
    looks: tuple[Look, ...]


@cache
def tables() -> tuple[Table, ...]:
    """All fourteen, as they are written."""
    return tuple(_table(path) for path in sorted(FOLDER.glob("F*.toml")))


def looks() -> tuple[Look, ...]:
    """Every line of every table."""
    return tuple(look for table in tables() for look in table.looks)


def _table(path: Path) -> Table:
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    found = tuple(look for block in read["look"] for look in _looks(path.stem, read["number"], block))
    team, perhaps = (frozenset(read.get(key, "").split()) for key in ("team", "perhaps"))
    return Table(path.stem, FamilyNumber(read["number"]), team, perhaps, found)


def _looks(family: str, number: str, block: Mapping[str, Any]) -> Iterator[Look]:
    cells = dict(_cells(family, block))
    for who in block["who"].split():
        for purpose in block["for"].split():
            assert purpose in PURPOSES
            at, refused = _instant(block.get("at")), block.get("not", False)
            yield Look(family, FamilyNumber(number), who, purpose, Owner(block["of"]), at, cells, refused)


def _cells(family: str, block: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    for person, states in block.items():
        if not person.startswith(f"{family}-"):
            assert person in {"who", "for", "of", "at", "not"}
            continue
        for state, codes in states.items():
            assert state == ORDER or state[0] == "C" or set(state.split("|")) <= set(WORDS)
            for code in codes.split():
                assert code in PARTS[Owner(block["of"])].split(), (family, block, code)
                yield (person, code), state


def _instant(written: date | datetime | None) -> datetime:
    if written is None:
        return STICHTAG
    if isinstance(written, datetime):
        return written
    return datetime.combine(written, time(8), BERLIN)
