"""A face that lives a little: where eyes, brows and mouth are, and the picture of the face for one expression.

Heads turn and nod with the body's warp (see rig); here lids close and brows and mouth move, all by moving pixels up and
down within the photo, so that the skin stays the person's own.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.compiled import njit
from vc.render.character.lids import MARGIN, SHUT, can_shut, shut_lids
from vc.vision.anatomy import LEFT_EYE, MOUTH_LEFT, MOUTH_RIGHT, NOSE, RIGHT_EYE, Anatomy
from vc.vision.imaging import blur, smoothstep, to_lab

_EYE_PER_PUPILS = 0.47  # width of an eye over the distance of the pupils
_MIN_EYE_PX = 11.0  # smaller eyes are left open: a lid of three pixels flickers
_HALF_WIDTH = 0.74  # of what closes, in eye widths; a little more than the eye's half
_LEAST_OPEN, _MOST_OPEN = 0.18, 0.46  # half heights of an open eye, in eye widths
_MAX_SLANT = 0.5  # of the line between the eyes
_MARGIN_PX = 40  # of still picture around what moves; more than a tile of the composite and the body's stretch
_LASHES = 0.45  # how much darker that line is
# Of an eye's width: how far brows, and of the mouth's width: how far lips move at most.
_BROW_RISE, _LIP_FALL = 0.11, 0.045


@dataclass(frozen=True)
class Face:
    """Canvas px. box : left, top, right, bottom, even, of the picture that changes
    fields : (2, h, w) float32, upward px at each place for a full rise of the brows and of the lower lip
    spans : (h, 2) int32, first and last + 1 of the columns of each row that anything moves
    eyes : (n, 5) float64: centre x, y, half width, half height of the opening, slant; none if too small or shut
    lids : (h, w, 3) float32 RGB, later (h, w, C) of the planes, what shows in the openings when the eyes are shut
    """

    box: tuple[int, int, int, int]
    fields: np.ndarray
    spans: np.ndarray
    eyes: np.ndarray
    lids: np.ndarray


def find_face(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy) -> Face | None:
    """Where the face of the body's picture can move; None if it is too small, in profile or turned away.

    colours : (h, w, 3) uint8; alpha : (h, w)
    """
    points, visible = anatomy.landmarks, anatomy.visibility
    pupils = points[[RIGHT_EYE, LEFT_EYE]]
    apart = float(np.linalg.norm(pupils[1] - pupils[0]))
    width = _EYE_PER_PUPILS * apart
    height, columns = alpha.shape
    inside = ((points[:11] > 2) & (points[:11] < [columns - 3, height - 3])).all()
    if not inside or visible[[NOSE, LEFT_EYE, RIGHT_EYE]].min() < 0.6 or apart < 0.09 * anatomy.unit:
        return None
    light = to_lab(colours)[..., 0]
    eyes = _find_eyes(light, pupils, width)
    slant = float(np.clip((eyes[1] - eyes[0])[1] / ((eyes[1] - eyes[0])[0] + 1e-6), -_MAX_SLANT, _MAX_SLANT))
    openings = _openings(light, eyes, width, slant)
    box = _box(anatomy, eyes, width, (columns, height))
    fields = _fields(box, eyes, points[[MOUTH_LEFT, MOUTH_RIGHT]], width)
    return Face(box, fields, _spans(box, fields, openings), openings, shut_lids(colours, box, openings))


def _spans(box: tuple[int, int, int, int], fields: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    moved = (np.abs(fields) > 0).any(0)
    y, x = np.mgrid[box[1] : box[3], box[0] : box[2]]
    for cx, cy, half_width, half_height, slant in eyes:
        high = half_height + abs(slant) * half_width + 2
        moved |= (np.abs(x - cx) < half_width) & (y > cy - high - MARGIN * half_width) & (y < cy + high)
    ends = moved.shape[1] - moved[:, ::-1].argmax(1)
    return np.where(moved.any(1)[:, None], np.stack([moved.argmax(1), ends], 1), 0).astype(np.int32)


def _find_eyes(light: np.ndarray, pupils: np.ndarray, width: float) -> np.ndarray:
    """(2, 2) centres of the eyes near the landmarks, which are off by up to half an eye.

    Eyes are flat spots rich in edges and in dark, with smooth skin above and below; both are off alike.
    """
    reach = round(1.1 * width)
    scores = []
    for x, y in np.round(pupils).astype(int):
        window = _window(light, x, y, 2 * reach)
        dx, dy = cv2.Sobel(window, cv2.CV_32F, 1, 0), cv2.Sobel(window, cv2.CV_32F, 0, 1)
        rich = np.hypot(dx, dy) / 4 + np.clip(blur(window, 0.6 * width) - window, 0, None)
        spot = blur(rich, 0.28 * width, 0.15 * width) - 0.7 * blur(rich, 0.45 * width, 0.38 * width)
        scores.append(spot[reach : 3 * reach + 1, reach : 3 * reach + 1])
    offsets = np.arange(-reach, reach + 1) / width
    prior = np.exp(-0.5 * (offsets[None] / 0.38) ** 2) * np.exp(-0.5 * ((offsets[:, None] + 0.10) / 0.42) ** 2)
    both = (np.clip(scores[0], 0, None) + np.clip(scores[1], 0, None)) * prior
    common = np.array(np.unravel_index(int(both.argmax()), both.shape))
    centres = []
    for pupil, score in zip(pupils, scores, strict=True):
        rows, cols = np.mgrid[0 : score.shape[0], 0 : score.shape[1]]
        near = np.exp(-((rows - common[0]) ** 2 + (cols - common[1]) ** 2) / (2 * (0.36 * width) ** 2))
        own = np.array(np.unravel_index(int((score * near).argmax()), score.shape))
        centres.append(np.round(pupil) + (own - reach)[::-1])
    return np.array(centres)


def _window(image: np.ndarray, x: int, y: int, reach: int) -> np.ndarray:
    """(2 reach + 1, 2 reach + 1) around a place; the picture's edge is repeated."""
    padded = cv2.copyMakeBorder(image, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    return padded[y : y + 2 * reach + 1, x : x + 2 * reach + 1]


def _openings(light: np.ndarray, eyes: np.ndarray, width: float, slant: float) -> np.ndarray:
    """Face.eyes, both or none: none if they are shut, hidden, too small, or lids over them would look wrong.

    Both open alike, and what one of them shows too large, a brow or a shaded lid included, the other often shows well.
    """
    if width < _MIN_EYE_PX:
        return np.empty((0, 5))
    extents = [_extent_of_eye(light, eye, width) for eye in eyes]
    open_ones = [(up + down, up, down) for up, down in extents if up + down >= 2 * _LEAST_OPEN * width]
    if not open_ones:
        return np.empty((0, 5))
    both, up, down = min(open_ones)
    half_height = min(0.5 * both, _MOST_OPEN * width)
    shift = np.clip(0.5 * (down - up), -0.12 * width, 0.12 * width)
    openings = np.array([(x, y + shift, _HALF_WIDTH * width, half_height, slant) for x, y in eyes])
    return openings if can_shut(light, openings, width) else np.empty((0, 5))


def _extent_of_eye(light: np.ndarray, centre: np.ndarray, width: float) -> tuple[float, float]:
    """px above and below its centre that an open eye reaches; zeros if there is no dark iris."""
    reach, ring = round(0.8 * width), max(2, round(0.45 * width))
    window = blur(_window(light, int(centre[0]), int(centre[1]), reach), 0.6)
    near = np.s_[reach - ring // 2 : reach + ring // 2 + 1]
    skin, darkest = float(np.median(window[reach + ring :])), float(np.percentile(window[near, near], 4))
    across = window[reach - 1 : reach + 2].mean(0)  # along a shut eye's lashes it is even, over an iris not
    if skin - darkest < 25 or np.ptp(across[reach - ring : reach + ring + 1]) < 0.2 * skin:
        return 0.0, 0.0
    return _extent(window[:, near], reach)


def _extent(window: np.ndarray, middle: int) -> tuple[float, float]:
    """Rows above and below the middle one up to which the picture is rich in edges, as lashes, lids and iris are.

    The shade under a brow is dark, too, but smooth, and the brow itself stands apart.
    """
    edges = np.abs(cv2.Sobel(window, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(window, cv2.CV_32F, 0, 1))
    rich = blur(edges.mean(1, keepdims=True), 0.1, 0.035 * len(window))[:, 0]
    reach = len(window) // 3
    strong = rich > 0.5 * rich[middle - reach : middle + reach + 1].max()
    start = middle + int(rich[middle - reach // 2 : middle + reach // 2 + 1].argmax()) - reach // 2
    up, down = np.minimum.accumulate(strong[start::-1]).sum(), np.minimum.accumulate(strong[start:]).sum()
    return float(up + middle - start) - 0.5, float(down + start - middle) - 0.5


def _box(anatomy: Anatomy, eyes: np.ndarray, width: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """All that brows, lids and lips move, and the margin; inside the canvas."""
    mouth = anatomy.landmarks[[MOUTH_LEFT, MOUTH_RIGHT]]
    around = np.concatenate([eyes, mouth, eyes - np.array([0, 1.4 * width]), mouth + np.array([0, 1.4 * width])])
    low, high = around.min(0) - 1.2 * width - _MARGIN_PX, around.max(0) + 1.2 * width + _MARGIN_PX
    left, top = (2 * int(max(0, v) // 2) for v in low)
    right, bottom = (min(side - side % 2, 2 * int(v // 2 + 1)) for v, side in zip(high, size, strict=True))
    return left, top, right, bottom


def _fields(box: tuple[int, int, int, int], eyes: np.ndarray, mouth: np.ndarray, width: float) -> np.ndarray:
    left, top, right, bottom = box
    y, x = np.mgrid[top:bottom, left:right].astype(np.float32)
    brows = np.zeros(x.shape, np.float32)
    for eye_x, eye_y in eyes:
        across, up = (x - eye_x) / (0.55 * width), (y - eye_y + 0.85 * width) / (0.33 * width)
        brows = np.maximum(brows, np.exp(-0.5 * (across**2 + up**2)))
    # Brows move, the lids below them stay.
    brows *= smoothstep(np.mean(eyes[:, 1]) - 0.18 * width - y, 0, 0.35 * width)
    lips = float(np.linalg.norm(mouth[0] - mouth[1]))
    cx, cy = mouth.mean(0)
    low = np.exp(-0.5 * (((x - cx) / (0.42 * lips)) ** 2 + ((y - cy - 0.28 * lips) / (0.34 * lips)) ** 2))
    still = smoothstep(np.minimum.reduce([x - left, right - 1 - x, y - top, bottom - 1 - y]), 20, _MARGIN_PX)
    fields = np.stack([_BROW_RISE * width * brows, _LIP_FALL * lips * low]) * still
    return np.where(fields > 0.03, fields, 0).astype(np.float32)  # what moves less is not worth its time


@njit(fastmath=True)
def make_face(
    body: np.ndarray,
    left: int,
    top: int,
    fields: np.ndarray,
    spans: np.ndarray,
    eyes: np.ndarray,
    lids: np.ndarray,
    expression: np.ndarray,
    black: float,
) -> np.ndarray:
    """The picture (h, w, C + 2) of the face at `left`, `top` of the body's layer (H, W, C + 2) with an expression.

    fields, spans, eyes, lids : of Face; expression : (3,) blink 0 to 1, rise of the brows and of the lower lip -1 to 1
    black : the first channel's black, towards which the line of lashes is darkened; negative: no darkening
    """
    height, width = fields.shape[1], fields.shape[2]
    out = body[top : top + height, left : left + width].copy()
    bottom = body.shape[0] - 1.001
    for j in range(height):
        for i in range(spans[j, 0], spans[j, 1]):
            moved = expression[1] * fields[0, j, i] + expression[2] * fields[1, j, i]
            down, lid, lash = _under_lids(left + i, top + j, eyes, expression[0])
            if abs(moved + down) > 0.004 or lid > 0 or lash > 0:
                source = min(max(top + j + moved + down, 0.0), bottom)
                _mix_lid(out[j, i], body[int(source) :, left + i], source - int(source), lids[j, i], lid)
                if black >= 0:
                    out[j, i, 0] = np.uint8(black + (out[j, i, 0] - black) * (1 - lash) + 0.5)
    return out


@njit(fastmath=True, forceinline=True)
def _mix_lid(out: np.ndarray, rows: np.ndarray, q: float, lid: np.ndarray, share: float) -> None:
    """One pixel: between the first two of `rows` (n, C + 2) at q, and the lid's colour (C,) over it by its share."""
    for c in range(out.shape[0]):
        value = rows[0, c] * (1 - q) + rows[1, c] * q
        if c < lid.shape[0]:
            value += (lid[c] - value) * share
        out[c] = np.uint8(value + 0.5)


@njit(fastmath=True, forceinline=True)
def _under_lids(x: float, y: float, eyes: np.ndarray, blink: float) -> tuple[float, float, float]:
    """Of a pixel: px further down that it shows, how far the lid covers it, and the lashes' shade; all 0 beside eyes.

    The lid's edge runs down over the open eye, which is pressed together under it; the skin above fades to the lid's.
    """
    if blink > 0.01:
        for k in range(eyes.shape[0]):
            along = (x - eyes[k, 0]) / eyes[k, 2]
            if abs(along) < 1:
                arch = 1 - along * along
                middle = eyes[k, 1] + eyes[k, 4] * along * eyes[k, 2]
                half = eyes[k, 3] * np.sqrt(arch)
                upper, lower = middle - half, middle + half
                if half >= 0.3 and upper - MARGIN * eyes[k, 2] * arch < y < lower:
                    edge = upper + 2 * half * SHUT * blink
                    shown = upper + (y - edge) * (lower - upper) / (lower - edge) if y > edge else y
                    lid = min(max(edge - y + 0.5, 0.0), 1.0) * (blink + (1 - blink) * min(max(y - upper, 0.0), 1.0))
                    return shown - y, lid, _LASHES * blink * blink * arch if y >= edge else 0.0
    return 0.0, 0.0, 0.0
