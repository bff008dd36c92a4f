"""Follow one person through the frames of a video: where they were in one frame, they are looked for in the next.

Source: as `detect`; MediaPipe follows a person likewise, by the region that the landmarks of the last frame give.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .detect import LANDMARK_COUNT, Network, _detect, _landmarks, _Region, _score

_HIPS, _ABOVE = 33, 34  # the model's own helpers: the middle of the hips, and the end of the circle around the body
_SHOULDERS = [11, 12]
# Set by hand.
_LIMIT = 4  # people that are looked at when one is sought
_TOO_FAR = 1.0  # shoulder widths from where the person was last seen: somebody else
_OTHER_SIZE = 1.6  # times as wide, or as narrow: likewise

_Found = tuple[np.ndarray, np.ndarray]  # points (39, 2) px, visibility (39,)


@dataclass(frozen=True)
class Sight:
    """Where the person is in one frame.

    landmarks : (33, 2) float32 px, x right, y down, MediaPipe's order
    visibility : (33,) float32 in 0..1
    is_new : nobody was followed before, or this is somebody else
    """

    landmarks: np.ndarray
    visibility: np.ndarray
    is_new: bool


class Follower:
    """detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite"""

    def __init__(self, *, detector_path: Path, landmarks_path: Path) -> None:
        self._detector, self._landmarker = Network(Path(detector_path)), Network(Path(landmarks_path))
        self.forget()

    def forget(self) -> None:
        """The next frame shows another scene."""
        self._region: _Region | None = None
        self._last: np.ndarray | None = None

    def __call__(self, frame: np.ndarray) -> Sight | None:
        """The person in the next frame, (h, w, 3) uint8 RGB; None if nobody is seen.

        Who was lost is sought near the last place. If nobody is there, the person best suited is followed from now on.
        """
        found = self._look(frame, self._region) or self._seek(frame)
        if found is None:
            self._region = None
            return None
        points, visibility = found
        is_new = self._last is None or not _near(self._last, points)
        self._region, self._last = _Region.around(points[_HIPS], points[_ABOVE]), points
        return Sight(points[:LANDMARK_COUNT], visibility[:LANDMARK_COUNT], is_new)

    def _look(self, frame: np.ndarray, region: _Region | None) -> _Found | None:
        seen = _landmarks(frame, region, self._landmarker) if region else None
        return None if seen is None else (seen[0], seen[1])

    def _seek(self, frame: np.ndarray) -> _Found | None:
        """Whoever the detector finds: who was followed last, else the best suited."""
        people = []
        for region in _detect(frame, self._detector)[:_LIMIT]:
            first = self._look(frame, region)
            if first is not None:
                better = _Region.around(first[0][_HIPS], first[0][_ABOVE])
                people.append(self._look(frame, better) or first)
        if self._last is not None:
            people = [found for found in people if _near(self._last, found[0])] or people
        return max(people, key=lambda found: _suited(found, frame.shape[1]), default=None)


def _near(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two sights, points (n, 2) each, can be of one person, moments apart."""
    widths = [max(float(np.linalg.norm(points[11] - points[12])), 1.0) for points in (one, other)]
    apart = np.linalg.norm(one[_SHOULDERS].mean(0) - other[_SHOULDERS].mean(0))
    return bool(apart < _TOO_FAR * max(widths) and max(widths) < _OTHER_SIZE * min(widths))


def _suited(found: _Found, width: int) -> float:
    points, visibility = found
    return _score(points[:LANDMARK_COUNT], visibility[:LANDMARK_COUNT], width)
