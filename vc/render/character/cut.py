"""A head cut out of a photo: upright, of one size, with alpha; what the photo leaves out of it is completed."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.vision.anatomy import Anatomy
from vc.vision.face_mesh import CHIN, LEFT_SIDE, OVAL, RIGHT_SIDE, FaceMesh
from vc.vision.figure.hair import find_hair
from vc.vision.imaging import blur, grow, shrink, smoothstep, to_lab, touching
from vc.vision.tones import measure_tones

FACE_PX = 230.0  # width of the face in the texture
_WIDE, _HIGH, _EYES_AT = 3.1, 4.4, 1.5  # the texture in widths of the face, and where the eyes are from its top
# Texels: rim of hair that may be of what lies under it; around sure hair whose colour counts. Lab distances from that
# of what surely is none, and of what surely is.
_RIM, _NEAR_HAIR, _OTHER_COLOUR = 9, 12.0, (44.0, 26.0)
_ROOTS = 0.5  # of the way from eyes to chin, down to where hair may begin that hangs lower
_SPIKE, _THREAD = 10, 6  # texels, half the thickness of what is too thin for a part of the head, and to hang from
_BACK = 1.6  # half widths of the face for a radian of yaw, by which the back of a turned head reaches farther
_BEARD = 0.75  # half widths of the face from its middle, of what may be a beard
_TINT, _SHADE = 13.0, 0.45  # Lab distance of the neck's tint from the face's, and its least lightness
_SHARPEST = 3.0  # photos are enlarged at most that much before they are sharpened


@dataclass(frozen=True)
class Measures:
    """Texels of the cut. eyes_y, chin_y : rows; drop : between them; middle : column; half : half a face's width"""

    eyes_y: float
    chin_y: float
    middle: float
    half: float

    @property
    def drop(self) -> float:
        return self.chin_y - self.eyes_y


@dataclass(frozen=True)
class Cut:
    """rgb (h, w, 3) float32 0..255; alpha (h, w) float32 of what is head; hair (h, w) float32 the share that is hair
    face : points in texels, the eyes level; None for heads without a human face
    oval : (h, w) float32, the face
    bounds : (2, 2) left top, right bottom of the photo in texels
    scale : texels per px of the photo
    to_cut : (2, 3) photo px -> texels
    """

    rgb: np.ndarray
    alpha: np.ndarray
    hair: np.ndarray
    oval: np.ndarray
    face: FaceMesh
    bounds: np.ndarray
    scale: float
    to_cut: np.ndarray

    @property
    def measures(self) -> Measures:
        points = self.face.points
        left, right = points[LEFT_SIDE, 0], points[RIGHT_SIDE, 0]
        return Measures(
            float(self.face.eyes[:, 1].mean()), float(points[CHIN, 1]), float(left + right) / 2, float(left - right) / 2
        )


def cut_head(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, face: FaceMesh) -> Cut:
    """The head of a person, down to the jaw, with all of the hair.

    colours (h, w, 3) uint8, alpha (h, w) : of `matte.cut_out`; anatomy, face : in px of the photo
    """
    to_cut, scale = _upright(face)
    size = (int(_WIDE * FACE_PX), int(_HIGH * FACE_PX))
    rgb = _warp(colours, to_cut, scale, size, cv2.BORDER_REPLICATE)
    soft = np.clip(_warp(alpha, to_cut, scale, size, cv2.BORDER_CONSTANT), 0, 1)
    moved = _moved(face, to_cut, scale)
    hair = _of_one_colour(_hair(rgb, soft, anatomy, to_cut, scale), rgb, moved)
    height, width = alpha.shape
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]]) @ to_cut[:, :2].T + to_cut[:, 2]
    bounds = np.stack([corners.min(0), corners.max(0)])
    cut = Cut(_sharpened(rgb, scale), soft, hair, _oval(moved, soft.shape), moved, bounds, scale, to_cut)
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


