"""The private keys are in another process: what is shown is the same, and nothing is where it does not answer."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography.exceptions import InvalidTag

from hub.db.embedded import EmbeddedServer
from hub.gate.house import need_keys
from hub.gate.key_renewal import renew_key
from hub.gate.month_keys import Turned, turn_month_keys
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.keyserving import KeyService
from hub.ledger.keysocket import LENGTH, LONGEST, Operation, ServiceKeys
from hub.terms.key_signing import USE, is_signed
from hub.terms.sealing import KeysUnavailable, seal
from tests.kreis import Kreis, copied
from tests.web.houses import sit_down

US = "jobcenter"


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path: that of a socket has 107 bytes at most."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest, place: Path) -> Iterator[Kreis]:
    """A copy whose pages have a folder without the Jobcenter's private keys; the service's folder has them."""
    with copied(server, request.config) as copy:
        shutil.copytree(copy.keys, place / "service")
        pages = Path(shutil.copytree(copy.keys, place / "pages"))
        for private in (pages / "jobcenter.key", *(pages / "jobcenter.log").glob("*.key")):
            private.unlink()
        (pages / "jobcenter.sock").symlink_to(place / "service" / "jobcenter.sock")
        yield replace(copy, keys=pages, _houses={})


@contextmanager
def _service(path: Path, holder: str = US, account: int | None = None) -> Iterator[KeyService]:
    keys = KeyFolder(path.parent, holder)
    with KeyService(path, keys, os.geteuid() if account is None else account) as service:
        running = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        running.start()
        yield service
        service.shutdown()
        running.join()


def _shown(kreis: Kreis) -> set[tuple[str, str]]:
    return {(value.cell, str(value.content)) for value in kreis.open("U01").projection.shown}


def test_pages_show_the_same_without_a_private_key(kreis: Kreis, place: Path) -> None:
    """Family and log, through the service; the process has no key file to read, and turns no keys of months."""
    with_file = _shown(replace(kreis, keys=place / "service", _houses={}))
    with _service(place / "service" / "jobcenter.sock"):
        need_keys(kreis.keys, US)
        house = kreis.house(US)
        boxes = kreis.superuser().execute(
            "select bucket_id::text, sealed from ledger.bucket_key where holder = 'jobcenter'"
        )

        assert isinstance(house.ring.private, ServiceKeys)
        assert house.reader is not None
        assert with_file
        assert with_file == _shown(kreis)
        assert all(house.reader.open(*box) for box in boxes)
        assert Turned() == turn_month_keys(house, kreis.at)
        assert [] == list(kreis.keys.rglob("jobcenter*.key"))


def test_pages_stay_up_through_an_exchange_of_the_services_key(kreis: Kreis, place: Path) -> None:
    """Exchanged in the service's folder, while both processes run."""
    with _service(place / "service" / "jobcenter.sock"):
        before = _shown(kreis)
        assert renew_key(replace(kreis, keys=place / "service", _houses={}).house(US), kreis.at).sealed
        assert before == _shown(replace(kreis, _houses={}))


def _line(answer: Callable[[socket.socket], object]) -> Callable[[Path], ExitStack]:
    """A service that does with a line what it likes."""

    def served(path: Path) -> ExitStack:
        stack = ExitStack()
        listening = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        path.unlink(missing_ok=True)
        listening.bind(str(path))
        listening.listen()

        def run() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                stack.enter_context(line)
                try:
                    answer(line)
                except OSError:
                    return

        Thread(target=run, daemon=True).start()
        stack.callback(lambda: listening.shutdown(socket.SHUT_RDWR))
        return stack

    return served


def _theirs(path: Path) -> ExitStack:
    stack = ExitStack()
    stack.enter_context(_service(path, "jugendamt"))
    return stack


def _another_account(path: Path) -> ExitStack:
    stack = ExitStack()
    stack.enter_context(_service(path, account=os.geteuid() + 1))
    return stack


