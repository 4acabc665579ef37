"""„Einwilligung anfragen“: to the worker who knows the person, never to the family as pressure (J4)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.asking import AskOutcome, AskWish
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talks import TalkDesk
from hub.web.days import read_day
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.talk_form import MONTHS
from hub.web.talk_list import CATEGORIES, open_desk, until_after

asking = Blueprint("asking", __name__)

Page = Response | str | tuple[str, int]
PATH = "/familien/<number>/einwilligungen/anfrage"


@asking.get(PATH)
def show_asking(number: str) -> Page:
    """The form: about whom, what, for what exactly, until when."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    return purpose if not isinstance(purpose, Purpose) else _form(open_desk(number, purpose), AskOutcome())


@asking.post(PATH)
def send_request(number: str) -> Page:
    """Send it, and say to whom and by when an answer comes."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    found = open_desk(number, purpose)
    people = {word: person for person, word in Naming(found.disclosure, texts()).people.items()}
    form, length = request.form, request.form.get("bis", "")
    wish = AskWish(
        number=FamilyNumber(number),
        purpose=purpose,
        person=people.get(form.get("person", "")),
        categories=tuple(dict.fromkeys(form.getlist("kategorie"))),
        aim=form.get("fuer", ""),
        why=form.get("wofuer", ""),
        until=until_after(int(length)) if length in MONTHS else read_day(form.get("bis_tag", "")),
    )
    outcome = desk().talks.request(principal(), wish, now())
    if outcome is None:
        abort(404)
    return (_form(found, outcome), 422) if outcome.faults else _form(found, outcome)


@asking.post(f"{PATH}/<uuid:asked>")
def answer(number: str, asked: UUID) -> Page:
    """The family is not asked now."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    if not desk().talks.decline(principal(), Wanted(FamilyNumber(number), purpose), str(asked), now()):
        abort(404)
    return redirect(url_for("talk_prepare.show_talks", number=number, zweck=purpose.value), 303)


def _form(found: TalkDesk, outcome: AskOutcome) -> str:
    naming = Naming(found.disclosure, texts())
    return render_template(
        "asking.html",
        texts=texts(),
        number=found.disclosure.family,
        purpose=found.disclosure.purpose,
        outcome=outcome,
        form=request.form,
        today=legal_day(now()),
        persons=[(naming.reference(one), naming.name(one)) for one in found.persons],
        categories=[(one.value, texts().say(f"category-{one}")) for one in CATEGORIES],
        purposes=[(one.value, texts().say(f"purpose-{one}")) for one in found.purposes],
        months=MONTHS,
        sent=[(one, naming.name(one.person)) for one in found.requests if one.asked_by == principal().id],
    )
