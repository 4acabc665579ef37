"""Who sat at a shared view and has no page here is named after a withdrawal, and told by hand (Art. 19 GDPR)."""

import re
from datetime import timedelta

import orjson
import pytest

from hub.casework.withdrawing import Withdrawals
from hub.db.errors import NotThere
from hub.gate.conferences.seated import AS_NAMED
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.conferences import GuestFunction
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.recalls import Onlooker
from hub.terms.rooms import Move
from tests.attacks.by_hand import entry_of, family_id, sqlstate
from tests.gate.ahead import persons
from tests.gate.gathered import F06, yes_today
from tests.gate.held import Held, planned
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.gate.test_unlisted import Z2
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down
from tests.whole import open_payload

TABLE = ["U02", "U08", "F06-1", "F06-2", "F06-3", "school", "other"]
PAGE = f"/familien/{F06}/nach-widerruf?{Z2}"
NOW = {"weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:30", "umfang": "alles"}


@pytest.fixture
def shown(kreis: Kreis) -> Kreis:
    """K-34 with a teacher; F06-3 and somebody else had gone before anything was shown."""
    show_at_the_table(kreis)
    return kreis


def show_at_the_table(kreis: Kreis) -> None:
    """Half an hour ago."""
    yes_today(kreis, also=("external:schule",))
    held = Held(kreis, planned(kreis, {F06: TABLE}, moderator="U02"), "U02")
    cookie = held.opened()
    held.come(*range(7))
    held.go(4, 6)
    kreis.at += timedelta(minutes=2)
    held.confirm()
    assert held.show(cookie).disclosure.projection.shown
    held.go(5)
    kreis.at += timedelta(minutes=30)


def take_back(kreis: Kreis, ref: str = "E-2", who: str = "F06-2") -> None:
    """By a worker, for whoever said so."""
    path = f"/familien/{F06}/einwilligungen/{ref}/widerruf?{Z2}"
    assert 303 == post(sit_down(kreis, "U08", "jugendamt"), path, **NOW | {"wer": who}).status_code


def _at_table(kreis: Kreis, ref: str = "U02") -> tuple[Onlooker, ...]:
    principal = kreis.principal(ref)
    wanted = Wanted(F06, Purpose.FAM_JOINT_SUPPORT)
    return Withdrawals(kreis.house(principal.agency.value)).recalls(principal, wanted, kreis.at).at_table


def test_who_sat_there_and_is_named_by_the_paper_has_to_be_told(shown: Kreis) -> None:
    """The teacher and the other parent: not whose own yes it was, not who had gone, not the staff, who have a page."""
    assert () == _at_table(shown)

    take_back(shown)

    found = _at_table(shown)
    people = persons(shown, F06)
    assert {(None, people["F06-1"]), (GuestFunction.SCHOOL, None)} == {(one.guest, one.person) for one in found}
    assert {"E-2"} == {one.ref for one in found}
    assert all(one.can_tell and people["F06-2"] in one.persons for one in found)
    assert not [one for one in _at_table(shown, "U08") if one.can_tell], "the agency that showed it tells them"


def test_after_a_mistake_they_are_told_too(shown: Kreis) -> None:
    """What was shown on a paper that nobody signed like that."""
    path = f"/familien/{F06}/einwilligungen/E-2/irrtum?{Z2}"
    assert 303 == post(sit_down(shown, "U08", "jugendamt"), path, grund="not_said").status_code

    assert [True, True] == [one.is_mistake for one in _at_table(shown)]


def test_the_page_names_them_and_takes_that_they_were_told_once(shown: Kreis) -> None:
    """With an entry in the log; the other agency reads that it is done, and no name of a guest."""
    take_back(shown)
    browser, other = sit_down(shown, "U02", "jobcenter"), sit_down(shown, "U08", "jugendamt")
    page = browser.get(PAGE).text
    assert "Wer mit am Tisch saß" in page
    assert "Art. 19 DSGVO" in page
    assert ">Schule: " in page
    keys = set(re.findall('name="was" value="([^"]+)"><input type="hidden" name="antwort" value="told"', page))
    assert 2 == len(keys)

    for key in keys:
        post(other, PAGE, was=key, antwort="told")
    assert "Gesagt (" not in browser.get(PAGE).text
    for key in (*keys, *keys):
        post(browser, PAGE, was=key, antwort="told")

    assert 2 == browser.get(PAGE).text.count("Gesagt (Mo 16.11.2026")
    assert "Es ist gesagt" not in browser.get(PAGE).text
    assert 2 == other.get(PAGE).text.count("Gesagt (Mo 16.11.2026")
    assert ["told", "told"] == _answers(shown)


