"""From what papers are made: the rules in force, the fields, the settings, and what people decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.policy.act_rules import ActRule
from hub.policy.policies import PolicySet
from hub.terms.catalogue import Catalogue, Field
from hub.terms.information import Addresses
from hub.terms.lists import Agency, Category, Owner, Purpose, Role
from hub.terms.review_papers import SIDES
from hub.terms.toml_texts import read_toml

RISKS = Path("docs", "risks.toml")
FOLDER = Path("schemas", "papers")

Table = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class PaperWords:
    """All words and what people decided. A KeyError names a word that the files lack."""

    words: Table
    vocabulary: Table
    purposes: Table
    decided: Table
    risks: Table
    retention: Table
    acts: Table

    def role(self, role: Role) -> str:
        """The label of a function."""
        return str(self.vocabulary["roles"][role]["label"])

    def purpose(self, purpose: Purpose) -> str:
        """The label of a purpose."""
        return str(self.vocabulary["purposes"][purpose]["label"])

    def category(self, category: Category) -> str:
        """What a family ticks."""
        return str(self.vocabulary["categories"][category]["label"])

    def agency(self, agency: str) -> str:
        """Which office, in short; `joint` is the joint record."""
        return str(self.words["agencies"][agency])

    def told_to(self, rule: ActRule, controller: Agency) -> str:
        """Whom this controller tells something by an act; empty where nothing of it about anybody goes out."""
        return str(self.acts[rule.act].get(controller.value, ""))

    def listed(self, items: Iterable[str]) -> str:
        """Each once, in the order given; the word for none where there is none."""
        return "; ".join(dict.fromkeys(items)) or str(self.words["words"]["none"])


@dataclass(frozen=True, eq=False)
class Sources:
    """The sources of one paper: by these rules, for this controller."""

    policies: PolicySet
    words: PaperWords
    addresses: Addresses
    controller: Agency

    @property
    def catalogue(self) -> Catalogue:
        """The fields of these rules."""
        return self.policies.catalogue

    @property
    def other(self) -> Agency:
        """The controller with which the joint record is kept."""
        return next(one for one in SIDES if one is not self.controller)

    @property
    def owners(self) -> frozenset[Owner]:
        """Whose values this controller answers for, alone or jointly."""
        return frozenset({Owner(self.controller.value), Owner.JOINT})

    @property
    def fields(self) -> Sequence[Field]:
        """The fields whose values can be this controller's own or joint, in the order of the catalogue."""
        return [one for one in self.catalogue.fields if one.owners & self.owners]

    @property
    def roles(self) -> Sequence[Role]:
        """The functions of this controller, in the order of the vocabulary."""
        return [
            one for one in Role if one in self.policies.roles and self.controller in self.policies.roles[one].agencies
        ]

    @property
    def purposes(self) -> Sequence[Purpose]:
        """For what somebody of this controller may ask, in the order of the vocabulary."""
        asked = {purpose for role in self.roles for purpose in self.policies.roles[role].purposes}
        return [one for one in Purpose if one in asked]

    def say(self, part: str, key: str, **facts: object) -> str:
        """A word or sentence of a paper."""
        return str(self.words.words[part][key]).format(**facts)

    def decided(self, part: str) -> tuple[tuple[str, str], ...]:
        """What people decided on a part, each with its head; what is open says so."""
        return tuple((one["head"], self._settled(one)) for one in self.words.decided[part])

    def _settled(self, one: Table) -> str:
        if one.get("open", False):
            return self.say("words", "open", text=one["text"])
        return self.say("words", "settled", text=one["text"], agreed=one["agreed"])


def load_paper_words(home: Path) -> PaperWords:
    """The words of a checkout. Raises what reading TOML raises."""
    return PaperWords(
        words=_read(home / FOLDER / "words.toml"),
        vocabulary=_read(home / "schemas" / "vocabulary.toml"),
        purposes=_read(home / FOLDER / "purposes.toml"),
        decided=_read(home / FOLDER / "decided.toml"),
        risks=_read(home / RISKS),
        retention=_read(home / "schemas" / "retention.toml"),
        acts=_read(home / FOLDER / "acts.toml"),
    )


def _read(path: Path) -> Table:
    return read_toml(path.read_text(encoding="utf-8"))
