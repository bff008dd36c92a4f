"""Find people in a photo: MediaPipe's BlazePose models, run by LiteRT, decoded here.

Source: Bazarevsky et al., "BlazePose: On-device real-time body pose tracking" (2020), and the graphs pose_detection and
pose_landmark of MediaPipe (Apache-2.0), whose constants these are where nothing else is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import cv2
import numpy as np

from .imaging import to_lab
from .search import search
from .whole import is_one, is_there

DETECTOR_SIDE = 224  # input of pose_detection.tflite, pixels
LANDMARK_SIDE = 256  # input of pose_landmark_full.tflite, pixels
LANDMARK_COUNT = 33  # of the body; the model adds 6 helpers, of which 33 and 34 describe the region of interest
_MIN_SCORE = 0.4  # MediaPipe's graph has 0.2; set by hand
# As in MediaPipe's graphs of pose_detection and pose_landmark.
_MAX_OVERLAP = 0.3  # intersection over union above which two detections are one person
_ROI_MARGIN = 1.25  # the region's side over the circle around the body
_REFINE_RADIUS = 3  # heat map cells around a landmark that vote on its place
_MIN_REFINE = 0.5  # heat map confidence from which they may
# Landmarks.
_EYES, _MOUTH, _SHOULDERS, _HIPS, _HANDS = [2, 5], [9, 10], (11, 12), (23, 24), ([15, 17, 19], [16, 18, 20])

_SAME_HAIR, _NOT_SKIN = 16.0, 28.0  # Lab distances of a face from the hair above it, and from the hands; by eye


@dataclass(frozen=True)
class Person:
    """One person in a photo; coordinates in pixels of the photo, x right, y down.

    landmarks : (33, 2) float32, MediaPipe's order
    visibility : (33,) float32 in [0, 1]
    mask : (h, w) float32 in [0, 1], soft and coarse
    score : how well suited to be animated: size, centre, visibility; comparable within a photo
    yaws : radians that shoulders and hips are turned to the person's left, by the model's landmarks in space
    """

    landmarks: np.ndarray
    visibility: np.ndarray
    mask: np.ndarray
    score: float
    yaws: tuple[float, float] | None = None

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of what is seen of the person, pixels, inside the photo."""
        height, width = self.mask.shape
        ys, xs = np.nonzero(self.mask > 0.5)
        if len(xs) == 0:
            ys, xs = self.landmarks[:, 1], self.landmarks[:, 0]
        left, right = np.clip([xs.min(), xs.max() + 1], 0, width)
        top, bottom = np.clip([ys.min(), ys.max() + 1], 0, height)
        return int(left), int(top), int(right), int(bottom)


@dataclass(frozen=True)
class _Region:
    """Rotated square that holds a person.

    centre : (2,) px; side : px; angle : rad that the person leans clockwise; score : how sure the detector is, 0 to 1
    """

    centre: np.ndarray
    side: float
    angle: float
    score: float = 1.0

    @classmethod
    def around(cls, hips: np.ndarray, end: np.ndarray, score: float = 1.0) -> "_Region":
        """`end` lies straight above the hips of an upright person, at the radius of the circle around the body."""
        x, y = end - hips
        return cls(hips, 2 * float(np.hypot(x, y)) * _ROI_MARGIN, float(np.arctan2(x, -y)), score)

    def to_photo(self, out_side: int) -> np.ndarray:
        """(2, 3) affine matrix from the pixels of an upright square of `out_side` px to the photo."""
        scale = self.side / out_side
        turn = scale * np.array([[np.cos(self.angle), -np.sin(self.angle)], [np.sin(self.angle), np.cos(self.angle)]])
        middle = np.full(2, out_side / 2)
        return np.column_stack([turn, self.centre - turn @ middle])


class Network:
    """A tflite model: one float image in, its outputs by tensor shape out."""

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        self._interpreter = Interpreter(str(path), num_threads=2)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._outputs = self._interpreter.get_output_details()

    def __call__(self, image: np.ndarray) -> dict[tuple[int, ...], np.ndarray]:
        self._interpreter.set_tensor(self._input, image[None].astype(np.float32))
        self._interpreter.invoke()
        tensors = (self._interpreter.get_tensor(output["index"]) for output in self._outputs)
        return {tensor.shape: tensor[0] for tensor in tensors}


def find_people(photo: np.ndarray, *, detector_path: Path, landmarks_path: Path, limit: int = 4) -> list[Person]:
    """The people in a photo, best suited first; empty if there are none. Where none are large, small ones are sought.

    photo : (h, w, 3) uint8 RGB
    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    limit : number of detections that are followed up
    """
    detector, landmarker = Network(Path(detector_path)), Network(Path(landmarks_path))
    people: list[Person] = []
    for region in (_detect(photo, detector) or search(photo, partial(_detect, detector=detector)))[:limit]:
        person = _look_closely(photo, region, landmarker)
        if person is not None and is_there(person) and not any(_same(person, other) for other in people):
            people.append(person)
    people = [turned_round(person) if shows_back(photo, person) else person for person in people]
    return best_first(people)


