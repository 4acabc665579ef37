"""The pages of a family, side by side. The purpose goes with each link, so that it is asked once (G8)."""

from dataclasses import dataclass

from flask import request, url_for

from hub.terms.answers import Disclosure
from hub.web.here import desk, principal

_TABS = (
    ("family.show_family", "family-title"),
    ("family.show_people", "people-title"),
    ("family.show_consents", "consents-title"),
)


@dataclass(frozen=True)
class Tab:
    """A page of a family: where it is, and the id of its name."""

    address: str
    text: str
    is_here: bool


def tabs(disclosure: Disclosure) -> tuple[Tab, ...]:
    """For whoever may see this disclosure; what each page shows is decided there."""
    return tuple(
        Tab(
            url_for(route, number=disclosure.family, zweck=disclosure.purpose.value),
            text,
            request.endpoint == route,
        )
        for route, text in _TABS
        if route != "family.show_consents" or desk().consents.purposes(principal())
    )
