"""Members of families who sign in. No name of theirs is kept in clear: they are called by the case number."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from hub.exchange.families import EVER
from hub.exchange.issuers import Issuers
from hub.exchange.reading import Document
from hub.exchange.walk import Walk
from hub.terms.ids import new_id


def read_accounts(walk: Walk, issuers: Issuers) -> tuple[Mapping[str, Any], ...]:
    """Rows for members of this family who sign in: each under the id of the person, called by the case number."""
    rows: list[Mapping[str, Any]] = []
    for number, one in enumerate(walk.document.get("accounts", ())):
        place = f"accounts[{number}]"
        person, issuer = walk.person(f"{place}.person", one["person"]), issuers.find(one.get("issuer"))
        if issuer is None:
            walk.fault(f"{place}.issuer", "no such issuer in the settings")
        rows.append(
            {
                "person": person,
                "post": new_id(),
                "ref": f"{walk.document['number']}/{one['person']}",
                "name": walk.document["number"],
                "pseudonym": f"A-{secrets.randbelow(10**6):06}",
                "issuer": issuer,
                "subject": one["subject"],
                "role": one["role"],
                "since": EVER,
            }
        )
    return tuple(rows)


def accounts_twice(document: Document) -> Iterator[str]:
    """Places of accounts whose subject somebody else of the file has at the same issuer, or whose person has one."""
    seen = {(one.get("issuer"), one["id"]) for one in document.get("staff", ())}
    for position, family in enumerate(document.get("families", ())):
        people: set[str] = set()
        for number, one in enumerate(family.get("accounts", ())):
            key = (one.get("issuer"), one["subject"])
            if key in seen or one["person"] in people:
                yield f"families[{position}].accounts[{number}]: given twice"
            seen.add(key)
            people.add(one["person"])
