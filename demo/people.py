"""Who lives in the Kreis: 14 families, their people, who has custody, and where each of them lives."""

from dataclasses import dataclass, field
from typing import Literal

Sex = Literal["female", "male", "other"]
Proof = Literal["register_58", "court_order"]


@dataclass(frozen=True)
class Custody:
    """Who holds custody of a child, by the numbers of the people; alone, it is proven with the admission."""

    holders: str
    proof: Proof | None = None


@dataclass(frozen=True)
class Member:
    """One person of a family. `homes` are the homes they live in, "A" the one that the family is counted by."""

    given: str
    surname: str
    born: str
    sex: Sex
    role: str
    custody: Custody | None = None
    homes: str = "A"
    languages: tuple[str, ...] = ("de",)
    is_third: bool = False
    is_protected: bool = False
    salutation: str = ""


@dataclass(frozen=True)
class Household:
    """A family in FAM. `team` are the coach of Pro Arbeit and the worker of the ASD; `benefit` since when it lasts."""

    id: str
    number: str
    district: str
    since: str
    team: tuple[str, str]
    benefit: str
    members: tuple[Member, ...]
    streets: dict[str, tuple[str, str]]
    proposed_by: Literal["jobcenter", "jugendamt"] = "jobcenter"
    status: Literal["proposed", "admitted", "ended"] = "admitted"
    until: str | None = None
    focus: str = "1"
    without_benefit: str = ""
    accounts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def ref(self, number: str) -> str:
        """The reference of a person by their number."""
        return f"{self.id}-{number}"

    def refs(self, numbers: str) -> list[str]:
        """References of several people: "13" are the first and the third."""
        return [self.ref(number) for number in numbers]

    def member(self, number: str) -> Member:
        """A person by their number."""
        return self.members[int(number) - 1]

    @property
    def numbers(self) -> str:
        """The numbers of everybody who takes part."""
        return "".join(str(n) for n, member in enumerate(self.members, 1) if not member.is_third)

    def at_home(self, home: str = "A") -> str:
        """The numbers of those who live in one home."""
        return "".join(number for number in self.numbers if home in self.member(number).homes)

    def children(self) -> str:
        """The numbers of those of whom somebody holds custody."""
        return "".join(number for number in self.numbers if self.member(number).custody)


def age_on(born: str, day: str) -> int:
    """Age in full years; both days as text."""
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


BOTH = Custody("12")
SOLE = Custody("1", "register_58")
BY_ORDER = Custody("1", "court_order")
