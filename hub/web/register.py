"""The disclosure register of a family, for data protection officers: a page, and a file to be taken along (H6)."""

from dataclasses import asdict

from flask import Blueprint, Response, abort, json, make_response, render_template, request, url_for

from hub.terms.ids import FamilyNumber
from hub.terms.log import Cursor, NotACursor, parse_cursor
from hub.terms.register import Disclosed, Register
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number, tidy_number

register = Blueprint("register", __name__)
PATH = "/datenschutz/register"


@register.get(PATH)
def show_register() -> str | tuple[str, int]:
    """Without a number the question alone. What cannot be a number is told, and nothing is read."""
    given = request.args.get("familie", "")
    number = tidy_number(given)
    if given and not is_number(number):
        return _render(given, None, is_faulty=True), 422
    return _render(given, _read(number) if given else None)


@register.get(f"{PATH}.json")
def take_register() -> Response:
    """All of a family's, oldest page last."""
    number = tidy_number(request.args.get("familie", ""))
    if not is_number(number):
        abort(422)
    pages = [_read(number)]
    while pages[-1].next is not None:
        pages.append(desk().read_register(principal(), FamilyNumber(number), pages[-1].next, now()))
    lines = [{**asdict(line), "at": line.at.isoformat()} for page in pages for line in page.lines]
    answer = make_response(json.dumps({"family": number, "lines": lines}))
    answer.mimetype = "application/json"
    answer.headers["Content-Disposition"] = f'attachment; filename="register-{number}.json"'
    return answer


def _read(number: str) -> Register:
    return desk().read_register(principal(), FamilyNumber(number), _before(), now())


def _before() -> Cursor | None:
    given = request.args.get("vor", "")
    try:
        return parse_cursor(given) if given else None
    except NotACursor:
        abort(422)


def _render(given: str, found: Register | None, *, is_faulty: bool = False) -> str:
    return render_template(
        "register.html",
        texts=texts(),
        given=given,
        is_faulty=is_faulty,
        found=found,
        rows=[_row(line) for line in found.lines] if found else [],
        older=url_for("register.show_register", familie=found.family, vor=found.next) if found and found.next else "",
    )


def _row(line: Disclosed) -> dict[str, str]:
    say, names = texts().say, texts().names
    source = line.source.partition(":")[0]
    return {
        "at": texts().moment(line.at),
        "source": say(f"agency-{source}"),
        "to": f"{say(f'role-{line.role}')}, {say(f'agency-{line.agency}')}",
        "what": names(tuple(say(f"category-{one}") for one in line.categories)),
        "persons": names(line.persons),
        "level": names(tuple(say(f"level-{one}") for one in line.levels)),
        "purpose": say(f"purpose-{line.purpose}.noun") if line.purpose else "",
        "basis": names(line.consents or line.norms),
    }
