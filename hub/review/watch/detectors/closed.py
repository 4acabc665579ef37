"""The closed list of detectors: each with its limits, what it tells, and what it must know to find anything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hub.review.watch.detectors import (
    areas,
    consents,
    crowds,
    deeds,
    emergencies,
    exports,
    hours,
    mandates,
    measure,
    operations,
    pace,
    rarities,
    refusals,
    relations,
    residue,
    screens,
    slight,
    tables,
    telling,
)
from hub.review.watch.scene import Finding, Rows, Scene
from hub.terms.circumstances import Input

ALWAYS_TOLD = frozenset({"times", "families"})


@dataclass(frozen=True)
class Detector:
    """One way of looking. `limits` is the type of its limits; `needs` are inputs without which it finds nothing."""

    find: Callable[[Scene, Rows, Any], Iterator[Finding]]
    limits: type
    tells: frozenset[str] = frozenset()
    needs: frozenset[Input] = frozenset()


def _one(find: Callable[[Scene, Rows, Any], Iterator[Finding]], limits: type, *tells: str) -> Detector:
    return Detector(find, limits, ALWAYS_TOLD | set(tells))


def _needing(one: Detector, *needs: Input) -> Detector:
    return Detector(one.find, one.limits, one.tells, frozenset(needs))


DETECTORS: Mapping[str, Detector] = {
    "no_relation": _one(relations.no_relation, relations.Relation),
    "again": _one(relations.again, relations.Days, "refused"),
    "breadth": _one(relations.breadth, relations.Breadth, "kinds"),
    "again_by": _one(relations.again_by, relations.WeaklyAgain, "refused"),
    "matching": _one(relations.matching, relations.Match, "refused"),
    "staff_family": _one(relations.staff_family, relations.Times, "refused"),
    "staff_family_again": _one(relations.staff_family_again, relations.Days, "refused"),
    "protected_family": _one(relations.protected_family, relations.Times, "refused"),
    "after_relation": _one(relations.after_relation, relations.After),
    "before_relation": _one(relations.before_relation, relations.Within),
    "after_fam": _one(relations.after_fam, relations.After, "days"),
    "about_the_dead": _one(relations.about_the_dead, relations.After),
    "unlike_own_work": _one(residue.unlike_own_work, telling.Single),
    "tried": _one(residue.tried, telling.Single),
    "seldom": _one(residue.seldom, residue.Few, "days"),
    "nobody_to_ask": _needing(_one(residue.nobody_to_ask, telling.Single), Input.ABSENCES),
    "dwelling": _one(measure.dwelling, measure.Long),
    "dwelling_beside": _one(measure.dwelling_beside, measure.Long),
    "brief_case": _one(mandates.brief_case, mandates.Brief),
    "without_work": _one(residue.without_work, residue.Still),
    "far_from_a_date": _one(slight.far_from_a_date, slight.Far),
    "call_noted_before": _needing(_one(slight.call_noted_before, slight.Call), Input.APPOINTMENTS),
    "idle_duty": _one(slight.idle_duty, slight.Duty),
    "of_another_area": _one(areas.of_another_area, areas.Area),
    "lopsided": _one(measure.lopsided, measure.Lopsided),
    "own_lopsided": _one(measure.own_lopsided, measure.Absorbed),
    "picked_out": _one(measure.picked_out, measure.Picked),
    "same_day_note": _one(slight.same_day_note, telling.Single),
    "lone_date": _one(slight.lone_date, telling.Single),
    "noted_again": _one(slight.noted_again, slight.OnDays),
    "noted_over_weeks": _one(slight.noted_over_weeks, slight.InWeeks),
    "table_of_few": _needing(_one(tables.table_of_few, tables.Table), Input.APPOINTMENTS),
    "noted_later": _needing(_one(slight.noted_later, telling.Single), Input.APPOINTMENTS),
    "weak_cover": _one(slight.weak_cover, slight.Cover),
    "deed_without_tie": _one(deeds.without_tie, telling.Single),
    "mandate_by_nobody": _one(deeds.mandate_by_nobody, telling.Single),
    "taken_out": _one(deeds.taken_out, telling.Single),
    "foreign_list": _one(deeds.foreign_list, deeds.Listed),
    "found_unopened": _one(deeds.found_unopened, deeds.Soon),
    "sought_by_name": _one(deeds.sought_by_name, deeds.Soon),
    "together": _one(deeds.together, deeds.Soon),
    "one_worker": _one(measure.one_worker, measure.OfOne),
    "unusual_day": _one(measure.unusual_day, measure.Unusual),
    "farewell": _one(measure.farewell, measure.Farewell),
    "crowd": _one(crowds.crowd, crowds.Crowd, "people"),
    "seekers": _one(crowds.seekers, crowds.Seekers, "people"),
    "speed": _one(pace.speed, pace.Speed, "minutes"),
    "steady": _one(pace.steady, pace.Steady, "seconds"),
    "volume": _one(pace.volume, pace.Volume),
    "enumeration": _one(pace.enumeration, pace.Numbers, "refused"),
    "vain_searches": _one(pace.vain_searches, pace.Searches),
    "same_search": _one(pace.same_search, pace.Again),
    "same_search_of_few": _one(pace.same_search_of_few, pace.Again),
    "names_slowly": _one(pace.names_slowly, pace.Names),
    "nights": _one(hours.nights, hours.Nights, "nights"),
    "free_days": _needing(_one(hours.free_days, hours.FreeDays), Input.ROSTER),
    "rest_day": _needing(_one(hours.rest_day, hours.Always), Input.ROSTER),
    "off_hours": _one(hours.off_hours, hours.OffHours),
    "absent": _needing(_one(hours.absent, hours.Always), Input.ABSENCES),
    "contract_ended": _one(hours.contract_ended, hours.Always),
    "two_places": _one(hours.two_places, hours.Places, "places"),
    "refused": _one(refusals.refused, refusals.Refused),
    "refused_families": _one(refusals.refused_families, refusals.Families),
    "then_seen": _one(refusals.then_seen, refusals.ThenSeen, "refused"),
    "other_purpose": _one(refusals.other_purpose, refusals.Hurried),
    "for_purposes": _one(refusals.for_purposes, refusals.Uses),
    "rare_purpose": _one(refusals.rare_purpose, refusals.Rare),
    "rare_kind": _one(rarities.rare_kind, rarities.RareKind),
    "at_the_log": _one(refusals.at_the_log, refusals.Attempts),
    "after_withdrawal": _one(consents.after_withdrawal, consents.Edge),
    "before_the_no": _one(consents.before_the_no, consents.Eve),
    "urging": _one(consents.urging, consents.Urging),
    "entered_late": _one(consents.entered_late, consents.Late, "days"),
    "basis_not_in_force": _one(consents.basis_not_in_force, consents.Within),
    "own_consent": _one(consents.own_consent, consents.Soon),
    "spoken": _one(consents.spoken, consents.Spoken, "days"),
    "spoken_and_used": _one(consents.spoken_and_used, consents.Used, "days"),
    "exports": _one(exports.exports, exports.Taken),
    "exports_slowly": _one(exports.exports_slowly, exports.Slowly),
    "exports_unusual": _one(exports.exports_unusual, exports.Unusual),
    "exports_of_one": _one(exports.exports_of_one, exports.OfOne),
    "taken_as_deputy": _one(exports.taken_as_deputy, exports.Taken),
    "export_off_duty": _needing(_one(exports.export_off_duty, exports.OffDuty), Input.ROSTER),
    "export_at_the_end": _one(exports.export_at_the_end, exports.AtTheEnd),
    "emergency": _one(emergencies.emergency, emergencies.Often),
    "without_follow_up": _one(emergencies.without_follow_up, emergencies.FollowUp, "hours"),
    "poor_reason": _one(emergencies.poor_reason, emergencies.Texts),
    "own_deputy": _needing(_one(mandates.own_deputy, mandates.OwnWord, "taken"), Input.ABSENCES),
    "deputy_of_present": _needing(_one(mandates.deputy_of_present, mandates.Each), Input.ABSENCES),
    "second_alone": _needing(_one(mandates.second_alone, mandates.Second), Input.APPOINTMENTS),
    "picked_deputy": _one(mandates.picked_deputy, mandates.Picked),
    "deputy_of_present_again": _needing(_one(mandates.deputy_of_present_again, mandates.OnDays), Input.ABSENCES),
    "deputy_chain": _one(mandates.deputy_chain, mandates.Each),
    "shown_to_nobody": _needing(_one(screens.shown_to_nobody, telling.Single), Input.APPOINTMENTS),
    "left_open": _one(screens.left_open, screens.LeftOpen, "until", "minutes"),
    "watcher": _one(operations.watcher, operations.Watcher),
    "log_off_duty": _needing(_one(operations.log_off_duty, telling.Single), Input.ROSTER),
    "silence": _one(operations.silence, operations.Silence, "day", "written", "usual"),
    "integrity": _one(operations.integrity, operations.Nothing, "what"),
}
