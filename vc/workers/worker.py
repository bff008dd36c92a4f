"""The process that reads: it runs one function after another and sends back what they give. Started by pool."""

import os
import queue
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from vc.errors import VCError
from vc.workers.wire import DEFECT, ITEM, MEMORY, REFUSED, RESULT, receive, send

MAX_MEMORY = 2_000_000_000  # bytes; a photo of 110 megapixels with transparency needs 1.3e9
TIRED_MEMORY = 300_000_000  # bytes; a worker that still holds more when it is done is replaced


def main() -> None:
    requests, answers = _own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program; this ends with it
    _limit()
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    with suppress(BrokenPipeError):
        while True:
            function, given, named = waiting.get()
            for kind, value in _answers(function, given, named):
                send(answers, (kind, value, kind != ITEM and _is_tired()))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """What the messages go through; whatever a library prints goes elsewhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return requests, answers


def _listen(requests: BinaryIO, waiting: "queue.SimpleQueue[Any]") -> None:
    """On a thread of its own, so that the worker ends with the program even in the middle of a file."""
    with suppress(Exception):
        while True:
            waiting.put(receive(requests, trusted=True))
    os._exit(0)


def _answers(function: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    try:
        result = function(*given, **named)
        if isinstance(result, Iterator):
            for item in result:
                yield ITEM, item
            result = None
        yield RESULT, result
    except VCError as error:
        yield REFUSED, (type(error).__name__, str(error))
    except MemoryError:
        yield MEMORY, None
    except BrokenPipeError:
        raise
    except Exception:
        yield DEFECT, traceback.format_exc()


def _limit() -> None:
    """No more memory than needed, no core files and no files at all. Windows has no such limits."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        for kind, most in (("RLIMIT_DATA", MAX_MEMORY), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
            limit = getattr(resource, kind)
            hard = resource.getrlimit(limit)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(limit, (most, most))


def _is_tired() -> bool:
    """What was given back to the system does not count, where it says so: Linux does. Peaks there are the program's."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") > TIRED_MEMORY
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > TIRED_MEMORY  # macOS counts bytes
    return False


if __name__ == "__main__":
    main()
