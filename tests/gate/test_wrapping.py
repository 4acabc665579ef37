"""For whom and when a key is wrapped: at every instant what the consents open then, no more and no less."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.consent.coverage import Question
from hub.consent.releases import work_out
from hub.gate.wrapping import windows_of
from hub.record.places import KeyPlace, Whose, subjects_id
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import CellId, FamilyId, PersonId
from hub.terms.lists import Category, Level, Owner, Partition, Purpose
from tests.amounts import examples
from tests.consent.histories import cases
from tests.consent.scenario_facts import catalogue, family_of, identity, papers_of, principal_of

ROSTER = {
    principal.id: (principal,)
    for principal in (principal_of(ref, {"role": role}) for ref, role in (("coach", "jobcoach"), ("asd", "asd_worker")))
}
TEAMS = (principal_of("nobody", {"role": "jobcoach"}), principal_of("nobody else", {"role": "asd_worker"}))
SLOW = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
PURPOSES = [Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE, Purpose.AUDIT]
PLACES = [
    (Partition.SGB8, Owner.JUGENDAMT, Category.HELP_TYPE),
    (Partition.SGB2, Owner.JOBCENTER, Category.WORK_TRAINING),
    (Partition.CORE, Owner.JUGENDAMT, Category.CONTACT),
    (Partition.SGB8, Owner.JUGENDAMT, Category.APPOINTMENTS),
    (Partition.CORE, Owner.JUGENDAMT, Category.APPOINTMENTS),
]

instants = st.one_of(
    st.dates(date(2025, 10, 1), date(2027, 12, 1)).map(day_begins),
    st.integers(0, 800 * 86400).map(lambda seconds: datetime(2025, 10, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
)
subjects = st.sampled_from([("child",), ("mother",), ("child", "mother")])


def _place(family, persons, where, level=Level.FULL):
    partition, owner, category = where
    return KeyPlace(
        subjects=subjects_id(family.id, persons),
        partition=partition,
        owner=owner,
        maker=owner.value,
        provider=None,
        category=category,
        level=level,
    )


def _open_to(papers, family, persons, place, at):
    """The agencies that could read under this key at an instant, asked person by person and recipient by recipient."""
    if family.exit_date is not None and at >= day_ends(family.exit_date):
        return set()
    found = set()
    for principal in (*(one for ones in ROSTER.values() for one in ones), *TEAMS):
        releases = [
            release
            for purpose in PURPOSES
            for release in work_out(papers, Question(family, principal, purpose, at), catalogue()).releases
        ]
        found |= {(principal.agency.value, release.person) for release in releases if _fits(release, place)}
    return {holder for holder, _ in found if all((holder, person) in found for person in persons)} - {place.maker}


def _fits(release, place):
    fields = [f for f in catalogue().fields if f.category is place.category and place.owner in f.owners]
    fields = [f for f in fields if f.partition is place.partition]
    return release.level >= place.level and any(
        release.fields >> field.bit & 1 and field.ceiling >= place.level for field in fields
    )


def _wrapped_for(windows, at):
    return {window.holder for window in windows if window.basis != "own" and window.since <= at < window.until}


@SLOW
@given(
    cases,
    subjects,
    st.sampled_from(PLACES),
    st.sampled_from([Level.SUMMARY, Level.FULL]),
    st.lists(instants, max_size=4),
)
def test_a_window_is_open_when_the_consents_are(case, names, where, level, sampled):
    """Papers that begin or end, are withdrawn or refused, birthdays, custody: whatever changes, windows follow."""
    family, papers = family_of(case), papers_of(case)
    persons = frozenset(PersonId(identity(name)) for name in names)
    place = _place(family, persons, where, level)

    windows = windows_of(papers, family, ROSTER, catalogue())(Whose(persons), place)

    edges = [edge for window in windows for edge in (window.since, window.until) if 2000 < edge.year < 3000]
    around = [edge + step for edge in edges for step in (timedelta(0), -timedelta(microseconds=1))]
    for at in (*sampled, *around):
        assert _open_to(papers, family, persons, place, at) == _wrapped_for(windows, at), at


@SLOW
@given(cases, st.sampled_from(PLACES))
def test_the_maker_always_holds_its_own_key(case, where):
    """Consents never decide whether an agency reads what it wrote."""
    family = family_of(case)
    persons = frozenset({PersonId(identity("child"))})
    place = _place(family, persons, where)

    windows = windows_of(papers_of(case), family, ROSTER, catalogue())(Whose(persons), place)

    own = [window for window in windows if window.basis == "own"]
    assert [place.maker] == [window.holder for window in own]
    assert (own[0].since.year, own[0].until.year) == (1, 9999)


@SLOW
@given(cases, st.sampled_from(PLACES))
def test_windows_of_a_holder_do_not_overlap_and_are_not_cut(case, where):
    """One after the other; where nothing changes between two, they are one."""
    family = family_of(case)
    persons = frozenset({PersonId(identity("child"))})

    windows = windows_of(papers_of(case), family, ROSTER, catalogue())(Whose(persons), _place(family, persons, where))

    for first, second in product(windows, windows):
        if first is not second and first.holder == second.holder and first.since <= second.since:
            assert first.until <= second.since
            assert first.until < second.since or first.basis != second.basis
    assert all(window.since < window.until for window in windows)


def test_what_was_confided_opens_when_its_confider_signed_in_person():
    """A child's note is not opened by the mother's signature for the child (C5)."""
    entry = CellId(identity("note"))
    proven = {"holder": "mother", "proof": {"kind": "register_58", "seen_on": "2026-01-20"}}
    case = {
        "persons": {"child": {"born": "2016-04-14", "custody": [proven]}, "mother": {"born": "1988-04-14"}},
        "consents": {"C": {"for": ["child"], "signed": ["mother"], "categories": ["single_note"], "entries": ["note"]}},
    }
    family, child, mother = family_of(case), PersonId(identity("child")), PersonId(identity("mother"))
    about = frozenset({child})
    note = (Partition.SGB8, Owner.JUGENDAMT, Category.SINGLE_NOTE)
    place = replace(_place(family, about, note, Level.SUMMARY), cell=entry)

    windows = windows_of(papers_of(case), family, ROSTER, catalogue())

    assert {"jobcenter", "jugendamt"} == {window.holder for window in windows(Whose(about, frozenset({mother})), place)}
    assert {"jugendamt"} == {window.holder for window in windows(Whose(about, about), place)}


def test_nothing_is_wrapped_beyond_the_end_of_fam():
    """After the last day of FAM no consent opens a key, however long its paper lasts."""
    case = {
        "persons": {"mother": {"born": "1988-04-14"}},
        "consents": {"C": {"for": ["mother"], "signed": ["mother"], "categories": ["help_type"]}},
    }
    family = replace(family_of(case), id=FamilyId(identity("family")), exit_date=date(2026, 8, 31))
    persons = frozenset({PersonId(identity("mother"))})

    windows = windows_of(papers_of(case), family, ROSTER, catalogue())(
        Whose(persons), _place(family, persons, PLACES[0])
    )

    assert [day_begins(date(2026, 9, 1))] == [window.until for window in windows if window.basis != "own"]


def test_who_signs_for_one_partition_opens_no_key_of_another():
    """A Pfleger signs for help of the Jugendamt, parents for the rest: the same category, and two keys (D19)."""
    parents, proof = ["mother", "father"], {"kind": "court_order", "seen_on": "2026-01-20"}
    custody = [{"holder": one, "areas": ["person", "health", "residence"]} for one in parents]
    custody.append({"holder": "pfleger", "areas": ["youth_help"], "proof": proof})
    case = {
        "persons": {
            **{one: {"born": "1988-04-14"} for one in parents},
            "pfleger": {"kind": "representative"},
            "child": {"born": "2016-04-14", "custody": custody},
        },
        "consents": {"C": {"for": ["child"], "signed": parents, "categories": ["appointments"]}},
    }
    family, child = family_of(case), frozenset({PersonId(identity("child"))})

    windows = windows_of(papers_of(case), family, ROSTER, catalogue())

    for partition, holders in ((Partition.CORE, {"jobcenter", "jugendamt"}), (Partition.SGB8, {"jugendamt"})):
        place = _place(family, child, (partition, Owner.JUGENDAMT, Category.APPOINTMENTS))
        assert holders == {window.holder for window in windows(Whose(child), place)}
