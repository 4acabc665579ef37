"""The demo from outside, as its operator and as a program that uses its API."""

import json
import signal
import socket
import subprocess

import psutil
import pytest

from tests.exchange.documents import document, family
from tests.journeys.demo import HUB, running_demo

F01 = "/families/FAM-2025-003?purpose=fam_joint_support"
NOWHERE = "/families/FAM-2025-999?purpose=fam_joint_support"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """One demo for the tests that do not stop it."""
    with running_demo(tmp_path_factory.mktemp("operated"), port=8520) as demo:
        yield demo


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_the_demo_stops_cleanly_and_starts_again_as_it_was(tmp_path, number):
    """Nothing goes on running, database included; the second start finds what the first one entered."""
    with running_demo(tmp_path, port=8540) as demo:
        parts = psutil.Process(demo.process.pid).children(recursive=True)
        status = demo.stop(number)

    assert 0 == status
    assert len(parts) >= 10
    assert not [part for part in parts if part.is_running() and part.status() != psutil.STATUS_ZOMBIE]
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(one.info["cmdline"] or ())]
    with running_demo(tmp_path, port=8540) as again:
        assert 200 == again.ask("jobcenter", F01, again.token("U01")).status_code


def test_a_second_demo_in_the_same_folder_is_refused(demo):
    """In one line that says what to do; the first goes on."""
    second = subprocess.run(
        [HUB, "demo", "run", "--port", "8560"], env=demo.environment, check=False, capture_output=True, text=True
    )

    assert 1 == second.returncode
    assert "the demo of this folder is running already" in second.stderr
    assert demo.process.poll() is None


def test_a_port_in_use_is_said_with_its_number(tmp_path):
    """Before anything is started."""
    with socket.create_server(("127.0.0.1", 8581)):
        refused = subprocess.run(
            [HUB, "demo", "run", "--port", "8580"],
            env={"HUB_STATE": str(tmp_path / "state"), "PATH": "/usr/bin:/bin"},
            check=False,
            capture_output=True,
            text=True,
        )

    assert 1 == refused.returncode
    assert "port 8581 is in use" in refused.stderr


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


def test_a_family_is_loaded_while_the_demo_runs(demo, tmp_path):
    """And is there at the next request."""
    file = tmp_path / "second.json"
    file.write_text(json.dumps(document(family())), encoding="utf-8")
    number = family()["number"]

    loaded = demo.command("load", str(file))

    assert (0, f"loaded: {number}") == (loaded.returncode, loaded.stdout.splitlines()[0])
    path = f"/families/{number}?purpose=fam_joint_support"
    assert 200 == demo.ask("jobcenter", path, demo.token("U01")).status_code
