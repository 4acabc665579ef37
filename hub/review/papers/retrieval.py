"""What has to be laid down before one controller retrieves from the other: occasion, recipients, data, measures."""

from collections.abc import Iterator
from dataclasses import replace

from hub.review.papers.activities import kept
from hub.review.papers.recipients import Recipient, recipients
from hub.review.papers.register import measure_section, recipient_section
from hub.review.papers.sources import Sources
from hub.terms.lists import Purpose
from hub.terms.review_papers import PaperKind, PaperSection, ReviewPaper

PART = "retrieval"


def retrieval(sources: Sources) -> ReviewPaper:
    """Of the controller whose values the other one retrieves; what only people can do before the start stands last."""
    found = tuple(_to_the_other(sources))
    purposes = tuple(dict.fromkeys(purpose for one in found for purpose in one.purposes))
    return ReviewPaper(
        kind=PaperKind.RETRIEVAL,
        controller=sources.controller,
        title=sources.say(PART, "title"),
        subtitle=sources.say(PART, "subtitle", name=sources.addresses[sources.controller].name),
        sections=_sections(sources, found, purposes),
        facts={
            "retrieves": sources.other,
            "purposes": list(purposes),
            "rules": [one.rule for one in found],
            "open": [one["id"] for one in sources.words.decided[PART] if one.get("open", False)],
        },
    )


def _sections(
    sources: Sources, found: tuple[Recipient, ...], purposes: tuple[Purpose, ...]
) -> tuple[PaperSection, ...]:
    return (
        PaperSection(1, sources.say(PART, "why"), (sources.say(PART, "why_text"),)),
        PaperSection(
            1,
            sources.say(PART, "occasion"),
            (sources.say(PART, "occasion_text"),),
            points=tuple(map(sources.words.purpose, purposes)),
        ),
        recipient_section(sources, found),
        measure_section(sources),
        PaperSection(
            1,
            sources.say(PART, "log"),
            (sources.say(PART, "log_text"),),
            lines=((sources.say("register", "access_log"), kept("access_log", sources)),),
        ),
        PaperSection(1, sources.say(PART, "before"), (sources.say(PART, "before_text"),), sources.decided(PART)),
    )


def _to_the_other(sources: Sources) -> Iterator[Recipient]:
    """The permits by which functions of the other controller see values of this one: bodies of § 35 SGB I alone."""
    for one in recipients(sources):
        roles = tuple(role for role in one.roles if sources.other in sources.policies.roles[role].agencies)
        if sources.other in one.agencies and roles:
            asked = {purpose for role in roles for purpose in sources.policies.roles[role].purposes}
            purposes = tuple(purpose for purpose in one.purposes if purpose in asked)
            yield replace(one, agencies=(sources.other,), roles=roles, purposes=purposes or one.purposes)
