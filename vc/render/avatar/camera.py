"""Where the picture is taken from, and how points in space come onto it."""

from dataclasses import dataclass

import numpy as np

from vc.frame import Size

_TALL_SHARE = 0.92  # of the span across that a tall picture shows: arms are seldom stretched, and the figure is larger


@dataclass(frozen=True)
class Camera:
    """An eye that looks at a target; the picture holds at least `span_m` (width, height) around it, whatever its shape.

    eye, target : world places, metres
    """

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    span_m: tuple[float, float]

    def view(self) -> np.ndarray:
        """(3, 4) float32: world -> camera, x right, y up, z into the picture."""
        return look_at(self.eye, self.target)

    def focal(self, size: Size) -> float:
        """Pixels per metre at a distance of one metre."""
        distance = float(np.linalg.norm(np.subtract(self.target, self.eye)))
        (width, height), (across, down) = size, self.span_m
        across *= _TALL_SHARE if height > width else 1
        return distance * min(width / across, height / down)

    def project(self, points: np.ndarray, size: Size) -> np.ndarray:
        """(n, 3) world places -> (n, 3) float32: pixels from the left, from the top, and 1 / distance."""
        from vc.render.avatar.perspective import project

        screen = np.empty((len(points), 3), np.float32)
        project(
            np.ascontiguousarray(points, np.float32), self.view(), np.float32(self.focal(size)), *centre(size), screen
        )
        return screen


CAMERAS: dict[str, Camera] = {
    "front": Camera((-0.05, 1.50, 6.4), (-0.05, 1.08, 0.0), (1.78, 2.34)),
    "three-quarter": Camera((-3.10, 1.72, 5.0), (-0.01, 1.08, 0.08), (1.85, 2.34)),
    "close": Camera((-0.55, 1.56, 4.4), (0.0, 1.42, 0.05), (1.10, 1.14)),
}


def centre(size: Size) -> tuple[np.floating, np.floating]:
    """The picture's middle in pixels, as the kernels take it."""
    return np.float32(size[0] / 2), np.float32(size[1] / 2)


def look_at(eye: tuple[float, ...] | np.ndarray, target: tuple[float, ...] | np.ndarray) -> np.ndarray:
    """(3, 4) float32 world -> camera for an upright camera that does not look straight up or down."""
    place = np.asarray(eye, np.float64)
    ahead = np.asarray(target, np.float64) - place
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    axes = np.stack([right, np.cross(right, ahead), ahead])
    return np.concatenate([axes, -(axes @ place)[:, None]], 1).astype(np.float32)
