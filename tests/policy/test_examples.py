"""What the words of an example in a rule file stand for: who asks, of what, and what is so."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.policy.cases import Outcome, ask, run_case
from hub.policy.policies import Case
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    LogRow,
    Mandate,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.grounds import Basis, Grounds
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from hub.terms.people import Family, FamStatus, Holding, Person, PersonKind
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.ties import TIES
from tests.policy.worlds import CATALOGUE, POLICIES

BARE = {"principal": "jobcoach", "purpose": "fam_joint_support", "owner": "jobcenter", "field": "housing_situation"}
COACH = Principal("principal", "U01", Role.JOBCOACH, Agency.JOBCENTER)
REQUEST = AccessRequest(
    principal=COACH,
    audience=(COACH,),
    act=Act.DISCLOSE,
    purpose=Purpose.FAM_JOINT_SUPPORT,
    family="FAM-0000-001",
    at=datetime(2026, 11, 16, 8, tzinfo=UTC),
    context=Context(mandates={"principal": Mandate(assigned=True)}),
)
MOTHER = Person("person 0", "P1")
FAMILY = Family(
    id="family", number="FAM-0000-001", status=FamStatus.ADMITTED, proposing=Owner.JOBCENTER, persons=(MOTHER,)
)
CELL = OutlineCell(
    cell="cell",
    field="housing_situation",
    persons=frozenset({"person 0"}),
    owner=Owner.JOBCENTER,
    levels=0b1111,
    row=LogRow(is_expired=False, names_staff=False),
)


def asked(**given):
    """The question of an example with these words."""
    return ask(POLICIES, Case("one", {**BARE, **given}, Level.NONE))


def family(**given):
    """The family of an example."""
    return asked(**given)[1].family


def cell(**given):
    """All that is said of the one cell of an example."""
    [one] = asked(**given)[1].cells
    return one._asdict()


def test_what_an_example_does_not_say_is_the_ordinary_case():
    """A worker with a running mandate looks at one value about one person of an admitted family; nothing is special."""
    request, outline = asked()

    assert REQUEST == request
    assert FAMILY == outline.family
    assert CELL._asdict() == cell()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"act": "contribute"}, {"act": Act.CONTRIBUTE}),
        ({"purpose": "audit"}, {"purpose": Purpose.AUDIT}),
    ],
)
def test_an_example_says_what_is_done_and_for_what(given, expected):
    """The rest stays as it is."""
    assert replace(REQUEST, **expected) == asked(**given)[0]


@pytest.mark.parametrize(
    ("given", "role", "agency", "provider"),
    [
        ({"principal": "asd_worker"}, Role.ASD_WORKER, Agency.JUGENDAMT, None),
        ({"principal": "auditor", "agency": "jugendamt"}, Role.AUDITOR, Agency.JUGENDAMT, None),
        ({"principal": "provider_worker"}, Role.PROVIDER_WORKER, Agency.PROVIDER, "here"),
    ],
)
def test_an_example_says_who_asks(given, role, agency, provider):
    """By function; the agency only where there are several."""
    principal = asked(**given)[0].principal

    assert replace(COACH, role=role, agency=agency, provider=provider) == principal


@pytest.mark.parametrize(("word", "value", "expected"), TIES)
def test_an_example_says_what_ties_who_asks_to_the_family(word, value, expected):
    """One tie at a time."""
    assert {"principal": expected} == asked(**{word: value})[0].context.mandates


def test_an_example_says_how_the_family_is():
    """Its status, its last day, and what it has to do with the agencies' staff."""
    assert replace(FAMILY, status=FamStatus.PROPOSED) == family(status="proposed")
    assert replace(FAMILY, exit_date=date(2026, 11, 16)) == family(exit="today")
    assert replace(FAMILY, exit_date=date(2026, 11, 15)) == family(exit="yesterday")
    assert replace(FAMILY, staff_related=True) == family(staff_related=True)


def _people(**given):
    return family(**given).persons


def test_an_example_says_of_whom_the_value_speaks():
    """Several in their order, the last of them perhaps a third person; locked all, flagged the first."""
    both = (MOTHER, Person("person 1", "P2"))

    assert both == _people(persons=2)
    assert frozenset({"person 0", "person 1"}) == cell(persons=2)["persons"]
    assert (*both, Person("person 2", "P3", kind=PersonKind.THIRD)) == _people(persons=3, third=True)
    assert tuple(replace(one, address_lock=True) for one in both) == _people(persons=2, address_lock=True)
    assert (replace(MOTHER, conflict_since=date(2026, 11, 16)), both[1]) == _people(persons=2, flagged=True)


@pytest.mark.parametrize(
    ("kin", "born", "custody"),
    [
        ("child", date(2016, 11, 16), (Holding("principal"),)),
        ("youth", date(2010, 11, 16), (Holding("principal"),)),
        ("grown", date(2008, 11, 16), (Holding("principal"),)),
        ("stranger", None, ()),
    ],
)
def test_an_example_says_what_they_are_to_who_asks(kin, born, custody):
    """A child of a certain age, whom who asks represents; or nobody of theirs."""
    expected = (replace(MOTHER, born=born, custody=custody), Person("principal", "P0"))

    assert expected == _people(kin=kin)
    assert frozenset({"person 0"}) == cell(kin=kin)["persons"]


