"""A head cut out of a photo: upright, of one size, with alpha; what the photo leaves out of it is completed."""

from dataclasses import replace

import cv2
import numpy as np

from vc.render.character.completed import completed
from vc.render.character.cut import Cut, back, face_oval
from vc.render.character.head_hair import hanging_hair, own_hair
from vc.vision.anatomy import Anatomy
from vc.vision.face_mesh import CHIN, LEFT_SIDE, RIGHT_SIDE, FaceMesh
from vc.vision.imaging import blur, grow, shrink, smoothstep, touching

FACE_PX = 230.0  # width of the face in the texture
_WIDE, _HIGH, _EYES_AT = 3.1, 4.4, 1.5  # the texture in widths of the face, and where the eyes are from its top
_CROWN, _TUFT = 1.2, 15  # from eyes to chin, above the eyes; texels, half the thickness of what is no tuft there
_SPIKE = 10  # texels, half the thickness of what is too thin for a part of the head
_TURNED = 0.35  # rad of yaw, from which the oval leaves out some of the averted cheek
_SHARPEST = 3.0  # photos are enlarged at most that much before they are sharpened


def cut_head(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, face: FaceMesh) -> Cut:
    """The head of a person, down to the jaw, with all of the hair.

    colours (h, w, 3) uint8, alpha (h, w) : of `matte.cut_out`; anatomy, face : in px of the photo
    """
    to_cut, scale = _upright(face)
    size = (int(_WIDE * FACE_PX), int(_HIGH * FACE_PX))
    rgb = _warp(colours, to_cut, scale, size, cv2.BORDER_REPLICATE)
    soft = np.clip(_warp(alpha, to_cut, scale, size, cv2.BORDER_CONSTANT), 0, 1)
    moved = _moved(face, to_cut, scale)
    hair = own_hair(rgb, soft, anatomy, moved, to_cut)
    height, width = alpha.shape
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]]) @ to_cut[:, :2].T + to_cut[:, 2]
    bounds = np.stack([corners.min(0), corners.max(0)])
    cut = Cut(_sharpened(rgb, scale), soft, hair, face_oval(moved, soft.shape), moved, bounds, scale, to_cut)
    return completed(replace(cut, alpha=_is_head(cut)))


def _upright(face: FaceMesh) -> tuple[np.ndarray, float]:
    """(2, 3) photo px -> texels, eyes level, the face of FACE_PX; and its scale."""
    points = face.points.astype(np.float64)
    tall = float(np.linalg.norm(points[CHIN] - points[10]))
    scale = FACE_PX / (0.5 * (face.width + 0.82 * tall))
    turn = scale * np.array([[np.cos(face.roll), -np.sin(face.roll)], [np.sin(face.roll), np.cos(face.roll)]])
    eyes = face.eyes.mean(0)
    sides = 0.5 * (points[RIGHT_SIDE, :2] + points[LEFT_SIDE, :2])
    anchor = np.array([0.5 * (sides[0] + eyes[0]), eyes[1]])
    return np.column_stack([turn, np.array([_WIDE / 2, _EYES_AT]) * FACE_PX - turn @ anchor]), scale


def _warp(image: np.ndarray, to_cut: np.ndarray, scale: float, size: tuple[int, int], border: int) -> np.ndarray:
    values = image.astype(np.float32)
    if scale < 0.6:
        values = blur(values, 0.4 / scale)
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR
    warped: np.ndarray = cv2.warpAffine(values, to_cut, size, flags=how, borderMode=border)
    return np.clip(warped, 0, 255)


def _moved(face: FaceMesh, to_cut: np.ndarray, scale: float) -> FaceMesh:
    points = np.column_stack([face.points[:, :2] @ to_cut[:, :2].T + to_cut[:, 2], face.points[:, 2] * scale])
    return FaceMesh(points.astype(np.float32), face.score)


def _sharpened(rgb: np.ndarray, scale: float) -> np.ndarray:
    """Faces that were small get the contrast of their edges back, as far as there is any."""
    strength = 0.45 * float(np.clip((scale - 1.2) / (_SHARPEST - 1.2), 0, 1))
    if strength <= 0:
        return rgb
    width = float(np.clip(0.55 * scale, 1.0, 3.0))
    return np.clip(rgb + strength * (rgb - blur(rgb.astype(np.float32), width)), 0, 255)


def _is_head(cut: Cut) -> np.ndarray:
    """(h, w) float32: what stays; face, ears, all above the eyes, and hair wherever it hangs."""
    m = cut.measures
    y, x = np.mgrid[0 : cut.alpha.shape[0], 0 : cut.alpha.shape[1]].astype(np.float32)
    aside = np.abs(x - m.middle) / m.half
    lobe = m.eyes_y + (0.56 + 0.6 * max(cut.face.pitch, 0.0)) * m.drop  # who looks up has them lower
    hanging = hanging_hair(cut.hair, y, aside, m)
    behind = smoothstep(aside - back(x, m.middle, cut.face), 1.42, 1.30) * (hanging if cut.hair.any() else 1)
    ears = np.maximum(smoothstep(aside, 1.42, 1.30), behind)
    ears = ears * smoothstep(y, lobe + 0.06 * m.drop, lobe - 0.06 * m.drop)
    top = smoothstep(y, m.eyes_y + 0.15 * m.drop, m.eyes_y - 0.15 * m.drop) * smoothstep(aside, 2.5, 2.3)
    skull = cut.alpha * np.maximum.reduce([cut.oval, ears, top, _averted(cut, y, x)])
    # A shoulder or a collar beside the jaw leaves but a spike of itself.
    spikes = (y > m.eyes_y) & (cut.oval < 0.5) & ~grow(shrink(skull > 0.5, _SPIKE), _SPIKE + 2)
    # So does what stands behind and was taken for hair, above.
    above = (y < m.eyes_y - _CROWN * m.drop) & ~grow(shrink(skull > 0.5, _TUFT), _TUFT + 2)
    skull = np.where(spikes | above, np.minimum(skull, cut.oval), skull)
    keep = np.maximum(skull, np.minimum(cut.alpha, smoothstep(hanging, 0.2, 0.6)))
    keep = keep * grow(touching(keep > 0.4, cut.oval > 0.5), 3)
    soft = blur(keep.astype(np.float32), 1.6)
    # Hair above is fine and may be faint; the jaw is a firm edge.
    high = smoothstep(y, m.eyes_y + 0.2 * m.drop, m.eyes_y - 0.4 * m.drop)
    return (smoothstep(soft, 0.30, 0.80) * (1 - high) + smoothstep(soft, 0.10, 0.45) * high).astype(np.float32)


def _averted(cut: Cut, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """(h, w) beside the oval on the side that a turned head hides: cheek and nose stand out there, and no neck does."""
    m = cut.measures
    if abs(cut.face.yaw) < _TURNED:
        return np.zeros(y.shape, np.float32)
    return smoothstep(y, m.chin_y - 0.05 * m.drop, m.chin_y - 0.2 * m.drop) * ((x - m.middle) * cut.face.yaw > 0)
