"""What was confided goes to another worker by two leads' word alone (§ 65 SGB VIII): not by one, nor by a process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.db.errors import CellChanged, DatabaseRefused, NotYours
from hub.exchange.handing import Handover
from hub.gate.confiding import by_nature, confide_anew
from hub.ledger.append import append
from hub.ledger.confiding import Confided
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.handings import Handings
from hub.ledger.store import next_seq
from hub.record.confiding.store import ConfidedBox, load_confided
from hub.record.handing.store import hand_on
from hub.terms.handing import Handing, HandingGround, HandingRefused, HandingWish
from hub.terms.ids import EntryId, FamilyNumber, StaffId, new_id
from hub.terms.lists import Owner, Purpose
from tests.attacks.by_hand import family_id, sqlstate
from tests.attacks.families import cell, family
from tests.confidences import confirmed_by, proof_of, proposed_by
from tests.kreis import Kreis

REASON = "Neue Zuständigkeit; Anhaltspunkte für eine Gefährdung liegen vor."
MOVED = FamilyNumber("FAM-2026-783")
OTHER = FamilyNumber("FAM-2026-784")

KEY_BESIDE = """
    insert into record.key
        (tenant_id, key_id, family_id, subjects_id, partition, owner, maker, provider, category, level, cell_id)
    select tenant_id, gen_random_uuid(), family_id, subjects_id, partition, owner, maker, provider, category, 2, cell_id
    from record.key where key_id = %s
"""
ALSO_AT_NB = """
    insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, since)
    select tenant_id, gen_random_uuid(), staff_id, %s, 'nb', 'provider', '2026-01-01' from identity.staff where ref = %s
"""


def _families(kreis: Kreis) -> None:
    """Two of U07's with a confided note; U08 is responsible beside."""
    for number, person in ((MOVED, "X83"), (OTHER, "X84")):
        note = cell("sgb8_conversation_note", f"{person}-1", {"date": "2026-11-02", "with": "A", "text": "B"}, id="n")
        confided = {**note, "entrusted_to": "U07", "entrusted_by": [f"{person}-1"]}
        workers = [{"staff": staff} for staff in ("U07", "U08")]
        kreis.load(family(number, person, [confided], assignments=workers))


def _handover(kreis: Kreis, holder: str = "jugendamt") -> Handover:
    house = kreis.house(holder)
    confided = house.ring.confidant
    assert isinstance(confided, Confided)
    return Handover(house, confided, Handings(confided.keys.folder))


def _wish(number: FamilyNumber = MOVED, before: str = "U07", after: str = "U08") -> HandingWish:
    return HandingWish(number, before, after, HandingGround.SUCCESSOR, REASON)


def _boxes(kreis: Kreis, number: FamilyNumber = MOVED) -> list[ConfidedBox]:
    house, of = kreis.house("jugendamt"), family_id(kreis.superuser(), number)
    return [one for some in load_confided(house.db, by_nature(house.policies.catalogue), (), of) for one in some]


def _opened(kreis: Kreis, ref: str) -> Sequence[bytes | None]:
    confided = _handover(kreis).confided
    places = [(one.box, one.where) for one in _boxes(kreis)]
    return confided.open(confided.prove(proof_of(ref)) or "", places)


def test_two_leads_hand_it_on_and_the_successor_alone_opens_it(kreis: Kreis) -> None:
    """U21 proposes, U09 confirms: from then on U08 reads it with a proof, U07 no more; also after a pass."""
    _families(kreis)
    handover = _handover(kreis)
    before = _opened(kreis, "U07")

    proposed = proposed_by(handover, "U21", _wish(), kreis.at)
    waiting = _opened(kreis, "U07")
    done = confirmed_by(handover, "U09", proposed.entry, kreis.at)

    assert before == waiting
    assert done == len(before) > 0
    assert None not in before
    for _ in range(2):
        assert (list(before), {None}) == (list(_opened(kreis, "U08")), set(_opened(kreis, "U07")))
        confide_anew(kreis.house("jugendamt"), handover.confided.keys, kreis.at)
    assert ["sgb8_conversation_note"] == _notes(kreis, "U08")
    assert [] == _notes(kreis, "U07")


def _notes(kreis: Kreis, ref: str) -> list[str]:
    shown = kreis.open(ref, MOVED, Purpose.SGB8_HELP_PLANNING).projection.shown
    return [one.field for one in shown if one.field == "sgb8_conversation_note"]


def test_one_person_twice_hands_nothing_on(kreis: Kreis) -> None:
    """Two fresh tokens of one lead are one person; the proposal still waits for another one."""
    _families(kreis)
    handover = _handover(kreis)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)

    with pytest.raises(HandingRefused):
        confirmed_by(handover, "U21", proposed.entry, kreis.at)

    assert None not in _opened(kreis, "U07")
    assert confirmed_by(handover, "U09", proposed.entry, kreis.at)


