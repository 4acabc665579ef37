"""Names in a case that mean nothing: the schema cannot see them."""

from collections.abc import Iterable, Iterator

from hub.rulebook.people import Case


def broken_references(case: Case) -> Iterator[str]:
    """Place and kind of every name of a person, principal or entry that is not in the case."""
    people, staff, held = (frozenset(case.get(key, ())) for key in ("persons", "principals", "entries"))
    parts = frozenset(part for one in case.get("entries", {}).values() for part in one.get("parts", ()))
    ask = case["ask"]
    yield from _unknown("ask.principal", [ask["principal"]], staff, "principal")
    yield from _unknown("ask.audience", [_who(one) for one in ask.get("audience", ())], staff, "principal")
    yield from _unknown("ask.about", ask.get("about", ()), people, "person")
    yield from _unknown("ask.entries", ask.get("entries", ()), held, "entry")
    yield from _unknown("ask.details.entries", ask.get("details", {}).get("entries", ()), held, "entry")
    for ref, consent in case.get("consents", {}).items():
        place = f"consents.{ref}"
        yield from _unknown(f"{place}.for", consent["for"], people, "person")
        yield from _unknown(f"{place}.entries", consent.get("entries", ()), held | parts, "entry")
        for key in ("signed", "refused", "withdrawn"):
            signers = [one if isinstance(one, str) else one["by"] for one in consent.get(key, ())]
            yield from _unknown(f"{place}.{key}", signers, people, "person")
    yield from _broken_releases(case, people)
    yield from _broken_entries(case, people)


def _broken_releases(case: Case, people: frozenset[str]) -> Iterator[str]:
    for ref, release in case.get("releases_203", {}).items():
        yield from _unknown(f"releases_203.{ref}.by", [release["by"]], people, "person")


def _broken_entries(case: Case, people: frozenset[str]) -> Iterator[str]:
    held = case.get("entries", {})
    for ref, entry in held.items():
        for key in ("about", "entrusted_by"):
            parts = [person for part in entry.get("parts", {}).values() for person in part.get(key, ())]
            yield from _unknown(f"entries.{ref}.{key}", [*entry.get(key, ()), *parts], people, "person")
        original = [entry["extract_of"]] if "extract_of" in entry else []
        yield from _unknown(f"entries.{ref}.extract_of", original, frozenset(held), "entry")


def _who(one: str | Case) -> str:
    return one if isinstance(one, str) else str(one["who"])


def _unknown(place: str, names: Iterable[str], known: frozenset[str], kind: str) -> Iterator[str]:
    if not known.issuperset(names):
        yield f"{place}: no such {kind} in this case"
