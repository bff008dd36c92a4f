"""Read a photo that anybody may have uploaded: checked before it is decoded, upright, plain sRGB, no metadata."""

import warnings
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

from vc.errors import PhotoError

from .colour import to_srgb
from .repair import source, with_jpeg_end, without_missing_rows

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")  # and HEIF, by pillow-heif
MAX_PIXELS = 110_000_000  # admits the 108 Mpixel photos of phones; decoding stays below half a gigabyte
MAX_SIDE_PX = 1600  # more detail than any video size shows
MIN_SIDE_PX = 128  # below it a person is a few dozen pixels tall and every edge turns to mush

_ADVICE = "Choose a JPEG, PNG, WEBP, HEIC or AVIF photo."

_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}  # EXIF orientation -> what makes the picture upright

# What people send most often instead, by the bytes it begins with.
_KNOWN_BY_START = {
    b"GIF8": "a GIF animation",
    b"BM": "a BMP picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"%PDF": "a PDF document",
    b"<svg": "an SVG drawing",
    b"PK\x03\x04": "a ZIP archive or office document",
}


def read_photo(path: str | Path, *, max_side: int = MAX_SIDE_PX) -> np.ndarray:
    """Read the photo at `path` whatever its name says; animated pictures give their first frame.

    Returns (h, w, 3) uint8 sRGB, upright, at most `max_side` px on the longer side, transparent parts on white: a
    new array, so nothing of the file but its pixels goes further.
    Raises PhotoError for anything that is not a sound picture of one of FORMATS, and for ones too small or too large.
    """
    path = Path(path)
    try:
        return _check_sides(path, _read(path, max_side), max_side)
    except PhotoError:
        raise
    except FileNotFoundError as error:
        raise PhotoError(f"There is no file {path.name}. {_ADVICE}") from error
    except Image.DecompressionBombError as error:
        raise PhotoError(
            f"{path.name} is far larger than the {MAX_PIXELS // 10**6} megapixels allowed. Scale it down first."
        ) from error
    except Image.UnidentifiedImageError as error:
        raise PhotoError(f"{path.name} is {_what_it_is(path)}. {_ADVICE}") from error
    except Exception as error:  # damaged bytes make the decoders raise nearly anything
        raise PhotoError(f"{path.name} is damaged or cut off ({error}). Send it again, or another photo.") from error


def _check_most(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PhotoError(
            f"{path.name} has {width} x {height} pixels; at most {MAX_PIXELS // 10**6} megapixels are allowed. "
            "Scale it down first."
        )


def _check_pixels(path: Path, width: int, height: int) -> None:
    _check_most(path, width, height)
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoError(
            f"{path.name} has {width} x {height} pixels; each side needs {MIN_SIDE_PX} or more. Use a larger photo."
        )


def _check_sides(path: Path, pixels: np.ndarray, max_side: int) -> np.ndarray:
    height, width = pixels.shape[:2]
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoError(
            f"{path.name} is a narrow strip: only {min(width, height)} px are left of its shorter side when "
            f"the longer one has {max_side}. Use a photo of an ordinary shape."
        )
    return pixels


def _read(path: Path, max_side: int) -> np.ndarray:
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # _check_pixels has its own limit
    formats: tuple[str, ...] = FORMATS
    if _start(path)[4:8] == b"ftyp":
        _register_heif()
        formats = (*FORMATS, "HEIF")
    try:
        with Image.open(source(path), formats=formats) as image:
            return _decode(image, path, max_side)
    except OSError:
        whole = with_jpeg_end(path)
        if whole is None:
            raise
        with Image.open(whole, formats=FORMATS) as image:
            return _decode(image, path, max_side, is_cut=True)


def _register_heif() -> None:
    """Of the pictures in a HEIC file only the photo itself is of use; thumbnails, depth and gain maps stay closed."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _decode(image: Image.Image, path: Path, max_side: int, *, is_cut: bool = False) -> np.ndarray:
    _check_pixels(path, image.width, image.height)
    orientation = _orientation(image)
    image.draft("RGB", (2 * max_side, 2 * max_side))  # JPEG only: decodes at 1/2, 1/4 or 1/8 scale
    image.load()
    _check_most(path, image.width, image.height)  # what a HEIF file says outside need not be what is inside
    plain = _simple(image)
    if is_cut:
        plain = without_missing_rows(plain)
    plain.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=3)
    plain = to_srgb(plain, image, path)
    if plain.mode == "RGBA":
        white = Image.new("RGBA", plain.size, "white")
        plain = Image.alpha_composite(white, plain).convert("RGB")
    for turn in _TURNS.get(orientation, ()):
        plain = plain.transpose(turn)
    return np.array(plain, np.uint8, copy=True)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a broken EXIF block says nothing about the pixels; the photo is taken as it stands
        return 1


def _simple(image: Image.Image) -> Image.Image:
    """The picture in one of the modes L, LA, RGB, RGBA, CMYK, which a colour profile can belong to."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):  # 16 bit grey, which convert() would clip at 255
        return Image.fromarray((np.asarray(image, np.float32) / 257).clip(0, 255).astype(np.uint8))
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")


def _what_it_is(path: Path) -> str:
    start = _start(path)
    if not start:
        return "empty"
    if start[4:8] == b"ftyp":
        is_picture = start[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1", b"heif", b"hevc", b"avis")
        return "a damaged HEIC or AVIF picture" if is_picture else "a video"
    for signature, name in _KNOWN_BY_START.items():
        if start.startswith(signature):
            return name
    return "not a picture this program can read"


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(32)
