"""What deciding costs: a whole record of 4 persons × 100 fields, beside the reference and three other engines.

All answer the same questions, cell by cell the same (checked before anything is timed), in turn, in one process; the
figures are processor time. What the hub is timed for is the decision as masks (`hub.policy.weigh`), without and with
the rules and consents that open each set of fields. OPA and casbin answer with names, Cedar with groups of names, and
none of them says which consents. `hub_sentences` groups fields by the very same reasons; `hub_named` is all for a page:
every cell by its name, blanks, duties. Families were looked at before: `hub_layout` is what a new one costs.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bench.peers.casbin_cells import Casbin
from bench.peers.cedar import Cedar
from bench.peers.opa import Opa
from bench.peers.plain import Asked, asked, categories, names, plain_rules
from bench.peers.workload import Question, Workload, make_workload
from hub.main.serving import YOUNG
from hub.policy.compile import program
from hub.policy.decide import decide
from hub.policy.layout import lay_out
from hub.policy.weigh import credited, weigh, why_seen
from tests.policy.reference import read

ROUNDS = 7
REPEATS = {"hub": 60, "hub_sentences": 20}
"""Of what is quick, so that it runs as long as OPA does, and pays no more for what others left in the caches."""
MOST_CONSENTS = 96
OTHER_RULES = 5940


def main() -> None:
    """Check, measure and print."""
    workload = make_workload()
    peers = _peers(workload)
    plain = [asked(workload.policies, question) for question in workload.questions]
    print(f"permitted_cells {_check(workload, peers, plain)} of {len(plain) * 400}")
    gc.freeze()
    gc.set_threshold(YOUNG)  # as a process that serves does
    figures = _measure(
        {
            "hub": lambda: _each(workload, weighed),
            "hub_reasons": lambda: _each(workload, reasoned),
            "hub_sentences": lambda: _each(workload, explained),
            "hub_named": lambda: _each(workload, named),
            "hub_layout": lambda: _each(workload, laid_out),
            "reference": lambda: _each(replace(workload, questions=workload.questions[:4]), referred),
            **{peer.name: _asking(peer, plain) for peer in peers},
        }
    )
    for name, per_record in figures.items():
        print(f"{name} {per_record:.1f} µs/record")
    for other in ("reference", *(peer.name for peer in peers)):
        print(f"{other}_ratio {figures[other] / figures['hub']:.0f} times")
        print(f"{other}_ratio_with_reasons {figures[other] / figures['hub_reasons']:.0f} times")
    _scaling(workload)


def weighed(workload: Workload, question: Question) -> Any:
    """The decision as masks."""
    family = question.outline.family
    assert family is not None
    return weigh(workload.policies, question.request, question.outline, family)


def reasoned(workload: Workload, question: Question) -> Any:
    """The same, and why: of what is seen, every rule and every consent with the fields that it opens."""
    return credited(weighed(workload, question))


def explained(workload: Workload, question: Question) -> Any:
    """The same, and sentences: sets of fields that the very same rules and consents open."""
    return why_seen(weighed(workload, question))


def named(workload: Workload, question: Question) -> Any:
    """The whole answer for a page: every cell by its name, blanks, duties and the main reason."""
    return decide(workload.policies, question.request, question.outline)


def laid_out(workload: Workload, question: Question) -> Any:
    """What a family costs that was not looked at since it changed."""
    return lay_out.__wrapped__(workload.policies.catalogue, question.outline)


def referred(workload: Workload, question: Question) -> Any:
    """The readable engine of the tests."""
    return read(workload.policies, question.request, question.outline)


def _peers(workload: Workload) -> list[Any]:
    rules = plain_rules(workload.policies)
    every = list(names(workload.policies, workload.policies.catalogue.all))
    return [Opa(rules), Cedar(rules, categories(workload.policies)), Casbin(rules, every)]


def _check(workload: Workload, peers: Iterable[Any], plain: list[Asked]) -> int:
    """Every engine shows the same cells; how many, of all."""
    permitted = 0
    for question, words in zip(workload.questions, plain, strict=True):
        ours = {str(shown.cell.cell) for shown in named(workload, question).shown}
        assert ours == {str(cell) for cell in referred(workload, question)}, question.request.principal.ref
        for peer in peers:
            theirs = {f"{person}/{field}" for person, field in peer.decide(words)}
            assert ours == theirs, (peer.name, question.request.principal.ref, len(ours), len(theirs))
        permitted += len(ours)
    return permitted


def _each(workload: Workload, answer: Callable[[Workload, Question], Any]) -> int:
    for question in workload.questions:
        answer(workload, question)
    return len(workload.questions)


def _asking(peer: Any, plain: list[Asked]) -> Callable[[], int]:
    def ask() -> int:
        for words in plain:
            peer.ask(words)
        return len(plain)

    return ask


def _measure(runs: dict[str, Callable[[], int]]) -> dict[str, float]:
    """Microseconds of processor time for each record: all in turn, the median over the rounds."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for round_number in range(ROUNDS + 1):
        order = list(runs)
        random.Random(round_number).shuffle(order)
        for name in order:
            repeats = REPEATS.get(name, REPEATS["hub"] if name.startswith("hub_r") else 1)
            began = time.process_time()
            records = sum(runs[name]() for _ in range(repeats))
            if round_number:
                taken[name].append((time.process_time() - began) / records * 1e6)
    return {name: statistics.median(times) for name, times in taken.items()}


def _scaling(workload: Workload) -> None:
    """More rules of other agencies, more consents of a person, and making the programs of many rules."""
    many = make_workload(others=OTHER_RULES)
    none = make_workload(consents=0)
    full = make_workload(consents=MOST_CONSENTS)
    figures = _measure(
        {
            "hub": lambda: _each(workload, weighed),
            "hub_r_6000": lambda: _each(many, weighed),
            "hub_r_0": lambda: _each(none, weighed),
            "hub_r_96": lambda: _each(full, weighed),
        }
    )
    print(f"rules_60_to_6000 {figures['hub_r_6000'] / figures['hub']:.2f} times")
    print(f"consents_0_to_96 {figures['hub_r_96'] / figures['hub_r_0']:.2f} times")
    places = {
        (q.request.act, q.request.principal.agency, q.request.principal.role, q.request.purpose) for q in many.questions
    }
    began = time.process_time()
    for place in places:
        program.__wrapped__(many.policies, *place)
    print(f"compile_6000_rules_{len(places)}_programs {(time.process_time() - began) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
