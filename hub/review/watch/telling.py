"""Hits and trials in words, for the command line. Staff stay the pseudonyms of the log; no figure is about a person."""

from collections.abc import Iterator, Mapping, Sequence

from hub.review.watch.rules import Rule
from hub.review.watch.trying import Trial, Worth
from hub.review.watch.turn import Outcome
from hub.terms.hits import Hit
from hub.terms.logged import Logged


def tell_hits(rules: Sequence[Rule], outcome: Outcome) -> Iterator[Mapping[str, object]]:
    """Each hit of a turn with its rule, its sentence and its entries; labels are those of load files."""
    by_id = {rule.id: rule for rule in rules}
    rows: dict[str, list[Logged]] = {}
    for one in outcome.logged:
        rows.setdefault(one.entry, []).append(one)
    for hit in outcome.evaluation.hits:
        yield _told(by_id[hit.rule], hit, [rows[entry][0] for entry in hit.entries])


def tell_trial(trial: Trial) -> str:
    """One line on what a rule would have found, and what it was worth so far."""
    told = [
        f"{trial.controller}: {trial.hits} Treffer in 90 Tagen auf {trial.looks} Einträge,"
        f" davon {trial.explained} schon erklärt"
    ]
    if trial.missing:
        told.append(f"nicht geliefert: {', '.join(trial.missing)}")
    if trial.worth.decided:
        told.append(tell_worth(trial.worth))
    return "; ".join(told)


def tell_worth(worth: Worth) -> str:
    """What a rule was worth in closed cases, and whether one should retire it. Counts of cases, never of people."""
    told = f"bisher {worth.confirmed} von {worth.decided} Fällen begründet"
    return f"{told}; Vorschlag: Regel ablösen, sie trifft zu selten" if worth.should_retire else told


def _told(rule: Rule, hit: Hit, entries: Sequence[Logged]) -> Mapping[str, object]:
    return {
        "controller": hit.controller,
        "hit": hit.id,
        "rule": hit.rule,
        "number": rule.number,
        "title": rule.title,
        "sentence": rule.tell(hit.facts),
        "speaks_against": rule.against,
        "basis": rule.basis,
        "consequence": hit.consequence,
        "who": hit.who,
        "families": hit.families,
        "first": hit.first.isoformat(),
        "last": hit.last.isoformat(),
        "explained": sorted(hit.explained),
        "entered_afterwards": sorted(hit.backdated),
        "missing": hit.missing,
        "labels": sorted({one.label for one in entries if one.label}),
        "entries": [
            {"entry": one.entry, "at": one.at.isoformat(), **({"label": one.label} if one.label else {})}
            for one in entries
        ],
    }
