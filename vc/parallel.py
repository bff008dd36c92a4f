"""Independent tasks side by side: in this process, in processes of this machine, or on the machines of a Ray cluster.

A task leaves what it makes in a folder that every machine sees, whole or not at all. So one whose machine dies is
begun again elsewhere, and what was finished is finished.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from vc.errors import ClusterError

Task = TypeVar("Task")
Result = TypeVar("Result")

RETRIES = 10  # of one task whose machine or process dies; a task that kills whatever runs it must end some time
AHEAD = 2  # tasks handed to a cluster for each that it can run: none waits for work, and few are to be taken back


def run_all(
    do: Callable[[Task], Result], tasks: Iterable[Task], *, workers: int = 1, ray: str | None = None, cores: int = 1
) -> Iterator[tuple[Task, Result]]:
    """Yield (task, do(task)) as they are finished, in any order; each task is yielded once.

    do : a function that can be pickled; what it returns should be small
    workers : processes of this machine; 1 is this process itself, in order
    ray : address of a Ray cluster instead ("auto" on one of its machines, or "host:6379"); needs the cluster extra
    cores : processor cores that a task keeps busy, for the cluster's planning; a smaller machine lends what it has

    An exception of a task ends the others and is raised as it was. Raises ValueError for less than one worker,
    ClusterError without Ray or a cluster.
    """
    if workers < 1:
        raise ValueError(f"needs at least one worker, not {workers}")
    if ray is not None:
        return _on_cluster(do, tasks, ray, cores)
    if workers == 1:
        return ((task, do(task)) for task in tasks)
    return _in_processes(do, tasks, workers)


def _in_processes(
    do: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result]]:  # fmt: skip
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from as_done(pool, do, tasks)


def as_done(
    pool: Executor, do: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result]]:  # fmt: skip
    """Each task with its result as it is done; where one fails, or nobody wants more, the others are not begun."""
    task_of = {pool.submit(do, task): task for task in tasks}
    try:
        for done in as_completed(task_of):
            yield task_of[done], done.result()
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise


def _on_cluster(
    do: Callable[[Task], Result], tasks: Iterable[Task], address: str, cores: int
) -> Iterator[tuple[Task, Result]]:  # fmt: skip
    ray = _import_ray()
    ours = _connect(ray, address)
    cores = min(cores, _largest(ray))  # a task that asks for more than any machine has would wait for ever
    call = ray.remote(num_cpus=cores, max_retries=RETRIES)(_call)
    shared = ray.put(do)  # sent to a machine once, not with every task
    left = iter(tasks)
    task_of: dict[Any, Task] = {}
    try:
        while True:
            for task in islice(left, max(0, _room(ray, cores) - len(task_of))):
                task_of[call.remote(shared, task)] = task
            if not task_of:
                return
            (done, *_), _ = ray.wait(list(task_of), num_returns=1)
            yield task_of.pop(done), _result(ray, done)
    finally:
        for unfinished in task_of:
            ray.cancel(unfinished)
        if ours:
            ray.shutdown()


def _largest(ray: Any) -> int:
    """Processor cores of the machine that has most."""
    return max(1, *(int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]))


def _call(do: Callable[[Task], Result], task: Task) -> Result:
    return do(task)


def _room(ray: Any, cores: int) -> int:
    """Tasks that may be under way: machines come and go, so it is asked anew each time."""
    return max(1, AHEAD * int(ray.cluster_resources().get("CPU", 1) / cores))


def _result(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None  # the task's own exception; Ray's would be no VCError
    except ray.exceptions.RayError as error:
        raise ClusterError(f"The Ray cluster lost a task {RETRIES} times: {error}. Look at its machines' memory and "
                           "disks; the same command goes on where this one ended.") from error  # fmt: skip


def _import_ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise ClusterError("--ray needs Ray on every machine: pip install 'virtualconductor[cluster]'.") from error
    return ray


def _connect(ray: Any, address: str) -> bool:
    """Is the connection ours to close? Raises ClusterError."""
    if ray.is_initialized():
        return False
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        raise ClusterError(f"No Ray cluster can be reached at {address!r}: {str(error).splitlines()[0]} Start one with "
                           "ray start --head, and name auto on that machine, or its host:6379.") from error  # fmt: skip
    return True
