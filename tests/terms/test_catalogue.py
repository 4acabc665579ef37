"""The field catalogue: what it refuses, and that the one of the repository is whole."""

import csv
import io
import tomllib

import pytest

from hub.terms.catalogue import CatalogueFaulty, Ownership, parse_catalogue
from hub.terms.lists import Category, Level, Owner, Partition
from tests.kreis import ROOT, books

TEXT = (ROOT / "schemas" / "field-catalogue.csv").read_text(encoding="utf-8")
RETENTION = tomllib.loads((ROOT / "schemas" / "retention.toml").read_text(encoding="utf-8"))
ROWS = list(csv.DictReader(io.StringIO(TEXT)))
LINE = 9
FIELD = ROWS[LINE - 2]["id"]


def _with(**changed: str | None) -> str:
    """The catalogue with one field changed; None takes its column away."""
    rows = [dict(row) for row in ROWS]
    rows[LINE - 2].update({key: value for key, value in changed.items() if value is not None})
    columns = [column for column in rows[0] if column not in changed or changed[column] is not None]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_the_catalogue_of_the_repository_loads_whole():
    """Every row is a field, ordered by its bit."""
    catalogue = parse_catalogue(TEXT, RETENTION)

    assert [row["id"] for row in ROWS] == [field.id for field in catalogue.fields]
    assert sorted(field.bit for field in catalogue.fields) == [field.bit for field in catalogue.fields]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("consent_category", ""),
        ("consent_category", "gossip"),
        ("owner", ""),
        ("owner", "family"),
        ("cross_share_ceiling", ""),
        ("cross_share_ceiling", "half"),
        ("retention_class", ""),
        ("retention_class", "for_ever"),
        ("default_purposes", ""),
        ("default_purposes", "curiosity"),
        ("partition", "cloud"),
        ("sensitivity", ""),
        ("bit", ""),
        ("bit", "one"),
    ],
)
def test_a_field_that_is_not_whole_is_refused_with_its_line(column, value):
    """Whoever keeps the catalogue is told where to look."""
    with pytest.raises(CatalogueFaulty, match=f'line {LINE}: field "{FIELD}"'):
        parse_catalogue(_with(**{column: value}), RETENTION)


@pytest.mark.parametrize("column", ["consent_category", "owner", "cross_share_ceiling", "retention_class", "bit"])
def test_a_catalogue_without_a_column_is_refused(column):
    """What is not said is not guessed."""
    with pytest.raises(CatalogueFaulty, match=f'line 2: field "{ROWS[0]["id"]}"'):
        parse_catalogue(_with(**{column: None}), RETENTION)


@pytest.mark.parametrize("column", ["id", "bit"])
def test_what_is_given_twice_is_refused(column):
    """A bit that meant two fields would open one with the consent to the other."""
    with pytest.raises(CatalogueFaulty, match=f"{column} given twice: {ROWS[0][column]}"):
        parse_catalogue(_with(**{column: ROWS[0][column]}), RETENTION)


def test_every_retention_class_is_defined_and_used():
    """No field without an end, and no end that nothing has."""
    assert set(RETENTION) == {field.retention for field in books().catalogue.fields}
    assert all(row["until"] and row["rules"] for row in RETENTION.values())


def test_masks_divide_the_fields():
    """Each field is in one category and one partition; what only one can own has one owner."""
    catalogue = books().catalogue

    for masks in (catalogue.category_masks, catalogue.partition_masks):
        assert catalogue.all == sum(masks.values())
    for field in catalogue.fields:
        owners = {owner for owner in Owner if catalogue.owner_masks[owner] >> field.bit & 1}
        assert field.owners == owners
        assert (field.ownership is Ownership.ENTERING) == (len(owners) == 2)


def test_what_no_consent_opens_has_no_higher_ceiling():
    """The ceilings are nested, and the category `none` is a ceiling of none."""
    catalogue = books().catalogue

    assert catalogue.ceiling_masks[Level.NONE] == catalogue.all
    for lower, higher in ((Level.NONE, Level.PSEUDONYMISED), (Level.PSEUDONYMISED, Level.SUMMARY)):
        assert catalogue.ceiling_masks[higher] & ~catalogue.ceiling_masks[lower] == 0
    assert not catalogue.category_masks[Category.NONE] & catalogue.ceiling_masks[Level.PSEUDONYMISED]
    assert {field.partition for field in catalogue.fields} == set(Partition)
