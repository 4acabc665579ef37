"""The demo from outside, as its operator and as a program that uses its API."""

import json
import signal
import socket
import subprocess
import time
from contextlib import ExitStack

import psutil
import pytest

from hub.db.embedded import EmbeddedServer
from tests.exchange.documents import document, family
from tests.journeys.demo import HUB, own, running_demo

F01 = "/families/FAM-2025-003?purpose=fam_joint_support"
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
NOWHERE = "/families/FAM-2025-999?purpose=fam_joint_support"


def _servers(folder):
    """The PostgreSQL of a demo, which for root lies elsewhere."""
    place = str(EmbeddedServer(folder / "state" / "postgresql").folder)
    return [one for one in psutil.process_iter(["cmdline"]) if place in " ".join(one.info["cmdline"] or ())]


def _wait_until(happened):
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Again:
    """A demo that tests stop and start again. What one leaves running the next one takes: each start takes seconds."""

    def __init__(self, folder, stack):
        self.folder, self._stack, self._demo = folder, stack, None

    def running(self):
        """It runs, from where it was stopped."""
        if self._demo is None or self._demo.process.poll() is not None:
            self._demo = self._stack.enter_context(running_demo(self.folder, port=8540))
        return self._demo


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """In a folder of its own, for the tests of this file."""
    with ExitStack() as stack:
        yield Again(tmp_path_factory.mktemp("again"), stack)


@pytest.mark.parametrize("number", STOPS, ids=["SIGTERM", "Ctrl+C", "closed terminal"])
def test_the_demo_stops_cleanly_and_starts_again_as_it_was(again, number):
    """Nothing goes on running, database included; the next start finds what the first one entered."""
    demo = again.running()
    parts = psutil.Process(demo.process.pid).children(recursive=True)
    status = demo.stop(number)

    assert 0 == status
    assert len(parts) >= 10
    assert not [part for part in parts if part.is_running() and part.status() != psutil.STATUS_ZOMBIE]
    assert not _servers(again.folder)
    assert 200 == again.running().ask("jobcenter", F01, demo.token("U01")).status_code


@pytest.mark.parametrize("number", STOPS, ids=["SIGTERM", "Ctrl+C", "closed terminal"])
def test_a_demo_stopped_while_it_starts_leaves_nothing_running(tmp_path, number):
    """From the moment on at which its database is made."""
    environment = {"HUB_STATE": str(tmp_path / "state"), "PATH": "/usr/bin:/bin"}
    starting = subprocess.Popen([HUB, "demo", "run", "--port", str(own(8600))], env=environment, stderr=subprocess.PIPE)
    try:
        _wait_until(lambda: _servers(tmp_path))
        starting.send_signal(number)
        said = starting.communicate(timeout=120)[1]
    finally:
        starting.kill()

    assert (0, b"") == (starting.returncode, said)
    assert not _servers(tmp_path)


def test_a_killed_demo_starts_again(again):
    """Its parts end with it, so that neither their ports nor the lock of the folder stay taken."""
    demo = again.running()
    parts = psutil.Process(demo.process.pid).children(recursive=True)
    demo.stop(signal.SIGKILL)
    _wait_until(lambda: not [part for part in parts if part.is_running()])

    assert 200 == again.running().ask("jobcenter", F01, demo.token("U01")).status_code


