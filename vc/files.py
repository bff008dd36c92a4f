"""Writing files that are whole or not there, and that never take the place of what the user gave."""

import os
import shutil
import tempfile
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from vc.errors import OutputError

_SPACE = "vc-"

Named = tuple[str, str | os.PathLike[str] | None]  # what it is, for the user: "the music"; and where it lies


@contextmanager
def appearing(path: str | Path) -> Iterator[Path]:
    """A temporary path beside `path`, which takes its name when the block ends well and vanishes when it does not.

    Missing folders are made. Its own name is short, so that it fits wherever `path` does. Raises OutputError where the
    system refuses.
    """
    path = Path(path)
    part = path.with_name(f".{uuid.uuid4().hex[:16]}.part{path.suffix[-16:]}")
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


@contextmanager
def appearing_folder(folder: Path) -> Iterator[Path]:
    """Likewise a folder to fill, which then takes the place of an older one.

    What a killed program left half-filled is emptied by the next one. Raises OutputError.
    """
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        yield partial
        shutil.rmtree(folder, ignore_errors=True)
        partial.replace(folder)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written: {error.strerror or error}. Free space there or choose another folder."
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_texts(folder: str | Path, texts: Mapping[str, str]) -> list[Path]:
    """Files of a folder by their names, in UTF-8, each whole or not there. Raises OutputError."""
    for name, text in texts.items():
        with appearing(Path(folder) / name) as part:
            part.write_text(text, encoding="utf-8")
    return [Path(folder) / name for name in texts]


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder for files on their way, deleted at the end; what a killed program left is for `sweep`."""
    with tempfile.TemporaryDirectory(prefix=f"{_SPACE}{os.getpid()}-") as folder:
        yield Path(folder)


def sweep() -> None:
    """Delete the workspaces of programs that were killed. To be called when a program starts."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SPACE}*-*"):
        owner = folder.name.removeprefix(_SPACE).partition("-")[0]
        if owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    """Another program of this number; one's own was an earlier one's, as in containers."""
    if pid == os.getpid():
        return False
    if os.name == "nt":  # where asking would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def refuse_overwriting(inputs: Iterable[Named], outputs: Iterable[Named]) -> None:
    """Raise OutputError if an output is the same file as an input or as another output, also through links.

    Names that differ in letter case alone count as the same: on most people's disks they are.
    """
    known = [(what, Path(path)) for what, path in inputs if path is not None]
    for what, place in outputs:
        if place is None:
            continue
        path = Path(place)
        for other, taken in known:
            if _is_same(path, taken):
                raise OutputError(f"{path} cannot be {what}: it is {other}. Choose another name or folder for {what}.")
        known.append((what, path))


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        if one.samefile(other):
            return True
    return _plain(one) == _plain(other)


def _plain(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
