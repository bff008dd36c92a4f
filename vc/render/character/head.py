"""READ FIRST: the head of a photo as sheets of one texture.

cut_head     the head out of the photo, upright, of one size; head_hair tells which of it is hair, completed what the
             photo leaves out
relief_head  its depth: face mesh, balloon, back; turned to the front
features     lids, brows, mouth
exposure     how bright it was photographed, and of what colour hands and neck are
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.render.character.canvas import about_y
from vc.render.character.cut import Cut, Measures
from vc.render.character.cut_head import cut_head
from vc.render.character.exposure import exposure_gain, face_tone
from vc.render.character.features import (
    MOUTH_PICTURE,
    can_blink,
    face_moves,
    inside_sheets,
    lid_sheets,
    mouth_picture,
    shut_picture,
)
from vc.render.character.relief_head import back_sheet, face_sheet, facing, jaw_sheet, relief, round_sheets, skull_sheet
from vc.render.character.sheet import Sheet
from vc.vision.anatomy import Anatomy
from vc.vision.circle import Circle
from vc.vision.face_mesh import CHIN, LEFT_SIDE, RIGHT_SIDE, FaceMesh
from vc.vision.imaging import blur, grow, membrane, smoothstep

_JAW = (172, 397)  # points of the face below the ears
_NAPE, _LONG = 0.75, 0.3  # of the face's light; half widths of the face, of hair beside the jaw that covers it
_RADIUS_PX = 230.0  # of a head without a face, in the texture
_TURN, _TURN_OF_OTHERS = 0.65, 0.35  # a photo knows one side of a head


@dataclass(frozen=True)
class Head:
    """sheets : in texels, the foremost first; texture (h, w, 4) uint8; measures : of the sheets
    jaw : texels, half width below the ears, row and depth of the chin
    gain : what the texture's light is to be multiplied with; skin : (3,) RGB 0..255, of hands and neck
    yaw : radians that the head was turned to its left in the photo
    turn : share of a motion's turns that it bears
    """

    sheets: tuple[Sheet, ...]
    texture: np.ndarray
    measures: Measures
    jaw: tuple[float, float, float]
    gain: float
    skin: np.ndarray
    yaw: float
    turn: float


def make_head(
    colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, face: FaceMesh, *, straight: bool = True
) -> Head:
    """colours (h, w, 3) uint8, alpha (h, w) : of `matte.cut_out`; anatomy, face : in px of the photo
    straight : turn the head to the front; else it looks where it looked in the photo
    """
    cut = cut_head(colours, alpha, anatomy, face)
    shape = relief(cut)
    height = cut.alpha.shape[0]
    moves = face_moves(cut)
    sheets = [
        replace(face_sheet(shape), moves=moves),
        _with_chin(jaw_sheet(cut, shape), shape.face, moves["mouth"]),
        skull_sheet(cut, shape),
        back_sheet(cut, shape, height),
        *inside_sheets(cut, shape.face, 2 * height),
    ]
    pictures = [(cut.rgb, cut.alpha), _back_picture(cut)]
    mouth = np.zeros((MOUTH_PICTURE[1], cut.alpha.shape[1], 3), np.float32)
    mouth[:, : MOUTH_PICTURE[0]] = mouth_picture(cut)
    pictures.append((mouth, np.ones(mouth.shape[:2], np.float32)))
    if can_blink(cut):
        sheets += lid_sheets(shape.face, 2 * height + MOUTH_PICTURE[1])
        pictures.append(shut_picture(cut))
    texture = np.concatenate([np.dstack([rgb, 255 * a]) for rgb, a in pictures])
    if straight:
        sheets = [_turned(cut, sheet) for sheet in sheets]
    placed = sheets[0].points
    half = float(np.linalg.norm(placed[LEFT_SIDE] - placed[RIGHT_SIDE])) / 2  # in space: who looks aside shows less
    middle = float(placed[LEFT_SIDE, 0] + placed[RIGHT_SIDE, 0]) / 2
    eyes = float(placed[[33, 133, 263, 362], 1].mean())
    measures = Measures(eyes, float(placed[CHIN, 1]), middle, half)
    chin, corners = placed[CHIN], placed[list(_JAW)]
    jaw = (float(np.linalg.norm(np.subtract(*corners))) / 2, float(chin[1]), float(chin[2]))
    turn = _TURN * max(0.3, 1 - abs(face.yaw) / 0.8)  # one taken from aside knows less of the other side
    picture = np.clip(texture + 0.5, 0, 255).astype(np.uint8)
    return Head(tuple(sheets), picture, measures, jaw, exposure_gain(cut), face_tone(cut), face.yaw, turn)


def _turned(cut: Cut, sheet: Sheet) -> Sheet:
    points = facing(cut, sheet.points)
    moves = {name: facing(cut, sheet.points + move) - points for name, move in sheet.moves.items()}
    return replace(sheet, points=points, moves=moves)


def _with_chin(sheet: Sheet, face: np.ndarray, mouth: np.ndarray) -> Sheet:
    """The jaw's underside goes down with the chin."""
    away = np.linalg.norm(sheet.points[:, None, :2] - face[None, :, :2], axis=-1)
    return replace(sheet, moves={"mouth": mouth[away.argmin(1)]})


