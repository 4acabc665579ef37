"""Nobody learns by looking ahead what they may not see: neither what the other agency holds nor whether it does."""

import pytest

from hub.terms.ids import FamilyNumber
from tests.gate.ahead import CATEGORIES, ahead, answer, own, persons
from tests.kreis import F01, Kreis

F02 = FamilyNumber("FAM-2025-007")
READ = """
    select c.owner, c.field_id, array(select m.person_id::text from record.subject m
                                      where m.tenant_id = c.tenant_id and m.subjects_id = c.subjects_id)
    from ledger.ticket t, unnest(t.cells) as n (cell) join record.cell c on c.cell_id = n.cell
    where t.entry_id = %s
"""
OWN = {"U01": "jobcenter", "U07": "jugendamt", "U12": "provider"}
NAMES = {"given_name", "family_name"}


def _read(kreis, looked):
    """What the ticket of a look names: owner, field and persons of each cell."""
    return kreis.superuser().execute(READ, (looked.disclosure.entry,)).fetchall()


def _everything(kreis, number, recipient):
    """Everybody says yes to all that can be asked."""
    people = list(persons(kreis, number).values())
    return (("X-1", answer(kreis, people, dict.fromkeys(people, True), recipient, categories=list(CATEGORIES))),)


@pytest.mark.parametrize(("ref", "recipient"), [("U01", "U07"), ("U07", "U01"), ("U01", "U01"), ("U07", "U07")])
def test_staff_read_their_own_part_and_the_joint_one_whatever_they_try(kreis: Kreis, ref: str, recipient: str) -> None:
    """Of the other agency's part no cell is named in the ticket but the names that every page of theirs shows."""
    looked = ahead(kreis, ref, recipient=recipient, answers=_everything(kreis, F01, recipient))

    read = _read(kreis, looked)
    seen = {value.cell for value in kreis.open(ref).projection.shown}
    assert {OWN[ref], "joint"} >= {owner for owner, field, _ in read if field not in NAMES}
    assert {value.cell for value in looked.disclosure.projection.shown} <= seen
    assert looked.glimpses or ref == recipient


@pytest.mark.parametrize(("ref", "recipient", "other"), [("U01", "U07", "jugendamt"), ("U07", "U01", "jobcenter")])
def test_the_other_part_may_be_there_or_not(kreis: Kreis, ref: str, recipient: str, other: str) -> None:
    """With all of it gone, save the names, the preview is the same to the last cell."""
    answers = _everything(kreis, F01, recipient)
    with_data = ahead(kreis, ref, recipient=recipient, answers=answers)

    superuser = kreis.superuser()
    superuser.execute("set session_replication_role = replica")  # their values may stay behind
    superuser.execute(
        "delete from record.cell c using core.family f where f.family_id = c.family_id and f.number = %s"
        " and c.owner = %s and c.field_id <> all(%s)",
        (F01, other, list(NAMES)),
    )
    superuser.execute("update core.family set record_version = record_version + 1")
    without = ahead(kreis, ref, recipient=recipient, answers=answers)

    assert with_data.glimpses == without.glimpses
    assert with_data.recipients == without.recipients


@pytest.mark.parametrize(("who", "other"), [("julia.brombeer", "F02-2"), ("markus.brombeer", "F02-1")])
def test_one_parent_reads_nothing_about_the_other(kreis: Kreis, who: str, other: str) -> None:
    """Not alone, and not together with a child; the other's own word opens nothing here either."""
    refs = [ref for ref in ("C06", "C07", "C08", "C09", "C10", "C11") if own(kreis, who, ref).is_there]
    person = persons(kreis, F02)[other]

    read = [row for ref in refs for row in _read(kreis, own(kreis, who, ref))]

    assert refs
    assert read
    assert [] == [field for _, field, about in read if person in about]


def test_a_recipient_whom_no_paper_names_is_nobody_to_be_asked_about(kreis: Kreis) -> None:
    """Or staff could be tried one after the other to see who works with a family, and which help it has (K8)."""
    for stranger in ("U03", "U08", "U13"):
        looked = ahead(kreis, "U01", answers=_everything(kreis, F01, stranger))

        assert (looked.recipient, looked.glimpses) == (None, ())


def test_a_look_from_a_paper_is_in_the_log_of_both_bodies(kreis: Kreis) -> None:
    """A paper is joint, whatever is read with it: a way round the page of consents would leave the other's log (H4)."""
    f03 = FamilyNumber("FAM-2025-011")
    looks = [ahead(kreis, "U07", "C10", f03), ahead(kreis, "U07", number=f03, answers=_everything(kreis, f03, "U07"))]

    found = [
        kreis.superuser()
        .execute(
            "select array(select unnest(controllers) order by 1), event from ledger.index where entry_id = %s",
            (one.disclosure.entry,),
        )
        .fetchall()
        for one in looks
    ]

    assert [[(["jobcenter", "jugendamt"], "access.preview")], [(["jugendamt"], "access.preview")]] == found
