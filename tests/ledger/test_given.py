"""The owner of what was shown reads its own part of a look with its own key, and nothing else of it (H6)."""

from datetime import date

import orjson
import pytest

from hub.gate.keeping import erase_what_is_over
from hub.identity.store import load_posts
from hub.ledger.giving.boxes import open_given
from hub.ledger.giving.store import Stretch, read_given
from hub.ledger.leaf import PayloadDamaged
from hub.review.given import GivenRegister
from hub.review.given import open_given as open_register
from hub.terms.access import Ticket
from hub.terms.clock import day_begins, legal_day
from hub.terms.ids import EntryId
from hub.terms.lists import Purpose
from tests.attacks.by_hand import sqlstate
from tests.kreis import F01, ISSUER, Kreis, books
from tests.whole import open_payload

GIVEN = "select entry_id::text, given_buckets, given from ledger.payload where given is not null"


def register_of(kreis: Kreis, owner: str) -> GivenRegister:
    """What the controller's own process opens for its officer, of F01."""
    posts = load_posts(kreis.house("oversight").db, ISSUER, "U16", legal_day(kreis.at))
    [officer] = [one.principal for _, one in posts if one.principal.agency == owner]
    told = open_register(kreis.house(owner), officer, F01, None, kreis.at)
    assert told is not None
    return told


def test_the_owner_reads_what_went_out_of_its_own_and_nothing_else(kreis: Kreis) -> None:
    """To which function of whom, of whom, which categories, how far, what for, by what right."""
    entry = kreis.open("U01").entry
    cells = open_payload(kreis.superuser(), kreis.keys, entry)["access"]["cells"]
    by_id = books().catalogue.by_id

    told = register_of(kreis, "jugendamt")

    assert {("jugendamt", "jobcenter", "jobcoach")} == {(one.source, one.agency, one.role) for one in told.lines}
    assert {entry} == {one.entry for one in told.lines}
    assert {Purpose.FAM_JOINT_SUPPORT} == {one.purpose for one in told.lines}
    went_out = {
        by_id[place.split("@")[0].split("#")[0]].category for one in cells if one[0] == "jugendamt" for place in one[3]
    }
    assert went_out == {category for one in told.lines for category in one.categories}
    assert all(one.norms or one.consents for one in told.lines)
    assert 0 == told.unread
    assert register_of(kreis, "jobcenter") == GivenRegister(), "what its own people looked at is not in it"


def test_who_acted_and_what_was_withheld_is_in_no_box(kreis: Kreis) -> None:
    """Opened with the owner's own key, byte for byte: neither the actor, nor a field, nor the actor's own values."""
    kreis.open("U01")
    coach = kreis.principal("U01")
    house = kreis.house("jugendamt")
    assert house.reader is not None
    opened = []
    for entry, [bucket], [box] in kreis.superuser().execute(GIVEN):
        sealed = kreis.superuser().execute(
            "select holder, sealed from ledger.bucket_key where bucket_id = %s", (bucket,)
        )
        [(holder, wrapped)] = sealed.fetchall()
        assert "jugendamt" == holder
        [(leaf,)] = kreis.superuser().execute("select leaf from ledger.entry where entry_id = %s", (entry,))
        key = house.reader.open(str(bucket), wrapped)
        assert key is not None
        opened.append(orjson.dumps(open_given(key, EntryId(entry), box, leaf)).decode())

    assert opened
    for words in opened:
        assert not any(one in words for one in (coach.id, coach.ref, coach.pseudonym, "withheld", "sgb2_", "@1"))


def test_a_box_of_another_look_is_none(kreis: Kreis) -> None:
    """Moved to another entry, or with one bit changed, it does not open: the owner says so and believes nothing."""
    kreis.open("U01")
    kreis.open("U01")
    superuser = kreis.superuser()
    first, second = [entry for entry, *_ in superuser.execute(GIVEN)]

    superuser.execute(
        "update ledger.payload p set given = (select x.given from ledger.payload x where x.entry_id = %s)"
        " where p.entry_id = %s",
        (first, second),
    )

    told = register_of(kreis, "jugendamt")
    assert (1, {EntryId(first)}) == (told.unread, {one.entry for one in told.lines})


