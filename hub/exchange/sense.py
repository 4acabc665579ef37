"""What cannot be so: times that end before they begin, a child that holds its own custody."""

from collections.abc import Iterator, Mapping

from hub.exchange.reading import Document

SPANS: Mapping[str, tuple[str, str]] = {
    "posts": ("from", "to"),
    "assignments": ("from", "to"),
    "deputies": ("from", "to"),
    "consents": ("from", "to"),
    "custody": ("from", "until"),
    "betreuer": ("from", "until"),
}
"""Lists whose items last from a day to a day, both inclusive."""

LIVES = (("born", "deceased_on"), ("conflict_since", "conflict_until"))


def senseless(document: Document) -> Iterator[str]:
    """What cannot be so in one member of staff or one family, as lines `place: what`."""
    for name, (first, last) in SPANS.items():
        for number, item in enumerate(document.get(name, ())):
            if isinstance(item, Mapping) and _is_reversed(item, first, last):
                yield f"{name}[{number}]: {last} lies before {first}"
    for number, person in enumerate(document.get("persons", ())):
        place = f"persons[{number}]"
        yield from (
            f"{place}: {last} lies before {first}" for first, last in LIVES if _is_reversed(person, first, last)
        )
        yield from (f"{place}.{line}" for line in senseless(person))
        yield from (f"{place}.{line}" for line in _own_holders(person))


def _own_holders(person: Document) -> Iterator[str]:
    for name in ("custody", "betreuer"):
        for number, item in enumerate(person.get(name, ())):
            if person["id"] == (item if isinstance(item, str) else item["holder"]):
                yield f"{name}[{number}].holder: nobody holds this for themselves"


def _is_reversed(item: Document, first: str, last: str) -> bool:
    """Days as text sort as days."""
    return first in item and last in item and item[last] < item[first]
