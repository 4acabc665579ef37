"""The register of processing activities of one controller (Art. 30 Abs. 1 GDPR; H1)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from hub.policy.act_rules import ActRule
from hub.review.papers.activities import Activity, activities, activity_sections, as_facts, classes, kept, unasked
from hub.review.papers.recipients import Recipient, recipients
from hub.review.papers.sources import Sources
from hub.terms.information import Address
from hub.terms.lists import Role
from hub.terms.review_papers import Lines, PaperKind, PaperSection, PaperTable, ReviewPaper

PART = "register"
BOOKS = (
    *("access_log", "disclosure_register", "review_case", "review_finding"),
    *("family_record", "consent_proof", "conference_sheet", "conference_room"),
)


def register(sources: Sources) -> ReviewPaper:
    """Purposes, people, data, recipients, third countries, erasure, measures (lit. a to g)."""
    own = sources.addresses[sources.controller]
    found, out = activities(sources), recipients(sources)
    sections = (
        _who(sources, own),
        PaperSection(1, sources.say(PART, "activities"), (sources.say(PART, "activities_text"),)),
        *activity_sections(found, sources),
        *_unasked(sources),
        _staff(sources),
        recipient_section(sources, out),
        *_acts(sources),
        PaperSection(1, sources.say(PART, "processors"), lines=sources.decided("processor")),
        PaperSection(1, sources.say(PART, "third"), (sources.say(PART, "third_text"),)),
        *_erasure(sources),
        measure_section(sources),
    )
    return ReviewPaper(
        kind=PaperKind.REGISTER,
        controller=sources.controller,
        title=sources.say(PART, "title"),
        subtitle=sources.say(PART, "subtitle", name=own.name),
        sections=sections,
        facts=_facts(sources, found, out),
    )


def _facts(sources: Sources, found: tuple[Activity, ...], out: tuple[Recipient, ...]) -> Mapping[str, object]:
    """The register as data: ids of fields, roles, rules and acts."""
    return {
        "activities": [as_facts(one) for one in found],
        "asked_by_nobody": [one.id for one in unasked(sources)],
        "recipients": [asdict(one) for one in out],
        "acts": {one.act: sources.words.told_to(one, sources.controller) for one in _own_acts(sources)},
        "third_countries": [],
        "retention": {name: kept(name, sources) for name, _ in classes(sources)},
        "measures": list(sources.words.risks["measure"]),
    }


def _who(sources: Sources, own: Address) -> PaperSection:
    other, authority = sources.addresses[sources.other], sources.addresses["authority"]
    reach = sources.say(PART, "other_what", name=other.name, address=other.address, contact=other.contact)
    lines = (
        (sources.say(PART, "controller"), own.name),
        (sources.say(PART, "address"), own.address),
        (sources.say(PART, "contact"), own.contact),
        (sources.say(PART, "officer"), own.officer),
        (sources.say(PART, "other"), reach),
        (sources.say(PART, "authority"), f"{authority.name}, {authority.address}, {authority.contact}"),
    )
    return PaperSection(1, sources.say(PART, "who"), (sources.say(PART, "scope"),), lines)


def _unasked(sources: Sources) -> Iterator[PaperSection]:
    found = tuple(f"{one.label}; {kept(one.retention, sources)}" for one in unasked(sources))
    if found:
        yield PaperSection(2, sources.say(PART, "unasked"), (sources.say(PART, "unasked_text"),), points=found)


def _staff(sources: Sources) -> PaperSection:
    lines = (
        (sources.say(PART, "persons"), sources.say("subjects", "staff")),
        (sources.say(PART, "norms"), sources.say(PART, "staff_norms")),
        (sources.say(PART, "keeping"), kept("access_log", sources)),
    )
    return PaperSection(2, sources.say(PART, "staff"), (sources.say(PART, "staff_text"),), lines)


def recipient_section(sources: Sources, found: tuple[Recipient, ...]) -> PaperSection:
    """Who sees what of the controller, and by which rule: a line for each permit."""
    head = tuple(sources.words.words[PART]["recipient_head"])
    rows = tuple(_row(one, sources) for one in found)
    table = PaperTable(sources.say(PART, "recipient_caption"), head, rows)
    return PaperSection(1, sources.say(PART, "recipients"), (sources.say(PART, "recipients_text"),), table=table)


def _row(one: Recipient, sources: Sources) -> tuple[str, ...]:
    words = sources.words
    who = f"{words.listed(map(words.agency, one.agencies))}: {', '.join(map(words.role, one.roles))}"
    categories = ", ".join(map(words.category, one.categories))
    return (
        f"{one.reason} ({one.rule})",
        who,
        ", ".join(map(words.purpose, one.purposes)),
        ", ".join(one.fields) or categories,
        sources.say("levels", one.level),
        "; ".join(one.basis),
    )


def _acts(sources: Sources) -> Iterator[PaperSection]:
    rows = tuple(_act_row(one, sources) for one in _own_acts(sources))
    table = PaperTable(sources.say(PART, "acts_caption"), tuple(sources.words.words[PART]["acts_head"]), rows)
    yield PaperSection(1, sources.say(PART, "acts"), (sources.say(PART, "acts_text"),), table=table)
    never = tuple(sorted(one.reason for one in sources.policies.acts.values() if one.never))
    yield PaperSection(2, sources.say(PART, "forbidden"), points=never)


def _own_acts(sources: Sources) -> Iterator[ActRule]:
    """What this controller may tell in a single case, whoever asks for it, and what else its functions may do."""
    for act in sorted(sources.policies.acts):
        rule = sources.policies.acts[act]
        if rule.never:
            continue
        if sources.words.told_to(rule, sources.controller) or not rule.roles or rule.roles.intersection(sources.roles):
            yield rule


def _act_row(one: ActRule, sources: Sources) -> tuple[str, ...]:
    words = sources.words
    own = [role for role in sources.roles if role in one.roles]
    roles = "; ".join(words.role(role) for role in own or Role if role in one.roles)
    told = words.told_to(one, sources.controller) or sources.say(PART, "acts_inside")
    return f"{one.reason} ({one.id})", roles or sources.say(PART, "anybody"), told, "; ".join(one.basis)


def _erasure(sources: Sources) -> Iterator[PaperSection]:
    labels = sources.words.retention
    rows = tuple((name, kept(name, sources), str(count)) for name, count in classes(sources) if name in labels)
    head = tuple(sources.words.words[PART]["erasure_head"])
    table = PaperTable(sources.say(PART, "erasure_caption"), head, rows)
    books: Lines = tuple((sources.say(PART, name), kept(name, sources)) for name in BOOKS)
    yield PaperSection(1, sources.say(PART, "erasure"), table=table)
    yield PaperSection(2, sources.say(PART, "books"), lines=books)


def measure_section(sources: Sources) -> PaperSection:
    """The measures of the register of risks, each with its tests."""
    points = tuple(
        sources.say(PART, "shown_by", text=one["text"], tests=", ".join(one["tests"]))
        for one in sources.words.risks["measure"]
    )
    return PaperSection(1, sources.say(PART, "measures"), (sources.say(PART, "measures_text"),), points=points)
