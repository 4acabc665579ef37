"""Arrays reach the database as they were meant."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.db.arrays import byteas, integers, joined, smallints, texts, uuids
from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.terms.lists import Level, Partition
from tests.amounts import examples

SAME = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = (
    st.lists(st.uuids(version=4), max_size=200),
    st.lists(st.one_of(st.sampled_from(Partition), st.text(st.characters(codec="utf-8", exclude_characters="\0")))),
    st.lists(st.integers(-(2**31), 2**31 - 1), max_size=200),
    st.lists(st.one_of(st.sampled_from(Level), st.integers(-(2**15), 2**15 - 1)), max_size=200),
    st.lists(st.binary()),
)


@pytest.fixture
def pool(running: EmbeddedServer) -> Iterator[Database]:
    """One connection as the owner."""
    database = Database(running.url("postgres", "postgres"), size=1)
    yield database
    database.close()


@SAME
@given(*MANY)
def test_the_database_reads_what_was_packed(
    pool: Database, ids: list[UUID], words: list[str], numbers: list[int], small: list[int], boxes: list[bytes]
) -> None:
    """Of each kind, none or many; members of a closed list are their words and numbers."""
    told = [str(one) for one in ids]
    packed = (uuids(told), texts(words), integers(numbers), smallints(small), byteas(boxes))

    [row] = pool.rows("select %s, %s, %s, %s, %s", packed)

    assert (told, [str(word) for word in words], numbers, [int(one) for one in small], boxes) == row


@SAME
@given(st.lists(st.lists(st.uuids(version=4)), min_size=1, max_size=5), st.lists(st.lists(st.text("aä")), min_size=1))
def test_several_joined_are_one_packed_at_once(ids: list[list[UUID]], words: list[list[str]]) -> None:
    """Whichever of them have nothing."""
    told = [[str(one) for one in some] for some in ids]

    assert uuids([one for some in told for one in some]) == joined([uuids(some) for some in told])
    assert texts([one for some in words for one in some]) == joined([texts(some) for some in words])


def test_the_database_knows_their_types(pool: Database) -> None:
    """No cast is needed, and a wrong one would be refused."""
    nothing = (uuids(()), texts(()), integers(()), smallints(()), byteas(()))

    found = [pool.rows("select format_type(pg_typeof(%s), null)", (one,)) for one in nothing]

    assert [[("uuid[]",)], [("text[]",)], [("integer[]",)], [("smallint[]",)], [("bytea[]",)]] == found


@pytest.mark.parametrize("ids", [["01"], ["zz" * 16], ["0" * 31], [""]])
def test_what_is_no_id_is_not_sent(ids: list[str]) -> None:
    """Too short, or not of hexadecimal digits."""
    with pytest.raises(ValueError, match=r"."):
        uuids(ids)