def test_an_example_says_that_it_is_about_who_asks():
    """Alone or first of several."""
    assert (Person("principal", "P1"), Person("person 1", "P2")) == _people(kin="self", persons=2)
    assert frozenset({"principal"}) == cell(kin="self")["persons"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"field": "address"}, {"field": "address"}),
        ({"owner": "joint"}, {"owner": Owner.JOINT}),
        ({"owner": "provider"}, {"owner": Owner.PROVIDER, "provider": "here"}),
        ({"owner": "provider", "other_provider": True}, {"owner": Owner.PROVIDER, "provider": "elsewhere"}),
        ({"entrusted_to": "principal"}, {"entrusted_to": "principal"}),
        ({"entrusted_to": "somebody_else"}, {"entrusted_to": "somebody else"}),
        ({"entrusted_by_another": True}, {"entrusted_by": frozenset({"confider"})}),
        ({"entrusted_by_them": True}, {"entrusted_by": frozenset({"principal"})}),
        (
            {"entrusted_by_them": True, "entrusted_by_another": True},
            {"entrusted_by": frozenset({"principal", "confider"})},
        ),
        ({"passed_on": True}, {"passed_on": True}),
        ({"disputed": True}, {"disputed": True}),
        ({"restricted": True}, {"restricted": True}),
        ({"discussed": True}, {"discussed": True}),
        ({"source": "unreleased"}, {"source": "somebody bound to secrecy"}),
        ({"expired": True}, {"row": LogRow(is_expired=True, names_staff=False)}),
        ({"names_staff": True}, {"row": LogRow(is_expired=False, names_staff=True)}),
    ],
)
def test_an_example_says_what_kind_of_value_it_is(given, expected):
    """Whose, confided to or by whom, and what became of it."""
    assert {**CELL._asdict(), **expected} == cell(**given)


def _release(person, level=Level.FULL, entries=()):
    return Release(
        recipient="principal",
        purpose=Purpose.FAM_JOINT_SUPPORT,
        person=person,
        fields=CATALOGUE.all,
        level=level,
        consents=("C01",),
        signed_on=date(2026, 2, 1),
        until=date(2027, 1, 31),
        signers=(person,),
        entries=frozenset(entries),
    )


def test_an_example_says_who_agreed_to_what():
    """All of them or the first few, up to a level, to everything or to this entry too, and then in person."""
    everybody = tuple(map(_release, ("person 0", "person 1")))

    assert everybody == asked(persons=2, released="full")[0].context.releases
    assert everybody[:1] == asked(persons=2, released="full", consenting=1)[0].context.releases
    assert (_release("person 0", Level.SUMMARY),) == asked(released="summary")[0].context.releases
    assert () == asked(persons=2)[0].context.releases
    named = asked(released="full", entry_released=True)[0].context
    assert (_release("person 0", entries={"cell"}),) == named.releases
    assert (Confidence("principal", Purpose.FAM_JOINT_SUPPORT, "person 0", "cell"),) == named.confidences
    assert () == asked(released="full")[0].context.confidences


def test_an_example_says_that_a_source_was_released_or_a_restore_is_pending():
    """By everybody of whom it speaks, for everything."""
    secret = "somebody bound to secrecy"
    expected = tuple(SourceRelease("principal", one, secret, CATALOGUE.all) for one in ("person 0", "person 1"))

    assert expected == asked(persons=2, source="released")[0].context.sources
    assert () == asked(source="unreleased")[0].context.sources
    assert asked(restore_pending=True)[0].context.restore_pending


COMPLETE = Grounds(
    Basis.SUCCESSOR,
    occasion="occasion",
    since=date(2026, 11, 16),
    danger_signs=("sign",),
    needed_for_estimate=True,
    called_in=True,
    reason="a reason that somebody else can review",
    danger_is_present=True,
    owner_is_reachable=False,
    records=1,
    suspicion="suspicion",
    second_key=True,
    youth_agrees=True,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"names_needed": True}, {"names_needed": True}),
        ({"missing": "reason"}, {"reason": ""}),
        ({"missing": "danger"}, {"danger_is_present": False}),
        ({"missing": "unreachable"}, {"owner_is_reachable": True}),
        ({"missing": "single"}, {"records": 2}),
        ({"missing": "suspicion"}, {"suspicion": ""}),
        ({"missing": "second_key"}, {"second_key": False}),
        ({"missing": "agreement"}, {"youth_agrees": False}),
    ],
)
def test_an_example_says_on_which_ground_and_what_is_missing_of_it(given, expected):
    """Else everything is there that such a ground needs."""
    assert replace(COMPLETE, **expected) == asked(grounds="successor", **given)[0].grounds


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Outcome(Level.FULL, Reason.OWN_TASK, frozenset())),
        ({"disputed": True}, Outcome(Level.FULL, Reason.OWN_TASK, frozenset({"dispute_note"}))),
        ({"assigned": False}, Outcome(Level.NONE, Reason.NOT_ASSIGNED, frozenset())),
    ],
)
def test_an_example_is_decided_by_the_whole_set_of_rules(given, expected):
    """To a level, with a reason, and with the duties of what is shown."""
    assert expected == run_case(POLICIES, Case("one", {**BARE, **given}, Level.NONE))


@pytest.mark.parametrize(
    ("kept", "expects"),
    [
        (True, {}),
        (True, {"reason": Reason.OWN_TASK}),
        (True, {"duties": frozenset({"two_keys"})}),
        (False, {"reason": Reason.CONSENT}),
        (False, {"duties": frozenset({"two_keys", "reason_logged"})}),
        (False, {"expect": Level.SUMMARY}),
    ],
)
def test_an_example_is_kept_where_all_that_it_expects_has_come_out(kept, expects):
    """What it does not name may be anything; duties may be more."""
    found = Outcome(Level.FULL, Reason.OWN_TASK, frozenset({"two_keys", "art9_logged"}))

    assert kept is found.meets(replace(Case("one", {}, Level.FULL), **expects))
