"""The learned path: a video model redraws the person along our skeleton, in place of the puppet.

The puppet still leads: its retargeted joints are the skeleton, in this person's measures, and its head gives the
close-ups of the face. The model works in segments that each begin with the last frames of the one before.

The skeleton is the one that Wan-Animate was trained with: OpenPose's limbs and colours, which `COLOURS` and `LIMBS` of
the pose video hold, with thinner sticks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from vc.frame import Frame, Size, frame_from_rgb
from vc.render.pose import COLOURS, LEGS, LIMBS
from vc.skeleton import Motion
from vc.vision.anatomy import ANKLES, KNEES, LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Side

from .composite import draw
from .puppet import Puppet
from .rig import Tracks, head_centre, moved, retarget

PROMPT = "A person is conducting an orchestra, with expressive movements of both arms. The camera does not move."
FACE_PX = 512
_STICKS_PER_SIDE = 200  # half width of a limb: the shorter side over this, less one
_LIMB_SHADE = 0.6
_FACE_ROOM = 1.7  # side of the close-up over the distance of the ears
_GRID_PX = 16  # sides of what the model makes are multiples of it
_FEWEST_VISIBLE = 0.5


@dataclass(frozen=True)
class Model:
    """A video model, opened.

    animate : (image, poses, faces, carried, prompt, seed) -> (segment, h, w, 3) uint8 RGB, see vc.models.wan.Animate
    segment : frames per call; carried : of them those that repeat the segment before; rate : frames per second
    """

    animate: Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None, str, int], np.ndarray]
    segment: int = 77
    carried: int = 5
    rate: int = 30
    face_px: int = FACE_PX


def frames(
    motion: Motion, *, size: Size, puppet: Puppet, model: Model, prompt: str = PROMPT, seed: int = 0
) -> Iterator[Frame]:
    """One frame per pose, in order, drawn by the model; memory does not grow with the length of the motion.

    size : must be the puppet's; puppet : gives skeleton, faces and the picture to start from
    Raises ValueError, at once, if `size` is not what the puppet was prepared for.
    """
    if tuple(size) != tuple(puppet.size):
        raise ValueError(f"the puppet was prepared for frames of {puppet.size}, not {size}")
    return _to_size(resampled(_generate(motion, puppet, model, prompt, seed), motion, model.rate), size)


def _generate(motion: Motion, puppet: Puppet, model: Model, prompt: str, seed: int) -> Iterator[np.ndarray]:
    """Pictures (h, w, 3) uint8 at the model's rate, as many as the motion has at that rate."""
    tracks = retarget(at_rate(motion, model.rate), puppet.anatomy, seed=seed)
    size = model_size(puppet.size)
    image = _fit(draw(puppet.layers, tracks.pose(0)).to_rgb(), size)
    carried: np.ndarray | None = None
    for number, first in enumerate(range(0, len(tracks), model.segment - model.carried)):
        fresh = 0 if carried is None else model.carried
        if first and first + fresh >= len(tracks):
            return
        indices = np.minimum(np.arange(first, first + model.segment), len(tracks) - 1)
        poses, faces = conditions(puppet, tracks, indices, size, model.face_px)
        made = model.animate(image, poses, faces, carried, prompt, seed + number)
        yield from made[fresh : len(tracks) - first]
        carried = made[-model.carried :]


def model_size(size: Size) -> Size:
    """The size nearest to `size` whose sides the model can make."""
    width, height = (max(_GRID_PX, round(side / _GRID_PX) * _GRID_PX) for side in size)
    return width, height


def conditions(
    puppet: Puppet, tracks: Tracks, indices: np.ndarray, size: Size, face_px: int
) -> tuple[np.ndarray, np.ndarray]:
    """Skeletons (n, h, w, 3) and close-ups of the face (n, face_px, face_px, 3), uint8 RGB, of poses `indices`."""
    width, height = size
    poses = np.zeros((len(indices), height, width, 3), np.uint8)
    faces = np.zeros((len(indices), face_px, face_px, 3), np.uint8)
    joints, seen = skeleton(puppet, tracks, indices)
    scale = np.array(size) / puppet.size
    heads = moved(puppet.anatomy, tracks.warps[indices], head_centre(puppet.anatomy)[None])[:, 0]
    known: dict[int, int] = {}  # the last pose fills up a segment; it is drawn once
    for place, index in enumerate(indices.tolist()):
        if index in known:
            poses[place], faces[place] = poses[known[index]], faces[known[index]]
            continue
        known[index] = place
        _draw_skeleton(poses[place], joints[place] * scale, seen)
        faces[place] = _close_up(draw(puppet.layers, tracks.pose(index)).to_rgb(), heads[place], puppet, face_px)
    return poses, faces


