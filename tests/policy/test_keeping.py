"""Which promise is at least as strong as which: by each word that it consists of."""

from dataclasses import replace

import pytest

from hub.policy.keeping import given_up, is_as_strong
from hub.policy.policies import Measure, Opened, Sight
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from tests.policy.worlds import CATALOGUE, POLICIES

PROMISES = {promise.id: promise for promise in POLICIES.promises}
ACROSS, STAYS = PROMISES["entrusted-never-across-unnamed"], PROMISES["entrusted-stays-with-its-worker"]


def _limit(promise, **words):
    return replace(promise, limit=replace(promise.limit, **words))


WEAKER = {
    "fewer fields": _limit(ACROSS, fields=ACROSS.limit.fields & ~1),
    "no fields to come": _limit(ACROSS, is_general=False),
    "a higher level": _limit(ACROSS, level=Level.SUMMARY),
    "a level looked up": _limit(ACROSS, level=Measure.CEILING),
    "fewer acts": _limit(ACROSS, acts=frozenset({Act.DISCLOSE})),
    "some agencies": _limit(ACROSS, agencies=frozenset({Agency.JOBCENTER})),
    "some roles": _limit(ACROSS, roles=frozenset({Role.JOBCOACH})),
    "some purposes": _limit(ACROSS, purposes=frozenset({Purpose.FAM_JOINT_SUPPORT})),
    "some owners": _limit(ACROSS, owners=frozenset({Owner.JUGENDAMT})),
    "one circumstance more": _limit(ACROSS, when=(*ACROSS.limit.when, "is-deputy")),
    "one way out more": _limit(ACROSS, unless=(*ACROSS.limit.unless, "fam-is-open")),
    "an exception more": replace(ACROSS, excepted=(*ACROSS.excepted, replace(ACROSS.limit, when=()))),
    "a wider exception": replace(ACROSS, excepted=tuple(replace(one, when=()) for one in ACROSS.excepted)),
    "consents alone": replace(ACROSS, by=Opened.CONSENT),
    "a duty in place of a limit": replace(ACROSS, duty="purpose_bound"),
    "words in place of a limit": replace(ACROSS, looks_at=frozenset(Sight)),
}
STRONGER = {
    "the very same": ACROSS,
    "another name": replace(ACROSS, id="another", sentence="Anders gesagt.", basis=()),
    "no exception": replace(ACROSS, excepted=()),
    "a narrower exception": replace(
        ACROSS, excepted=tuple(replace(one, roles=frozenset({Role.PARENT})) for one in ACROSS.excepted)
    ),
    "one circumstance less": _limit(ACROSS, when=("is-entrusted",)),
    "no way out": _limit(ACROSS, unless=()),
}


@pytest.mark.parametrize("how", WEAKER)
def test_a_weaker_promise_does_not_stand_for_a_stronger_one(how):
    """Each word in which it promises less; the other way round it does, where it is a promise of the same kind."""
    assert not is_as_strong(WEAKER[how], ACROSS)


@pytest.mark.parametrize("how", STRONGER)
def test_a_stronger_promise_stands_for_it(how):
    """Whatever it is called."""
    assert is_as_strong(STRONGER[how], ACROSS)


def test_a_promise_about_words_is_held_to_what_rules_may_look_at():
    """May they look at more, it is weaker."""
    [words] = [one for one in POLICIES.promises if one.looks_at]
    fewer = replace(words, looks_at=frozenset({Sight.FIELD}))

    assert is_as_strong(fewer, words)
    assert not is_as_strong(words, fewer)


def test_no_set_gives_up_its_own_promises():
    """Every promise stands for itself, so a set that changes none needs nobody's word."""
    assert () == given_up(POLICIES, POLICIES)


def test_what_goes_and_what_grows_weaker_is_found():
    """By its own name, whatever else the new set promises."""
    without = replace(POLICIES, promises=tuple(one for one in POLICIES.promises if one is not STAYS))
    weakened = replace(without, promises=(*without.promises, _limit(STAYS, acts=frozenset({Act.DISCLOSE}))))

    assert [STAYS.id] == [one.id for one in given_up(POLICIES, without)]
    assert [STAYS.id] == [one.id for one in given_up(POLICIES, weakened)]


def test_fields_are_the_same_by_their_names():
    """A catalogue in which every field has another bit, and one more: nothing is given up by that alone."""
    moved = Catalogue(tuple(replace(one, bit=one.bit + 1) for one in CATALOGUE.fields))
    shifted = replace(
        POLICIES,
        catalogue=moved,
        promises=tuple(
            replace(
                one,
                limit=replace(one.limit, fields=one.limit.fields << 1),
                excepted=tuple(replace(other, fields=other.fields << 1) for other in one.excepted),
            )
            for one in POLICIES.promises
        ),
    )

    assert () == given_up(POLICIES, shifted)
    assert {one.id for one in POLICIES.promises if not one.limit.is_general and one.limit.fields} & {
        one.id for one in given_up(POLICIES, replace(shifted, promises=POLICIES.promises))
    }
