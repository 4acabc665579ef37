"""„Wer hat was gesehen?“ over the real house: one's own lines, in functions; nothing of anybody else (J12, F6)."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.casework.opening import list_own
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.errors import EvidenceRefused
from hub.ledger.proof import parse_proof, verify_proof
from hub.rights.account import OwnAccount
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from hub.terms.log import LogQuery
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.ledger.checked import check
from tests.ledger.evidence import standing_behind
from tests.web.houses import post, sit_down

PAGE = "/meine/zugriffe"
END = "Manche Zugriffe zeigen wir erst später. Das Gesetz schreibt das vor. Das gilt für alle Familien."


@pytest.fixture
def sandra(kreis: Kreis):
    """Sandra's own browser."""
    return sit_down(kreis, "sandra.ahornwald", "family")


def _lines(page: str) -> list[str]:
    return re.findall(r'<li class="own-card".*?</li>', page, re.DOTALL)


def test_a_look_of_today_stands_on_top_in_functions_and_with_its_basis(kreis, sandra):
    """Her Jobcoach, his agency, what kind of thing, for what, by which consent of which day; no name, no pseudonym."""
    kreis.open("U01")

    page = sandra.get(PAGE).text
    first = _lines(page)[0]

    assert "Ihr Jobcoach (Pro Arbeit) hat gelesen:" in first
    assert "Wofür: gemeinsame Planung." in first
    assert re.search(r"Erlaubt durch: Ihre Zustimmung(en)? vom \d{2}\.\d{2}\.2026", first)
    for secret in ("Kranichfeld", "Jonas", "U01", kreis.principal("U01").pseudonym, kreis.principal("U01").id):
        assert secret not in page
    assert END in page


def test_reading_the_list_is_in_the_list(kreis, sandra):
    """Like everything else; it says so in her words."""
    sandra.get(PAGE)

    assert "Sie haben diese Liste angesehen." in _lines(sandra.get(PAGE).text)[0]


def test_nobody_reads_of_the_others_of_the_family(kreis, sandra):
    """A look at the child's data alone is none at hers."""
    before = len(_lines(sandra.get(PAGE).text))
    child, house = next(person for ref, person in _people(kreis) if ref == "F01-2"), kreis.house("jobcenter")
    subject = {"number": F01, "persons": [[child, "P-2"]]}
    cells = [["jobcenter", ["full"], [child], ["address@1"]]]
    append(house.db, house.writer, replace(entry_of(kreis, "jobcenter"), subject=subject, access={"cells": cells}))

    assert before + 1 == len(_lines(sandra.get(PAGE).text))  # her first look at this page, and no more


@pytest.mark.parametrize(
    ("purpose", "field", "effect"),
    [
        (Purpose.SGB8_CHILD_PROTECTION, "address", Effect.PERMIT),
        (Purpose.FAM_JOINT_SUPPORT, "sgb8_conversation_note", Effect.PERMIT),
        (Purpose.FAM_JOINT_SUPPORT, "address", Effect.DENY),
    ],
)
def test_what_is_told_later_or_was_confided_leaves_no_trace(kreis, sandra, purpose, field, effect):
    """A protection case, what somebody confided about her, and what was refused: neither shown nor counted."""
    shown = _lines(sandra.get(PAGE).text)
    me = next(person for ref, person in _people(kreis) if ref == "F01-1")
    group, house = [["jugendamt", ["full"], [me], [f"{field}@1"]]], kreis.house("jugendamt")
    entry = entry_of(kreis, "jugendamt", Event.READ)
    subject = {"number": F01, "persons": [[me, "P-1"]]}
    append(
        house.db,
        house.writer,
        replace(entry, purpose=purpose, effect=effect, subject=subject, access={"cells": group, "action": "view"}),
    )

    after = _lines(sandra.get(PAGE).text)

    assert len(shown) + 1 == len(after)
    assert "ASD-Fachkraft" not in after[0] + after[1]
    assert END in sandra.get(PAGE).text


