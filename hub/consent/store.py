"""Papers in the database: what was signed, declared, taken back. Rows are added, never changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from hub.consent.papers import Declaration, Paper, Withdrawal
from hub.consent.reading import names_by_id, parse_paper
from hub.consent.released import Released, Stretch
from hub.consent.writing import as_document, as_said, as_withdrawal
from hub.db.database import Database, Transaction
from hub.terms.catalogue import Catalogue, mask_text
from hub.terms.ids import ConsentId, EntryId, FamilyId, FamilyNumber, PersonId

Document = dict[str, Any]
REMEMBERED = 4096


def load_papers(db: Database | Transaction, family: FamilyId, catalogue: Catalogue) -> tuple[Paper, ...]:
    """Every paper of a family with all that was said about it since. One statement."""
    rows = db.rows("select * from consent.papers(%s)", (family,))
    return parse_papers((text for (text,) in rows), catalogue)


def load_consenting(db: Database) -> tuple[tuple[FamilyNumber, FamilyId], ...]:
    """Every family about which something was signed, in the order of their numbers. For the loader's login alone."""
    rows = db.rows("select number, family_id from consent.families()")
    return tuple((FamilyNumber(number), FamilyId(family)) for number, family in rows)


def parse_papers(texts: Iterable[str], catalogue: Catalogue) -> tuple[Paper, ...]:
    """Papers out of the texts that `consent.papers` in the database gives."""
    return tuple(_paper(text, catalogue) for text in texts)


def write_papers(
    tx: Transaction, entry: EntryId, family: FamilyId, papers: Iterable[Paper], catalogue: Catalogue
) -> None:
    """Add papers with their declarations and withdrawals; tickets of the family that are still open become void."""
    rows: dict[str, list[Document]] = {"papers": [], "declarations": [], "withdrawals": []}
    for paper in papers:
        document = as_document(paper, catalogue)
        said = [("yes", one) for one in document.pop("signed")] + [("no", one) for one in document.pop("refused")]
        taken_back = document.pop("withdrawn")
        rows["papers"].append(
            {
                "id": str(paper.id),
                "family": str(family),
                "ref": paper.ref,
                "persons": document["for"],
                "document": document,
            }
        )
        rows["declarations"] += [
            {"consent": str(paper.id), "ordinal": number, "person": one["by"], "answer": answer, "document": one}
            for number, (answer, one) in enumerate(said, start=1)
        ]
        rows["withdrawals"] += [
            _withdrawal_row(paper.id, number, one) for number, one in enumerate(taken_back, start=1)
        ]
    _write(tx, entry, family, rows)


def write_withdrawal(tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper, withdrawal: Withdrawal) -> None:
    """Add a withdrawal to a paper; tickets of the family that are still open become void (D27)."""
    write_replayed(tx, entry, family, paper, (withdrawal, None))


def write_replayed(
    tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper, taken: tuple[Withdrawal, int | None]
) -> None:
    """The same with the number that it has in the journal; without one it gets the next."""
    withdrawal, seq = taken
    row = _withdrawal_row(paper.id, len(paper.withdrawals) + 1, as_withdrawal(withdrawal)) | {"journal_seq": seq}
    _write(tx, entry, family, {"papers": [], "declarations": [], "withdrawals": [row]})


def load_journal_state(db: Database | Transaction) -> tuple[str, int]:
    """Which Kreis this database is, and the last number of the journal that it knows of."""
    [(kreis, last)] = db.rows("select * from consent.journal_state()")
    return str(kreis), int(last)


def load_journal_over(db: Database) -> int:
    """Up to which number lines of the journal guard against no backup that could still be opened."""
    [(over,)] = db.rows("select consent.journal_over()")
    return int(over)


def load_unjournalled(db: Database, last: int) -> list[tuple[int, str, Document]]:
    """Withdrawals after a number that the calling group entered: number, paper, and what was taken back."""
    rows = db.rows("select seq, consent_id, document from consent.journal_since(%s)", (last,))
    return [(int(seq), str(consent), document) for seq, consent, document in rows]


def find_paper(db: Database, consent: ConsentId) -> tuple[FamilyNumber, str] | None:
    """In which family a paper is, and its number; None where this database has none of that id."""
    rows = db.rows("select number, ref from consent.journal_place(%s)", (consent,))
    return (FamilyNumber(rows[0][0]), str(rows[0][1])) if rows else None


def mark_replayed(db: Database, seq: int) -> None:
    """Remember that the journal was put back up to this number."""
    db.rows("select consent.journal_read(%s)", (seq,))


