"""One cell of the genogram as a line of the record: whoever reads the list reads words, not the form it is kept in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from hub.terms.answers import Value
from hub.terms.ids import PersonId
from hub.terms.lists import Level
from hub.web.genogram.facts import FIELD, BondKind, Sex, Way
from hub.web.texts import Texts


def write_genogram(
    value: Value, people: Mapping[PersonId, str], name: Callable[[PersonId], str], texts: Texts
) -> tuple[str, ...]:
    """The words; empty for another field, and for a form that nobody can read here.

    Without names where the value is released without. Whoever is not among `people` is left out.
    """
    content = value.content
    if value.field != FIELD or not isinstance(content, dict):
        return ()
    nameless = value.level is not Level.FULL
    called = {
        ref: texts.say("person-reference", reference=ref) if nameless else name(person)
        for person, ref in people.items()
    }
    kind = content.get("kind")
    if kind == "node":
        return tuple(filter(None, _node(content, texts)))
    if kind == "bond":
        return _bond(content, sorted(people.get(person, "") for person in value.persons), called, texts)
    return _descent(content, called, texts) if kind == "descent" else ()


def _node(content: Mapping[str, object], texts: Texts) -> Iterable[str]:
    if _is_word(Sex, content.get("sex")):
        yield texts.say(f"sex-{content['sex']}")
    if isinstance(content.get("age"), str):
        yield texts.say("genogram-line-age", age=str(content["age"]))
    yield _day("genogram-line-born", content.get("born"), texts)
    yield _day("genogram-line-deceased", content.get("deceased"), texts)
    homes = content.get("household")
    if isinstance(homes, list) and homes:
        names = texts.names(tuple(map(str, homes)))
        yield texts.say("genogram-line-home", count=len(homes), names=names)
    if content.get("focus") is True:
        yield texts.say("genogram-focus")


def _bond(content: Mapping[str, object], pair: list[str], called: Mapping[str, str], texts: Texts) -> tuple[str, ...]:
    if len(pair) != 2 or not called.keys() >= set(pair) or not _is_word(BondKind, content.get("bond")):
        return ()
    return (texts.say(f"bond-{content['bond']}", one=called[pair[0]], other=called[pair[1]]),)


def _descent(content: Mapping[str, object], called: Mapping[str, str], texts: Texts) -> tuple[str, ...]:
    child, parents, way = str(content.get("child")), content.get("parents"), content.get("as", Way.BIRTH.value)
    known = tuple(called[str(one)] for one in parents if str(one) in called) if isinstance(parents, list) else ()
    if child not in called or not known or not _is_word(Way, way):
        return ()
    return (texts.say(f"genogram-line-{way}", child=called[child], names=texts.names(known)),)


def _is_word(words: type[StrEnum], said: object) -> bool:
    return any(said == word.value for word in words)


def _day(text: str, said: object, texts: Texts) -> str:
    try:
        return texts.say(text, day=texts.plain_day(date.fromisoformat(said))) if isinstance(said, str) else ""
    except ValueError:
        return ""