def test_what_another_of_the_family_does_is_in_nobody_elses_list(kreis):
    """Julia is not told that Markus looked at what both were asked about Leon, nor that he took it back (C7, D18)."""
    julia, markus = (sit_down(kreis, f"{one}.brombeer", "family") for one in ("julia", "markus"))
    julia.get(PAGE)
    before = len(_lines(julia.get(PAGE).text))
    page = markus.get("/meine/zustimmungen").text
    refs = re.findall(r'href="/meine/zustimmungen/([^/]+)/zuruecknehmen"', page)
    assert refs
    assert {303} == {
        post(markus, f"/meine/zustimmungen/{ref}/zuruecknehmen", umfang="alles").status_code for ref in refs
    }

    after = _lines(julia.get(PAGE).text)

    assert before + 1 == len(after)
    assert "Sie haben diese Liste angesehen." in after[0]


def test_the_file_for_checking_holds_each_line_with_its_leaf(kreis, sandra):
    """And the same lines as the page, the whole of them."""
    kreis.open("U01")

    document = sandra.get(f"{PAGE}.json").json
    page = sandra.get(PAGE).text

    assert len(_lines(page)) == len(document["lines"]) + 1
    assert all(line["leaf"] for line in document["lines"])
    assert {"function", "agency", "act", "categories", "purpose"} <= set(document["lines"][0])
    assert END == document["withheld"]


def test_the_document_is_one(kreis, sandra):
    """Tagged PDF."""
    answer = sandra.get(f"{PAGE}.pdf")

    assert answer.data.startswith(b"%PDF-")
    assert "application/pdf" == answer.mimetype
    assert b"pdfuaid" in answer.data


def test_a_look_a_week_ago_is_under_its_month(kreis, sandra):
    """Newest month first."""
    kreis.open("U01")
    kreis.at += timedelta(days=20)
    kreis.open("U01")

    page = sandra.get(PAGE).text

    assert ["Dezember 2026", "November 2026"] == re.findall(r'id="monat-\d+">([^<]*)<', page)[:2]


def test_where_a_page_ends_tells_of_nothing_that_is_withheld(kreis, sandra):
    """The way to older lines is a told line's place; where only withheld ones are older, there is no way."""
    child, house = next(person for ref, person in _people(kreis) if ref == "F01-2"), kreis.house("jobcenter")
    subject = {"number": F01, "persons": [[child, "P-2"]]}
    told, withheld = OwnAccount(kreis.house("family")), set()
    for _ in range(3):
        entry = replace(entry_of(kreis, "jobcenter"), subject=subject)
        append(house.db, house.writer, entry)
        withheld.add(entry.id)
    with sandra.session_transaction() as session:
        key = session["key"]
    me = kreis.principal("sandra.ahornwald", "family")

    pages = [told.read(me, key, LogQuery(limit=2), kreis.at)]
    while pages[-1].next is not None:
        pages.append(told.read(me, key, LogQuery(limit=2, before=pages[-1].next), kreis.at))

    assert all(page.next is None or page.next.entry == page.lines[-1].entry for page in pages)
    assert all(page.lines for page in pages)
    assert not withheld & {line.entry for page in pages for line in page.lines}


def test_a_cursor_that_is_none_is_refused(sandra):
    """422, and nothing is read."""
    assert 422 == sandra.get(f"{PAGE}?vor=gestern").status_code


def test_staff_do_not_have_this_page(kreis):
    """As if it were not there, whoever they are."""
    assert 403 == sit_down(kreis, "U01", "jobcenter").get(PAGE).status_code


def test_another_family_is_another_list(kreis, sandra):
    """What happened in another case is in no line."""
    kreis.open("U01", FamilyNumber("FAM-2025-011"), Purpose.SGB2_INTEGRATION)

    assert not any("Jobcoach" in line for line in _lines(sandra.get(PAGE).text)[:1])


def _people(kreis):
    rows = kreis.superuser().execute(
        "select p.ref, p.person_id from core.person p join core.family f using (family_id) where f.number = %s", (F01,)
    )
    return [(ref, str(person)) for ref, person in rows]


