"""Changing the rules: the form, a proposal with what it would change, and the steps that people take on it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.agreed import AGREED, Value
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose
from hub.terms.rule_changes import (
    BANDS,
    BY_PEOPLE,
    LONGEST,
    MOST_CELLS,
    OPEN,
    OVER_UNDONE,
    PROPOSERS,
    REASON_LENGTH,
    Counts,
    Opinion,
    Proposal,
    Stand,
    StepFault,
    StepKind,
    StepWish,
    lacking_releases,
    lacking_statements,
)
from hub.terms.rule_matrix import Drafted, Moved, ProposalView
from hub.terms.rule_wishes import CellWish, Fault, Wrong
from hub.web.days import read_day
from hub.web.here import desk, now, principal, texts
from hub.web.rule_cells import PLACES, CellForm, hidden_fields, is_about_cells, read_cells
from hub.web.rules import known_number, not_there, say, word

rule_changes = Blueprint("rule_changes", __name__)
CATEGORIES = tuple(one for one in Category if one not in (Category.NONE, Category.SINGLE_NOTE))
_FIELDS = {"reason": "begruendung", "day": "ab", "too_many": "mehr"}
"""Where on the form a fault is mended that is no cell's."""
_STATUS = {StepFault.OPINION: 422, StepFault.WORDS: 422, StepFault.DPIA: 422, StepFault.UNVOUCHED: 503}


@rule_changes.get("/regeln/vorschlag")
def show_form() -> str:
    """The form, filled in where the address names a cell."""
    return _form(None)


@rule_changes.post("/regeln/vorschlag")
def send_form() -> Response | str | tuple[str, int]:
    """Look what it would change; or propose it, once. What was typed stays where something is to be mended."""
    if is_about_cells(request.form.get("tun", "")):
        return _form(None)
    wish = _wish()
    if request.form.get("tun") == "pruefen":
        return _form(desk().rules.consider(wish, now()))
    found = desk().rules.propose(principal(), wish, now())
    if found.number:
        return redirect(url_for("rule_changes.show_proposal", number=found.number), 303)
    return _form(found), 422


@rule_changes.get("/regeln/vorschlag/<number>")
def show_proposal(number: str) -> str:
    """What it changes, how many it concerns, who said what, and what one can do with it oneself."""
    return _page(number, None)


@rule_changes.post("/regeln/vorschlag/<number>")
def take_step(number: str) -> Response | tuple[str, int]:
    """State, release, refuse or withdraw. Sent twice, the second is told so."""
    what = word(StepKind, "schritt")
    if what not in BY_PEOPLE:
        abort(422)
    wish = StepWish(
        known_number(number),
        what,
        word(Opinion, "haltung"),
        request.form.get("worte", "")[: LONGEST + 1],
        request.form.get("dsfa", "")[: LONGEST + 1],
    )
    fault = desk().rules.take_step(principal(), wish, now())
    if fault is StepFault.GONE:
        not_there()
    if fault is StepFault.NOT_YOURS:
        abort(403)
    if fault is not None:
        return _page(number, fault), _STATUS.get(fault, 409)
    return redirect(url_for("rule_changes.show_proposal", number=number, getan=what.value), 303)


@rule_changes.get("/freigaben")
def show_releases() -> str:
    """What waits for one's own release, and what else is open."""
    known = desk().rules.proposals(principal(), now())
    views = [one for one in known if one.stand in OPEN]
    missed = [one for one in known if one.stand is Stand.MISSED]
    mine = [one for one in views if StepKind.RELEASED in one.may]
    others = [one for one in views if StepKind.RELEASED not in one.may]
    return render_template("releases.html", texts=texts(), mine=mine, others=others, missed=missed, lacks=lacks)


def lacks(view: ProposalView) -> str:
    """Who has not spoken yet: the officers first, then the leads; empty where nobody is waited for."""
    statements, releases = lacking_statements(view.proposal), lacking_releases(view.proposal)
    if statements:
        return texts().say("rules-lacks-statement", who=texts().names(tuple(_side(one) for one in statements)))
    if releases:
        leads = tuple(texts().say(f"rules-lead-{one}") for one in releases)
        return texts().say("rules-lacks-release", who=texts().names(leads))
    return ""


