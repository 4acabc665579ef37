"""Turns of the review on a real database: done twice nothing is there twice, and what the log forgets is forgotten."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.casework.opening import list_own
from hub.db.errors import DatabaseRefused
from hub.ledger.entry import Event
from hub.review.watch.batch import Wanted, begin
from hub.review.watch.hits import open_hits
from hub.review.watch.rules import load_rules
from hub.review.watch.schedule import next_night
from hub.review.watch.store import HitQuery, Span, end_run, keep_hits, load_runs
from hub.review.watch.trying import load_worth, try_rule
from hub.review.watch.turn import nightly_span, often, short_span, take_turn
from hub.terms.clock import BERLIN
from hub.terms.families import Asked
from hub.terms.hits import RuleId
from hub.terms.lists import Agency, Purpose
from hub.terms.logged import Deed, Explanation
from tests.kreis import F01, ROOT

RULES = load_rules(ROOT)


def _history(kreis, *labels):
    document = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    lines = [line for line in document["history"] if line.get("label") in labels]
    kreis.load({**document, "history": lines})


def _turn(kreis, agency=Agency.JOBCENTER, rules=RULES, span=None):
    return take_turn(kreis.house("oversight"), rules, (agency, span or nightly_span(kreis.at, whole=True)), kreis.at)


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


def _hits(kreis, agency=Agency.JOBCENTER, **query):
    found, _ = open_hits(kreis.house("oversight"), _officer(kreis, agency), HitQuery(**query), kreis.at)
    return found


def test_the_same_hit_found_again_is_the_same_and_grows(kreis):
    """A second turn, and one over a part of the time, make no second hit; what came meanwhile joins it."""
    _history(kreis, "L07", "L15")
    whole = nightly_span(kreis.at, whole=True)
    [numbers] = [hit for hit in _turn(kreis).evaluation.hits if hit.rule == "case-numbers"]
    middle = numbers.first + (numbers.last - numbers.first) / 2

    _turn(kreis, span=Span(middle, whole.until))
    first = _hits(kreis)
    _turn(kreis)
    again = _hits(kreis)

    assert first == again
    assert [14] == [len(hit.entries) for hit in again if hit.rule == "case-numbers"]
    assert ["14"] == [hit.facts["times"] for hit in again if hit.rule == "case-numbers"]
    assert [hit.last for hit in again] == sorted((hit.last for hit in again), reverse=True)


def test_hits_are_read_only_against_an_entry_of_the_reading_for_that_controller(kreis):
    """An officer reads what was found for whom they act, and the reading stands in the log; a worker reads nothing."""
    _history(kreis, "L05", "L07")
    _turn(kreis)
    _turn(kreis, Agency.JUGENDAMT)

    assert {"emergency", "emergency-in-vain"} == {hit.rule for hit in _hits(kreis, Agency.JUGENDAMT)}
    assert "case-numbers" in {hit.rule for hit in _hits(kreis, Agency.JOBCENTER)}
    assert () == open_hits(kreis.house("oversight"), kreis.principal("U01"), HitQuery(), kreis.at)[0]
    told = kreis.superuser().execute("select count(*) from ledger.index where event = 'log.read'").fetchone()
    assert (3,) == told


def test_one_rule_and_pages_of_hits_can_be_asked_for(kreis):
    """Newest first; the next page begins behind the last one of this."""
    _history(kreis, "L07", "L15", "L01")
    _turn(kreis)
    everything = _hits(kreis)

    first, more = open_hits(kreis.house("oversight"), _officer(kreis), HitQuery(limit=1), kreis.at)
    rest = _hits(kreis, before=(first[0].last, first[0].id))

    assert more
    assert everything == (*first, *rest)
    assert {"at-the-log"} == {hit.rule for hit in _hits(kreis, rule=RuleId("at-the-log"))}
    assert first == _hits(kreis, hit=first[0].id)


def test_nobody_keeps_a_hit_without_an_evaluation_that_is_under_way(kreis):
    """Neither after its end, nor under an entry of another kind."""
    _history(kreis, "L07")
    outcome = _turn(kreis)
    house = kreis.house("oversight")

    for run in (outcome.run, replace(outcome.run, id=kreis.open("U01").entry)):
        with pytest.raises(DatabaseRefused, match="HB020"):
            keep_hits(house.db, run, outcome.evaluation.hits)
        with pytest.raises(DatabaseRefused, match="HB020"):
            end_run(house.db, run, 1, ())


def test_what_the_log_forgets_is_forgotten_here_too(kreis):
    """Hits and explanations go with their entries at the next turn, save what a case holds."""
    _history(kreis, "L07", "L15")
    _turn(kreis)
    behind = kreis.superuser()
    behind.execute("update review.hit set held = true where rule = 'at-the-log'")
    behind.execute("update ledger.index set pseudonym = '' where event = 'log.imported'")

    run = begin(kreis.house("oversight"), Wanted(Agency.JOBCENTER, nightly_span(kreis.at), ("none",)), kreis.at)
    end_run(kreis.house("oversight").db, run, 0, ())

    assert [("at-the-log",)] == behind.execute("select rule from review.hit").fetchall()
    left = "select count(*) from review.explanation x join ledger.index i using (tenant_id, entry_id, part)"
    assert (0,) == behind.execute(f"{left} where i.pseudonym = ''").fetchone()
    behind.execute("update ledger.index set pseudonym = 'N-01' where pseudonym = ''")


def test_what_a_case_stands_on_does_not_grow_unseen(kreis):
    """Whoever goes on when a case is closed is found anew, once; what was looked at is not found again."""
    _history(kreis, "L07")
    [numbers] = [hit for hit in _turn(kreis).evaluation.hits if hit.rule == "case-numbers"]
    kreis.superuser().execute("update review.hit set held = true where rule = 'case-numbers'")
    house, size = kreis.house("oversight"), len(numbers.entries)
    more = replace(numbers, entries=(*numbers.entries, kreis.open("U01").entry))

    for found in (numbers, more, more):
        run = begin(house, Wanted(Agency.JOBCENTER, nightly_span(kreis.at), ("none",)), kreis.at)
        keep_hits(house.db, run, (found,))
        end_run(house.db, run, 0, ())

    kept = _hits(kreis, rule=RuleId("case-numbers"))
    assert [(False, size + 1), (True, size)] == sorted((hit.held, len(hit.entries)) for hit in kept)


def test_an_entry_that_was_tampered_with_is_found_and_the_rest_is_evaluated(kreis):
    """Its words do not open any more: that is an alarm of its own, and no reason to see nothing else."""
    _history(kreis, "L07", "L15")
    behind = kreis.superuser()
    [(entry, boxes)] = behind.execute(
        "select p.entry_id, p.segments from ledger.payload p join ledger.index i using (tenant_id, entry_id)"
        " where i.event = 'log.imported' order by i.at limit 1"
    ).fetchall()
    change = "update ledger.payload set segments = %s where entry_id = %s"
    behind.execute(change, ([*boxes[:2], boxes[2][:-1] + bytes([boxes[2][-1] ^ 1]), *boxes[3:]], entry))

    hits = {hit.rule: hit for hit in _turn(kreis).evaluation.hits}
    behind.execute(change, (boxes, entry))

    assert {"integrity", "case-numbers", "at-the-log"} <= set(hits)
    assert ([str(entry)], "operations") == ([*hits["integrity"].entries], hits["integrity"].consequence)


def test_explanations_are_kept_for_each_controller_and_worked_out_anew(kreis):
    """The own case, as the look itself knew it; by part for the families of a list."""
    seen = kreis.open("U01")
    kreis.at += timedelta(minutes=1)
    _turn(kreis)

    rows = kreis.superuser().execute(
        "select codes, backdated from review.explanation where entry_id = %s and controller = 'jobcenter'",
        (seen.entry,),
    )
    assert Explanation.ASSIGNED in rows.fetchone()[0]


def test_that_nothing_explains_a_look_is_kept_too(kreis):
    """Of what was taken for ordinary once, and of what never was: at the next turn nothing old is left standing."""
    _history(kreis, "L01")
    seen = kreis.open("U01")
    kreis.at += timedelta(minutes=1)
    _turn(kreis)
    superuser = kreis.superuser()
    superuser.execute("update review.explanation set codes = '{E9}'")

    _turn(kreis)

    rows = superuser.execute("select entry_id::text, codes from review.explanation where part = 0").fetchall()
    assert [] == [entry for entry, codes in rows if "E9" in codes]
    assert Explanation.ASSIGNED in dict(rows)[str(seen.entry)]
    assert [] in [codes for _, codes in rows]


def test_a_crowd_of_live_searches_for_one_name_is_seen_without_the_name(kreis):
    """Whoever searched, and however they wrote it; the words stand nowhere."""
    people = [kreis.principal(ref) for ref in ("U01", "U02", "U03", "U04", "U06")]
    house = kreis.house("jobcenter")
    for place, who in enumerate(people):
        words = ("Immergrün", "immergruen", "IMMERGRÜN", "Katrin Immergrün", "Immergruen")[place]
        at = kreis.at + timedelta(hours=place)
        list_own(house, who, Purpose.FAM_JOINT_SUPPORT, Asked(query=words), at)
    kreis.at += timedelta(days=1)

    outcome = _turn(kreis)

    searches = [one for one in outcome.logged if one.action is Deed.SEARCH and not one.part]
    assert (5, 1) == (len(searches), len({one.matter for one in searches}))
    assert "seekers" in {hit.rule for hit in outcome.evaluation.hits}


def test_a_rule_is_tried_before_it_goes_live_and_nothing_is_kept(kreis):
    """Counts of hits and of those that are explained already; the trial stands in the log as an evaluation."""
    _history(kreis, "L01", "N01")
    [emergency] = [rule for rule in RULES if rule.id == "emergency"]
    off = replace(emergency, on=False)

    trial = try_rule(kreis.house("oversight"), off, Agency.JUGENDAMT, kreis.at)

    assert (1, 1) == (trial.hits, trial.explained)
    assert () == _hits(kreis, Agency.JUGENDAMT)
    assert () == load_worth(kreis.house("oversight"), Agency.JUGENDAMT)
    [run] = load_runs(kreis.house("oversight").db, Agency.JUGENDAMT)
    assert (emergency.version,) == run.rules
    assert run.finished_at is not None


def test_an_entry_says_which_rules_ran_over_which_days_and_nobody_acted(kreis):
    """Of the controller alone; the other one's officer has nothing to do with it."""
    _turn(kreis, rules=often(RULES), span=short_span(kreis.at))

    events = kreis.superuser().execute(
        "select controllers, pseudonym, effect from ledger.index where event = %s", (Event.LOG_EVALUATED.value,)
    )
    assert [(["jobcenter"], "N-00", "permit")] == events.fetchall()


