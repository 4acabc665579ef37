"""A desk with one invented family behind it, made of real objects: for the tests of pages and API."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from hub.casework.parts import FIELDS
from hub.ledger.entry import Event
from hub.terms.answers import Because, Blank, Disclosure, Json, Projection, Value
from hub.terms.catalogue import Catalogue, parse_catalogue
from hub.terms.families import Asked, Glance, Glances
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, PersonId, PolicyId, StaffId
from hub.terms.information import Address
from hub.terms.lists import Agency, Category, Effect, Level, Owner, Purpose, Role
from hub.terms.log import Cursor, LogLine, LogPage, LogQuery
from hub.terms.mandates import MandateAct, MandateBoard, Outcome
from hub.terms.principals import Post, Principal, SignedIn
from hub.terms.reasons import Reason
from hub.terms.register import Register
from hub.web.desk import Desk, Group, WebSettings
from tests.web.sample_cases import no_review
from tests.web.sample_consents import (
    NoPreviews,
    NoReceipts,
    NoTalks,
    NoTasks,
    NoWithdrawals,
    SampleAccount,
    SampleConsents,
    SampleOwn,
)
from tests.web.sample_nameless import NoTables
from tests.web.sample_notes import MemoryNotes, write_sample
from tests.web.sample_overview import SampleOverviews
from tests.web.sample_papers import SamplePapers
from tests.web.sample_rules import NoRules
from tests.web.sample_sessions import MemorySessions as MemorySessions

ROOT = Path(__file__).parent.parent.parent
SPACE = UUID("00000000-0000-4000-8000-000000000001")
AT = datetime(2026, 11, 16, 9, 14, tzinfo=UTC)
NUMBER = FamilyNumber("FAM-2025-003")
SECOND = FamilyNumber("FAM-2025-007")
SANDRA, MIA, BEN = (PersonId(uuid5(SPACE, name)) for name in ("F01-1", "F01-2", "F01-3"))
PEOPLE = {SANDRA: "F01-1", MIA: "F01-2", BEN: "F01-3"}
CONSENT = Because(
    (PolicyId("consent-opens"),),
    ("§ 67b Abs. 2 SGB X",),
    Reason.CONSENT,
    ("C01",),
    (SANDRA,),
    date(2026, 2, 1),
    date(2027, 1, 31),
)
OWN = Because((PolicyId("own-task-jobcoach"),), ("§ 67b Abs. 1 SGB X", "§ 51a SGB II"), Reason.OWN_TASK)


def load_catalogue() -> Catalogue:
    """The real catalogue."""
    retention = tomllib.loads((ROOT / "schemas/retention.toml").read_text(encoding="utf-8"))
    return parse_catalogue((ROOT / "schemas/field-catalogue.csv").read_text(encoding="utf-8"), retention)


CATALOGUE = load_catalogue()
ADDRESSES = {
    name: Address(name, "Beispielweg 1", f"{name}@example.invalid", f"dpo-{name}@example.invalid")
    for name in ("jobcenter", "jugendamt", "provider", "authority")
}


def value(persons: set[PersonId], field_id: str, content: Json, because: Because = OWN, **more: object) -> Value:
    """A value of a field, owned by the Jobcenter unless said otherwise."""
    known = CATALOGUE.by_id[FieldId(field_id)]
    cell = CellId(uuid5(SPACE, f"{field_id}{sorted(map(str, persons))}{more.get('owner')}"))
    made = Value(
        cell, known.id, frozenset(persons), known.category, Level.FULL, content, Owner.JOBCENTER, False, because
    )
    return made._replace(**more)


def blank(person: PersonId, category: Category, reason: Reason = Reason.CONSENT_MISSING, **more: object) -> Blank:
    """A withheld part of the Jugendamt."""
    return Blank(person, category, Owner.JUGENDAMT, reason, ask=True)._replace(**more)


ASD = {"because": CONSENT, "owner": Owner.JUGENDAMT}
SHOWN = (
    value({SANDRA, MIA, BEN}, "address", "Am Mühlbach 12, 00000 Birkenfurt"),
    value({SANDRA, MIA, BEN}, "fam_goal", "Morgens ohne Streit aus dem Haus kommen", CONSENT, owner=Owner.JOINT),
    value({SANDRA}, "given_name", "Sandra"),
    value({SANDRA}, "family_name", "Ahornwald"),
    value({SANDRA}, "birth_date", "1991-03-12"),
    value({SANDRA}, "phone", "0000 100001"),
    value({SANDRA}, "interpreter_need", False),
    value({SANDRA}, "sgb2_benefit_amount", 1234.5),
    value({SANDRA}, "sgb2_coop_plan_goal", "Ausbildung zur Altenpflegehelferin in Teilzeit"),
    value({SANDRA}, "sgb2_coop_plan_steps", ["Betreuung für Ben bis 16 Uhr", "Gespräch mit der Pflegeschule"]),
    value({SANDRA}, "sgb8_help_type", "§ 31 Sozialpädagogische Familienhilfe (OFT)", **ASD),
    value({SANDRA}, "sgb8_help_period", {"from": "2025-09-01", "to": "2026-12-31"}, **ASD),
    value({SANDRA}, "sgb8_help_goals_released", ["Abendroutine halten", "Hausaufgaben vor dem Abendessen"], **ASD),
    value({SANDRA}, "sgb8_help_plan_meeting", "2026-12-07T10:00", **ASD),
    value({MIA}, "given_name", "Mia"),
    value({MIA}, "family_name", "Ahornwald"),
    value({MIA}, "birth_date", "2017-09-04"),
    value({MIA}, "sgb8_school_situation", "3. Klasse, kommt pünktlich", level=Level.SUMMARY, disputed=True, **ASD),
    value({BEN}, "given_name", "Ben"),
    value({BEN}, "family_name", "Ahornwald"),
)
BLANKS = (
    blank(
        SANDRA,
        Category.HEALTH,
        Reason.CONSENT_REFUSED,
        ask=False,
        ask_from=date(2026, 12, 1),
        signers=(SANDRA,),
        on=date(2026, 6, 1),
    ),
    blank(SANDRA, Category.FAMILY_RELATIONS, Reason.CONSENT_EXPIRED, on=date(2026, 10, 31), signers=(SANDRA,)),
    blank(MIA, Category.HELP_TYPE),
    blank(MIA, Category.HELP_GOALS),
    blank(BEN, Category.HELP_TYPE),
    blank(BEN, Category.SCHOOL_CHILDCARE, Reason.CUSTODY_UNPROVEN),
)
FAMILY = Disclosure(
    EntryId(uuid5(SPACE, "entry")),
    NUMBER,
    Purpose.FAM_JOINT_SUPPORT,
    AT,
    Effect.REDACT,
    Reason.CONSENT,
    Projection(PEOPLE, SHOWN, BLANKS),
)


def signed_in(ref: str, name: str, role: Role, agency: Agency, agency_name: str) -> SignedIn:
    """Somebody of the demo Kreis."""
    return SignedIn(Principal(StaffId(uuid5(SPACE, ref)), ref, role, agency, pseudonym="N-01"), name, agency_name)


JOBCOACH = signed_in("U01", "Jonas Kranichfeld", Role.JOBCOACH, Agency.JOBCENTER, "Pro Arbeit – Kreis Musterau (AöR)")
DPO = signed_in("U16", "Dr. Ulrike Silberreiher", Role.DPO, Agency.JUGENDAMT, "Behördliche Datenschutzbeauftragte")
LINE = LogLine(
    EntryId(uuid5(SPACE, "line")),
    AT,
    "N-07",
    Role.JOBCOACH,
    Agency.JOBCENTER,
    "access.read",
    NUMBER,
    ("P-3",),
    (Category.CONTACT,),
    Purpose.FAM_JOINT_SUPPORT,
    ("C01",),
    Effect.PERMIT,
    None,
)
PLACE = Cursor(LINE.at, EntryId(str(LINE.entry)))
REFUSAL = replace(
    LINE,
    event="access.denied",
    persons=(),
    categories=(),
    basis=(),
    effect=Effect.DENY,
    reason=Reason.NOT_ASSIGNED,
)


def post(present: SignedIn) -> Post:
    """The post somebody acts in."""
    who = present.principal
    return Post(UUID(str(who.id)), who.role, who.agency, present.agency_name)


def open_sample(principal: Principal, number: FamilyNumber, purpose: Purpose, at: datetime) -> Disclosure:
    """The sample family for its own Jobcoach; for everybody else and every other number, a refusal."""
    if principal == JOBCOACH.principal and number == NUMBER:
        return replace(FAMILY, purpose=purpose)
    entry = EntryId(uuid5(SPACE, "refusal"))
    return Disclosure(entry, number, purpose, at, Effect.DENY, Reason.NOT_ASSIGNED, Projection({}))


def narrow(disclosure: Disclosure, only: frozenset[FieldId] | None) -> Disclosure:
    """What a page that needs these fields alone is shown."""
    shown = tuple(one for one in disclosure.projection.shown if only is None or one.field in only)
    return replace(disclosure, projection=replace(disclosure.projection, shown=shown))


def list_sample(principal: Principal, purpose: Purpose, asked: Asked, at: datetime) -> Glances:
    """The sample family with its names, and a second one of which nothing may be shown."""
    names = ("given_name", "family_name", "sgb8_help_plan_meeting")
    shown = tuple(one for one in SHOWN if one.field in names)
    first = Glance(NUMBER, Projection(PEOPLE, shown), date(2026, 11, 30), own_say_due=True)
    query = asked.query.casefold()
    lines = (first, Glance(SECOND, Projection({})))
    found = tuple(one for one in lines if query in ("", one.number.casefold(), "ahornwald" if one is first else ""))
    later = tuple(one for one in found if asked.after is None or one.number > asked.after)
    return Glances(later[: asked.limit], later[asked.limit - 1].number if len(later) > asked.limit else None)


def read_sample(principal: Principal, query: LogQuery, at: datetime) -> LogPage:
    """Two lines on the first page, one on the second."""
    return LogPage((LINE, REFUSAL), PLACE) if query.before is None else LogPage((REFUSAL,))


def read_own_sample(principal: Principal, session: str, query: LogQuery, at: datetime) -> LogPage:
    """One line of one's own for who has a session, nothing for who has none."""
    return LogPage((LINE,)) if session else LogPage(())


