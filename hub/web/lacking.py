"""What lacks before a consent counts, in words: `Olaf Zeisig – gemeinsam sorgeberechtigt (§§ …): nur mündlich`."""

from collections.abc import Sequence

from hub.terms.lacks import Lack
from hub.terms.lists import Category
from hub.web.naming import Naming


def lack_lines(missing: Sequence[Lack], naming: Naming, whole: Sequence[Category] = ()) -> tuple[str, ...]:
    """A line for each word that lacks; where it lacks for a part of `whole` alone, or of several people, it says so."""
    say = naming.texts.say
    several = len({lack.about for lack in missing}) > 1
    lines = []
    for lack in missing:
        line, part = _line(lack, naming), _part(lack, naming, whole)
        if lack.by is None or (several and lack.by != lack.about):
            line = say("lack-about", line=line, name=naming.name(lack.about))
        lines.append(say("lack-part", line=line, categories=part) if part else line)
    return tuple(dict.fromkeys(lines))


def _line(lack: Lack, naming: Naming) -> str:
    say = naming.texts.say
    ground = say(f"ground-{lack.ground}")
    line = ground if lack.by is None else say("lack-line", name=naming.name_or_other(lack.by), ground=ground)
    said = f"lack-said-{lack.reason}"
    return say("lack-said", line=line, said=say(said)) if naming.texts.knows(said) else line


def _part(lack: Lack, naming: Naming, whole: Sequence[Category]) -> str:
    told = [category for category in lack.categories if category in whole]
    if not told or len(told) == len(whole):
        return ""
    return naming.texts.names(tuple(naming.texts.say(f"category-{category}") for category in told))
