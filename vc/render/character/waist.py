"""Folds of the clothes at the waist, where the trunk leans or turns: of light alone, for their height hardly shows."""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.character import Pose
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import INDEX, Rig
from vc.render.character.bare import like_skin
from vc.render.character.body import FRONT

_REACH_M, _WAVE_M = 0.075, 0.062  # above and below the waist; from one fold to the next
_STEEP = 0.30  # slope of the deepest folds
# Radians from which there are folds, and from which they are as deep as can be.
_LEAN, _TURN = (0.02, 0.16), (0.04, 0.30)
_SLANT = 0.8  # rows over columns along which a turn draws folds
_AT = 0.42  # of the way from the hips to the shoulders


@dataclass(frozen=True)
class Waist:
    """A mover. rows : (n,) vertices of the trunk's cloth near the waist

    across, up : (n,) -1 .. 1 to the body's left; metres above the waist; strength : (n,) of the folds
    """

    rows: np.ndarray
    across: np.ndarray
    up: np.ndarray
    strength: np.ndarray

    def move(self, pose: Pose, _places: np.ndarray, normals: np.ndarray, _colours: np.ndarray) -> None:
        """See `character.Mover`."""
        hips, chest = (pose.matrices[INDEX[bone], :, :3].astype(np.float64) for bone in ("hips", "chest"))
        turned = hips.T @ chest
        lean, turn = np.arctan2(turned[1, 0], turned[0, 0]), np.arctan2(turned[0, 2], turned[2, 2])
        pressed, drawn = _share(lean, _LEAN), _share(turn, _TURN)
        if pressed + drawn <= 0:
            return
        inner = np.maximum(-np.sign(lean) * self.across, 0)  # cloth bunches on the side that the trunk leans to
        wave = 2 * np.pi / _WAVE_M
        slope = pressed * inner * np.cos(wave * self.up)
        slope += drawn * np.cos(wave * (self.up + np.sign(turn) * _SLANT * 0.1 * self.across))
        bent = normals[self.rows] + (_STEEP * np.clip(slope, -1, 1) * self.strength)[:, None] * chest[:, 1]
        normals[self.rows] = bent / np.maximum(np.linalg.norm(bent, axis=1, keepdims=True), 1e-6)


def waist_of(trunk: Mesh, rig: Rig, colours: np.ndarray, skin: np.ndarray) -> Waist:
    """Of the trunk's mesh, the character's first. colours : (h, w, 3) the picture of its uv; skin : (3,) RGB"""
    hips, shoulder = (float(rig.rest[INDEX[bone], 1]) for bone in ("hips", "upper_arm_l"))
    up = trunk.vertices[:, 1] - (hips + _AT * (shoulder - hips))
    near = np.abs(up) < 1.6 * _REACH_M
    near &= np.isin(np.arange(len(up)), trunk.triangles[trunk.number == FRONT])  # the back is not seen
    x, y = np.clip(trunk.uv.astype(int), 0, [colours.shape[1] - 1, colours.shape[0] - 1]).T
    rows = np.flatnonzero(near & ~like_skin(colours[y, x], skin))
    half = max(float(np.abs(trunk.vertices[rows, 0]).max()), 0.05) if len(rows) else 1.0
    strength = np.exp(-((up[rows] / _REACH_M) ** 2))
    return Waist(rows, trunk.vertices[rows, 0] / half, up[rows].astype(np.float64), strength)


def _share(angle: float, limits: tuple[float, float]) -> float:
    return float(np.clip((abs(angle) - limits[0]) / (limits[1] - limits[0]), 0, 1))