SETTINGS = WebSettings(
    secret_key=b"only for tests, only for tests!!",
    issuer="",
    client_id="fam-hub-jobcenter",
    client_secret="only for tests",
    base_url="",
    other_addresses={"jugendamt": "http://127.0.0.1:3"},
    demo=True,
)


def sample_desk(
    people: tuple[SignedIn, ...] = (JOBCOACH, DPO),
    issuer: str = "http://127.0.0.1:1",
    base_url: str = "http://127.0.0.1:2",
    open_family: Callable[[Principal, FamilyNumber, Purpose, datetime], Disclosure] = open_sample,
) -> Desk:
    """A desk at which these people can sign in."""
    return Desk(
        agency=Group.JOBCENTER,
        clock=lambda: AT,
        stichtag_banner=date(2026, 11, 16),
        catalogue=CATALOGUE,
        open_family=open_family,
        open_part=lambda principal, wanted, at: narrow(
            open_family(principal, wanted.number, wanted.purpose, at), FIELDS[wanted.part]
        ),
        consents=SampleConsents(open_family),
        withdrawals=NoWithdrawals(),
        own=SampleOwn(),
        own_account=SampleAccount(),
        talks=NoTalks(),
        previews=NoPreviews(),
        own_previews=NoPreviews(),
        tasks=NoTasks(),
        rules=NoRules(),
        receipts=NoReceipts(),
        **no_review(),
        list_own=list_sample,
        assigned=lambda principal, at: (NUMBER, FamilyNumber("FAM-2025-007")),
        purposes=lambda principal: (Purpose.SGB2_INTEGRATION, Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE),
        read_log=read_sample,
        read_register=lambda principal, family, before, at: Register(family),
        mandate_acts=lambda principal: frozenset({MandateAct.TAKE_OVER, MandateAct.DECLARE_CONFLICT}),
        mandate_board=lambda principal, at: MandateBoard(frozenset({MandateAct.TAKE_OVER})),
        enter_mandate=lambda principal, wish, at: Outcome(Effect.DENY, Reason.NOT_ASSIGNED),
        read_own=read_own_sample,
        log_events=tuple(event.value for event in Event),
        notes=MemoryNotes(),
        write_cells=write_sample,
        addresses=ADDRESSES,
        overviews=SampleOverviews(),
        papers=SamplePapers(),
        nameless=NoTables(),
        sessions=MemorySessions(
            posts={present.principal.ref: (post(present),) for present in people},
            people={post(present).id: present for present in people},
            tokens={f"token-{present.principal.ref}": present for present in people},
        ),
        ready=lambda: True,
        settings=replace(SETTINGS, issuer=issuer, base_url=base_url),
    )