FAULTS: dict[str, Callable[[Path], ExitStack]] = {
    "absent": lambda _: ExitStack(),
    "silent": _line(lambda _: None),
    "dripping": _line(lambda line: line.sendall(b"\0\0")),
    "ends": _line(lambda line: line.close()),
    "garbage": _line(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")),
    "endless": _line(lambda line: line.sendall(b"\0" + LENGTH.pack(LONGEST + 1))),
    "nothing": _line(lambda line: line.sendall(b"\1" + LENGTH.pack(0))),
    "another's": _theirs,
    "for another account": _another_account,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_shown_where_the_service_fails(kreis: Kreis, place: Path, fault: str) -> None:
    """Slow, wrong, absent: it is said that it does not work now, and a later look shows everything."""
    house = kreis.house(US)
    impatient = replace(house.ring, private=ServiceKeys(kreis.keys / "jobcenter.sock", patience=0.1))
    kreis._houses[US] = replace(house, ring=impatient)

    with FAULTS[fault](place / "service" / "jobcenter.sock"), pytest.raises(KeysUnavailable):
        kreis.open("U01")

    with _service(place / "service" / "jobcenter.sock"):
        assert _shown(replace(kreis, _houses={}))


def test_the_command_serves_one_agencys_keys_until_it_ends(kreis: Kreis, place: Path) -> None:
    """A process of its own: pages show with it, and say "not now" once it is gone."""
    place_of_ours = {"HUB_KEYS": str(place / "service"), "HUB_STATE": str(place), "HUB_STICHTAG": "2026-11-16"}
    database = {"HUB_DATABASE_URL": kreis.urls.url("ROLE").replace("ROLE", "{role}")}
    command = [Path(sys.executable).with_name("hub"), "keys", "serve", "--agency", US]
    with subprocess.Popen(command, env={**os.environ, **database, **place_of_ours}) as service:
        while _is_silent(kreis.keys):
            assert service.poll() is None
            Event().wait(0.05)
        shown = _shown(kreis)
        service.terminate()
        service.wait()

    assert shown
    with pytest.raises(KeysUnavailable):
        _process(kreis).open("U01")


def _is_silent(keys: Path) -> bool:
    try:
        need_keys(keys, US)
    except KeysUnavailable:
        return True
    return False


def _process(kreis: Kreis) -> Kreis:
    return replace(kreis, _houses={})


def test_a_group_does_not_start_without_its_service(kreis: Kreis) -> None:
    """It is looked at before anything is served."""
    with pytest.raises(KeysUnavailable):
        need_keys(kreis.keys, US)


def test_the_service_opens_what_is_for_its_holder_and_hands_out_no_file(kreis: Kreis, place: Path) -> None:
    """Not at another place, not for another, no month that is a path; what is no request ends the line."""
    path = place / "service" / "jobcenter.sock"
    keys, public = ServiceKeys(path), kreis.house("jugendamt").ring.public
    with _service(path):
        assert b"clear" == keys.open(seal(b"clear", public[US], b"place"), b"place")
        for box, info in ((seal(b"x", public[US], b"place"), b"other"), (b"", b""), (b"x" * 200, b"")):
            with pytest.raises(InvalidTag):
                keys.open(box, info)
        with pytest.raises(KeysUnavailable):
            keys.open(seal(b"x", public["jugendamt"], b"place"), b"place")
        for month in ("../jobcenter", "2026-11/../../jobcenter", ""):
            with pytest.raises(InvalidTag):
                keys.open_month(month, b"x" * 80, b"")
        assert keys.open_month("2019-01", b"x" * 80, b"") is None
        with pytest.raises(KeysUnavailable):
            replace(keys, patience=0.1)._ask(Operation.OPEN, b"x" * (LONGEST + 1))
    assert 0o600 == path.stat().st_mode & 0o777


def test_the_service_signs_and_never_hands_out_what_signs(kreis: Kreis, place: Path) -> None:
    """Whoever has the socket has signatures for as long as that lasts, and no key to sign with elsewhere."""
    path = place / "service" / "jobcenter.sock"
    signer = kreis.house("jugendamt").ring.signers[US]
    with _service(path):
        signature = ServiceKeys(path).sign(b"statement")

        assert is_signed(signer, b"statement", signature)
        assert not is_signed(signer, b"another", signature)
        assert not is_signed(kreis.house("jugendamt").ring.signers["jugendamt"], b"statement", signature)
        assert 32 == len(ServiceKeys(path).derive(b"another use", 32))
        with pytest.raises(InvalidTag):
            ServiceKeys(path).derive(USE, 32)


def test_a_page_without_the_service_says_not_now(kreis: Kreis) -> None:
    """503, and no value of the family."""
    browser = sit_down(kreis, "U01", US)

    answer = browser.get("/familien/FAM-2025-003?zweck=fam_joint_support")

    assert 503 == answer.status_code
    assert "Ahornwald" not in answer.text
