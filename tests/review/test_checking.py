"""A check of the whole log at a button: one at a time, an entry first, and its result in words."""

import io
import tarfile
from dataclasses import replace

import pytest

from hub.ledger.verify import main
from hub.review.dashboard.checking import ask_for_check, check_what_is_wanted, open_checks
from hub.review.dashboard.taking_along import take_along
from hub.review.log import open_log
from hub.terms.lists import Agency, Role
from hub.terms.log import LogQuery
from hub.terms.overview import CheckState, Result
from tests.ledger.evidence import standing_behind


@pytest.fixture
def stood_behind(kreis, tmp_path):
    """A Kreis in which something was done, sequenced and signed."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        kreis.open("U01")
        evidence.place()
        evidence.sign()
        yield kreis, evidence


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


def _ask(kreis):
    return ask_for_check(kreis.house("oversight"), _officer(kreis), kreis.at)


def _run(kreis, evidence, scratch):
    policy = evidence.policy.write().encode()
    return check_what_is_wanted(kreis.house("oversight").db, policy, scratch, lambda: kreis.at)


def _events(kreis, agency=Agency.JOBCENTER):
    page = open_log(kreis.house("oversight"), _officer(kreis, agency), LogQuery(limit=200), kreis.at)
    return [line.event for line in page.lines]


def test_a_whole_log_is_found_whole(stood_behind, tmp_path):
    """How many entries, when, and that nothing was found; what was written for it is gone."""
    kreis, evidence = stood_behind

    assert _ask(kreis)
    assert CheckState.WANTED is open_checks(kreis.house("oversight")).newest.state
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert _run(kreis, evidence, scratch)

    last = open_checks(kreis.house("oversight")).last
    assert (Result.WHOLE, {}, kreis.at) == (last.result, last.findings, last.checked_at)
    assert last.done == last.size > 0
    assert [] == list(scratch.iterdir())


def test_a_log_that_somebody_changed_is_found_out(stood_behind, tmp_path):
    """Whoever changes an entry behind the triggers' back is told of by kind and number."""
    kreis, evidence = stood_behind
    superuser = kreis.superuser()
    superuser.execute("alter table ledger.entry disable trigger all")
    [(entry, leaf)] = superuser.execute("select entry_id, leaf from ledger.entry limit 1").fetchall()
    changed = leaf.replace(b'"v":1', b'"v":2')
    superuser.execute("update ledger.entry set leaf = %s where entry_id = %s", (changed, entry))
    _ask(kreis)

    _run(kreis, evidence, tmp_path)

    last = open_checks(kreis.house("oversight")).last
    superuser.execute("update ledger.entry set leaf = %s where entry_id = %s", (leaf, entry))
    superuser.execute("alter table ledger.entry enable trigger all")
    assert Result.FINDINGS is last.result
    assert last.findings["tree"] >= 1


def test_one_check_at_a_time_and_each_is_an_entry_for_both_officers(stood_behind, tmp_path):
    """Asked for twice it runs once; the other body's officer reads of it too."""
    kreis, evidence = stood_behind

    assert [True, False] == [_ask(kreis), _ask(kreis)]
    assert [True, False] == [_run(kreis, evidence, tmp_path), _run(kreis, evidence, tmp_path)]
    assert _ask(kreis)

    assert 2 == _events(kreis).count("log.verified") == _events(kreis, Agency.JUGENDAMT).count("log.verified")


def test_a_check_that_gave_up_stands_in_nobodys_way(stood_behind, tmp_path):
    """Ten minutes without a sign of life, and it can be begun anew."""
    kreis, _ = stood_behind
    _ask(kreis)
    kreis.superuser().execute("update review.verification set beat_at = beat_at - interval '11 min'")

    assert _ask(kreis)
    states = kreis.superuser().execute("select state from review.verification order by 1").fetchall()
    assert [("failed",), ("wanted",)] == states


def test_before_anything_is_signed_nothing_can_be_checked(kreis, tmp_path):
    """That is no good result, and not called one."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        _ask(kreis)
        _run(kreis, evidence, tmp_path)

    assert Result.UNCHECKED is open_checks(kreis.house("oversight")).last.result


def test_who_is_no_officer_begins_none_and_the_attempt_is_written_down(stood_behind):
    """No rule lets them; the entry says that they tried."""
    kreis, _ = stood_behind
    other = replace(_officer(kreis), role=Role.IT_ADMIN)

    assert not ask_for_check(kreis.house("oversight"), other, kreis.at)

    assert open_checks(kreis.house("oversight")).newest is None
    assert "log.verified" in _events(kreis)


def test_the_archive_is_checked_by_the_very_program_that_the_page_hands_out(stood_behind, tmp_path):
    """Unpacked, it is whole, holds no contents, and taking it along is an entry."""
    kreis, evidence = stood_behind
    policy = evidence.policy.write().encode()

    pieces = b"".join(take_along(kreis.house("oversight"), policy, _officer(kreis), kreis.at))
    with tarfile.open(fileobj=io.BytesIO(pieces)) as archive:
        archive.extractall(tmp_path / "out", filter="data")

    assert 0 == main([str(tmp_path / "out" / "protokoll")])
    assert not (tmp_path / "out" / "protokoll" / "payload").exists()
    assert "log.export" in _events(kreis)
