"""To the Jobcoach a consent is complete or not: who lacks, and why, is in no byte of their pages (D18, D23)."""

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.families import cell, consent, family
from tests.attacks.traces import NAMED_BY_CHANCE, TOKEN
from tests.kreis_tables.seats import Seats

PROOF = {"kind": "register_58", "seen_on": "2026-01-20"}
SOLE, JOINT = [{"holder": "{}-2", "proof": PROOF}], ["{}-2", "{}-3"]
CASES = {
    "the other parent": ("X81", {"custody": JOINT}),
    "the proof of custody": ("X82", {"custody": ["{}-2"]}),
    "a guardian": ("X83", {"custody": [{"holder": "{}-4", "proof": PROOF}]}),
    "a proof of a guardian": ("X84", {"custody": [{"holder": "{}-4"}]}),
    "a conflict of interest": ("X85", {"custody": SOLE, "conflict_since": "2026-10-20"}),
}
COMPLETE = ("X86", {"custody": SOLE})
ROLES = ("U01", "U06")


def _number(name):
    return FamilyNumber(f"FAM-2026-7{name[1:]}")


def _family(name, facts):
    """A child for whom its mother said yes. Who else would have to, or what is in the way, differs."""
    child = {"id": f"{name}-1", "born": "2018-02-03"} | {
        key: [_named(one, name) for one in value] if isinstance(value, list) else value for key, value in facts.items()
    }
    mother, father = ({"id": f"{name}-{place}", "born": "1990-02-03"} for place in (2, 3))
    office = {"id": f"{name}-4", "kind": "representative"}
    cells = [cell("given_name", f"{name}-{place}", word, owner="jugendamt") for place, word in NAMES.items()]
    paper = consent(f"{name}-C1", f"{name}-1", ["U01"]) | {
        "signed": [{"by": f"{name}-2", "at": "2026-10-01T10:00:00+02:00"}]
    }
    workers = [{"staff": staff} for staff in ("U01", "U06", "U07")]
    persons = [child, mother, father, office]
    return family(_number(name), name, cells, persons=persons, consents=[paper], assignments=workers)


NAMES = {1: "Alma", 2: "Berta", 3: "Carl"}


def _named(holding, name):
    if isinstance(holding, str):
        return holding.format(name)
    return holding | {"holder": holding["holder"].format(name)}


@pytest.fixture
def seats(kreis):
    """All the families of this file."""
    for name, facts in (*CASES.values(), COMPLETE):
        kreis.load(_family(name, facts))
    return Seats(kreis)


def _read(seats, ref, name):
    """The page of the consents of a family, and what the API says of them; the name of the family aside."""
    number = _number(name)
    page = seats.page(ref, number, Purpose.FAM_JOINT_SUPPORT, "/einwilligungen")
    asked = seats.ask(ref, f"/families/{number}/consents?purpose=fam_joint_support")
    assert page.status_code == asked.status_code == 200
    seen: dict[str, str] = {}
    text = TOKEN.sub(r"\1…", page.text + asked.text)
    masked = NAMED_BY_CHANCE.sub(lambda found: seen.setdefault(found.group(), f"<{len(seen)}>"), text)
    return masked.replace(number, "number").replace(name, "family")


@pytest.mark.parametrize("ref", ROLES)
def test_who_lacks_is_in_no_byte_of_the_other_agencys_pages(seats, ref):
    """Whatever lacks, it is the same page and the same answer of the API, and another where nothing lacks."""
    pages = {case: _read(seats, ref, name) for case, (name, _) in CASES.items()}

    assert {case for case, page in pages.items() if page != pages["the other parent"]} == set()
    assert "Unterschriften nicht vollständig." in pages["the other parent"]
    assert "Unterschriften vollständig." not in pages["the other parent"]
    assert "Unterschriften vollständig." in _read(seats, ref, COMPLETE[0])


def test_the_worker_of_the_case_reads_who_lacks_and_why(seats):
    """Or the comparison above would prove nothing: each is another page."""
    pages = {case: _read(seats, "U07", name) for case, (name, _) in CASES.items()}

    assert len(set(pages.values())) == len(CASES)
    assert "Carl – gemeinsam sorgeberechtigt (§§ 1626, 1629, 1687 BGB)" in pages["the other parent"]
    assert "Berta – Nachweis der Sorge fehlt (§ 58 SGB VIII, § 1626a Abs. 3 BGB)" in pages["the proof of custody"]
    assert "Vormund oder Pfleger*in mit diesem Teil der Sorge" in pages["a guardian"]
    assert "ruht wegen eines Interessenkonflikts" in pages["a conflict of interest"]
    assert '"by":"family-3","ground":"custody_joint","reason":"signer_missing"' in pages["the other parent"]
    assert '"by":null,"ground":"conflict"' in pages["a conflict of interest"]
