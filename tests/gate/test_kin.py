"""What the process of families can open: what somebody who signs in sees of themselves or of a child, and no more."""

from datetime import UTC, datetime

import pytest

from hub.gate.judging import Signed, judge
from hub.gate.store import load_own_facts
from hub.terms.access import AccessRequest, Act
from hub.terms.lists import Level, Purpose
from tests.kreis import demo

WRAPPED = """
    select distinct c.cell_id::text from record.cell c join core.family f using (tenant_id, family_id)
    join record.value v using (tenant_id, cell_id, version) join record.key_wrapping w using (tenant_id, key_id)
    where f.number = %s and w.holder = 'family' and w.since <= %s and %s < w.until
"""
DAYS = tuple(datetime(2026, *day, 7, tzinfo=UTC) for day in ((11, 16), (12, 8), (12, 20)))


def _seen(kreis, family, at):
    """The cells that any of the family's accounts sees whole."""
    house, seen = kreis.house("family"), set()
    for account in family.get("accounts", ()):
        who = kreis.principal(account["subject"], "family")
        request = AccessRequest(who, (who,), Act.DISCLOSE, Purpose.DATA_SUBJECT_ACCESS, family["number"], at)
        facts = load_own_facts(house, request)
        decision = judge(house.policies, request, facts.outline, Signed(facts.papers)).decision
        seen |= {shown.cell.cell for shown in decision.shown if shown.level is Level.FULL}
    return seen


@pytest.mark.parametrize("at", DAYS, ids=lambda at: f"{at:%m-%d}")
def test_no_key_is_wrapped_for_families_of_what_nobody_of_them_sees(kreis, at):
    """On the Stichtag and after a 15th and an 18th birthday: of what others confided, and of others, none."""
    kreis.at = at
    superuser, found = kreis.superuser(), 0
    for family in demo()["families"]:
        wrapped = {cell for (cell,) in superuser.execute(WRAPPED, (family["number"], at, at)).fetchall()}
        found += len(wrapped)

        assert wrapped <= _seen(kreis, family, at), family["id"]
    assert found > 100
