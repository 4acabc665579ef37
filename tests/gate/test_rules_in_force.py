"""Rules in force: one set for each decision, the newest one in every process, and none where it cannot be known."""

from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest

from hub.casework.opening import list_own, open_family
from hub.db.database import Database
from hub.db.errors import DatabaseRefused, RulesChanged, RulesUnusable
from hub.exchange.houses import open_group
from hub.gate.rules import Rules
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.families import Asked
from hub.terms.lists import Effect, Purpose
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, SINCE, books, rules
from tests.rulebook.rule_folders import put, without
from tests.whole import open_payload

LATER = timedelta(days=1)


def _another_process(kreis, group="jobcenter"):
    """A process of its own: its own pool, its own idea of the rules."""
    db = Database(kreis.urls.url(f"hub_{group}"), size=4)
    kreis.stack.callback(db.close)
    return open_group(db, books(), kreis.keys, group)


def _look(house, principal, at):
    return open_family(house, principal, F01, Purpose.FAM_JOINT_SUPPORT, at)


def _used(kreis, disclosure):
    """The digest in the entry of a look."""
    return open_payload(kreis.superuser(), kreis.keys, disclosure.entry)["decision"]["policies"]


def test_two_processes_decide_by_a_new_set_from_its_commit_on(every_kreis, tmp_path):
    """Each with its very next look, and both entries say so."""
    kreis, principal = every_kreis, every_kreis.principal("U01")
    houses = [kreis.house("jobcenter"), _another_process(kreis)]
    before = [_look(house, principal, kreis.at) for house in houses]
    changed = without(tmp_path, "sgb1/own-task", "gdpr/consent")

    put(kreis, changed)
    after = [_look(house, principal, kreis.at) for house in houses]

    assert all(len(then.projection.shown) > len(now.projection.shown) for then, now in zip(before, after, strict=True))
    assert [rules().policies.digest] * 2 == [_used(kreis, one) for one in before]
    assert [changed.policies.digest] * 2 == [_used(kreis, one) for one in after]


def test_a_look_takes_as_many_statements_as_before(kreis, tmp_path):
    """The digest comes with the facts; only the first look after a change asks which set it is, and for its text.

    What that look was decided from by the old set is found out with its entry; the one after it needs no facts.
    """
    kreis.open("U01")
    usual = len(kreis.statements)
    put(kreis, without(tmp_path, "gdpr/consent"))
    del kreis.statements[:]
    kreis.open("U01")
    first = len(kreis.statements)
    del kreis.statements[:]
    kreis.open("U01")

    assert (usual + 4, usual - 1) == (first, len(kreis.statements))


def test_a_list_is_made_by_the_new_set_too_even_an_empty_one(kreis, tmp_path):
    """What is worked out ahead of consents depends on fields, not on rules: nothing is made anew for a change."""
    principal, house = kreis.principal("U01"), kreis.house("jobcenter")
    named = list_own(house, principal, Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)
    changed = without(tmp_path, "sgb1/own-task", "gdpr/consent")

    put(kreis, changed)
    now = list_own(house, principal, Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)

    shown = [sum(len(one.projection.shown) for one in glances.lines) for glances in (named, now)]
    assert shown[0] > shown[1]
    assert changed.policies.digest == house.policies.digest


def test_looks_while_rules_change_are_each_by_one_set(kreis, tmp_path):
    """Ten looks beside three changes: what is shown is exactly what the set in the entry shows."""
    principal, houses = kreis.principal("U01"), [kreis.house("jobcenter"), _another_process(kreis)]
    sets = [rules(), without(tmp_path, "sgb1/own-task", "gdpr/consent")]
    expected = {}
    for written in reversed(sets):
        put(kreis, written)
        expected[written.policies.digest] = len(_look(houses[0], principal, kreis.at).projection.shown)
    seen = []

    def look_often(house):
        for _ in range(5):
            with suppress(RulesUnusable):  # they may change more often than anybody can ask anew: then nothing is shown
                seen.append(_look(house, principal, kreis.at))

    threads = [Thread(target=look_often, args=(house,)) for house in houses]
    for thread in threads:
        thread.start()
    for written in (sets[1], sets[0], sets[1]):
        put(kreis, written)
    for thread in threads:
        thread.join()

    assert 2 == len(set(expected.values()))
    assert [expected[_used(kreis, one)] for one in seen] == [len(one.projection.shown) for one in seen]
    assert expected[sets[1].policies.digest] == len(_look(houses[1], principal, kreis.at).projection.shown)


