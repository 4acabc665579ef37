"""What lets an erasure of the journal be put back in a test: a leaf as a recovery leaves it, or both agencies' word."""

from datetime import datetime
from pathlib import Path

import orjson

from hub.exchange.replaying import vouch
from hub.terms.ids import FamilyNumber, new_id
from tests.kreis import Kreis, books

MIRRORED = """
insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
select tenant_id, %(id)s::uuid, 'mirror', %(leaf)s, %(id)s::uuid, 1 from identity.login where login_name = 'hub_loader'
"""


def came_back(kreis: Kreis, day: str, event: str = "record.erased") -> str:
    """A leaf of such a kind and day lies in the database as a witness kept it, without its words; its id."""
    leaf = {"id": new_id(), "t": event, "er": {"rc": "family_record", "to": day}}
    kreis.superuser().execute(MIRRORED, {"id": leaf["id"], "leaf": orjson.dumps(leaf)})
    return str(leaf["id"])


def says(kreis: Kreis, agency: str, number: FamilyNumber, folder: Path, at: datetime | None = None) -> None:
    """One agency's word by the program."""
    group = agency, kreis.urls.url(f"hub_{agency}")
    vouch(books(), kreis.keys, group, folder, (number, "Ada Muster", at or kreis.at))
