"""History out of a load file: taken over as such, once, whole or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import orjson
import pytest

from hub.exchange.history import keep_timely
from hub.exchange.reading import LoadFaulty
from hub.review.context.aliases import period_of
from hub.review.log import open_log
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.log import LogQuery, Outcome
from hub.terms.reasons import Reason
from tests.exchange.documents import NUMBER, document, family
from tests.kreis import F01, STICHTAG, books
from tests.review.quarters import number_of
from tests.whole import open_payload

LOOK = {
    "id": "H0001",
    "at": "2026-10-07T22:41:00+02:00",
    "staff": "U01",
    "place": "Birkenfurt",
    "family": F01,
    "persons": ["F01-2"],
    "categories": ["contact"],
    "action": "view",
    "purpose": "fam_joint_support",
    "basis": ["C01"],
    "effect": "permit",
    "label": "L01",
    "note": "kam zu spät",
}
REFUSAL = {
    "id": "H0002",
    "at": "2026-10-08T07:00:00Z",
    "staff": "U04",
    "place": "mobil",
    "action": "view",
    "effect": "deny",
    "reason": "not_assigned",
}


def _history(*lines):
    return document(history=list(lines))


def _read(kreis, agency=Agency.JOBCENTER, **query):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    lines = open_log(kreis.house("oversight"), officer, LogQuery(limit=200, **query), kreis.at).lines
    return [line for line in lines if line.event == "log.imported"]


def _counts(kreis):
    [row] = kreis.superuser().execute("select count(*), count(distinct entry_id) from ledger.entry")
    return row


def test_a_line_is_read_at_its_own_time_and_says_where_it_comes_from(every_kreis):
    """With who acted in which function then; never as something that the hub saw."""
    every_kreis.load(_history(LOOK, REFUSAL))

    refused, look = _read(every_kreis)

    assert datetime(2026, 10, 7, 20, 41, tzinfo=UTC) == look.at
    assert (every_kreis.at, "view", "Birkenfurt") == (look.taken_over_at, look.action, look.office)
    assert (Role.JOBCOACH, Agency.JOBCENTER, F01) == (look.role, look.agency, look.family)
    assert (("P-2",), (Category.CONTACT,), ("C01",)) == (look.persons, look.categories, look.basis)
    assert (Purpose.FAM_JOINT_SUPPORT, Effect.PERMIT, None) == (look.purpose, look.effect, look.reason)
    assert (Effect.DENY, Reason.NOT_ASSIGNED, None) == (refused.effect, refused.reason, refused.family)
    assert number_of(every_kreis, "U01", period_of(look.at))["pseudonym"] == look.pseudonym


def test_the_leaf_says_when_it_was_taken_over_and_lives_six_months_of_the_claimed_time(kreis):
    """Only the payload claims; nobody can take the leaf for an entry of that night (H6)."""
    kreis.load(_history(LOOK))

    [(leaf, until, at)] = kreis.superuser().execute(
        "select e.leaf, b.retain_until, i.at from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
        " join ledger.payload p using (tenant_id, entry_id) join ledger.bucket b on b.bucket_id = p.case_bucket"
        " where i.event = 'log.imported'"
    )

    header = orjson.loads(leaf)
    assert ("log.imported", "2026-11-16T07:00:00Z", "2027-04-07") == (header["t"], header["at"], header["ru"])
    assert (date(2027, 4, 7), datetime(2026, 10, 7, 20, 41, tzinfo=UTC)) == (until, at)


def test_label_and_note_stay_in_the_payload(kreis):
    """For a later review; no line of the log has them."""
    kreis.load(_history(LOOK))

    [line] = _read(kreis)

    payload = open_payload(kreis.superuser(), kreis.keys, line.entry)
    assert ("L01", "kam zu spät") == (payload["access"]["label"], payload["note"]["note"])
    assert "L01" not in repr(line)
    assert "zu spät" not in repr(line)


def test_loaded_twice_it_stands_there_once(kreis):
    """Also where a second file brings a line more."""
    first = kreis.load(_history(LOOK))
    before = _counts(kreis)
    again = kreis.load(_history(LOOK))
    after = _counts(kreis)
    more = kreis.load(_history(LOOK, REFUSAL))

    assert (1, 0, 1) == (first.history, again.history, more.history)
    assert before == after


def test_staff_and_families_of_the_same_file_may_be_named(kreis):
    """All in one transaction; the family's numbering goes on."""
    who = {"id": "U90", "name": "Erdacht", "posts": [{"role": "jobcoach", "agency": "jobcenter", "to": "2026-10-31"}]}
    line = {**LOOK, "staff": "U90", "family": NUMBER, "persons": ["X-3"]}

    loaded = kreis.load(document(family(), staff=[who], history=[line, {**line, "id": "H2", "persons": []}]))

    assert 2 == loaded.history
    assert [NUMBER, NUMBER] == [line.family for line in _read(kreis)]
    rows = kreis.superuser().execute(
        "select array_agg(b.family_seq order by b.family_seq) from ledger.subject b join core.family f"
        " using (tenant_id, family_id) where f.number = %s",
        (NUMBER,),
    )
    assert [([1, 2, 3],)] == rows.fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"staff": "U99"}, "history[0].staff: no such staff, here or in the hub"),
        ({"post": 7}, "history[0].post: no such post at that time"),
        ({"family": "FAM-2025-999"}, "history[0].family: no such family, here or in the hub"),
        ({"persons": ["F99-1"]}, "history[0].persons[0]: no such person in this family"),
        ({"at": "2026-11-17T07:00:00Z"}, "history[0].at: lies in the future"),
        ({"at": "2026-05-01T07:00:00Z"}, "history[0].at: older than the six months"),
        ({"purpose": "curiosity"}, "history[0].purpose: not a purpose of the vocabulary"),
        ({"reason": "mood"}, "history[0].reason: not a reason of the vocabulary"),
        ({"categories": ["gossip"]}, "history[0].categories[0]: not a category of the vocabulary"),
        ({"action": "steal"}, "history[0].action: must be one of"),
    ],
)
def test_a_fault_is_named_by_its_place_and_nothing_is_loaded(kreis, change, fault):
    """Without what stands there."""
    before = _counts(kreis)

    with pytest.raises(LoadFaulty) as raised:
        kreis.load(_history({**LOOK, **change}))

    assert fault in str(raised.value)
    assert [] == [word for word in ("U99", "FAM-2025-999", "F99-1", "gossip", "mood") if word in str(raised.value)]
    assert before == _counts(kreis)


