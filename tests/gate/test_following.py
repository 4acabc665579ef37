"""A consent that comes later opens what is there already: at once at its maker, else as soon as the maker answers."""

import time
from datetime import timedelta

import pytest

from hub.consent.papers import Withdrawal
from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.exchange.load import OPERATOR
from hub.exchange.wanted import start_answering
from hub.gate.consents import Given, NoSuchFamily, TakenBack, Words, read_papers, take_consent, take_withdrawal
from hub.gate.contribute import contribute
from hub.gate.following import answer_wanted
from hub.gate.key_queue import read_answers, send_askings
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.places import ALWAYS, Window
from hub.record.store import add_wrappings, load_outline
from hub.record.wrapper import Wrapper
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FamilyNumber, FieldId, PersonId, new_id
from hub.terms.lists import Agency, Effect, Level, Owner, Purpose
from tests.attacks.by_hand import entry_of, family_id, refused
from tests.attacks.families import cell, consent, family
from tests.gate.asked import answer_makers
from tests.kreis import books

NUMBER = FamilyNumber("FAM-2026-751")
PERSON = "X51-1"


def _load(kreis):
    kreis.load(family(NUMBER, "X51", [cell("sgb8_help_type", PERSON, "Erdachte Hilfe")]))


def _person(kreis):
    outline = load_outline(kreis.house("jugendamt").db, family_id(kreis.superuser(), NUMBER))
    return PersonId(outline.family.persons[0].id)


def _take(kreis, group, who, *documents):
    """A consent is taken a minute later, in a process of this group."""
    kreis.at += timedelta(minutes=1)
    words = Words({PERSON: _person(kreis)}, {"U01": kreis.principal("U01").id}, {})
    given = [(one.pop("id"), one) for one in map(dict, documents)]
    papers = read_papers(given, words, kreis.house(group).policies.catalogue)
    take_consent(kreis.house(group), kreis.principal(who), kreis.at, Given(NUMBER, papers))


def _paper(ref="X51-C1", **more):
    return consent(ref, PERSON, ["U01"], **more)


def _seen(kreis):
    return {value.content for value in kreis.open("U01", NUMBER).projection.shown}


def _wanted(kreis):
    return kreis.superuser().execute("select distinct maker from record.wrap_wanted order by 1").fetchall()


def test_a_consent_taken_at_the_owner_opens_what_is_there_at_once(every_kreis):
    """Taken at the Jugendamt, the Jobcoach reads it at the next look."""
    _load(every_kreis)
    assert set() == _seen(every_kreis)

    _take(every_kreis, "jugendamt", "U07", _paper())

    assert {"Erdachte Hilfe"} == _seen(every_kreis)
    assert [] == _wanted(every_kreis)


def test_a_consent_taken_elsewhere_opens_as_soon_as_the_owner_answers(every_kreis):
    """The Jobcenter cannot open the Jugendamt's keys: it asks, and the Jugendamt's own process wraps them."""
    kreis = every_kreis
    _load(kreis)

    _take(kreis, "jobcenter", "U01", _paper())

    assert set() == _seen(kreis)
    assert [("jugendamt",)] == _wanted(kreis)
    assert 0 == answer_wanted(kreis.house("jugendamt"), kreis.at)
    assert 1 == send_askings(kreis.house("jobcenter"))
    assert 0 == answer_wanted(kreis.house("jobcenter"), kreis.at)
    assert 1 == answer_wanted(kreis.house("jugendamt"), kreis.at)
    assert {"Erdachte Hilfe"} == _seen(kreis)
    assert 1 == read_answers(kreis.house("jobcenter"), kreis.at)
    assert [] == _wanted(kreis)


def test_the_answer_is_an_entry_of_its_own(kreis):
    """No key is wrapped for anybody without an entry; a process that finds nothing to do writes none."""
    _load(kreis)
    _take(kreis, "jobcenter", "U01", _paper())

    answer_makers(kreis)
    answer_makers(kreis)

    rows = kreis.superuser().execute("select pseudonym, role from ledger.index where event = 'keys.wrapped'").fetchall()
    assert [("N-00", "it_admin")] == rows


def test_what_was_taken_back_meanwhile_is_not_opened(kreis):
    """The owner works out anew what is open when it answers, not what was open when it was asked."""
    _load(kreis)
    _take(kreis, "jobcenter", "U01", _paper())
    kreis.at += timedelta(minutes=1)
    withdrawal = Withdrawal(_person(kreis), kreis.at, Agency.JOBCENTER)
    take_withdrawal(kreis.house("jobcenter"), kreis.principal("U01"), kreis.at, TakenBack(NUMBER, "X51-C1", withdrawal))

    answer_makers(kreis)

    held = kreis.superuser().execute(
        "select count(*) from record.key_wrapping w join core.family f using (tenant_id, family_id)"
        " where f.number = %s and w.holder = 'jobcenter' and w.maker = 'jugendamt' and w.until > %s",
        (NUMBER, kreis.at),
    )
    assert [(0,)] == held.fetchall()
    assert set() == _seen(kreis)


