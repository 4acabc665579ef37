"""The page „Was brauchen wir wirklich?“ as it is drawn: the list, the form for one more question, the languages."""

from datetime import date

from flask import abort, render_template
from werkzeug.datastructures import MultiDict

from hub.terms.asking import Asked, RequestState
from hub.terms.clock import legal_day, months_later
from hub.terms.consents import COLUMNS, Named
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talks import MANY, KeptTalk, TalkDesk, TalkOutcome
from hub.web.consents import label
from hub.web.here import desk, now, principal, texts
from hub.web.lacking import lack_lines
from hub.web.naming import Naming
from hub.web.talk_form import MONTHS, RELEASE
from hub.web.talk_words import TalkWriter

CATEGORIES = tuple(category for column in COLUMNS for category in column)


def write_list(found: TalkDesk, talk: str, form: "MultiDict[str, str]", outcome: TalkOutcome | None = None) -> str:
    """The page of one talk of the desk; `form` is what was typed, or the query that says which kind of question."""
    kept = find_kept(found, talk)
    naming = Naming(found.disclosure, texts())
    form_words = desk().talks.form(kept.talk.form) or found.form
    return render_template(
        "talk-prepare.html",
        texts=texts(),
        number=found.disclosure.family,
        purpose=found.disclosure.purpose,
        kept=kept,
        talk=kept.talk,
        cards=TalkWriter(kept.talk, form_words, texts()).cards(),
        is_many=len(kept.talk.questions) > MANY,
        many=MANY,
        form=form,
        outcome=outcome or TalkOutcome(),
        persons=[(naming.reference(one), naming.name(one)) for one in found.persons],
        recipients=[(one.key, title(one, naming)) for one in found.recipients],
        categories=[(one.value, texts().say(f"category-{one}")) for one in CATEGORIES],
        purposes=[(one.value, texts().say(f"purpose-{one}")) for one in found.purposes],
        languages=form_words.beside,
        months=MONTHS,
        is_release=form_words.has_releases and form.get("art") == RELEASE,
        has_releases=form_words.has_releases,
        requests=waiting_requests(found, naming),
        needed=_needed(found, kept, naming),
    )


def _needed(found: TalkDesk, kept: KeptTalk, naming: Naming) -> dict[int, tuple[str, ...]]:
    """By question: who must say yes to it, for whom may know (D18)."""
    return {
        place: lack_lines(found.needed.get((kept.talk.id, place), ()), naming, question.categories)
        for place, question in enumerate(kept.talk.questions, start=1)
    }


def waiting_requests(found: TalkDesk, naming: Naming) -> list[tuple[Asked, str, str]]:
    """What colleagues of the other agency asked for and nobody answered yet, with who is meant and who asks."""
    named = {one.key: one for one in found.recipients}
    waiting = [one for one in found.requests if not one.is_ours and one.state is RequestState.OPEN]
    keys = [(one, found.staff.get(one.asked_by, "")) for one in waiting]
    return [(one, naming.name(one.person), title(named[key], naming)) for one, key in keys if key in named]


def find_kept(found: TalkDesk, talk: str) -> KeptTalk:
    """The talk of that id, on a desk that was opened with it; else there is none."""
    return next((one for one in found.talks if one.talk.id == talk), None) or abort(404)


def open_desk(number: str, purpose: Purpose, which: str | None = None) -> TalkDesk:
    """A look at the names, written down as one; with one talk, all of them, or none."""
    return desk().talks.open(principal(), Wanted(FamilyNumber(number), purpose), now(), which) or abort(404)


def title(one: Named, naming: Naming) -> str:
    """`Tobias Kranichfeld (Jobcoach, Pro Arbeit)`: who it is, so that a family knows."""
    role = texts().say(f"role-{one.role}") if one.role else ""
    more = ", ".join(part for part in (role, one.agency_name) if part)
    name = label(one, naming, texts())
    return f"{name} ({more})" if more else name


def until_after(months: int) -> date:
    """The last day of so many months that begin today."""
    return date.fromordinal(months_later(legal_day(now()), months).toordinal() - 1)
