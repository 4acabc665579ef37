"""Every form that a page can send, sent as each kind of principal with whatever may stand in its fields.

The forms are those of the pages themselves, found by following links as a person does; routes that no form leads to are
sent one that is made up. `make test` sends the same each time, `make fuzz` others and more.
"""

import random
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from tests.amounts import MORE
from tests.fuzzing.people import PEOPLE, SEED, faults, is_form_again, values_in
from tests.kreis import STICHTAG, numbers

HOST = "http://localhost"
PAGES = 7 * MORE
FORMS = 7 * MORE
ENDINGS = ("/abmelden", "/anmelden", "/befangenheit", "/weg", "/sprache", "/api/", "/openid")
"""Links and forms after which somebody is out, or works in another language: not sent on a walk."""

ODD = (
    *(
        "",
        " ",
        "\x00",
        "\u202e",
        "\ud7ff\ufffe",
        "<script>alert(1)</script>",
        "'; drop table x; --",
        "%s %(a)s {0} {{7*7}}",
    ),
    *(
        "../../etc/passwd",
        "x" * 3000,
        "-1",
        "1e309",
        "9" * 400,
        "31.02.2026",
        "2026-02-31",
        "99:99",
        "null",
        "[]",
        "{}",
    ),
    *("FAM-1999-999", "F01-1", "E-2026-1-1", "true", "ja", "nein", "\r\nSet-Cookie: a=b", "\U0001f600" * 50, "\ufeff"),
)
USES = {"uuid": "01a2b3c4-0000-7000-8000-000000000000", "ref": "E-2026-1-1", "monat": "2026-10", "part": "subject"}


class Page(HTMLParser):
    """The links of a page and its forms: where each is sent, and its fields with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self._open: list[tuple[str, str]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        if tag == "form":
            self._open = []
            if said.get("method", "get").lower() == "post":
                self.forms.append((said.get("action") or "", self._open))
        if self._open is not None and said.get("name") and tag in {"input", "select", "textarea", "button"}:
            self._open.append((said["name"], said.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        if tag == "form":
            self._open = None


@pytest.mark.parametrize("ref", PEOPLE)
def test_whatever_stands_in_a_form_is_answered_without_a_fault_a_trace_or_a_value(everybody, ref):
    """A page with what is wrong, a plain no, or that it is done."""
    everybody.kreis.at = STICHTAG
    dice = random.Random(f"{ref}{SEED}")
    found = _walk(everybody, ref, dice)

    for number in range(FORMS):
        at, (action, fields) = dice.choice(found)
        answer = _send(everybody, ref, urljoin(at, action), _bent(fields, dice, at_all=number > 1))

        assert [] == faults(answer), (at, action, fields)
        assert set() == _told_anew(everybody, ref, answer, at, urljoin(at, action)), (at, action, fields)


def _told_anew(everybody, ref, answer, *paths):
    """Values in a form that came back which whoever sent it reads at none of these addresses."""
    told = values_in(answer) if is_form_again(answer) else set()
    for path in paths if told else ():
        told -= values_in(everybody.client(ref).get(path, base_url=HOST, follow_redirects=True))
    return told


def _walk(everybody, ref, dice):
    """Forms, each with the page on which it stands, of as many pages as somebody looks at on a walk from the start."""
    client, todo, seen, found = everybody.client(ref), ["/start"], {"/start"}, []
    for _ in range(PAGES):
        if not todo:
            break
        at = todo.pop(dice.randrange(len(todo)))
        answer = client.get(at, base_url=HOST, follow_redirects=True)
        assert [] == faults(answer), at
        page = Page(answer.get_data(as_text=True) if answer.mimetype == "text/html" else "")
        found += [(at, form) for form in page.forms if not form[0].startswith(ENDINGS)]
        ahead = {urljoin(at, link).partition("#")[0] for link in page.links}
        ahead = {one for one in ahead if one.startswith("/") and not urlsplit(one).path.startswith(ENDINGS)} - seen
        seen |= ahead
        todo += sorted(ahead)
    return found or [("/start", ("/wach", []))]


def _bent(fields, dice, *, at_all):
    """What somebody filled in: some of it odd, some missing, some twice, something that was not asked for."""
    filled = [one for one in fields if one[0] != "csrf_token" and dice.random() > 0.1 * at_all]
    filled = [(name, dice.choice(ODD) if at_all and dice.random() < 0.5 else said) for name, said in filled]
    if at_all and dice.random() < 0.3:
        filled += [*filled[:1], (dice.choice(ODD)[:40], "1")]
    return filled


def _send(everybody, ref, path, filled):
    client = everybody.client(ref)
    with client.session_transaction() as session:
        token = session.get("form_token", "")
    data = {"csrf_token": token}
    for name, said in filled:
        data.setdefault(name, []).append(said) if name != "csrf_token" else None
    return client.post(path, base_url=HOST, data=data)


def _routes(everybody):
    app = everybody.app("jobcenter")
    rules = [one for one in app.url_map.iter_rules() if "POST" in one.methods and not one.rule.startswith(ENDINGS)]
    return sorted(rules, key=str)


@pytest.mark.parametrize("ref", ["U01", "U07", "U16", "U19", "sandra.ahornwald"])
def test_every_address_that_takes_a_form_takes_one_that_was_made_up(everybody, ref):
    """Also where no page of theirs leads: the same as for everybody, and nothing behind it."""
    everybody.kreis.at = STICHTAG
    dice = random.Random(f"made up {ref}{SEED}")
    for rule in _routes(everybody) * MORE:
        app = everybody.app(everybody.group(ref))
        values = {name: _part(rule, name, dice) for name in rule.arguments}
        with app.test_request_context(base_url=HOST):
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
        answer = _send(everybody, ref, path, [(dice.choice(NAMES), dice.choice(ODD)) for _ in range(4)])

        assert [] == faults(answer), (ref, path)
        assert set() == _told_anew(everybody, ref, answer, path), (ref, path)


NAMES = (
    "tun",
    "zweck",
    "wer",
    "tag",
    "uhrzeit",
    "weg",
    "ort",
    "grund",
    "antwort-1",
    "person",
    "monat",
    "stelle",
    "text",
)


def _part(rule, name, dice):
    if name == "number" and rule.rule.startswith("/familien"):
        return dice.choice([*numbers(), "FAM-1999-999"])
    return USES.get(name) or (USES["uuid"] if f"<uuid:{name}>" in rule.rule else dice.choice(["1", "x", "C01"]))
