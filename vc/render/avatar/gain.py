"""Light on textured surfaces, at their corners: photos and matte cloth change slowly from light to dark."""

import numpy as np

from vc.compiled import njit
from vc.render.avatar.shadow import at_light, near_shadow, softly_lit

_ZERO, _ONE = np.float32(0), np.float32(1)
_WRAP = np.float32(0.35)  # how far light creeps round
_SKY, _FLOOR = np.float32(0.30), np.float32(0.16)  # light from above, and from everywhere
_MOST = np.float32(1.6)  # times the light of the photograph: more would show its grain
_TINY = np.float32(1e-6)
_BIAS_M = np.float32(0.018)  # off the surface


def light_on(normals: np.ndarray, lamps: np.ndarray) -> np.ndarray:
    """(n, 3) float32 RGB: the light on a rough white surface that nothing shades. normals (n, 3); lamps (4, 6)"""
    out = np.empty((len(normals), 3), np.float32)
    _light_on(np.ascontiguousarray(normals, np.float32), lamps, out)
    return out


@njit(borrows=True, fastmath=True)
def _light_on(normals: np.ndarray, lamps: np.ndarray, out: np.ndarray) -> None:
    for i in range(len(normals)):
        for channel in range(3):
            key, rest = _lamps(normals[i, 0], normals[i, 1], normals[i, 2], lamps, channel)
            out[i, channel] = key + rest


@njit(borrows=True, fastmath=True, inline="always")
def _lamps(nx: np.float32, ny: np.float32, nz: np.float32, lamps: np.ndarray, channel: int) -> tuple:
    """Light of the key lamp, and of all others and the hall."""
    key, rest = _ZERO, _SKY * np.float32(0.5) * (ny + _ONE) + _FLOOR
    for k in range(len(lamps)):
        turned = (nx * lamps[k, 0] + ny * lamps[k, 1] + nz * lamps[k, 2] + _WRAP) / (_ONE + _WRAP)
        if turned > _ZERO:
            if k == 0:
                key = lamps[0, 3 + channel] * turned
            else:
                rest += lamps[k, 3 + channel] * turned
    return key, rest


@njit(borrows=True, fastmath=True, error_model="numpy")
def light_corner(
    i: int,
    places: np.ndarray,
    normals: np.ndarray,
    occlusion: np.ndarray,
    base: np.ndarray,
    tint: np.ndarray,
    mix: np.ndarray,
    lamps: np.ndarray,
    shadow_map: np.ndarray,
    map_touched: np.ndarray,
    light_view: np.ndarray,
    gain: np.ndarray,
) -> None:
    """Fill the row of vertex i in gain (V, 3): what the texture's light is multiplied with.

    occlusion, base, tint, mix : see `mesh.Mesh`; the rest as `resolve.resolve`
    """
    nx, ny, nz = normals[i, 0], normals[i, 1], normals[i, 2]
    free = _ONE
    faces_key = nx * lamps[0, 0] + ny * lamps[0, 1] + nz * lamps[0, 2] + _WRAP > _ZERO  # else there is none to take
    u, v, near = at_light(
        light_view, places[i, 0] + _BIAS_M * nx, places[i, 1] + _BIAS_M * ny, places[i, 2] + _BIAS_M * nz
    )
    if faces_key and near_shadow(u, v, map_touched):
        free = softly_lit(shadow_map, u, v, near + np.float32(0.4) * _BIAS_M)
    for channel in range(3):
        key, rest = _lamps(nx, ny, nz, lamps, channel)
        # What turns to a lamp that it was turned from would show the photo's grain.
        most = min(_ONE, _MOST * base[i, channel] / max(rest + key, _TINY)) if mix[i] < _ONE else _ONE
        light = (rest * occlusion[i] + key * free) * most / base[i, channel]
        gain[i, channel] = tint[i, channel] * (_ONE - mix[i] + mix[i] * light)
