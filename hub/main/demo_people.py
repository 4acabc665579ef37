"""The invented people of the demo Kreis, as its provider of identity knows them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hub.exchange.directory import OVERSIGHT
from hub.terms.lists import Role
from hub.web.demo_provider import DemoAccount
from hub.web.desk import Group

NAMES = ("given_name", "family_name")


def demo_accounts(home: Path) -> list[DemoAccount]:
    """The people of the demo Kreis, as its load file names them."""
    document = json.loads((home / "demo" / "kreis.json").read_text(encoding="utf-8"))
    agencies = {agency["id"]: agency for agency in document["agencies"]}
    staff = [
        DemoAccount(
            subject=one["id"],
            name=one["name"],
            role=Role(one["posts"][0]["role"]),
            agency_name=agencies[one["posts"][0]["agency"]]["name"],
            home=_home(one["posts"][0], agencies[one["posts"][0]["agency"]]["kind"]),
        )
        for one in document["staff"]
    ]
    return [*staff, *_family_accounts(document)]


def _family_accounts(document: Mapping[str, Any]) -> Iterator[DemoAccount]:
    """Members of families, by the names in their cells: in the demo its provider of identity knows them."""
    for family in document.get("families", ()):
        for one in family.get("accounts", ()):
            named = {
                cell["field"]: cell["value"]
                for cell in reversed(family.get("cells", ()))
                if cell["persons"] == [one["person"]] and cell["field"] in NAMES and "value" in cell
            }
            name = " ".join(named[part] for part in NAMES if part in named) or one["subject"]
            yield DemoAccount(one["subject"], name, Role(one["role"]), family["number"], Group.FAMILY)


def _home(post: dict[str, str], kind: str) -> Group:
    return Group.OVERSIGHT if Role(post["role"]) in OVERSIGHT else Group(kind)
