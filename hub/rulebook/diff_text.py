"""A change of the rules in words: which rules, and what they open, close or move, for whom, when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hub.policy.compile import BITS
from hub.policy.conditions import ON_OWNER, ON_REQUEST
from hub.policy.policies import Policy, PolicySet
from hub.rulebook.diff_tables import say_tables
from hub.rulebook.differing import Difference, changed_rules
from hub.rulebook.saying import say_fields, say_rule
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.access import Act
from hub.terms.lists import Agency, Level, Owner, Purpose, Role

Circumstance = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class _Group:
    """Differences of one kind in circumstances that read alike."""

    roles: set[tuple[Role, Agency]] = field(default_factory=set)
    purposes: set[Purpose] = field(default_factory=set)
    owners: set[Owner] = field(default_factory=set)
    consents: set[Level] = field(default_factory=set)
    fields: dict[tuple[Level, Level], int] = field(default_factory=dict)


Key = tuple[str, Act, bool, Circumstance]


@dataclass(frozen=True)
class DiffText:
    """Two sets over one catalogue, and all their differences."""

    old: PolicySet
    new: PolicySet
    found: Sequence[Difference]
    wording: Wording

    def text(self) -> str:
        """The whole change."""
        if self.old.digest == self.new.digest:
            return self._say("same")
        lines = [self._say("digests", old=self.old.digest[:12], new=self.new.digest[:12]), "", self._say("rules")]
        lines += [f"  {line}" for line in chain(self._rules(), say_tables(self.old, self.new, self.wording))]
        lines += ["", self._say("effects")]
        if not self.found:
            return "\n".join([*lines, f"  {self._say('no_effect')}"])
        for key, group in sorted(self._groups().items(), key=lambda one: _order(one[0])):
            lines += [f"  {line}" for line in self._group(key, group)]
        counts = {name: str(number) for name, number in count_cells(self.found).items()}
        return "\n".join([*lines, "", self._say("cells", **counts), self._say("exact")])

    def _rules(self) -> Iterator[str]:
        for name, (before, after) in changed_rules(self.old, self.new).items():
            if before is None or after is None:
                yield self._say("removed" if after is None else "added", id=name)
                yield from (f"  {heading}: {text}" for heading, text in self._said(after or before))
                continue
            yield self._say("changed", id=name)
            for was, now in zip(self._all(before, after), self._all(after, before), strict=True):
                if was != now:
                    yield f"  {was[0]} {self._say('was', text=was[1])}"
                    yield f"  {now[0]} {self._say('now', text=now[1])}"

    def _said(self, policy: Policy | None) -> tuple[tuple[str, str], ...]:
        assert policy is not None
        return say_rule(policy, self.new.catalogue, self.wording).lines

    def _all(self, policy: Policy, other: Policy) -> Iterator[tuple[str, str]]:
        """Its lines, with a dash for a duty that only the other lays down."""
        lines = self._said(policy)
        yield from lines
        yield from (("Pflicht", "–") for _ in range(len(other.duties) - len(policy.duties)))

    def _groups(self) -> dict[Key, _Group]:
        telling, groups = self._telling(), dict[Key, _Group]()
        for one in self.found:
            leaf = one.leaf
            circumstance = (
                frozenset(name for name in telling if BITS[name] & leaf.state.held),
                frozenset(name for name in telling & self._changed() if BITS[name] & leaf.state.absent),
            )
            for asked in one.asked:
                key = (kind(leaf.old, leaf.new), asked.act, one.whose.is_own, circumstance)
                group = groups.setdefault(key, _Group())
                group.roles.add((asked.role, asked.agency))
                group.purposes.add(asked.purpose)
                group.owners.add(one.whose.owner)
                group.consents.add(leaf.consent)
                levels = leaf.old, leaf.new
                group.fields[levels] = group.fields.get(levels, 0) | leaf.fields
        return groups

    def _changed(self) -> frozenset[str]:
        """Conditions that a changed rule names; those on mandates too, where the tie of a role changed."""
        rules = [one for pair in changed_rules(self.old, self.new).values() for one in pair if one]
        names = {name for rule in rules for name in (*rule.when, *rule.unless) if name in BITS}
        retied = any(self.old.roles[role].tie is not self.new.roles[role].tie for role in Role)
        return frozenset(names | (set(ON_REQUEST) if retied else set()))

    def _telling(self) -> frozenset[str]:
        told_by_whose = ON_OWNER.keys()
        return (self._changed() | {name for name in BITS if self.wording.is_rare(name)}) - told_by_whose

    def _group(self, key: Key, group: _Group) -> Iterator[str]:
        what, act, is_own, (held, absent) = key
        yield self._say("head", kind=self._say(what), act=self.wording.words["acts"][act])
        agencies: dict[Role, list[Agency]] = {}
        for role, agency in sorted(group.roles):
            agencies.setdefault(role, []).append(agency)
        who = (f"{self.wording.role(r)} ({enumerate_words(map(self.wording.agency, a))})" for r, a in agencies.items())
        yield f"  {self._say('who', what='; '.join(who))}"
        yield f"  {self._say('purpose', what=enumerate_words(map(self.wording.purpose, sorted(group.purposes))))}"
        for (old, new), meant in sorted(group.fields.items()):
            named = say_fields(meant, self.new.catalogue, self.wording)
            yield f"  {self._say('what', old=self.wording.level(old), new=self.wording.level(new), what=named)}"
        owners = enumerate_words(self.wording.of_owner(owner) for owner in sorted(group.owners))
        yield f"  {self._say('whose_own' if is_own else 'whose_other', what=owners)}"
        yield f"  {self._say('when', what='; '.join(self._when(held, absent, group.consents)))}"

    def _when(self, held: Iterable[str], absent: Iterable[str], consents: set[Level]) -> Iterator[str]:
        said = [f"wenn {self.wording.condition(name)}" for name in sorted(held)]
        said += [f"wenn {self.wording.lacking(name)}" for name in sorted(absent)]
        yield from said
        if consents == {Level.NONE}:
            if not said:
                yield self._say("always")
        elif Level.NONE in consents:
            yield self._say("without")
        else:
            levels = enumerate_words((f"„{self.wording.level(level)}“" for level in sorted(consents)), "oder")
            yield self._say("with", what=levels)

    def _say(self, key: str, **facts: str) -> str:
        return str(self.wording.words["diff"][key]).format(**facts)


def kind(old: Level, new: Level) -> str:
    """Opened, closed, or the level went up or down."""
    if old is Level.NONE:
        return "opened"
    if new is Level.NONE:
        return "closed"
    return "raised" if new > old else "lowered"


def count_cells(found: Iterable[Difference]) -> dict[str, int]:
    """Role × purpose × field × whose, by what happens to them in any circumstance."""
    cells: dict[str, set[tuple[object, ...]]] = {"opened": set(), "closed": set(), "moved": set()}
    for one in found:
        what = kind(one.leaf.old, one.leaf.new)
        bits = [bit for bit in range(one.leaf.fields.bit_length()) if one.leaf.fields >> bit & 1]
        for asked in one.asked:
            told = cells[what if what in cells else "moved"]
            told.update((asked, one.whose.owner, one.whose.is_own, bit) for bit in bits)
    return {name: len(told) for name, told in cells.items()}


def _order(key: Key) -> tuple[object, ...]:
    what, act, is_own, (held, absent) = key
    return (("opened", "raised", "lowered", "closed").index(what), act, is_own, sorted(held), sorted(absent))