def test_no_look_is_lost_between_two_pages(kreis: Kreis) -> None:
    """Five, all of one instant, on pages of two."""
    looks = [kreis.open("U01").entry for _ in range(5)]
    register_of(kreis, "jugendamt")
    reading = "select e.entry_id::text from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
    [(read,)] = kreis.superuser().execute(f"{reading} where i.event = 'log.read' and e.agency = 'jugendamt'")
    house, ticket = kreis.house("jugendamt"), Ticket(EntryId(read))
    assert house.reader is not None

    pages = [read_given(house.db, house.reader, ticket, Stretch("jugendamt", limit=2))]
    while pages[-1].next:
        pages.append(read_given(house.db, house.reader, ticket, Stretch("jugendamt", pages[-1].next, limit=2)))

    assert [2, 2, 1] == [len(page.looks) for page in pages]
    assert sorted(looks, reverse=True) == [one.entry for page in pages for one in page.looks]


def test_the_other_agency_and_a_stranger_get_none_of_it(kreis: Kreis) -> None:
    """Against an entry of another agency, or another kind of entry, the database gives nothing out."""
    look = kreis.open("U01").entry
    register_of(kreis, "jugendamt")
    reading = "select e.entry_id::text from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
    [(read,)] = kreis.superuser().execute(f"{reading} where i.event = 'log.read' and e.agency = 'jugendamt'")
    statement = "select * from ledger.read_given(%s, null, null, 10, null)"

    assert "HB020" == sqlstate(kreis.connect("hub_jobcenter"), statement, (read,))
    assert "HB020" == sqlstate(kreis.connect("hub_jobcenter"), statement, (look,))
    assert "42501" == sqlstate(kreis.connect("hub_family"), statement, (read,))


def test_nobody_but_an_officer_of_that_controller_reads_it(kreis: Kreis) -> None:
    """A Jobcoach is refused, which is written down; nothing is read."""
    kreis.open("U01")
    coach = kreis.principal("U01")

    assert open_register(kreis.house("jobcenter"), coach, F01, None, kreis.at) is None


def test_what_no_leaf_committed_to_is_refused() -> None:
    """Also where somebody with the owner's public key made a box of it."""
    with pytest.raises(PayloadDamaged):
        open_given(b"k" * 32, EntryId("e"), b"\0" * 300, b'{"id":"e","c":["","","","",""]}')


def test_a_registers_end_is_the_end_of_what_was_given(kreis: Kreis) -> None:
    """The key that was sealed to the owner goes with the others."""
    kreis.open("U01")
    superuser = kreis.superuser()
    [(bucket,)] = superuser.execute("select distinct given_buckets[1] from ledger.payload where given is not null")
    superuser.execute("update core.family set status = 'ended', exit_date = '2026-12-01' where number = %s", (F01,))
    keys = "select count(*) from ledger.bucket_key where bucket_id = %s"

    erase_what_is_over(kreis.house("clerk"), day_begins(date(2029, 12, 1)))
    assert [(1,)] == superuser.execute(keys, (bucket,)).fetchall()
    erase_what_is_over(kreis.house("clerk"), day_begins(date(2029, 12, 2)))

    assert [(0,)] == superuser.execute(keys, (bucket,)).fetchall()
    assert [] == superuser.execute(GIVEN).fetchall()


def test_an_append_reads_no_more_of_the_buckets_the_more_there_are(kreis: Kreis) -> None:
    """Each that it names by its key: whether it is there, no append finds out by going through all of them."""
    superuser, house = kreis.superuser(), kreis.house("jobcenter")
    superuser.execute(
        "insert into ledger.bucket (tenant_id, bucket_id, retention, retain_until)"
        " select l.tenant_id, gen_random_uuid(), 'access_log', '2027-05-16' from identity.login l,"
        " generate_series(1, 5000) where l.login_name = 'hub_jobcenter'"
    )
    superuser.execute("analyze ledger.bucket")
    read = (
        "select pg_stat_clear_snapshot(), seq_tup_read from pg_stat_user_tables where relid = 'ledger.bucket'::regclass"
    )
    [(_, before)] = superuser.execute(read)

    for _ in range(3):
        kreis.open("U01")
        house.db.rows("select pg_stat_force_next_flush()")

    [(given,)] = superuser.execute("select count(*) from ledger.payload where given is not null")
    [(_, after)] = superuser.execute(read)
    assert 3 == given
    assert after == before