def _back_picture(cut: Cut) -> tuple[np.ndarray, np.ndarray]:
    """Hair where the face is, darker towards the neck; without hair the skin of the sides."""
    m, height = cut.measures, cut.alpha.shape[0]
    y, x = np.mgrid[0:height, 0 : cut.alpha.shape[1]].astype(np.float32)
    low = (np.abs(x - m.middle) < 0.9 * m.half) & (y > m.eyes_y - 0.6 * m.drop)
    unknown = grow(cut.oval > 0.3, 0.06 * m.half) | low
    known = (cut.alpha > 0.8) & ~unknown
    if known.sum() < 500:
        return cut.rgb, cut.alpha
    streak = blur(np.random.default_rng(1).standard_normal(cut.alpha.shape).astype(np.float32), 2.0, 25.0)
    colour = membrane(cut.rgb, ~known) * (0.62 + 0.10 * streak / streak.std())[..., None]
    colour = colour + _nape(cut, y)[..., None] * (_NAPE * face_tone(cut) - colour)
    share = smoothstep(blur((~known).astype(np.float32), 3), 0.3, 0.9)[..., None]
    return cut.rgb * (1 - share) + colour * share, cut.alpha


def _nape(cut: Cut, y: np.ndarray) -> np.ndarray:
    """(h, w) where skin ends the back of a head: below the ears' lobes, but of those whose hair hangs lower."""
    m = cut.measures
    low = cut.hair[int(np.clip(m.eyes_y + 0.75 * m.drop, 0, len(cut.hair) - 1))] > 0.5
    bare = 0.0 if low.sum() > _LONG * m.half else 1.0
    return bare * smoothstep(y, m.eyes_y + 0.35 * m.drop, m.eyes_y + 0.6 * m.drop)


def make_head_of(colours: np.ndarray, alpha: np.ndarray, circle: Circle, heading: float = 0.0) -> Head:
    """A head without a human face. colours (h, w, 3) uint8, alpha (h, w), circle : see `vc.vision.circle`

    heading : radians by which it is turned to its own left in the photo, such as pi where its back is seen
    """
    x, y, radius = circle
    scale = _RADIUS_PX / radius
    size = 2 * round(1.45 * _RADIUS_PX), 2 * round(1.45 * _RADIUS_PX)
    to_cut = np.array([[scale, 0, size[0] / 2 - scale * x], [0, scale, size[1] / 2 - scale * y]])
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    warped = cv2.warpAffine(colours.astype(np.float32), to_cut, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    rgb = np.clip(warped, 0, 255)
    soft = np.clip(cv2.warpAffine(alpha, to_cut, size, flags=cv2.INTER_LINEAR), 0, 1)
    sheets, back = round_sheets(rgb, soft)
    pictures = [np.dstack([picture, 255 * soft]) for picture in (rgb, back)]
    middle = size[0] / 2
    if heading:
        sheets = tuple(_headed(sheet, middle, heading) for sheet in sheets)
    measures = Measures(middle - 0.10 * _RADIUS_PX, middle + 0.93 * _RADIUS_PX, middle, 0.60 * _RADIUS_PX)
    skin = np.asarray(np.median(rgb[soft > 0.9], axis=0))
    jaw = (0.62 * _RADIUS_PX, measures.chin_y, 0.35 * _RADIUS_PX)
    picture = np.clip(np.concatenate(pictures) + 0.5, 0, 255).astype(np.uint8)
    return Head(sheets, picture, measures, jaw, 1.0, skin, 0.0, _TURN_OF_OTHERS)


def _headed(sheet: Sheet, middle: float, heading: float) -> Sheet:
    """The sheet in the axes of a head that was photographed turned by that."""
    axis = np.array([middle, 0.0, 0.0])
    return replace(sheet, name="round", points=(about_y(sheet.points - axis, -heading) + axis).astype(np.float32))
