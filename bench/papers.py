"""What one more yes, and its taking back, cost at a family with 10 to 1,000 papers that ended before it.

Half of them ran out, half were taken back; each names twelve recipients, and eight more like it are in force. All by
`take_consent` and `take_withdrawal` as a page calls them: the whole call, and of it the transaction that writes, from
its first statement until its commit. Median of a few, in milliseconds, of the clock and of this process's processor;
`load` is the machine's.
"""

import os
import time
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import Any

from bench._demo import demo_kreis
from hub.consent.papers import Withdrawal
from hub.consent.released import names_of
from hub.consent.store import write_papers
from hub.gate.consents import Given, TakenBack, take_consent, take_withdrawal
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.lists import Agency, Purpose
from tests.attacks.by_hand import entry_of
from tests.gate.ahead import answer, persons, read
from tests.gate.walked import KINDS, TWELVE
from tests.kreis import F01

SIZES = (10, 100, 500, 1000)
IN_FORCE, ROUNDS, WHOLE = 8, 7, 500


def main() -> None:
    """Measure and print."""
    sizes = [int(size) for size in os.environ.get("HUB_PAPERS", "").split(",") if size] or SIZES
    with demo_kreis() as kreis:
        there = _Family(kreis)
        for size in sizes:
            there.grow(size)
            there.measure(size)


class _Family:
    """F01 with ever more papers."""

    def __init__(self, kreis: Any) -> None:
        self.kreis, self.people, self.ended, self.number = kreis, persons(kreis, F01), 0, 0
        self.house, self.coach = kreis.house("jobcenter"), kreis.principal("U01")
        staff = [f"staff:{kreis.principal(one).id}" for one in TWELVE if one.startswith("U")]
        family = [f"family:{one}" for one in self.people.values()]
        self.named = [*staff, *family, "external:schule", "external:beistand"]
        for _ in range(IN_FORCE):
            self.yes()

    def grow(self, size: int) -> None:
        """Until so many have ended: kept without anything that follows, so the next yes has to work all out anew."""
        grown = [self._ended(number) for number in range(self.ended, size)]
        entry = entry_of(self.kreis, "jobcenter", Event.CONSENT_GRANTED, F01)
        with self.house.db.begin() as tx:
            append(tx, self.house.writer, entry)
            assert entry.family is not None
            write_papers(tx, entry.id, entry.family, grown, self.house.policies.catalogue)
        self.ended = size
        if size > WHOLE:  # a minute and more of the processor: taken for worked out, without rows of the past
            self.kreis.superuser().execute(
                "update consent.worked_out w set epoch = f.consent_epoch, names = (select array_agg(n order by n) from"
                " (select unnest(w.names) union select unnest(%s::text[])) x (n)) from core.family f"
                " where f.family_id = w.family_id and f.number = %s",
                (list(names_of(grown)), F01),
            )

    def measure(self, size: int) -> None:
        """One that works all out, and then some, each with its taking back."""
        _, whole, processor, _ = self.yes()
        print(f"first_yes_{size} {whole * 1000:.0f} ms")
        print(f"first_yes_{size}_processor {processor * 1000:.0f} ms", flush=True)
        yeses, backs = [], []
        for _ in range(ROUNDS):
            ref, *took = self.yes()
            yeses.append(took)
            backs.append(self.take_back(ref))
        for name, times in (("yes", yeses), ("withdrawal", backs)):
            for what, column in zip(("", "_processor", "_in_transaction"), zip(*times, strict=True), strict=True):
                print(f"{name}_{size}{what} {median(column) * 1000:.1f} ms")
        print(f"load_{size} {os.getloadavg()[0]:.1f} processes", flush=True)

    def yes(self) -> Any:
        """Three kinds of data of two people, for the conference."""
        self.kreis.at += timedelta(seconds=5)
        self.number += 1
        ref = f"B-{self.number:05}"
        given = Given(F01, read([(ref, self._words(self.kreis.at))]))
        return ref, *self._timed(lambda: take_consent(self.house, self.coach, self.kreis.at, given))

    def take_back(self, ref: str) -> Any:
        """By whom it was signed."""
        self.kreis.at += timedelta(seconds=5)
        back = TakenBack(F01, ref, Withdrawal(self.people["F01-1"], self.kreis.at, Agency.JOBCENTER))
        return self._timed(lambda: take_withdrawal(self.house, self.coach, self.kreis.at, back))

    def _words(self, at: Any) -> Any:
        said = answer(self.kreis, sorted(self.people.values())[:2], {self.people["F01-1"]: True}, recipient="U06")
        kinds = [KINDS[(self.number + one) % len(KINDS)] for one in range(3)]
        signed = [{"by": self.people["F01-1"], "at": at.isoformat()}]
        more = {"recipients": self.named, "purposes": [Purpose.CASE_CONFERENCE.value], "categories": kinds}
        return said | more | {"signed": signed, "from": at.date().isoformat()}

    def _ended(self, number: int) -> Any:
        """One that ran out, or one that was taken back, of some day of the last years."""
        self.number += 1
        at = self.kreis.at - timedelta(days=10 + 4 * number, seconds=number)
        words = self._words(at)
        if number % 2:
            words["to"] = (at + timedelta(days=3)).date().isoformat()
        [paper] = read([(f"A-{number:05}", words)])
        back = Withdrawal(self.people["F01-1"], at + timedelta(days=1), Agency.JOBCENTER)
        return paper if number % 2 else replace(paper, withdrawals=(back,))

    def _timed(self, act: Any) -> Any:
        seen: list[float] = []
        self.house.db.observe = lambda said: seen.append(time.perf_counter()) if "append" in said else None
        begun, processor = time.perf_counter(), time.process_time()
        act()
        ended = time.perf_counter()
        return ended - begun, time.process_time() - processor, ended - seen[0]


if __name__ == "__main__":
    main()
