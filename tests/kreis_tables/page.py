"""The family page as somebody reads it: under whose name which line stands, and what is said to be blocked."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from hub.terms.lists import Category
from hub.web.texts import Texts

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "circle", "line", "rect", "polygon", "use"})


@dataclass
class Page:
    """`lines`: persons, category, owner, note under the line. `blocked`: persons, owner, what the line says."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)
    blocked: list[tuple[str, str, str]] = field(default_factory=list)


def read_page(html: str) -> Page:
    """Read it by its landmarks: a section a person, a chapter a category, a block an owner."""
    reader = _Reader()
    reader.feed(html)
    return reader.page


@cache
def titles(texts: Texts) -> dict[str, Category]:
    """The categories by their German names."""
    return {texts.say(f"category-{category}"): category for category in Category}


class _Reader(HTMLParser):
    """Keeps the stack of open elements and the text since the last of them was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, str]] = []  # with all classes, and with the first alone
        self._text = ""
        self._who = self._chapter = self._owner = self._blocked = ""
        self._landmarks = self._kept()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        name = f"{tag}.{dict(attrs).get('class') or ''}"
        self._open.append((name, name.partition(" ")[0]))
        if tag in {"h2", "h3", "dt", "li", "span", "p"} and not self._is_in("li"):
            self._text = ""
        if tag == "li":
            self._text = ""
        if name.startswith("div.block ") or name == "div.block":
            self._owner = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self._open:
            return
        name, _ = self._open.pop()
        for landmark, inside, keep in self._landmarks:
            if name.startswith(landmark) and self._is_in(inside):
                keep(" ".join(self._text.split()))
                return

    def handle_data(self, data: str) -> None:
        self._text += data

    def _kept(self):
        return (
            ("span.person__ref", "section.person", self._keep("_who")),
            ("h3.", "div.chapter", self._keep("_chapter")),
            ("h3.", "div.blocked", self._keep("_blocked")),
            ("p.block__owner", "div.block", self._keep("_owner")),
            ("dt.", "section.person", self._begin_line),
            ("p.line__note", "section.person", self._note_line),
            ("li.", "div.blocked", self._block),
        )

    def _keep(self, name: str):
        return lambda said: setattr(self, name, said)

    def _begin_line(self, _: str) -> None:
        self.page.lines.append((self._who, self._chapter, self._owner, ""))

    def _note_line(self, said: str) -> None:
        self.page.lines[-1] = (*self.page.lines[-1][:3], said)

    def _block(self, said: str) -> None:
        self.page.blocked.append((self._who, self._blocked, said))

    def _is_in(self, name: str) -> bool:
        return any(first.startswith(name) for _, first in self._open)
