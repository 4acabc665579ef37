"""The essence of the arrangement of both controllers, as families may ask for it (Art. 26 Abs. 2 GDPR; A5)."""

from collections.abc import Iterator

from hub.policy.policies import Policy
from hub.review.papers.sources import Sources
from hub.terms.agreed import AgreedCell
from hub.terms.catalogue import Field
from hub.terms.lists import Agency, Category, Owner, Purpose
from hub.terms.review_papers import SIDES, PaperKind, PaperSection, ReviewPaper

PART = "joint"
TOLD = ("consent", "joint-record", "own-data-in-fam", "restriction", "dispute-noted", "no-disadvantage")
"""The rules that say how both work together; their sentences are read from them."""


def joint(sources: Sources) -> ReviewPaper:
    """Who, what, by which rules, what only people agree on, and the rights of families."""
    rules = [one for one in sources.policies.policies if one.id in TOLD]
    sections = (
        _who(sources),
        *_what(sources),
        _rules(sources, rules),
        _agreed(sources),
        PaperSection(
            1, sources.say(PART, "people"), (sources.say(PART, "people_text"),), lines=sources.decided("joint")
        ),
        _rights(sources),
    )
    return ReviewPaper(
        kind=PaperKind.JOINT,
        controller=sources.controller,
        title=sources.say(PART, "title"),
        subtitle=sources.say(PART, "subtitle", name=sources.addresses[sources.controller].name),
        sections=sections,
        facts={
            "controllers": list(SIDES),
            "purposes": sorted(sources.policies.fam_purposes),
            "joint_fields": [one.id for one in _joint_fields(sources)],
            "rules": [one.id for one in rules],
            "agreed": list(sources.words.decided["joint"]),
        },
    )


def _who(sources: Sources) -> PaperSection:
    found = ((sources.words.agency(side), sources.addresses[side]) for side in SIDES)
    lines = tuple((name, sources.say(PART, "reach", **vars(address))) for name, address in found)
    return PaperSection(1, sources.say(PART, "who"), (sources.say(PART, "intro"),), lines)


def _what(sources: Sources) -> Iterator[PaperSection]:
    words = sources.words
    fields = "; ".join(_by_category(_joint_fields(sources), sources))
    purposes = words.listed(words.purpose(one) for one in Purpose if one in sources.policies.fam_purposes)
    lines = ((sources.say(PART, "purposes"), purposes), (sources.say(PART, "fields"), fields))
    yield PaperSection(1, sources.say(PART, "what"), lines=lines)
    alone = tuple((words.agency(side), _alone(side, sources)) for side in SIDES)
    yield PaperSection(1, sources.say(PART, "alone"), lines=alone)


def _joint_fields(sources: Sources) -> list[Field]:
    return [one for one in sources.catalogue.fields if Owner.JOINT in one.owners]


def _by_category(fields: list[Field], sources: Sources) -> Iterator[str]:
    for category in Category:
        names = [one.label for one in fields if one.category is category]
        if names:
            yield f"{sources.words.category(category)}: {', '.join(names)}"


def _alone(side: Agency, sources: Sources) -> str:
    own = [one for one in sources.catalogue.fields if Owner(side.value) in one.owners]
    names = ", ".join(sources.words.category(one) for one in Category if any(f.category is one for f in own))
    return sources.say(PART, "alone_of", fields=len(own), categories=names)


def _rules(sources: Sources, rules: list[Policy]) -> PaperSection:
    points = tuple(
        sources.say("words", "and_norm", what=f"{one.reason} [{one.id}]", norms="; ".join(one.basis)) for one in rules
    )
    return PaperSection(1, sources.say(PART, "rules"), (sources.say(PART, "rules_text"),), points=points)


def _agreed(sources: Sources) -> PaperSection:
    points = tuple(_cell(one, sources) for one in sources.policies.agreed)
    texts = () if points else (sources.say(PART, "agreed_none"),)
    return PaperSection(1, sources.say(PART, "agreed"), texts, points=points)


def _cell(one: AgreedCell, sources: Sources) -> str:
    words = sources.words
    return sources.say(
        PART,
        "agreed_line",
        category=words.category(one.cell.category),
        role=words.role(one.cell.role),
        purpose=words.purpose(one.cell.purpose),
        value=sources.say(PART, f"value_{one.value}"),
        since=f"{one.since:%d.%m.%Y}",
    )


def _rights(sources: Sources) -> PaperSection:
    authority = sources.addresses["authority"]
    texts = (sources.say(PART, "rights_text"), sources.say(PART, "complaint", **vars(authority)))
    return PaperSection(1, sources.say(PART, "rights"), texts)
