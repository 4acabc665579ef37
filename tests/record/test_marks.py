"""Likeness of staff and families as keyed hashes, and what German names sound like."""

from datetime import date

import pytest

from hub.record.marks import Called, called, marks_of
from hub.terms.phonetics import sound_of

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Müller-Lüdenscheidt", "65752682"),
        ("Wikipedia", "3412"),
        ("Breschnew", "17863"),
        ("Meier", "67"),
        ("Mayr", "67"),
        ("Schmidt", "862"),
        ("Schmitt", "862"),
        ("Xaver", "4837"),
        ("Phillip", "351"),
        ("Cäsar", "487"),
        ("Haselstrauch", "0858274"),
        ("Aachen", "046"),
        ("Axel", "0485"),
        ("", ""),
        ("şerçe", "878"),
    ],
)
def test_what_sounds_alike_has_one_code(word, code):
    """As published (Postel 1969); umlauts, ß and accents are spelt one way first."""
    assert code == sound_of(word)


def _shared(left, right, kind):
    marks = [{mark for name, mark in marks_of(KEY, one) if name == kind} for one in (left, right)]
    return bool(marks[0] & marks[1])


@pytest.mark.parametrize(
    ("staff", "surname"),
    [
        ("Karin Haselstrauch", "Haselstrauch"),
        ("Karin HASELSTRAUCH", "haselstrauch"),
        ("Jörg Weiß", "Weiss"),
        ("Dr. Anna Müller", "Mueller"),
        ("Leyla Serçe", "Serce"),
        ("Ina Amsel-Haselstrauch", "Haselstrauch"),
        ("Ina Amsel", "Haselstrauch-Amsel"),
        ("Max von der Linde", "Linde"),
    ],
)
def test_one_surname_is_met_however_it_is_spelt(staff, surname):
    """ß and ss, umlauts, titles, capitals, each part of a double name."""
    assert _shared(called(staff), Called("Wer auch", surname), "surname")


@pytest.mark.parametrize(
    ("staff", "surname"),
    [("Karin Haselstrauch", "Hasel"), ("Karin Hasel", "Haselstrauch"), ("Haselstrauch Karin", "Haselstrauch")],
)
def test_a_part_of_a_word_or_a_first_name_is_no_surname(staff, surname):
    """What is met is a whole word, and of staff the last one."""
    assert not _shared(called(staff), Called("Haselstrauch", surname), "surname")


def test_who_is_one_and_the_same_has_name_and_birthday_alike():
    """One of the three missing or other, and it is nobody for sure."""
    born = date(1988, 4, 14)
    staff = called("Anna Maria Amsel", born)

    assert _shared(staff, Called("Anna", "Amsel", born), "self")
    assert not _shared(staff, Called("Anna", "Amsel", date(1988, 4, 15)), "self")
    assert not _shared(staff, Called("Eva", "Amsel", born), "self")
    assert not _shared(called("Anna Amsel"), Called("Anna", "Amsel", born), "self")


def test_under_another_key_nothing_can_be_compared():
    """What one owner hashed tells nothing to whoever holds the other's."""
    one = called("Karin Haselstrauch")

    assert not {mark for _, mark in marks_of(KEY, one)} & {mark for _, mark in marks_of(OTHER, one)}


def test_a_short_sound_is_of_too_many():
    """`Meier` sounds like a hundred others: only the word itself is compared."""
    assert {"surname"} == {kind for kind, _ in marks_of(KEY, called("Jo Meier"))}