def best_first(people: list[Person]) -> list[Person]:
    """Best suited first; whoever is two people mixed into one only where there is nobody else."""
    whole = [person for person in people if is_one(person)]
    return sorted(whole or people, key=lambda person: -person.score)


def shows_back(photo: np.ndarray, person: Person) -> bool:
    """Whether somebody who was taken to face the viewer turns the back: hair where the face should be, and bare hands.

    The model sees faces where there are none; then it mixes up left and right.
    """
    points = person.landmarks
    if points[_SHOULDERS[0], 0] < points[_SHOULDERS[1], 0]:
        return False  # found out by the model itself
    eyes, mouth = points[_EYES].mean(0), points[_MOUTH].mean(0)
    apart = float(np.linalg.norm(points[_EYES[0]] - points[_EYES[1]]))
    face = _colour_at(photo, person, 0.5 * (eyes + mouth), 0.5 * apart)
    crown = _colour_at(photo, person, eyes - [0, 1.5 * apart], 0.4 * apart)
    hands = [_colour_at(photo, person, points[hand].mean(0), 0.2 * apart) for hand in _HANDS]
    if face is None or crown is None or np.linalg.norm(face - crown) > _SAME_HAIR:
        return False
    unlike = [float(np.linalg.norm(face - hand)) for hand in hands if hand is not None]
    return bool(unlike) and min(unlike) > _NOT_SKIN


def _colour_at(photo: np.ndarray, person: Person, place: np.ndarray, radius: float) -> np.ndarray | None:
    """Median Lab colour of the person around a place, light counting half; None outside person and photo."""
    radius = max(2.0, radius)
    x, y = place
    window = np.s_[max(0, int(y - radius)) : max(0, int(y + radius) + 1),
                   max(0, int(x - radius)) : max(0, int(x + radius) + 1)]  # fmt: skip
    own = person.mask[window] > 0.7
    return np.median(to_lab(photo[window][own]), axis=0) * [0.5, 1, 1] if own.sum() > 8 else None


def turned_round(person: Person) -> Person:
    """The same person seen from behind: left and right of the body change places, and the face is not seen."""
    order = np.arange(LANDMARK_COUNT)
    left, right = slice(_SHOULDERS[0], None, 2), slice(_SHOULDERS[1], None, 2)
    order[left], order[right] = order[right].copy(), order[left].copy()
    visibility = person.visibility[order]
    visibility[: _SHOULDERS[0]] = 0
    yaws = person.yaws and (person.yaws[0] + np.pi, person.yaws[1] + np.pi)
    return replace(person, landmarks=person.landmarks[order], visibility=visibility, yaws=yaws)


@cache
def ssd_anchors() -> np.ndarray:
    """(2254, 2) float32, centres x, y in [0, 1]: 2 per cell of the 28 and 14 grids, 6 per cell of the 7 grid.

    The three layers of stride 32 share one grid; all anchors have the fixed size 1, so centres are all there is.
    """
    grids = []
    for cells, per_cell in ((28, 2), (14, 2), (7, 6)):
        y, x = np.mgrid[0:cells, 0:cells]
        centres = (np.stack([x, y], -1).reshape(-1, 2) + 0.5) / cells
        grids.append(np.repeat(centres, per_cell, axis=0))
    return np.concatenate(grids).astype(np.float32)


def _detect(photo: np.ndarray, detector: Network) -> list[_Region]:
    """Regions of the photo that hold a person, most certain first."""
    height, width = photo.shape[:2]
    side = max(height, width)
    fit = DETECTOR_SIDE / side
    offset = (np.array([side, side]) - (width, height)) / 2
    letterbox = np.array([[fit, 0, offset[0] * fit], [0, fit, offset[1] * fit]])
    smooth = cv2.GaussianBlur(photo, (0, 0), 0.4 / fit) if fit < 0.6 else photo  # no aliases from shrinking
    image = cv2.warpAffine(smooth, letterbox, (DETECTOR_SIDE, DETECTOR_SIDE))
    outputs = detector(image / 127.5 - 1)
    scores = _sigmoid(outputs[1, 2254, 1][:, 0])
    points = outputs[1, 2254, 12].reshape(-1, 6, 2) / DETECTOR_SIDE  # box centre, box size, four key points
    points[:, [0, 2, 3, 4, 5]] += ssd_anchors()[:, None]
    regions = []
    for index in _suppress_overlaps(points[:, 0], points[:, 1], scores):
        hips, end = points[index, 2] * side - offset, points[index, 3] * side - offset
        if np.hypot(*(end - hips)) > 1:
            regions.append(_Region.around(hips, end, float(scores[index])))
    return regions


