"""Depth of a head: the face's own from its mesh, a balloon for hair, ears and skull; turned to the front."""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree

from vc.render.character.cut import Cut, Measures
from vc.render.character.sheet import Sheet, at, balloon, grid, snapped, strip
from vc.vision.face_mesh import LEFT_SIDE, OVAL, RIGHT_SIDE, face_triangles
from vc.vision.imaging import blur, membrane, shrink, smoothstep

_BUMPS = 0.58  # share of noses and lips that is kept: the mesh makes more of them than there is
_DEEP = 1.15  # a skull is deeper behind the ears than a face is wide by half
_EARS = 0.20  # half faces that ears lie behind the cheeks' edge
_LENS = 0.09  # rim of a silhouette, in half faces: thin, so that no gap opens when the head turns
_MOST_TURN = 0.6  # radians that a head photographed aside is turned back at most


@dataclass(frozen=True)
class Relief:
    """face : (468, 3) texels with depth; skull : (h, w) depth of all that is not face
    rim : (h, w) the greatest depth so near to the outline; round : (h, w) the balloon alone
    """

    face: np.ndarray
    skull: np.ndarray
    rim: np.ndarray
    round: np.ndarray


def relief(cut: Cut) -> Relief:
    """Depth of everything, texels towards the viewer, 0 in the plane of the ears."""
    m, solid = cut.measures, cut.alpha > 0.5
    y = np.arange(cut.alpha.shape[0], dtype=np.float32)[:, None]
    upper = solid & (y < m.chin_y + 0.3 * m.drop)
    peak = 1.3 * m.half
    swollen = balloon(upper)
    swollen = (peak * np.tanh(swollen / peak)).astype(np.float32)
    rim = _rim(cut, m)
    face = _face(cut, m)
    face[:, 2] = np.minimum(face[:, 2], at(rim, face))
    return Relief(face, _skull(cut, m, swollen, face, rim), rim, swollen)


def _rim(cut: Cut, m: Measures) -> np.ndarray:
    """(h, w) the greatest depth so near to the outline; the jaw is none, for the neck goes on behind it."""
    y, x = np.mgrid[0 : cut.alpha.shape[0], 0 : cut.alpha.shape[1]].astype(np.float32)
    throat = (y > m.eyes_y + 0.55 * m.drop) & (np.abs(x - m.middle) < 1.02 * m.half) & (y < m.chin_y + m.drop)
    edge = distance_transform_edt((cut.alpha > 0.6) | throat)
    return np.asarray(1.6 * edge * edge / (edge + _LENS * m.half), np.float32)


def _face(cut: Cut, m: Measures) -> np.ndarray:
    points = cut.face.points.astype(np.float32).copy()
    points[:, 2] -= 0.5 * (points[LEFT_SIDE, 2] + points[RIGHT_SIDE, 2])
    away = np.linalg.norm(points[:, None, :2] - points[None, :, :2], axis=-1)
    near = np.exp(-0.5 * (away / (0.30 * m.half)) ** 2)
    broad = near @ points[:, 2] / near.sum(1)
    rim = np.zeros(len(points), bool)
    rim[list(OVAL)] = True
    points[:, 2] = np.where(rim, points[:, 2], broad + _BUMPS * (points[:, 2] - broad))
    return points


def _skull(cut: Cut, m: Measures, swollen: np.ndarray, face: np.ndarray, rim: np.ndarray) -> np.ndarray:
    """The balloon, bent so that it meets the face's edge."""
    edge = face[list(OVAL)]
    above = edge[edge[:, 1] < m.eyes_y + 0.55 * m.drop]
    wrong = above[:, 2] - at(swollen, above)
    height, width = swollen.shape
    small = np.stack(np.meshgrid(np.arange(0, width, 4), np.arange(0, height, 4)), -1).astype(np.float32)
    away, which = cKDTree(above[:, :2]).query(small.reshape(-1, 2), k=6)
    weight = 1 / (away + 4.0) ** 2
    spread = (wrong[which] * weight).sum(1) / weight.sum(1) * np.exp(-((away[:, 0] / (0.6 * m.half)) ** 2))
    offset = cv2.resize(spread.reshape(small.shape[:2]).astype(np.float32), (width, height))
    depth = np.where(cut.alpha > 0.5, swollen + blur(offset, 4.0), 0)
    filled = membrane(np.repeat(depth[..., None], 3, 2), cut.alpha <= 0.5)[..., 0]
    return np.minimum(blur(filled.astype(np.float32), 2.5), rim)


def face_sheet(shape: Relief) -> Sheet:
    return Sheet("face", shape.face, face_triangles(), shape.face[:, :2] + 0.5)


def skull_sheet(cut: Cut, shape: Relief) -> Sheet:
    """All but the face, whose edge it runs under."""
    m = cut.measures
    inner = shrink(cut.oval > 0.5, 0.16 * m.half)
    points, triangles = grid((cut.alpha > 0.25) & ~_cells_within(inner))
    flat, outside = snapped(points, cut.alpha > 0.3)
    depth = np.where(outside, np.minimum(0, at(shape.skull, flat)), at(shape.skull, flat))
    under = at(cut.oval, flat) > 0.5
    depth = depth - np.where(under, 2.0, 0.6) - _set_back(m, flat)  # behind the face where they overlap
    space = np.column_stack([flat, depth]).astype(np.float32)
    return Sheet("skull", space, triangles, flat + 0.5, cut=True)