def _hair(rgb: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, to_cut: np.ndarray, scale: float) -> np.ndarray:
    moved = anatomy.moved(scale, np.zeros(2))
    places = {
        name: getattr(anatomy, name) @ to_cut[:, :2].T + to_cut[:, 2]
        for name in ("landmarks", "shoulders", "hips", "arms")
    }
    here = replace(moved, **places)
    pixels = rgb.astype(np.uint8)
    return find_hair(pixels, alpha, here, measure_tones(pixels, alpha, here))


def _of_one_colour(hair: np.ndarray, rgb: np.ndarray, face: FaceMesh) -> np.ndarray:
    """The hair (h, w) without the rim of clothes that it lies on: below the chin it ends where its colour does."""
    sure = shrink(hair > 0.8, _RIM).astype(np.float32)
    weight = blur(sure, _NEAR_HAIR)[..., None]
    near = blur((rgb * sure[..., None]).astype(np.float32), _NEAR_HAIR) / (weight + 1e-4)
    off = np.linalg.norm((to_lab(rgb) - to_lab(near)) * [0.5, 1, 1], axis=-1)
    chin = float(face.points[CHIN, 1])
    low = np.arange(len(hair))[:, None] > chin - _RIM
    kept = blur(smoothstep(off, *_OTHER_COLOUR).astype(np.float32), 1.5)
    hair = np.where(low & (weight[..., 0] > 1e-3), hair * kept, hair)
    return (hair * (1 - low * _throat(rgb, face))).astype(np.float32)


def _throat(rgb: np.ndarray, face: FaceMesh) -> np.ndarray:
    """(h, w) in [0, 1]: below the face what has its tint, and is not much darker: a neck in the shade, and no hair."""
    skin = to_lab(np.median(rgb[_oval(face, rgb.shape) > 0.9], 0))
    lab = to_lab(blur(rgb.astype(np.float32), 2.0))
    middle, half = (float(face.points[LEFT_SIDE, 0] + sign * face.points[RIGHT_SIDE, 0]) / 2 for sign in (1, -1))
    beside = np.abs(np.arange(rgb.shape[1]) - middle)[None] < 1.1 * abs(half)
    bare = (np.linalg.norm((lab - skin)[..., 1:], axis=-1) < _TINT) & (lab[..., 0] > _SHADE * skin[0]) & beside
    return blur(grow(bare, 3).astype(np.float32), 1.5)


def _sharpened(rgb: np.ndarray, scale: float) -> np.ndarray:
    """Faces that were small get the contrast of their edges back, as far as there is any."""
    strength = 0.45 * float(np.clip((scale - 1.2) / (_SHARPEST - 1.2), 0, 1))
    if strength <= 0:
        return rgb
    width = float(np.clip(0.55 * scale, 1.0, 3.0))
    return np.clip(rgb + strength * (rgb - blur(rgb.astype(np.float32), width)), 0, 255)


