"""The empty stage, ray-cast once per camera: velvet curtain with a gold hem, swags above it, a floor of planks.

The colour of a pixel comes apart into what the key light adds and the rest, so that the figure's shadow can take the
first away later. Lengths in metres, light linear.
"""

import math

import numpy as np

from vc.compiled import njit
from vc.render.avatar.raster import SAMPLE_X, SAMPLE_Y, SAMPLES
from vc.render.avatar.shadow import at_light, lit

FLOOR_Y = -0.18  # the podium is a step high; its top, where the feet stand, is y = 0
CURTAIN_Z = -2.4
_SHADOW_BIAS_M = np.float32(0.012)
_PENUMBRA = 3  # texels of the shadow map
_PLANK_M = 0.145


@njit(fastmath=True)
def cast_stage(
    view: np.ndarray,
    eye: np.ndarray,
    focal: float,
    shadow_map: np.ndarray,
    light_view: np.ndarray,
    velvet: float,
    linear: np.ndarray,
    share: np.ndarray,
    at_map: np.ndarray,
    behind: np.ndarray,
) -> None:
    """Fill the picture of the empty stage.

    view, eye, focal : the camera's; shadow_map : from the key light, with what stands still
    velvet : times the curtain's light; 0 where something else is to stand behind the floor
    linear : (H, W, 3) float32 linear light
    share : (H, W) float32, the part of it that is the key light's
    at_map : (H, W, 3) float32, column, row and nearness of the pixel's surface in the shadow map
    behind : (H, W) float32, share of the pixel that lies behind the floor
    """
    height, width = share.shape
    for y in range(height):
        for x in range(width):
            red = green = blue = key = far = 0.0
            for s in range(SAMPLES):
                right = (x + SAMPLE_X[s] - width / 2) / focal
                up = (height / 2 - y - SAMPLE_Y[s]) / focal
                dx = right * view[0, 0] + up * view[1, 0] + view[2, 0]
                dy = right * view[0, 1] + up * view[1, 1] + view[2, 1]
                dz = right * view[0, 2] + up * view[1, 2] + view[2, 2]
                r, g, b, part, px, py, pz = _hit(eye[0], eye[1], eye[2], dx, dy, dz, velvet)
                far += 1.0 if py > FLOOR_Y else 0.0
                u, v, near = at_light(light_view, np.float32(px), np.float32(py), np.float32(pz))
                dark = part * (1.0 - lit(shadow_map, u, v, near + _SHADOW_BIAS_M, _PENUMBRA))
                whole = r + g + b
                red += r * (1 - dark)
                green += g * (1 - dark)
                blue += b * (1 - dark)
                key += whole * (part - dark)
                if s == 0:
                    at_map[y, x, 0], at_map[y, x, 1], at_map[y, x, 2] = u, v, near + _SHADOW_BIAS_M
            edge = 1 - 0.42 * (((x + 0.5) / width - 0.5) ** 2 * 2.2 + ((y + 0.5) / height - 0.5) ** 2 * 1.2)
            linear[y, x, 0], linear[y, x, 1] = red / SAMPLES * edge, green / SAMPLES * edge
            linear[y, x, 2] = blue / SAMPLES * edge
            share[y, x] = min(key / max(red + green + blue, 1e-6), 1.0)
            behind[y, x] = far / SAMPLES


@njit(fastmath=True)
def _hit(ox: float, oy: float, oz: float, dx: float, dy: float, dz: float, velvet: float) -> tuple:
    """What a ray meets: red, green, blue, the key light's part of it, and the place."""
    to_floor = (FLOOR_Y - oy) / dy if dy < -1e-6 else 1e9
    to_curtain = (CURTAIN_Z - oz) / dz if dz < -1e-6 else 1e9
    if to_floor < to_curtain:
        x, z = ox + dx * to_floor, oz + dz * to_floor
        r, g, b, part = _floor(x, z)
        # Lacquer mirrors the curtain behind, more so at a flat angle.
        length = math.sqrt(dx * dx + dy * dy + dz * dz)
        mirror = (0.03 + 0.5 * (1 + dy / length) ** 5) * velvet
        back = (CURTAIN_Z - z) / dz if dz < -1e-6 else 1e9
        cr, cg, cb = _curtain(x + dx * back, min(FLOOR_Y - dy * back, 3.0))
        return r + mirror * cr, g + mirror * cg, b + mirror * cb, part, x, FLOOR_Y, z
    x, y = ox + dx * to_curtain, oy + dy * to_curtain
    r, g, b = _curtain(x, y)
    return r * velvet, g * velvet, b * velvet, 0.0, x, y, CURTAIN_Z


