"""Showing: decided first, written down next, read last; and what is withheld is never read."""

import re
from datetime import timedelta

import pytest

from hub.db.errors import DatabaseUnavailable
from hub.gate.disclose import TRIES
from hub.terms.lists import Effect, Purpose
from tests.kreis import F01, NOWHERE
from tests.whole import open_payload

TICKET = "select cells::text[], levels from ledger.ticket where entry_id = %s"
EPOCH = "update core.family set consent_epoch = consent_epoch + 1 where number = %s"
STEPS = ["identity.mandates", "ledger.append_all", "record.read_cells"]
FUNCTION = re.compile(r"(identity|ledger|record)\.\w+(?=\()")


def _steps(kreis):
    """The statements that were sent, by the first function each calls, without the sign-in."""
    called = [FUNCTION.search(statement)[0] for statement in kreis.statements]
    return [function for function in called if function != "identity.posts"]


def test_a_look_is_decided_then_written_down_then_read(kreis):
    """Three statements for a family of any size; the values come last, against the committed entry."""
    kreis.open("U01")

    assert STEPS == _steps(kreis)


def test_a_refusal_looks_nothing_up_and_reads_nothing(kreis):
    """It is written down all the same; where there is no such family, it goes the same way."""
    kreis.open("U04")
    refused = _steps(kreis)
    kreis.statements.clear()
    kreis.open("U04", NOWHERE)

    assert ["identity.mandates", "ledger.append_all"] == refused == _steps(kreis)


def _read_and_shown(kreis, who, purpose):
    disclosure = kreis.open(who, purpose=purpose)
    [(cells, levels)] = kreis.superuser().execute(TICKET, (disclosure.entry,)).fetchall()
    shown = {(value.cell, int(value.level)) for value in disclosure.projection.shown}
    assert shown
    return set(zip(cells, levels, strict=True)), shown


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_what_is_read_is_what_is_shown(every_kreis, who):
    """The ticket names exactly the cells on the page, at their levels: what is withheld never enters memory."""
    read, shown = _read_and_shown(every_kreis, who, Purpose.FAM_JOINT_SUPPORT)

    assert read == shown


def test_what_an_order_opens_by_statute_can_be_read(kreis):
    """The date of the Hilfeplangespräch is told to the provider whose help it is about (§ 36 Abs. 2 SGB VIII)."""
    read, shown = _read_and_shown(kreis, "U12", Purpose.PROVIDER_SERVICE)

    assert read == shown


def test_a_refusal_has_no_ticket(kreis):
    """Nothing could be read with it."""
    refused = kreis.open("U04")

    assert Effect.DENY is refused.effect
    assert ((), (), {}) == (refused.projection.shown, refused.projection.blanks, refused.projection.people)
    assert [] == kreis.superuser().execute(TICKET, (refused.entry,)).fetchall()


def test_the_entry_says_what_was_shown_and_what_was_not(kreis):
    """Fields, versions, levels, rules and consents, and the exact reason of each blank; never a value."""
    disclosure = kreis.open("U01")

    said = open_payload(kreis.superuser(), kreis.keys, disclosure.entry)

    assert F01 == said["subject"]["number"]
    named = {
        (owner, level, tuple(persons), field.split("#")[0].removesuffix("@1"))
        for owner, [level], persons, fields, *_ in said["access"]["cells"]
        for field in fields
    }
    assert named == {
        (value.owner, value.level.id, tuple(sorted(value.persons)), value.field)
        for value in disclosure.projection.shown
    }
    assert len(disclosure.projection.blanks) == len(said["decision"]["withheld"])
    assert ["C01", "C02"] == said["decision"]["consents"]
    contents = [value.content for value in disclosure.projection.shown if isinstance(value.content, str)]
    assert not any(content in str(said) for content in contents if len(content) > 6)


def test_people_are_named_only_where_something_is_said_of_them(kreis):
    """The projection knows no other person of the family."""
    projection = kreis.open("U01").projection
    about = {person for value in projection.shown for person in (*value.persons, *value.because.signers)}
    about |= {person for blank in projection.blanks for person in (blank.person, *blank.signers)}

    assert about == set(projection.people)
    assert {"F01-1", "F01-2", "F01-3"} == set(projection.people.values())


def test_nothing_that_carries_a_value_prints_it(kreis):
    """Neither in a traceback nor in a log line."""
    disclosure = kreis.open("U01")

    printed = f"{disclosure!r} {disclosure.projection!r} {disclosure.projection.shown!r} {disclosure}"

    assert "Sandra" not in printed
    assert F01 not in printed


def test_consents_that_keep_changing_show_nothing(kreis):
    """After three tries it is said that the hub cannot tell; each try is an entry."""

    def change_a_consent(statement):
        kreis.statements.append(statement)
        if "record.read_cells" in statement:
            kreis.superuser().execute(EPOCH, (F01,))

    kreis.house("jobcenter").db.observe = change_a_consent

    with pytest.raises(DatabaseUnavailable):
        kreis.open("U01")
    assert STEPS * TRIES == _steps(kreis)


def test_two_looks_are_two_entries(kreis):
    """Each with its own id, and both show the same."""
    first, second = kreis.open("U01"), kreis.open("U01")

    assert first.entry != second.entry
    assert {value.cell for value in first.projection.shown} == {value.cell for value in second.projection.shown}


def test_keys_open_as_long_as_the_consents_last(kreis):
    """On the last day of a consent its values are read; on the next day they are neither permitted nor readable."""
    kreis.at = kreis.at.replace(year=2027, month=1, day=31, hour=22, minute=30)
    last = kreis.open("U01")
    kreis.at += timedelta(hours=1)

    first = kreis.open("U01")

    assert {"jugendamt"} < {value.owner for value in last.projection.shown}
    assert {"jobcenter"} == {value.owner for value in first.projection.shown}
