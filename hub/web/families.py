"""My families, and the search among them. A query never stands in an address: it is a name."""

from flask import Blueprint, abort, render_template, request

from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.web.family_rows import ORDERS, make_columns, make_rows
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number

families = Blueprint("families", __name__)

LONGEST_QUERY = 100


@families.get("/familien")
def show_families() -> str:
    """The families that are the principal's own task, for the first purpose of the role."""
    places, order = request.args.getlist("nach"), request.args.get("sortierung", "nummer")
    if len(places) > 1 or not all(map(is_number, places)) or order not in ORDERS:
        abort(422)
    return _page(Asked(after=FamilyNumber(places[0]) if places else None), order)


@families.post("/familien")
def find_families() -> str:
    """Those of them that a case number, names or a date of birth find. Unknown and out of reach: the same page."""
    query = request.form.get("suche", "").strip()
    if not query or len(query) > LONGEST_QUERY:
        abort(422)
    return _page(Asked(query=query), "nummer")


def _page(asked: Asked, order: str) -> str:
    purpose, descending = _purpose(), request.args.get("richtung") == "ab"
    glances = desk().list_own(principal(), purpose, asked, now())
    rows = sorted(make_rows(glances, now(), texts()), key=ORDERS[order], reverse=descending)
    opens = {} if asked.query else {"zweck": purpose.value}
    columns = make_columns(order, texts(), descending=descending)
    return render_template(
        "families.html",
        texts=texts(),
        purpose=purpose,
        query=asked.query,
        columns=[column for column in columns if column.key != "termin" or not asked.query],
        rows=rows,
        opens=opens,
        next=glances.next,
    )


def _purpose() -> Purpose:
    purposes = desk().purposes(principal())
    return purposes[0] if purposes else abort(403)