def test_who_has_left_appears_in_their_time_and_not_after(kreis):
    """A post that ended on the 31st is none on the 1st."""
    who = {"id": "U90", "name": "Erdacht", "posts": [{"role": "jobcoach", "agency": "jobcenter", "to": "2026-10-31"}]}
    late = {**REFUSAL, "id": "H3", "staff": "U90", "at": "2026-11-01T00:00:00+01:00"}

    with pytest.raises(LoadFaulty, match=r"history\[1\]\.staff: no such post at that time"):
        kreis.load(document(staff=[who], history=[{**late, "id": "H4", "at": "2026-10-31T23:59:00+01:00"}, late]))


def test_a_refused_line_may_name_a_number_that_there_is_not(kreis):
    """As of refusals by the hub: the number that was tried stands in the payload; the line is of no family."""
    tried = {**REFUSAL, "family": "FAM-2025-999"}

    assert 1 == kreis.load(_history(tried)).history

    [line] = _read(kreis)
    assert line.family is None
    assert "FAM-2025-999" == open_payload(kreis.superuser(), kreis.keys, line.entry)["subject"]["number"]
    with pytest.raises(LoadFaulty, match=r"history\[0\]\.persons\[0\]: no such person in this family"):
        kreis.load(_history({**tried, "id": "H10", "persons": ["F01-1"]}))


def test_an_id_given_twice_is_refused(kreis):
    """An id names one line."""
    with pytest.raises(LoadFaulty, match=r"history\[1\]: given twice"):
        kreis.load(_history(LOOK, LOOK))


def test_whose_data_were_shown_reads_the_line_too(kreis):
    """By consent the other's; without one the own part; joint ones are both's. A refusal is the own body's (H4)."""
    kreis.load(
        _history(
            {**LOOK, "id": "H1"},
            {**LOOK, "id": "H2", "basis": ["own_task"], "at": "2026-10-07T22:42:00+02:00"},
            {**LOOK, "id": "H3", "basis": [], "categories": ["fam_joint"], "at": "2026-10-07T22:43:00+02:00"},
            REFUSAL,
        )
    )

    jobcenter, jugendamt = _read(kreis), _read(kreis, Agency.JUGENDAMT)

    assert 4 == len(jobcenter)
    assert [(Category.FAM_JOINT,), (Category.CONTACT,)] == [line.categories for line in jugendamt]


def test_filters_find_taken_over_lines_like_others(kreis):
    """By time, result, agency, pseudonym and family."""
    kreis.load(_history(LOOK, REFUSAL, {**REFUSAL, "id": "H5", "action": "take_over", "effect": "permit"}))
    who = number_of(kreis, "U01")

    assert ["view"] == [line.action for line in _read(kreis, outcome=Outcome.DENIED)]
    assert ["take_over"] == [line.action for line in _read(kreis, outcome=Outcome.CHANGED)]
    assert [F01] == [line.family for line in _read(kreis, **who)]
    assert [F01] == [line.family for line in _read(kreis, until=date(2026, 10, 7))]
    assert [] == _read(kreis, since=date(2026, 10, 9))


def test_a_demo_of_another_day_takes_over_what_lies_before_it():
    """Neither what is still to come nor what is too old; the rest of the file stays as it is."""
    lines = [{"id": f"H{month}", "at": f"2026-{month:02}-20T08:00:00+02:00"} for month in (4, 5, 10, 12)]
    text = orjson.dumps({"format": 1, "staff": [], "history": lines})

    kept = orjson.loads(keep_timely(text, STICHTAG, books().policies.retention.access_log))

    assert {"format": 1, "staff": [], "history": lines[1:3]} == kept


def test_many_lines_are_one_statement(kreis):
    """As many as a quarter of a small office: two statements, whatever their number."""
    first = datetime(2026, 8, 20, 6, tzinfo=UTC)
    lines = [
        {**LOOK, "id": f"H{number:04}", "at": (first + timedelta(hours=number)).isoformat()} for number in range(1450)
    ]
    kreis.house("loader")
    kreis.statements.clear()

    loaded = kreis.load(_history(*lines))

    assert 1450 == loaded.history
    assert 1 == sum("ledger.take_over" in statement for statement in kreis.statements)
    assert len(kreis.statements) < 6
