"""What a list asks of the database knows every condition, or makes no list."""

from dataclasses import replace

import pytest

from hub.policy import listing as room
from hub.policy.compile import BITS
from hub.policy.conditions import ON_REQUEST
from hub.policy.listing import ALWAYS, FACTS, NEVER, NotForLists, listing
from hub.record.blind import NAMES
from hub.terms.lists import Agency, Purpose, Role
from tests.policy.worlds import POLICIES

ASKED = (Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, NAMES)


def test_every_condition_is_settled_somewhere():
    """Each once: by the ties, by a fact of the database, or for good."""
    assert sorted(BITS) == sorted([*ON_REQUEST, *FACTS, *ALWAYS, *NEVER])


def test_a_condition_that_nobody_settles_makes_no_list(monkeypatch):
    """A rule is never left out because a list does not understand it."""
    known = sum(BITS[name] for name in (*FACTS, *ALWAYS, *NEVER, *ON_REQUEST) if name != "is-restricted")
    monkeypatch.setattr(room, "_SETTLED", known)

    with pytest.raises(NotForLists, match="restrict"):
        listing(replace(POLICIES), *ASKED)
