"""Draw numbered things on several threads and hand them out in order, with a bounded number in flight."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

# Finished items that may wait per worker: enough that a slow frame stalls nobody, few enough that memory stays flat.
_AHEAD_PER_WORKER = 2


def in_order(draw: Callable[[int], T], count: int, *, workers: int = 2) -> Iterator[T]:
    """Yield draw(0), draw(1) ... draw(count - 1), computed on `workers` threads.

    draw : called once per index, from any thread; it must not depend on the call before it. It gains from threads as
        far as it leaves Python's lock (numba `nogil`, NumPy, OpenCV)
    workers : threads; 1 draws ahead of the consumer on one thread

    At most workers * 3 items exist at a time, however large `count` is. An exception of draw(i) surfaces in place of
    item i. Closing the iterator drops what was not begun and waits only for the draws under way.
    Raises ValueError for a negative count or less than one worker.
    """
    if count < 0 or workers < 1:
        raise ValueError(f"needs count >= 0 and workers >= 1, not {count} and {workers}")
    return _generate(draw, count, workers)


def _generate(draw: Callable[[int], T], count: int, workers: int) -> Iterator[T]:
    limit = workers * (_AHEAD_PER_WORKER + 1)
    waiting: deque[Future[T]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="draw")
    try:
        for index in range(count):
            waiting.append(pool.submit(draw, index))
            if len(waiting) >= limit:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
