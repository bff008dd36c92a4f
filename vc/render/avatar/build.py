"""Bodies of other builds: broader or narrower shoulders, more or less girth, on the same bones."""

from dataclasses import replace

import numpy as np

from vc.render.avatar.model import Avatar
from vc.render.avatar.rig import INDEX, JOINTS, Rig

BUILDS: dict[str, tuple[float, float]] = {"slim": (0.93, 0.92), "medium": (1.0, 1.0), "broad": (1.06, 1.10)}
_ARM = ("upper_arm", "forearm", "hand")
_TRUNK = ("hips", "spine", "chest", "tail_l", "tail_r")
_LIMBS = 0.5  # share of the trunk's girth that arms and legs gain


def built(avatar: Avatar, shoulders: float = 1.0, girth: float = 1.0) -> Avatar:
    """The figure with shoulders times as far apart and a trunk times as wide and deep; hands and neck stay."""
    rest = avatar.rig.rest.copy()
    aside = (shoulders - 1) * rest[INDEX["upper_arm_l"], 0]
    for side, sign in (("l", 1), ("r", -1)):
        for name in (*_ARM, *(("baton",) if side == "r" else ())):
            rest[INDEX[name if name == "baton" else f"{name}_{side}"], 0] += sign * aside
        for name in ("thigh", "shin", "foot", "tail"):
            rest[INDEX[f"{name}_{side}"], 0] *= 1 + 0.5 * (girth - 1)
    moved = _moved(avatar, avatar.rig.rest, rest) + _swollen(avatar, girth)
    return replace(avatar, vertices=(avatar.vertices + moved).astype(np.float32), rig=Rig(rest))


def _moved(avatar: Avatar, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What skinning makes of joints that are put elsewhere."""
    shift = (after - before)[avatar.joints]
    return np.asarray((shift * avatar.weights[..., None]).sum(1))


def _swollen(avatar: Avatar, girth: float) -> np.ndarray:
    """Away from the bones: the trunk from its upright axis, arms and legs from their own."""
    shares = np.zeros((len(avatar.vertices), len(JOINTS)))
    np.add.at(shares, (np.arange(len(shares))[:, None], avatar.joints), avatar.weights)
    v, rest = avatar.vertices, avatar.rig.rest
    low = np.clip((v[:, 1] - 0.1) / 0.4, 0, 1) * np.clip((1.47 - v[:, 1]) / 0.10, 0, 1)  # feet and neck stay
    trunk = shares[:, [INDEX[name] for name in _TRUNK]].sum(1) * low
    out = np.zeros_like(v)
    out[:, [0, 2]] = (girth - 1) * trunk[:, None] * v[:, [0, 2]]
    for side in "lr":
        for bone, end in (("upper_arm", "forearm"), ("forearm", "hand"), ("thigh", "shin"), ("shin", "foot")):
            start, stop = rest[INDEX[f"{bone}_{side}"]], rest[INDEX[f"{end}_{side}"]]
            axis = (stop - start) / np.linalg.norm(stop - start)
            q = v - start
            away = q - (q @ axis)[:, None] * axis
            out += _LIMBS * (girth - 1) * shares[:, INDEX[f"{bone}_{side}"], None] * away
    return out