def test_the_next_night_is_two_hours_after_midnight_in_berlin_whatever_clocks_do(kreis):
    """Also in the nights in October and March in which two hours later is not two o'clock."""
    for day, hour in (((2026, 10, 24), 2), ((2027, 3, 27), 3), ((2026, 11, 16), 2)):
        evening = kreis.at.astimezone(BERLIN).replace(year=day[0], month=day[1], day=day[2], hour=20)
        night = next_night(evening).astimezone(BERLIN)

        assert (day[2] + 1, hour) == (night.day, night.hour)


def test_the_statements_of_a_turn_do_not_grow_with_the_families(kreis):
    """Entry, run, context, a page of the log, hits, explanations, end."""
    house = kreis.house("oversight")
    kreis.open("U01", F01)
    kreis.at += timedelta(minutes=1)
    _turn(kreis)
    kreis.statements.clear()
    take_turn(house, RULES, (Agency.JOBCENTER, nightly_span(kreis.at)), kreis.at)

    assert len(kreis.statements) <= 8


def test_no_hit_is_there_before_what_explains_its_entries(kreis):
    """A turn that ends between the two has kept nothing that an officer would ask about in vain."""
    _history(kreis, "L07")
    behind = kreis.superuser()
    behind.execute("alter table review.explanation add constraint full_disk check (false) not valid")

    with pytest.raises(DatabaseRefused):
        _turn(kreis)

    assert (0,) == behind.execute("select count(*) from review.hit").fetchone()