def skeleton(puppet: Puppet, tracks: Tracks, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """COCO-18 joints (n, 18, 2) on the canvas, and which of them are drawn, (18,) bool.

    Arms are those of the retargeted motion; the head, hips and legs go where the body's warp takes them.
    """
    anatomy = puppet.anatomy
    left, right = Side.LEFT, Side.RIGHT
    resting = np.zeros((len(COLOURS), 2))
    places = {0: NOSE, 9: KNEES[right], 10: ANKLES[right], 12: KNEES[left], 13: ANKLES[left], 14: RIGHT_EYE,
              15: LEFT_EYE, 16: RIGHT_EAR, 17: LEFT_EAR}  # fmt: skip
    for joint, landmark in places.items():
        resting[joint] = anatomy.landmarks[landmark]
    resting[8], resting[11] = anatomy.hips[right], anatomy.hips[left]
    joints = moved(anatomy, tracks.warps[indices], resting)
    for first, side in ((2, right), (5, left)):
        joints[:, first : first + 3] = tracks.joints[indices, side, :3]
    joints[:, 1] = 0.5 * (joints[:, 2] + joints[:, 5])
    seen = np.ones(len(COLOURS), bool)
    for joint in LEGS:
        seen[joint] = anatomy.visibility[places[joint]] >= _FEWEST_VISIBLE
    if anatomy.facing < 0:
        seen[[0, 14, 15]] = False
    return joints, seen


def _draw_skeleton(picture: np.ndarray, joints: np.ndarray, seen: np.ndarray) -> None:
    radius = max(min(picture.shape[:2]) // _STICKS_PER_SIDE - 1, 1)
    for (a, b), colour in zip(LIMBS, COLOURS, strict=False):
        if seen[a] and seen[b]:
            across, down = joints[b] - joints[a]
            middle = tuple(np.clip(0.5 * (joints[a] + joints[b]), -1e4, 1e4).astype(int).tolist())
            half = int(np.clip(np.hypot(across, down) / 2, 0, 1e4))
            outline = cv2.ellipse2Poly(middle, (half, radius), int(np.degrees(np.arctan2(down, across))), 0, 360, 1)
            cv2.fillConvexPoly(picture, outline, [int(_LIMB_SHADE * value) for value in colour])
    for joint, colour, shown in zip(joints, COLOURS, seen, strict=True):
        if shown:
            cv2.circle(picture, np.clip(joint, -1e4, 1e4).astype(int).tolist(), radius, colour, -1)


def _close_up(picture: np.ndarray, centre: np.ndarray, puppet: Puppet, side: int) -> np.ndarray:
    """(side, side, 3): the head, cut out of a frame."""
    points = puppet.anatomy.landmarks
    ears, eyes = points[LEFT_EAR] - points[RIGHT_EAR], points[LEFT_EYE] - points[RIGHT_EYE]
    half = 0.5 * _FACE_ROOM * max(float(np.linalg.norm(ears)), 1.7 * float(np.linalg.norm(eyes)), 8.0)
    scale = side / (2 * half)
    matrix = np.array([[scale, 0, side / 2 - scale * centre[0]], [0, scale, side / 2 - scale * centre[1]]])
    return cv2.warpAffine(picture, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)


def at_rate(motion: Motion, rate: int) -> Motion:
    """The motion with `rate` poses per second, as long as it was, by straight interpolation."""
    if rate == motion.rate:
        return motion
    count = max(1, int(np.ceil(len(motion) * rate / motion.rate)))
    at = np.minimum(np.arange(count) * motion.rate / rate, len(motion) - 1)
    low = np.minimum(at.astype(int), max(len(motion) - 2, 0))
    share = (at - low).astype(np.float32)
    high = np.minimum(low + 1, len(motion) - 1)

    def between(layer: np.ndarray) -> np.ndarray:
        part = share.reshape(-1, *[1] * (layer.ndim - 1))
        return layer[low] * (1 - part) + layer[high] * part

    joints, channels = (None if known is None else between(known) for known in (motion.joints, motion.channels))
    return Motion(between(motion.points), rate, joints, channels)


def resampled(pictures: Iterator[np.ndarray], motion: Motion, rate: int) -> Iterator[np.ndarray]:
    """From `rate` pictures per second, one per pose of the motion: between two pictures their mixture."""
    if rate == motion.rate:
        yield from pictures
        return
    before, held = next(pictures), 0
    after = next(pictures, before)  # the picture after number `held`, or the same at the end
    for index in range(len(motion)):
        at = index * rate / motion.rate
        while at >= held + 1:
            before, after, held = after, next(pictures, after), held + 1
        share = at - held
        yield before if share < 1e-6 else cv2.addWeighted(before, 1 - share, after, share, 0)


def _to_size(pictures: Iterator[np.ndarray], size: Size) -> Iterator[Frame]:
    for picture in pictures:
        yield frame_from_rgb(_fit(picture, size))


def _fit(picture: np.ndarray, size: Size) -> np.ndarray:
    if picture.shape[1::-1] == tuple(size):
        return picture
    smaller = size[0] < picture.shape[1]
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
