"""A consent as record by ISO/IEC TS 27560, in the words of the Data Privacy Vocabulary 2.3, as JSON-LD.

The profile is that of the vocabulary's own guide for 27560 with what the GDPR asks for. Every word is one of DPV's or
one that `schemas/dpv/fam.ttl` declares; a test looks each of them up. People are references, never names.
"""

from collections.abc import Iterator

from hub.casework.receipts.content import Maker, last_instant, recipient_in_words, stand_in_words, title_of
from hub.casework.receipts.dpv_events import consent_events, current_status
from hub.casework.receipts.dpv_parties import data_subject, parties
from hub.casework.receipts.iris import (
    AUTHORITY,
    FAM,
    Node,
    agency_iri,
    bases,
    data_iri,
    recipient_iri,
    record_iri,
    timestamp,
    utc,
)
from hub.casework.receipts.words import Words
from hub.terms.consents import Accounted, Named
from hub.terms.lists import Category

PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "fam": FAM,
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PAGE = "urn:fam-hub:page:meine-zustimmungen"
TAGS = {"de-easy": "de-simple"}
"""A language as the world names it, where we have a shorter word (BCP 47)."""
CONSENTED = ("dpv:MakeAvailable", "dpv:Consult")
RELEASED = ("dpv:Disclose",)
"""What somebody does who was released from secrecy: they speak."""
COMPLAINT = "A77"
RIGHTS = ("A7-3", "A15", "A16", "A17", "A18", "A20", COMPLAINT)


def as_record(one: Accounted, maker: Maker) -> Node:
    """The record of one person and consent, as it stands at `maker.at`."""
    iri, events = record_iri(one), list(consent_events(one, maker))
    return {
        "@context": CONTEXT,
        "@id": iri,
        "@type": "dpv:ConsentRecord",
        "dct:identifier": iri.removeprefix("urn:uuid:"),
        "dpv:hasIdentifier": one.story.ref,
        "dct:conformsTo": {"@id": PROFILE},
        "dct:created": timestamp(maker.at),
        "dct:language": "de",
        "dct:title": title_of(one, maker.words),
        "dct:description": _stand(one, maker.words),
        "dct:publisher": [{"@id": agency_iri(agency)} for agency in maker.controllers],
        "dpv:hasDataSubject": data_subject(one),
        "dpv:hasNotice": _notice(one, maker),
        "dpv:hasProcess": _process(one, maker),
        "dpv:hasEntity": parties(one, maker, events),
        "dpv:hasLegalBasis": bases(one),
        "dpv:hasStorageCondition": _kept(maker.words),
        "dpv:hasConsentStatus": events,
        "fam:hasCurrentConsentStatus": {"@id": f"dpv:{current_status(one, maker)}"},
        "fam:isPartlyInForce": one.story.partly,
        **_released(one),
    }


def _released(one: Accounted) -> Node:
    """Who may speak, where it is a release from secrecy (D25); of a consent nothing."""
    return {"fam:releasesFromSecrecy": one.story.bound} if one.story.bound else {}


def _stand(one: Accounted, words: Words) -> str:
    """How it stands; in a record of one's own words alone, that it is no more than that."""
    stand = stand_in_words(one, words)
    return f"{stand}. {words.say('own_only')}" if one.is_own else stand


def _notice(one: Accounted, maker: Maker) -> Node:
    version = one.story.form_version or maker.words.say("no_form")
    return {
        "@id": f"{record_iri(one)}#notice",
        "@type": "dpv:ConsentNotice",
        "dct:identifier": version,
        "dct:language": [TAGS.get(code, code) for code in one.story.languages] or ["de"],
        "dct:description": [maker.words.one_of("notices", notice) for notice in one.story.notices],
    }


def _process(one: Accounted, maker: Maker) -> Node:
    """What happens with which data, for what, by whom, for whom."""
    words = maker.words
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": list(_purposes(one, words)),
        "dpv:hasPersonalData": list(_data(one, maker)),
        "dpv:hasProcessing": [{"@id": word} for word in (RELEASED if one.story.bound else CONSENTED)],
        "dpv:hasDataSource": [{"@id": "dpv:DataSubjectDataSource"}, {"@id": "dpv:DataControllerDataSource"}],
        "dpv:hasNecessity": {"@id": "dpv:Optional"},
        "dpv:hasStorageCondition": _storage(words),
        "dpv:hasProcessingCondition": _conditions(one),
        "dpv:hasDataController": [{"@id": agency_iri(agency)} for agency in maker.controllers],
        "dpv:hasLegalBasis": bases(one),
        "dpv:hasRecipient": [_recipient(named, one, maker) for named in one.recipients] or [_no_recipient(one, words)],
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dct:description": words.say("withdraw"),
            "dpv:isExercisedAt": _page(words),
        },
        "dpv:hasJurisdiction": {"@id": "fam:Germany"},
        "dpv:hasAuthority": {"@id": AUTHORITY},
        "dpv:hasRight": [_right(right, words) for right in RIGHTS],
    }


