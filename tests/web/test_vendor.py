"""The style sheets and fonts of others are what we once looked at."""

import gzip
from hashlib import sha256
from pathlib import Path

import pytest

import hub.web

KERN = Path(hub.web.__file__).parent / "static/vendor/kern/2.7.2"
NOTO = Path(hub.web.__file__).parent / "static/vendor/noto"


@pytest.mark.parametrize("folder", [KERN, NOTO], ids=["kern", "noto"])
def test_vendored_files_are_unchanged(folder):
    """Every file is in the list of checksums, and as it says."""
    listed = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())

    found = {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.name != "SHA256SUMS"}

    assert listed == found


def test_style_sheets_load_nothing_from_elsewhere():
    """No third party learns who opens a page."""
    for sheet in (KERN / "fonts.css", KERN / "kern.min.css", KERN.parent.parent.parent / "hub.css"):
        text = sheet.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text


def test_the_style_sheet_goes_out_compressed(stranger):
    """340 kB as 50: the first page must be quick on thin clients."""
    sheet, wanted = "/static/vendor/kern/2.7.2/kern.min.css", {"Accept-Encoding": "gzip"}

    with stranger.get(sheet, headers=wanted) as compressed:
        again = wanted | {"If-None-Match": compressed.headers["ETag"]}

    assert gzip.decompress(compressed.data) == (KERN / "kern.min.css").read_bytes()
    assert len(compressed.data) < 60_000
    with stranger.get(sheet, headers=again) as unchanged:
        assert unchanged.status_code == 304