def _oval(face: FaceMesh, shape: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(face.points[list(OVAL), :2] * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return blur(mask.astype(np.float32) / 255, 1.5)


def _is_head(cut: Cut) -> np.ndarray:
    """(h, w) float32: what stays; face, ears, all above the eyes, and hair wherever it hangs."""
    m = cut.measures
    y, x = np.mgrid[0 : cut.alpha.shape[0], 0 : cut.alpha.shape[1]].astype(np.float32)
    aside = np.abs(x - m.middle) / m.half
    lobe = m.eyes_y + (0.56 + 0.6 * max(cut.face.pitch, 0.0)) * m.drop  # who looks up has them lower
    back = np.where((x - m.middle) * cut.face.yaw < 0, _BACK * abs(cut.face.yaw), 0)  # of a head that is turned
    ears = smoothstep(y, lobe + 0.06 * m.drop, lobe - 0.06 * m.drop) * smoothstep(aside - back, 1.42, 1.30)
    top = smoothstep(y, m.eyes_y + 0.15 * m.drop, m.eyes_y - 0.15 * m.drop) * smoothstep(aside, 2.5, 2.3)
    skull = cut.alpha * np.maximum.reduce([cut.oval, ears, top])
    # A shoulder or a collar beside the jaw leaves but a spike of itself.
    spikes = (y > m.eyes_y) & (cut.oval < 0.5) & ~grow(shrink(skull > 0.5, _SPIKE), _SPIKE + 2)
    skull = np.where(spikes, np.minimum(skull, cut.oval), skull)
    keep = np.maximum(skull, np.minimum(cut.alpha, smoothstep(_hanging(cut.hair, y, aside, m), 0.2, 0.6)))
    keep = keep * grow(touching(keep > 0.4, cut.oval > 0.5), 3)
    soft = blur(keep.astype(np.float32), 1.6)
    # Hair above is fine and may be faint; the jaw is a firm edge.
    high = smoothstep(y, m.eyes_y + 0.2 * m.drop, m.eyes_y - 0.4 * m.drop)
    return (smoothstep(soft, 0.30, 0.80) * (1 - high) + smoothstep(soft, 0.10, 0.45) * high).astype(np.float32)


def _hanging(hair: np.ndarray, y: np.ndarray, aside: np.ndarray, m: Measures) -> np.ndarray:
    """Hair (h, w) that hangs down from above the ears' lobes, and beards: a collar like it only touches the jaw."""
    strands = shrink(hair > 0.2, _THREAD)
    roots = strands & (y < m.eyes_y + _ROOTS * m.drop)
    firm = grow(touching(strands, roots), _THREAD + 2) | (y < m.eyes_y + _ROOTS * m.drop) | (aside < _BEARD)
    return np.asarray(hair * blur(firm.astype(np.float32), 1.5))


def completed(cut: Cut) -> Cut:
    """With a crown above the photo's upper edge, thinning strands at its lower one, and closed sides."""
    cut = _with_crown(_with_even_top(cut))
    cut = _with_thin_ends(cut)
    for edge, way in ((int(np.ceil(cut.bounds[0, 0])) + 2, 1), (int(cut.bounds[1, 0]) - 3, -1)):
        if 0 < edge < cut.alpha.shape[1]:
            cut = _with_side(cut, edge, way)
    return cut


def _with_even_top(cut: Cut) -> Cut:
    """Without the notches that a matte has where the head touches the photo's upper edge."""
    m = cut.measures
    near = cut.bounds[0, 1] + 0.45 * m.drop
    high = np.flatnonzero((cut.alpha > 0.5).any(1))
    if not len(high) or high[0] > near:
        return cut
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(0.4 * m.half) + 1,) * 2)
    closed = blur(cv2.morphologyEx(cut.alpha, cv2.MORPH_CLOSE, disc), 2.0)
    y = np.arange(len(cut.alpha), dtype=np.float32)[:, None]
    share = smoothstep(y, near + 0.25 * m.drop, near)
    inside = y > cut.bounds[0, 1] + 2
    return replace(cut, alpha=np.maximum(cut.alpha, closed * share * inside).astype(np.float32))


def _with_crown(cut: Cut) -> Cut:
    """A round top of mirrored hair where the photo cuts the head."""
    m, keep, row = cut.measures, cut.alpha, int(np.ceil(cut.bounds[0, 1])) + 3
    height, width = keep.shape
    if not 0 < row < height or (keep[row] > 0.5).sum() <= 0.5 * m.half:
        return cut
    columns = np.flatnonzero(keep[row] > 0.5)
    centre, half = 0.5 * (columns[0] + columns[-1]), 0.5 * float(columns[-1] - columns[0]) + 1
    tall = float(np.clip(row - (m.eyes_y - 1.32 * m.drop), 0.30 * m.drop, 0.9 * m.drop))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    up = np.maximum(row - y, 0)
    cap = smoothstep(1 - np.sqrt((np.abs(x - centre) / half) ** 2.4 + (up / tall) ** 2), -0.01, 0.04) * (y <= row)
    source_y = np.clip(row + 0.6 * up + 1, 0, height - 1).astype(np.float32)
    source_x = centre + (x - centre) * np.clip(1 + 0.25 * up / tall, 1, 1.6)
    source_x = np.clip(source_x, columns[0] + 4, columns[-1] - 4).astype(np.float32)
    mirrored = cv2.remap(cut.rgb.astype(np.float32), source_x, source_y, cv2.INTER_LINEAR)
    skin = cv2.remap(np.maximum(cut.oval, _forehead(cut)).astype(np.float32), source_x, source_y, cv2.INTER_LINEAR)
    hair = _hair_colour(cut)
    if (skin > 0.3).sum() > 50 and hair is not None:  # the forehead shall not come back above
        streaks = blur(np.random.default_rng(2).standard_normal(keep.shape).astype(np.float32), 1.5, 9.0)
        strands = hair * (1 + 0.10 * streaks / streaks.std())[..., None]
        share = smoothstep(blur(skin, 4.0), 0.15, 0.5)[..., None]
        mirrored = mirrored * (1 - share) + strands * share
    rgb = np.where((y < row)[..., None], mirrored, cut.rgb)
    return replace(cut, rgb=rgb, alpha=np.maximum(np.where(y < row, 0, keep), cap).astype(np.float32))


