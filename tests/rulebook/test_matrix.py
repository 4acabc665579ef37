"""Who sees what, at best: as cells, as a table, as CSV and as a picture."""

import csv
import io
import random
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from hub.policy.compile import BITS, program
from hub.policy.packing import at, up_to
from hub.policy.tables import table
from hub.rulebook.matrix_picture import FAINT, FILLS, INK, picture
from hub.rulebook.matrix_text import MatrixText
from hub.rulebook.seeing import Way, matrix, questions
from hub.rulebook.spaces import ways_of_owning
from hub.rulebook.wording import load_wording
from hub.terms.lists import Category, Level, Owner, Purpose, Role
from tests.policy.worlds import POLICIES, ROOT

WORDING = load_wording(ROOT)
SVG = "{http://www.w3.org/2000/svg}"


@cache
def _cells():
    return matrix(POLICIES, WORDING)


@cache
def _text():
    return MatrixText(_cells(), WORDING, POLICIES.digest)


def _of(role, purpose, owner, category):
    [cell] = [
        one
        for one in _cells()
        if (one.asked.role, one.asked.purpose, one.owner, one.category) == (role, purpose, owner, category)
    ]
    return cell


def test_what_is_said_never_to_be_seen_is_seen_in_no_circumstance():
    """Circumstances drawn at random, everybody consenting: nothing is seen that the matrix does not show, nor more."""
    draw, catalogue = random.Random(4), POLICIES.catalogue
    best = {(one.asked, one.owner, one.is_own, one.category): max(s.level for s in one.seen) for one in _cells()}

    for asked in questions(POLICIES):
        for _ in range(40):
            whose = draw.choice(ways_of_owning(catalogue, asked.agency))
            free = sum(bit for bit in BITS.values() if draw.random() < 0.5) & ~(whose.state.held | whose.state.absent)
            seen = table(program(POLICIES, *asked), whose.state.held | free).reach(
                up_to(catalogue, catalogue.all, Level.FULL)
            )
            for category, mask in catalogue.category_masks.items():
                meant = mask & whose.fields & catalogue.owner_masks[whose.owner]
                level = max((one for one in Level if one and at(catalogue, seen, one) & meant), default=Level.NONE)
                assert level <= best.get((asked, whose.owner, whose.is_own, category), Level.NONE)


def test_a_jobcoach_sees_own_data_freely_and_the_jugendamts_by_consent():
    """Health by consent as a summary at most; what cannot be shared never."""
    own = _of(Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, Owner.JOBCENTER, Category.WORK_TRAINING)
    health = _of(Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, Owner.JUGENDAMT, Category.HEALTH)
    sealed = _of(Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, Owner.JUGENDAMT, Category.NONE)

    assert ("E3", "Z2", "–") == tuple(map(_text().sign, (own, health, sealed)))


def test_a_sanction_sees_nothing_of_the_jugendamt():
    """Not even with everybody's consent."""
    cells = [one for one in _cells() if one.asked.purpose is Purpose.SGB2_SANCTION and one.owner is Owner.JUGENDAMT]

    assert cells
    assert {Way.NEVER} == {one.best.way for one in cells}


def test_control_sees_only_for_an_occasion():
    """The lead of the ASD, of own data."""
    cells = [one for one in _cells() if one.asked.role is Role.ASD_LEAD]

    assert {Way.OCCASION, Way.NEVER} == {one.best.way for one in cells}


def test_every_field_of_every_owner_is_counted_once():
    """The ways of a cell add up to the fields of the category that the owner can have."""
    catalogue = POLICIES.catalogue

    for one in _cells():
        fields = catalogue.category_masks[one.category] & catalogue.owner_masks[one.owner]
        assert fields.bit_count() == sum(seen.fields for seen in one.seen)


def test_the_csv_has_a_line_for_each_way():
    """All columns filled, in words."""
    head, *rows = csv.reader(io.StringIO(_text().csv()))

    assert WORDING.words["matrix"]["columns"] == head
    assert sum(len(one.seen) for one in _cells()) == len(rows)
    assert all(all(row) for row in rows)


def test_the_table_names_every_function_and_its_legend():
    """Also those that may ask for nothing."""
    text = _text().table(list(Role))

    assert all(WORDING.role(role) in text for role in Role)
    assert "fragt nichts: kein Zweck" in text
    assert "Z  nur mit Zustimmung aller" in text


def test_the_picture_is_whole_and_quiet():
    """Well-formed, with title, description and language; no script, style sheet or address; the same bytes again."""
    drawn = picture(_text())
    root = ET.fromstring(drawn)

    assert "img" == root.get("role")
    assert "de" == root.get("lang")
    assert root.find(f"{SVG}title").text
    assert "--csv" in root.find(f"{SVG}desc").text
    assert {"rect", "text", "path", "title", "desc"} == {one.tag.removeprefix(SVG) for one in root.iter()} - {"svg"}
    assert "href" not in drawn
    assert drawn == picture(MatrixText(matrix(POLICIES, WORDING), WORDING, POLICIES.digest))


def test_the_picture_says_each_cell_with_letters():
    """As many signs as there are cells of one's own view, so that grey print tells the same."""
    signs = [one.text for one in ET.fromstring(picture(_text())).iter(f"{SVG}text")]
    drawn = {(one.asked, one.owner, one.category) for one in _cells()}

    assert len(drawn) + len(Way) == len([sign for sign in signs if sign[0] in "EGAZ–" and len(sign) <= 3])


@pytest.mark.parametrize("way", Way)
def test_letters_stand_out_from_their_ground(way):
    """WCAG 2.1 AA: 4.5 to 1."""
    ink = FAINT if way is Way.NEVER else INK

    assert _luminance(FILLS[way]) + 0.05 >= 4.5 * (_luminance(ink) + 0.05)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
