"""„Später zeigen“: what is told later by law gets its end, person by person, once a procedure is over (check 56)."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.case_words import CaseFault
from hub.terms.cases import EmbargoWish
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.web.cases import session_key
from hub.web.days import read_day
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number, tidy_number

embargo = Blueprint("embargo", __name__)

PATH = "/datenschutz/spaeter-zeigen"
PURPOSES = (Purpose.SGB8_CHILD_PROTECTION, Purpose.LAW_ENFORCEMENT)


@embargo.get(PATH)
def show_embargo() -> str:
    """The form. Which families have such entries is not said here."""
    return _render()


@embargo.post(PATH)
def end_embargo() -> Response | tuple[str, int]:
    """From which day on one person is told. Whether there is anything to tell is said to nobody but who may."""
    number = tidy_number(request.form.get("familie", ""))
    through, from_day = read_day(request.form.get("bis", "")), read_day(request.form.get("ab", ""))
    person = re.fullmatch(r"\s*[Pp]-?([1-9][0-9]?)\s*", request.form.get("person", ""))
    purpose = next((one for one in PURPOSES if one.value == request.form.get("zweck")), None)
    if not is_number(number) or through is None or from_day is None or purpose is None or person is None:
        return _render(CaseFault.WORDS), 422
    wish = EmbargoWish(FamilyNumber(number), int(person[1]), purpose, through, from_day)
    fault = desk().cases.tell_later(principal(), session_key(), wish, now())
    if fault is not None:
        return _render(fault), 422
    return redirect(url_for("embargo.show_embargo", getan="ja"), 303)


def _render(fault: CaseFault | None = None) -> str:
    done = request.args.get("getan") == "ja"
    return render_template("embargo.html", texts=texts(), fault=fault, typed=request.form, done=done, purposes=PURPOSES)
