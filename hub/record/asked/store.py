"""The queue in which makers of keys are asked to wrap them: the statements, and what is signed of a row.

Not trusted: a row says nothing by itself. Both sides sign what it is about, so whoever changes one is found out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import orjson

from hub.db.database import Database, Transaction
from hub.record.wrapper import as_text
from hub.terms.ids import EntryId, FamilyId, FamilyNumber

FIRST = "fam-hub keys wanted v1"


class Said(StrEnum):
    """What became of an asking."""

    WRAPPED = "wrapped"
    """All that opens by now was wrapped, in the entry that is named."""
    REFUSED = "refused"
    """It was not signed by whoever is said to ask."""


class After(StrEnum):
    """What its asker does with an answer."""

    SETTLED = "settled"
    ASK_AGAIN = "ask_again"
    ANSWER_AGAIN = "answer_again"
    """It is not the maker's: the asking stands as before."""


@dataclass(frozen=True)
class Asking:
    """That `asked_by` asks the maker of keys of a family to wrap them, because of the entry of a paper."""

    maker: str
    asked_by: str
    family: FamilyId
    number: FamilyNumber
    entry: EntryId
    signature: bytes = b""

    def message(self) -> bytes:
        """What the asker signs."""
        return "\n".join((FIRST, "ask", self.asked_by, self.maker, self.family, self.entry)).encode()


@dataclass(frozen=True)
class Answer:
    """What the maker says to an asking, and in which entry it stands."""

    asking: Asking
    said: Said
    entry: EntryId
    signature: bytes = b""

    def message(self) -> bytes:
        """What the maker signs: the asking with it."""
        return self.asking.message() + f"\n{self.said}\n{self.entry}".encode()


def want_wrappings(tx: Transaction, entry: EntryId, family: FamilyId) -> None:
    """Keep that all other makers of keys of this family are asked to wrap them for whom they open to by now."""
    tx.rows("select record.want_wrappings(%s, %s)", (entry, family))


def load_unsigned(db: Database, asker: str, key: bytes) -> Sequence[Asking]:
    """What this process's agency asked and did not send yet, or by another key than the one of this name."""
    rows = db.rows("select maker, family_id, number, entry_id from record.askings_to_send(%b)", (key,))
    return [Asking(maker, asker, FamilyId(f), FamilyNumber(number), EntryId(e)) for maker, f, number, e in rows]


def send(db: Database, askings: Sequence[Asking]) -> int:
    """Put signed messages before their makers; how many were still without an answer."""
    makers, entries = [one.maker for one in askings], [one.entry for one in askings]
    statement = "select record.send_askings(%s::text[], %s::uuid[], %s::bytea[])"
    [(sent,)] = db.rows(statement, (makers, entries, [one.signature for one in askings])) if askings else [(0,)]
    return int(sent)


def load_asked(db: Database, maker: str, known: Collection[bytes]) -> Sequence[Asking]:
    """What this process's agency is asked, signed by one of the keys of these names. One statement."""
    statement = "select asked_by, family_id, number, entry_id, signature from record.wanted_wrappings(%s::bytea[])"
    return [
        Asking(maker, asker, FamilyId(family), FamilyNumber(number), EntryId(entry), bytes(signature))
        for asker, family, number, entry, signature in db.rows(statement, (list(known),))
    ]


def answer_askings(tx: Transaction, entry: EntryId, answers: Sequence[Answer]) -> None:
    """Put signed answers before the askers, in the transaction of their entry. SentBefore where one has an answer."""
    rows = [
        {"asking": one.asking.entry, "family": one.asking.family, "said": one.said, "answer": as_text(one.signature)}
        for one in answers
    ]
    tx.rows("select record.answer_askings(%s, %s::jsonb)", (entry, orjson.dumps(rows).decode()))


def load_answers(db: Database, asker: str, known: Collection[bytes]) -> Sequence[Answer]:
    """The answers to what this process's agency asked, signed by one of the keys of these names; by another, once an
    hour has brought no such key. One statement.
    """
    statement = (
        "select maker, family_id, number, entry_id, said, said_entry, answer from record.askings_answered(%s::bytea[])"
    )
    return [
        Answer(
            Asking(maker, asker, FamilyId(family), FamilyNumber(number), EntryId(entry)),
            Said(said),
            EntryId(said_in),
            bytes(signature),
        )
        for maker, family, number, entry, said, said_in, signature in db.rows(statement, (list(known),))
    ]


def close_askings(db: Database | Transaction, read: Iterable[tuple[Answer, After]]) -> None:
    """What follows from answers, as they were read; what was changed meanwhile stays."""
    rows = [
        {
            "maker": one.asking.maker,
            "entry": one.asking.entry,
            "family": one.asking.family,
            "answer": as_text(one.signature),
            "after": after,
        }
        for one, after in read
    ]
    if rows:
        db.rows("select record.close_askings(%s::jsonb)", (orjson.dumps(rows).decode(),))


def load_pending(db: Database, family: FamilyId) -> frozenset[str]:
    """The makers who were asked to wrap keys of a family and did not answer yet. One statement."""
    return frozenset(maker for (maker,) in db.rows("select record.makers_asked(%s)", (family,)))
