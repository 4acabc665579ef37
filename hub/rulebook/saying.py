"""A rule in words: norm, reason, who, for what, what, whose, when and with which duty. Any rule, without exception."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.policy.policies import Bearing, Measure, Policy
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Level

EVERYBODY, ANY_PURPOSE, ALL_FIELDS, ANYBODYS = "alle", "jeden Zweck", "alle Angaben", "aller Stellen"


@dataclass(frozen=True)
class RuleSaid:
    """One rule, ready to be read aloud. `when` and `unless` are clauses; empty means always, and never hindered."""

    id: str
    effect: str
    who: str
    acts: str
    purpose: str
    what: str
    whose: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    duties: tuple[str, ...]
    reason: str
    norms: tuple[str, ...]

    @property
    def circumstances(self) -> str:
        """„immer“, or the conditions as one sentence."""
        parts = []
        if self.when:
            parts.append(f"wenn {enumerate_words(self.when)}")
        if self.unless:
            parts.append(f"außer wenn {enumerate_words(self.unless, 'oder')}")
        return ", ".join(parts) or "immer"

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Heading and text, in the order in which a lawyer asks."""
        rows = [
            ("Norm", "; ".join(self.norms)),
            ("Warum", self.reason),
            ("Was sie tut", self.effect),
            ("Wer", self.who),
            ("Handlung", self.acts),
            ("Wofür", self.purpose),
            ("Was", f"{self.what} {self.whose}"),
            ("Wann", self.circumstances),
        ]
        return (*rows, *(("Pflicht", duty) for duty in self.duties))


def say_rule(policy: Policy, catalogue: Catalogue, wording: Wording) -> RuleSaid:
    """The rule in words. Says what stands in the file, not what comes of it together with others."""
    return RuleSaid(
        id=policy.id,
        effect=_effect(policy, wording),
        who=_who(policy, wording),
        acts=enumerate_words(wording.words["acts"][act] for act in Act if act in policy.acts),
        purpose=enumerate_words(wording.purpose(one) for one in sorted(policy.purposes)) or ANY_PURPOSE,
        what=say_fields(policy.fields, catalogue, wording),
        whose=enumerate_words(wording.of_owner(one) for one in sorted(policy.owners)) or ANYBODYS,
        when=tuple(map(wording.condition, policy.when)),
        unless=tuple(map(wording.condition, policy.unless)),
        duties=tuple(map(wording.duty, policy.duties)),
        reason=policy.reason,
        norms=policy.basis,
    )


def say_fields(fields: int, catalogue: Catalogue, wording: Wording) -> str:
    """Whole categories by their name, single fields by theirs; almost everything by what is left out."""
    if fields == catalogue.all:
        return ALL_FIELDS
    left_out = [field.label for field in catalogue.fields if not fields >> field.bit & 1]
    named = list(_named(fields, catalogue, wording))
    if len(left_out) < len(named):
        return f"{ALL_FIELDS} außer {enumerate_words(f'„{one}“' for one in left_out)}"
    return enumerate_words(named)


def _named(fields: int, catalogue: Catalogue, wording: Wording) -> Iterator[str]:
    for category, mask in catalogue.category_masks.items():
        if mask and mask & fields == mask and mask.bit_count() > 1:
            yield f"die Kategorie „{wording.category(category)}“"
            fields &= ~mask
    for field in catalogue.fields:
        if fields >> field.bit & 1:
            yield f"„{field.label}“"


def _effect(policy: Policy, wording: Wording) -> str:
    if policy.effect is Bearing.PERMIT:
        level = wording.level(policy.level)
        return f"erlaubt {level}" if isinstance(policy.level, Measure) else f"erlaubt bis zur Stufe „{level}“"
    if policy.level is Level.NONE:
        return "verbietet"
    if policy.level is Level.FULL:
        return "verbietet nichts, legt aber eine Pflicht auf" if policy.duties else "verbietet nichts, nennt den Grund"
    level = wording.level(policy.level)
    return f"begrenzt: {level}" if isinstance(policy.level, Measure) else f"begrenzt auf die Stufe „{level}“"


def _who(policy: Policy, wording: Wording) -> str:
    roles = enumerate_words(wording.role(role) for role in sorted(policy.roles))
    agencies = enumerate_words(wording.agency(agency) for agency in sorted(policy.agencies))
    if roles and agencies:
        return f"{roles}, wenn sie hier arbeiten: {agencies}"
    return roles or (f"alle, die hier arbeiten: {agencies}" if agencies else EVERYBODY)
