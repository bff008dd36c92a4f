"""How light meets a surface: four lamps and a hall, soft diffuse, highlights, sheen; then film's response to light.

Everything is linear light until `TONE`; numbers were chosen by looking, the formulas are the usual ones (GGX highlight,
Schlick's Fresnel term, wrapped diffuse light for skin, Kajiya and Kay's highlight along strands of hair).
"""

import math
from functools import lru_cache

import numpy as np

from vc.compiled import njit
from vc.render.avatar.model import Material
from vc.render.avatar.shadow import KEY


def _lamp(direction: tuple[float, float, float] | np.ndarray, rgb: tuple[float, float, float]) -> list[float]:
    return [*(np.asarray(direction) / np.linalg.norm(direction)), *rgb]


# (4, 6) towards the lamp, its light. The first is the key light, the one that casts shadows; two stand behind.
LAMPS = np.array(
    [
        _lamp(KEY, (1.42, 1.20, 0.93)),
        _lamp((0.80, 0.22, 0.70), (0.20, 0.195, 0.225)),
        _lamp((0.82, 0.50, -0.62), (0.95, 0.97, 1.12)),
        _lamp((-0.88, 0.46, -0.58), (1.30, 0.94, 0.58)),
    ],
    np.float32,
)
# What glTF's materials do not say: how far light creeps round (wrap), the bloom of cloth at its edge (sheen), strands.
_SOFTNESS: dict[str, tuple[float, float, float]] = {
    "skin": (0.38, 0.25, 0.0), "lip": (0.3, 0.2, 0.0), "hair": (0.25, 0.15, 1.0), "brow": (0.2, 0.2, 0.0),
    "coat": (0.05, 0.7, 0.0), "trousers": (0.05, 0.5, 0.0), "gown": (0.08, 1.0, 0.0), "linen": (0.2, 0.1, 0.0),
    "vest": (0.15, 0.15, 0.0), "carpet": (0.1, 0.4, 0.0), "eyewhite": (0.4, 0.0, 0.0), "paper": (0.2, 0.0, 0.0),
}  # fmt: skip
TONE_STEPS = 1024  # entries of `TONE` per unit of light
_TONE_MAX = 8
_EXPOSURE = 0.92
_ZERO, _HALF, _ONE, _TWO = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2)
_DIELECTRIC = np.float32(0.04)  # share of light that non-metals mirror head on
_FOUR_PI = np.float32(4 * np.pi)
_BRIGHTEST = np.float32(4)  # highlights are cut here, or single pixels sparkle


def material_table(materials: tuple[Material, ...]) -> np.ndarray:
    """(M, 8) float32: red, green, blue, roughness, metallic, wrap, sheen, strands."""
    rows = [[*m.rgb, m.roughness, m.metallic, *_SOFTNESS.get(m.name, (0.0, 0.0, 0.0))] for m in materials]
    return np.array(rows, np.float32)


def _tone() -> np.ndarray:
    """Light -> 0..255 as a screen shows it: a filmic curve (Narkowicz's fit of ACES), then sRGB's."""
    x = np.arange(_TONE_MAX * TONE_STEPS) / TONE_STEPS * _EXPOSURE
    film = np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    shown = np.where(film <= 0.0031308, 12.92 * film, 1.055 * film ** (1 / 2.4) - 0.055)
    return (255 * shown).astype(np.float32)


TONE = _tone()


def untone(rgb: np.ndarray) -> np.ndarray:
    """RGB 0..255 as a screen shows it, uint8 of any shape -> the linear light that is shown so, float32."""
    return _untone()[rgb]


@lru_cache(maxsize=1)
def _untone() -> np.ndarray:
    """(256,) the light of each value."""
    rising = np.maximum.accumulate(TONE.astype(np.float64) + 1e-6 * np.arange(len(TONE)))
    table = np.interp(np.arange(256), rising, (np.arange(len(TONE)) + 0.5) / TONE_STEPS).astype(np.float32)
    table[0] = 0.0
    return table


