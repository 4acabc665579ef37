"""For which agencies, and for which stretch of time, a key is wrapped: what consents and rules open, no more.

Worked out by the same code as a look, at every instant at which the answer can change: when a paper begins or ends,
somebody signs or withdraws, a birthday, a holding of custody. Between two of them it stays what it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise

from hub.consent.agreeing import as_bound
from hub.consent.coverage import Question
from hub.consent.lasting import Lasting
from hub.consent.papers import Paper, Recipient, Staff, Team
from hub.consent.releases import work_out
from hub.consent.secrecy import sources_signed
from hub.consent.turning import turning_from, turning_instants
from hub.gate.kin import Kin
from hub.gate.statute import Statute
from hub.policy.conditions_on_cells import signed_alike
from hub.record.places import ALWAYS, KeyPlace, Whose, Window, Windows
from hub.terms.access import Release, SourceRelease
from hub.terms.agreed import Bound
from hub.terms.catalogue import Catalogue
from hub.terms.clock import day_ends
from hub.terms.ids import CellId, PersonId, StaffId
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

Roster = Mapping[StaffId, Sequence[Principal]]
"""The posts of everybody whom papers may name."""

Agreement = Callable[[Role, Purpose], tuple[Bound, ...]]
"""What a function may not see for a purpose, whatever was signed."""

NOBODY = StaffId("")


@dataclass(frozen=True)
class Stretch:
    """What consents open to one agency between two instants."""

    holder: str
    since: datetime
    until: datetime
    releases: Mapping[PersonId, Sequence[Release]]
    """By whom they are about."""
    sources: Sequence[SourceRelease] = ()
    """Who is released from secrecy towards somebody there."""


@dataclass(frozen=True)
class Beside:
    """What counts beside the papers: what rules open without them, and what they open to nobody by agreement.

    `since`: what is over by then is not worked out.
    """

    rules: Sequence[Statute | Kin] = ()
    agreement: Agreement = lambda _, __: ()
    since: datetime | None = None


def windows_of(
    papers: Sequence[Paper],
    family: Family,
    roster: Roster,
    catalogue: Catalogue,
    beside: Beside | None = None,
) -> Windows:
    """Whom each new key of this family is wrapped for: its maker, and others while consents or the rules open it."""
    beside = beside or Beside()
    stretches = tuple(_stretches((papers, beside), family, roster, catalogue))

    @cache  # of many wrappings of few keys; it lasts as long as one change
    def windows(whose: Whose, place: KeyPlace) -> Sequence[Window]:
        return [
            Window(place.maker, "own", *ALWAYS),
            *_joined(_opened(stretch, whose, place, catalogue) for stretch in stretches),
            *_longest(rule.window(whose, place) for rule in beside.rules),
        ]

    return windows


def not_over(windows: Windows, at: datetime) -> Windows:
    """Without what is over at an instant: nobody gets a key for a time that is past, whatever instant they name."""
    return lambda whose, place: [window for window in windows(whose, place) if window.until > at]


def _opened(stretch: Stretch, whose: Whose, place: KeyPlace, catalogue: Catalogue) -> Window | None:
    """The window of a key in one stretch, if for every person it is about some consent opens a field it closes.

    Other partitions of the same category have other signers (R7), so that what opens there opens nothing here. Of what
    was confided, whoever did so must be among those who signed.
    """
    if stretch.holder == place.maker:
        return None
    fields = catalogue.category_masks[place.category] & catalogue.owner_masks[place.owner]
    fields &= catalogue.ceiling_masks[place.level] & catalogue.partition_masks[place.partition]
    if whose.confiders and place.category not in (Category.HEALTH, Category.NONE):
        fields |= catalogue.category_masks[Category.SINGLE_NOTE] & signed_alike(catalogue, place.partition)
    entry = place.cell if place.bound is None or whose.confiders or place.category is Category.SINGLE_NOTE else None
    used: list[Release] = []
    for person in whose.persons:
        opening = [one for one in stretch.releases.get(person, ()) if _opens(one, fields, place, entry)]
        if not opening or not _speaks(stretch, person, fields, place):
            return None
        used += opening
    if not whose.confiders.issubset(signer for release in used for signer in release.signers):
        return None
    consents = {ref for release in used for ref in release.consents}
    return Window(stretch.holder, ",".join(sorted(consents)), stretch.since, stretch.until)


def _opens(release: Release, fields: int, place: KeyPlace, entry: CellId | None) -> bool:
    """A release of one of these fields, at this level or above; of single notes, this very one."""
    return (
        bool(release.fields & fields) and release.level >= place.level and (entry is None or entry in release.entries)
    )


def _speaks(stretch: Stretch, person: PersonId, fields: int, place: KeyPlace) -> bool:
    """Nobody bound to secrecy said it, or this person released them for one of these fields (§ 76 Abs. 1 SGB X)."""
    if place.bound is None:
        return True
    return any(one.person == person and one.source == place.bound and one.fields & fields for one in stretch.sources)


def _joined(windows: Iterable[Window | None]) -> Iterator[Window]:
    """Windows that follow each other without a gap, as one."""
    ready: dict[tuple[str, str], Window] = {}
    for window in filter(None, windows):
        before = ready.get((window.holder, window.basis))
        if before is not None and before.until == window.since:
            window = replace(before, until=window.until)
        elif before is not None:
            yield before
        ready[window.holder, window.basis] = window
    yield from ready.values()


def _longest(windows: Iterable[Window | None]) -> Iterator[Window]:
    """Of windows that begin together, the one that lasts longest."""
    longest: dict[tuple[str, datetime], Window] = {}
    for window in filter(None, windows):
        before = longest.get((window.holder, window.since))
        if before is None or before.until < window.until:
            longest[window.holder, window.since] = window
    yield from longest.values()


def _stretches(
    signed: tuple[Sequence[Paper], Beside], family: Family, roster: Roster, catalogue: Catalogue
) -> Iterator[Stretch]:
    asked = list(_asked(signed, family, roster))
    since, bound = signed[1].since, tuple(paper for paper in signed[0] if paper.bound is not None)
    instants = _instants([*(paper for papers, _ in asked for paper in papers), *bound], family, since)
    agencies = {question.principal.agency for _, question in asked}
    for agency in sorted(agencies - {Agency.EXTERNAL}):  # no process group, so no key
        apart = _apart(
            (
                (question.concerned(papers), question)
                for papers, question in asked
                if question.principal.agency == agency
            ),
            bound,
        )
        lasting = [(Lasting(papers, family, instants[0]), question) for papers, question in apart]
        for since, until in pairwise(instants):
            releases: dict[PersonId, list[Release]] = defaultdict(list)
            sources: list[SourceRelease] = []
            for papers, question in lasting:
                now = replace(question, at=since)
                for release in work_out(papers.at(since), now, catalogue).releases:
                    releases[release.person].append(release)
                sources += sources_signed(bound, now, catalogue) if bound else ()
            if releases:
                yield Stretch(agency.value, since, until, releases, sources)


def _asked(
    signed: tuple[Sequence[Paper], Beside], family: Family, roster: Roster
) -> Iterator[tuple[tuple[Paper, ...], Question]]:
    """Who is asked for, and for what; each with the papers as they count for them from then on."""
    papers, beside = signed
    since = beside.since or ALWAYS[0]
    naming = Lasting(papers, family, since).papers
    purposes = sorted({purpose for paper in naming for purpose in paper.purposes or ()})
    bound: dict[tuple[Bound, ...], tuple[Paper, ...]] = {}
    for asker in _askers(naming, roster):
        for purpose in purposes:
            bounds = beside.agreement(asker.role, purpose)
            if bounds not in bound:
                bound[bounds] = Lasting(as_bound(papers, bounds), family, since).papers
            yield bound[bounds], Question(family, asker, Purpose(purpose), since)


def _apart(
    asked: Iterable[tuple[tuple[Paper, ...], Question]], bound: Sequence[Paper]
) -> Sequence[tuple[tuple[Paper, ...], Question]]:
    """Of those whom the papers that concern them do not tell apart, one; nobody whom none concerns."""
    meant = [(papers, one) for papers, one in asked if papers]
    return tuple({(papers, one.told_apart([*papers, *bound])): (papers, one) for papers, one in meant}.values())


def _askers(papers: Sequence[Paper], roster: Roster) -> Iterator[Principal]:
    """Everybody whom a paper names as recipient, in each of their posts."""
    named: set[Recipient] = {recipient for paper in papers for recipient in paper.recipients or ()}
    for recipient in sorted(named, key=str):
        match recipient:
            case Staff(person):
                yield from roster.get(person, ())
            case Team(agency, team):
                yield Principal(NOBODY, "", any_role(agency), agency, team)


def any_role(agency: Agency) -> Role:
    """A role to ask in: which one does not matter to a consent that names a team."""
    roles = {Agency.JUGENDAMT: Role.ASD_WORKER, Agency.PROVIDER: Role.PROVIDER_WORKER}
    return roles.get(agency, Role.JOBCOACH)


def _instants(papers: Sequence[Paper], family: Family, since: datetime | None) -> list[datetime]:
    """Every instant at which what consents open can change, up to the end of FAM: beyond it no key is needed."""
    instants = turning_from(since, papers, family) if since else turning_instants(papers, family)
    if not instants or family.exit_date is None:
        return instants
    end = min(instants[-1], day_ends(family.exit_date))
    return sorted({instant for instant in instants if instant <= end} | {end})
