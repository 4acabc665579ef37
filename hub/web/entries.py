"""Several entries of one field, and parts of one entry, as they are told apart on a page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from hub.terms.answers import Value
from hub.terms.ids import PersonId
from hub.web.texts import Texts


class Entries:
    """Of the values of one disclosure. What is withheld is not among them, so nothing here can tell of it."""

    def __init__(self, shown: Iterable[Value]) -> None:
        self._parts: dict[Hashable, list[Value]] = defaultdict(list)
        self._entries: dict[Hashable, set[int]] = defaultdict(set)
        for value in shown:
            self._parts[_entry(value)].append(value)
        for value in shown:
            self._entries[_spot(value, self.persons(value))].add(value.entry)

    def persons(self, value: Value) -> frozenset[PersonId]:
        """Everybody the entry is about, as far as its parts are shown: those stand together."""
        parts = self._parts[_entry(value)]
        return frozenset().union(*(part.persons for part in parts)) if self._is_split(value) else value.persons

    def label(self, label: str, value: Value, name: Callable[[PersonId], str], texts: Texts) -> str:
        """The field's label, with the number of the entry where there are several, and whom a part is about."""
        entries = sorted(self._entries[_spot(value, self.persons(value))])
        if len(entries) > 1:
            label = texts.say("entry-numbered", label=label, number=entries.index(value.entry) + 1)
        if self._is_split(value):
            names = texts.names(tuple(sorted(name(person) for person in value.persons)))
            label = texts.say("entry-part", label=label, part=value.part, persons=names)
        return label

    def _is_split(self, value: Value) -> bool:
        return any(part.part > 1 for part in self._parts[_entry(value)])


def _entry(value: Value) -> Hashable:
    return value.field, value.owner, value.entry


def _spot(value: Value, persons: frozenset[PersonId]) -> Hashable:
    return value.field, value.owner, persons
