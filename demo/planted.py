"""What a data protection officer should find in the log (L01–L15), and what only looks like it (N01–N08; section 8)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from demo.background import Line, at, place_of
from demo.families import FAMILIES
from demo.papers import PAPERS

NUMBERS = {family.id: family.number for family in FAMILIES}
PEOPLE = {family.id: family.refs(family.numbers) for family in FAMILIES}
OCTOBER = {"since": "2026-10-01", "until": "2026-10-31"}
SPOKEN = [one for one in PAPERS if one["way"] == "oral"]
K32 = (("F01", "C01", "help_goals"), ("F02", "C06", "appointments"), ("F07", "own_task", "work_training"),
       ("F11", "C35", "help_goals"))  # fmt: skip
"""Topics of the conference of 27 October, what a look of the Jobcoach rests on there, and what is looked at."""


def planted() -> Iterator[Line]:
    """All of them, each with its label."""
    for label, lines in EVENTS.items():
        yield from ({"label": label, **line} for line in lines())


def _see(when: str, staff: str, topic: str = "", **more: Any) -> Line:
    """One line; without more said, a look that was permitted, by the own task, where they work that day."""
    day, clock = when.split(" ")
    hours, minutes, *seconds = map(int, clock.split(":"))
    year, month, number = map(int, day.split("-"))
    on = date(year, month, number)
    line: Line = {"at": at(on, hours * 3600 + minutes * 60 + sum(seconds)), "staff": staff}
    line |= {"place": place_of(staff, on), "action": "view", "effect": "permit"}
    line |= {"family": NUMBERS[topic], "persons": PEOPLE[topic][:1]} if topic else {}
    if more.get("effect") != "deny" and "basis" not in more and topic:
        line |= {"basis": ["own_task"]}
    return line | more


def _no(when: str, staff: str, family: str, reason: str, **more: Any) -> Line:
    return {**_see(when, staff, family, effect="deny", reason=reason), **more}


def _own_deputy() -> Iterator[Line]:
    for moment in ("10-07 22:41", "10-08 22:52", "10-14 23:07", "10-21 22:38", "11-06 21:55"):
        more: Line = {"place": "Birkenfurt"}
        yield _see(f"2026-{moment}", "U04", "F11", action="take_over", note="Vertretung übernehmen", **more)
        yield _see(f"2026-{moment}:30", "U04", "F11", categories=["contact", "family_relations"],
                   purpose="fam_joint_support", **more)  # fmt: skip


def _same_name() -> Iterator[Line]:
    for minute in (4, 5, 6, 8, 10, 11):
        yield _see(f"2026-10-19 12:{minute:02}", "U05", action="search", note="Suche nach dem eigenen Nachnamen")
    for minute in (7, 9, 11):
        yield _no(f"2026-10-19 12:{minute:02}:30", "U05", "F07", "not_assigned", purpose="livelihood")
    yield _see("2026-10-20 12:31", "U05", "F07", purpose="livelihood", categories=["benefit_status"],
               note="37 Sekunden, als Vertretung")  # fmt: skip


def _after_withdrawal() -> Iterator[Line]:
    for clock in ("10:31", "10:32", "10:40", "11:05"):
        yield _no(f"2026-11-02 {clock}", "U03", "F14", "consent_withdrawn", purpose="fam_joint_support",
                  categories=["work_training"])  # fmt: skip
    for moment in ("02 11:30", "03 09:10", "04 09:05", "05 09:20"):
        yield _see(f"2026-11-{moment}", "U03", "F14", action="request", persons=["F14-2"],
                   categories=["work_training"], note="Einwilligung angefragt")  # fmt: skip


def _after_the_end() -> Iterator[Line]:
    for moment in ("22 18:12", "23 18:20"):
        yield _see(f"2026-10-{moment}", "U02", "F09", purpose="planning_statistics", categories=["fam_joint"],
                   note="Archiv geöffnet, Zweck „Statistik“")  # fmt: skip


def _emergency() -> Iterator[Line]:
    yield _see("2026-10-30 16:58", "U08", "F06", action="emergency_access", persons=["F06-4"],
               purpose="sgb8_child_protection", basis=["emergency"], categories=["school_childcare"],
               note="brauche dringend Info zum Fall, bitte freigeben")  # fmt: skip


def _mass_export() -> Iterator[Line]:
    for place, family in enumerate(("F01", "F02", "F03", "F05", "F06", "F07", "F08", "F10", "F12")):
        minutes, seconds = divmod(place * 37, 60)
        yield _see(f"2026-10-30 15:{2 + minutes:02}:{seconds:02}", "U11", family, action="export",
                   purpose="sgb8_help_planning", categories=["contact", "help_type"])  # fmt: skip


def _numbers_tried() -> Iterator[Line]:
    for place in range(14):
        minutes, seconds = divmod(5 + place * 155 // 13, 60)
        yield _unknown(f"2026-10-12 09:{14 + minutes}:{seconds:02}", "U23", f"FAM-2026-{1 + place:03}",
                       "fam_joint_support")  # fmt: skip


def _unknown(when: str, staff: str, number: str, purpose: str) -> Line:
    """A number that is not theirs, or that there is not: both are refused in the same way."""
    return _see(when, staff, effect="deny", reason="not_assigned", family=number, purpose=purpose)


def _two_places() -> Iterator[Line]:
    more: Line = {"purpose": "fam_joint_support", "categories": ["contact"]}
    yield _see("2026-10-28 10:02", "U02", "F12", place="Quellstadt", **more)
    yield _see("2026-10-28 10:05", "U02", "F10", place="mobil", **more)


def _after_the_order() -> Iterator[Line]:
    yield _see("2026-09-30 21:48", "U12", "F03", action="export", place="mobil", purpose="provider_service",
               categories=["help_goals", "provider_reports"])  # fmt: skip
    for moment in ("01 07:40", "05 08:12", "06 08:05"):
        yield _no(f"2026-10-{moment}", "U12", "F03", "help_not_running", purpose="provider_service")


def _entered_late() -> Iterator[Line]:
    yield _see("2026-10-13 14:40", "U02", "F10", action="display", purpose="case_conference", categories=["health"],
               basis=[], note="Konferenz K-31; C33 war noch nicht erklärt")  # fmt: skip
    yield _see("2026-11-02 15:20", "U03", "F10", action="request", categories=["work_training", "health"],
               basis=["C33"], note="Einwilligung eingetragen, gültig ab 15.09.2026")  # fmt: skip


def _spoken() -> Iterator[Line]:
    for one in SPOKEN:
        when = one["signed"][0]["at"][:16].replace("T", " ")
        yield _see(when, "U01", one["family"], action="request", basis=[one["id"]], persons=one["for"],
                   categories=one["categories"], note="Einwilligung mündlich erklärt")  # fmt: skip


def _many_search() -> Iterator[Line]:
    for day, staff in zip(("05 09:12", "06 08:47", "06 13:05", "07 10:31", "08 15:20", "09 11:02"),
                          ("U01", "U02", "U04", "U05", "U06", "U23"), strict=True):  # fmt: skip
        yield _see(f"2026-10-{day}", staff, action="search", note="Namenssuche nach F09")


def _from_statistics() -> Iterator[Line]:
    for minute, family in enumerate(("F01", "F02", "F05", "F11", "F14"), 20):
        yield _no(f"2026-10-16 11:{minute}", "U18", family, "purpose_not_allowed", purpose="planning_statistics")


def _view_left_open() -> Iterator[Line]:
    for clock, family in (("14:02", "F10"), ("14:41", "F14"), ("15:20", "F05")):
        yield _see(f"2026-10-13 {clock}", "U02", family, action="display", purpose="case_conference",
                   categories=["contact"], note="Konferenz K-31")  # fmt: skip
    yield _see("2026-10-13 19:12", "U02", "F05", action="display", purpose="case_conference",
               note="Ansicht der Konferenz K-31 geschlossen; Ende war um 16:00")  # fmt: skip


def _at_the_log() -> Iterator[Line]:
    for minute in (40, 41, 42):
        yield _see(f"2026-10-15 16:{minute}", "U19", action="log", effect="deny", reason="purpose_not_allowed")


def _night_duty() -> Iterator[Line]:
    more: Line = {"purpose": "sgb8_child_protection", "place": "mobil", "persons": ["F08-3"]}
    yield _see("2026-10-17 23:20", "U10", "F08", action="emergency_access", basis=["emergency"],
               note="Kleinkind weint seit Stunden, niemand öffnet; Anschrift für den Hausbesuch", **more)  # fmt: skip
    yield _see("2026-10-17 23:34", "U10", "F08", note="Vorgang nach § 8a eröffnet", **more)
    for moment in ("18 00:20", "18 01:05"):
        yield _see(f"2026-10-{moment}", "U10", "F08", **more)


def _conference() -> Iterator[Line]:
    for place in range(31):
        minutes, (family, basis, category) = place * 6, K32[place * len(K32) // 31]
        yield _see(f"2026-10-27 {13 + minutes // 60}:{minutes % 60:02}", "U01", family, purpose="case_conference",
                   categories=[category], basis=[basis], note="Konferenz K-32")  # fmt: skip


def _substitution() -> Iterator[Line]:
    for day in range(19, 24):
        for clock, family, consent in (("09:10", "F01", "C01"), ("10:25", "F02", "C06")):
            yield _see(f"2026-10-{day} {clock}", "U02", family, purpose="fam_joint_support",
                       categories=["appointments"], basis=[consent], note="Vertretung für U01")  # fmt: skip


def _home_visit() -> Iterator[Line]:
    yield _see("2026-10-15 19:30", "U07", "F05", place="mobil", purpose="sgb8_help_planning",
               categories=["contact", "help_goals"], note="Hausbesuch für U08")  # fmt: skip


def _weekend() -> Iterator[Line]:
    yield _see("2026-10-10 10:30", "U14", "F10", place="mobil", purpose="provider_service", basis=["C32"],
               categories=["contact", "housing"], note="eingetragener Termin")  # fmt: skip


def _admissions() -> Iterator[Line]:
    for clock, family, note in (("10:00", "F13", "2026-A05"), ("10:03", "F04", "2026-A01"),
                                ("10:06", "F10", "2026-A03"), ("10:09", "", "2026-A04")):  # fmt: skip
        yield _see(f"2026-11-04 {clock}", "U06", family, purpose="fam_admission", categories=["contact"],
                   note=f"Runde zu Aufnahmen: {note}")  # fmt: skip


def _sample() -> Iterator[Line]:
    for place in range(180):
        yield _see(f"2026-11-05 {9 + place // 60:02}:{place % 60:02}", "U16", action="log", purpose="dpo_control",
                   post=0, note="Stichprobe für Oktober", filters=OCTOBER)  # fmt: skip


def _mistyped() -> Iterator[Line]:
    for second, number in ((5, "FAM-2026-020"), (40, "FAM-2026-012")):
        yield _unknown(f"2026-11-11 09:02:{second:02}", "U03", number, "school_to_work")
    yield _see("2026-11-11 09:03", "U03", "F04", purpose="school_to_work", categories=["contact"])


EVENTS = {
    "L01": _own_deputy, "L02": _same_name, "L03": _after_withdrawal, "L04": _after_the_end, "L05": _emergency,
    "L06": _mass_export, "L07": _numbers_tried, "L08": _two_places, "L09": _after_the_order, "L10": _entered_late,
    "L11": _spoken, "L12": _many_search, "L13": _from_statistics, "L14": _view_left_open, "L15": _at_the_log,
    "N01": _night_duty, "N02": _conference, "N03": _substitution, "N04": _home_visit, "N05": _weekend,
    "N06": _admissions, "N07": _sample, "N08": _mistyped,
}  # fmt: skip
