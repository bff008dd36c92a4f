"""What can be said of a music file before FFmpeg sees it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from vc.clip import MAX_MUSIC_S
from vc.errors import MusicError

KNOWN_KINDS = (
    "mp3, wav, flac, ogg, opus, m4a, aac, aiff, caf, wma, ac3, amr, or the sound of an mp4, mov, mkv, webm, avi or ts"
)
# A file that holds less than this share of what it states, less some slack, is cut off; padding explains the rest.
TRUNCATED_SHARE = 0.98
_SLACK_BYTES = 4096
# A wav that was written to a pipe states a length from here on, because it was not known: 0x7FFFF024, 0x80000024 ...
_PLACEHOLDER_BYTES = 0x7FFF_0000
_MOST_BOXES = 10_000


def refuse_what_is_no_sound(path: Path) -> None:
    """Raise MusicError for what is no file, empty, a playlist or a text."""
    if not path.is_file():
        raise MusicError(f"{path} is not a file. Choose a music file: {KNOWN_KINDS}.")
    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise MusicError(f"{path.name} is empty (0 bytes). Choose a music file: {KNOWN_KINDS}.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"#extm3u", b"ffconcat", b"[playlist]", b"[reference]", b"<?xml", b"<asx", b"<smil")):
        raise MusicError(f"{path.name} is a playlist, not music itself. Choose the music file that it names.")
    if _is_text(head):
        raise MusicError(f"{path.name} is a text file, not music. Needed: {KNOWN_KINDS}.")


def _is_text(head: bytes) -> bool:
    printable = sum(byte in b"\t\n\r\f" or byte >= 32 for byte in head)
    return b"\0" not in head and printable == len(head) and _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode()  # the block may end inside a character
    except UnicodeDecodeError:
        return False
    return True


def cut_off(path: Path) -> str:
    """How much of the file is missing, in words; "" if it ends where its container says that it does, or none says.

    FFmpeg takes the length from the bytes that are there, so a cut file shows only in its container's own sizes.
    """
    there = path.stat().st_size
    with path.open("rb") as file, suppress(OSError, ValueError, IndexError):
        stated = _stated_bytes(file)
        if stated is not None and there < stated * TRUNCATED_SHARE - _SLACK_BYTES:
            return f"{path.name} is cut off: it states {stated} bytes but holds {there}."
    return ""


def _stated_bytes(file: BinaryIO) -> int | None:
    head = file.read(64)
    if head[:4] in (b"RIFF", b"FORM"):
        size = int.from_bytes(head[4:8], "little" if head[:1] == b"R" else "big")
        return size + 8 if size < _PLACEHOLDER_BYTES else None
    if head[:4] == b"RF64" and head[12:16] == b"ds64":
        return int.from_bytes(head[20:28], "little") + 8
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _matroska_bytes(file)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return max(_box_ends(file), default=None)
    return None


def _box_ends(file: BinaryIO) -> Iterator[int]:
    """Where each top-level box of an mp4 or mov ends; a damaged box is the last."""
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1 and len(head) == 16:
            size = int.from_bytes(head[8:16], "big")
        if size < 8 or len(head) < 8 or not head[4:8].isalnum():
            return
        at += size
        yield at


def _matroska_bytes(file: BinaryIO) -> int | None:
    """The segment is all that follows the first element; a live recording states no size."""
    file.seek(4)
    header, _ = _vint(file)
    file.seek(header, 1)
    if file.read(4) != b"\x18\x53\x80\x67":
        return None
    size, is_unknown = _vint(file)
    return None if is_unknown else file.tell() + size


def _vint(file: BinaryIO) -> tuple[int, bool]:
    """A number of EBML, and whether it says "unknown"."""
    first = file.read(1)[0]
    length = 9 - first.bit_length()
    mask = (1 << (7 * length)) - 1
    number = int.from_bytes(bytes([first]) + file.read(length - 1), "big") & mask
    return number, number == mask


def clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"


def too_long(name: str, seconds: float) -> MusicError:
    return MusicError(
        f"{name} is {clock(seconds)} long; at most {clock(MAX_MUSIC_S)} are conducted at once. Choose a start and a "
        "length."
    )
