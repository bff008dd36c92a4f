"""The layers of a puppet in the form that frames are put together from: planar YUV 4:2:0, colours times alpha."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.frame import Frame, frame_from_rgb, rgb_to_yuv
from vc.vision.imaging import blur

from .face import Face, half_size
from .rig import CELL_PX
from .strip import Strip

_LUMA_BLACK = (16.0,)
_CHROMA_GREY = (128.0, 128.0)
_BATON_WHITE = (243, 238, 230)
_FAINT = 2  # of 255, an opacity that nobody sees


@dataclass(frozen=True)
class PlaneLayers:
    """The layers of one plane or pair of planes, uint8, colours multiplied by alpha.

    levels : what black or grey is in each of the C planes; scale : plane pixels per canvas pixel
    body : (h, w, C + 2) colours, alpha, and how far it lies in front of the arms' roots
    occupied : (rows, columns) whether the resting body lies in a tile
    strips : by Side the variants of each arm (rows, columns, C + 1) colours, alpha
    shapes : (2, 7) cap and bone columns in plane pixels, and how far pixels of each bone lie from it
    baton : (C,) colour; face : where the body's picture changes with the expression
    """

    levels: tuple[float, ...]
    scale: float
    body: np.ndarray
    occupied: np.ndarray
    strips: tuple[list[np.ndarray], list[np.ndarray]]
    shapes: np.ndarray
    baton: np.ndarray
    face: Face | None


@dataclass(frozen=True)
class Layers:
    """Everything that is pasted into frames, ready for the encoder's colour space. unit : torso length, canvas px."""

    plate: Frame
    luma: PlaneLayers
    chroma: PlaneLayers
    weights: np.ndarray  # (HANDLES, rows, columns) float32, of the body's handles on the grid
    unit: float

    @property
    def forearm(self) -> float:
        """Canvas px, half the width of the wider forearm."""
        widths = []
        for variants, shape in zip(self.luma.strips, self.luma.shapes, strict=True):
            elbow, wrist = int(shape[0] + shape[1]), int(shape[0] + shape[1] + shape[2])
            widths.append(np.percentile((variants[0][:, elbow:wrist, -1] > 127).sum(0), 80))
        return 0.5 * float(max(widths))


def make_layers(
    plate: np.ndarray,
    body: np.ndarray,
    body_alpha: np.ndarray,
    front: np.ndarray,
    strips: tuple[list[Strip], list[Strip]],
    weights: np.ndarray,
    unit: float,
    face: Face | None = None,
) -> Layers:
    """plate, body : (h, w, 3) uint8 RGB; body_alpha, front : (h, w) in [0, 1]; weights : (HANDLES, rows, columns)"""
    body_yuv = rgb_to_yuv(body) * body_alpha[..., None]
    extra = np.stack([body_alpha, front * body_alpha], -1) * 255
    if face:
        face = replace(face, lids=rgb_to_yuv(face.lids).astype(np.float32))
    luma = _plane_layers(_LUMA_BLACK, 1.0, np.concatenate([body_yuv[..., :1], extra], -1), strips, face)
    colour_and_alpha = np.concatenate([body_yuv[..., 1:], extra], -1)
    small = cv2.resize(colour_and_alpha, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    chroma = _plane_layers(_CHROMA_GREY, 0.5, small, strips, half_size(face) if face else None)
    return Layers(frame_from_rgb(plate), luma, chroma, weights.astype(np.float32), unit)


def _plane_layers(
    levels: tuple[float, ...],
    scale: float,
    body: np.ndarray,
    strips: tuple[list[Strip], list[Strip]],
    face: Face | None,
) -> PlaneLayers:
    planes = slice(0, 1) if len(levels) == 1 else slice(1, 3)
    left, right = ([_strip_planes(strip, planes, scale) for strip in variants] for variants in strips)
    columns = np.array([[variants[0].cap, *variants[0].counts] for variants in strips], np.float64) * scale
    shapes = np.stack([np.append(s, _reaches(v, s)) for s, v in zip(columns, (left, right), strict=True)])
    pixels = _to_bytes(body)
    baton = rgb_to_yuv(np.array(_BATON_WHITE))[planes].astype(np.float64)
    tile = round(CELL_PX * scale)
    if face:
        face = replace(face, lids=np.ascontiguousarray(face.lids[..., planes], np.float32))
    return PlaneLayers(levels, scale, pixels, _occupied(pixels[..., -2], tile), (left, right), shapes, baton, face)


def _reaches(variants: list[np.ndarray], columns: np.ndarray) -> np.ndarray:
    """(3,) px from the middle row to the outermost pixel of upper arm, forearm and hand; columns : (4,) see shapes"""
    elbow, wrist = np.cumsum(columns)[1:3].astype(int)
    parts = (slice(0, elbow + 1), slice(elbow, wrist + 1), slice(wrist, None))

    def reach(strip: np.ndarray, part: slice) -> float:
        rows = np.flatnonzero((strip[:, part, -1] > _FAINT).any(1))
        return float(np.abs(rows - strip.shape[0] // 2).max(initial=0)) + 1.0

    return np.array([max(reach(strip, part) for strip in variants) for part in parts])


def _occupied(alpha: np.ndarray, tile: int) -> np.ndarray:
    """(rows, columns) uint8: 1 where a tile of the resting body (h, w) holds anything."""
    height, width = alpha.shape
    padded = np.pad(alpha, ((0, -height % tile), (0, -width % tile)))
    rows, columns = padded.shape[0] // tile, padded.shape[1] // tile
    return (padded.reshape(rows, tile, columns, tile).max((1, 3)) > 0).astype(np.uint8)


def _strip_planes(strip: Strip, planes: slice, scale: float) -> np.ndarray:
    """(rows, columns, C + 1) uint8; empty rows at the edges dropped, the bones stay in the middle row."""
    colour = rgb_to_yuv(strip.colour)[..., planes] * strip.alpha[..., None]
    pixels = np.concatenate([colour, 255 * strip.alpha[..., None]], -1).astype(np.float32)
    used = np.flatnonzero(strip.alpha.max(1) > 0.01) - strip.half
    half = min(strip.half, int(np.abs(used).max(initial=4)) + 3)
    pixels = pixels[strip.half - half : strip.half + half + 1]
    if scale == 1:
        return _to_bytes(pixels)
    small_half = int(half * scale)
    rows = np.arange(-small_half, small_half + 1, dtype=np.float32) / scale + half
    columns = (np.arange(round(pixels.shape[1] * scale), dtype=np.float32) + 0.5) / scale - 0.5
    x, y = np.meshgrid(columns, rows)
    return _to_bytes(cv2.remap(blur(pixels, 0.6), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _to_bytes(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))
