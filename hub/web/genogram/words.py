"""The same picture in words: one sentence, and a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.web.genogram.facts import Facts, Node, Sex
from hub.web.texts import Texts

LONGEST = 14


@dataclass(frozen=True, repr=False)
class Entry:
    """One person in the table."""

    name: str
    age: str
    sex: str
    couples: str
    parents: str
    household: str
    notes: str


@dataclass(frozen=True, repr=False)
class Words:
    """Names and sentences for one set of facts."""

    facts: Facts
    texts: Texts

    def short(self, node: Node) -> str:
        """`Nicole D.` at an adult's symbol, `Ela` at a child's; nothing where no name may be shown."""
        given, _, family = node.name.partition(" ")
        is_adult = any(node.ref in bond.pair for bond in self.facts.bonds) or any(
            node.ref in descent.parents for descent in self.facts.descents
        )
        short = f"{given} {family.rpartition(' ')[2][:1]}." if family and is_adult else given
        return short if len(short) <= LONGEST else short[: LONGEST - 1] + "…"

    def name(self, node: Node) -> str:
        """The name; without one, sex and age."""
        sex = self.texts.say(f"sex-{node.sex}")
        return node.name or (self.texts.say("genogram-nameless", sex=sex, age=node.age) if node.age else sex)

    def _given(self, ref: str) -> str:
        node = self._nodes[ref]
        return node.name.partition(" ")[0] or self.name(node)

    @property
    def _nodes(self) -> dict[str, Node]:
        return {node.ref: node for node in self.facts.nodes}

    def summary(self) -> str:
        """`Nicole und Cem leben zusammen; Nicole und Olaf sind geschieden; im Haushalt: …`"""
        say = self.texts.say
        parts = [
            say(f"bond-{bond.kind}", one=self._given(bond.pair[0]), other=self._given(bond.pair[1]))
            for bond in self.facts.bonds
        ]
        for letter in self._households():
            names = [
                say("genogram-alternating", name=self._given(node.ref))
                if len(node.households) > 1
                else self._given(node.ref)
                for node in self.facts.nodes
                if letter in node.households
            ]
            parts.append(say("genogram-household", names=self.texts.names(tuple(names))))
        said = "; ".join(parts)
        return f"{said[:1].upper()}{said[1:]}." if said else say("genogram-people", count=len(self.facts.nodes))

    def _households(self) -> list[str]:
        """Those of which two at least are shown."""
        letters = sorted({letter for node in self.facts.nodes for letter in node.households})
        return [one for one in letters if sum(one in node.households for node in self.facts.nodes) > 1]

    def table(self) -> tuple[Entry, ...]:
        """Everybody in the picture."""
        return tuple(self._entry(node) for node in self.facts.nodes)

    def _entry(self, node: Node) -> Entry:
        say = self.texts.say
        households = [letter for letter in self._households() if letter in node.households]
        home = "genogram-homes" if len(households) > 1 else "genogram-home"
        return Entry(
            name=self.name(node),
            age=node.age,
            sex=say(f"sex-{node.sex}"),
            couples=self._couples(node),
            parents=self._parents(node),
            household=say(home, letters=self.texts.names(tuple(households))) if households else "",
            notes=", ".join(self._notes(node)),
        )

    def _couples(self, node: Node) -> str:
        return "; ".join(
            self.texts.say(f"couple-{bond.kind}", name=self._given(other))
            for bond in self.facts.bonds
            for other in bond.pair
            if node.ref in bond.pair and other != node.ref
        )

    def _parents(self, node: Node) -> str:
        said = [
            self.texts.say(
                f"parents-{descent.way}", names=self.texts.names(tuple(self._given(one) for one in descent.parents))
            )
            for descent in self.facts.descents
            if descent.child == node.ref
        ]
        return "; ".join(said)

    def _notes(self, node: Node) -> Iterable[str]:
        if node.focus:
            yield self.texts.say("genogram-focus")
        if node.deceased:
            yield self.texts.say("genogram-deceased")
        if node.sex is Sex.UNBORN:
            yield self.texts.say("genogram-expected")
