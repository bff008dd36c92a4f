"""The 468 points of a face, and how the head is turned: MediaPipe's Face Mesh, run by LiteRT, read here.

Source: Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs" (2019), and the graph
face_landmark of MediaPipe (Apache-2.0), whose numbering and triangles these are.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np

from .detect import Network

POINTS = 468
SIDE = 192  # input of face_landmark.tflite, pixels
MIN_SCORE = 0.6  # human faces, drawn ones too, get 0.9 and more; masks and animals less
_ROUNDS = 3  # the region is found from the points again; set by hand
_MARGIN = 1.5  # the region's side over that of the points' box, as in MediaPipe's graph
# Set by eye.
_SIDE_PER_DROP, _CENTRE = 4.3, 0.45  # the first region: its side over the way from eyes to mouth, and where on that way
_DEPTH = 0.88  # the model's depth is too strong by that

_LEAN = 0.11  # rad that the line from chin to forehead leans forward in a head that looks straight ahead

# Contours, from the middle of the forehead or the eye's outer corner on; "left" is the person's.
OVAL = (10, 109, 67, 103, 54, 21, 162, 127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152,
        377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356, 389, 251, 284, 332, 297, 338)  # fmt: skip
RIGHT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)  # upper lid, then lower
LEFT_EYE = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)  # the inner edge
RIGHT_BROW, LEFT_BROW = (70, 63, 105, 66, 107, 46, 53, 52, 65, 55), (300, 293, 334, 296, 336, 276, 283, 282, 295, 285)
FOREHEAD, CHIN, RIGHT_SIDE, LEFT_SIDE, NOSE_TIP = 10, 152, 234, 454, 4
UPPER_LIP, LOWER_LIP, RIGHT_CORNER, LEFT_CORNER = 13, 14, 78, 308
# Points of the right and their likes on the left: the lines between them run straight across the head.
_PAIRS = np.array([
    (33, 263), (133, 362), (234, 454), (61, 291), (127, 356), (93, 323), (172, 397), (58, 288), (54, 284), (21, 251),
    (103, 332), (67, 297), (132, 361), (136, 365), (150, 379), (149, 378), (105, 334), (50, 280), (205, 425), (98, 327),
])  # fmt: skip


@dataclass(frozen=True)
class FaceMesh:
    """points : (468, 3) float32, px of the photo: x right, y down, z towards the viewer, 0 about the head's middle
    score : 0 to 1, that a face is there
    """

    points: np.ndarray
    score: float

    @property
    def axes(self) -> np.ndarray:
        """(3, 3) whose columns are the head's own axes in the photo: to its left, up, to the front; y points up here.

        The unit matrix for a head that looks straight at the viewer.
        """
        upright = self.points.astype(np.float64) * [1, -1, 1]
        across = (upright[_PAIRS[:, 1]] - upright[_PAIRS[:, 0]]).sum(0)
        across /= np.linalg.norm(across)
        up = upright[FOREHEAD] - upright[CHIN]
        up -= (up @ across) * across
        up /= np.linalg.norm(up)
        front = np.cross(across, up)
        up, front = np.cos(_LEAN) * up - np.sin(_LEAN) * front, np.cos(_LEAN) * front + np.sin(_LEAN) * up
        return np.stack([across, up, front], 1)

    @property
    def yaw(self) -> float:
        """Radians that the head is turned to its own left, the picture's right."""
        front = self.axes[:, 2]
        return float(np.arctan2(front[0], front[2]))

    @property
    def pitch(self) -> float:
        """Radians that the head looks up."""
        return float(np.arcsin(np.clip(self.axes[1, 2], -1, 1)))

    @property
    def roll(self) -> float:
        """Radians that the head leans to the picture's left (its own right): anticlockwise."""
        across = self.axes[:, 0]
        return float(np.arctan2(across[1], across[0]))

    @property
    def width(self) -> float:
        """px from one side of the face to the other, in space."""
        return float(np.linalg.norm(self.points[LEFT_SIDE] - self.points[RIGHT_SIDE]))

    @property
    def eyes(self) -> np.ndarray:
        """(2, 2) middles of the right and the left eye, px."""
        return np.stack([self.points[list(eye), :2].mean(0) for eye in (RIGHT_EYE, LEFT_EYE)])


def find_face(photo: np.ndarray, landmarks: np.ndarray, model_path: Path) -> FaceMesh | None:
    """The face of a person whose pose is known; None if there is no face to be seen.

    photo : (h, w, 3) uint8 RGB
    landmarks : (33, 2) px, as `detect.Person` has them
    model_path : MediaPipe's face_landmark.tflite
    """
    left, right = landmarks[2].astype(np.float64), landmarks[5].astype(np.float64)
    eyes, mouth = (left + right) / 2, (landmarks[9] + landmarks[10]).astype(np.float64) / 2
    drop = max(float(np.linalg.norm(mouth - eyes)), 0.7 * float(np.linalg.norm(left - right)))
    lean = float(np.arctan2(*(mouth - eyes))) if drop > 0 else 0.0  # 0 where the mouth is straight below
    return find_face_near(photo, eyes + _CENTRE * (mouth - eyes), _SIDE_PER_DROP * drop, model_path, angle=-lean)


def find_face_near(
    photo: np.ndarray, centre: np.ndarray, side: float, model_path: Path, *, angle: float = 0.0
) -> FaceMesh | None:
    """The face about a place; None if there is none.

    centre : (2,) px; side : px of a square that holds face and some hair; angle : rad that it leans clockwise
    """
    network = Network(Path(model_path))
    points, score = np.zeros((POINTS, 3)), 0.0
    for _ in range(_ROUNDS):
        points, score = _read(network, photo, np.asarray(centre, np.float64), side, angle)
        if score < 0.2:
            return None
        across = points[263, :2] - points[33, :2]
        angle = float(np.arctan2(across[1], across[0]))
        low, high = points[:, :2].min(0), points[:, :2].max(0)
        centre, side = (low + high) / 2, _MARGIN * float((high - low).max())
    return FaceMesh(points.astype(np.float32), score) if score >= MIN_SCORE else None


@lru_cache(maxsize=1)
def face_triangles() -> np.ndarray:
    """(852, 3) int32, anticlockwise from the front; eyes and mouth are left open."""
    with (files("vc.vision") / "data" / "face_triangles.npy").open("rb") as stream:
        triangles: np.ndarray = np.load(stream).astype(np.int32)
    triangles.setflags(write=False)
    return triangles


def _read(
    network: Network, photo: np.ndarray, centre: np.ndarray, side: float, angle: float
) -> tuple[np.ndarray, float]:
    """(468, 3) px of the photo and the score, from a square of the photo."""
    scale = side / SIDE
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    to_photo = np.column_stack([turn, centre - turn @ np.full(2, SIDE / 2)])
    sharp = cv2.GaussianBlur(photo, (0, 0), 0.4 * scale) if scale > 1.5 else photo  # or it would alias
    crop = cv2.warpAffine(sharp, to_photo, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    outputs = network(crop.astype(np.float32) / 255)
    numbers = next(value for shape, value in outputs.items() if shape[-1] == 3 * POINTS).reshape(POINTS, 3)
    logit = next(value for shape, value in outputs.items() if shape[-1] == 1)
    places = numbers[:, :2] @ turn.T + to_photo[:, 2]
    points = np.column_stack([places, -_DEPTH * scale * numbers[:, 2]])
    return points, float(1 / (1 + np.exp(-logit.ravel()[0])))
