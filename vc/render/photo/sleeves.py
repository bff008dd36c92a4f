"""Clothes that the photo does not show: sleeves for hidden arms, a jacket below a portrait."""

from dataclasses import replace

import numpy as np

from .anatomy import Anatomy
from .arms import Strip, column_places, ordinary_half_widths, strip_layout
from .imaging import blur, smoothstep

_SLEEVE_WIDENING = 1.12
_FOLDS = 0.035  # strength of the light and shade of folds
TAILCOAT = np.array([38.0, 37.0, 42.0])  # what conductors wear
# Torso units.
_SHOULDER_RADIUS = 0.135
_JOINT_INWARDS, _JOINT_BELOW = 0.05, 0.08
_SHIRT = np.array([232.0, 231.0, 228.0])


def make_sleeve(jacket: np.ndarray, bones: np.ndarray, unit: float, *, cuff: bool, seed: int) -> Strip:
    """An arm in a plain sleeve up to the wrist, round by its shading; the hand is left empty.

    jacket : (3,) RGB; cuff : with a white shirt's cuff showing; seed : of the folds
    """
    cap, counts = strip_layout(bones, unit)
    places = column_places(cap, counts)
    half_width = ordinary_half_widths(places, unit) * _SLEEVE_WIDENING
    half = round(1.3 * float(half_width.max()))
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    shade = _roundness(across / half_width[None])[..., None] * _folds((len(across), len(places)), unit, seed)[..., None]
    colour = jacket * shade
    if cuff:
        is_cuff = smoothstep(places, 1.90, 1.91)[None, :, None]
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


def dress_portrait(
    colours: np.ndarray, alpha: np.ndarray, hair: np.ndarray, anatomy: Anatomy, photo_bottom: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Put a dark jacket on somebody whose photo ends at the chest, so that there is a body to conduct with.

    hair : (h, w) in [0, 1], falls over the jacket
    photo_bottom : row of the canvas at which the photo ends. Inside the jacket's neckline the photo shows.
    Returns colours (h, w, 3) uint8, alpha (h, w) float32, and (h, w) in [0, 1] what lies in front of the arms' roots.
    """
    height, width = alpha.shape
    unit, (x0, y0) = anatomy.unit, anatomy.neck
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = (x - x0) / unit, (y - y0) / unit  # of the jacket: across and down from the neck, torso units
    half_shoulders = 0.5 * anatomy.shoulder_width / unit
    jacket = _jacket_area(u, v, half_shoulders, unit)
    neckline = _neckline(u, v, (photo_bottom - y0) / unit, unit)
    lapels = _lapels(u, v)
    shade = 1.06 - 0.30 * np.clip(np.abs(u) / half_shoulders, 0, 1) ** 3 + 0.35 * lapels  # round at the sides
    cloth = TAILCOAT * shade[..., None]
    skin_shown = alpha * smoothstep(y, photo_bottom, photo_bottom - 0.03 * unit)
    shirt = _SHIRT * (0.98 - 0.10 * np.abs(u) / 0.2)[..., None]
    inner = colours * skin_shown[..., None] + shirt * (1 - skin_shown)[..., None]
    inside = cloth * (1 - neckline)[..., None] + inner * neckline[..., None]
    # Bare or otherwise dressed shoulders beside the jacket go; neck and head stay, and hair lies over all.
    head = np.maximum(smoothstep(v, -0.16, -0.20), smoothstep(np.abs(u), 0.20, 0.17) * (v < -0.03))
    over = skin_shown * hair
    jacket = jacket * (1 - over)
    above = np.maximum(skin_shown * head * (1 - jacket), over)
    total = jacket + above
    mixed = (inside * jacket[..., None] + colours * above[..., None]) / np.maximum(total, 1e-3)[..., None]
    front = np.maximum(over, np.maximum(lapels, neckline) * jacket)
    return np.clip(mixed, 0, 255).astype(np.uint8), total.astype(np.float32), front.astype(np.float32)


def _jacket_area(u: np.ndarray, v: np.ndarray, half_shoulders: float, unit: float) -> np.ndarray:
    """(h, w) in [0, 1]: from the collar over sloping, rounded shoulders down to the waist."""
    collar, out = 0.15, np.abs(u)
    slope = np.clip((out - collar) / (half_shoulders - collar), 0, 1)
    top = -0.27 + (0.27 - _SHOULDER_RADIUS) * slope
    side = half_shoulders + 0.02 - 0.05 * np.clip(v / 0.9, 0, 1)
    trunk = np.minimum(v - top, side - out)
    shoulder = _SHOULDER_RADIUS - np.hypot(out - half_shoulders, v)
    return smoothstep(np.maximum(trunk, shoulder) * unit, -1.0, 1.0)


def _neckline(u: np.ndarray, v: np.ndarray, bottom: float, unit: float) -> np.ndarray:
    """(h, w) in [0, 1]: the V in which neck and shirt show."""
    depth = max(0.45, bottom)
    half = 0.17 * np.clip((depth - v) / (depth + 0.24), 0, 1)
    return smoothstep((half - np.abs(u)) * unit, -1.0, 1.0) * (v < depth)


def _lapels(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """(h, w) in [0, 1]: the collar's ends along the neckline."""
    half = 0.17 * np.clip((0.45 - v) / 0.69, 0, 1)
    outside = np.abs(u) - half
    lapel_width = 0.10 * smoothstep(v, 0.5, 0.05)
    return smoothstep(lapel_width - outside, 0, 0.006) * smoothstep(outside, 0, 0.004) * (v < 0.45)
