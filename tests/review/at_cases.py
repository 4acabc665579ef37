"""People at the cases of the demo Kreis, each with a session of their own, and hits as an evaluation leaves them."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from hub.identity.store import load_posts, open_session
from hub.review.cases.holidays import read_calendar
from hub.review.cases.keys import SecondKeys
from hub.review.cases.notices import Notices
from hub.review.cases.working import Cases
from hub.terms.case_words import CaseFault, CaseKind, Result, StepKind, StepReason
from hub.terms.cases import Case, CaseId, KeyRequest, Opening, Stride
from hub.terms.clock import legal_day
from hub.terms.hits import HitId
from hub.terms.lists import Agency
from hub.terms.principals import Principal
from tests.attacks.by_hand import tenant
from tests.kreis import ISSUER, ROOT, Kreis

CALENDAR = read_calendar((ROOT / "schemas" / "holidays.toml").read_text(encoding="utf-8"))
RULE = "self-declared-deputy"


@dataclass(frozen=True)
class Seat:
    """Somebody at a process group, in one post, with the key of their session."""

    kreis: Kreis
    principal: Principal
    session: str
    group: str

    @property
    def cases(self) -> Cases:
        """The officers' pages."""
        return Cases(self.kreis.house(self.group), CALENDAR)

    @property
    def keys(self) -> SecondKeys:
        """The second key's page."""
        return SecondKeys(self.kreis.house(self.group))

    @property
    def notices(self) -> Notices:
        """The questions about one's own entries."""
        return Notices(self.kreis.house(self.group))

    def open(self, hit: str) -> CaseId:
        """A case from a hit."""
        opening = Opening(CaseKind.HIT, HitId(hit))
        case = self.cases.open(self.principal, self.session, opening, self.kreis.at)
        assert not isinstance(case, CaseFault), case
        return case

    def read(self, case: CaseId) -> Case:
        """It as this officer sees it."""
        found = self.cases.read(self.principal, self.session, case, self.kreis.at)
        assert found is not None
        return found[0]

    def take(self, case: Case, kind: StepKind, **more: object) -> CaseFault | None:
        """A step from where the case was seen."""
        stride = replace(Stride(case.id, case.seq, str(uuid4()), kind, shown=case.shown), **more)  # type: ignore[arg-type]  # `more` holds fields of it
        return self.cases.take(self.principal, self.session, stride, self.kreis.at)

    def waiting(self) -> tuple[KeyRequest, ...]:
        """What waits for this second key."""
        return self.keys.waiting(self.principal, self.session, self.kreis.at)

    def turn(self, request: KeyRequest, kind: StepKind, **more: object) -> CaseFault | None:
        """A yes or a no."""
        stride = replace(Stride(request.case, request.seq, str(uuid4()), kind), **more)  # type: ignore[arg-type]  # `more` holds fields of it
        return self.keys.turn(self.principal, self.session, stride, self.kreis.at)

    def plausible(self, case: Case) -> CaseFault | None:
        """The second of two steps."""
        return self.take(case, StepKind.CLOSED, result=Result.PLAUSIBLE, reason=StepReason.EXPLAINED)


def seat(kreis: Kreis, ref: str, group: str = "oversight", agency: Agency | None = None) -> Seat:
    """Sign somebody in, at an agency where they work for several."""
    posts = load_posts(kreis.house(group).db, ISSUER, ref, legal_day(kreis.at))
    post, signed_in = next(one for one in posts if agency in (None, one[1].principal.agency))
    key = secrets.token_urlsafe(32)
    open_session(kreis.house(group).db, key, post.id)
    return Seat(kreis, signed_in.principal, key, group)


def looks_of(kreis: Kreis, ref: str, count: int) -> list[str]:
    """Entries of so many looks of somebody, permitted or not."""
    return [kreis.open(ref).entry for _ in range(count)]


def plant(
    kreis: Kreis, entries: list[str], controller: str = "jobcenter", explained: tuple[str, ...] = (), rule: str = RULE
) -> str:
    """A hit as an evaluation keeps it; its id."""
    superuser, run, hit = kreis.superuser(), str(uuid4()), str(uuid4())
    at = kreis.at - timedelta(hours=1)
    superuser.execute(
        "insert into review.run (tenant_id, run_id, controller, at, since, until, rules, policies)"
        " values (%s, %s, %s, %s, %s, %s, '{}', '')",
        (tenant(superuser), run, controller, at, at - timedelta(days=90), at),
    )
    superuser.execute(
        "insert into review.hit (tenant_id, hit_id, controller, rule, who, families, entries, first_at, last_at,"
        " consequence, facts, explained, backdated, missing, found_at, found_in, seen_in)"
        " select i.tenant_id, %(hit)s, %(controller)s, %(rule)s, min(i.pseudonym),"
        " coalesce(array_agg(distinct f.number) filter (where f.number is not null), '{}'), %(entries)s::uuid[],"
        " min(i.at), max(i.at), 'case', '{}', %(explained)s, '{}', '{}', %(at)s, %(run)s, %(run)s"
        " from ledger.index i left join core.family f using (tenant_id, family_id)"
        " where i.entry_id = any(%(entries)s::uuid[]) group by i.tenant_id",
        {
            "hit": hit,
            "controller": controller,
            "rule": rule,
            "entries": entries,
            "explained": list(explained),
            "at": at,
            "run": run,
        },
    )
    return hit
