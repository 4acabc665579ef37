"""One of each kind of principal at one copy of the demo Kreis, and what no error may say to any of them."""

import os
import re
from functools import cache
from time import time_ns

from flask import Flask
from werkzeug.test import TestResponse

from hub.identity.sessions import ServerSessions
from tests.amounts import IS_PART
from tests.kreis import Kreis, demo
from tests.kreis_tables.seats import Seats
from tests.web.houses import sit_down

STAFF = ("U01", "U03", "U05", "U06", "U07", "U09", "U10", "U12", "U13", "U16", "U17", "U18", "U19", "U21", "U22")
FAMILY = ("sandra.ahornwald", "julia.brombeer")
PEOPLE = (*STAFF, *FAMILY)
SEED = os.environ.get("SEED", "1" if IS_PART else str(time_ns()))
"""Where the dice begin: always the same in `make test`, else each time elsewhere."""

TRACES = re.compile(
    r"Traceback|File \"|line \d+, in|psycopg|sqlalchemy|werkzeug\.|hub/\w+/|select \* from", re.IGNORECASE
)


class Everybody(Seats):
    """Staff as the tables seat them, and members of families at the address of families."""

    def group(self, ref: str) -> str:
        """Where they sign in."""
        return "family" if ref in FAMILY else super().group(ref)

    def _app(self, group: str) -> Flask:
        """With a journal, as whoever takes consents back needs one."""
        kreis: Kreis = self.kreis
        ref = FAMILY[0] if group == "family" else next(one for one in STAFF if self._sits(one) == group)
        app = sit_down(kreis, ref, group).application
        desk = app.extensions["desk"]
        kept = super()._app(group).extensions["desk"].sessions
        assert isinstance(kept, ServerSessions)
        vars(desk)["sessions"] = kept
        return app

    def _sits(self, ref: str) -> str:
        return _SITS[ref]


_SITS = {
    **dict.fromkeys(("U01", "U03", "U05", "U06", "U22"), "jobcenter"),
    **dict.fromkeys(("U07", "U09", "U10", "U21"), "jugendamt"),
    **dict.fromkeys(("U12", "U13"), "provider"),
    **dict.fromkeys(("U16", "U17", "U18", "U19"), "oversight"),
}


@cache
def values() -> tuple[str, ...]:
    """What stands in the records of the demo families: whole texts, long enough to be nothing else.

    Not the names of staff, which stand on each of their pages.
    """
    staff = {one["name"] for one in demo()["staff"]}
    told = {text for family in demo()["families"] for cell in family["cells"] for text in _texts(cell["value"])}
    return tuple(
        sorted(text for text in told - staff if len(text) >= 9 and not re.fullmatch(r"[a-z_0-9]+|[\d.-]+", text))
    )


def _texts(value: object):
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


def faults(response: TestResponse) -> list[str]:
    """What is wrong with an answer, whoever asked for whatever: nothing, as a rule."""
    text = response.get_data(as_text=True) if _is_text(response) else ""
    found = [f"status {response.status_code}"] if response.status_code >= 500 else []
    if TRACES.search(text) and response.status_code >= 400:
        found.append("a trace of the program")
    if response.status_code >= 400 and not is_form_again(response):
        found += [f"a value of a family: {one!r}" for one in values() if one in text]
    return found


def is_form_again(response: TestResponse) -> bool:
    """A form that came back to a person with what is wrong in it."""
    return response.status_code in FORMS_AGAIN and response.mimetype == "text/html"


def values_in(response: TestResponse) -> set[str]:
    """The values of families in an answer."""
    text = response.get_data(as_text=True)
    return {one for one in values() if one in text}


FORMS_AGAIN = {409, 422}
"""A form that comes back with what is wrong in it is a page of its family, for whoever may see that page: it holds what
they read there already, and nothing more. To a program nothing comes back.
"""


def _is_text(response: TestResponse) -> bool:
    return response.mimetype.startswith("text/") or "json" in response.mimetype
