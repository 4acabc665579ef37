"""`hub load`: a file into the hub, whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from hub.exchange.accounts import accounts_twice, read_accounts
from hub.exchange.conferences import read_conferences
from hub.exchange.directory import Directory, plan_directory
from hub.exchange.doubles import given_twice
from hub.exchange.duties import Known as Named
from hub.exchange.duties import read_inputs
from hub.exchange.families import EVER, read_family
from hub.exchange.history import read_history
from hub.exchange.issuers import Issuers
from hub.exchange.oddities import oddities
from hub.exchange.reading import Document, LoadFaulty, read_document
from hub.exchange.walk import Walk
from hub.gate.conferences.bringing import NotAsPlanned, bring_meetings
from hub.gate.consents import Papers, Words, read_papers, take_consent_on_arrival
from hub.gate.contribute import Arrival, contribute_directory, contribute_family, load_known
from hub.gate.history import Arriving, NotAsRecorded, take_over
from hub.gate.house import House
from hub.gate.inputs.bringing import Inputs, contribute_inputs
from hub.gate.inputs.meeting import Arriving as Newcomers
from hub.gate.rules import by_rules_in_force
from hub.gate.statute import Charge
from hub.ledger.errors import NumberTaken
from hub.terms.clock import legal_day
from hub.terms.conference_plans import Brought
from hub.terms.history import Recorded
from hub.terms.ids import StaffId
from hub.terms.lists import Purpose
from hub.terms.principals import Principal, machine

TRIES = 3
OPERATOR = machine("operator")
"""Who loads: whoever may run the command with the loader's login. In the log as such."""


@dataclass(frozen=True)
class LoadFile:
    """A load file by name, and the schema it has to fit.

    `day` is the day of a set that is loaded at any time, also before: what lies up to it is no future.
    """

    name: str
    text: bytes
    schema: Document
    issuer: str
    other_issuers: Mapping[str, str] = field(default_factory=dict)
    day: date = EVER

    @property
    def issuers(self) -> Issuers:
        """Whose accounts the file may speak of."""
        return Issuers(self.issuer, self.other_issuers)


@dataclass(frozen=True)
class Loaded:
    """What a file added. `untouched` and `untouched_staff` were there already and stay as they are.

    `history` counts lines of a record kept elsewhere that were taken over, `inputs` rows of duty, absences,
    appointments and procedures. `notes` are what should be looked at.
    """

    staff: int
    families: tuple[str, ...]
    untouched: tuple[str, ...]
    history: int = 0
    inputs: int = 0
    untouched_staff: tuple[str, ...] = ()
    conferences: int = 0
    notes: tuple[str, ...] = ()


@by_rules_in_force
def load_file(house: House, file: LoadFile, at: datetime) -> Loaded:
    """Add what is new in the file. Raises LoadFaulty with every place that is wrong; then nothing was added."""
    document = read_document(file.name, file.text, file.schema)
    known = load_known(house)
    errors = [*(f"{place}: given twice" for place in given_twice(document)), *accounts_twice(document)]
    roles = {role: rule.agencies for role, rule in house.policies.roles.items()}
    directory = plan_directory(document, (known, roles), file.issuers, errors)
    day = max(legal_day(at), file.day)
    found = list(_arrivals(house, document, (directory, known.families, known.consents), (day, errors)))
    arrivals = [replace(arrival, accounts=read_accounts(walk, file.issuers)) for walk, arrival in found]
    inputs = read_inputs(document, _named(house, document, (directory, known.families), at), errors)
    newcomers = Newcomers(directory.rows["staff"], directory.births, known.family_ids)
    records, meetings = read_history(document, errors), _meetings(house, document, directory, errors)
    coming = _Coming(directory, arrivals, records, inputs, newcomers, meetings)
    if errors:
        raise LoadFaulty(file.name, errors)
    taken_over, inputs_added, meetings_added = _write(house, file.name, at, coming)
    return Loaded(
        staff=len(directory.rows["staff"]),
        families=tuple(arrival.family.number for arrival in arrivals),
        untouched=tuple(sorted({family["number"] for family in document.get("families", ())} & known.families)),
        history=taken_over,
        inputs=inputs_added,
        conferences=meetings_added,
        untouched_staff=tuple(sorted({one["id"] for one in document.get("staff", ())} & known.staff.keys())),
        notes=oddities([(walk.place, walk.document) for walk, _ in found], directory.staff, day),
    )


@dataclass(frozen=True, repr=False)
class _Coming:
    """What a file brings."""

    directory: Directory
    arrivals: Sequence[Arrival]
    records: Sequence[Recorded]
    inputs: Inputs
    newcomers: Newcomers
    meetings: Sequence[Brought]