def _purposes(one: Accounted, words: Words) -> Iterator[Node]:
    for purpose in one.story.purposes:
        yield {
            "@id": f"fam:purpose-{purpose}",
            "@type": "dpv:Purpose",
            "skos:broader": {"@id": words.broader("purposes", purpose)},
            "dct:title": words.purpose(purpose),
        }
    if not one.story.purposes:
        yield _unspecified("purpose", "dpv:Purpose", words)


def _storage(words: Words) -> list[Node]:
    """Where the data lie and for how long (Art. 13 Abs. 2 lit. a GDPR): not how long the record of it is kept."""
    until = {"@type": "dpv:UntilEventDuration", "rdf:value": words.say("storage_text")}
    return [
        {"@type": "dpv:StorageLocation", "dpv:hasLocation": {"@id": "fam:Germany"}},
        {"@type": "dpv:StorageDuration", "dpv:hasDuration": until},
    ]


def _kept(words: Words) -> Node:
    """How long the record itself is kept (D30)."""
    until = {"@type": "dpv:UntilEventDuration", "rdf:value": words.say("retention")}
    return {"@type": "dpv:StorageDuration", "dpv:hasDuration": until}


def _conditions(one: Accounted) -> list[Node]:
    """Where, and no longer than the text says (D16, D26)."""
    until = {"@type": "dpv:UntilTimeDuration", "rdf:value": utc(last_instant(one.story))}
    return [
        {"@type": "dpv:ProcessingLocation", "dpv:hasLocation": {"@id": "fam:Germany"}},
        {"@type": "dpv:ProcessingDuration", "dpv:hasDuration": until},
    ]


def _right(right: str, words: Words) -> Node:
    at = _complaint(words) if right == COMPLAINT else _page(words)
    kinds = ["dpv:DataSubjectRight", "dpv:ActiveRight", f"eu-gdpr:{right}"]
    return {"@type": kinds, "dct:description": words.say("rights_text"), "dpv:isExercisedAt": at}


def _page(words: Words) -> Node:
    """Where a family uses its rights: both offices and its own page."""
    return {"@id": PAGE, "@type": "dpv:RightExerciseNotice", "dct:description": words.say("withdraw")}


def _complaint(words: Words) -> Node:
    known = words.authority
    said = f"{words.say('authority')}: {known['name']}, {known['address']}, {known['contact']}"
    return {"@id": f"{AUTHORITY}:complaint", "@type": "dpv:RightExerciseNotice", "dct:description": said}


def _data(one: Accounted, maker: Maker) -> Iterator[Node]:
    labels = maker.catalogue.by_id
    for category in one.story.categories:
        fields = [labels[field].label for field in one.story.fields if labels[field].category is category]
        special = ["dpv:SpecialCategoryPersonalData"] if category is Category.HEALTH else []
        yield {
            "@id": data_iri(one, category),
            "@type": ["dpv:PersonalData", *special],
            "skos:broader": [{"@id": maker.words.broader("data", category)}, {"@id": f"fam:data-{category}"}],
            "dct:title": maker.words.category(category),
            "dct:description": fields,
        }
    if not one.story.categories:
        yield _unspecified("data", "dpv:PersonalData", maker.words)


def _unspecified(kind: str, term: str, words: Words) -> Node:
    """Of a blanket wording: the text said "all" and named nothing (D4)."""
    node: Node = {"@id": f"fam:{kind}-unspecified", "@type": term, "skos:broader": {"@id": term}}
    return {**node, "dct:title": words.say("everything")}


def _recipient(named: Named, one: Accounted, maker: Maker) -> Node:
    key = one.refs.get(named.person, named.key) if named.person else named.key
    return {
        "@id": recipient_iri(one, named.key),
        "@type": "dpv:Recipient",
        "dpv:hasName": recipient_in_words(named, one, maker),
        "dpv:hasIdentifier": key,
        **_reached(named, maker),
        "fam:includesDeputies": one.story.deputies,
    }


def _reached(named: Named, maker: Maker) -> Node:
    """By the office they work for; whoever works for neither controller is reached through these."""
    if named.agency not in maker.controllers:
        return dict.fromkeys(("dpv:hasAddress", "dpv:hasContact"), maker.words.say("elsewhere"))
    known = maker.words.controller(named.agency)
    return {"dpv:hasAddress": known["address"], "dpv:hasContact": known["contact"]}


def _no_recipient(one: Accounted, words: Words) -> Node:
    said = words.say("unnamed" if one.names_others else "nobody")
    party = dict.fromkeys(("dpv:hasAddress", "dpv:hasContact"), words.say("elsewhere"))
    iri = "fam:recipient-unspecified"
    return {"@id": iri, "@type": "dpv:Recipient", "dpv:hasName": said, "dpv:hasIdentifier": iri, **party}
