"""Attempts on the way to new rules: by SQL as each sign-in, by one person in two roles, by two at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.gate.clerk import CLERK
from hub.gate.proposals.store import load_versions, write_step
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.rulebook.activating import Became, Sponsor, put_in_force
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.rule_changes import StepFault, StepKind
from tests.kreis import unproven
from tests.rulebook.changing import DAY, WORDS, on_its_day, one, proposed, released, stated, step
from tests.rulebook.rule_folders import without

FORGED = {
    "stated": Event.RULE_STATED,
    "released": Event.RULE_RELEASED,
    "refused": Event.RULE_REFUSED,
    "withdrawn": Event.RULE_WITHDRAWN,
}
MAY = {
    ("jobcenter", "U22"): {"released", "refused"},
    ("jugendamt", "U21"): {"released", "refused"},
    ("oversight", "U16"): {"stated"},
    ("jobcenter", "U06"): {"withdrawn"},
}


def _entry(kreis, group, who, event):
    principal = kreis.principal(who, "oversight" if who in ("U16", "U17") else None)
    touched = Touched(event, FamilyNumber(""), owners=frozenset({Owner.JOINT}))
    digest = kreis.house(group).policies.digest
    return principal, change(EntryId(new_id()), principal, kreis.at, digest, touched)


def _forge(kreis, group, who, number, what, event=None):
    """A whole process of this group in somebody's hands: an entry in any name, and the function called by hand."""
    house = kreis.house(group)
    principal, entry = _entry(kreis, group, who, event or FORGED[what])
    document = {
        "number": number,
        "what": what,
        "by": principal.id,
        "role": principal.role,
        "opinion": "agreed" if what == "stated" else None,
        "words": WORDS,
        "dpia": WORDS * 2,
        "day": kreis.at.date(),
        "at": kreis.at,
    }
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            write_step(tx, entry.id, document)
    except DatabaseRefused as refusal:
        return refusal.code
    return "taken"


@pytest.mark.parametrize("group", ["jobcenter", "jugendamt", "oversight", "provider", "family", "clerk", "loader"])
def test_no_sign_in_forges_a_step_of_somebody_else(kreis, group):
    """Whoever holds a process speaks for its own people, in their own function, and for nobody at another address."""
    number = proposed(kreis)
    stated(kreis, number)

    found = {
        (who, what): _forge(kreis, group, who, number, what)
        for who, what in product(("U01", "U06", "U07", "U21", "U22", "U16", "U17", "U19"), FORGED)
        if what not in MAY.get((group, who), set())
    }

    assert {"HB030", "42501"} >= set(found.values()), found
    assert ["stated"] == [str(taken.what) for taken in one(kreis, number).steps if taken.what is not StepKind.COUNTED]


@pytest.mark.parametrize("event", [Event.RULE_STATED, Event.RECORD_CHANGED, Event.RULE_PROPOSED])
def test_an_entry_of_another_kind_is_no_entry_of_a_release(kreis, event):
    """The log would say something else than what was done."""
    number = proposed(kreis)
    stated(kreis, number)

    assert "HB012" == _forge(kreis, "jobcenter", "U22", number, "released", event)


def test_a_release_in_the_name_of_one_with_the_entry_of_another_is_none(kreis):
    """Who acts in the table is who acts in the log."""
    number = proposed(kreis)
    stated(kreis, number)
    house = kreis.house("jobcenter")
    _, entry = _entry(kreis, "jobcenter", "U01", Event.RULE_RELEASED)
    lead = kreis.principal("U22")
    document = {"number": number, "what": "released", "by": lead.id, "role": lead.role, "day": kreis.at.date()}

    with pytest.raises(DatabaseRefused, match="HB012"), house.db.begin() as tx:
        append(tx, house.writer, entry)
        write_step(tx, entry.id, document | {"at": kreis.at})


def test_one_person_at_both_agencies_releases_for_one_alone(kreis):
    """Two posts are two functions, and still one pair of eyes."""
    number = proposed(kreis)
    released(kreis, number, by=["U21"])
    kreis.superuser().execute(
        "insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, since)"
        " select p.tenant_id, gen_random_uuid(), s.staff_id, p.role, p.unit, p.served_by, p.since"
        " from identity.post p, identity.staff s where p.role = 'jobcenter_lead' and s.ref = 'U21'"
    )

    who = kreis.principal("U21", "jobcenter")

    assert "jobcenter_lead" == who.role
    assert "HB033" == _forge_as(kreis, who, number)
    on_its_day(kreis)
    assert 1 == len(load_versions(kreis.house("jobcenter").db))


def _forge_as(kreis, who, number):
    house = kreis.house("jobcenter")
    touched = Touched(Event.RULE_RELEASED, FamilyNumber(""), owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), who, kreis.at, house.policies.digest, touched)
    document = {"number": number, "what": "released", "by": who.id, "role": who.role, "day": kreis.at.date()}
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            write_step(tx, entry.id, document | {"at": kreis.at, "words": WORDS})
    except DatabaseRefused as refusal:
        return refusal.code
    return "taken"


