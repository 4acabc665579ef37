"""The frame of the impact assessment: what the rules say of it, and the register of risks (Art. 35 GDPR; H2)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hub.policy.policies import Promise
from hub.review.papers.activities import GUARDED
from hub.review.papers.sources import Sources
from hub.terms.lists import Level
from hub.terms.review_papers import PaperKind, PaperSection, PaperTable, ReviewPaper

PART = "dpia"
TOLD = ("harms", "likelihood", "severity", "measure", "remains")


def dpia(sources: Sources) -> ReviewPaper:
    """Why, what, how necessary, which risks with which measures, and what people still have to say."""
    risks = sources.words.risks["risk"]
    sections = (
        PaperSection(1, sources.say(PART, "why"), points=tuple(sources.words.words[PART]["why_points"])),
        _description(sources),
        *_need(sources),
        PaperSection(1, sources.say(PART, "risks"), (sources.say(PART, "risks_text"),)),
        *(_risk(one, sources) for one in risks),
        PaperSection(1, sources.say(PART, "changes"), (sources.say(PART, "changes_text"),)),
        PaperSection(1, sources.say(PART, "people"), lines=sources.decided("dpia")),
    )
    return ReviewPaper(
        kind=PaperKind.DPIA,
        controller=sources.controller,
        title=sources.say(PART, "title"),
        subtitle=sources.say(PART, "subtitle", name=sources.addresses[sources.controller].name),
        sections=sections,
        facts={
            "ceilings": {level.id: count for level, count in _ceilings(sources)},
            "promises": [one.id for one in sources.policies.promises],
            "risks": list(risks),
            "open": list(sources.words.decided["dpia"]),
        },
    )


def _description(sources: Sources) -> PaperSection:
    counts = sources.say(
        PART,
        "counts",
        fields=len(sources.fields),
        special=sum(one.sensitivity in GUARDED for one in sources.fields),
        rules=len(sources.policies.policies),
        acts=len(sources.policies.acts),
    )
    return PaperSection(1, sources.say(PART, "description"), (sources.say(PART, "see"), counts))


def _need(sources: Sources) -> Iterator[PaperSection]:
    points = tuple(_promise(one, sources) for one in sources.policies.promises)
    yield PaperSection(1, sources.say(PART, "need"), (sources.say(PART, "need_text"),), points=points)
    rows = tuple((sources.say("levels", level.id), str(count)) for level, count in _ceilings(sources))
    head = tuple(sources.words.words[PART]["ceiling_head"])
    table = PaperTable(sources.say(PART, "ceiling_caption"), head, rows)
    yield PaperSection(2, sources.say(PART, "ceilings"), table=table)


def _promise(one: Promise, sources: Sources) -> str:
    """With what is excepted from it: an absolute that is none misleads whoever has to weigh what remains."""
    said = sources.say("words", "and_norm", what=one.sentence, norms="; ".join(one.basis))
    reasons = " ".join(dict.fromkeys(excepted.reason for excepted in one.excepted))
    return sources.say(PART, "excepted", promise=said, reasons=reasons) if reasons else said


def _ceilings(sources: Sources) -> list[tuple[Level, int]]:
    counted = Counter(one.ceiling for one in sources.fields)
    return [(level, counted[level]) for level in Level]


def _risk(one: Mapping[str, Any], sources: Sources) -> PaperSection:
    lines = [(sources.say(PART, key), str(one[key])) for key in TOLD]
    lines.append((sources.say(PART, "tests"), ", ".join(one["tests"])))
    if one["pages"]:
        lines.append((sources.say(PART, "pages"), ", ".join(one["pages"])))
    return PaperSection(2, str(one["title"]), lines=tuple(lines))
