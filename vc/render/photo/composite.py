"""Put a frame together: body, arms and baton over the plate, by inverse mapping, directly in planar YUV 4:2:0.

Every pixel asks where in each layer it comes from. The picture is worked off in tiles, and tiles that no layer reaches
are never touched. The same kernel draws the luma plane and, at half size, the two chroma planes: how many planes there
are follows from the length of a tuple, which numba knows when compiling, so the loops over planes cost nothing.
"""

import numpy as np

from vc.frame import Frame, empty_frame

from .face import make_face
from .kernels import Arms, Baton, Body, paint, warp_grid
from .layers import Layers, PlaneLayers
from .rig import Pose


def draw(layers: Layers, pose: Pose, *, with_baton: bool = True) -> Frame:
    """One frame, a new one."""
    frame = empty_frame((layers.plate.width, layers.plate.height))
    np.copyto(frame.planes, layers.plate.planes)
    shift = np.empty((*layers.weights.shape[1:], 2), np.float32)
    warp_grid(layers.weights, pose.warps, shift)
    height, width = frame.height, frame.width
    chroma_planes = frame.planes.reshape(-1)[height * width :].reshape(2, height // 2, width // 2)
    for planes, part in ((frame.planes[None, :height], layers.luma), (chroma_planes, layers.chroma)):
        left = part.strips[0][round(pose.curl * (len(part.strips[0]) - 1))]
        right = part.strips[1][1 if with_baton else 0]
        # Pixel i of a half-size plane lies at 2 i + 0.5 of the canvas; joints move by that quarter of a pixel.
        scale, origin = part.scale, 0.5 * (part.scale - 1)
        joints, ends = (places.astype(np.float64) * scale + origin for places in (pose.joints, pose.baton))
        body = Body(part.body, *_face_of(part, pose.face), part.occupied, shift)
        arms = Arms((left, right), part.shapes, joints, pose.behind.astype(np.float64))
        baton = Baton(ends, part.baton if with_baton else part.baton[:0])
        paint(planes, part.levels, body, arms, baton, scale, layers.unit * scale)
    return frame


def _face_of(part: PlaneLayers, expression: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The body's picture around the face with an expression, and its left and top; empty where there is none."""
    if part.face is None or np.abs(expression).max() < 0.01:
        return part.body[:0, :0], np.zeros(2, np.int64)
    face, black = part.face, part.levels[0] if len(part.levels) == 1 else -1.0
    left, top = face.box[:2]
    expressed = expression.astype(np.float64)
    picture = make_face(part.body, left, top, face.fields, face.spans, face.eyes, face.lids, expressed, black)
    return picture, np.array([left, top], np.int64)
