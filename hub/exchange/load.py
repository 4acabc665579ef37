"""`hub load`: a file into the hub, whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from hub.exchange.accounts import accounts_twice, read_accounts
from hub.exchange.directory import Directory, plan_directory
from hub.exchange.doubles import given_twice
from hub.exchange.families import EVER, read_family
from hub.exchange.history import read_history
from hub.exchange.issuers import Issuers
from hub.exchange.oddities import oddities
from hub.exchange.reading import Document, LoadFaulty, read_document
from hub.exchange.walk import Walk
from hub.gate.consents import Papers, Words, read_papers, take_consent_on_arrival
from hub.gate.contribute import Arrival, contribute_directory, contribute_family, load_known
from hub.gate.history import Arriving, NotAsRecorded, take_over
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.statute import Charge
from hub.ledger.errors import NumberTaken
from hub.terms.clock import legal_day
from hub.terms.history import Recorded
from hub.terms.ids import StaffId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal

TRIES = 3
_NIL = StaffId("00000000-0000-0000-0000-000000000000")
OPERATOR = Principal(_NIL, "operator", Role.IT_ADMIN, Agency.EXTERNAL, pseudonym="N-00")
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

    `history` counts lines of a record kept elsewhere that were taken over. `notes` are what should be looked at.
    """

    staff: int
    families: tuple[str, ...]
    untouched: tuple[str, ...]
    history: int = 0
    untouched_staff: tuple[str, ...] = ()
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
    records = read_history(document, errors)
    if errors:
        raise LoadFaulty(file.name, errors)
    try:
        taken_over = _write(house, at, directory, arrivals, records)
    except NotAsRecorded as fault:
        raise LoadFaulty(file.name, [f"history{line}" for line in fault.faults]) from fault
    return Loaded(
        staff=len(directory.rows["staff"]),
        families=tuple(arrival.family.number for arrival in arrivals),
        untouched=tuple(sorted({family["number"] for family in document.get("families", ())} & known.families)),
        history=taken_over,
        untouched_staff=tuple(sorted({one["id"] for one in document.get("staff", ())} & known.staff.keys())),
        notes=oddities([(walk.place, walk.document) for walk, _ in found], directory.staff, day),
    )


def _write(
    house: House, at: datetime, directory: Directory, arrivals: Sequence[Arrival], records: Sequence[Recorded]
) -> int:
    """All of it in one transaction; tried anew if somebody opened a family that the history is about."""
    for _ in range(TRIES - 1):
        try:
            return _write_once(house, at, directory, arrivals, records)
        except NumberTaken:
            continue
    return _write_once(house, at, directory, arrivals, records)


def _write_once(
    house: House, at: datetime, directory: Directory, arrivals: Sequence[Arrival], records: Sequence[Recorded]
) -> int:
    with house.db.begin() as tx:
        if directory.is_news:
            contribute_directory(house, tx, OPERATOR, at, directory.rows)
        for arrival in arrivals:
            contribute_family(house, tx, OPERATOR, at, arrival)
            if arrival.papers:
                posts = tuple(post for posts in arrival.roster.values() for post in posts)
                take_consent_on_arrival(house, tx, OPERATOR, at, Papers(arrival.family, 2, arrival.papers, posts))
        return take_over(house, tx, Arriving(OPERATOR, at), records) if records else 0


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