def _forehead(cut: Cut) -> np.ndarray:
    """(h, w) what is as light as the forehead above it."""
    m = cut.measures
    y, x = np.mgrid[0 : cut.alpha.shape[0], 0 : cut.alpha.shape[1]]
    brow = (np.abs(x - m.middle) < 0.4 * m.half) & (np.abs(y - m.eyes_y + 0.55 * m.drop) < 0.12 * m.drop)
    like = np.abs(cut.rgb - np.median(cut.rgb[brow], axis=0)).max(-1) < 38
    return blur((like & (y < m.eyes_y) & (cut.hair < 0.3)).astype(np.float32), 2.0)


def _hair_colour(cut: Cut) -> np.ndarray | None:
    """(3,) the usual colour of the hair; None where there is hardly any."""
    found = cut.rgb[(cut.hair > 0.6) & (cut.alpha > 0.8)]
    return np.asarray(np.median(found, axis=0)) if len(found) > 400 else None


def _with_thin_ends(cut: Cut) -> Cut:
    """Strands that thin out above the photo's lower edge."""
    m, keep, row = cut.measures, cut.alpha, int(cut.bounds[1, 1]) - 3
    height, width = keep.shape
    if not 0 < row < height or (keep[row] > 0.5).sum() <= 0.15 * m.half:
        return cut
    noise = np.random.default_rng(0).standard_normal((1, width)).astype(np.float32).repeat(8, 0)
    noise = blur(noise, 2.5, 0.2)[:1]
    uneven = 0.5 + 0.28 * noise / noise.std()
    y = np.arange(height, dtype=np.float32)[:, None]
    progress = (y - (row - 0.55 * m.drop)) / (0.55 * m.drop)
    thin = np.where(progress > 0, smoothstep(uneven - 0.9 * progress + 0.15, -0.06, 0.06), 1)
    return replace(cut, alpha=(keep * np.maximum(thin, grow(cut.oval > 0.3, 4))).astype(np.float32))


def _with_side(cut: Cut, edge: int, way: int) -> Cut:
    """Hair that runs into the photo's side goes on as far as it does on the other side, mirrored there."""
    m, keep = cut.measures, cut.alpha
    height, width = keep.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    inside = (x - edge) * way
    if (keep[:, edge + 2 * way] > 0.5).sum() <= 0.3 * m.drop:
        return replace(cut, alpha=(keep * smoothstep(inside, 0, 3)).astype(np.float32))
    other = cv2.remap(keep, np.clip(2 * m.middle - x, 0, width - 1).astype(np.float32), y, cv2.INTER_LINEAR)
    source = np.clip(edge + np.abs(x - edge) * way * 0.8 + way, 0, width - 1).astype(np.float32)
    rgb = np.where((inside < 0)[..., None], cv2.remap(cut.rgb.astype(np.float32), source, y, cv2.INTER_LINEAR), cut.rgb)
    beyond = np.minimum(other, smoothstep(-inside, 0.75 * m.half, 0.6 * m.half))
    grown = np.where(inside < 0, beyond, keep)
    solid = touching(grown > 0.4, (keep > 0.5) & (inside > 3))
    return replace(cut, rgb=rgb, alpha=(grown * grow(solid, 2)).astype(np.float32))
