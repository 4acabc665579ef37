"""Values through the real database: as they went in, sealed at rest, new versions instead of old ones."""

from hub.terms.lists import Level
from tests.exchange.documents import NUMBER, cell, document, family

TEXTS = {
    "umlauts and quotes": "„Größe“ ÄÖÜß, 'x' \"y\" \\ / %s {0} $1 --",
    "lines": "eins\nzwei\tdrei",
    "right to left": "زهرا رحمان‌زاده \u200f2026\u200e",
    "emoji": "👩‍👧‍👦 Familie 🏡",
    "beyond the first plane": "𝔉𝔄𝔐 \U0010fffd",
    "looks like JSON": '{"a": [1]}',
    "looks like a number": "00000",
    "markup": "<script>alert(1)</script>&amp;",
    "100 kB": "ä" * 100_000,
    "a space": " ",
}
KINDS = {
    "true": True,
    "false": False,
    "zero": 0,
    "large": 2**53,
    "negative": -17,
    "fraction": 712.5,
    "an empty list": [],
    "an empty object": {},
    "a list": ["a", 1, None, [True, {"b": []}]],
    "an object": {"Straße": "Ahornweg 7", "seit": None, "teile": {"a": [1.5, "x"]}},
}


def _contents(disclosure):
    return [value.content for value in disclosure.projection.shown]


def test_a_value_comes_out_as_it_went_in(kreis):
    """Every kind of JSON, every script, up to the longest that is taken."""
    values = [*TEXTS.values(), *KINDS.values()]
    cells = [cell("sgb2_measures", value=value, entry=number) for number, value in enumerate(values, start=1)]
    kreis.load(document(family(cells)))

    shown = _contents(kreis.open("U01", NUMBER))

    assert len(values) == len(shown)
    assert all(value in shown for value in values)
    assert {type(value) for value in values} == {type(value) for value in shown}


def test_the_database_holds_no_text_in_clear(kreis):
    """Neither in a column of a table nor in the ledger."""
    kreis.load(document(family([cell("sgb2_measures", value="unverwechselbar", summary="kurzgefasst")])))
    kreis.open("U01", NUMBER)
    superuser = kreis.superuser()
    tables = superuser.execute(
        "select format('%I.%I', table_schema, table_name) from information_schema.tables"
        " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"
    )

    for (table,) in tables.fetchall():
        for word in ("unverwechselbar", "kurzgefasst"):
            hexed = word.encode().hex()
            found = superuser.execute(
                f"select count(*) from {table} t where t::text like %s or t::text like %s", (f"%{word}%", f"%{hexed}%")
            )
            assert [(0,)] == found.fetchall(), table


def test_a_cell_that_has_only_a_summary_shows_the_summary(kreis):
    """Also to its owner: a level without a text shows nothing, the next lower one with a text is shown."""
    kreis.load(document(family([cell("sgb2_measures", value=None, summary="kurz")])))

    [value] = kreis.open("U01", NUMBER).projection.shown

    assert (Level.SUMMARY, "kurz") == (value.level, value.content)
