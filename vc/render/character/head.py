"""READ FIRST: the head of a photo as sheets of one texture.

cut          the head out of the photo, upright, of one size; what the photo leaves out is completed
relief_head  its depth: face mesh, balloon, back; turned to the front
features     lids, brows, mouth
exposure     how bright it was photographed, and of what colour hands and neck are
"""

from dataclasses import dataclass, replace

import numpy as np

from vc.render.character.cut import Cut, Measures, cut_head
from vc.render.character.features import (
    MOUTH_PICTURE,
    can_blink,
    face_moves,
    inside_sheets,
    lid_sheets,
    mouth_picture,
    shut_picture,
)
from vc.render.character.relief_head import back_sheet, face_sheet, facing, jaw_sheet, relief, skull_sheet
from vc.render.character.sheet import Sheet
from vc.vision.anatomy import Anatomy
from vc.vision.face_mesh import CHIN, LEFT_SIDE, RIGHT_SIDE, FaceMesh
from vc.vision.imaging import blur, grow, membrane, smoothstep


@dataclass(frozen=True)
class Head:
    """sheets : in texels, the face first; texture (h, w, 4) uint8; measures : of the sheets
    yaw : radians that the head was turned to its left in the photo
    """

    sheets: tuple[Sheet, ...]
    texture: np.ndarray
    measures: Measures
    cut: Cut
    yaw: float


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
    half = float(placed[LEFT_SIDE, 0] - placed[RIGHT_SIDE, 0]) / 2
    middle = float(placed[LEFT_SIDE, 0] + placed[RIGHT_SIDE, 0]) / 2
    eyes = float(placed[[33, 133, 263, 362], 1].mean())
    measures = Measures(eyes, float(placed[CHIN, 1]), middle, half)
    return Head(tuple(sheets), np.clip(texture + 0.5, 0, 255).astype(np.uint8), measures, cut, face.yaw)


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
    share = smoothstep(blur((~known).astype(np.float32), 3), 0.3, 0.9)[..., None]
    return cut.rgb * (1 - share) + colour * share, cut.alpha
