"""`schemas/assurance.toml` is closed: every kind of act has its level, every verb its acts, every route its verbs."""

import tomllib
from dataclasses import replace

import pytest

from hub.gate.account import ACTS
from hub.ledger.assurance import Assurance, AssuranceUnclear, read_levels
from hub.ledger.events import Event
from hub.web.app import create_app
from tests.web.sample import sample_desk
from tests.web.test_authzen import Systems

from .desk import verbs_of
from .reaching import events_named, found, is_function, names, reached
from .source import HUB, ROOT, name

TEXT = (ROOT / "schemas" / "assurance.toml").read_text(encoding="utf-8")
TABLE = tomllib.loads(TEXT)
ABOVE = ("casework", "conference", "exchange", "review", "rights", "rulebook", "main", "cli")
WRITING = ("hub.gate", "hub.ledger", "hub.review", "hub.rulebook")
LOOK = {"READ", "DENIED"}
"""What `hub.ledger.entry.look` makes an entry to begin with; who needs another kind replaces it."""
READS = {
    "review.log.open_log": {"LOG_IMPORTED"},
    "review.log.open_own": {"LOG_READ", "LOG_IMPORTED"},
    "review.sample.judging.look_at": {"LOG_IMPORTED"},
    "gate.search.list_families": LOOK,
    "gate.account.account": {event.name for event in ACTS},
}
"""Kinds that are only compared with: they read entries of that kind."""


def _module(path):
    return name(path).removesuffix(".py").replace("/", ".")


def _used_of_the_gate():
    """The functions of the gate that a room above it imports."""
    paths = [path for room in ABOVE for path in (HUB / room).rglob("*.py")]
    used = {one for path in paths for one in names(_module(path)).values() if one.startswith("hub.gate.")}
    return {one for one in used if is_function(one)}


def _events(verb):
    return events_named(one for one in reached(verb, WRITING) if not one.startswith("hub.ledger.append."))


def _line(name_, told):
    """As it would stand in the table."""
    return f'"{name_.removeprefix("hub.")}" = [{", ".join(f"{one!r}" for one in sorted(told))}]'.replace("'", '"')


def _kinds(verb):
    return [str(Event[event]) for event in _events(verb)]


def test_every_kind_of_act_has_its_level():
    """None left out, none made up; what leaves the house with a proof is witnessed."""
    levels = read_levels(TEXT)

    assert set(Event) == set(levels)
    assert Assurance.WITNESSED is levels[Event.CONSENTS_EXPORTED]
    assert {Assurance.SEQUENCED} == {levels[event] for event in (Event.SEARCHED, Event.LISTED, Event.LOG_READ)}
    assert Assurance.DURABLE is levels[Event.CONSENT_WITHDRAWN]
    assert Assurance.DURABLE < Assurance.SEQUENCED < Assurance.WITNESSED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"task.done" = "durable"\n', ""),
        ('"task.done" = "durable"\n', '"task.done" = "certain"\n'),
        ('"task.done" = "durable"\n', '"task.done" = "durable"\n"task.undone" = "durable"\n'),
        ("durable = ", "lasting = "),
    ],
)
def test_a_table_with_a_gap_is_refused(before, after):
    """A kind of act without a level, with one that there is not, or that nobody knows."""
    assert before in TEXT

    with pytest.raises(AssuranceUnclear):
        read_levels(TEXT.replace(before, after, 1))


def test_every_verb_of_the_gate_is_in_the_table():
    """Whatever a room above may call is an act that is written down, or is named with the reason why it is none."""
    listed = {f"hub.{verb}" for verb in (*TABLE["verbs"], *TABLE["silent"])}
    used = _used_of_the_gate()
    acts = {one for one in used if _events(one)}

    assert "" == "\n".join(_line(one, _kinds(one)) for one in sorted(used - listed))
    assert [] == sorted(one for one in listed - used if one.startswith("hub.gate."))
    assert {f"hub.{verb}" for verb in TABLE["verbs"] if verb.startswith("gate.")} == acts
    assert set(TABLE["verbs"]).isdisjoint(TABLE["silent"])
    assert all(TABLE["silent"].values())


def test_who_writes_for_themselves_is_in_the_table():
    """The review and the rulebook may write entries too: each of their public functions that does."""
    rooms = [path for room in ("review", "rulebook") for path in (HUB / room).rglob("*.py")]
    modules = [_module(path) for path in rooms if "hub.ledger.append.append" in names(_module(path)).values()]
    public = {one for module in modules for one in names(module).values() if one.startswith(f"{module}.")}
    public = {one for one in public if is_function(one) and not one.rsplit(".", 1)[1].startswith("_")}

    assert {one.removeprefix("hub.") for one in public if _events(one)} == {
        verb for verb in TABLE["verbs"] if not verb.startswith("gate.")
    }


@pytest.mark.parametrize("verb", TABLE["verbs"])
def test_a_verb_writes_the_kinds_that_the_table_names(verb):
    """No kind is forgotten, and none is named that the code could not write."""
    told = {Event(event).name for event in TABLE["verbs"][verb]}
    could = _events(f"hub.{verb}")

    assert told
    assert told <= could
    assert could - told <= LOOK | READS.get(verb, set())


def test_every_route_comes_to_the_verbs_that_the_table_names():
    """As read from the sources: route, desk, working room, gate. A new route is not in the table, and fails here."""
    app = create_app(replace(sample_desk(), systems=Systems()))
    verbs = {one for one in _used_of_the_gate() if _events(one)} | {f"hub.{verb}" for verb in TABLE["verbs"]}
    reached_ = {route: verbs_of(view, verbs) for route, view in app.view_functions.items()}
    routes = {_line(route, [one.removeprefix("hub.") for one in names_]) for route, names_ in reached_.items()}
    table = {_line(route, names_) for route, names_ in TABLE["routes"].items()}

    assert "" == "\n".join(sorted(routes - table))
    assert "" == "\n".join(sorted(table - routes))
    assert all(found(verb) for verb in verbs)