@pytest.mark.parametrize("ref", ["U07", "U08", "U10", "U13", "U06", "U16", "U99"])
def test_who_does_not_lead_there_neither_proposes_nor_confirms(kreis: Kreis, ref: str) -> None:
    """Workers, whoever receives it, deputies, a provider's lead, the coordinator, officers, nobody."""
    _families(kreis)
    handover = _handover(kreis)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)

    with pytest.raises(HandingRefused):
        proposed_by(handover, ref, _wish(), kreis.at)
    with pytest.raises(HandingRefused):
        confirmed_by(handover, ref, proposed.entry, kreis.at)


def test_it_goes_to_whoever_is_responsible_there_and_within_a_day(kreis: Kreis) -> None:
    """Not to a colleague without the family, not from one who has nothing; a proposal of the day before is over."""
    _families(kreis)
    handover = _handover(kreis)
    for wish in (_wish(after="U11"), _wish(before="U11"), _wish(after="U12"), _wish(FamilyNumber("FAM-2026-999"))):
        with pytest.raises(HandingRefused):
            proposed_by(handover, "U21", wish, kreis.at)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)

    with pytest.raises(HandingRefused):
        confirmed_by(handover, "U09", proposed.entry, kreis.at + timedelta(days=1))


def test_a_proposal_that_somebody_else_wrote_into_the_folder_is_none(kreis: Kreis) -> None:
    """Without the service's own key nobody makes one, changes one, or gives one the name of another."""
    _families(kreis)
    handover = _handover(kreis)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)
    [path] = handover.confided.keys.folder.glob("*.handing")
    forged = EntryId(new_id())
    path.with_name(f"{forged}.handing").write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    assert handover.waiting.find(forged) is None
    assert handover.waiting.find(proposed.entry) is None


def test_what_a_court_may_be_told_is_no_ground_for_a_colleague(kreis: Kreis) -> None:
    """§ 65 Abs. 1 S. 1 Nr. 2 SGB VIII lets it go to the court; a proposal from when it was one is none."""
    _families(kreis)
    handover = _handover(kreis)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)
    old = replace(proposed, wish=replace(proposed.wish, ground="court"))  # type: ignore[arg-type]  # of that release
    handover.waiting.drop(proposed.entry)
    handover.waiting.keep(old)

    with pytest.raises(HandingRefused):
        confirmed_by(handover, "U09", proposed.entry, kreis.at)

    assert ["successor"] == [*HandingGround]
    assert None not in _opened(kreis, "U07")


def test_a_provider_hands_on_by_two_leads_of_its_own(kreis: Kreis) -> None:
    """The lead of another provider at the same key service is not the second person; one more lead of its own is."""
    number, superuser = FamilyNumber("FAM-2026-785"), kreis.superuser()
    said = {"provider": "nb", "entrusted_to": "U14", "entrusted_by": ["X85-1"]}
    confided = cell("provider_observation", "X85-1", **said)
    kreis.load(family(number, "X85", [confided], assignments=[{"staff": "U12"}, {"staff": "U14"}]))
    superuser.execute(ALSO_AT_NB, ("provider_worker", "U12"))
    handover = _handover(kreis, "provider")
    proposed = proposed_by(handover, "U15", _wish(number, "U14", "U12"), kreis.at)

    with pytest.raises(HandingRefused):
        confirmed_by(handover, "U13", proposed.entry, kreis.at)
    superuser.execute(ALSO_AT_NB, ("provider_lead", "U13"))

    assert confirmed_by(handover, "U13", proposed.entry, kreis.at)


class Taken:
    """The Jugendamt's whole process in somebody's hands: it writes entries in whose name it likes."""

    def __init__(self, kreis: Kreis, holder: str = "jugendamt") -> None:
        self.kreis, self.house = kreis, kreis.house(holder)

    def entry(self, event: Event, ref: str, number: FamilyNumber = MOVED) -> Entry:
        """In the name of somebody, about a family, with the next number."""
        of, owners = family_id(self.kreis.superuser(), number), frozenset({Owner(self.house.ring.holder)})
        who = self.kreis.principal(ref, is_proven=False), self.kreis.at
        made = change(EntryId(new_id()), *who, self.house.policies.digest, Touched(event, number, owners=owners))
        return replace(made, family=of, family_seq=next_seq(self.house.db, of))

    def proposed(self, ref: str, number: FamilyNumber = MOVED) -> EntryId:
        """Committed."""
        entry = self.entry(Event.CONFIDED_PROPOSED, ref, number)
        append(self.house.db, self.house.writer, entry)
        return entry.id

    def hand_on(self, proposed: EntryId, confirmed: Entry, boxes: list[ConfidedBox]) -> None:
        """Boxes of its own making in the place of those that are there."""
        before, after = (self.kreis.principal(ref, is_proven=False).id for ref in ("U07", "U08"))
        handing = Handing(family_id(self.kreis.superuser(), MOVED), before, after)
        with self.house.db.begin() as tx:
            append(tx, self.house.writer, confirmed)
            hand_on(tx, (proposed, confirmed.id), handing, [(one, one.box) for one in boxes])


