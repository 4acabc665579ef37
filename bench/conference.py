"""A conference of twelve: what leaks in a thousand steps, what a view costs, how soon a change is to be seen.

People come and leave at random while consents change; each delivery is searched in its bytes for every text of the
family that is not shown, and held cell by cell against what each who is there may see alone. A change reaches the
window end to end: the move at the database, the stream's word, and the new view fetched from gunicorn on loopback.
"""

import os
import time
from contextlib import closing
from statistics import median, quantiles
from typing import Any

from bench._demo import demo_kreis
from hub.terms.rooms import Move
from tests.gate.walked import together, walk
from tests.web.screens import at_work, bound_window

STEPS, ROUNDS, CHANGES = 1000, 60, 60


def main() -> None:
    """Measure and print."""
    with demo_kreis() as kreis:
        rooms = together(kreis)
        _report_costs(rooms)
        _report_changes(kreis, rooms[1])
        found = walk(kreis, int(os.environ.get("HUB_STEPS", STEPS)))
        print(f"deliveries {found.deliveries} views")
        print(f"cells_shown {found.cells} cells")
        print(f"leaked_cells {found.leaked} cells")


def _report_costs(rooms: Any) -> None:
    """Of a whole delivery: facts, decision, entry, values."""
    took: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for times, (held, cookie) in zip(took, rooms, strict=True):
            begun = time.perf_counter()
            held.show(cookie)
            times.append(time.perf_counter() - begun)
    one, twelve = map(median, took)
    print(f"view_for_one_p50 {one * 1000:.2f} ms")
    print(f"view_for_twelve_p50 {twelve * 1000:.2f} ms")
    print(f"twelve_to_one_ratio {twelve / one:.2f} times")


def _report_changes(kreis: Any, room: Any) -> None:
    """From the move to the new view in the window's hands."""
    held, _ = room
    with at_work(kreis) as (address, _), closing(bound_window(address, held.move(Move.CODE).code)) as window:
        stream = window.stream()
        _wait_for_word(stream)
        took = []
        for number in range(CHANGES):
            begun = time.perf_counter()
            held.move(Move.GO if number % 2 == 0 else Move.COME, held.meeting.topics[0].seats[0].id, seen=0)
            _wait_for_word(stream)
            assert "screen__note" in window.get("/bild").text
            took.append(time.perf_counter() - begun)
        print(f"change_to_view_p50 {median(took) * 1000:.0f} ms")
        print(f"change_to_view_p95 {quantiles(took, n=20)[18] * 1000:.0f} ms")


def _wait_for_word(stream: Any) -> None:
    said = b""
    while b"data: " not in said or not said.endswith(b"\n\n") or b"event: still" in said.split(b"data: ")[0]:
        said = stream.recv(4096)


if __name__ == "__main__":
    main()
