"""What lacks before a consent counts, in words: `Olaf Zeisig – gemeinsam sorgeberechtigt (§§ …): nur mündlich`."""

from collections.abc import Sequence

from hub.terms.ids import PersonId
from hub.terms.lacks import Lack
from hub.terms.lists import Category
from hub.web.naming import Naming

Word = tuple[str, tuple[Category, ...]]
"""What a line says, and the categories it is about."""


def lack_lines(missing: Sequence[Lack], naming: Naming, whole: Sequence[Category] = ()) -> tuple[str, ...]:
    """A line for each word that lacks.

    It says for whom where that is not clear, and for which categories where it is only a part of `whole`.
    """
    say = naming.texts.say
    several = len({lack.about for lack in missing}) > 1
    found: dict[Word, list[PersonId]] = {}
    for lack in missing:
        about = found.setdefault((_line(lack, naming), _part(lack, whole)), [])
        if lack.by is None or (several and lack.by != lack.about):
            about.append(lack.about)
    lines = []
    for (line, part), about in found.items():
        said = say("lack-about", line=line, names=naming.names(tuple(about))) if about else line
        names = naming.texts.names(tuple(say(f"category-{category}") for category in part))
        lines.append(say("lack-part", line=said, categories=names) if part else said)
    return tuple(lines)


def _line(lack: Lack, naming: Naming) -> str:
    say = naming.texts.say
    ground = say(f"ground-{lack.ground}")
    line = ground if lack.by is None else say("lack-line", name=naming.name_or_other(lack.by), ground=ground)
    said = f"lack-said-{lack.reason}"
    return say("lack-said", line=line, said=say(said)) if naming.texts.knows(said) else line


def _part(lack: Lack, whole: Sequence[Category]) -> tuple[Category, ...]:
    told = tuple(category for category in lack.categories if category in whole)
    return () if len(told) == len(whole) else told
