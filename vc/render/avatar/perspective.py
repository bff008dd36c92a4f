"""Points in space onto the picture, compiled: apart from the cameras, because numba takes a while to import."""

import numpy as np

from vc.compiled import njit

_NEAR_M = np.float32(0.05)  # points nearer than this to the eye are drawn as if at it
_ONE = np.float32(1)


@njit(fastmath=True)
def project(
    points: np.ndarray, view: np.ndarray, focal: np.float32, cx: np.float32, cy: np.float32, screen: np.ndarray
) -> None:
    """Perspective: screen[i] = x and y in pixels, 1 / distance."""
    for i in range(len(points)):
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        right = view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]
        up = view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]
        ahead = view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3]
        near = _ONE / max(ahead, _NEAR_M)
        screen[i, 0] = cx + focal * right * near
        screen[i, 1] = cy - focal * up * near
        screen[i, 2] = near