@njit(borrows=True, fastmath=True, inline="always")
def tone(light: np.float32, table: np.ndarray) -> np.float32:
    return table[min(max(int(light * np.float32(TONE_STEPS)), 0), len(table) - 1)]


@njit(borrows=True, fastmath=True, inline="always")
def _sharp(cosine: np.float32, power: np.float32) -> np.float32:
    """About cosine ** power, cheaply (Schlick 1994)."""
    return cosine / (power - power * cosine + cosine)


@njit(borrows=True, fastmath=True, inline="always")
def _hall(x: np.float32, y: np.float32, z: np.float32, roughness: np.float32) -> tuple:
    """Light of the hall that comes from a direction, blurred by roughness: dark house, soft box, two strips, floor."""
    gloss = _ONE - roughness
    power = np.float32(4) + np.float32(40) * gloss * gloss
    up = _HALF * (y + _ONE)
    house = np.float32(0.05) + np.float32(0.17) * up * up
    box = max(_ZERO, np.float32(-0.42) * x + np.float32(0.60) * y + np.float32(0.68) * z)
    box = np.float32(1.6) * _sharp(min(box, _ONE), power)
    behind = np.float32(0.28) * y - np.float32(0.45) * z
    cool = np.float32(0.7) * _sharp(min(max(_ZERO, np.float32(0.85) * x + behind), _ONE), power)
    warm = np.float32(0.8) * _sharp(min(max(_ZERO, np.float32(-0.85) * x + behind), _ONE), power)
    floor = max(_ZERO, -y)
    red = house + box + np.float32(0.85) * cool + np.float32(1.1) * warm + np.float32(0.12) * floor
    green = house * np.float32(0.9) + box * np.float32(0.92) + np.float32(0.9) * cool + np.float32(0.8) * warm
    blue = house + box * np.float32(0.80) + cool + np.float32(0.5) * warm
    return red, green + np.float32(0.06) * floor, blue + np.float32(0.03) * floor