def test_a_refusal_on_a_later_paper_takes_keys_away(kreis):
    """A later no within the same scope closes what an earlier yes opened, keys included."""
    _load(kreis)
    _take(kreis, "jugendamt", "U07", _paper())
    assert {"Erdachte Hilfe"} == _seen(kreis)
    no = [{"by": PERSON, "at": "2026-11-16T08:01:30+01:00"}]

    _take(kreis, "jobcenter", "U01", _paper("X51-C2", signed=[], refused=no))

    held = kreis.superuser().execute(
        "select count(*) from record.key_wrapping w join core.family f using (tenant_id, family_id)"
        " where f.number = %s and w.holder = 'jobcenter' and w.maker = 'jugendamt' and w.until > %s",
        (NUMBER, kreis.at),
    )
    assert [(0,)] == held.fetchall()


def test_two_consents_before_the_answer_are_both_answered(kreis):
    """Each asking stands by itself; one answer settles those it knew of."""
    _load(kreis)
    _take(kreis, "jobcenter", "U01", _paper())
    _take(kreis, "jobcenter", "U01", _paper("X51-C2"))

    assert 1 == answer_makers(kreis)

    assert [] == _wanted(kreis)
    assert {"Erdachte Hilfe"} == _seen(kreis)


def test_a_consent_for_a_family_that_is_not_there_is_refused(kreis):
    """Nothing is kept."""
    with pytest.raises(NoSuchFamily):
        take_consent(kreis.house("jobcenter"), OPERATOR, kreis.at, Given(FamilyNumber("FAM-2026-999"), ()))


def test_what_is_written_later_is_wrapped_for_a_running_order(kreis):
    """A new cell of the Jugendamt that a rule opens to the provider is wrapped for it by statute (§ 36 SGB VIII)."""
    kreis.load(family(NUMBER, "X51", []))
    worker = kreis.principal("U07")
    request = AccessRequest(worker, (worker,), Act.CONTRIBUTE, Purpose.SGB8_HELP_PLANNING, NUMBER, kreis.at)
    one = CellChange(
        cell=CellId(new_id()),
        expected=0,
        field=FieldId("sgb8_help_goals_released"),
        persons=frozenset({_person(kreis)}),
        owner=Owner.JUGENDAMT,
        texts={Level.FULL: "Ruhe am Abend"},
        source=Source.PERSON,
        stated_on=kreis.at.date(),
    )

    written = contribute(kreis.house("jugendamt"), request, [one])

    assert Effect.PERMIT is written.effect
    rows = kreis.superuser().execute(
        "select w.holder, w.basis from record.key_wrapping w join record.key k using (tenant_id, key_id)"
        " join core.family f on f.family_id = k.family_id where f.number = %s and w.basis <> 'own'",
        (NUMBER,),
    )
    assert [("provider", "statute")] == rows.fetchall()


def test_a_process_that_serves_answers_by_itself(kreis):
    """Within seconds, without anybody's doing: threads beside the pages of both agencies, on one connection each."""
    _load(kreis)
    stops = [_beside_pages(kreis, group) for group in ("jugendamt", "jobcenter")]
    try:
        _take(kreis, "jobcenter", "U01", _paper())
        deadline = time.monotonic() + 60
        while _wanted(kreis) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        for stop in stops:
            stop.set()

    assert {"Erdachte Hilfe"} == _seen(kreis)


def _beside_pages(kreis, group):
    only_one = Database(kreis.urls.url(f"hub_{group}"), size=1)
    kreis.stack.callback(only_one.close)
    return start_answering(open_group(only_one, books(), kreis.keys, group), lambda: kreis.at)


def test_nobody_wraps_a_key_in_its_makers_name(kreis):
    """The database takes a wrapping from the key's maker alone (HB030)."""
    _load(kreis)
    house = kreis.house("jobcenter")
    [(key,)] = kreis.superuser().execute(
        "select k.key_id::text from record.key k join core.family f using (family_id)"
        " where f.number = %s and k.maker = 'jugendamt'",
        (NUMBER,),
    )
    entry = entry_of(kreis, "jobcenter", Event.CONSENT_GRANTED, NUMBER)
    wrapper = Wrapper(entry.family, house.ring, {}, [], [])
    wrapper.wrap(key, bytes(32), "jugendamt", Window("jobcenter", "X51-C1", *ALWAYS))

    def attack():
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            add_wrappings(tx, entry.id, wrapper)

    assert "HB030" == refused(attack)
