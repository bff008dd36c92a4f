"""Any picture to sRGB: by the ICC profile in it, or by what else the file says about its colours.

Source of the curves and primaries: IEC 61966-2-1 (sRGB), SMPTE ST 2084 (PQ), ITU-R BT.2100 (HLG) and BT.2408 (white of
a diffuse surface), and the code points of ISO/IEC 23091-2.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageCms

_D65 = (0.3127, 0.3290)
_SRGB = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_ADOBE_RGB = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
_PRIMARIES = {
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),  # BT.2020
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),  # Display P3
}  # by code point; all others are close to sRGB's or not used for photos
_PQ, _HLG = 16, 18
_POWERS = {4: 2.2, 5: 2.8, 8: 1.0}  # transfer code points that are powers
_WHITE_NITS = 203.0  # of a diffuse white surface in HDR
_KNEE = 0.7  # light from which highlights are bent
_NCLX_WITHIN = 1 << 18  # bytes from the start of a file in which its description ends
_INTEROP_IFD, _INTEROP_INDEX, _ADOBE_INDEX = ExifTags.IFD.Interop, 1, "R03"


@dataclass(frozen=True)
class Encoding:
    """Colours without an ICC profile.

    primaries : x, y of red, green, blue; white : x, y; decode : code 0..1 -> light, white at 1
    """

    primaries: tuple[tuple[float, float], ...]
    white: tuple[float, float]
    decode: Callable[[np.ndarray], np.ndarray]

    @property
    def to_xyz(self) -> np.ndarray:
        """(3, 3) linear RGB -> CIE XYZ in which white has Y = 1."""
        columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in self.primaries]).T
        x, y = self.white
        return columns * np.linalg.solve(columns, [x / y, 1, (1 - x - y) / y])


def to_srgb(picture: Image.Image, image: Image.Image, path: Path) -> Image.Image:
    """A picture in mode L, LA, RGB, RGBA or CMYK, as RGB or RGBA in sRGB.

    image : as it was opened, with all that it says about itself; path : its file, asked for what Pillow does not tell
    A profile that is damaged or belongs to another kind of picture is left out of account.
    """
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    colours = picture.convert(picture.mode[:-1]) if alpha is not None else picture
    icc = image.info.get("icc_profile")
    plain = _by_profile(colours, icc) if icc else None
    if plain is None:
        plain = colours.convert("RGB")
        encoding = None if icc else _encoding_of(image, path)
        plain = _decoded(plain, encoding) if encoding else plain
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _by_profile(image: Image.Image, icc: bytes) -> Image.Image | None:
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        space = profile.profile.xcolor_space.strip()
        if space == "RGB" and image.mode == "L":
            image = image.convert("RGB")  # grey pictures often carry the profile of the colour ones beside them
        if space != {"L": "GRAY"}.get(image.mode, image.mode):
            return None
        return ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _encoding_of(image: Image.Image, path: Path) -> Encoding | None:
    """What the file says about its colours besides a profile; None for what is sRGB or says nothing."""
    if image.format in ("HEIF", "AVIF"):
        return _by_code_points(*_nclx(path))
    if image.format == "PNG":
        return _of_png(image.info)
    return Encoding(_ADOBE_RGB, _D65, _power(563 / 256)) if _is_adobe_rgb(image) else None


def _by_code_points(primaries: int, transfer: int) -> Encoding | None:
    curves = {_PQ: _pq, _HLG: _hlg} | {code: _power(exponent) for code, exponent in _POWERS.items()}
    decode = curves.get(transfer)
    if decode is None and primaries not in _PRIMARIES:
        return None
    return Encoding(_PRIMARIES.get(primaries, _SRGB), _D65, decode or _srgb_decode)


def _nclx(path: Path) -> tuple[int, int]:
    """Code points of primaries and transfer in a HEIF file's first colour box; 2 is unspecified."""
    with path.open("rb") as file:
        start = file.read(_NCLX_WITHIN)
    at = start.find(b"colrnclx") + 8
    if at < 8 or len(start) < at + 4:
        return 2, 2
    return int.from_bytes(start[at : at + 2], "big"), int.from_bytes(start[at + 2 : at + 4], "big")


def _of_png(info: dict) -> Encoding | None:
    """The chunks gAMA and cHRM, which sRGB overrules."""
    gamma, places = info.get("gamma"), info.get("chromaticity")
    if "srgb" in info or not (gamma or places):
        return None
    points = list(zip(places[::2], places[1::2], strict=True)) if places else [_D65, *_SRGB]
    if np.abs(np.subtract(points, [_D65, *_SRGB])).max() < 2e-3 and (not gamma or abs(gamma - 1 / 2.2) < 0.005):
        return None
    if min(y for _, y in points) <= 0 or np.linalg.det([[x, y, 1] for x, y in points[1:]]) == 0:
        return None  # no colours at all: a damaged chunk
    decode = _power(1 / float(np.clip(gamma, 0.1, 10))) if gamma and abs(gamma - 1 / 2.2) >= 0.005 else _srgb_decode
    return Encoding(tuple(points[1:]), points[0], decode)


def _is_adobe_rgb(image: Image.Image) -> bool:
    """Cameras say it so (DCF 2.0), and add no profile."""
    try:
        index = image.getexif().get_ifd(_INTEROP_IFD).get(_INTEROP_INDEX, "")
    except Exception:  # a broken EXIF block says nothing
        return False
    return str(index).strip("\0 ") == _ADOBE_INDEX


def _decoded(image: Image.Image, encoding: Encoding) -> Image.Image:
    table = encoding.decode(np.linspace(0, 1, 256)).astype(np.float32)
    matrix = np.linalg.solve(Encoding(_SRGB, _D65, _srgb_decode).to_xyz, _adapted(encoding)).astype(np.float32)
    linear = table[np.asarray(image)] @ matrix.T
    if table[-1] > 1:
        linear = _compressed(linear)
    return Image.fromarray((_srgb_encode(linear) * 255 + 0.5).astype(np.uint8))


def _adapted(encoding: Encoding) -> np.ndarray:
    """(3, 3) linear RGB -> XYZ under D65, white kept white (von Kries in Bradford's cone space)."""
    cones = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    white, daylight = (np.array([x / y, 1, (1 - x - y) / y]) for x, y in (encoding.white, _D65))
    scale = np.diag((cones @ daylight) / (cones @ white))
    return np.linalg.inv(cones) @ scale @ cones @ encoding.to_xyz


def _compressed(linear: np.ndarray) -> np.ndarray:
    """HDR light with diffuse white at 1 into 0..1: highlights are bent softly, and colours keep their hue."""
    light = np.maximum(linear.max(-1, keepdims=True), 1e-6)
    room = 1 - _KNEE
    bent = np.minimum(light, _KNEE) + room * (1 - np.exp(-np.maximum(light - _KNEE, 0) / room))
    return linear * (bent / light)


def _power(exponent: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda code: code**exponent


def _srgb_decode(code: np.ndarray) -> np.ndarray:
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def _srgb_encode(light: np.ndarray) -> np.ndarray:
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _pq(code: np.ndarray) -> np.ndarray:
    raised = code ** (1 / 78.84375)
    share = np.maximum(raised - 0.8359375, 0) / (18.8515625 - 18.6875 * raised)
    return 10_000 / _WHITE_NITS * share ** (1 / 0.1593017578125)


def _hlg(code: np.ndarray) -> np.ndarray:
    """As a display of 1 000 nits shows it, so that the signal 0.75 is diffuse white."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    return 1_000 / _WHITE_NITS * scene**1.2
