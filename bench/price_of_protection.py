"""What protection costs: opening F01 through the API, against a bare endpoint that serves the same bytes in clear.

Both run under one gunicorn worker on one embedded, durable PostgreSQL and are asked in turn by one client. The bare
endpoint selects the values that the hub shows of F01, as rows in clear, answers the same JSON and inserts one audit row
durably; it knows no sign-in, consent, policy, key or ticket. Ratios of p50 and p99 over all rounds, hub / bare; asked
for are at most 1.5 and 2. Public-key operations are counted in the process that serves: for the very first request,
and for one of those measured, of which at most one is asked for. `load` is that of the machine, when it began.

Where a flush takes no time, the bare endpoint has next to nothing to do: so all is measured once more with a
millisecond added to each, as on a disk (`flush_1_ms`; not without a C compiler).
"""

import json
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import requests
from flask import Flask, Response

from bench._public_key import Counter, counting
from bench._slow_disk import Pace, slow_binaries
from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.exchange.houses import load_books, load_path, make_keys, prepare
from hub.main.building import build_app
from hub.main.demo_people import demo_accounts
from hub.main.serving import Served
from hub.policy.documents import write_set
from hub.rulebook.activating import Sponsor, put_in_force
from hub.rulebook.proving import prover
from hub.settings.demo import GROUPS, DemoState, group_settings, renew_state
from hub.settings.operator import Settings, read_settings
from hub.web.demo_provider import Client, create_provider, mint_token
from hub.web.desk import Group

FAMILY = "FAM-2025-003"
PATH = f"/api/v1/families/{FAMILY}?purpose=fam_joint_support"
ROUNDS, BATCH, WARM_UP = 20, 50, 100
BARE_PORT = 8410
NO_LIMIT = 10**9  # turns a minute: they are counted as everywhere, and never end


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        slow = slow_binaries(Path(folder))
        settings, state, url = set_up(Path(folder), stack, slow and slow[0])
        books = load_books(settings.home)
        hub = group_settings(settings, state, Group.JOBCENTER)
        stack.enter_context(served(lambda: provider(settings, state), f"127.0.0.1:{state.port}"))
        counter = Counter()
        app = counting(counter, lambda: build_app(hub, books, Group.JOBCENTER, url("hub_jobcenter")))
        stack.enter_context(served(app, hub.bind))
        token = mint_token(state.key(), state.issuer, {"sub": "U01"}, datetime.now(UTC), timedelta(hours=1))
        protected = session(f"http://{hub.bind}{PATH}", token)
        before = counter.so_far()
        answer = protected()
        print(f"public_key_first_request {counter.so_far() - before} operations")
        _fill_bare(url("hub_owner"), answer.json())
        stack.enter_context(served(lambda: bare_app(url("hub_owner")), f"127.0.0.1:{BARE_PORT}"))
        bare = session(f"http://127.0.0.1:{BARE_PORT}/family", "")
        assert len(bare().json()["shown"]) == len(answer.json()["shown"])
        print(f"answer_size {len(answer.content)} bytes")
        print(f"bare_answer_size {len(bare().content)} bytes")
        compare((protected, bare), counter, slow and slow[1])


def compare(ways: tuple[Any, Any], counter: Counter, pace: Pace | None) -> None:
    """Both ways in turn, on this machine's disk and on a slower one."""
    print(f"load {os.getloadavg()[0]:.1f} processes")
    before = counter.so_far()
    times = measure(*ways)
    each = (counter.so_far() - before) / (len(times[0]) + WARM_UP)
    print(f"requests {len(times[0])} each")
    print(f"public_key_per_request {each:.3f} operations")
    report(*times)
    if pace:
        pace.add(0.001)
        report(*measure(*ways), "flush_1_ms_")


def bare_app(url: str) -> Flask:
    """The endpoint without protection: rows in clear, one audit row, the same JSON."""
    app = Flask("bare")
    db = Database(url, size=4)

    @app.get("/family")
    def show() -> Response:
        rows = db.rows("select shown from bare.value where family = %s order by id", (FAMILY,))
        db.rows("insert into bare.audit (family, who, what) values (%s, 'U01', 'read')", (FAMILY,))
        return Response(
            orjson.dumps({"family": FAMILY, "shown": [row[0] for row in rows]}), mimetype="application/json"
        )

    return app


