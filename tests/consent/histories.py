"""Families and everything that was ever said about their data, in the words of the scenario format.

Each history turns around one day, and what happens lies mostly on it or just beside it: a birthday, a change of the
clock, the day that is not every year; so that whatever is wrong by one second or one day is met often.
What is drawn from is made once for each such day and kept: making it anew for each draw took most of the time.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from hub.terms.clock import BERLIN

WHO = ["mother", "father", "child", "vormund"]
CATEGORIES = ["contact", "help_type", "work_training", "health", "fam_joint"]
FIELDS = [
    *("family_name", "given_name", "accessibility_need", "sgb2_measures", "sgb2_work_capacity", "sgb8_help_type"),
    *("sgb8_help_period", "provider_job_help", "provider_worker", "fam_goal", "sgb8_kita"),
]
PIVOTS = [
    date(2026, 11, 23),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2028, 2, 29),
    date(2027, 3, 1),
    date(2026, 12, 31),
]
"""An ordinary day, both changes of the clock, the day that is not every year, the one after it, a year's end."""

STEPS = [0, 0, 0, 1, 1, -1, -1, -13, -14, -15, -40, -40, -40, -200, -365, -366, -400, 40]
HOURS = [time(), time(10), time(10), time(2, 30), time(2, 30, fold=1), time(23, 59, 59, 999999)]
AGES = [8, 14, 15, 15, 16, 18, 18, 40]

Draw = Any
Facts = dict[str, Any]


def some(**optional: Any) -> Any:
    """An object with any of these keys."""
    return st.fixed_dictionaries({}, optional=optional)


def mostly(usual: Any, *others: Any) -> Any:
    """The usual, and sometimes one of the others."""
    return st.sampled_from([usual] * 4 + list(others))


def birth(pivot: date, age: int, step: int) -> str:
    """Of this age on the pivot, or a day older or younger."""
    leap = (pivot.month, pivot.day) == (2, 29)
    return str((pivot.replace(month=3, day=1) if leap else pivot).replace(year=pivot.year - age) + timedelta(step))


def _instants(dates: Any) -> Any:
    hours = st.sampled_from(HOURS)
    return st.builds(lambda day, hour: datetime.combine(day, hour, BERLIN).isoformat(), dates, hours)


class Around:
    """Days and instants around one day."""

    def __init__(self, pivot: date) -> None:
        self.dates = st.sampled_from([pivot + timedelta(step) for step in STEPS])
        self.days = self.dates.map(str)
        self.instants = _instants(self.dates)
        early = st.sampled_from([str(pivot + timedelta(step)) for step in (-200, -40, -16, -14, -1)])
        self.begins = st.one_of(early, early, self.days)
        beside = st.sampled_from([pivot + timedelta(step) for step in (-1, 0, 0, 1)])
        self.asked = _instants(beside) | self.instants
        proof = st.builds(lambda day: {"kind": "court_order", "seen_on": day}, self.days)
        areas = st.lists(st.sampled_from(["person", "health", "youth_help", "fam_data"]), min_size=1, unique=True)
        self.holdings = st.builds(
            lambda holder, more: {"holder": holder, **more},
            st.sampled_from(["mother", "father", "vormund"]),
            some(areas=areas, proof=proof, rests_since=self.days, until=self.days, **{"from": self.days}),
        )
        self.betreuungen = st.builds(
            lambda areas, more: {"holder": "vormund", "areas": areas, **more},
            st.lists(st.sampled_from(["authorities", "health", "residence"]), min_size=1, unique=True),
            some(proof=proof, until=self.days, **{"from": self.days}),
        )
        self.births = st.builds(
            lambda age, step: birth(pivot, age, step), st.sampled_from(AGES), st.sampled_from([-1, 0, 0, 1])
        ) | st.just("2012-02-29")
        how = some(insight=st.sampled_from(["yes", "no"]), pressure=st.just("help_threat"))
        self.declared = st.builds(
            lambda by, more, how: {"by": by, **more, **how},
            st.sampled_from(WHO),
            some(at=self.instants),
            mostly({}) | how,
        )


@cache
def children(around: Around) -> Any:
    """The child: of any age, in anybody's custody."""
    return st.builds(
        lambda born, custody, more: {"born": born, "custody": custody, **more},
        around.births,
        st.one_of(st.just(["mother", "father"]), st.just(["mother", "father"]), st.lists(around.holdings, max_size=3)),
        mostly({})
        | some(
            insight=st.sampled_from(["yes", "no", "doubted"]),
            betreuer=st.lists(around.betreuungen, max_size=2),
            restricted_36_2=around.days,
            deceased_on=around.days,
            conflict_since=around.days,
            conflict_until=around.days,
        ),
    )