def _side(agency: str) -> str:
    return texts().say(f"agency-{agency}")


def _page(number: str, fault: StepFault | None) -> str:
    found = desk().rules.proposal(principal(), known_number(number), now()) or not_there()
    done = word(StepKind, "getan") if request.method == "GET" else None
    return render_template(
        "rule-proposal.html",
        texts=texts(),
        view=found,
        lines=[_line(one) for one in found.moved],
        effect=_effect(found.counts) if found.counts is not None else "",
        lacks=lacks(found) if found.stand in OPEN else "",
        fault=fault,
        done=done if done in BY_PEOPLE else None,
        form=request.form,
        opinions=tuple(Opinion),
        longest=LONGEST,
        least=REASON_LENGTH,
        me=principal(),
        renewed=_renewed(found.proposal),
        may_renew=found.stand in OVER_UNDONE and principal().role in PROPOSERS,
    )


def _renewed(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """What the form would send to propose the same again, from tomorrow on."""
    tomorrow = f"{legal_day(now()) + timedelta(days=1):%d.%m.%Y}"
    return (*hidden_fields(proposal.cells), ("begruendung", proposal.reason), ("ab", tomorrow))


def _line(moved: Moved) -> dict[str, str]:
    cell = moved.cell
    where = texts().say(
        "rules-cell-name",
        role=texts().say(f"role-{cell.role}"),
        category=texts().say(f"category-{cell.category}"),
        purpose=texts().say(f"purpose-{cell.purpose}"),
    )
    return {"where": where, "gone": say(moved.before), "new": say(moved.after)}


def _effect(counts: Counts) -> str:
    """„3 Familien, 4 Personen – 4 Zellen enger, 0 weiter“, or in bands."""
    numbers = {name: getattr(counts, name) for name in ("families", "persons", "narrower", "wider")}
    if counts.is_exact:
        return texts().say("rules-effect", **numbers)
    return texts().say("rules-effect-banded", **{name: _band(number) for name, number in numbers.items()})


def _band(number: int) -> str:
    place = BANDS.index(number)
    if place == 0:
        return texts().say("rules-band-few", smallest=BANDS[1])
    if place + 1 == len(BANDS):
        return texts().say("rules-band-many", least=number)
    return texts().say("rules-band", least=number, most=BANDS[place + 1] - 1)


def _wish() -> CellWish:
    first, *also = [one.wanted for one in read_cells(request.form)]
    return CellWish(
        first.category,
        first.role,
        first.purpose,
        first.value,
        request.form.get("begruendung", "")[: LONGEST + 1],
        read_day(request.form.get("ab", "")),
        tuple(also),
    )


def _form(found: Drafted | None) -> str:
    matrix = desk().rules.matrix(None, None) or not_there()
    cells = read_cells(request.values, request.form.get("tun", ""))
    faults = [] if found is None else [(_place(one, cells), _say(one, len(cells))) for one in found.faults]
    return render_template(
        "rule-form.html",
        texts=texts(),
        version=matrix.version,
        kept=request.values,
        cells=cells,
        can_add=len(cells) < MOST_CELLS,
        categories=CATEGORIES,
        roles=matrix.roles,
        purposes=tuple(Purpose)[:6],
        values=(*AGREED, Value.LAW),
        faults=faults,
        faulty={place for place, _ in faults},
        found=found if found is not None and not found.faults else None,
        lines=[_line(one) for one in found.moved] if found is not None else [],
        longest=LONGEST,
    )


def _place(fault: Fault, cells: Sequence[CellForm]) -> str:
    if fault.wrong in _FIELDS:
        return _FIELDS[fault.wrong]
    return PLACES.get(fault.wrong, "wert") + cells[fault.place].suffix


def _say(fault: Fault, cells: int) -> str:
    """What is wrong; of several cells with the number of the one that it is about."""
    words: dict[str, str | int] = {
        "norms": "; ".join(fault.norms),
        "sentence": fault.sentence,
        "least": REASON_LENGTH,
        "most": MOST_CELLS,
    }
    said = texts().say(f"rules-wrong-{fault.wrong}", **words)
    is_of_one = cells > 1 and fault.wrong not in (*_FIELDS, Wrong.FINDING)
    return texts().say("rules-wrong-at", number=fault.place + 1, said=said) if is_of_one else said