@pytest.mark.parametrize("names", [("U21", "U21"), ("U21", "U08"), ("U08", "U09"), ("U07", "U09"), ("U10", "U09")])
def test_the_database_refuses_entries_that_name_fewer_than_two_leads(kreis: Kreis, names: tuple[str, str]) -> None:
    """One person twice; whoever receives it; a worker; a deputy: whatever the process says."""
    _families(kreis)
    taken = Taken(kreis)
    proposed = taken.proposed(names[0])

    with pytest.raises(DatabaseRefused) as refusal:
        taken.hand_on(proposed, taken.entry(Event.CONFIDED_HANDED, names[1]), _boxes(kreis))

    assert "HB012" == refusal.value.code
    assert kreis.principal("U07").id == _boxes(kreis)[0].staff


def test_entries_count_for_their_own_family_kind_and_once(kreis: Kreis) -> None:
    """A proposal about another family, keys of another family, an entry of another kind, one that was used."""
    _families(kreis)
    taken, mine, others = Taken(kreis), _boxes(kreis), _boxes(kreis, OTHER)
    of_other, of_mine = taken.proposed("U21", OTHER), taken.proposed("U21")

    with pytest.raises(DatabaseRefused, match="HB012"):
        taken.hand_on(of_other, taken.entry(Event.CONFIDED_HANDED, "U09"), mine)
    with pytest.raises(DatabaseRefused, match="HB012"):
        taken.hand_on(of_mine, taken.entry(Event.CONFIDED_SEALED, "U09"), mine)
    for boxes in (others, [*mine, *others], []):
        with pytest.raises(NotYours):
            taken.hand_on(of_mine, taken.entry(Event.CONFIDED_HANDED, "U09"), boxes)
    taken.hand_on(of_mine, taken.entry(Event.CONFIDED_HANDED, "U09"), mine)
    kreis.superuser().execute(
        "update record.cell set entrusted_to = %s where cell_id = %s", (kreis.principal("U07").id, mine[0].cell)
    )
    with pytest.raises(DatabaseRefused, match="HB012"):
        taken.hand_on(of_mine, taken.entry(Event.CONFIDED_HANDED, "U09"), mine)


def test_what_was_changed_meanwhile_stays_where_it_was(kreis: Kreis) -> None:
    """Another box, another worker, or a key beside those that were looked at: nothing is handed on."""
    _families(kreis)
    taken, mine, superuser = Taken(kreis), _boxes(kreis), kreis.superuser()
    proposed = taken.proposed("U21")
    stale = [replace(one, box=one.box[:-1] + b"x") for one in mine]

    with pytest.raises(CellChanged):
        taken.hand_on(proposed, taken.entry(Event.CONFIDED_HANDED, "U09"), stale)
    superuser.execute(KEY_BESIDE, (mine[0].key,))
    with pytest.raises(CellChanged):
        taken.hand_on(proposed, taken.entry(Event.CONFIDED_HANDED, "U09"), mine)
    superuser.execute("delete from record.key where cell_id = %s and level = 2", (mine[0].cell,))
    superuser.execute(
        "update record.cell set entrusted_to = %s where cell_id = %s",
        (StaffId(kreis.principal("U21").id), mine[0].cell),
    )
    with pytest.raises(CellChanged):
        taken.hand_on(proposed, taken.entry(Event.CONFIDED_HANDED, "U09"), mine)
    assert [one.box for one in mine] == [one.box for one in _boxes(kreis)]


def test_another_agencys_sign_in_hands_nothing_on(kreis: Kreis) -> None:
    """The Jobcenter may not call it; a provider's process has no lead there, no key, no entry."""
    _families(kreis)
    mine, taken = _boxes(kreis), Taken(kreis, "provider")
    proposed = taken.proposed("U13")

    call = "select record.hand_on('{}', null, null, '{}', '{}', '{}')"
    for role in ("hub_jobcenter", "hub_family", "hub_oversight", "hub_loader", "hub_clerk"):
        assert "42501" == sqlstate(kreis.connect(role), call)
    with pytest.raises(NotYours):
        taken.hand_on(proposed, taken.entry(Event.CONFIDED_HANDED, "U15"), mine)
    with pytest.raises(NotYours):
        taken.hand_on(Taken(kreis).proposed("U21"), taken.entry(Event.CONFIDED_HANDED, "U13"), mine)
