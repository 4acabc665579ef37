"""The shared view of a conference: the expected tables of the demo set, and what its entry says."""

from datetime import timedelta

from hub.consent.papers import Withdrawal
from hub.gate.consents import TakenBack, take_withdrawal
from hub.terms.lists import Agency, Effect
from tests.gate.ahead import persons
from tests.gate.gathered import F02, F06, K34, shown, table, yes_today
from tests.kreis import F01
from tests.whole import open_payload


def test_k35_f01_with_both_agencies(kreis):
    """What the Jobcoach, the ASD worker and the coordinator all may see."""
    seen = shown(kreis, F01, ["U01", "U07"])

    assert {
        "F01-1": "K1 K2 K4 K5 K8 K9 K11 K12",
        "F01-2": "K1 K2 K4 K5 K6 K11 K12",
        "F01-3": "K1 K2 K4 K5 K6 K11 K12",
    } == table(seen)


def test_k35_f01_with_the_provider_and_the_mother(kreis):
    """Their coming takes away what the provider may not see."""
    seen = shown(kreis, F01, ["U01", "U07", "U12", "F01-1"])

    assert {"F01-1": "K1 K2 K9", "F01-2": "K1 K2 K6", "F01-3": "K1 K2 K6"} == table(seen)


def test_k35_f02(kreis):
    """Of the father nothing at all, not his reference either."""
    seen = shown(kreis, F02, ["U01", "U07"])

    assert {"F02-1": "K1 K2 K5 K11 K12", "F02-3": "K1 K2", "F02-4": "K1 K2 K6"} == table(seen)
    assert {"F02-1", "F02-3", "F02-4"} == set(seen.projection.people.values())


def test_k34_shows_nothing_until_they_said_yes_today(kreis):
    """Parents and son hear of each other only what each let all of them hear; then it is there, and Lara never."""
    before = shown(kreis, F06, K34)

    yes_today(kreis)
    after = shown(kreis, F06, K34)

    assert ({}, Effect.DENY) == (table(before), before.effect)
    assert {} == before.projection.people
    open_to_all = {"F06-1": "K1 K2 K5 K11 K12", "F06-2": "K1 K2 K5 K11 K12", "F06-3": "K1 K2", "F06-5": "K1 K2 K6"}
    assert open_to_all == table(after)
    assert not any("F06-4" in person for person in after.projection.people.values())


def test_one_who_takes_it_back_closes_it_for_all(kreis):
    """The next delivery shows nothing of hers."""
    yes_today(kreis)
    kreis.at += timedelta(minutes=1)
    withdrawal = Withdrawal(persons(kreis, F06)["F06-1"], kreis.at, Agency.JOBCENTER)
    take_withdrawal(kreis.house("jobcenter"), kreis.principal("U02"), kreis.at, TakenBack(F06, "E-1", withdrawal))

    assert {"F06-2", "F06-3", "F06-5"} == table(shown(kreis, F06, K34)).keys()


def test_a_guest_whom_no_text_names_leaves_nothing(kreis):
    """Not the teacher, not who supports somebody, not who is ticked but has no case there (I16, F12)."""
    for stranger in ("school", "support", "other", "U03"):
        seen = shown(kreis, F01, ["U01", "U07", stranger])

        assert () == seen.projection.shown
        assert Effect.DENY is seen.effect


def test_who_sits_alone_sees_no_gaps(kreis):
    """The window may be seen by whoever comes in: it never hints at what somebody refused."""
    alone = shown(kreis, F01, [], moderator="U01")

    assert () == alone.projection.blanks
    assert alone.projection.shown


def test_one_entry_names_everybody_as_audience(kreis):
    """Ids for the officers, functions for the family; one decision, however many there are."""
    yes_today(kreis)
    kreis.statements.clear()
    seen = shown(kreis, F06, [*K34])
    statements = [one for one in kreis.statements if "ledger" in one or "record." in one]

    words = open_payload(kreis.superuser(), kreis.keys, seen.entry)
    people = {kreis.principal(ref).id for ref in ("U02", "U08")} | {persons(kreis, F06)[ref] for ref in K34[2:]}
    assert people == set(words["actor"]["audience"])
    assert ["asd_worker", "fam_coordinator", "family", "family", "family", "jobcoach"] == words["access"]["present"]
    assert ("screen", "K-2026-035") == (words["access"]["action"], words["access"]["conference"])
    assert 3 == len(statements)


def test_a_guest_is_in_the_entry_by_function(kreis):
    """A refusal names them as well: they were in the room."""
    refused = shown(kreis, F01, ["U01", "interpreter"])

    words = open_payload(kreis.superuser(), kreis.keys, refused.entry)
    assert ["fam_coordinator", "guest_interpreter", "jobcoach"] == words["access"]["present"]
    assert 2 == len(words["actor"]["audience"])