def test_of_a_talk_that_told_them_nothing_on_the_paper_nobody_is_told(shown: Kreis) -> None:
    """C-papers name colleagues alone: what the guests saw was opened by other words."""
    people = persons(shown, F06)
    rows = shown.superuser().execute(
        "select c.ref from consent.paper c join core.family f using (tenant_id, family_id)"
        " where f.number = %s and c.ref not like 'E-%%' and c.document -> 'for' ? %s order by 1",
        (F06, people["F06-1"]),
    )
    refs = [ref for (ref,) in rows.fetchall()]
    assert refs
    for ref in refs:
        post(
            sit_down(shown, "U08", "jugendamt"),
            f"/familien/{F06}/einwilligungen/{ref}/widerruf?{Z2}",
            **NOW | {"wer": "F06-1"},
        )

    assert () == _at_table(shown)


def test_no_process_says_so_for_another_agency_or_family_or_twice(shown: Kreis) -> None:
    """Whatever entry stands beside it; and who sat there no login reads by itself."""
    take_back(shown)
    [one, _] = _at_table(shown)
    for group, number in (("jugendamt", F06), ("jobcenter", F01)):
        with pytest.raises(NotThere):
            _tell(shown, group, number, one.key)
    _tell(shown, "jobcenter", F06, one.key)
    with pytest.raises(NotThere):
        _tell(shown, "jobcenter", F06, one.key)

    for login in ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family"):
        for asked in ("conference.onlookers(null, now())", "conference.seat_of(null, 'jobcenter')", "consent.onlooker"):
            assert "42501" == sqlstate(shown.connect(login), f"select * from {asked}")


def test_the_database_calls_guests_what_the_papers_call_them(kreis: Kreis) -> None:
    """As the shared view asks for them (`AS_NAMED`); who comes as somebody else is called by no paper's word."""
    held = Held(kreis, planned(kreis, {F06: list(GuestFunction)}, moderator="U02"), "U02")
    held.move(Move.OPEN)
    held.come(*range(len(GuestFunction)))
    db = kreis.superuser()
    db.execute("select set_config('hub.tenant', tenant_id::text, false) from identity.login limit 1")

    rows = db.execute("select word from conference.onlookers(%s, %s)", (family_id(db, F06), kreis.at)).fetchall()

    assert {f"external:{AS_NAMED.get(one, one.value)}" for one in GuestFunction} == {word for (word,) in rows}


def test_it_goes_with_the_record(shown: Kreis, tmp_path) -> None:
    """Of whom nothing is kept nobody has to be told."""
    take_back(shown)
    end_fam(shown, number=F06)

    erase(loader(shown, tmp_path), shown, F06)

    assert [(0,)] == shown.superuser().execute("select count(*) from consent.onlooker").fetchall()


def _tell(kreis: Kreis, group: str, number: str, key: str) -> None:
    consent, ordinal, seat = key.split("|")
    who = kreis.principal("U02")
    row = {"consent": consent, "ordinal": int(ordinal), "seat": seat, "by": who.id, "at": kreis.at.isoformat()}
    house = kreis.house(group)
    with house.db.begin() as tx:
        entry = append(tx, house.writer, entry_of(kreis, group, Event.RECALL_ANSWERED, number)).entry
        tx.rows("select consent.tell_onlooker(%s, %s::jsonb)", (entry, orjson.dumps(row).decode()))


def _answers(kreis: Kreis) -> list[str]:
    rows = kreis.superuser().execute("select entry_id from ledger.index where event = 'consent.recall_answered'")
    found = [open_payload(kreis.superuser(), kreis.keys, entry) for (entry,) in rows.fetchall()]
    return [words["access"]["answer"] for words in found if words["access"].get("conference")]