def test_each_line_of_the_file_carries_a_proof_that_holds(kreis, sandra, tmp_path):
    """Placed and cosigned by both agencies: whoever has the policy checks it without the hub; another leaf fails."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        kreis.open("U01")
        evidence.place()
        evidence.sign()

        lines = [line for line in sandra.get(f"{PAGE}.json").json["lines"] if line["proof"]]

    assert any(line["act"] == "read" for line in lines)
    for line in lines:
        proof, leaf = parse_proof(line["proof"].encode()), b64decode(line["leaf"])
        verify_proof(proof, leaf, evidence.policy)
        assert json.loads(leaf)["id"] == line["entry"]
        with pytest.raises(EvidenceRefused):
            verify_proof(proof, leaf.replace(b"access", b"excess"), evidence.policy)


def _listed(kreis, query=""):
    """The same Jobcoach looks at a list of his families, or searches it."""
    list_own(kreis.house("jobcenter"), kreis.principal("U01"), Purpose.FAM_JOINT_SUPPORT, Asked(query), kreis.at)


LOOKS = {"read": lambda kreis: kreis.open("U01"), "listed": _listed}
SEARCH = {"searched": lambda kreis: _listed(kreis, F01)}


@pytest.mark.parametrize("what", [*LOOKS, *SEARCH])
def test_a_person_checks_alone_what_an_entry_says_of_them(kreis, sandra, tmp_path, what):
    """Role, agency, purpose, categories, basis, and whom it is about: with the file, `verify.py` and the policy."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        {**LOOKS, **SEARCH}[what](kreis)
        evidence.place()
        evidence.sign()
        told = sandra.get(f"{PAGE}.json").json
    [line] = [one for one in told["lines"] if one["act"] == ("read" if what == "read" else "listed")]
    whole = tmp_path / "zugriffe.json"
    whole.write_text(json.dumps(told), encoding="utf-8")
    own, share = _share_of(line)

    said = json.loads(share[-1])

    assert (0, set()) == check(whole, policy=evidence.policy.write())
    assert ("jobcenter", "jobcoach", "fam_joint_support", F01) == tuple(
        said[name] for name in ("agency", "role", "purpose", "number")
    )
    assert sorted(line["categories"]) == said["categories"]
    assert said["norms"]
    assert own == b64decode(line["leaf"])
    others = {str(one) for (one,) in kreis.superuser().execute("select person_id from core.person")} - {said["person"]}
    assert not any(one in share[-1] for one in others), "nobody else is in it"


@pytest.mark.parametrize("act", LOOKS)
@pytest.mark.parametrize("what", ["words", "salt", "note", "path", "place"])
def test_a_share_that_the_leaf_did_not_commit_to_is_found(kreis, sandra, tmp_path, what, act):
    """Whatever of it is another: words, a salt, the path."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        LOOKS[act](kreis)
        evidence.place()
        evidence.sign()
        told = sandra.get(f"{PAGE}.json").json
    [line] = [one for one in told["lines"] if one["act"] == act]
    leaf, share = _share_of(line)
    bent = {
        "words": [*share[:-1], share[-1].replace("jobcoach", "asd_worker")],
        "salt": [share[1], *share[1:]],
        "note": [share[0], share[0], *share[2:]],
        "path": [*share[:3], share[3][::-1], share[4]],
        "place": [*share[:2], share[2] ^ 1, *share[3:]],
    }[what]
    proof = replace(parse_proof(line["proof"].encode()), extra=leaf + b"\n" + json.dumps(bent).encode())
    (tmp_path / "bent.tlog-proof").write_bytes(proof.write())

    assert (1, {"payload"}) == check(tmp_path / "bent.tlog-proof", policy=evidence.policy.write())


def _share_of(line):
    """Leaf and share, as a proof carries them."""
    leaf, _, share = parse_proof(line["proof"].encode()).extra.partition(b"\n")
    return leaf, json.loads(share)
