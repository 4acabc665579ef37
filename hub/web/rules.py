"""The rules for reading: who may see which category of others' data for what, by version, and the rules behind it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

from flask import Blueprint, abort, render_template, request, url_for

from hub.terms.agreed import CellRef, Value
from hub.terms.lists import Category, Level, Purpose, Role
from hub.terms.rule_changes import OPEN, PROPOSERS
from hub.terms.rule_matrix import RuleMatrix, Said
from hub.web.here import desk, now, principal, texts

rules = Blueprint("rules", __name__)
MOST_NORMS = 2
_NUMBER = re.compile(r"R-\d{4}-\d{2,4}")
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True)
class Square:
    """One cell as the table shows it: its kind, its words, and where its rules stand."""

    kind: str
    words: str
    place: str
    is_agreed: bool


@rules.get("/regeln")
def show_rules() -> str:
    """The version in force."""
    return _show(None)


@rules.get("/regeln/<number>")
def show_version(number: str) -> str:
    """A version that is or was in force."""
    return _show(known_number(number))


@rules.get("/regeln/<number>/zelle")
def show_cell(number: str) -> str:
    """One cell with every rule that speaks of it."""
    role, category = word(Role, "funktion"), word(Category, "kategorie")
    purpose = word(Purpose, "zweck")
    if role is None or category is None or purpose is None:
        abort(404)
    found = desk().rules.cell(known_number(number), CellRef(category, role, purpose)) or not_there()
    return render_template("rules-cell.html", texts=texts(), cell=found, said=say(found.said, most=99), kind=kind)


def not_there() -> NoReturn:
    """The same answer for a number that is none and for one that there is not."""
    abort(404)


def known_number(typed: str) -> str:
    """A number as versions and proposals bear it; anything else is not there."""
    return typed if _NUMBER.fullmatch(typed) else not_there()


def word(words: type[_Word], key: str) -> _Word | None:
    """A word of a closed list out of the address or the form; None where it is none."""
    return read_word(words, request.values.get(key, ""))


def read_word(words: type[_Word], sent: str) -> _Word | None:
    """The word of a closed list that was sent; None where it is none."""
    return next((one for one in words if one.value == sent), None)


def say(said: Said, most: int = MOST_NORMS) -> str:
    """What a cell says, in the words of the form."""
    if said.way in ("law", "occasion"):
        norms = "; ".join(said.norms[:most]) + (" …" if len(said.norms) > most else "")
        return texts().say(f"rules-way-{said.way}", norms=norms)
    if said.way != "consent":
        return texts().say("rules-way-own" if said.way == "own" else "rules-way-never")
    return texts().say(f"rules-way-consent-{said.level.id}")


def kind(said: Said) -> str:
    """How a cell looks: by its value, never by colour alone."""
    if said.way == "consent":
        return "result" if said.level is Level.PSEUDONYMISED else "consent"
    return said.way if said.way in ("law", "occasion") else "never"


def _show(number: str | None) -> str:
    role = word(Role, "funktion")
    if role is None and "funktion" in request.args:
        abort(404)
    found = desk().rules.matrix(number, role) or not_there()
    proposals = desk().rules.proposals(principal(), now())
    return render_template(
        "rules.html",
        texts=texts(),
        matrix=found,
        rows=[(row.category, _squares(found, row.category, row.said)) for row in found.rows],
        versions=desk().rules.versions(),
        proposals=proposals,
        is_open=OPEN.__contains__,
        may_propose=principal().role in PROPOSERS,
        agreed=[(cell, value, reason) for cell, (value, reason) in found.agreed.items() if value is not Value.CONSENT],
    )


def _squares(matrix: RuleMatrix, category: Category, said: tuple[Said, ...]) -> list[Square]:
    squares = []
    for purpose, one in zip(matrix.purposes, said, strict=True):
        place = url_for(
            "rules.show_cell",
            number=matrix.version.number,
            funktion=matrix.role,
            kategorie=category,
            zweck=purpose,
        )
        agreed = matrix.agreed.get(CellRef(category, matrix.role, purpose))
        squares.append(Square(kind(one), say(one), place, agreed is not None and agreed[0] is not Value.CONSENT))
    return squares
