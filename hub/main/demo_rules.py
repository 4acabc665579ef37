"""The story of the demo's rules: which were in force before, and the change that waits for a release.

Played by the very verbs of the pages, in the name of the invented people, at the instants of the story; what lies after
the day that the demo shows is left out. Only the proof of its sets is done by a test, and not at each start.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.identity.store import load_posts_of
from hub.rulebook.activating import Sponsor
from hub.rulebook.changes.coming import bring_about
from hub.rulebook.changes.desk import Changes
from hub.rulebook.changes.proposing import Workshop, propose
from hub.rulebook.changes.sets import Sets
from hub.rulebook.wording import load_wording
from hub.settings.operator import Settings
from hub.settings.place import role_url
from hub.terms.agreed import Value
from hub.terms.clock import day_begins, legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.principals import Principal
from hub.terms.rule_changes import Opinion, StepKind, StepWish
from hub.terms.rule_wishes import CellWish

Story = Mapping[str, Any]
Said = Mapping[str, Any]
GROUPS = ("jobcenter", "jugendamt", "oversight", "clerk")
SOON = timedelta(seconds=30)


def load_story(home: Path) -> Story:
    """What `python -m demo` wrote down."""
    story: Story = json.loads((home / "demo" / "rules.json").read_text(encoding="utf-8"))
    return story


def first_at(settings: Settings, story: Story, why: str) -> Sponsor:
    """Who puts the first rules in force, and when: by the story, unless the demo shows an earlier day."""
    return Sponsor("demo", min(settings.clock(), datetime.fromisoformat(story["since"])), emergency=why)


def with_papers(path: Path, story: Story, folder: Path) -> Path:
    """The load file with the papers of the story beside those of each family, in this folder."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for family in document["families"]:
        mine = [dict(one) for one in story["papers"] if one["family"] == family["id"]]
        family["consents"] += [_paper(one) for one in mine]
    there = folder / path.name
    there.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return there


def play(settings: Settings, books: Books, story: Story) -> Books:
    """Every change of the story, unless they were played before. The books with the rules that are in force now."""
    for told in story["changes"]:
        if datetime.fromisoformat(told["at"]) < settings.clock():
            books = _play(settings, books, told)
    return books


def _play(settings: Settings, books: Books, told: Said) -> Books:
    """One change, in houses that decide by what is in force by then."""
    with _houses(settings, books) as houses:
        sets = Sets(houses["clerk"])
        if all(one.reason != told["reason"] for one in sets.proposals()):
            _Player(houses, settings).play(told)
        return replace(books, policies=sets.of(sets.in_force()))


class _Player:
    """Plays one change."""

    def __init__(self, houses: Mapping[str, Any], settings: Settings) -> None:
        self._houses = houses
        self._until = settings.clock()
        self._workshop = Workshop(load_wording(settings.home), _unproven)

    def play(self, told: Said) -> None:
        """The proposal, its steps as far as they lie back, and its day."""
        day, at = date.fromisoformat(told["from"]), datetime.fromisoformat(told["at"])
        cell = Category(told["category"]), Role(told["role"]), Purpose(told["purpose"])
        wish = CellWish(*cell, Value(told["value"]), told["reason"], day)
        group, who = self._who(told["by"], at)
        number = propose(self._houses[group], who, self._workshop, wish, at).number
        bring_about(self._houses["clerk"], _unproven, at + SOON)
        for step in told["steps"]:
            self._step(number, step)
        comes = day_begins(day) + SOON
        if comes < self._until:
            bring_about(self._houses["clerk"], _unproven, comes)

    def _step(self, number: str, told: Said) -> None:
        at = datetime.fromisoformat(told["at"])
        if at >= self._until:
            return
        group, who = self._who(told["by"], at)
        opinion = Opinion(told["opinion"]) if "opinion" in told else None
        wish = StepWish(number, StepKind(told["what"]), opinion, told.get("words", ""))
        fault = Changes(self._houses[group], Path()).take_step(who, wish, at)
        if fault is not None:
            raise RuntimeError(f"{number}: {wish.what} by {told['by']}: {fault}")

    def _who(self, ref: str, at: datetime) -> tuple[str, Principal]:
        """In which process group they sign in, and as what."""
        for group in GROUPS[:3]:
            for principal in load_posts_of(self._houses[group].db, ref, legal_day(at)):
                return group, principal
        raise LookupError(ref)


@contextmanager
def _houses(settings: Settings, books: Books) -> Iterator[Mapping[str, Any]]:
    databases = {group: Database(role_url(settings, f"hub_{group}"), size=1) for group in GROUPS}
    try:
        yield {group: open_group(db, books, settings.keys, group) for group, db in databases.items()}
    finally:
        for db in databases.values():
            db.close()


def _unproven(*_: object) -> tuple[str, ...]:
    return ()


def _paper(told: Said) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != "family" and not (key == "refused" and not value)}
