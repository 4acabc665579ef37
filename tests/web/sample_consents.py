"""Consents of the sample family: every stand once, and papers with their stories."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hub.casework.parts import NAMES
from hub.terms.account import Account
from hub.terms.answers import Disclosure, Projection
from hub.terms.consents import (
    COLUMNS,
    ConsentCell,
    ConsentChoice,
    ConsentView,
    Named,
    PaperStory,
    Person,
    SaidSo,
    Stand,
    TakenBack,
)
from hub.terms.ids import EntryId, FamilyNumber, PersonId
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.own_consents import OwnView
from hub.terms.parts import Wanted
from hub.terms.previews import Preview
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from hub.terms.recalls import RecallView
from hub.terms.receipts import Format, ReceiptFile, ReceiptView, Which
from hub.terms.tasks import TaskView

YES = datetime(2026, 2, 1, 9, 15, tzinfo=UTC)
JONAS = Named("U01", "Jonas Kranichfeld", Agency.JOBCENTER, Role.JOBCOACH, "Pro Arbeit")
HENRIKE = Named("U07", "Henrike Steinkauz", Agency.JUGENDAMT, Role.ASD_WORKER, "Jugendamt")


@dataclass(frozen=True)
class SampleConsents:
    """Consents of the family that `open_family` opens, for its Jobcoach."""

    open_family: Callable[[Principal, FamilyNumber, Purpose, datetime], Disclosure]

    def purposes(self, principal: Principal) -> tuple[Purpose, ...]:
        """Two, for the Jobcoach alone."""
        return (Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE) if principal.role is Role.JOBCOACH else ()

    def open(self, principal: Principal, wanted: Wanted, choice: ConsentChoice, at: datetime) -> ConsentView:
        """Every stand once."""
        return consents_of(self.open_family(principal, wanted.number, wanted.purpose, at), choice)


def consents_of(disclosure: Disclosure, choice: ConsentChoice) -> ConsentView:
    """The view of the sample family; nothing of one that is refused."""
    if disclosure.effect is Effect.DENY:
        return ConsentView(disclosure)
    shown = tuple(one for one in disclosure.projection.shown if one.field in NAMES)
    named = replace(disclosure, projection=replace(disclosure.projection, shown=shown))
    people = tuple(Person(person, ref) for person, ref in sorted(named.projection.people.items(), key=lambda p: p[1]))
    return ConsentView(
        disclosure=named,
        persons=people,
        recipients=(JONAS, HENRIKE),
        purposes=(Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE),
        recipient=HENRIKE if choice.recipient == HENRIKE.key else JONAS,
        purpose=choice.purpose or disclosure.purpose,
        cells=tuple(cell for number, one in enumerate(people) for cell in _cells(one, number)),
        papers=_papers(people[0]),
    )


def _cells(person: Person, number: int) -> list[ConsentCell]:
    stands = [stand for stand in Stand if stand is not Stand.INVALID]
    turned = stands[number:] + stands[:number]
    return [
        ConsentCell(
            person.id,
            categories,
            stand,
            partly=stand is Stand.REFUSED,
            on=date(2026, 2, 1),
            until=date(2026, 11, 30),
            age=15,
            consents=("C01",) if stand in (Stand.GRANTED, Stand.DISAGREED) else (),
            complete=stand is Stand.GRANTED,
        )
        for categories, stand in zip(COLUMNS, turned, strict=True)
    ]


def _papers(person: Person) -> tuple[PaperStory, ...]:
    said = (SaidSo(person.id, YES, is_yes=True), SaidSo(None, YES, is_yes=False))
    back = TakenBack(person.id, datetime(2026, 11, 2, 9, 14, tzinfo=UTC), datetime(2026, 11, 3, 8, tzinfo=UTC), ())
    paper = PaperStory(
        ref="C01",
        stand=Stand.GRANTED,
        partly=False,
        persons=(person.id,),
        categories=(Category.CONTACT, Category.HELP_TYPE),
        recipients=("U01",),
        purposes=(Purpose.FAM_JOINT_SUPPORT,),
        valid_from=date(2026, 2, 1),
        last_day=date(2027, 1, 31),
        way="tablet",
        said=said,
        taken_back=(),
        languages=("de", "xx"),
    )
    wrong = replace(paper, ref="C43", stand=Stand.INVALID, invalid_since=date(2026, 5, 12), taken_back=(back,))
    spoken = replace(paper, ref="C44", way="oral", confirm_by=date(2026, 10, 22), categories=(), stand=Stand.OPEN)
    return paper, wrong, spoken


class NoTalks:
    """Nobody is offered a talk."""

    def offers(self, *_: object) -> bool:
        """To nobody."""
        return False


class NoWithdrawals:
    """There is no such consent, whatever is entered."""

    def enter(self, *_: object) -> None:
        """As for one that is not there."""

    def void(self, *_: object) -> None:
        """Likewise."""

    def recalls(self, principal: Principal, wanted: Wanted, at: datetime) -> RecallView:
        """Nothing, of no family."""
        entry = EntryId("00000000-0000-4000-8000-000000000003")
        shown = (entry, wanted.number, wanted.purpose, at, Effect.DENY, Reason.NOT_ASSIGNED, Projection({}))
        return RecallView(Disclosure(*shown))

    def answer(self, *_: object) -> bool:
        """There is nothing to be answered."""
        return False


class NoTasks:
    """Nothing is due, and nothing was ever to be done."""

    def open(self, *_: object) -> TaskView:
        """An empty list."""
        return TaskView()

    def settle(self, *_: object) -> bool:
        """There is nothing of the kind."""
        return False


class SampleAccount:
    """Nobody has looked."""

    def read(self, principal: Principal, session: str, query: object, at: datetime) -> Account:
        """Nothing."""
        number = FamilyNumber(principal.ref.partition("/")[0])
        return Account(EntryId("00000000-0000-4000-8000-000000000003"), number, at)

    def read_all(self, principal: Principal, session: str, at: datetime) -> tuple[Account, ...]:
        """Nothing."""
        return (self.read(principal, session, None, at),)

    def proofs(self, told: Account) -> dict[EntryId, bytes]:
        """None."""
        return {}


class SampleOwn:
    """Somebody of a family who was asked nothing yet."""

    def open(self, principal: Principal, at: datetime) -> OwnView:
        """No answer."""
        entry = EntryId("00000000-0000-4000-8000-000000000002")
        number, purpose = FamilyNumber(principal.ref.partition("/")[0]), Purpose.DATA_SUBJECT_ACCESS
        shown = Disclosure(entry, number, purpose, at, Effect.PERMIT, Reason.OWN_RIGHTS, Projection({}))
        return OwnView(shown, PersonId(principal.id), is_here=True)

    def take_back(self, *_: object) -> None:
        """There is no such consent."""

    def receipt(self, principal: Principal, which: Which, at: datetime) -> ReceiptView:
        """Nothing that they said."""
        return ReceiptView(self.open(principal, at).disclosure, is_own=True)


class NoReceipts:
    """There is no such paper."""

    def open(self, principal: Principal, wanted: Wanted, which: Which, at: datetime) -> ReceiptView:
        """As for one that is not there."""
        return ReceiptView(NoWithdrawals().recalls(principal, wanted, at).disclosure)

    def write(self, view: ReceiptView, form: Format, at: datetime) -> ReceiptFile:
        """Nothing to write."""
        raise LookupError("there is no receipt in this look")


class NoPreviews:
    """No paper to look ahead from."""

    def open(self, principal: Principal, *_: object) -> Preview:
        """A refusal."""
        entry, number = EntryId("00000000-0000-4000-8000-000000000003"), FamilyNumber("")
        facts = (Purpose.FAM_JOINT_SUPPORT, YES, Effect.DENY, Reason.NOT_ASSIGNED)
        return Preview(Disclosure(entry, number, *facts, Projection({})))

    open_talk = open