@pytest.mark.parametrize(
    "tampering",
    [
        "document = replace(document, 'level  = \\\"none\\\"', 'level  = \\\"full\\\"')",
        "document = '{}'",
        "document = left(document, 1000)",
        "digest = repeat('0', 64)",
    ],
)
def test_a_set_that_says_anything_else_than_its_digest_withholds_everything(kreis, tmp_path, tampering):
    """Whoever changes the text in the database opens nothing by it: nothing is shown until a set can be read."""
    principal, house = kreis.principal("U01"), kreis.house("jobcenter")
    put(kreis, without(tmp_path, "gdpr/consent"))
    kreis.superuser().execute(f"update rulebook.activation set {tampering} where ordinal = 2")

    for _ in range(2):
        with pytest.raises(RulesUnusable):
            _look(house, principal, kreis.at)

    assert rules().policies.digest == house.policies.digest


def test_one_process_that_cannot_read_a_set_is_closed_and_the_others_are_not(kreis, tmp_path):
    """Fields that it does not know are those of another release: it shows nothing by them."""
    principal, other = kreis.principal("U01"), _another_process(kreis)
    changed = without(tmp_path, "gdpr/consent")
    put(kreis, changed)
    _look(other, principal, kreis.at)
    kreis.superuser().execute("update rulebook.activation set document = '{}' where ordinal = 2")

    with pytest.raises(RulesUnusable):
        _look(kreis.house("jobcenter"), principal, kreis.at)

    assert changed.policies.digest == _used(kreis, _look(other, principal, kreis.at))


def test_without_any_set_in_force_nothing_is_shown(kreis):
    """No rules, no data; a change cannot be made either."""
    principal = kreis.principal("U01")
    kreis.superuser().execute("delete from rulebook.activation")

    with pytest.raises(RulesUnusable):
        _look(kreis.house("jobcenter"), principal, kreis.at)


def test_a_change_that_was_decided_by_an_older_set_is_not_made(kreis, tmp_path):
    """Its entry is refused in the very transaction; the first under the new set is not."""
    house, entry = kreis.house("jobcenter"), entry_of(kreis, "jobcenter", Event.RECORD_CHANGED)
    put(kreis, without(tmp_path, "gdpr/consent"))

    with pytest.raises(RulesChanged), house.db.begin() as tx:
        append(tx, house.writer, entry)

    house.rules.follow(house.db)
    with house.db.begin() as tx:
        append(tx, house.writer, entry_of(kreis, "jobcenter", Event.RECORD_CHANGED))


def test_what_lies_back_is_decided_by_the_set_in_force_then(kreis, tmp_path):
    """At the very instant of a change by the new one; before the first set of all, by the first."""
    house, changed = kreis.house("jobcenter"), without(tmp_path, "gdpr/consent")
    put(kreis, changed, kreis.at + LATER)
    first, second = rules().policies.digest, changed.policies.digest
    instants = [SINCE - LATER, SINCE, kreis.at + LATER - timedelta(microseconds=1), kreis.at + LATER]

    found = [house.by_rules_of(instant).policies.digest for instant in instants]

    assert [first, first, first, second] == found


def test_a_settled_house_stays_with_its_rules(kreis, tmp_path):
    """What one decision reads twice is the same twice."""
    house = kreis.house("jobcenter")
    settled = house.settled()

    put(kreis, without(tmp_path, "gdpr/consent"))
    house.rules.follow(house.db)

    assert settled.policies is rules().policies or settled.policies.digest == rules().policies.digest
    assert settled.policies.digest != house.policies.digest


@pytest.mark.parametrize("group", ["jobcenter", "jugendamt", "provider", "family", "oversight"])
def test_no_process_that_serves_pages_can_put_rules_in_force(kreis, group):
    """Nor change or remove what was."""
    connection = kreis.connect(f"hub_{group}")
    for statement in (
        "select rulebook.activate(gen_random_uuid(), '{}')",
        "insert into rulebook.activation select * from rulebook.activation",
        "delete from rulebook.activation",
    ):
        with pytest.raises(Exception, match="permission denied"):
            connection.execute(statement)


def test_not_even_the_loader_puts_rules_in_force_without_an_entry(kreis):
    """The change and what tells of it are one transaction."""
    house = kreis.house("loader")

    with pytest.raises(DatabaseRefused, match="HB012"), house.db.begin() as tx:
        tx.rows("select rulebook.activate(gen_random_uuid(), '{}')")


def test_a_question_of_the_past_is_not_told_that_others_are_in_force(kreis, tmp_path):
    """It is asked by the set of then, and its entry says which."""
    principal, changed = kreis.principal("U01"), without(tmp_path, "sgb1/own-task", "gdpr/consent")
    put(kreis, changed, kreis.at + LATER)
    house = kreis.house("jobcenter").by_rules_of(kreis.at)

    disclosure = _look(house, principal, kreis.at)

    assert isinstance(house.rules, Rules)
    assert Effect.DENY is not disclosure.effect
    assert rules().policies.digest == _used(kreis, disclosure)
