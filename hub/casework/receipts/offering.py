"""Receipts on pages: the look that finds one, and the file that is made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock

from hub.casework.parts import NAMES
from hub.casework.receipts.content import Maker
from hub.casework.receipts.making import file_name, renderer
from hub.casework.receipts.words import Words
from hub.gate.accounting import controllers_of
from hub.gate.house import House
from hub.gate.receipts import look_at_receipt
from hub.terms.access import AccessRequest, Act
from hub.terms.answers import Disclosure
from hub.terms.consents import Accounted
from hub.terms.ids import PersonId
from hub.terms.lists import Level
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.receipts import Format, ReceiptFile, ReceiptView, Which

MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.TXT: "text/plain; charset=utf-8",
    Format.JSONLD: "application/ld+json",
}

_ORDER = ("given_name", "family_name")


@dataclass(frozen=True, repr=False)
class Receipts:
    """Receipts of consents, for one process group."""

    house: House
    words: Words

    def open(self, principal: Principal, wanted: Wanted, which: Which, at: datetime) -> ReceiptView:
        """A look by staff at one paper; written down as a look at consents, or as a refusal."""
        purpose, number = wanted.purpose, wanted.number
        request = AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at, only=NAMES)
        return look_at_receipt(self.house, request, which)

    def write(self, view: ReceiptView, form: Format, at: datetime) -> ReceiptFile:
        """The file of a look that found one. Raises LookupError for a look that found none."""
        one = view.receipt
        if one is None:
            raise LookupError("there is no receipt in this look")
        house = self.house
        maker = Maker(self.words, house.policies.catalogue, controllers_of(house), at, called(view.disclosure))
        with self._alone:  # one compiler for a process; it is not made for several threads at once
            content = self._renderers[form](one, maker)
        return ReceiptFile(file_name(one, form), MEDIA_TYPES[form], content)

    @cached_property
    def _renderers(self) -> Mapping[Format, Callable[[Accounted, Maker], bytes]]:
        return {form: renderer(form) for form in Format}

    @cached_property
    def _alone(self) -> Lock:
        return Lock()


def called(disclosure: Disclosure) -> Mapping[PersonId, str]:
    """The names of people, as far as the look shows them whole."""
    parts: dict[PersonId, dict[str, str]] = {}
    for value in reversed(disclosure.projection.shown):
        if value.field in NAMES and value.level is Level.FULL and len(value.persons) == 1:
            for person in value.persons:
                parts.setdefault(person, {})[value.field] = str(value.content)
    return {person: " ".join(one[name] for name in _ORDER if one.get(name)) for person, one in parts.items()}