def _cells_within(mask: np.ndarray) -> np.ndarray:
    return cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _set_back(m: Measures, flat: np.ndarray) -> np.ndarray:
    """(n,) texels that ears, and hair beside a face, lie farther back than a cheek's edge: behind it where a head turns
    away, and not beside it."""
    beside = smoothstep(np.abs(flat[:, 0] - m.middle) / m.half, 1.02, 1.25)
    level = smoothstep(flat[:, 1], m.eyes_y - 0.5 * m.drop, m.eyes_y + 0.2 * m.drop)
    return np.asarray(_EARS * m.half * beside * level * smoothstep(flat[:, 1], m.chin_y + 0.3 * m.drop, m.chin_y))


def back_sheet(cut: Cut, shape: Relief, row: int) -> Sheet:
    """The back of the head; its part of the texture begins at `row`."""
    m = cut.measures
    points, triangles = grid(cut.alpha > 0.25)
    flat, outside = snapped(points, cut.alpha > 0.3)
    depth = -_DEEP * np.minimum(at(shape.round, flat), at(shape.rim, flat))
    jaw = np.minimum(at(shape.skull, flat), 0)
    below = smoothstep(flat[:, 1], m.chin_y - 0.35 * m.drop, m.chin_y + 0.2 * m.drop)
    depth = np.where(outside, jaw, depth * (1 - below) + jaw * below - 2.0 * below) - _set_back(m, flat)
    space = np.column_stack([flat, depth]).astype(np.float32)
    return Sheet("back", space, triangles[:, ::-1].copy(), flat + np.array([0.5, 0.5 + row], np.float32), lit=1.5)


def jaw_sheet(cut: Cut, shape: Relief) -> Sheet:
    """From the jaw's edge back to the throat, of the skin beside that edge."""
    m = cut.measures
    ring = [i for i in OVAL if shape.face[i, 1] > m.eyes_y + 0.45 * m.drop]
    order = np.argsort(shape.face[ring, 0])
    edge = shape.face[np.array(ring)[order]]
    centre = np.array([m.middle, m.eyes_y + 0.62 * m.drop, 0], np.float32)
    rows, uv = [], []
    for back, narrow, inner in ((0.0, 1.0, 0.06), (0.10, 0.97, 0.10), (0.40, 0.86, 0.16), (0.95, 0.70, 0.22)):
        place = edge.copy()
        place[:, 0] = m.middle + (edge[:, 0] - m.middle) * narrow
        place[:, 1] -= 0.10 * back * m.half
        place[:, 2] -= back * m.half
        rows.append(place)
        uv.append(edge[:, :2] + inner * (centre[:2] - edge[:, :2]) + 0.5)
    count = len(edge)
    net = np.arange(4 * count).reshape(4, count)
    return Sheet("jaw", np.concatenate(rows).astype(np.float32), strip(net), np.concatenate(uv), lit=1.3)


def facing(cut: Cut, points: np.ndarray) -> np.ndarray:
    """Points (n, 3) of the relief of a head that looks straight ahead: turned back as far as that can be done."""
    m = cut.measures
    middle = np.array([m.middle, m.eyes_y + 0.25 * m.drop, -0.15 * m.half])
    axes = cut.face.axes
    vector, _ = cv2.Rodrigues(axes)
    angle = float(np.linalg.norm(vector))
    if angle > _MOST_TURN:
        axes, _ = cv2.Rodrigues(vector * (_MOST_TURN / angle))
    upright = (points - middle) * [1, -1, 1]
    return np.asarray((upright @ axes) * [1, -1, 1] + middle, np.float32)


def round_sheets(rgb: np.ndarray, alpha: np.ndarray) -> tuple[tuple[Sheet, ...], np.ndarray]:
    """Front and back of a head without a face, balloons both, and the back's picture (h, w, 3) below the front's."""
    edge = distance_transform_edt(alpha > 0.6)
    half = 0.5 * float(np.ptp(np.flatnonzero((alpha > 0.5).any(0))))
    rim = 1.6 * edge * edge / (edge + _LENS * half)
    height = np.minimum(0.85 * balloon(alpha > 0.5), rim)
    points, triangles = grid(alpha > 0.25)
    flat, outside = snapped(points, alpha > 0.3)
    depth = np.where(outside, 0, at(height, flat))
    front = Sheet("skull", np.column_stack([flat, depth]).astype(np.float32), triangles, flat + 0.5, cut=True)
    behind = np.column_stack([flat, -depth]).astype(np.float32)
    uv = flat + np.array([0.5, 0.5 + len(alpha)], np.float32)
    back = Sheet("back", behind, triangles[:, ::-1].copy(), uv, cut=True, lit=1.4)
    inner = distance_transform_edt(alpha > 0.5) > 0.3 * half
    return (front, back), membrane(rgb, inner) if inner.any() else rgb
