"""What happened to a consent, and how it stands, in the words of the Data Privacy Vocabulary.

What somebody declared is told with who, when and how. A state that only follows, from the calendar or because somebody
has yet to sign, is told as that: nobody is credited with it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hub.casework.receipts.content import Maker, last_instant
from hub.casework.receipts.iris import (
    FOLLOWS,
    UNRECORDED,
    Node,
    bases,
    data_iri,
    person_iri,
    recipient_iri,
    timestamp,
    utc,
)
from hub.terms.clock import day_begins, legal_day
from hub.terms.consents import Accounted, Stand, TakenBack
from hub.terms.ids import PersonId

STATUS: Mapping[Stand, str] = {
    Stand.GRANTED: "ConsentGiven",
    Stand.EXPIRING: "ConsentGiven",
    Stand.UPCOMING: "ConsentGiven",
    Stand.REFUSED: "ConsentRefused",
    Stand.WITHDRAWN: "ConsentWithdrawn",
    Stand.EXPIRED: "ConsentExpired",
    Stand.ENDED: "ConsentExpired",
    Stand.OWN_DECISION: "ConsentExpired",
    Stand.OPEN: "ConsentRequested",
    Stand.INVALID: "ConsentInvalidated",
    Stand.NOT_APPLICABLE: "ConsentRequested",
}
"""The state in DPV's words. Where somebody has yet to sign, or only the law knows why it does not count, the request is
still open; past 15 or 18 what others signed has run out. Where custodians differ, the paper itself says how."""


def consent_events(one: Accounted, maker: Maker) -> Iterator[Node]:
    """Every event in its order; at the end the state of today, where the last event does not say it."""
    found = sorted(_happened(one), key=_when)
    yield from found
    status = current_status(one, maker)
    if not found or found[-1]["@type"] != f"dpv:{status}":
        since = max([_since(one, maker), *(datetime.fromisoformat(_when(event)) for event in found[-1:])])
        yield _event(one, status, since, FOLLOWS)


def current_status(one: Accounted, maker: Maker) -> str:
    """The state of today; a spoken yes that nobody confirmed in writing in time has run out (D2)."""
    story = one.story
    if _is_unconfirmed(one, maker):
        return "ConsentExpired"
    if story.stand is not Stand.DISAGREED:
        return STATUS[story.stand]
    if any(_is_about(one, back) for back in story.taken_back):
        return "ConsentWithdrawn"
    return "ConsentRequested" if all(said.is_yes for said in story.said) else "ConsentRefused"


def _when(event: Node) -> str:
    return str(event["dpv:isIndicatedAtTime"]["@value"])


def _is_unconfirmed(one: Accounted, maker: Maker) -> bool:
    return one.story.confirm_by is not None and one.story.confirm_by < legal_day(maker.at)


def _since(one: Accounted, maker: Maker) -> datetime:
    """Since when the state of today is so, as far as the paper itself tells; else it is told as of today."""
    story = one.story
    if story.invalid_since is not None:
        return day_begins(story.invalid_since)
    if story.confirm_by is not None and _is_unconfirmed(one, maker):
        return day_begins(story.confirm_by + timedelta(days=1))
    return min(last_instant(story), maker.at)


def _happened(one: Accounted) -> Iterator[Node]:
    story = one.story
    for asked in story.asked_on:
        yield _event(one, "ConsentRequested", day_begins(asked), UNRECORDED)
    for said in story.said:
        by = _by(one, said.by)
        event = _event(one, "ConsentGiven" if said.is_yes else "ConsentRefused", said.at, by)
        yield {**event, "dpv:hasIndicationMethod": story.way}
    if story.written_on is not None:
        spoke = {said.by for said in story.said if said.is_yes}
        by = _by(one, spoke.pop()) if len(spoke) == 1 else UNRECORDED
        at = max([day_begins(story.written_on), *(said.at for said in story.said)])
        yield {**_event(one, "ConsentGiven", at, by), "dpv:hasIndicationMethod": "paper"}
    for back in filter(lambda back: _is_about(one, back), story.taken_back):
        by = _by(one, back.by)
        event = {**_event(one, "ConsentWithdrawn", back.received_at, by), **_narrowed(one, back)}
        yield {**event, "dpv:hasIndicationMethod": back.told} if back.told else event


def _by(one: Accounted, person: PersonId | None) -> str:
    return person_iri(one.refs[person]) if person is not None and person in one.refs else UNRECORDED


def _is_about(one: Accounted, back: TakenBack) -> bool:
    return not back.persons or one.person in back.persons


def _narrowed(one: Accounted, back: TakenBack) -> Node:
    """What a withdrawal in part takes back; of a whole one nothing is told apart."""
    data = [{"@id": data_iri(one, category)} for category in back.categories]
    found = {"dpv:hasPersonalData": data, "dpv:hasRecipient": [{"@id": recipient_iri(one, k)} for k in back.recipients]}
    return {term: nodes for term, nodes in found.items() if nodes}


def _event(one: Accounted, status: str, at: datetime, by: str) -> Node:
    lasts = status in ("ConsentGiven", "ConsentRequested")
    until = utc(last_instant(one.story)) if lasts else "new consent"
    return {
        "@type": f"dpv:{status}",
        "dpv:isIndicatedAtTime": timestamp(at),
        "dpv:isIndicatedBy": {"@id": by},
        "dpv:hasLegalBasis": bases(one),
        "dpv:hasDuration": {"@type": f"dpv:Until{'Time' if lasts else 'Event'}Duration", "rdf:value": until},
    }