def _suppress_overlaps(centres: np.ndarray, sizes: np.ndarray, scores: np.ndarray) -> Sequence[int]:
    """Indices of the boxes that no better box overlaps, best first."""
    boxes = np.concatenate([centres - sizes / 2, sizes], axis=1)
    return cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), _MIN_SCORE, _MAX_OVERLAP)


def _look_closely(photo: np.ndarray, region: _Region, landmarker: Network) -> Person | None:
    """Landmarks and mask inside a region; looked at twice, as the first look centres the second."""
    first = _landmarks(photo, region, landmarker)
    if first is None:
        return None
    points = first[0]
    better = _Region.around(points[33], points[34])
    second = _landmarks(photo, better, landmarker)
    points, visibility, mask, yaws = first if second is None else second
    points, visibility = points[:LANDMARK_COUNT], visibility[:LANDMARK_COUNT]
    return Person(points, visibility, mask, _score(points, visibility, photo.shape[1]), yaws)


def _landmarks(
    photo: np.ndarray, region: _Region, landmarker: Network
) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[float, float]] | None:
    """Points (39, 2) px of the photo, visibility (39,), mask (h, w), yaws; None if the model sees nobody."""
    height, width = photo.shape[:2]
    to_photo = region.to_photo(LANDMARK_SIDE)
    shrink = region.side / LANDMARK_SIDE
    smooth = cv2.GaussianBlur(photo, (0, 0), 0.4 * shrink) if shrink > 1.6 else photo
    crop = cv2.warpAffine(smooth, to_photo, (LANDMARK_SIDE,) * 2, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    outputs = landmarker(crop / 255.0)
    if outputs[1, 1][0] < _MIN_SCORE:
        return None
    values = outputs[1, 195].reshape(39, 5)
    points = _refine(values[:, :2], outputs[1, 64, 64, 39])
    mask = _sigmoid(outputs[1, LANDMARK_SIDE, LANDMARK_SIDE, 1][..., 0])
    mask = cv2.warpAffine(mask, to_photo, (width, height), flags=cv2.INTER_CUBIC).clip(0, 1)
    points = points @ to_photo[:, :2].T + to_photo[:, 2]
    in_space = outputs[1, 117].reshape(39, 3)
    yaws = _yaw(in_space, _SHOULDERS), _yaw(in_space, _HIPS)
    return points.astype(np.float32), _sigmoid(values[:, 3]), mask, yaws


def _yaw(in_space: np.ndarray, pair: tuple[int, int]) -> float:
    """Radians that the line from the right to the left joint is turned away; points (n, 3), z from the viewer."""
    across = in_space[pair[0]] - in_space[pair[1]]
    return float(np.arctan2(across[2], across[0]))


def _refine(points: np.ndarray, heatmaps: np.ndarray) -> np.ndarray:
    """Move landmarks (n, 2) to the centre of mass of their heat map (64, 64, n) nearby, where it is confident."""
    cells = heatmaps.shape[0]
    cell_px = LANDMARK_SIDE / cells
    refined = points.copy()
    for index, (x, y) in enumerate(np.floor(points / cell_px).astype(int)):
        if not (0 <= x < cells and 0 <= y < cells):
            continue
        left, top = max(0, x - _REFINE_RADIUS), max(0, y - _REFINE_RADIUS)
        patch = _sigmoid(heatmaps[top : y + _REFINE_RADIUS + 1, left : x + _REFINE_RADIUS + 1, index])
        if patch.max() >= _MIN_REFINE:
            rows, columns = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
            mass = patch.sum()
            refined[index] = (left + (columns * patch).sum() / mass, top + (rows * patch).sum() / mass)
            refined[index] *= cell_px
    return refined


def _score(points: np.ndarray, visibility: np.ndarray, width: int) -> float:
    upper_body = [11, 12, 13, 14, 15, 16, 23, 24]
    size = np.sqrt(np.ptp(points[:25], axis=0).prod())
    off_centre = min(abs(points[[11, 12], 0].mean() / width - 0.5), 0.9)
    return float(size * (1 - off_centre) * visibility[upper_body].mean())


def _same(one: Person, other: Person) -> bool:
    """Two detections of one person: shoulders and nose at one place, as seen from the smaller of the two."""
    places = [0, 11, 12]
    apart = np.linalg.norm(one.landmarks[places] - other.landmarks[places], axis=1).mean()
    width = min(np.linalg.norm(p.landmarks[11] - p.landmarks[12]) for p in (one, other))
    return bool(apart < 0.5 * width)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -80, 80)))
