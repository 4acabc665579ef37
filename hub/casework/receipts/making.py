"""Receipts of the whole house or of some families, into a folder: one file for each person and consent."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from hub.casework.receipts.content import Maker, write_receipt
from hub.casework.receipts.dpv import as_record
from hub.casework.receipts.pdf import as_pdf, make_compiler
from hub.casework.receipts.text import as_text
from hub.casework.receipts.words import Words
from hub.gate.accounting import account_for_consents, controllers_of
from hub.gate.house import House
from hub.terms.consents import Accounted
from hub.terms.principals import Principal
from hub.terms.receipts import Format

UNFINISHED = ".part"
PROOF = ".tlog-proof"
_NAME = r"\.[A-Za-z0-9-]+_[A-Za-z0-9-]+\.{form}\.part"


def make_receipts(
    house: House, words: Words, principal: Principal, at: datetime, wanted: Sequence[str] = ()
) -> Iterator[tuple[Accounted, Maker]]:
    """Every person and consent with what it is written with. Each family is written down before it is told."""
    maker = Maker(words, house.policies.catalogue, controllers_of(house), at)
    for one in account_for_consents(house, principal, at, wanted):
        yield one, maker


def renderer(form: Format) -> Callable[[Accounted, Maker], bytes]:
    """Makes one receipt in this form; for many, ask once: a PDF needs its fonts only once."""
    if form is Format.TXT:
        return lambda one, maker: as_text(write_receipt(one, maker)).encode()
    if form is Format.JSONLD:
        return lambda one, maker: (json.dumps(as_record(one, maker), ensure_ascii=False, indent=1) + "\n").encode()
    compiler = make_compiler()
    return lambda one, maker: as_pdf(compiler, write_receipt(one, maker), maker.at)


def file_name(one: Accounted, form: Format) -> str:
    """`C02_F01-3.pdf`: nothing in it but letters, digits, hyphens and the one underscore."""
    plain = [re.sub(r"[^A-Za-z0-9-]", "-", part) for part in (one.story.ref, one.ref)]
    return f"{'_'.join(plain)}.{form}"


def clear_unfinished(folder: Path, form: Format) -> None:
    """Take away what a run that was cut off left half written: files named as `write_files` names them, no others."""
    name = re.compile(_NAME.format(form=form))
    for left in folder.iterdir():
        if name.fullmatch(left.name) and left.is_file() and not left.is_symlink():
            left.unlink(missing_ok=True)


def holds_others(folder: Path, form: Format) -> bool:
    """Whether something lies in a folder that is no receipt of this form, and no proof that goes along with one."""
    return any(one.suffix not in (f".{form}", PROOF) for one in folder.iterdir())


def write_files(receipts: Iterable[tuple[Accounted, Maker]], form: Format, folder: Path) -> int:
    """One file each, whole or not there; the number of them. Raises OSError where the folder cannot be written."""
    render, count = renderer(form), 0
    for one, maker in receipts:
        target = folder / file_name(one, form)
        unfinished = target.with_name(f".{target.name}{UNFINISHED}")
        try:
            unfinished.write_bytes(render(one, maker))
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        count += 1
    return count
