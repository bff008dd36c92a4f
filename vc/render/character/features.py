"""What moves in a face: lids that close over the eyes, brows, lips, and the inside of the mouth."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.render.character.cut import Cut
from vc.render.character.sheet import Sheet, at, strip
from vc.vision.face_mesh import LEFT_BROW, LEFT_EYE, LIPS, LOWER_LIP, RIGHT_BROW, RIGHT_EYE, UPPER_LIP
from vc.vision.imaging import blur, grow, membrane, smoothstep, to_lab

_BEHIND = 0.035  # half faces that eyeballs and teeth lie behind the lids and lips
_LEAST_EYE = 9.0  # px of the photo between an eye's corners; smaller ones stay open: a lid would be a blot
_CLOSED = 0.94  # share of the opening that a shut lid covers
_LASHES = 0.20  # widths of an eye around it that lashes and their paint darken: shut lids are of the skin beyond
_BEFORE = 3.5  # texels that lids lie before the face, whose folds above them stand out
_CREASE = 0.17  # widths of an eye above it that the lid's skin reaches
_BROW_RISE, _LIP_FALL, _SMILE = 0.062, 0.17, 0.035  # in distances of the pupils, in widths of the mouth, twice
_SHUT_MOUTH = 0.05  # height of the opening over the width of the mouth, below which it is shut


@dataclass(frozen=True)
class Opening:
    """A hole of the face mesh. upper, lower : (n,) numbers of points from its right corner to its left"""

    upper: tuple[int, ...]
    lower: tuple[int, ...]


def _opening(ring: tuple[int, ...]) -> Opening:
    half = len(ring) // 2
    return Opening(ring[: half + 1], (ring[0], *ring[: half - 1 : -1]))


def _mirrored(hole: Opening) -> Opening:
    return Opening(hole.upper[::-1], hole.lower[::-1])


EYES = (_opening(RIGHT_EYE), _mirrored(_opening(LEFT_EYE)))  # the left one's contour begins at its outer corner
MOUTH = _opening(LIPS)


def face_moves(cut: Cut) -> dict[str, np.ndarray]:
    """morph -> (468, 3) texels that brows and mouth move the face's points."""
    points = cut.face.points
    apart = float(np.linalg.norm(np.subtract(*cut.face.eyes)))
    brows = np.zeros((len(points), 3), np.float32)
    for brow, eye in ((RIGHT_BROW, RIGHT_EYE), (LEFT_BROW, LEFT_EYE)):
        away = np.linalg.norm(points[:, None, :2] - points[None, list(brow), :2], axis=-1).min(1)
        above = smoothstep(points[:, 1], points[list(eye), 1].min(), points[list(eye), 1].min() - 0.12 * apart)
        brows[:, 1] -= _BROW_RISE * apart * np.exp(-0.5 * (away / (0.26 * apart)) ** 2) * above
    return {"brows": brows, "mouth": _mouth_move(points)}