def test_a_folder_without_a_demo_is_not_reset(tmp_path):
    """It may be an installation that holds real families."""
    refused = subprocess.run(
        [HUB, "demo", "reset"], env={"HUB_STATE": str(tmp_path)}, check=False, capture_output=True, text=True
    )

    assert 1 == refused.returncode
    assert f"Error: there is no demo in {tmp_path}: nothing was removed\n" == refused.stderr
    assert tmp_path.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 20000 + b"\r\n\r\n", b"431"),
        (b"<script> / HTTP/1.1\r\n\r\n", b"400"),
    ],
)
def test_what_no_server_can_read_is_answered_in_german(demo, sent, status):
    """Its own status, one sentence, nothing of what was sent, no name of a program."""
    port = int(demo.addresses["jobcenter"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(sent)
        answer = b"".join(iter(lambda: line.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert "Bitte geben Sie die Adresse neu ein." in answer.decode()
    assert b"xxx" not in answer
    assert b"script" not in answer
    assert b"unicorn" not in answer


def test_a_token_is_what_the_command_prints(demo):
    """As an operator copies it from the terminal."""
    printed = demo.command("demo", "token", "U01")

    assert (0, "") == (printed.returncode, printed.stderr)
    assert 200 == demo.ask("jobcenter", "/me", printed.stdout.strip()).status_code


def test_a_token_names_the_post_to_act_in(demo):
    """Who has two posts at one agency is nobody until the token says in which (A4)."""
    path = "/families/FAM-2026-006?purpose=sgb8_child_protection"

    assert 401 == demo.ask("jugendamt", path, demo.token("U09")).status_code
    assert 200 == demo.ask("jugendamt", path, demo.token("U09", "--role", "asd_deputy")).status_code
    assert 404 == demo.ask("jugendamt", path, demo.token("U09", "--role", "asd_lead")).status_code
    assert 401 == demo.ask("jugendamt", path, demo.token("U09", "--role", "dpo")).status_code


def test_a_second_demo_in_the_same_folder_is_refused(demo):
    """In one line that says what to do; the first goes on."""
    second = subprocess.run(
        [HUB, "demo", "run", "--port", str(own(8560))],
        env=demo.environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert 1 == second.returncode
    assert "the demo of this folder is running already" in second.stderr
    assert demo.process.poll() is None


def test_a_port_in_use_is_said_with_its_number(tmp_path):
    """Before anything is started."""
    with socket.create_server(("127.0.0.1", own(8581))):
        refused = subprocess.run(
            [HUB, "demo", "run", "--port", str(own(8580))],
            env={"HUB_STATE": str(tmp_path / "state"), "PATH": "/usr/bin:/bin"},
            check=False,
            capture_output=True,
            text=True,
        )

    assert 1 == refused.returncode
    assert f"port {own(8581)} is in use" in refused.stderr


def test_each_sees_their_own_and_what_was_released(demo):
    """The Jobcoach, the ASD worker and a stranger, through the API of their own addresses."""
    coach = demo.ask("jobcenter", F01, demo.token("U01")).json()
    worker = demo.ask("jugendamt", F01, demo.token("U07")).json()

    shown = {(one["field"], one["owner"]) for one in coach["shown"]}
    assert {("sgb8_help_type", "jugendamt"), ("sgb2_income", "jobcenter")} & shown == {("sgb8_help_type", "jugendamt")}
    assert ("sgb2_benefit_status", "jobcenter") in {(one["field"], one["owner"]) for one in worker["shown"]}
    assert "sgb8_conversation_note" not in json.dumps(coach)
    assert {
        "person": "F01-1",
        "category": "health",
        "owner": "jugendamt",
        "reason": "consent_refused",
        "ask": True,
    } in (coach["withheld"])


def test_absent_and_not_yours_are_the_same_bytes(demo):
    """For a stranger, for a data protection officer, and at the other agency's address."""
    stranger = demo.token("U04")

    answers = [demo.ask("jobcenter", path, stranger) for path in (F01, NOWHERE)]

    assert {404} == {answer.status_code for answer in answers}
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("group", ["jobcenter", "jugendamt", "oversight"])
def test_a_token_counts_at_the_address_of_its_agency_alone(demo, group):
    """U01 works for the Jobcenter; U16 for two bodies, and must say for which."""
    assert (200 if group == "jobcenter" else 401) == demo.ask(group, "/me", demo.token("U01")).status_code
    assert 401 == demo.ask(group, "/me", demo.token("U16")).status_code
    for_one = demo.ask(group, "/me", demo.token("U16", "--agency", "jugendamt"))
    assert (200 if group == "oversight" else 401) == for_one.status_code


def test_a_family_is_loaded_while_the_demo_runs(again, tmp_path):
    """And is there at the next request."""
    file = tmp_path / "second.json"
    file.write_text(json.dumps(document(family())), encoding="utf-8")
    number = family()["number"]
    demo = again.running()

    loaded = demo.command("load", str(file))

    assert (0, f"loaded: {number}") == (loaded.returncode, loaded.stdout.splitlines()[0])
    path = f"/families/{number}?purpose=fam_joint_support"
    assert 200 == demo.ask("jobcenter", path, demo.token("U01")).status_code
