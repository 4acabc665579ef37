"""What a withdrawal and the end of FAM leave of minutes: to each side only what it may keep (G2, D27)."""

from dataclasses import replace
from datetime import date, timedelta

from hub.casework.opening import open_family
from hub.casework.tasks import Tasks
from hub.exchange.load import OPERATOR
from hub.gate.erasing import erase_record
from hub.identity.store import load_posts
from hub.rights.consents import OwnConsents
from hub.terms.erasing import Takeover
from hub.terms.lists import Purpose
from hub.terms.minutes import Section
from hub.terms.tasks import TaskKind, TaskWish, key_of
from hub.terms.withdrawing import WHOLE
from tests.conference.tables import Scribe, agreed, lay_table, sentence
from tests.kreis import F01, ISSUER, Kreis

OWN_JOBCENTER = {"section": Section.JOBCENTER, "field": "sgb2_counselling_note"}
OWN_ASD = {"section": Section.JUGENDAMT, "field": "sgb8_parenting"}
RELEASED_ASD = {"section": Section.JUGENDAMT, "field": "sgb8_help_goals_released"}
ENDED = "update core.family set status = 'ended', exit_date = %s, record_version = record_version + 1 where number = %s"


def _written(kreis: Kreis) -> tuple[Scribe, Scribe]:
    """Minutes with a joint sentence, one that K9 opens, and one of each agency's own."""
    wanted = lay_table(kreis)
    jobcoach, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    jobcoach.saves(sentence("Gemeinsam."), agreed("Kita fragen"), sentence("Nur wir", **OWN_JOBCENTER))
    asd.saves(sentence("Nur beim Amt", **OWN_ASD), sentence("Aufstehen üben", **RELEASED_ASD))
    return jobcoach, asd


def _sections(scribe: Scribe) -> list[str]:
    return [section for section, _ in scribe.reads()]


def take_back(kreis: Kreis, ref: str) -> None:
    """Sandra takes a consent back on her own page."""
    house = kreis.house("family")
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    assert OwnConsents(house).take_back(sandra.principal, ref, WHOLE, kreis.at) is not None


def test_taking_back_what_the_jobcoach_was_told_leaves_the_jobcoach_the_own_part(every_kreis):
    """C01 opened the joint part and K9 to the Jobcoach; the ASD reads the joint part by C03 as before."""
    jobcoach, asd = _written(every_kreis)
    assert ["result", "agreed", "jobcenter", "jugendamt"] == _sections(jobcoach)

    take_back(every_kreis, "C01")

    assert ["jobcenter"] == _sections(jobcoach)
    assert ["result", "agreed", "jugendamt", "jugendamt"] == _sections(asd)


def test_taking_back_what_the_asd_was_told_leaves_the_asd_its_own_part(kreis):
    """Both directions are consents of their own."""
    jobcoach, asd = _written(kreis)

    take_back(kreis, "C03")

    assert ["result", "agreed", "jobcenter", "jugendamt"] == _sections(jobcoach)
    assert ["jugendamt", "jugendamt"] == _sections(asd)


def test_after_a_withdrawal_nothing_tells_that_there_was_more(kreis):
    """No line, no gap, no name of who wrote it."""
    jobcoach, _ = _written(kreis)

    take_back(kreis, "C01")

    seen = jobcoach.opens()
    assert {Section.JOBCENTER} == {line.section for line in seen.lines}
    assert () == seen.disclosure.projection.blanks


def test_with_the_end_of_fam_the_joint_minutes_are_closed_to_both_and_each_keeps_its_own(every_kreis):
    """From the day after the last day of FAM; nothing more is written, and no task is left (G2)."""
    kreis = every_kreis
    jobcoach, asd = _written(kreis)
    kreis.superuser().execute(ENDED, (kreis.at.date(), F01))
    kreis.at += timedelta(days=1)

    assert ["jobcenter"] == _sections(jobcoach)
    assert {"jugendamt"} == set(_sections(asd))
    jobcoach.saves(sentence("Noch etwas."), version=1)
    assert ["jobcenter"] == _sections(jobcoach)
    tasks = Tasks(kreis.house("jobcenter")).open(kreis.principal("U01"), kreis.at)
    assert TaskKind.AGREED not in {one.task.kind for one in tasks.lines}
    own = open_family(
        kreis.house("jobcenter"), kreis.principal("U01"), F01, Purpose.SGB2_INTEGRATION, kreis.at
    ).projection.shown
    assert "Nur wir" in [value.content for value in own]


def test_erasing_the_record_leaves_nothing_of_the_minutes(kreis, tmp_path):
    """Six months after the end, by the command: no line, no confirmation, no task that was done."""
    jobcoach, asd = _written(kreis)
    principal, tasks = kreis.principal("U01"), Tasks(kreis.house("jobcenter"))
    jobcoach.confirms()
    asd.confirms()
    [line] = [one for one in tasks.open(principal, kreis.at).lines if one.task.kind is TaskKind.AGREED]
    tasks.settle(principal, TaskWish(F01, key_of(line.task).text), kreis.at)
    assert (1, 6, 2, 1) == _rows(kreis)
    kreis.superuser().execute(ENDED, ("2026-05-15", F01))

    confirmed = Takeover("Ada Muster", "Bea Muster", date(2026, 11, 2))
    erase_record(replace(kreis.house("loader"), journal=tmp_path), OPERATOR, kreis.at, F01, confirmed)

    assert (0, 0, 0, 0) == _rows(kreis)
    assert jobcoach.opens() is None


def _rows(kreis: Kreis) -> tuple[int, ...]:
    query = "select " + ", ".join(
        f"(select count(*) from conference.{one})" for one in ("minutes", "line", "confirmed", "done")
    )
    [counts] = kreis.superuser().execute(query).fetchall()
    return tuple(counts)
