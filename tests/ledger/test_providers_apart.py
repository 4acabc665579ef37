"""Each provider is a controller and a recipient of its own, though one process serves them all."""

from dataclasses import replace

import orjson

from hub.identity.store import load_posts
from hub.ledger.append import append
from hub.ledger.canonical import canonical
from hub.ledger.entry import Book, Event
from hub.ledger.giving.store import Stretch, read_given
from hub.ledger.shares import Share, shares_of
from hub.review.given import GivenRegister, open_given
from hub.terms.clock import legal_day
from hub.terms.ids import ProviderId
from hub.terms.lists import Agency, Purpose
from hub.terms.principals import Principal
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, ISSUER, Kreis

NORMS = [["§ 67d SGB X"], []]
SUBJECT = {"number": F01, "persons": [["one", "P-1"]]}


def _cells(*owners: str) -> list[object]:
    return [[owner, ["full"], ["one"], ["provider_hours@1"], 0, ["provider_reports"], []] for owner in owners]


def _owners(told: dict[str, object], *owners: str) -> dict[str, dict[str, object]]:
    """What the share of each owner says of a look at values of these owners."""
    access = {"agency": "jobcenter", "role": "jobcoach", "purpose": None, **told, "cells": _cells(*owners)}
    shares = shares_of(SUBJECT, {**access, "bases": [NORMS]})
    assert all("provider" == one.holder for one in shares if one.of.startswith("provider"))
    return {one.of: orjson.loads(one.words) for one in shares if one.holder}


def _officer(kreis: Kreis, agency: str) -> Principal:
    posts = load_posts(kreis.house("oversight").db, ISSUER, "U16", legal_day(kreis.at))
    [officer] = [one.principal for _, one in posts if one.principal.agency == agency]
    return officer


def _register(kreis: Kreis, officer: Principal) -> GivenRegister:
    told = open_given(kreis.house(officer.agency.value), officer, F01, None, kreis.at)
    assert told is not None
    return told


def test_two_providers_of_one_look_have_a_share_each() -> None:
    """Neither says that the other is there."""
    told = _owners({}, "provider:oft", "provider:nb")

    assert {"provider:oft", "provider:nb"} == told.keys()
    assert all(one["owner"] == place and 1 == len(one["shown"]) for place, one in told.items())
    assert not any(other in str(told[place]) for place, other in (("provider:oft", "nb"), ("provider:nb", "oft")))


def test_what_one_provider_saw_of_another_is_told_to_that_one_alone() -> None:
    """With which provider it was; of what is one's own there is no share."""
    who = {"agency": "provider", "role": "provider_worker", "provider": "oft"}

    told = _owners(who, "provider:oft", "provider:nb", "jugendamt")

    assert {"provider:nb", "jugendamt"} == told.keys()
    assert {"oft"} == {one["provider"] for one in told.values()}


def test_an_entry_of_before_has_the_shares_that_it_had() -> None:
    """It does not say which provider looked: what it committed to is made anew out of what it says."""
    told = _owners({"agency": "provider", "role": "provider_worker"}, "provider:oft", "jugendamt")

    assert {"jugendamt"} == told.keys()
    assert "provider" not in told["jugendamt"]


def test_the_owner_reads_which_provider_it_was(kreis: Kreis) -> None:
    """The look of a provider's worker, which is on the Jugendamt's register."""
    kreis.open("U12", purpose=Purpose.PROVIDER_SERVICE)

    told = _register(kreis, _officer(kreis, "jugendamt"))

    assert {("provider", "oft")} == {(one.agency.value, one.provider) for one in told.lines}
    books = kreis.superuser().execute(
        "select distinct b.retention from ledger.payload p join ledger.bucket b on b.bucket_id = p.case_bucket"
        " join ledger.index i using (entry_id) where i.agency = 'provider'"
    )
    assert [(Book.DISCLOSURE_REGISTER.value,)] == books.fetchall()


def test_what_is_sealed_to_the_process_of_all_providers_is_read_for_one_of_them(kreis: Kreis) -> None:
    """Of one look at values of two: who reads for one is given its own part, and no other is counted."""
    house, entry = kreis.house("provider"), entry_of(kreis, "jobcenter")
    words = {"agency": "jobcenter", "role": "jobcoach", "purpose": "fam_joint_support", "number": F01, "bases": [NORMS]}
    words |= {"persons": {"P-1": "one"}, "shown": [["full", ["P-1"], ["provider_reports"], 0]]}
    owners = ("provider:oft", "provider:nb", "provider:nb")
    given = tuple(Share("provider", one, canonical({**words, "owner": one, "n": n})) for n, one in enumerate(owners))
    append(kreis.house("jobcenter").db, kreis.house("jobcenter").writer, replace(entry, shares=given))
    ticket = append(house.db, house.writer, entry_of(kreis, "provider", Event.LOG_READ))
    assert house.reader is not None

    for one in ("provider:oft", "provider:nb", "provider:else"):
        looks = read_given(house.db, house.reader, ticket, Stretch(one)).looks
        assert [one] * owners.count(one) == [look.share and look.share["owner"] for look in looks]


def test_no_officer_of_a_provider_reads_in_the_log_of_the_two_agencies(kreis: Kreis) -> None:
    """The rules know no such function: what is sealed to a provider waits for one."""
    stranger = replace(_officer(kreis, "jugendamt"), agency=Agency.PROVIDER, provider=ProviderId("oft"))

    assert open_given(kreis.house("provider"), stranger, F01, None, kreis.at) is None
