"""Sleeves of the own cloth for arms that the photo does not show."""

from dataclasses import replace

import cv2
import numpy as np

from vc.vision.anatomy import Anatomy
from vc.vision.imaging import blur, smoothstep, to_lab

from .strip import Strip, column_places, ordinary_half_widths, strip_layout

_SLEEVE_WIDENING = 1.12
_FOLDS = 0.035  # strength of the light and shade of folds
_SHOWN = (0.12, 0.58)  # places along the arm whose cloth stands for all of a sleeve
_LEAST_SHOWN = 0.9  # share of these that is to be seen
_WIDTHS_OF_ORDINARY = (0.6, 2.2)  # a sleeve that can be believed
_SPOT = 40.0  # Lab distance of a spot from the sleeve
_SLEEVE_TO = 2.06  # place along the arm; a drawn hand covers its end
_JOINT_INWARDS, _JOINT_BELOW = 0.05, 0.08  # torso units


def make_sleeve(jacket: np.ndarray, bones: np.ndarray, unit: float, *, seed: int) -> Strip:
    """An arm in a plain sleeve up to the wrist, round by its shading; the hand is left empty.

    jacket : (3,) RGB; seed : of the folds
    """
    cap, counts = strip_layout(bones, unit)
    places = column_places(cap, counts)
    half_width = ordinary_half_widths(places, unit) * _SLEEVE_WIDENING
    half = round(1.3 * float(half_width.max()))
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    shade = _roundness(across / half_width[None])[..., None] * _folds((len(across), len(places)), unit, seed)[..., None]
    colour = jacket * shade
    along = np.arange(len(places), dtype=np.float32)[None] - cap
    beside = np.hypot(np.minimum(along, 0), across)  # the sleeve begins round: it is the jacket's shoulder, too
    alpha = smoothstep(half_width[None] - beside, -1, 1) * (places < _SLEEVE_TO)[None]
    return Strip(np.clip(colour, 0, 255).astype(np.float32), alpha.astype(np.float32), cap, counts)


def lengthened_sleeve(strip: Strip, unit: float) -> Strip | None:
    """The arm with its upper half as the photo shows it and the sleeve of that repeated, to and fro, up to the hand.

    For forearms that are hidden, folded or behind somebody. None if too little is to be seen of the upper arm, too.
    """
    places, half = strip.places, strip.half
    shown = (places > _SHOWN[0]) & (places < _SHOWN[1])
    widths = _half_widths(strip.alpha)
    ordinary = ordinary_half_widths(places, unit)
    usual = widths[:, (places > 0.3) & shown].mean(1)
    ratio = usual.mean() / ordinary[shown].mean()
    whole = (strip.alpha[half - 1 : half + 2, shown].min(0) > 0.5).mean() >= _LEAST_SHOWN
    if not whole or not _WIDTHS_OF_ORDINARY[0] < ratio < _WIDTHS_OF_ORDINARY[1]:
        return None
    share = smoothstep(places, _SHOWN[1] - 0.15, _SHOWN[1])
    tapered = usual.mean() * np.clip(ordinary / ordinary[shown].mean(), 0.62, 1.0)
    target = widths * (1 - share) + tapered * share
    columns = np.flatnonzero(shown)
    source = np.arange(len(places), dtype=np.float32)
    beyond = np.maximum(source - columns[-1], 0) % (2 * (len(columns) - 1))
    source = np.where(source > columns[-1], columns[-1] - np.minimum(beyond, 2 * (len(columns) - 1) - beyond), source)
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    of_source = np.where(across < 0, widths[0, source.astype(int)], widths[1, source.astype(int)])
    rows = half + across * of_source / np.maximum(np.where(across < 0, target[0], target[1]), 1)
    colour = cv2.remap(strip.colour, np.broadcast_to(source, rows.shape).astype(np.float32), rows.astype(np.float32),
                       cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
    sleeve = smoothstep(np.where(across < 0, target[0], target[1]) - np.abs(across), -1, 1) * (places < _SLEEVE_TO)
    alpha = strip.alpha * (1 - share) + sleeve * share
    return Strip(colour, alpha.astype(np.float32), strip.cap, strip.counts)


def spotted(strip: Strip) -> float:
    """Share of the upper arm that is of another colour than its sleeve: fingers of folded arms, hair, straps."""
    shown = (strip.places > _SHOWN[0]) & (strip.places < _SHOWN[1])
    lab, solid = to_lab(strip.colour[:, shown]), strip.alpha[:, shown] > 0.8
    if not solid.any():
        return 1.0
    return float((np.linalg.norm(lab[solid] - np.median(lab[solid], 0), axis=1) > _SPOT).mean())


def _half_widths(alpha: np.ndarray) -> np.ndarray:
    """(2, columns) px from the middle row of a strip to its edges, on the side of negative and of positive rows."""
    half = (alpha.shape[0] - 1) // 2
    solid = alpha > 0.5
    return np.stack([np.minimum.accumulate(rows, 0).sum(0) for rows in (solid[half::-1], solid[half:])]).astype(float)


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