@njit(borrows=True, fastmath=True, error_model="numpy", forceinline=True)
def shade(
    eye_x: np.float32,
    eye_y: np.float32,
    eye_z: np.float32,
    nx: np.float32,
    ny: np.float32,
    nz: np.float32,
    red: np.float32,
    green: np.float32,
    blue: np.float32,
    material: np.ndarray,
    row: int,
    open_sky: np.float32,
    key_share: np.float32,
    lamps: np.ndarray,
) -> tuple:
    """Linear light that leaves a surface towards the eye.

    eye_* : direction to the eye; n* : the surface's normal, both of length 1
    red, green, blue : the surface's colour; material : rows of `material_table`, of which it has the one numbered `row`
    open_sky : 1 .. 0, baked occlusion; key_share : 1 .. 0, how much of the key light arrives
    """
    rough, metal, wrap = material[row, 3], material[row, 4], material[row, 5]
    sheen, strands = material[row, 6], material[row, 7]
    facing = nx * eye_x + ny * eye_y + nz * eye_z
    facing = max(facing, np.float32(0.03))
    alpha = rough * rough
    alpha2 = alpha * alpha
    k = (rough + _ONE) * (rough + _ONE) * np.float32(0.125)
    seen = facing * (_ONE - k) + k
    inverse_wrap = _ONE / (_ONE + wrap)
    key_share += (_ONE - key_share) * wrap * np.float32(0.35)  # light seeps into shadows on what is translucent
    dr = dg = db = _ZERO  # diffuse
    sr = sg = sb = _ZERO  # mirrored
    for i in range(len(lamps)):
        lx, ly, lz = lamps[i, 0], lamps[i, 1], lamps[i, 2]
        share = key_share if i == 0 else _HALF + _HALF * open_sky
        turned = nx * lx + ny * ly + nz * lz
        soft = (turned + wrap) * inverse_wrap
        if soft > _ZERO and share > _ZERO:
            soft *= share
            # Light that creeps under skin comes back red: the terminator glows.
            dr += lamps[i, 3] * soft * (_ONE + wrap * np.float32(0.55) * (_ONE - soft))
            dg += lamps[i, 4] * soft
            db += lamps[i, 5] * soft * (_ONE - wrap * np.float32(0.15) * (_ONE - soft))
            towards = _ONE + lx * eye_x + ly * eye_y + lz * eye_z
            scale = _ONE / math.sqrt(_TWO * towards + np.float32(1e-9))  # half-way between lamp and eye
            glint = _ZERO
            if strands > _ZERO:
                # Strands run down the head: across them the highlight is wide, along them narrow.
                sx, sy, sz = -nx * ny, _ONE - ny * ny, -nz * ny
                length = sx * sx + sy * sy + sz * sz
                along = (lx + eye_x) * sx + (ly + eye_y) * sy + (lz + eye_z) * sz
                along *= scale / math.sqrt(length + np.float32(0.02))
                across = math.sqrt(max(_ZERO, _ONE - along * along))
                ring = _sharp(across, np.float32(60)) + np.float32(0.5) * _sharp(across, np.float32(14))
                glint = strands * np.float32(0.010) * ring * max(_ZERO, soft)
                # Part of the light passes through the strand and comes back in its colour.
                dr += glint * np.float32(6) * lamps[i, 3]
                dg += glint * np.float32(6) * lamps[i, 4]
                db += glint * np.float32(6) * lamps[i, 5]
            elif turned > _ZERO:
                nh = (turned + nx * eye_x + ny * eye_y + nz * eye_z) * scale
                vh = towards * scale
                d = nh * nh * (alpha2 - _ONE) + _ONE
                grazing = _ONE - vh
                grazing2 = grazing * grazing
                fresnel = _DIELECTRIC + (_ONE - _DIELECTRIC) * grazing2 * grazing2 * grazing
                glint = alpha2 * turned * share / (_FOUR_PI * d * d * (turned * (_ONE - k) + k) * seen)
                glint = min(glint, _BRIGHTEST) * fresnel
            sr += glint * lamps[i, 3]
            sg += glint * lamps[i, 4]
            sb += glint * lamps[i, 5]
    up = _HALF * (ny + _ONE)
    around = (np.float32(0.17) * up + np.float32(0.07)) * open_sky
    below = (_ONE - up) * open_sky
    dr += around * np.float32(0.98) + below * np.float32(0.11)
    dg += around * np.float32(0.93) + below * np.float32(0.075)
    db += around * np.float32(1.02) + below * np.float32(0.06)
    twice = _TWO * facing
    er, eg, eb = _hall(twice * nx - eye_x, twice * ny - eye_y, twice * nz - eye_z, rough)
    grazing = _ONE - facing
    grazing3 = grazing * grazing * grazing
    mirror = (
        (_DIELECTRIC + (_ONE - rough) * np.float32(0.85) * grazing3 * grazing * grazing)
        * open_sky
        * np.float32(1.5)
        * (_ONE - rough)
    )
    mirror *= _ONE - np.float32(0.8) * strands  # between strands light is lost
    bloom = grazing3 * sheen * open_sky * (np.float32(0.35) + np.float32(0.65) * key_share)
    dull = (_ONE - metal) * (np.float32(0.4) + np.float32(0.6) * open_sky)
    polish = metal * (_HALF + _HALF * open_sky)
    plain = _ONE - metal
    warm_bloom, cool_bloom = bloom * np.float32(0.05), bloom * np.float32(0.06)
    mirrored = polish * np.float32(1.5)  # metals mirror in their own colour
    shine = polish * np.float32(14)
    r = (
        red * (dr * dull + mirrored * er + shine * sr)
        + (er * mirror + sr) * plain
        + warm_bloom * (er + np.float32(0.24))
    )
    g = (
        green * (dg * dull + mirrored * eg + shine * sg)
        + (eg * mirror + sg) * plain
        + warm_bloom * (eg + np.float32(0.22))
    )
    b = (
        blue * (db * dull + mirrored * eb + shine * sb)
        + (eb * mirror + sb) * plain
        + cool_bloom * (eb + np.float32(0.23))
    )
    return r, g, b
