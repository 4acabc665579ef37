"""Handing on tells nobody what was confided where, and nobody has part in it who is excluded from the matter."""

from dataclasses import replace

import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.entry import Event
from hub.terms.handing import HandingRefused
from hub.terms.ids import FamilyNumber
from tests.attacks.families import cell, family
from tests.attacks.test_handed_on import MOVED, Taken, _boxes, _families, _handover, _opened, _wish
from tests.confidences import confirmed_by, proposed_by
from tests.kreis import Kreis

RELATED = """
    insert into identity.relation (tenant_id, staff_id, person_id, relation)
    select s.tenant_id, s.staff_id, p.person_id, 'cousin' from core.person p join identity.staff s using (tenant_id)
    where p.ref = 'X83-1' and s.ref = %s
"""
DECLARED = """
    insert into identity.conflict (tenant_id, staff_id, family_id, ground, declared_at)
    select s.tenant_id, s.staff_id, p.family_id, 'bias', now()
    from core.person p join identity.staff s using (tenant_id)
    where p.ref = 'X83-1' and s.ref = %s
"""
REFUSED = "select i.family_id is not null from ledger.index i where i.event = %s and i.effect = 'deny' order by i.at"


def _why(kreis: Kreis, wish: object, ref: str = "U21", holder: str = "jugendamt") -> str:
    with pytest.raises(HandingRefused) as refused:
        proposed_by(_handover(kreis, holder), ref, wish, kreis.at)  # type: ignore[arg-type]  # one of `_wish`
    return str(refused.value)


def _refusals(kreis: Kreis, event: Event) -> list[bool]:
    """Of each refusal that was written down: whether it stands in a family's own numbering."""
    return [known for (known,) in kreis.superuser().execute(REFUSED, (event,)).fetchall()]


def test_every_refusal_reads_the_same_and_has_its_entry(kreis: Kreis) -> None:
    """No such family, a receiver who is not responsible, nobody to whom anything was confided, a relative."""
    _families(kreis)
    wishes = [_wish(FamilyNumber("FAM-2026-999")), _wish(after="U11"), _wish(before="U11"), _wish(after="U12")]

    said = {_why(kreis, wish) for wish in wishes}
    kreis.superuser().execute(RELATED, ("U08",))
    said |= {_why(kreis, _wish())}

    assert 1 == len(said)
    assert "responsible" in said.pop(), "what a lead has to look after is said"
    assert [False, True, True, True, True] == _refusals(kreis, Event.CONFIDED_PROPOSED)
    assert not list(_handover(kreis).confided.keys.folder.glob("*.handing"))


@pytest.mark.parametrize("how", [RELATED, DECLARED], ids=["a relative", "a conflict declared"])
@pytest.mark.parametrize("ref", ["U21", "U09", "U08"])
def test_nobody_excluded_proposes_confirms_or_receives(kreis: Kreis, how: str, ref: str) -> None:
    """Excluded before the proposal or after it: nothing is handed on, nor by the database (§§ 16, 17 SGB X)."""
    _families(kreis)
    handover, taken = _handover(kreis), Taken(kreis)
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)
    kreis.superuser().execute(how, (ref,))

    with pytest.raises((HandingRefused, DatabaseRefused)):
        confirmed_by(handover, "U09", proposed.entry, kreis.at)
    with pytest.raises(DatabaseRefused, match="HB012"):
        taken.hand_on(proposed.entry, taken.entry(Event.CONFIDED_HANDED, "U09"), _boxes(kreis))
    if ref != "U09":
        _why(kreis, _wish())
    assert None not in _opened(kreis, "U07")


def test_a_refused_confirmation_is_written_down_and_does_not_use_the_proposal_up(kreis: Kreis) -> None:
    """The lead who confirmed in vain had an interest in it; another one, without any, goes on."""
    _families(kreis)
    handover, superuser = _handover(kreis), kreis.superuser()
    proposed = proposed_by(handover, "U21", _wish(), kreis.at)
    superuser.execute(RELATED, ("U09",))
    with pytest.raises(HandingRefused):
        confirmed_by(handover, "U09", proposed.entry, kreis.at)
    superuser.execute("delete from identity.relation where relation = 'cousin'")

    assert confirmed_by(handover, "U09", proposed.entry, kreis.at)
    assert [True] == _refusals(kreis, Event.CONFIDED_HANDED)


def test_a_lead_of_one_provider_is_told_nothing_of_anothers(kreis: Kreis) -> None:
    """Both are at one key service: what was confided to a worker of the other is as if nothing were."""
    number = FamilyNumber("FAM-2026-786")
    said = {"provider": "nb", "entrusted_to": "U14", "entrusted_by": ["X86-1"]}
    workers = [{"staff": "U12"}, {"staff": "U14"}]
    kreis.load(family(number, "X86", [cell("provider_observation", "X86-1", **said)], assignments=workers))
    there = replace(_wish(number, "U14", "U12"))

    assert _why(kreis, there, "U13", "provider") == _why(kreis, replace(there, before="U99"), "U13", "provider")
    fields, call = "{provider_observation}", "select * from record.confided_to(%s, %s::text[], %s, %s)"
    [(of,)] = kreis.superuser().execute("select family_id from core.family where number = %s", (number,)).fetchall()
    attacker, day = kreis.connect("hub_provider"), kreis.at.date()
    found = {
        ref: len(attacker.execute(call, (of, fields, kreis.principal(ref, is_proven=False).id, day)).fetchall())
        for ref in ("U13", "U15", "U14")
    }
    assert {"U13": 0, "U15": 1, "U14": 0} == found


def test_what_was_proposed_by_whom_is_in_the_log_in_one_line_each(kreis: Kreis) -> None:
    """A proposal that is permitted is no refusal."""
    _families(kreis)

    proposed_by(_handover(kreis), "U21", _wish(MOVED), kreis.at)

    assert [] == _refusals(kreis, Event.CONFIDED_PROPOSED)
