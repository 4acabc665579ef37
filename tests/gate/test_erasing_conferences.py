"""What a conference says of a family goes with the family's record; what it says of others stays."""

from tests.exchange.documents import document
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.kreis import F01, Kreis

F02 = "FAM-2025-007"
MEETING = {
    "number": "K-2026-040",
    "kind": "case",
    "from": "2026-04-01T10:00:00+02:00",
    "to": "2026-04-01T11:00:00+02:00",
    "place": "Raum 1",
    "moderator": "U06",
}
OF_F01 = {"family": F01, "reason": "Ziele", "staff": ["U01", "U07"], "guests": [{"as": "school", "name": "Frau Linde"}]}
OF_F02 = {"family": F02, "reason": "Kita", "staff": ["U01", "U07"]}


def _left(kreis: Kreis) -> list[tuple[int, int, int, int]]:
    counts = ", ".join(f"(select count(*) from conference.{one})" for one in ("meeting", "topic", "seat", "words"))
    return kreis.superuser().execute(f"select {counts}").fetchall()  # type: ignore[arg-type]  # made of names of tables


def test_a_meeting_about_the_family_alone_is_destroyed_with_it(kreis: Kreis, tmp_path) -> None:
    """Topic, seats, place, reason and names; the erasure counts it."""
    kreis.load(document(conferences=[{**MEETING, "topics": [OF_F01]}]))
    end_fam(kreis)

    done = erase(loader(kreis, tmp_path), kreis)

    assert 1 == done.destroyed.rows["conferences"]
    assert [(0, 0, 0, 0)] == _left(kreis)


def test_of_a_meeting_about_others_too_the_rest_stays(kreis: Kreis, tmp_path) -> None:
    """The topic of the other family, with its seat and words, and the place."""
    kreis.load(document(conferences=[{**MEETING, "topics": [OF_F01, OF_F02]}]))
    end_fam(kreis)

    erase(loader(kreis, tmp_path), kreis)

    meetings, topics, seats, words = _left(kreis)[0]
    assert (1, 1, 2) == (meetings, topics, seats)
    assert 4 == words, "the place and the other reason, each for both agencies"