def _named(house: House, document: Document, there: tuple[Directory, frozenset[str]], at: datetime) -> Named:
    """Whom duty and appointments may name: who and what is there, or comes with the same file."""
    directory, families = there
    return Named(
        staff=_staff_ids(directory.staff),
        families=families | {str(one["number"]) for one in document.get("families", ())},
        agencies=frozenset(directory.agencies),
        first_kept=house.policies.retention.access_log.first_day_kept(legal_day(at)),
    )


def _write(house: House, name: str, at: datetime, coming: _Coming) -> tuple[int, int, int]:
    """All of it in one transaction; tried anew if somebody opened a family that the history is about."""
    try:
        for _ in range(TRIES - 1):
            try:
                return _write_once(house, at, coming)
            except NumberTaken:
                continue
        return _write_once(house, at, coming)
    except NotAsRecorded as fault:
        raise LoadFaulty(name, [f"history{line}" for line in fault.faults]) from fault
    except NotAsPlanned as fault:
        raise LoadFaulty(name, list(fault.faults)) from fault


def _meetings(house: House, document: Document, directory: Directory, errors: list[str]) -> tuple[Brought, ...]:
    roles = house.policies.roles.items()
    holding = frozenset(role for role, rule in roles if Purpose.CASE_CONFERENCE in rule.purposes)
    return read_conferences(document, directory.staff, holding, errors)


def _write_once(house: House, at: datetime, coming: _Coming) -> tuple[int, int, int]:
    directory = coming.directory
    with house.db.begin() as tx:
        if directory.is_news:
            contribute_directory(house, tx, (OPERATOR, at), directory.rows, coming.newcomers)
        for arrival in coming.arrivals:
            contribute_family(house, tx, OPERATOR, at, arrival)
            if arrival.papers:
                posts = tuple(post for posts in arrival.roster.values() for post in posts)
                take_consent_on_arrival(house, tx, OPERATOR, at, Papers(arrival.family, 2, arrival.papers, posts))
        inputs = contribute_inputs(house, tx, OPERATOR, at, coming.inputs) if any(coming.inputs.values()) else 0
        meetings = bring_meetings(house, tx, OPERATOR, at, coming.meetings) if coming.meetings else 0
        taken = take_over(house, tx, Arriving(OPERATOR, at), coming.records) if coming.records else 0
        return taken, inputs, meetings


def _arrivals(
    house: House,
    document: Document,
    there: tuple[Directory, frozenset[str], frozenset[str]],
    when: tuple[date, list[str]],
) -> Iterator[tuple[Walk, Arrival]]:
    directory, families, consents = there
    day, errors = when
    numbers: set[str] = set()
    refs = set(consents)
    for position, one in enumerate(document.get("families", ())):
        place = f"families[{position}]"
        if one["number"] in numbers:
            errors.append(f"{place}.number: given twice")
        numbers.add(one["number"])
        if one["number"] in families:
            continue
        for number, consent in enumerate(one.get("consents", ())):
            if consent["id"] in refs:
                errors.append(f"{place}.consents[{number}].id: there is a consent of that id already")
            refs.add(consent["id"])
        walk = Walk(place, one, directory, house.policies.catalogue, day, errors)
        yield walk, _arrival(house, walk)


def _arrival(house: House, walk: Walk) -> Arrival:
    family, rows, cells = read_family(walk)
    words = Words(walk.persons, _staff_ids(walk.directory.staff), walk.cells)
    papers: list[Any] = []
    for number, consent in enumerate(walk.document.get("consents", ())):
        document = {key: value for key, value in consent.items() if key != "id"}
        try:
            papers += read_papers([(consent["id"], document)], words, walk.catalogue)
        except ValueError as fault:
            walk.fault(f"consents[{number}]", str(fault))
    return Arrival(family, rows, cells, tuple(papers), _roster(walk.directory.staff), tuple(_charges(walk)))


def _charges(walk: Walk) -> Iterator[Charge]:
    """Whose case it is, in each of their posts."""
    for one in walk.document.get("assignments", ()):
        for principal in walk.directory.staff.get(one["staff"], ()):
            yield Charge(principal, walk.date(one, "from") or EVER, walk.date(one, "to"))


def _staff_ids(staff: Mapping[str, Sequence[Principal]]) -> Mapping[str, StaffId]:
    return {ref: principals[0].id for ref, principals in staff.items() if principals}


def _roster(staff: Mapping[str, Sequence[Principal]]) -> Mapping[StaffId, Sequence[Principal]]:
    return {principals[0].id: principals for principals in staff.values() if principals}
