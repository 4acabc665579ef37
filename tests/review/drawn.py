"""A Kreis with its history, in which the officer of both bodies draws."""

import json
from dataclasses import replace
from datetime import date
from functools import cache

from hub.terms.lists import Agency
from tests.kreis import ROOT, Kreis

OCTOBER = date(2026, 10, 1)


@cache
def history():
    """The history of the demo."""
    return json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))


def take_over(kreis: Kreis) -> None:
    """Load it as the demo does."""
    kreis.load(history())


def as_officer(kreis: Kreis, agency: Agency = Agency.JOBCENTER, who: str = "U16"):
    """The data protection officer as acting for one of the two bodies."""
    return replace(kreis.principal(who, "oversight"), agency=agency)
