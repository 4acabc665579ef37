"""`make fuzz`: both engines on a million questions, on all cores; the first difference ends it.

`FUZZ=n` asks so many, `SEED=n` begins there. A difference is printed with the block and the question that shows it.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.policy.sampling import BLOCK
from tests.policy.test_differential import differing

CHUNK = 40


def main() -> int:
    """0 if all answers were the same, 1 at the first difference."""
    wanted, first = int(os.environ.get("FUZZ", "1000000")), int(os.environ.get("SEED") or time.time_ns() % 10**9)
    chunks = range(first, first + -(-wanted // BLOCK), CHUNK)
    asked = shown = 0
    print(f"{wanted} questions from SEED={first}", flush=True)
    with ProcessPoolExecutor() as pool:
        for done in as_completed([pool.submit(_ask, range(seed, seed + CHUNK)) for seed in chunks]):
            found, more, seen = done.result()
            asked, shown = asked + more, shown + seen
            if found:
                pool.shutdown(cancel_futures=True)
                print(f"after {asked} questions: block {found[0]}, question {found[1]} (tests/policy/sampling.py)")
                return 1
    print(f"{asked} questions, {shown} of which showed something: no difference")
    return 0


def _ask(seeds: range) -> tuple[tuple[int, int] | None, int, int]:
    asked = shown = 0
    for seed in seeds:
        found, more, seen = differing(seed)
        asked, shown = asked + more, shown + seen
        if found:
            return (seed, found[0]), asked, shown
    return None, asked, shown


if __name__ == "__main__":
    sys.exit(main())