def _mouth_move(points: np.ndarray) -> np.ndarray:
    """The lower lip and the chin fall, the corners go up and out a little."""
    right, left = points[LIPS[0], :2], points[LIPS[len(LIPS) // 2], :2]
    wide = float(np.linalg.norm(left - right))
    middle = (right + left) / 2
    seam = 0.5 * (points[UPPER_LIP, 1] + points[LOWER_LIP, 1])
    parted = float(points[LOWER_LIP, 1] - points[UPPER_LIP, 1]) / wide
    less = 1 - 0.65 * float(smoothstep(np.array(parted), _SHUT_MOUTH, 0.2))  # who smiles already opens little more
    aside = (points[:, 0] - middle[0]) / wide
    below = smoothstep(points[:, 1], seam - 0.01 * wide, seam + 0.14 * wide)
    for number in MOUTH.lower:
        below[number] = 1.0
    for number in MOUTH.upper:
        below[number] = 0.0
    fall = below * np.exp(-((aside / 0.50) ** 2))
    corners = [np.exp(-((points[:, :2] - corner) ** 2).sum(1) / (0.20 * wide) ** 2) for corner in (right, left)]
    move = np.zeros((len(points), 3), np.float32)
    move[:, 1] = less * wide * (_LIP_FALL * fall - _SMILE * (corners[0] + corners[1]))
    move[:, 0] = less * wide * _SMILE * (corners[1] - corners[0])
    return move


def inside_sheets(cut: Cut, face: np.ndarray, row: int) -> list[Sheet]:
    """Eyeballs and teeth as photographed, and behind the lips the dark of the mouth; its picture begins at `row`."""
    m = cut.measures
    sheets = [_pane(f"eye{number}", face, eye, m.half) for number, eye in enumerate(EYES)]
    return [*sheets, _pane("teeth", face, MOUTH, m.half), _cavity(cut, face, row)]


def _pane(name: str, face: np.ndarray, hole: Opening, half: float) -> Sheet:
    rows = np.stack([face[list(hole.upper)], face[list(hole.lower)]])
    uv = rows[..., :2].reshape(-1, 2) + 0.5
    points = rows.reshape(-1, 3) - np.array([0, 0, _BEHIND * half], np.float32)
    points[: len(hole.upper), 1] -= 1.5  # a little under the lids, or light would show between
    points[len(hole.upper) :, 1] += 1.0
    return Sheet(name, points.astype(np.float32), strip(np.arange(len(points)).reshape(2, -1)), uv)


def _cavity(cut: Cut, face: np.ndarray, row: int) -> Sheet:
    """A dark hollow with the upper teeth, wide enough for the widest opening."""
    upper, lower = face[list(MOUTH.upper)], face[list(MOUTH.lower)]
    wide = float(np.linalg.norm(upper[-1, :2] - upper[0, :2]))
    deep = np.array([0, 0, 2.2 * _BEHIND * cut.measures.half])
    top = upper - np.array([0, 0.05 * wide, 0]) - deep
    bottom = lower + np.array([0, 1.25 * _LIP_FALL * wide, 0]) - deep
    points = np.concatenate([top, bottom]).astype(np.float32)
    count = len(upper)
    across = np.linspace(2, MOUTH_PICTURE[0] - 2, count)
    uv = np.concatenate([np.column_stack([across, np.full(count, row + r)]) for r in (2, MOUTH_PICTURE[1] - 2)])
    return Sheet("mouth", points, strip(np.arange(2 * count).reshape(2, -1)), uv.astype(np.float32), lit=1.0)


MOUTH_PICTURE = (96, 64)  # texels


def mouth_picture(cut: Cut) -> np.ndarray:
    """(h, w, 3) float32: the mouth's inside, upper teeth in the light that is on the face."""
    width, height = MOUTH_PICTURE
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x = (x - width / 2) / (width / 2)
    points = cut.face.points
    cheeks = np.median(cut.rgb[tuple(points[[50, 280, 205, 425], 1::-1].astype(int).T)], axis=0)
    light = float(cheeks @ [0.3, 0.6, 0.1])
    dark = np.array([52.0, 16.0, 16.0]) * light / 170
    tooth = np.array([205.0, 196.0, 182.0]) * light / 200
    edge = height * (0.30 - 0.06 * np.abs(x)) + 0.8 * np.cos(x * 22)  # of the teeth's lower rim
    teeth = smoothstep(edge - y, -1.5, 1.5) * smoothstep(np.abs(x), 0.95, 0.55)
    gaps = 1 - 0.12 * np.exp(-((np.sin(x * 11) / 0.22) ** 2))
    shade = (0.55 + 0.45 * smoothstep(np.abs(x), 1.0, 0.2))[..., None]
    tongue = 0.55 * smoothstep(y / height, 0.55, 0.95)[..., None] * np.array([60.0, 12.0, 10.0]) * light / 170
    picture = (dark + tongue) * (1 - teeth[..., None]) + teeth[..., None] * gaps[..., None] * tooth * shade
    return np.asarray(picture, np.float32)


def can_blink(cut: Cut) -> bool:
    """Whether eyes are open, large enough, and free of dark glasses."""
    points = cut.face.points
    for eye in EYES:
        wide = float(np.linalg.norm(points[eye.upper[-1], :2] - points[eye.upper[0], :2]))
        middle = len(eye.upper) // 2
        high = float(points[eye.lower[middle], 1] - points[eye.upper[middle], 1])
        if wide / cut.scale < _LEAST_EYE or high < 0.10 * wide or _dark_glass(cut, eye, wide):
            return False
    return True


def _dark_glass(cut: Cut, eye: Opening, wide: float) -> bool:
    """Whether the skin above and below an eye is much darker than the cheek."""
    points = cut.face.points
    middle = len(eye.upper) // 2
    x, low, high = points[eye.upper[middle], 0], points[eye.lower[middle], 1], points[eye.upper[middle], 1]
    light = to_lab(cut.rgb)[..., 0]

    def at_row(row: float) -> float:
        around = np.array([[x + dx * wide, row] for dx in (-0.2, 0.0, 0.2)])
        return float(np.median(at(light, around)))

    return max(at_row(low + 0.35 * wide), at_row(high - 0.30 * wide)) < 0.55 * at_row(low + 1.1 * wide)


def shut_picture(cut: Cut) -> tuple[np.ndarray, np.ndarray]:
    """The face with shut eyes: (h, w, 3) float32 and the alpha (h, w) of the lids."""
    points, rgb = cut.face.points, cut.rgb
    height, width = cut.alpha.shape
    holes, lids = np.zeros((height, width), bool), np.zeros((height, width), np.float32)
    lashes = np.zeros((height, width), np.float32)
    creases = np.zeros((height, width), np.float32)
    for eye in EYES:
        ring = points[[*eye.upper, *eye.lower[::-1]], :2]
        wide = float(np.linalg.norm(points[eye.upper[-1], :2] - points[eye.upper[0], :2]))
        opening = np.zeros((height, width), np.uint8)
        cv2.fillPoly(opening, [np.round(ring).astype(np.int32)], 1)
        holes |= grow(opening > 0, _LASHES * wide)
        lids = np.maximum(lids, blur(grow(opening > 0, 0.14 * wide).astype(np.float32), 0.035 * wide))
        line = _closed_line(points, eye)
        for image, curve, thick in ((lashes, line, 0.07), (creases, _crease_line(points, eye, wide), 0.05)):
            drawn = np.zeros((height, width), np.uint8)
            path = np.round(curve * 16).astype(np.int32)
            cv2.polylines(drawn, [path], False, 255, max(1, round(thick * wide)), cv2.LINE_AA, 4)
            np.maximum(image, blur(drawn.astype(np.float32) / 255, 0.022 * wide), out=image)
    skin = membrane(rgb, holes)
    dark = _lash_colour(cut)
    shut = skin * (1 - 0.10 * creases[..., None])
    shut = shut + 0.75 * lashes[..., None] * (dark - shut)
    return np.clip(shut, 0, 255).astype(np.float32), lids


def _closed_line(points: np.ndarray, eye: Opening) -> np.ndarray:
    upper, lower = points[list(eye.upper), :2], points[list(eye.lower), :2]
    return np.asarray(upper + _CLOSED * (lower - upper))


def _crease_line(points: np.ndarray, eye: Opening, wide: float) -> np.ndarray:
    upper = points[list(eye.upper), :2]
    bow = np.sin(np.linspace(0, np.pi, len(upper)))
    return np.asarray(upper - np.column_stack([0 * bow, 0.05 * wide * bow]))[1:-1]


def _lash_colour(cut: Cut) -> np.ndarray:
    """The darkest of what is in the eyes."""
    inside = np.zeros(cut.alpha.shape, np.uint8)
    for eye in EYES:
        ring = cut.face.points[[*eye.upper, *eye.lower[::-1]], :2]
        cv2.fillPoly(inside, [np.round(ring).astype(np.int32)], 1)
    pixels = cut.rgb[inside > 0]
    if len(pixels) < 12:
        return np.array([40.0, 30.0, 28.0])
    light = pixels @ [0.3, 0.6, 0.1]
    return np.asarray(pixels[light <= np.percentile(light, 12)].mean(0))


def lid_sheets(face: np.ndarray, row: int) -> list[Sheet]:
    """Lids that unroll over the eyes; the picture of the shut eyes begins at `row`."""
    sheets = []
    for number, eye in enumerate(EYES):
        upper, lower = face[list(eye.upper)], face[list(eye.lower)]
        wide = float(np.linalg.norm(upper[-1, :2] - upper[0, :2]))
        bow = np.sin(np.linspace(0, np.pi, len(upper)))
        rows, rest = [], []
        for share in (-0.30, 0.0, 0.35, 0.7, 1.0, 1.22):
            place = upper + np.clip(share, 0, None) * _CLOSED * (lower - upper)
            place = place - np.column_stack([0 * bow, max(-share, 0) / 0.30 * _CREASE * wide * (0.25 + bow), 0 * bow])
            place[:, 2] = np.maximum(place[:, 2], upper[:, 2]) + 0.06 * wide * bow * np.sin(
                np.pi * np.clip(share, 0, 1)
            )
            place[:, 2] += _BEFORE
            rows.append(place)
            rest.append(upper - [0, 0, 0.2])
        shut, still = np.concatenate(rows).astype(np.float32), np.concatenate(rest).astype(np.float32)
        net = strip(np.arange(len(shut)).reshape(len(rows), -1))
        uv = shut[:, :2] + [0.5, 0.5 + row]
        sheets.append(Sheet(f"lid{number}", still, net, uv.astype(np.float32), True, {"blink": shut - still}))
    return sheets
