"""`hub review papers`: the papers of accountability as files, by the rules in force; and whether the examples hold."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from hub.casework.information import read_addresses
from hub.casework.receipts.words import load_words
from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.review.papers.desk import Papers
from hub.review.papers.making import as_example, make_paper, write_text
from hub.review.papers.sources import Sources, load_paper_words
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.information import Addresses
from hub.terms.lists import Agency
from hub.terms.review_papers import SIDES, WRITTEN, ReviewPaper
from hub.web.paper_files import paper_data, paper_pdf

OFFICERS = "oversight"
EXAMPLES = Path("docs", "papers")
"""One example for each controller, made from this repository alone."""
PAGE = "Seite"


@click.command()
@click.option("--controller", type=click.Choice([one.value for one in SIDES]), help="Wessen Nachweise.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Wohin; der Ordner wird angelegt.")
@click.option(
    "--check", is_flag=True, help="Nur prüfen, ob die Beispiele in docs/papers noch stimmen (Zustand 1: nein)."
)
@click.option("--renew", is_flag=True, help="Die Beispiele in docs/papers neu schreiben.")
def papers(controller: str | None, out: Path | None, *, check: bool, renew: bool) -> None:
    """Verzeichnis, Vereinbarung und Folgenabschätzung als PDF, Text und Daten, nach den Regeln in Kraft."""
    if check or renew:
        sys.exit(_examples(renew=renew))
    if controller is None or out is None:
        raise click.UsageError("--controller und --out, oder --check")
    out.mkdir(parents=True, exist_ok=True)
    for paper in _in_force(Agency(controller)):
        for name, content in _files(paper):
            (out / name).write_bytes(content)
            click.echo(name)


def examples(home: Path) -> Iterator[tuple[Path, str]]:
    """Where each example lies below the home, and what it says by the rules of this checkout."""
    books, words = load_books(home), load_paper_words(home)
    for controller in SIDES:
        sources = Sources(books.policies, words, _addresses(home, None), controller)
        for kind in WRITTEN:
            yield EXAMPLES / controller / f"{kind}.md", write_text(as_example(make_paper(kind, sources), sources))


def _examples(*, renew: bool) -> int:
    """Status 1 where one says something else than the repository; each is named."""
    home = read_settings(os.environ).home
    stale = [(place, text) for place, text in examples(home) if not _says(home / place, text)]
    for place, text in stale:
        if renew:
            (home / place).parent.mkdir(parents=True, exist_ok=True)
            (home / place).write_text(text, encoding="utf-8")
        click.echo(f"{place}: {'neu geschrieben' if renew else 'veraltet, bitte `hub review papers --renew`'}")
    return 1 if stale and not renew else 0


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def _in_force(controller: Agency) -> Iterator[ReviewPaper]:
    """By the rules that the database says are in force."""
    settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    db = Database(role_url(settings, f"hub_{OFFICERS}"), size=1)
    try:
        house = open_group(db, load_books(settings.home), settings.keys, OFFICERS)
        made = Papers(house, load_paper_words(settings.home), _addresses(settings.home, settings.controllers))
        for kind in WRITTEN:
            yield made.write(kind, controller, settings.clock())
    finally:
        db.close()


def _files(paper: ReviewPaper) -> Iterator[tuple[str, bytes]]:
    name = f"{paper.kind}-{paper.controller}"
    if paper.at is not None:
        yield f"{name}.pdf", paper_pdf(paper, PAGE, paper.at)
    yield f"{name}.json", paper_data(paper)
    yield f"{name}.md", write_text(paper).encode()


def _addresses(home: Path, operator: Path | None) -> Addresses:
    text = (home / "schemas" / "information.toml").read_text(encoding="utf-8")
    return read_addresses(text, load_words(home, operator).operator)
