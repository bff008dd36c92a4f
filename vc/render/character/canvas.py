"""From the picture into the world: the resting body stands where it covers its own photo."""

from dataclasses import dataclass

import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera
from vc.vision.anatomy import Anatomy

TORSO_M = 0.475  # shoulders to hips of an adult
DISTANCE_M = 4.0  # of the camera from the plane z = 0, in which the picture lies
_HIPS_M = 0.93  # height of the hips above the floor


@dataclass(frozen=True)
class Canvas:
    """metres : of a pixel at z = 0; middle : (2,) metres, the world's x and y at the picture's middle
    heading : see `Anatomy.heading`; the body's own axes are turned by it from those of the picture
    """

    size: Size
    metres: float
    middle: np.ndarray
    heading: float = 0.0

    @classmethod
    def of(cls, anatomy: Anatomy, size: Size) -> "Canvas":
        """anatomy : in pixels of the picture; the body's middle comes to x = 0, its hips to the usual height."""
        metres = TORSO_M / anatomy.unit
        left = 0.5 * (anatomy.neck[0] + anatomy.pelvis[0])
        middle = np.array([(size[0] / 2 - left) * metres, _HIPS_M - (size[1] / 2 - anatomy.pelvis[1]) * metres])
        return cls(size, float(metres), middle, anatomy.heading)

    def place(self, points: np.ndarray, z: np.ndarray | float = 0.0) -> np.ndarray:
        """(..., 2) px -> (..., 3) metres: the place at depth z that the camera sees there."""
        points = np.asarray(points, np.float64)
        z = np.broadcast_to(np.asarray(z, np.float64), points.shape[:-1])
        near = self.metres * (1 - z / DISTANCE_M)
        x = self.middle[0] + (points[..., 0] - self.size[0] / 2) * near
        y = self.middle[1] - (points[..., 1] - self.size[1] / 2) * near
        return np.stack([x, y, z], -1)

    def to_body(self, vectors: np.ndarray) -> np.ndarray:
        """(..., 3) in the picture's axes, z to the viewer -> in the body's own, z to where it looks."""
        return vectors if self.heading == 0 else about_y(vectors, -self.heading)

    def camera(self) -> Camera:
        """The one that sees the resting body as the picture shows it."""
        x, y = (float(v) for v in self.middle)
        span = (self.size[0] * self.metres, self.size[1] * self.metres)
        return Camera((x, y, DISTANCE_M), (x, y, 0.0), span)


def about_y(vectors: np.ndarray, angle: float) -> np.ndarray:
    """(..., 3) turned by an angle, radians, from z towards x."""
    sine, cosine = np.sin(angle), np.cos(angle)
    x, y, z = np.moveaxis(np.asarray(vectors), -1, 0)
    return np.stack([cosine * x + sine * z, y, cosine * z - sine * x], -1)
