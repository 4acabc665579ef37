"""Keys of workers in their folder, whoever changes them at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from hub.ledger.workerkeys import WorkerKeys, make_worker_folder

MANY, ROUNDS = 8, 12


def test_processes_that_make_a_workers_key_at_once_make_one(tmp_path):
    """Each holder is a process of its own as far as locks in memory go; what one has closed, all of them open."""
    make_worker_folder(tmp_path, "jugendamt")
    start, where = Barrier(MANY), b"where it lies"

    def close(number, staff):
        holder = WorkerKeys(tmp_path, "jugendamt")
        start.wait()
        return holder.bind(staff, ("issuer", str(number % 2))), holder.closed(staff, b"said", where)

    for staff in [str(uuid4()) for _ in range(ROUNDS)]:
        with ThreadPoolExecutor(MANY) as pool:
            answers = list(pool.map(close, range(MANY), [staff] * MANY))

        keys = WorkerKeys(tmp_path, "jugendamt")
        assert {b"said"} == {keys.open(staff, box, where) for _, box in answers}
        assert MANY // 2 == sum(is_theirs for is_theirs, _ in answers), "of two accounts the first is the worker's"
