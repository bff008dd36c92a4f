"""From metres to the stage: the view of a camera in front, then the dataset's normalisation."""

from dataclasses import dataclass

import numpy as np

from vc.skeleton import Joint

SHOULDERS = 0.2  # mean shoulder width on the stage, as ConductorMotion100 normalises its clips
HIPS = (0.5, 0.75)  # mean centre of the hips on the stage


@dataclass(frozen=True)
class Camera:
    """A camera in front of the conductor.

    distance_m : 3 to 6; nearer ones enlarge the hands more
    elevation_rad : -0.1 to 0.2; positive looks from above
    """

    distance_m: float = 4.5
    elevation_rad: float = 0.04

    @classmethod
    def draw(cls, seed: int) -> "Camera":
        rng = np.random.default_rng([seed, 5])
        return cls(float(rng.uniform(4.0, 5.5)), float(rng.uniform(-0.04, 0.10)))


def project(points_m: np.ndarray, camera: Camera | None = None) -> np.ndarray:
    """(T, 13, 3) metres (x right, y up, z towards the viewer) -> (T, 13, 2) float32 stage coordinates, y down.

    The whole piece is scaled and moved as one, so that its mean shoulder width is 0.2 and its mean centre of the hips
    lies at (0.5, 0.75).
    """
    camera = camera or Camera()
    cos, sin = np.cos(camera.elevation_rad), np.sin(camera.elevation_rad)
    depth = points_m[..., 2] * cos + points_m[..., 1] * sin
    nearness = camera.distance_m / (camera.distance_m - depth)
    height = points_m[..., 1] * cos - points_m[..., 2] * sin
    view = np.stack([points_m[..., 0] * nearness, -height * nearness], -1)
    return _normalise(view)


def _normalise(view: np.ndarray) -> np.ndarray:
    shoulders = view[:, Joint.LEFT_SHOULDER] - view[:, Joint.RIGHT_SHOULDER]
    scale = SHOULDERS / float(np.linalg.norm(shoulders, axis=-1).mean())
    hips = 0.5 * (view[:, Joint.LEFT_HIP] + view[:, Joint.RIGHT_HIP]).mean(0)
    return ((view - hips) * scale + np.array(HIPS)).astype(np.float32)
