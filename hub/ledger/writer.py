"""A writing process: its numbering, and the bucket keys it writes under.

Each process makes buckets of its own, sealed to those who may read the log: the data protection officers, the
families, and the group whose people acted, for their own entries. Who takes over a web process can open what its own
people did as far as the database gives it out (`ledger.read_own`), and nothing of anybody else's.
"""

import secrets
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any, Protocol
from uuid import uuid4

from hub.ledger.entry import Book, Entry
from hub.ledger.leaf import Known, Stamp
from hub.ledger.months.keys import Seal, place
from hub.ledger.together import Together
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyId, new_id
from hub.terms.retention import Retention

REMEMBERED = 4096
Place = tuple[FamilyId | None, date, str]
"""Of a bucket: family, day, and its book, or whose it is that nobody else opens."""


class Watching(Protocol):
    """What writing asks of the evidence: `hub.ledger.watching`."""

    def known(self) -> Known: ...

    def before(self, entry: Entry) -> None: ...

    def after(self, entry: Entry) -> None: ...


@dataclass(frozen=True, repr=False)
class Bucket:
    """One family, one day, one book, one writer. `fresh` holds what the first entry under it brings along."""

    id: str
    key: bytes
    fresh: Mapping[str, object] | None


@dataclass(repr=False)
class Writer:
    """Numbers that have no gap as long as nothing fails, and the buckets of the last days.

    Its buckets are sealed to `readers`; `others` are those to whom what their people did elsewhere can be sealed too.
    """

    readers: Mapping[str, Seal]
    others: Mapping[str, Seal] = field(default_factory=dict)
    retention: Callable[[], Retention] = Retention
    """By the rules in force at this moment."""
    known: Callable[[], Known] = Known
    """The newest checkpoint that both agencies have signed, as far as this process has heard."""
    id: str = field(default_factory=lambda: str(uuid4()))
    watch: Watching | None = None
    """What the process knows of the evidence; None where entries are only durable: load, clerk, tests."""
    together: Together[Any] = field(default_factory=Together)
    """Where its threads queue up."""
    _next: int = 1
    _given_back: set[int] = field(default_factory=set)
    _buckets: "OrderedDict[Place, tuple[str, bytes]]" = field(default_factory=OrderedDict)
    _last: "OrderedDict[FamilyId, int]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def stand_on(self, watch: Watching) -> None:
        """From now on entries name the checkpoint that it knows, and have the level of their kind."""
        self.watch, self.known = watch, watch.known

    def prepare(self, day: date) -> None:
        """Have the keys of a day ready for all to whom something may be sealed: nobody's look waits for them."""
        for seal in {**self.others, **self.readers}.values():
            seal.prepare(day)

    def number(self) -> int:
        """The next number of this writer."""
        with self._lock:
            if self._given_back:
                number = min(self._given_back)
                self._given_back.remove(number)
                return number
            self._next += 1
            return self._next - 1

    def give_back(self, number: int) -> None:
        """That entry was surely not written: its number is free again."""
        with self._lock:
            self._given_back.add(number)

    def stamp(self, entry: Entry, number: int) -> Stamp:
        """What this writer adds to an entry that it writes down under a number."""
        until = self.retention().access_log.last_day(legal_day(entry.when))
        return Stamp(self.id, number, until, self.known())

    def bucket(self, family: FamilyId | None, at: datetime, book: Book) -> Bucket:
        """The bucket to write under. It is fresh until `opened` says that the database has it."""
        day = legal_day(at)
        with self._lock:
            known = self._buckets.get((family, day, book))
        return Bucket(*known, fresh=None) if known else self.make_bucket(day, book, day)

    def make_bucket(self, day: date, book: Book, today: date, also: str = "") -> Bucket:
        """A fresh bucket for what happened on a day, sealed today to the readers, and to one other if it has a key."""
        readers = {**self.readers, **({also: self.others[also]} if also in self.others else {})}
        until = self.retention().access_log.last_day(day) if book is Book.ACCESS_LOG else None
        return _made(readers, book, until, today)

    def bucket_given(self, family: FamilyId | None, at: datetime, holder: str) -> Bucket | None:
        """The bucket for what is given to an owner alone, kept as the register is; None where it has no key."""
        day = legal_day(at)
        with self._lock:
            known = self._buckets.get((family, day, holder))
        if known or holder not in self.others:
            return Bucket(*known, fresh=None) if known else None
        return _made({holder: self.others[holder]}, Book.DISCLOSURE_REGISTER, None, day)

    def numbered(self, entry: Entry) -> None:
        """The database has committed this entry: the next about its family has the number after it, or a later one."""
        if entry.family is not None:
            with self._lock:
                self._last[entry.family] = entry.family_seq
                self._last.move_to_end(entry.family)
                while len(self._last) > REMEMBERED:
                    self._last.popitem(last=False)

    def next_seq(self, family: FamilyId, known: int) -> int:
        """The number that a family's next entry takes, as far as this process has heard; it was `known` once."""
        with self._lock:
            return max(known, self._last.get(family, 0) + 1)

    def opened(self, entry: Entry, actor: Bucket, case: Bucket) -> None:
        """The database has committed these buckets of an entry: later entries need not bring them."""
        for book, bucket in ((Book.ACCESS_LOG, actor), (entry.book, case)):
            if bucket.fresh is not None:
                self.keep((entry.family, legal_day(entry.at), book), bucket)

    def keep(self, place: Place, bucket: Bucket) -> None:
        """The database has committed this bucket of a family, a day and a book."""
        with self._lock:
            self._buckets.setdefault(place, (bucket.id, bucket.key))
            while len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)


def _made(readers: Mapping[str, Seal], book: Book, until: date | None, today: date) -> Bucket:
    bucket, key = new_id(), secrets.token_bytes(32)
    keys = {holder: b64encode(one.seal(key, place(bucket, holder), today)).decode() for holder, one in readers.items()}
    return Bucket(bucket, key, {"id": bucket, "retention": book, "retain_until": _text(until), "keys": keys})


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
