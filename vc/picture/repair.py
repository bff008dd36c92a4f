"""Photos whose pixels are all there although the file is not quite as it should be."""

import io
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
# What pixels and colours need of a PNG. Texts, which programs fill with megabytes of notes, and all else stay unread.
_PNG_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"eXIf")
_MAX_PROFILE = 1 << 20  # bytes of a colour profile, as Pillow allows
_JPEG_START, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_BLOCK_ROWS = 16  # of a JPEG that are coded together, at most
_MAX_MISSING = 0.1  # of the height, at the lower edge
_WEBP_PADDING = 16  # bytes that may be missing at the end


def source(path: Path) -> Path | io.BytesIO:
    """What to decode instead of the file itself, which is the file in most cases."""
    with path.open("rb") as file:
        start = file.read(12)
    if start.startswith(_PNG):
        return _png_without_notes(path)
    if start[:4] == b"RIFF" and start[8:] == b"WEBP":
        missing = int.from_bytes(start[4:8], "little") + 8 - path.stat().st_size
        return io.BytesIO(path.read_bytes() + bytes(missing)) if 0 < missing <= _WEBP_PADDING else path
    return path


def _png_without_notes(path: Path) -> io.BytesIO:
    kept = io.BytesIO()
    kept.write(_PNG)
    with path.open("rb") as file:
        file.seek(len(_PNG))
        while len(head := file.read(8)) == 8:
            length, kind = int.from_bytes(head[:4], "big"), head[4:]
            if kind not in _PNG_CHUNKS:
                file.seek(length + 4, io.SEEK_CUR)
                continue
            body = file.read(length + 4)
            if kind != b"iCCP" or _fits(body):
                kept.write(head + body)
            if kind == b"IEND":
                break
    kept.seek(0)
    return kept


def _fits(chunk: bytes) -> bool:
    """Whether the profile in an iCCP chunk (name, 0, method, deflated bytes, checksum) is not too long."""
    packed = chunk[chunk.find(b"\0") + 2 : -4]
    try:
        return len(zlib.decompressobj().decompress(packed, _MAX_PROFILE + 1)) <= _MAX_PROFILE
    except zlib.error:
        return False


def with_jpeg_end(path: Path) -> io.BytesIO | None:
    """A JPEG that was cut off, so that it can be decoded as far as it goes; None for other files.

    What is missing comes out in one colour, see `without_missing_rows`.
    """
    data = path.read_bytes()
    return io.BytesIO(data + _JPEG_END) if data.startswith(_JPEG_START) else None


def without_missing_rows(image: Image.Image) -> Image.Image:
    """A picture decoded from a JPEG that was cut off, less the rows at its lower edge that were not in it.

    Raises OSError if that is more than a strip.
    """
    pixels = np.asarray(image).reshape(image.height, -1, len(image.getbands())).astype(np.int16)
    filled = (np.abs(pixels - pixels[-1, -1]) <= 1).all((1, 2))
    missing = int(np.argmin(filled[::-1])) if not filled.all() else image.height
    if missing == 0:
        return image
    whole_blocks = (image.height - missing) // _BLOCK_ROWS - 1  # the last one is broken
    kept = whole_blocks * _BLOCK_ROWS - 2  # colours spread a little
    if kept < (1 - _MAX_MISSING) * image.height:
        raise OSError(f"only its upper {100 * max(kept, 0) // image.height} % are there")
    return image.crop((0, 0, image.width, kept))