def _fill_bare(url: str, answer: dict[str, Any]) -> None:
    db = Database(url, size=1)
    db.rows("create schema bare")
    db.rows("create table bare.value (id serial primary key, family text not null, shown json not null)")
    db.rows("create table bare.audit (id bigserial primary key, at timestamptz not null default clock_timestamp(),"
            " family text not null, who text not null, what text not null)")  # fmt: skip
    db.rows("create index on bare.value (family)")
    for shown in answer["shown"]:
        db.rows("insert into bare.value (family, shown) values (%s, %s)", (FAMILY, json.dumps(shown)))
    db.close()


def set_up(folder: Path, stack: ExitStack, binaries: Path | None = None) -> tuple[Settings, DemoState, Any]:
    """The demo Kreis on a server of its own: settings, state, and the address of each role."""
    settings = replace(read_settings({}), state=folder, keys=folder / "keys", limits={"api": NO_LIMIT})
    server = EmbeddedServer(folder / "postgresql", binaries=binaries)
    stack.callback(server.stop)
    server.ensure()
    server.create_database("hub")
    books = load_books(settings.home)
    state = renew_state(folder, datetime(2026, 11, 16, tzinfo=UTC).date(), 8400)
    prepare(server.url("hub", "hub_owner"), books)
    make_keys(settings.keys, today=datetime(2026, 11, 16, tzinfo=UTC).date())
    demo = settings.home / "demo" / "kreis.json"
    clock = group_settings(settings, state, Group.JOBCENTER).clock
    written, place = write_set(settings.home / "policies", books.catalogue), server.url("hub", "hub_loader")
    put_in_force((place, settings.keys), written, Sponsor("bench", clock()), prover(settings.home))
    load_path(books, demo, server.url("hub", "hub_loader"), (settings.keys, state.issuer, clock()))
    return settings, state, lambda role: server.url("hub", role)


def provider(settings: Settings, state: DemoState) -> Flask:
    """The provider of identity of the demo."""
    clients = [Client(f"hub-{g}", "", f"{state.address(g)}/anmelden/zurueck", g, state.address(g)) for g in GROUPS]
    return create_provider(demo_accounts(settings.home), state.key(), state.issuer, clients)


@contextmanager
def served(make: Any, bind: str) -> Iterator[None]:
    """One gunicorn with one worker, in a process of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            Served(make, bind, 1).run()
        finally:
            os._exit(0)
    try:
        _wait_for(bind)
        yield
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def _wait_for(bind: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://{bind}/health", timeout=2)
        except requests.RequestException:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"nobody answers at {bind}")


def session(url: str, token: str) -> Any:
    """A client that asks one address again and again."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"

    def ask() -> requests.Response:
        answer = session.get(url, timeout=10)
        answer.raise_for_status()
        return answer

    return ask


def measure(protected: Any, bare: Any) -> tuple[list[float], list[float]]:
    """Both asked in turn, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for ask in (protected, bare):
        for _ in range(WARM_UP):
            ask()
    for _ in range(ROUNDS):
        for ask, taken in zip((protected, bare), times, strict=True):
            for _ in range(BATCH):
                began = time.perf_counter()
                ask()
                taken.append((time.perf_counter() - began) * 1000)
    return times


def report(protected: list[float], bare: list[float], named: str = "") -> None:
    """One figure a line."""
    figures = [[statistics.median(times), statistics.quantiles(times, n=100)[98]] for times in (protected, bare)]
    for name, (p50, p99) in zip(("hub", "bare"), figures, strict=True):
        print(f"{named}{name}_p50 {p50:.2f} ms")
        print(f"{named}{name}_p99 {p99:.2f} ms")
    print(f"{named}p50_ratio {figures[0][0] / figures[1][0]:.2f} times")
    print(f"{named}p99_ratio {figures[0][1] / figures[1][1]:.2f} times")


if __name__ == "__main__":
    main()