def test_two_releases_at_the_same_moment_are_both_kept_once(kreis):
    """Neither is lost, neither is there twice, and the one that comes second sees the first."""
    number = proposed(kreis)
    stated(kreis, number)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda lead: step(kreis, lead, StepKind.RELEASED, number), ["U21", "U22", "U21", "U09"]))

    assert 2 == found.count(None)
    assert {StepFault.TWICE, StepFault.NOT_NOW} >= {fault for fault in found if fault is not None}
    sides = [str(taken.side) for taken in one(kreis, number).steps if taken.what is StepKind.RELEASED]
    kreis.open("U07")  # the next entry takes the number that a refused one gave back
    kreis.open("U07")
    assert ["jobcenter", "jugendamt"] == sorted(sides)


@pytest.mark.parametrize("by", [[], ["U21"], ["U22"]])
def test_not_even_the_clerk_puts_in_force_what_two_have_not_released(kreis, by):
    """Called by hand, on the day, with an entry: the database counts the releases itself."""
    number = proposed(kreis)
    released(kreis, number, by=by)
    house, proposal = kreis.house("clerk"), one(kreis, number)

    assert "HB036" == _activate(kreis, house, proposal, DAY)


def test_the_clerk_puts_in_force_neither_another_set_nor_on_another_day(kreis):
    """What two have read and released, and nothing else."""
    number = proposed(kreis)
    released(kreis, number)
    house, proposal = kreis.house("clerk"), one(kreis, number)

    assert "HB036" == _activate(kreis, house, proposal, DAY - timedelta(days=1))
    assert "HB036" == _activate(kreis, house, proposal, DAY, digest="0" * 64)


def _activate(kreis, house, proposal, day, digest=None):
    touched = Touched(Event.POLICY_ACTIVATED, FamilyNumber(""), owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), CLERK, kreis.at, house.policies.digest, touched)
    wanted = {"number": proposal.number, "digest": digest or proposal.digest, "day": str(day), "at": str(kreis.at)}
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            tx.rows("select rulebook.activate_released(%s, %s::jsonb)", (entry.id, orjson.dumps(wanted).decode()))
    except DatabaseRefused as refusal:
        return refusal.code
    return "activated"


def test_nobody_acts_by_another_day_than_the_log_says(kreis):
    """A lead of last year, or a clerk who will not wait, would have to lie in the log, where its neighbours tell."""
    number = proposed(kreis)
    released(kreis, number)
    house, day = kreis.house("jobcenter"), (kreis.at - timedelta(days=400)).date()
    lead, entry = _entry(kreis, "jobcenter", "U22", Event.RULE_REFUSED)
    document = {"number": number, "what": "refused", "by": lead.id, "role": lead.role, "words": WORDS, "day": day}

    with pytest.raises(DatabaseRefused, match="HB012"), house.db.begin() as tx:
        append(tx, house.writer, entry)
        write_step(tx, entry.id, document | {"at": kreis.at})
    assert "HB012" == _activate(kreis, kreis.house("clerk"), one(kreis, number), DAY)


def test_the_operator_alone_puts_nothing_in_force_without_an_emergency(every_kreis, tmp_path):
    """The command refuses, and so does the database of whoever goes round the command."""
    kreis, changed = every_kreis, without(tmp_path, "sgbx/supervision")
    place = (kreis.urls.url("hub_loader"), kreis.keys)

    outcome = put_in_force(place, changed, Sponsor("test", kreis.at), unproven)

    assert Became.UNRELEASED is outcome.became
    assert 1 == len(load_versions(kreis.house("jobcenter").db))
    house = kreis.house("loader")
    _, entry = _entry(kreis, "loader", "U19", Event.POLICY_ACTIVATED)
    wanted = {"digest": changed.policies.digest, "document": "{}", "since": str(kreis.at), "by": "x"}
    wanted |= {"before": house.policies.digest, "given_up": {}, "emergency": "weil"}
    with pytest.raises(DatabaseRefused, match="HB036"), house.db.begin() as tx:
        append(tx, house.writer, entry)
        tx.rows("select rulebook.activate(%s, %s::jsonb)", (entry.id, orjson.dumps(wanted).decode()))


def test_an_emergency_is_told_on_the_page_and_takes_no_agreement_back(kreis, tmp_path):
    """What both leads released stays with the operator's rules; why they were put in force alone stays for good."""
    number = proposed(kreis)
    released(kreis, number)
    on_its_day(kreis)
    place = (kreis.urls.url("hub_loader"), kreis.keys)
    changed = without(tmp_path, "sgbx/supervision")

    outcome = put_in_force(place, changed, Sponsor("test", kreis.at, emergency="Die Regel war falsch."), unproven)

    last = load_versions(kreis.house("oversight").db)[-1]
    assert (Became.ACTIVATED, "Die Regel war falsch.") == (outcome.became, last.emergency)
    statement = "select document::jsonb -> 'files' ->> 'house/agreed.toml' from rulebook.activation where ordinal = 3"
    assert "jobcoach_u25" in kreis.superuser().execute(statement).fetchone()[0]


@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_oversight", "hub_clerk", "hub_loader"])
def test_nobody_changes_or_removes_a_proposal_or_a_step(kreis, role):
    """Neither a process, nor its functions: they only add."""
    proposed(kreis)
    connection = kreis.connect(role)
    changing = ("delete from rulebook.{}", "update rulebook.{} set number = 'x'")
    for table, statement in product(("proposal", "step"), changing):
        with pytest.raises(Exception, match="permission denied"):
            connection.execute(statement.format(table))
