"""What happened to a consent, and how it stands, in the words of the Data Privacy Vocabulary."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hub.casework.receipts.content import Maker, last_instant
from hub.casework.receipts.iris import FAM, Node, agency_iri, bases, person_iri, timestamp, utc
from hub.terms.clock import day_begins, legal_day
from hub.terms.consents import Accounted, Stand

STATUS: Mapping[Stand, str] = {
    Stand.GRANTED: "ConsentGiven",
    Stand.EXPIRING: "ConsentGiven",
    Stand.UPCOMING: "ConsentGiven",
    Stand.REFUSED: "ConsentRefused",
    Stand.DISAGREED: "ConsentRefused",
    Stand.WITHDRAWN: "ConsentWithdrawn",
    Stand.EXPIRED: "ConsentExpired",
    Stand.ENDED: "ConsentExpired",
    Stand.OWN_DECISION: "ConsentExpired",
    Stand.OPEN: "ConsentRequested",
    Stand.INVALID: "ConsentInvalidated",
    Stand.NOT_APPLICABLE: "ConsentRequested",
}
"""The state in DPV's words. Where custodians differ it counts as refused; where only the law knows why it does not
count, or somebody has yet to sign, the request is still open; past 15 or 18 what others signed has run out."""


def consent_events(one: Accounted, maker: Maker) -> Iterator[Node]:
    """Every event in its order; at the end the state of today, where no event of its own says it."""
    found = sorted(_happened(one, maker), key=lambda event: str(event["dpv:isIndicatedAtTime"]["@value"]))
    yield from found
    status = current_status(one, maker)
    if not any(event["@type"] == f"dpv:{status}" for event in found):
        yield _event(one, status, _since(one, maker), next((agency_iri(agency) for agency in maker.controllers), FAM))


def current_status(one: Accounted, maker: Maker) -> str:
    """The state of today; a spoken yes that nobody confirmed in writing in time has run out (D2)."""
    return "ConsentExpired" if _is_unconfirmed(one, maker) else STATUS[one.story.stand]


def _is_unconfirmed(one: Accounted, maker: Maker) -> bool:
    return one.story.confirm_by is not None and one.story.confirm_by < legal_day(maker.at)


def _since(one: Accounted, maker: Maker) -> datetime:
    """Since when the state of today is so, as far as the paper itself tells; else it is told as of today."""
    story = one.story
    if story.invalid_since is not None:
        return day_begins(story.invalid_since)
    if story.confirm_by is not None and _is_unconfirmed(one, maker):
        return day_begins(story.confirm_by + timedelta(days=1))
    return min(last_instant(story), maker.at) if story.stand is Stand.EXPIRED else maker.at


def _happened(one: Accounted, maker: Maker) -> Iterator[Node]:
    story = one.story
    asker = next((agency_iri(agency) for agency in maker.controllers), FAM)
    for asked in story.asked_on:
        yield _event(one, "ConsentRequested", day_begins(asked), asker)
    for said in story.said:
        by = person_iri(one.refs[said.by]) if said.by else FAM
        yield _event(one, "ConsentGiven" if said.is_yes else "ConsentRefused", said.at, by)
    for back in story.taken_back:
        by = person_iri(one.refs[back.by]) if back.by else FAM
        event = _event(one, "ConsentWithdrawn", back.received_at, by)
        narrowed = [{"@id": f"fam:data-{category}"} for category in back.categories]
        yield {**event, **({"dpv:hasPersonalData": narrowed} if narrowed else {})}


def _event(one: Accounted, status: str, at: datetime, by: str) -> Node:
    story = one.story
    lasts = status in ("ConsentGiven", "ConsentRequested")
    kind, value = ("UntilTimeDuration", utc(last_instant(story))) if lasts else ("UntilEventDuration", "new consent")
    return {
        "@type": f"dpv:{status}",
        "dpv:isIndicatedAtTime": timestamp(at),
        "dpv:isIndicatedBy": {"@id": by},
        "dpv:hasIndicationMethod": story.way,
        "dpv:hasLegalBasis": bases(one),
        "dpv:hasDuration": {"@type": f"dpv:{kind}", "rdf:value": value},
    }
