"""From a file of `policies/acts` of the right shape to an act whose every word exists."""

from collections.abc import Iterable, Mapping
from typing import Any

from hub.policy.act_conditions import ON_ACT, ON_NAMED
from hub.policy.act_rules import ActCase, ActRule, AtMost, Duty, LeftOut, Names, Otherwise, Requirement
from hub.policy.conditions import ON_CELL, ON_FIELD
from hub.policy.faults import Place
from hub.policy.monotony import OPENED_BY_CONSENT
from hub.policy.read import DUTIES, field_of, meant, word_of
from hub.terms.catalogue import Catalogue
from hub.terms.ids import ActId, FieldId, PolicyId
from hub.terms.lists import Agency, Effect, Purpose, Role
from hub.terms.reasons import Reason

Document = Mapping[str, Any]
ACT_DUTIES = (
    "family_involved",
    "handover_talk",
    "inform_family_later",
    "necessary_data_only",
    "nobody_recognised_recorded",
    "plain_language",
    "redact_others",
    "refer_to_leading_file",
    "restrict_to_basis",
)
"""The duties of acts alone (section 10 of the scenario format); an act may lay down those of reading too."""

_ON_FACTS = (*ON_ACT, *ON_NAMED, *ON_CELL, *ON_FIELD)


def read_act(place: Place, document: Document, catalogue: Catalogue) -> ActRule:
    """One act. Raises `PolicyFaulty` where a word is none, or where a part is missing that the act needs."""
    act = ActRule(
        id=PolicyId(document["id"]),
        act=ActId(document["act"]),
        says=word_of(place, "says", Reason, document["says"]),
        basis=tuple(document["basis"]),
        reason=document["reason"],
        names=Names(document.get("names", Names.NOTHING)),
        never=document.get("never", False),
        roles=frozenset(word_of(place, "roles", Role, word) for word in document.get("roles", ())),
        purposes=frozenset(word_of(place, "purposes", Purpose, word) for word in document.get("purposes", ())),
        never_for=frozenset(word_of(place, "never_for", Purpose, word) for word in document.get("never_for", ())),
        requires=tuple(_requirement(place, part) for part in document.get("require", ())),
        at_most=_at_most(place, document.get("at_most")),
        left_out=tuple(_left_out(place, part, catalogue) for part in document.get("leave_out", ())),
        duties=tuple(_duty(place, part) for part in document.get("duty", ())),
        otherwise=_otherwise(place, document.get("otherwise")),
        carries=frozenset(_listed(place, "duty", document.get("carries", ()), DUTIES)),
        smallest=document.get("smallest", 0),
        if_empty=_if_empty(place, document, catalogue),
        cases=tuple(_case(place, case) for case in document["case"]),
    )
    _check_sense(place, act)
    return act


def _check_sense(place: Place, act: ActRule) -> None:
    if act.names is Names.TABLE and act.smallest < 2:
        raise place.fault("names", "a table needs its smallest number: 2 or more")
    if act.at_most is not None and act.names is not Names.WORDS:
        raise place.fault("at_most", 'a closed list is of words: names = "words"')
    if act.left_out and act.names is not Names.FACTS:
        raise place.fault("leave_out", 'what is left out is one of the facts: names = "facts"')
    for name in sorted({name for part in act.left_out for name in part.when} & OPENED_BY_CONSENT):
        raise place.fault("leave_out", f'"{name}" must not close anything: less consent would show more', name)
    if act.otherwise is not None and act.names is not Names.READINGS:
        raise place.fault("otherwise", 'another basis is for what is read: names = "readings"')


def _requirement(place: Place, part: Document) -> Requirement:
    return Requirement(
        says=word_of(place, "says", Reason, part["says"]),
        basis=tuple(part["basis"]),
        reason=part["reason"],
        when=_conditions(place, "when", part, ON_ACT),
        unless=_conditions(place, "unless", part, ON_ACT),
        agencies=frozenset(word_of(place, "agencies", Agency, word) for word in part.get("agencies", ())),
    )


def _left_out(place: Place, part: Document, catalogue: Catalogue) -> LeftOut:
    named = part.get("fields")
    return LeftOut(
        says=word_of(place, "says", Reason, part["says"]),
        basis=tuple(part["basis"]),
        reason=part["reason"],
        fields=catalogue.mask(field_of(place, "fields", word, catalogue) for word in named) if named else catalogue.all,
        when=_conditions(place, "when", part, _ON_FACTS),
        unless=_conditions(place, "unless", part, _ON_FACTS),
    )


def _duty(place: Place, part: Document) -> Duty:
    return Duty(
        duty=_listed(place, "duty", [part["duty"]], (*DUTIES, *ACT_DUTIES))[0],
        when=_conditions(place, "when", part, ON_ACT),
        unless=_conditions(place, "unless", part, ON_ACT),
        agencies=frozenset(word_of(place, "agencies", Agency, word) for word in part.get("agencies", ())),
    )


def _otherwise(place: Place, part: Document | None) -> Otherwise | None:
    if part is None:
        return None
    return Otherwise(
        when=_conditions(place, "when", part, ON_ACT),
        instead_of=frozenset(word_of(place, "instead_of", Reason, word) for word in part["instead_of"]),
        says=word_of(place, "says", Reason, part["says"]),
        basis=tuple(part["basis"]),
        reason=part["reason"],
        duties=_listed(place, "duty", part.get("duties", ()), (*DUTIES, *ACT_DUTIES)),
    )


def _at_most(place: Place, part: Document | None) -> AtMost | None:
    if part is None:
        return None
    says = word_of(place, "says", Reason, part["says"])
    return AtMost(frozenset(part["words"]), says, tuple(part["basis"]), part["reason"])


def _if_empty(place: Place, document: Document, catalogue: Catalogue) -> FieldId | None:
    return field_of(place, "if_empty", document["if_empty"], catalogue).id if "if_empty" in document else None


def _case(place: Place, case: Document) -> ActCase:
    given = case["given"]
    word_of(place, "given", Role, given["principal"])
    word_of(place, "given", Purpose, given["purpose"])
    return ActCase(
        name=case["name"],
        given=given,
        expect=Effect(case["expect"]),
        reason=word_of(place, "reason", Reason, case["reason"]),
        shown=frozenset(case["shown"]) if "shown" in case else None,
        withheld=frozenset(case["withheld"]) if "withheld" in case else None,
        duties=frozenset(case["duties"]) if "duties" in case else None,
    )


def _conditions(place: Place, key: str, part: Document, known: Iterable[str]) -> tuple[str, ...]:
    return _listed(place, "condition", part.get(key, ()), tuple(known))


def _listed(place: Place, what: str, words: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a list, each of them one of those known."""
    for word in words:
        if word not in known:
            raise place.fault("", f'unknown {what} "{word}"{meant(word, known)}', word)
    return tuple(words)