@cache
def families(around: Around) -> Any:
    """Parents, a child and a guardian."""
    adult = mostly({}, {"languages": ["prs"]}, {"insight": "no"}, {"insight": "doubted"})
    dead = st.builds(lambda day: {"deceased_on": day}, around.days)
    young = st.builds(lambda born: {"born": born}, around.births)
    return st.builds(
        lambda child, mother, father, vormund: {
            "mother": {"born": "1988-04-14", **mother},
            "father": {"born": "1985-04-14", **father},
            "child": child,
            "vormund": {"kind": "representative", **vormund},
        },
        children(around),
        adult | young,
        adult | dead,
        st.just({}) | dead,
    )


NARROWING: Mapping[str, Any] = {
    "categories": st.lists(st.sampled_from(CATEGORIES), min_size=1, unique=True),
    "recipients": st.sampled_from(
        [["jobcenter:coaching_team"], ["staff:coach", "jugendamt:asd_west"], ["family:child"]]
    ),
}


@cache
def withdrawals(around: Around) -> Any:
    """By anybody, whole or in part, entered at once or later."""
    persons = st.sampled_from([["child"], ["mother"]])
    return st.builds(
        lambda by, at, more: {"by": by, "received_at": at, **more},
        st.sampled_from(WHO),
        around.instants,
        some(**{"for": persons}, **NARROWING),
    )


@cache
def consents(around: Around) -> Any:
    """One paper and all that was said about it."""
    everybody = ["mother", "father", "child"]
    return st.builds(
        lambda persons, said, refused, taken, text, form: {
            "for": persons,
            "signed": said,
            "refused": refused,
            "withdrawn": taken,
            **text,
            **form,
        },
        st.sampled_from([["child"], ["child", "mother"]]),
        st.one_of(st.just(everybody), st.just([*everybody, "vormund"]), st.lists(around.declared, max_size=4)),
        mostly([]) | st.lists(around.declared, max_size=1),
        mostly([]) | st.lists(withdrawals(around), max_size=2),
        mostly({})
        | some(
            **NARROWING,
            fields=st.just(["family_name", "sgb8_help_type", "sgb2_measures", "sgb2_work_capacity"]),
            level=st.sampled_from(["none", "pseudonymised", "summary"]),
            purposes=st.sampled_from(["all", ["case_conference"]]),
            deputies=st.just(True),
        ),
        st.builds(
            lambda since, more: {"from": since, "to": "2029-12-31", **more}, around.begins, mostly({}) | forms(around)
        ),
    )


@cache
def forms(around: Around) -> Any:
    """How the text came, in which languages, with what notices, and whether it was a mistake."""
    return some(
        to=around.days,
        way=st.just("oral"),
        special_circumstances=st.just("stated"),
        written_on=around.days,
        notices=st.just(["purpose", "withdrawal"]),
        languages=st.sampled_from([["de"], ["prs"], ["de", "prs"]]),
        interpreter=st.just(["prs"]),
        invalid_since=around.days,
    )


@cache
def papers_around(around: Around) -> Any:
    """One paper to three."""
    return st.lists(consents(around), min_size=1, max_size=3)


DAYS = st.sampled_from([Around(pivot) for pivot in PIVOTS])
ROLES = st.sampled_from(["jobcoach", "jobcoach", "jobcoach", "jobcoach_deputy"])
LEAVING = mostly(False, True)


@st.composite
def histories(draw: Draw) -> tuple[Facts, Around]:
    """A case in which a Jobcoach asks for joint support; and the days around which all of it happened."""
    around = draw(DAYS)
    papers = draw(papers_around(around))
    role = draw(ROLES)
    exits = {"exit_date": draw(around.days)} if draw(LEAVING) else {}
    facts: Facts = {
        "at": draw(around.asked),
        "family": exits,
        "persons": draw(families(around)),
        "principals": {"coach": {"role": role}},
        "consents": {f"c{number}": paper for number, paper in enumerate(papers)},
        "ask": {"principal": "coach", "purpose": "fam_joint_support"},
    }
    return facts, around


cases = histories().map(lambda one: one[0])
