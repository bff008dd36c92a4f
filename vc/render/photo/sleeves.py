"""Sleeves that the photo does not show: of the own cloth for hidden arms, of a tailcoat with its cuffs."""

from dataclasses import replace

import numpy as np

from .anatomy import Anatomy
from .imaging import blur, smoothstep
from .strip import Strip, column_places, ordinary_half_widths, strip_layout

_SLEEVE_WIDENING = 1.12
_FOLDS = 0.035  # strength of the light and shade of folds
TAILCOAT = np.array([38.0, 37.0, 42.0])  # what conductors wear
# Torso units.
COAT_SHOULDER = 0.128  # radius of the round end of a coat's shoulder
_CUT_PLACES, _CUT_WIDTHS = (0.0, 0.5, 1.0, 1.35, 1.9), (0.128, 0.112, 0.094, 0.090, 0.072)  # a tailored sleeve
_JOINT_INWARDS, _JOINT_BELOW = 0.05, 0.08
_SHIRT = np.array([232.0, 231.0, 228.0])


def make_sleeve(jacket: np.ndarray, bones: np.ndarray, unit: float, *, cuff: bool, seed: int) -> Strip:
    """An arm in a plain sleeve up to the wrist, round by its shading; the hand is left empty.

    jacket : (3,) RGB; cuff : with a white shirt's cuff showing; seed : of the folds
    """
    cap, counts = strip_layout(bones, unit)
    places = column_places(cap, counts)
    ordinary = ordinary_half_widths(places, unit) * _SLEEVE_WIDENING
    half_width = np.interp(places, _CUT_PLACES, _CUT_WIDTHS) * unit if cuff else ordinary
    half = round(1.3 * float(half_width.max()))
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    shade = _roundness(across / half_width[None])[..., None] * _folds((len(across), len(places)), unit, seed)[..., None]
    colour = jacket * shade
    if cuff:
        is_cuff = smoothstep(places, 1.93, 1.945)[None, :, None]
        colour = colour * (1 - is_cuff) + _SHIRT * _roundness(across / half_width[None])[..., None] * is_cuff
    along = np.arange(len(places), dtype=np.float32)[None] - cap
    beside = np.hypot(np.minimum(along, 0), across)  # the sleeve begins round: it is the jacket's shoulder, too
    alpha = smoothstep(half_width[None] - beside, -1, 1) * (places < 2.06)[None]
    return Strip(np.clip(colour, 0, 255).astype(np.float32), alpha.astype(np.float32), cap, counts)


def _roundness(across: np.ndarray) -> np.ndarray:
    """Brightness over a cylinder, -1 to 1 from edge to edge; light comes from the front and a little from one side."""
    return (1.04 - 0.40 * np.clip(np.abs(across), 0, 1) ** 2.5) * (1 - 0.05 * np.clip(across, -1, 1))


def _folds(shape: tuple[int, int], unit: float, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    noise = blur(noise, 0.03 * unit, 0.05 * unit)
    return 1 + _FOLDS * noise / (noise.std() + 1e-6)


def with_joints_inside(anatomy: Anatomy) -> Anatomy:
    """In close-ups landmarks lie on the outline of the shoulders; the joints, and the jacket's arms, are further in."""
    inwards = np.sign(anatomy.neck[0] - anatomy.shoulders[:, 0])
    shift = np.stack([_JOINT_INWARDS * inwards, np.full(2, _JOINT_BELOW)], -1) * anatomy.unit
    return replace(anatomy, shoulders=anatomy.shoulders + shift)
