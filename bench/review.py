"""What each page of the data protection officers' desk takes in a log of 50,000 entries and in one of five million.

The real pages over the real database, signed in as the Jobcenter's officer: one database, filled to the first size,
measured, filled on to the next (`HUB_BENCH_LOG` names others, such as 50000,500000). All times are of whole requests
within one process: the median of a few, and growth between the two sizes of the quickest of them, which a busy machine
lengthens least. Where a page is asked for what hardly an entry has, its name says so.
"""

import os
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import psycopg
from flask.testing import FlaskClient

from bench import price_of_protection as price
from bench._desk_log import DAYS, fill, marker_of, place_first
from bench._looks import AT
from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.ledger.events import Event
from hub.main.building import make_desk
from hub.review.dashboard.counting import refresh_figures
from hub.settings.demo import group_settings
from hub.terms.lists import Agency
from hub.terms.review_papers import PaperKind
from hub.web.app import create_app
from hub.web.cases import VIEWS
from hub.web.desk import Group

SIZES = tuple(map(int, os.environ.get("HUB_BENCH_LOG", "50000,5000000").split(",")))
ROUNDS = 9
MONTHS = ("2026-10", "2026-09", "2026-08", "2026-07")
"""Of each size a month is drawn of its own: a month is drawn once."""
HOME = "/datenschutz"
LOG = "/datenschutz/protokoll"
SAMPLE = "/datenschutz/stichprobe"
CASES = "/datenschutz/auffaelligkeiten"
PAPERS = "/datenschutz/nachweise"
SPAN = {"von": "18.08.2026", "bis": "16.11.2026"}
PAGES = {
    "overview": (HOME, {}),
    "log": (LOG, {}),
    "log_of_a_family": (LOG, {"familie": "FAM-2025-003"}),
    "log_refused": (LOG, {"ergebnis": "denied"}),
    "log_changed_rare_purpose": (LOG, {"ergebnis": "changed", "zweck": "fam_admission"}),
    "log_refused_rare_purpose": (LOG, {"ergebnis": "denied", "zweck": "sgb8_child_protection"}),
    "log_rare_event": (LOG, {"art": "log.export"}),
    "log_no_such_event": (LOG, {"art": "consent.voided"}),
    "log_rare_purpose": (LOG, {"zweck": "fam_admission"}),
    "log_no_such_purpose": (LOG, {"zweck": "youth_court"}),
    "log_other_agency": (LOG, {"stelle": "provider"}),
    "log_no_such_agency": (LOG, {"stelle": "external"}),
    "log_busy_hour": (LOG, {**SPAN, "wochentag": "2", "stunde": "9", "ergebnis": "shown"}),
    "log_night_hour": (LOG, {**SPAN, "wochentag": "3", "stunde": "2", "ergebnis": "shown"}),
    "log_frequent_reason": (LOG, {**SPAN, "anlass": "refused.not_assigned"}),
    "log_rare_reason": (LOG, {**SPAN, "anlass": "refused.address_locked"}),
    "log_no_such_reason": (LOG, {**SPAN, "anlass": "emergency"}),
    "log_of_a_month": (LOG, {"von": "01.07.2026", "bis": "31.07.2026"}),
    "register": ("/datenschutz/register", {}),
    "register_of_a_family": ("/datenschutz/register", {"familie": "FAM-2025-003"}),
    "checks": ("/datenschutz/pruefung", {}),
    "samples": (SAMPLE, {}),
    "cases": (CASES, {}),
    "papers": (PAPERS, {}),
    **{f"paper_{kind}": (f"{PAPERS}/{kind}", {}) for kind in PaperKind},
    "later_shown": ("/datenschutz/spaeter-zeigen", {}),
    "second_keys": ("/anfragen", {}),
    "questions_to_oneself": ("/rueckfragen", {}),
}


