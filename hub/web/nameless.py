"""„Kollegiale Fallberatung ohne Namen“: the sheet of „Familie A“, the clock, and the way to stop it (J6, I3)."""

import re

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.nameless import (
    LONGEST,
    PHASES,
    Check,
    Outcome,
    SheetFault,
    SheetState,
    Sitting,
    Table,
    Wish,
    Words,
)
from hub.web.here import desk, now, principal, texts

nameless = Blueprint("nameless", __name__)

Page = Response | str | tuple[str, int]
PATH = "/konferenzen/<number>/ohne-namen"
NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")
SHOW = "zeigen"
_BRINGING = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT})
_NOTHING = Wish(FamilyNumber(""), Words())


@nameless.get(PATH)
def show_table(number: str) -> Page:
    """The sheet, where there is one; else the way to bring one, to whoever has a case."""
    return _page(_table(number))


@nameless.post(PATH)
def bring_sheet(number: str) -> Page:
    """Look at what the sheet would be, or show it, by the button that was pressed."""
    wish, verb = _read(), desk().nameless.show if request.form.get("tun") == SHOW else desk().nameless.prepare
    outcome = verb(_sitting(number), wish)
    if outcome is None:
        abort(404)
    if not outcome.faults and outcome.drafted is None:
        return redirect(url_for("nameless.show_table", number=number, thema=_position()), 303)
    return _page(_table(number), wish, outcome), 422 if outcome.faults else 200


@nameless.post(f"{PATH}/erkannt")
def stop(number: str) -> Page:
    """„Ich erkenne die Familie“: it ends for everybody, and nobody is asked who is meant."""
    if desk().nameless.recognise(_sitting(number)) is None:
        abort(404)
    return redirect(url_for("nameless.show_table", number=number, thema=_position()), 303)


@nameless.get(f"{PATH}/druck")
def print_sheet(number: str) -> Page:
    """The same sheet on paper."""
    table = _table(number)
    if table.sheet is None:
        return redirect(url_for("nameless.show_table", number=number, thema=_position()), 303)
    return render_template("nameless-print.html", texts=texts(), table=table, letter=_letter(table))


@nameless.get(f"{PATH}/stand")
def show_stand(number: str) -> Response:
    """Whether it was stopped: a page that is open asks every few seconds. Nothing of a family is in the answer."""
    state = desk().nameless.stand(_sitting(number))
    if state is None:
        abort(404)
    return jsonify({"state": state.value})


def _page(table: Table, wish: Wish = _NOTHING, outcome: Outcome = Outcome()) -> str:
    brings = table.state is SheetState.NONE and table.is_open and principal().agency in _BRINGING
    return render_template(
        "nameless.html",
        texts=texts(),
        table=table,
        letter=_letter(table),
        states=SheetState,
        phases=PHASES,
        checks=tuple(Check),
        longest=LONGEST,
        families=desk().assigned(principal(), now()) if brings else (),
        wish=wish,
        faults=outcome.faults,
        drafted=outcome.drafted,
        wrong=SheetFault,
        stopped_at=texts().moment(table.stopped_at) if table.stopped_at else "",
    )


def _table(number: str) -> Table:
    table = desk().nameless.look(_sitting(number))
    if table is None:
        abort(404)
    return table


def _sitting(number: str) -> Sitting:
    if not NUMBER.fullmatch(number):
        abort(404)
    return Sitting(principal(), number, _position(), now())


def _position() -> int:
    said = request.values.get("thema", "1")
    return int(said) if said.isdecimal() and len(said) <= 2 else 0


def _letter(table: Table) -> str:
    """„Familie A“ is the first topic, „Familie B“ the second."""
    return chr(ord("A") + table.position - 1)


def _read() -> Wish:
    form, known = request.form, {check.value: check for check in Check}
    said = Words(*(" ".join(form.get(name, "").split(" ")) for name in ("lage", "versucht", "frage")))
    checked = frozenset(known[one] for one in form.getlist("geprueft") if one in known)
    return Wish(FamilyNumber(form.get("familie", "")), said, checked)
