"""A list is one line of the log that names its families; about each of them its own line says what was shown."""

from dataclasses import replace

from hub.casework.opening import list_own
from hub.review.log import open_log
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category, Purpose
from hub.terms.log import LogQuery
from tests.attacks.families import cell, consent, family
from tests.kreis import cases_of
from tests.whole import open_parts

OURS = FamilyNumber("FAM-2026-771")
NAMED = [
    cell("given_name", "X71-1", "Zoë", owner="jobcenter"),
    cell("family_name", "X71-1", "Müller", owner="jobcenter"),
]
THEIRS = [cell("family_name", "X71-1", "Weiß", owner="jugendamt")]


def _list(kreis, who="U01", query=""):
    principal = kreis.principal(who)
    return list_own(kreis.house(principal.agency.value), principal, Purpose.FAM_JOINT_SUPPORT, Asked(query), kreis.at)


def _read(kreis, agency=Agency.JOBCENTER, **query):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    page = open_log(kreis.house("oversight"), officer, LogQuery(**query), kreis.at)
    return [line for line in page.lines if line.event in {"access.list", "access.search"}]


def test_a_list_is_one_line_that_names_each_family(every_kreis):
    """Of several, no single one: neither persons nor categories are told together."""
    every_kreis.load(family(OURS, "X71", NAMED))
    _list(every_kreis)

    [line] = _read(every_kreis)

    assert ("access.list", None) == (line.event, line.family)
    assert sorted([*cases_of("U01"), OURS]) == sorted(line.families)
    assert () == line.categories


def test_about_a_family_its_own_line_says_what_was_shown_of_it(kreis):
    """With whom and what, for what and why: as the entry of a look would. Nothing of the other families."""
    kreis.load(family(OURS, "X71", NAMED))
    _list(kreis)

    [line] = _read(kreis, family=OURS)

    assert (OURS, (), Purpose.FAM_JOINT_SUPPORT) == (line.family, line.families, line.purpose)
    assert (("P-1",), (Category.CONTACT,)) == (line.persons, line.categories)
    assert "§ 67c Abs. 1 SGB X" in line.basis


def test_another_body_reads_of_a_list_only_the_families_whose_data_it_touched(kreis):
    """What was shown of the Jobcenter's own alone is no concern of the Jugendamt (H4)."""
    kreis.load(family(OURS, "X71", THEIRS, consents=[consent("X71-C1", "X71-1", ["U01"])]))
    kreis.load(family("FAM-2026-772", "X72", [cell("family_name", "X72-1", "Ulme", owner="jobcenter")]))
    _list(kreis, query="Weiß")
    _list(kreis, query="Ulme")

    lines = _read(kreis, Agency.JUGENDAMT)

    assert [(OURS,), (OURS,)] == [line.families for line in lines], "a name of the other body is read to be compared"
    assert [] == _read(kreis, Agency.JUGENDAMT, family=FamilyNumber("FAM-2026-772"))
    assert ("X71-C1",) == _read(kreis, Agency.JUGENDAMT, family=OURS)[0].basis


def test_without_a_familys_key_nothing_of_it_is_left_and_the_others_still_open(kreis):
    """Erased with its own family: the entry says that there was a part, and of the others all."""
    kreis.load(family(OURS, "X71", NAMED))
    _list(kreis)
    [listed] = _read(kreis)
    whole = open_parts(kreis.superuser(), kreis.keys, listed.entry)
    kreis.superuser().execute(
        "delete from ledger.bucket_key k using ledger.part b, ledger.index i, core.family f"
        " where k.bucket_id = b.bucket_id and (i.entry_id, i.part) = (b.entry_id, b.part)"
        " and f.family_id = i.family_id and f.number = %s",
        (OURS,),
    )

    [line] = _read(kreis, family=OURS)

    assert ((), (), ()) == (line.persons, line.categories, line.basis)
    left = open_parts(kreis.superuser(), kreis.keys, listed.entry)
    assert [part if part["subject"]["number"] != OURS else {} for part in whole] == left
