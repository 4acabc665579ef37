"""Staff enter a withdrawal that reached them by phone, on paper or in person; or that a paper was a mistake (D27)."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.terms.clock import BERLIN
from hub.terms.consents import ConsentChoice, ConsentView, PaperStory, Stand, TakenBack
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Effect, Purpose
from hub.terms.parts import Wanted
from hub.terms.withdrawing import VoidReason, VoidWish, WithdrawalFault, WithdrawalOutcome, WithdrawalWish
from hub.web.consents import label
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.withdraw_form import read_moment, read_part

withdraw = Blueprint("withdraw", __name__)

Page = Response | str | tuple[str, int]
PATH = "/familien/<number>/einwilligungen/<ref>"
WAYS = ("phone", "paper", "in_person")
OVER = frozenset({Stand.INVALID, Stand.ENDED})


@dataclass(frozen=True, repr=False)
class Shown:
    """One paper as its page shows it: whose yes can be taken back, of whom, what, from whom. By words of the form."""

    view: ConsentView
    paper: PaperStory
    naming: Naming
    signers: tuple[tuple[str, str], ...]
    persons: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]

    @property
    def people(self) -> dict[str, PersonId]:
        """Everybody who may be named here, by the word of the form."""
        return {word: person for person, word in self.naming.people.items()}

    def lost(self, back: TakenBack) -> dict[str, str]:
        """Who may not see what of whom any more, in words."""
        said = texts().names
        persons = back.persons or self.paper.persons
        categories = back.categories or self.paper.categories
        keys = back.recipients or self.paper.recipients
        return {
            "recipients": said(tuple(name for key, name in self.recipients if key in keys)),
            "categories": said(tuple(texts().say(f"category-{one}") for one in categories)),
            "persons": self.naming.names(persons),
        }


@withdraw.get(f"{PATH}/widerruf")
def show_withdrawal(number: str, ref: str) -> Page:
    """The form: two steps, no reason."""
    found = _open(number, ref)
    return found if not isinstance(found, Shown) else _form(found, MultiDict())


@withdraw.post(f"{PATH}/widerruf")
def enter_withdrawal(number: str, ref: str) -> Page:
    """Enter it. Sent twice, it is one withdrawal."""
    found = _open(number, ref)
    if not isinstance(found, Shown):
        return found
    form, people = request.form, found.people
    received, by = read_moment(form, now()), people.get(form.get("wer", ""))
    if received is None or by is None:
        unfit = {"when": received is None, "person": by is None}
        return _form(found, form, tuple(name for name, is_wrong in unfit.items() if is_wrong)), 422
    wish = WithdrawalWish(
        number=FamilyNumber(number),
        purpose=found.view.disclosure.purpose,
        ref=ref,
        by=by,
        received_at=received,
        told=form.get("weg", "") if form.get("weg") in WAYS else "",
        part=read_part(form, people),
    )
    outcome = desk().withdrawals.enter(principal(), wish, now())
    if outcome is None:
        abort(404)
    if outcome.faults:
        return _form(found, form, tuple(fault.value for fault in outcome.faults)), 422
    purpose = found.view.disclosure.purpose.value
    return redirect(url_for("withdraw.show_withdrawn", number=number, ref=ref, zweck=purpose), 303)


@withdraw.get(f"{PATH}/widerrufen")
def show_withdrawn(number: str, ref: str) -> Page:
    """What is so from now on, as the paper says it."""
    found = _open(number, ref)
    if not isinstance(found, Shown):
        return found
    if not found.paper.taken_back:
        abort(404)
    back = max(found.paper.taken_back, key=lambda one: (one.entered_at or one.received_at, one.received_at))
    said = found.lost(back) | {"name": found.naming.name_or_other(back.by), "at": texts().moment(back.received_at)}
    late = back.entered_at is not None and back.entered_at > back.received_at
    return render_template("withdrawn.html", texts=texts(), shown=found, said=said, is_late=late)


@withdraw.route(f"{PATH}/irrtum", methods=["GET", "POST"])
def call_mistake(number: str, ref: str) -> Page:
    """Call a paper a mistake, with why. The entry stays."""
    found = _open(number, ref)
    if not isinstance(found, Shown):
        return found
    faults: tuple[str, ...] = ()
    purpose = found.view.disclosure.purpose
    if request.method == "POST":
        wish = VoidWish(FamilyNumber(number), purpose, ref, request.form.get("grund", ""))
        outcome: WithdrawalOutcome | None = desk().withdrawals.void(principal(), wish, now())
        if outcome is None:
            abort(404)
        if not outcome.faults:
            back = url_for("family.show_consents", number=number, zweck=purpose.value)
            return redirect(f"{back}#{ref}", 303)
        faults = tuple(fault.value for fault in outcome.faults)
    page = render_template(
        "void.html", texts=texts(), shown=found, reasons=[one.value for one in VoidReason], faults=faults
    )
    return page, 422 if faults else 200


def _open(number: str, ref: str) -> Shown | tuple[str, int]:
    """The paper, after a look at the consents that is written down like any other; else the usual 404."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    view = desk().consents.open(principal(), Wanted(FamilyNumber(number), purpose), ConsentChoice(), now())
    paper = next((one for one in view.papers if one.ref == ref), None)
    if view.disclosure.effect is Effect.DENY or paper is None or paper.stand in OVER:
        abort(404)
    naming = Naming(view.disclosure, texts())
    signers = naming.in_order({said.by for said in paper.said if said.is_yes and said.by is not None})
    return Shown(
        view=view,
        paper=paper,
        naming=naming,
        signers=tuple((naming.reference(one), naming.name(one)) for one in signers),
        persons=tuple((naming.reference(one), naming.name(one)) for one in naming.in_order(paper.persons)),
        categories=tuple((one.value, texts().say(f"category-{one}")) for one in paper.categories),
        recipients=tuple(
            (one.key, label(one, naming, texts())) for one in view.recipients if one.key in paper.recipients
        ),
    )


def _form(shown: Shown, form: "MultiDict[str, str]", faults: tuple[str, ...] = ()) -> str:
    local = now().astimezone(BERLIN)
    return render_template(
        "withdraw.html",
        texts=texts(),
        shown=shown,
        form=form,
        faults=faults,
        ways=WAYS,
        day=form.get("tag", f"{local:%d.%m.%Y}"),
        hour=form.get("uhrzeit", f"{local:%H:%M}"),
        only=shown.signers[0][0] if len(shown.signers) == 1 else "",
        nothing=WithdrawalFault.NOTHING_NAMED.value,
    )
