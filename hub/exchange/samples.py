"""Samples that were kept elsewhere, as a file tells them: `{"format": 1, "samples": […]}`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from hub.exchange.reading import LoadFaulty
from hub.terms.samples import Judgement, RecordedSample, read_month

FILE = "samples"


def read_recorded(text: bytes) -> Sequence[RecordedSample]:
    """Every sample of the file. Raises LoadFaulty with the place, never with what stands there."""
    try:
        told = orjson.loads(text)["samples"]
    except (ValueError, KeyError, TypeError) as fault:
        raise LoadFaulty(FILE, ["samples: not in the form of a file of samples"]) from fault
    return tuple(_sample(f"samples[{place}]", one) for place, one in enumerate(told))


def _sample(place: str, one: Any) -> RecordedSample:
    try:
        month = read_month(one["month"])
        verdicts = tuple((Judgement(said), datetime.fromisoformat(at)) for said, at in one["verdicts"])
        drawn_at = datetime.fromisoformat(one["drawn_at"])
        numbers = int(one["population"]), int(one["drawn"])
        word = str(one["seed"])
    except (KeyError, TypeError, ValueError) as fault:
        raise LoadFaulty(FILE, [f"{place}: a member is missing, or of another form"]) from fault
    if month is None or len(verdicts) > numbers[1] or any(at < drawn_at for _, at in verdicts):
        raise LoadFaulty(FILE, [f"{place}: no month, more verdicts than were drawn, or one before the draw"])
    return RecordedSample(month, word, drawn_at, *numbers, verdicts)
