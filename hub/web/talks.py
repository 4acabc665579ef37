"""The talk itself, on the tablet: what matters first, one question at a time, check, sign, take a copy (J2)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.terms.clock import BERLIN
from hub.terms.confirming import ORAL_DAYS
from hub.terms.consent_forms import Form
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.talk_faults import SignFault
from hub.terms.talks import KeptTalk, Reply, Signed, TalkState, TalkWay, Whereabouts
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.talk_form import read_signed
from hub.web.talk_further import further
from hub.web.talk_information import told_in
from hub.web.talk_prepare import PATH
from hub.web.talk_print import copy_pdf, drawn
from hub.web.talk_words import TalkWriter

talks = Blueprint("talks", __name__)

Page = Response | str | tuple[str, int]
ONE = f"{PATH}/<uuid:talk>"


@talks.get(ONE)
def show_talk(number: str, talk: UUID) -> Page:
    """All screens of the talk; with a script one at a time. One that is over leads to how it ended."""
    found = find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where, kept, form = found
    if kept.state is not TalkState.PREPARED:
        return _to_done(where)
    if not kept.talk.questions:
        return redirect(url_for("talk_prepare.show_list", number=number, talk=talk, zweck=where.purpose.value), 303)
    return _screens(where, kept, form)


@talks.post(ONE)
def end_talk(number: str, talk: UUID) -> Page:
    """Signed on the tablet, to be signed on paper, or spoken: by the button that was pressed. Twice is once."""
    found = find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where, kept, form = found
    if kept.state is not TalkState.PREPARED:
        return _to_done(where)
    signed = read_signed(request.form, len(kept.talk.questions))
    if signed is None:
        return _screens(where, kept, form, request.form, (SignFault.WAY.value,)), 422
    verb = desk().talks.print if signed.way is TalkWay.PAPER else desk().talks.sign
    outcome = verb(principal(), where, signed, now())
    if outcome is None:
        abort(404)
    if outcome.faults:
        return _screens(where, kept, form, request.form, outcome.faults), 422
    return _to_done(where)


@talks.get(f"{ONE}/fertig")
def show_done(number: str, talk: UUID) -> Page:
    """The number, what was answered, the copy to take along, and who else has to be asked."""
    return _shown(number, talk, "talk-done.html")


@talks.get(f"{ONE}/kopie")
def show_copy(number: str, talk: UUID) -> Page:
    """The copy, or the sheet to be signed, to be printed from the browser."""
    return _shown(number, talk, "talk-copy.html", needs_copy=True)


@talks.get(f"{ONE}/kopie.pdf")
def send_copy(number: str, talk: UUID) -> Page:
    """The same as a document."""
    found = find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    _, kept, form = found
    if not has_copy(kept):
        abort(404)
    writer = TalkWriter(kept.talk, form, texts())
    document = copy_pdf(kept, writer, texts(), told_in(writer.languages, desk().addresses))
    disposition = f'attachment; filename="{kept.number}.pdf"'
    return Response(document, content_type="application/pdf", headers={"Content-Disposition": disposition})


def offers_talk(purpose: Purpose) -> bool:
    """Whether a family's page offers the way here to whoever is there. Says nothing about the family."""
    return desk().talks.offers(principal(), purpose)


Found = tuple[Whereabouts, KeptTalk, Form]


def find(number: str, talk: UUID) -> Found | tuple[str, int]:
    """A talk of one's own agency about a family that is theirs, with the words of its version."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    where = Whereabouts(FamilyNumber(number), purpose, str(talk))
    kept = desk().talks.read(principal(), where, now())
    form = desk().talks.form(kept.talk.form) if kept is not None else None
    if kept is None or form is None:
        abort(404)
    return where, kept, form


def has_copy(kept: KeptTalk) -> bool:
    """Something was answered. What waits on the family page was not, and what is prepared neither."""
    return kept.talk.signed is not None and kept.talk.signed.way is not TalkWay.PORTAL


def _shown(number: str, talk: UUID, template: str, *, needs_copy: bool = False) -> Page:
    found = find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where, kept, form = found
    signed = kept.talk.signed
    if kept.state is TalkState.PREPARED or signed is None:
        return redirect(url_for("talks.show_talk", number=number, talk=talk, zweck=where.purpose.value), 303)
    if needs_copy and not has_copy(kept):
        abort(404)
    return render_template(
        template,
        texts=texts(),
        where=where,
        kept=kept,
        signed=signed,
        writer=(writer := TalkWriter(kept.talk, form, texts())),
        cards=writer.cards(),
        replies=Reply,
        ways=TalkWay,
        states=TalkState,
        told=told_in(writer.languages, desk().addresses),
        drawing=drawn(signed),
        at=texts().moment(signed.at) if signed.at else "",
        confirm_by=_confirm_by(signed),
        further=None if needs_copy else further(desk().talks.over(principal(), where, now()), kept),
    )


def _confirm_by(signed: Signed) -> str:
    """`Mo 30.11.2026`: by when what was spoken has to be confirmed in writing (D2)."""
    if signed.way is not TalkWay.ORAL or signed.at is None:
        return ""
    day = signed.at.astimezone(BERLIN).date()
    return texts().day(day.fromordinal(day.toordinal() + ORAL_DAYS))


def _screens(
    where: Whereabouts,
    kept: KeptTalk,
    form: Form,
    sent: "MultiDict[str, str] | None" = None,
    faults: tuple[str, ...] = (),
) -> str:
    writer = TalkWriter(kept.talk, form, texts())
    return render_template(
        "talk.html",
        texts=texts(),
        where=where,
        kept=kept,
        talk=kept.talk,
        writer=writer,
        german=form.german,
        languages=writer.languages,
        told=told_in(writer.languages, desk().addresses),
        cards=writer.cards(),
        sent=sent if sent is not None else MultiDict(),
        faults=faults,
    )


def _to_done(where: Whereabouts) -> Response:
    return redirect(url_for("talks.show_done", number=where.number, talk=where.talk, zweck=where.purpose.value), 303)
