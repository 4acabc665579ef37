"""What lacks before a confided note may be passed on: told to its own worker, to nobody else (§ 65 SGB VIII, C7)."""

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.families import ALL_NOTICES, cell, family
from tests.kreis_tables.seats import Seats

NUMBER = FamilyNumber("FAM-2026-791")
NOTE = "note-1"
PLANNING = Purpose.FAM_JOINT_SUPPORT
OWN_TASK = Purpose.SGB8_HELP_PLANNING


def _note(**more):
    return cell(
        "sgb8_conversation_note",
        "X91-1",
        {"date": "2026-11-02", "with": "Alma", "text": "Erdachtes Gespräch"},
        id=NOTE,
        persons=["X91-1", "X91-2"],
        entrusted_to="U07",
        entrusted_by=["X91-1"],
        **more,
    )


def _paper(ref, person, *signed, **more):
    """About passing this one note on to U01."""
    return {
        "id": ref,
        "for": [person],
        "signed": [{"by": by, "at": "2026-11-03T10:00:00+01:00"} for by in signed],
        "categories": ["single_note"],
        "entries": [NOTE],
        "recipients": ["staff:U01"],
        "purposes": ["fam_joint_support"],
        "deputies": False,
        "from": "2026-11-03",
        "to": "2027-10-30",
        "way": "tablet",
        "notices": ALL_NOTICES,
        "languages": ["de"],
    } | more


@pytest.fixture
def seated(kreis):
    """Alma, who confided something that is about her son Ben too; his other parent has custody with her."""

    def loaded(*papers):
        persons = [
            {"id": "X91-1", "born": "1990-02-03"},
            {"id": "X91-2", "born": "2018-02-03", "custody": ["X91-1", "X91-3"]},
            {"id": "X91-3", "born": "1988-02-03"},
        ]
        kreis.load(family(NUMBER, "X91", [_note()], persons=persons, consents=list(papers)))
        return Seats(kreis)

    return loaded


def _page(seats, ref="U07", purpose=OWN_TASK):
    return seats.client(ref).get(f"/familien/{NUMBER}/notiz?zweck={purpose}&art=entrusted").text


def test_where_nobody_was_asked_it_says_who_would_have_to_agree(seated):
    """The confider, and everybody it is about: Alma for herself and, with Carl, for Ben."""
    page = _page(seated())

    assert "Noch niemand gefragt. Vor dem Weitergeben müssen zustimmen:" in page
    assert "Person X91-1 – hat es anvertraut (§ 65 Abs. 1 S. 1 Nr. 1 SGB VIII)" in page
    assert "Person X91-1 – entscheidet selbst (§ 67b Abs. 2 SGB X)" in page
    assert "Person X91-3 – gemeinsam sorgeberechtigt (§§ 1626, 1629, 1687 BGB) – für Person X91-2" in page


def test_what_was_signed_does_not_lack_any_more(seated):
    """Alma agreed for herself and for Ben; Carl did not answer."""
    page = _page(seated(_paper("X91-C1", "X91-1", "X91-1"), _paper("X91-C2", "X91-2", "X91-1")))

    assert "Weitergeben (X91-C1 und X91-C2) – fehlt noch:" in page
    assert "Person X91-3 – gemeinsam sorgeberechtigt" in page
    assert "hat es anvertraut (" not in page
    assert "Person X91-1 – gemeinsam sorgeberechtigt" not in page


def test_where_all_agreed_it_says_so(seated):
    """Passing it on stays its worker's own decision: nobody else sees anything by it."""
    seats = seated(_paper("X91-C1", "X91-1", "X91-1"), _paper("X91-C2", "X91-2", "X91-1", "X91-3"))

    assert "Weitergeben (X91-C1 und X91-C2): alle haben zugestimmt." in _page(seats)
    assert not [one for one in seats.kreis.open("U01", NUMBER).projection.shown if "note" in one.field]


def test_a_no_is_said_to_the_worker(seated):
    """Carl refused: it may not be passed on."""
    refused = _paper("X91-C2", "X91-2", "X91-1", refused=[{"by": "X91-3", "at": "2026-11-04T10:00:00+01:00"}])

    page = _page(seated(_paper("X91-C1", "X91-1", "X91-1"), refused))

    assert "Person X91-3 – gemeinsam sorgeberechtigt (§§ 1626, 1629, 1687 BGB): hat Nein gesagt" in page


@pytest.mark.parametrize(("ref", "purpose"), [("U01", PLANNING), ("U07", PLANNING), ("U12", Purpose.PROVIDER_SERVICE)])
def test_the_page_of_consents_says_nothing_of_it(seated, ref, purpose):
    """Not even to the worker: it stands at the note alone (S1, G2)."""
    seats = seated(_paper("X91-C1", "X91-1", "X91-1"), _paper("X91-C2", "X91-2", "X91-1"))

    page = seats.page(ref, NUMBER, purpose, "/einwilligungen").text

    assert "X91-C1" not in page
    assert "anvertraut" not in page


def test_another_worker_finds_no_word_of_it_at_their_notes(seated):
    """The Jobcoach's own page for notes is the same with and without the papers."""
    seats = seated(_paper("X91-C1", "X91-1", "X91-1"))

    page = seats.client("U01").get(f"/familien/{NUMBER}/notiz?zweck={PLANNING}").text

    assert "Weitergeben" not in page
    assert "X91-C1" not in page


WAITS = "Ihnen wurde ein Eintrag anvertraut."


@pytest.mark.parametrize("kind", ["", "&art=record"])
def test_without_a_fresh_proof_the_page_for_notes_says_that_something_waits(seated, kind):
    """As the family's pages do, with the way to confirm; and no more once it was opened."""
    browser = seated().client("U07")
    place = f"/familien/{NUMBER}/notiz?zweck={OWN_TASK}{kind}"
    assert WAITS not in browser.get(place).text

    with browser.session_transaction() as session:
        session.pop("grant")
    page = browser.get(place).text

    assert 1 == page.count(WAITS) == page.count("/anmelden/bestaetigen")
    assert "Alma" not in page


@pytest.mark.parametrize(("ref", "purpose"), [("U08", OWN_TASK), ("U01", PLANNING), ("U09", OWN_TASK)])
def test_nobody_else_hears_at_the_page_for_notes_that_something_waits(seated, ref, purpose):
    """A colleague who has the case too, the Jobcoach, who leads: proven or not."""
    browser = seated().client(ref)
    pages = [browser.get(f"/familien/{NUMBER}/notiz?zweck={purpose}").text]
    with browser.session_transaction() as session:
        session.pop("grant", None)
    pages.append(browser.get(f"/familien/{NUMBER}/notiz?zweck={purpose}").text)

    assert not [page for page in pages if "Ihnen wurde" in page]