def write_voided(tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper, voided: tuple[date, str]) -> None:
    """Note that a paper was entered by mistake: since which day, and why, in a word of the closed list."""
    since, reason = voided
    row = {"consent": str(paper.id), "since": since.isoformat(), "reason": reason}
    _write(tx, entry, family, {"papers": [], "declarations": [], "withdrawals": [], "voided": [row]})


def write_declared(
    tx: Transaction, entry: EntryId, family: FamilyId, declared: Iterable[tuple[Paper, Declaration]]
) -> None:
    """Add declarations to papers that are there; raises ThereAlready where somebody declared something meanwhile."""
    rows = [
        {
            "consent": str(paper.id),
            "ordinal": len(paper.declarations) + 1,
            "person": str(said.by),
            "answer": said.answer.value,
            "document": as_said(said),
        }
        for paper, said in declared
    ]
    _write(tx, entry, family, {"papers": [], "declarations": rows, "withdrawals": []})


def keep_asked(tx: Transaction, entry: EntryId, paper: Paper, asked: tuple[PersonId, bytes]) -> None:
    """Keep what one person is asked about a paper on the family page, sealed; in the transaction of its entry."""
    tx.rows("select consent.keep_asked(%s, %s, %s, %b)", (entry, paper.id, *asked))


def load_asked(db: Database, person: PersonId) -> list[tuple[ConsentId, str, bytes]]:
    """What one person is asked there: paper, its number, and the sealed question. One statement."""
    rows = db.rows("select consent_id, ref, box from consent.asked_of(%s)", (person,))
    return [(ConsentId(str(consent)), str(ref), bytes(box)) for consent, ref, box in rows]


def write_confirmed(tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper, written_on: date) -> None:
    """Note the day on which a spoken consent was confirmed in writing (D2)."""
    row = {"consent": str(paper.id), "written_on": written_on.isoformat()}
    _write(tx, entry, family, {"papers": [], "declarations": [], "withdrawals": [], "confirmed": [row]})


def write_open(tx: Transaction, entry: EntryId, family: FamilyId, released: Released, catalogue: Catalogue) -> bool:
    """What is open by the papers as they are now, for lists; in the transaction of the entry that changed them.

    False, and nothing is written, where what is there until then was worked out otherwise: then it is to be all.
    """
    rows = [_open_row(one) for one in released.stretches]
    met = [{"names": one.names, "stands_in": one.stands_in, "before": before} for one, before in released.met]
    document: Document = {
        "family": family,
        "catalogue": catalogue.consented,
        "names": released.names,
        "rows": rows,
        "met": met,
    }
    if released.until is not None:
        document |= {"since": released.until.instant, "known": released.until.names}
    [(is_written,)] = tx.rows("select consent.write_open(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))
    return bool(is_written)


def _open_row(one: Stretch) -> Document:
    return {
        "names": one.asker.names,
        "stands_in": one.asker.stands_in,
        "purpose": one.purpose,
        "person": one.person,
        "entry": one.entry,
        "agrees": one.agrees,
        "since": one.since,
        "until": one.until,
        "masks": [mask_text(mask) for mask in one.masks],
    }


def load_worked_out(db: Database | Transaction, family: FamilyId, catalogue: Catalogue) -> tuple[str, ...] | None:
    """By which names what is open now was worked out; None where something changed since. One statement."""
    rows = db.rows("select catalogue, names from consent.worked_out_by(%s)", (family,))
    return next((tuple(names) for fields, names in rows if fields == catalogue.consented), None)


def _write(tx: Transaction, entry: EntryId, family: FamilyId, rows: Mapping[str, list[Document]]) -> None:
    document = orjson.dumps({"family": str(family), **rows}).decode()
    tx.rows("select consent.write(%s, %s::jsonb)", (entry, document))


def _withdrawal_row(consent: ConsentId, number: int, document: Document) -> Document:
    return {
        "consent": str(consent),
        "ordinal": number,
        "person": document["by"],
        "received_at": document["received_at"],
        "document": document,
    }


@lru_cache(maxsize=REMEMBERED)
def _paper(text: str, catalogue: Catalogue) -> Paper:
    """The same text is the same paper, so the last ones are remembered; whether it holds is worked out each time."""
    row = orjson.loads(text)
    return parse_paper(_whole(row), ConsentId(row["id"]), row["ref"], names_by_id(catalogue))


def _whole(row: Mapping[str, Any]) -> Document:
    said = row["declarations"] or ()
    return {
        **row["document"],
        "signed": [one for answer, one in said if answer == "yes"],
        "refused": [one for answer, one in said if answer == "no"],
        "withdrawn": row["withdrawals"] or [],
    }
