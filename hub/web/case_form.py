"""A step as a form says it: words of closed lists, days as people type them, and words of one's own."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import abort

from hub.terms.case_words import CaseFault, Result, StepKind, StepReason, TellFamily, Wording
from hub.terms.cases import CaseId, Stride
from hub.terms.clock import BERLIN
from hub.web.days import read_day

AWAY = frozenset({CaseFault.MEANWHILE, CaseFault.ORDER, CaseFault.REFUSED})
"""Faults that are not in what was typed."""
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
Word = TypeVar("Word", bound=StrEnum)


def read_stride(case: CaseId, form: Mapping[str, str]) -> Stride:
    """The step; 422 where the form is none of these pages'."""
    kind, seq = _word(StepKind, form.get("schritt", "")), form.get("stand", "")
    if kind is None or not seq.isascii() or not seq.isdigit() or len(seq) > 6:
        abort(422)
    told = _word(TellFamily, form.get("sagen", ""))
    return Stride(
        case=case,
        seq=int(seq),
        key=_key(form.get("schluessel", "")),
        kind=kind,
        result=_word(Result, form.get("ergebnis", "")),
        reason=_word(StepReason, form.get("grund", "")),
        words=form.get("worte", "").replace("\r\n", "\n"),
        aware=_instant(form.get("seit-tag", ""), form.get("seit-zeit", "")),
        told=told,
        told_on=read_day(form.get("tag", "")) if told is TellFamily.LATER else None,
        wording=_word(Wording, form.get("satz", "")),
    )


def _word(words: type[Word], typed: str) -> Word | None:
    return next((one for one in words if one.value == typed), None)


def _key(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        abort(422)


def is_unreadable(form: Mapping[str, str]) -> bool:
    """Whether a day or a time was typed that is none: a clock that runs shall not start later for that."""
    day, clock = form.get("seit-tag", "").strip(), form.get("seit-zeit", "").strip()
    return (bool(day or clock) and read_day(day) is None) or (bool(clock) and _TIME.fullmatch(clock) is None)


def _instant(day: str, clock: str) -> datetime | None:
    """A moment as the clocks in Berlin show it; of a day without a time its beginning; None where no day was typed."""
    found, on = _TIME.fullmatch(clock.strip()), read_day(day)
    if on is None:
        return None
    return datetime.combine(on, time(int(found[1]), int(found[2])) if found else time(), BERLIN)