class Officer:
    """A browser in which the Jobcenter's officer is signed in."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def send(self, path: str, form: dict[str, str]) -> str:
        """Send a form, and say where its answer leads."""
        before = path if "eintrag" not in form else f"{path}?{urlencode(form)}"
        token = re.search('name="csrf_token" value="([^"]+)"', self.client.get(before).text)
        assert token is not None, path
        answer = self.client.post(path, data=form | {"csrf_token": token.group(1)})
        assert answer.status_code == 303, (path, answer.status_code)
        said = parse_qs(urlsplit(str(answer.location)).query)
        assert "fehler" not in said, answer.location
        assert said.get("antwort", ["-done"])[0].endswith("-done"), answer.location
        return str(answer.location)

    def a_line(self) -> str:
        """An entry that the log shows and of which a case can be made."""
        found = re.search(f"{CASES}/neu.eintrag=([0-9a-f-]+)", self.client.get(LOG).text)
        assert found is not None
        return found.group(1)


def main() -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        settings, state, url = price.set_up(Path(folder), stack)
        books = load_books(settings.home)
        db = Database(url("hub_oversight"), size=4)
        stack.callback(db.close)
        superuser = psycopg.connect(url("postgres").replace("postgresql+psycopg", "postgresql"), autocommit=True)
        stack.callback(superuser.close)
        hub = group_settings(settings, state, Group.OVERSIGHT)
        officers = open_group(db, books, settings.keys, "oversight")
        desk: Any = replace(make_desk(hub, books, Group.OVERSIGHT, db), clock=lambda: AT)
        desk = replace(desk, sessions=replace(desk.sessions, clock=lambda: AT))
        done, before = _begin_samples(superuser, desk, state.issuer), dict[str, list[float]]()
        for size, month in zip(SIZES, MONTHS, strict=False):
            fill(superuser, marker_of(officers), range(done, size))
            begin = time.perf_counter()
            refresh_figures(officers, Agency.JOBCENTER, AT)
            print(f"figures_of_{size - done}_entries {time.perf_counter() - begin:.1f} s", flush=True)
            found = dict(_measure(_signed_in(desk, state.issuer), month))
            for name, taken in found.items():
                print(f"{name}_at_{size} {statistics.median(taken) * 1000:.1f} ms", flush=True)
                if name in before:
                    print(f"{name}_growth {min(taken) / min(before[name]):.2f} times", flush=True)
            done, before = size, found


def _begin_samples(superuser: "psycopg.Connection[Any]", desk: Any, issuer: str) -> int:
    """Commit a number for each month to be drawn, while it lasts, in the first places of the tree. How many."""
    for month in MONTHS[: len(SIZES)]:
        clock = partial(datetime.fromisoformat, f"{month}-02T08:00:00+00:00")
        early = replace(desk, clock=clock, sessions=replace(desk.sessions, clock=clock))
        _signed_in(early, issuer).send(SAMPLE, {"monat": month, "tun": "hinterlegen"})
    return place_first(superuser, Event.SAMPLE_COMMITTED)


def _signed_in(desk: Any, issuer: str) -> Officer:
    app = create_app(desk)
    sessions = desk.sessions
    post = next(one for one in sessions.accounts(issuer, "U16", AT) if one.agency == Agency.JOBCENTER)
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["key"] = sessions.open(post.id)
    return Officer(client)


def _measure(officer: Officer, month: str) -> Iterator[tuple[str, list[float]]]:
    begin = time.perf_counter()
    sample = officer.send(SAMPLE, {"monat": month, "tun": "ziehen"})
    print(f"sample_of_{month}_drawn {time.perf_counter() - begin:.1f} s", flush=True)
    case = officer.send(f"{CASES}/neu", {"eintrag": officer.a_line()})
    pages = PAGES | {f"case_{view}": (case, {"blick": view}) for view in VIEWS}
    for name, (path, asked) in (pages | {"sample_of_a_month": (sample, {})}).items():
        taken = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            answer = officer.client.get(f"{path}?{urlencode(asked)}" if asked else path)
            taken.append(time.perf_counter() - begin)
            assert answer.status_code == 200, (name, answer.status_code)
        yield name, taken[1:]


assert DAYS > 92, "the pages ask for a quarter"

if __name__ == "__main__":
    main()