@njit(fastmath=True)
def _fold(x: float, y: float) -> tuple:
    """Depth of the curtain's folds (-1.3 .. 1.3) and its slope along x."""
    phase = 8.2 * x + 0.9 * math.sin(1.9 * x + 0.4) + 0.12 * math.sin(1.3 * y + 3.0 * x)
    turn = 8.2 + 1.71 * math.cos(1.9 * x + 0.4) + 0.36 * math.cos(1.3 * y + 3.0 * x)
    depth = math.cos(phase) + 0.3 * math.cos(2.3 * phase + 1.0)
    return depth, -turn * (math.sin(phase) + 0.69 * math.sin(2.3 * phase + 1.0))


@njit(fastmath=True)
def _curtain(x: float, y: float) -> tuple:
    """Red velvet in folds, lit by a warm pool; gold hem below, swags with a gold edge above."""
    swing = x / 0.62
    arc = abs(swing - math.floor(swing + 0.5)) * 2  # 0 in the middle of a swag, 1 where two meet
    edge = 2.40 + 0.17 * arc * arc
    pool = math.exp(-((x / 1.75) ** 2) - ((y - 1.30) / 1.35) ** 2)
    light = 0.045 + 0.50 * pool
    if y > edge:
        rise = y - edge
        drape = math.sin(rise * 46 - 5.0 * arc * arc)
        shadow = 0.35 + 0.65 * min(1.0, (1.25 - arc) * 1.1)
        glow = (light + 0.06) * shadow * (0.62 + 0.30 * drape)
        if rise < 0.030:
            shine = light * shadow * (0.9 + 0.5 * math.sin(x * 260))
            return 0.62 * shine, 0.37 * shine, 0.10 * shine
        return 0.36 * glow, 0.030 * glow, 0.034 * glow
    depth, slope = _fold(x, y)
    slope *= 0.085
    flat = 1 / math.sqrt(1 + slope * slope)
    hollow = 0.22 + 0.78 * ((depth + 1.3) / 2.6) ** 1.3
    facing = max(0.0, flat * (0.80 - 0.42 * slope))
    bloom = (1 - flat) * (1 - flat) * 0.55  # velvet shines where it turns away
    glow = light * hollow * (0.16 + 0.72 * facing + bloom)
    if y > edge - 0.10:
        glow *= 0.55 + 0.45 * (edge - y) / 0.10  # the swags' shade
    above = y - FLOOR_Y
    if 0.05 < above < 0.10:
        return 1.5 * glow, 0.88 * glow, 0.24 * glow
    if above <= 0.05:
        thread = 0.75 + 0.35 * math.sin(x * 420)
        return 1.15 * glow * thread, 0.62 * glow * thread, 0.16 * glow * thread
    return 0.74 * glow, 0.046 * glow, 0.058 * glow


@njit(fastmath=True)
def _floor(x: float, z: float) -> tuple:
    """Planks that run towards the hall in a pool of light, darker under the podium's edge; and the key light's part."""
    number = math.floor(x / _PLANK_M)
    chance = abs(math.sin(number * 91.7) * 43758.5)
    chance -= math.floor(chance)
    length = z / 1.9 + chance * 7
    butt = abs(length - math.floor(length + 0.5)) * 1.9
    seam = abs(x / _PLANK_M - math.floor(x / _PLANK_M + 0.5)) * _PLANK_M
    gap = min(1.0, min(seam, butt) / 0.0035)
    piece = abs(math.sin(number * 17.3 + math.floor(length + 0.5) * 7.9) * 1753.1)
    piece -= math.floor(piece)
    rings = math.sin(z * 9 + chance * 50 + 5 * math.sin(x * 34 + chance * 9) + 1.5 * math.sin(z * 2.3))
    grain = (0.80 + 0.34 * piece + 0.05 * rings + 0.03 * math.sin(x * 900 + z * 8)) * (0.45 + 0.55 * gap)
    pool = math.exp(-(((x - 0.15) / 1.6) ** 2) - ((z - 0.25) / 1.6) ** 2)
    beside_x, beside_z = max(abs(x) - 0.60, 0.0), max(abs(z) - 0.50, 0.0)
    hidden = 1 - 0.6 * math.exp(-(beside_x * beside_x + beside_z * beside_z) / 0.010)
    rest, key = 0.14 * (0.6 + pool) * hidden, 0.95 * pool
    light = (rest + key) * grain
    return 0.33 * light, 0.150 * light, 0.058 * light, key / (rest + key)
