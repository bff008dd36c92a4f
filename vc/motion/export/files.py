"""Writing files that are whole or not there."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vc.errors import OutputError


@contextmanager
def appearing(path: str | Path) -> Iterator[Path]:
    """A temporary path beside `path`, which takes its name when the block ends well and vanishes when it does not.

    Missing folders are made. Raises OutputError where the system refuses.
    """
    path = Path(path)
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}.part{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written to {path.parent}: {error.strerror or error}. "
            "Free space there or choose another place."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
