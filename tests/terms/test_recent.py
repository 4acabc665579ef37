"""The last things used, and no more."""

from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from hub.terms.recent import Recent

MOST = 3


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6))))
def test_what_was_used_last_is_kept_and_nothing_beyond(acts):
    """Whatever is kept and asked for in whichever order, exactly the last three keys are there."""
    recent: Recent[int, str] = Recent(MOST)
    used: list[int] = []
    for is_kept, key in acts:
        if is_kept:
            recent.keep(key, str(key))
        if is_kept or key in used[-MOST:]:
            assert str(key) == recent.get(key)
            used = [*(one for one in used if one != key), key]
        else:
            assert recent.get(key) is None

    assert [str(key) for key in used[-MOST:]] == [recent.get(key) for key in used[-MOST:]]


def test_threads_do_not_make_it_grow():
    """Keeping and forgetting are one step for everybody else."""
    recent: Recent[int, int] = Recent(MOST)
    threads = [
        Thread(target=lambda first: [recent.keep(first + n, n) for n in range(500)], args=(k * 500,)) for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert MOST == sum(recent.get(key) is not None for key in range(2000))
