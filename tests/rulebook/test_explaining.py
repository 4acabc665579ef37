"""Why a case comes out as it does: the derivation, the sheets for the people concerned, and what would change it."""

from functools import cache

import pytest

from hub.policy.conditions import CONDITIONS
from hub.rulebook.deriving import derive
from hub.rulebook.explaining import DerivationText, as_data
from hub.rulebook.judging import answer
from hub.rulebook.sheets import Words, sheets
from hub.rulebook.wording import load_wording
from hub.terms.lists import Level
from hub.terms.reasons import Reason
from tests.policy.worlds import POLICIES, ROOT

from .books import public_cases, read, rules

CASES = public_cases()
DECIDED = [case for case in CASES if "act" not in CASES[case]["ask"]]
WORDING = load_wording(ROOT)
WORDS = Words(WORDING, POLICIES.catalogue)


@cache
def _derived(name):
    return derive(CASES[name], rules(), WORDING)


def _sheets(name):
    return sheets(_derived(name), WORDS)


def _changed(name, **parts):
    [case] = read({**CASES[name], **parts})
    return derive(case, rules(), WORDING)


@pytest.mark.parametrize("name", DECIDED)
def test_a_derivation_comes_to_what_the_gate_decides(name):
    """The least that anybody present sees is what is shown; what is withheld has a reason for each who may not."""
    derivation, found = _derived(name), answer(CASES[name], rules())

    for piece in derivation.pieces:
        assert piece.level == min(seat.level for seat in piece.seats)
        assert all((seat.finding is None) == bool(seat.level) for seat in piece.seats)
        if piece.piece.name in found.withheld:
            assert Level.NONE is piece.level


@pytest.mark.parametrize("name", DECIDED)
def test_every_case_can_be_told(name):
    """To a lawyer with every rule and norm, to a program as data; no id of a condition and no placeholder is left."""
    text = DerivationText(_derived(name), WORDS).text()

    assert "{" not in text
    assert not [condition for condition in CONDITIONS if condition in text]
    assert as_data(_derived(name))["case"] == name
    for sheet in _sheets(name):
        assert not {"{", "|", "Klient", "Zugriff verweigert", "ungültig", "Fall "} & {
            w for w in ("{", "|") if w in sheet
        }
        assert not [word for word in ("Klient", "Zugriff verweigert", "ungültig") if word in sheet]


def test_a_boy_of_14_is_told_that_his_no_counts():
    """S044: addressed as "du", with norms at the end, and without a word on what his parents answered."""
    [sheet] = _sheets("S044")

    assert "Dieses Blatt ist nur für: Sohn." in sheet
    assert "Du hast Nein gesagt. Dein Nein zählt" in sheet
    assert "Nur du selbst kannst deine Antwort ändern" in sheet
    assert "Mutter" not in sheet
    assert "Vater" not in sheet
    assert sheet.splitlines()[-1].startswith("(Rechtsgrundlagen: § 67d Abs. 1 SGB X")
    assert sheet.splitlines()[-1].endswith("Art. 4 Nr. 11 DSGVO; Art. 8 GRCh)")
    assert 1 == sheet.count("§ 67d")


def test_a_mother_is_told_who_in_the_room_stops_it_and_two_ways_on():
    """S064: she may consent to the worker as well, or the worker does not look."""
    [sheet] = _sheets("S064")

    assert "Mit auf den Bildschirm schaut: Fachkraft des Trägers. Diese Person darf das nicht sehen." in sheet
    assert "Sie können auch für diese Person zustimmen" in sheet
    assert "Oder es schaut nicht mit auf den Bildschirm: Fachkraft des Trägers." in sheet


def test_what_a_son_confided_leaves_no_trace_on_his_mothers_sheet():
    """S018: two sheets; hers speaks of her part alone and would read the same if he had said nothing."""
    hers, his = _sheets("S018")
    note = CASES["S018"]["entries"]["n1"]
    alone = {"n1": {**note, "parts": {"p1": note["parts"]["p1"]}}}

    [without] = sheets(_changed("S018", entries=alone), WORDS)

    assert without == hers
    assert "nur als Zusammenfassung" in hers
    assert 1 == hers.count("zugestimmt")
    assert "§ 65 Abs. 1 S. 2 SGB VIII" in hers.splitlines()[-1]
    assert "Das wurde einer Fachkraft im Vertrauen gesagt." in his
    assert "Auch andere, die mitentscheiden, müssten zustimmen." in his


def test_of_somebody_elses_no_a_sheet_says_only_that_one_is_missing():
    """A father refused for his daughter of 16: she does not read it; the derivation for lawyers names him."""
    people = {
        "father": {"born": "1984-04-14"},
        "son": {
            "born": "2018-06-03",
            "custody": [{"holder": "father", "proof": {"kind": "register_58", "seen_on": "2026-01-20"}}],
        },
    }
    refused = {"c1": {"for": ["son"], "signed": [], "refused": ["father"]}}

    derivation = _changed("S044", persons=people, consents=refused)

    [sheet] = sheets(derivation, WORDS)
    assert "Es fehlt noch die Zustimmung von jemand anderem" in sheet
    assert "Nein gesagt" not in sheet
    assert "abgelehnt (Vater)" in DerivationText(derivation, WORDS).text()


@pytest.mark.parametrize("name", [name for name in DECIDED if CASES[name]["expect"]["reason"] == "ceiling_none"])
def test_what_no_consent_opens_is_said_honestly(name):
    """A ceiling of none: nothing could."""
    stopped = [seat for piece in _derived(name).pieces for seat in piece.stopping]

    assert stopped
    assert all(seat.turning is None for seat in stopped if seat.finding.reason is Reason.CEILING_NONE)


def test_a_sheet_promises_nothing_that_consent_cannot_do():
    """S024: a ceiling of none is not called a question of consent. S001: own data have nothing to withdraw."""
    [sealed, *_], [own, *_] = _sheets("S024"), _sheets("S001")

    assert "Nichts. Das bleibt gesperrt, auch wenn alle zustimmen." in sealed
    assert "nur, wenn alle zustimmen" not in sealed
    assert "Zustimmung" not in own
    assert "Was können Sie tun?" in own


def test_of_child_protection_there_is_no_sheet():
    """Nothing is handed out that could tell of it (users.md G2)."""
    [name] = [name for name in DECIDED if CASES[name]["expect"]["reason"] == "child_protection"]

    assert () == _sheets(name)


def test_each_paper_is_heard_alone_and_the_nearest_miss_is_named():
    """S044: of the one paper it is said who said no and that it does not count."""
    [piece] = _derived("S044").pieces
    [standing] = piece.seats[0].persons

    assert Reason.CONSENT_REFUSED is standing.obstacle.reason
    assert ("son",) == standing.obstacle.signers
    assert ["c1"] == [paper.paper for paper in standing.papers]


def test_what_would_have_to_change_is_what_really_opens_it():
    """S064: with a consent that names the provider's team too, everybody sees it."""
    consent = CASES["S064"]["consents"]["c1"]
    recipients = ["jobcenter:coaching_team", "jugendamt:asd_west", "provider:oft"]

    derivation = _changed("S064", consents={"c1": {**consent, "recipients": recipients}})

    assert [Level.FULL] == [piece.level for piece in derivation.pieces]
