"""Who stands in a record: the person, who spoke for them, both controllers with their officers, and the authority.

People are references, never names; how to reach them is no part of a proof (data minimisation): it is asked of the
controllers.
"""

from collections.abc import Iterable, Iterator, Sequence

from hub.casework.receipts.content import Maker
from hub.casework.receipts.iris import AUTHORITY, FOLLOWS, UNRECORDED, Node, agency_iri, officer_iri, person_iri
from hub.terms.consents import Accounted
from hub.terms.people import FULL_AGE


def data_subject(one: Accounted) -> Node:
    """Whose data it is about, whoever signed; with those who spoke for them."""
    kinds = ["dpv:DataSubject"] + (["dpv:Child"] if one.age is not None and one.age < FULL_AGE else [])
    spoke = [{"@id": person_iri(ref)} for ref in _others(one)]
    return {
        "@id": person_iri(one.ref),
        "@type": kinds,
        "dct:identifier": one.ref,
        "dpv:hasIdentifier": one.ref,
        "dpv:hasName": one.ref,
        **({"dpv:hasRepresentative": spoke} if spoke else {}),
    }


def parties(one: Accounted, maker: Maker, events: Iterable[Node]) -> Sequence[Node]:
    """Everybody whom the record names, each once."""
    return [
        *_controllers(maker),
        *_officers(maker),
        _authority(maker),
        _person(one),
        *_signers(one, maker),
        *_nobody(events, maker),
    ]


def _person(one: Accounted) -> Node:
    ref = one.ref
    return {"@id": person_iri(ref), "@type": "dpv:DataSubject", "dpv:hasName": ref, "dpv:hasIdentifier": ref}


def _controllers(maker: Maker) -> Iterator[Node]:
    for agency, name in maker.controllers.items():
        known = maker.words.controller(agency)
        yield {
            "@id": agency_iri(agency),
            "@type": ["dpv:DataController", "dpv:PublicSectorBody"],
            "dpv:hasName": name,
            "dpv:hasIdentifier": agency.value,
            "dpv:hasAddress": known["address"],
            "dpv:hasContact": known["contact"],
            "dpv:hasDataProtectionOfficer": {"@id": officer_iri(agency)},
        }


def _officers(maker: Maker) -> Iterator[Node]:
    """Art. 13 Abs. 1 lit. b GDPR."""
    for agency in maker.controllers:
        known = maker.words.controller(agency)
        yield {
            "@id": officer_iri(agency),
            "@type": "dpv:DataProtectionOfficer",
            "dpv:hasName": known["dpo"],
            "dpv:hasIdentifier": f"{agency}-dpo",
            "dpv:hasAddress": known["dpo_address"],
            "dpv:hasContact": known["dpo_contact"],
        }


def _authority(maker: Maker) -> Node:
    """Where one complains (Art. 13 Abs. 2 lit. d, 77 GDPR)."""
    known = maker.words.authority
    return {
        "@id": AUTHORITY,
        "@type": "dpv:DataProtectionAuthority",
        "dpv:hasName": known["name"],
        "dpv:hasIdentifier": "data-protection-authority",
        "dpv:hasAddress": known["address"],
        "dpv:hasContact": known["contact"],
    }


def _others(one: Accounted) -> list[str]:
    """References of those who spoke for somebody else."""
    spoke = {said.by for said in one.story.said} | {back.by for back in one.story.taken_back}
    return sorted(
        one.refs[person] for person in spoke if person is not None and person in one.refs and person != one.person
    )


def _signers(one: Accounted, maker: Maker) -> Iterator[Node]:
    """Whoever spoke for somebody else stands here as that: by custody, as guardian or as Betreuer (D10, D19, D22)."""
    for ref in _others(one):
        yield {
            "@id": person_iri(ref),
            "@type": ["dpv:Representative", "dpv:GuardianOfDataSubject"],
            "dpv:hasName": ref,
            "dpv:hasIdentifier": ref,
            "dpv:hasAddress": maker.words.say("elsewhere"),
            "dpv:hasContact": maker.words.say("elsewhere"),
            "dpv:isRepresentativeFor": {"@id": person_iri(one.ref)},
        }


def _nobody(events: Iterable[Node], maker: Maker) -> Iterator[Node]:
    """That an event has nobody who declared it, or nobody noted down who, said as it is."""
    spoke = {event["dpv:isIndicatedBy"]["@id"] for event in events}
    unknown = maker.words.say("no_form")
    for iri in sorted(spoke & {FOLLOWS, UNRECORDED}):
        yield {
            "@id": iri,
            "@type": "dpv:Entity",
            "dpv:hasName": iri.removeprefix("fam:"),
            "dpv:hasIdentifier": iri,
            "dpv:hasAddress": unknown,
            "dpv:hasContact": unknown,
        }
