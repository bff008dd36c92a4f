"""The learned path: a video model redraws the person along our skeleton.

The character leads: its joints are the skeleton, in this person's measures, its first frame the picture to start from,
and its head gives the close-ups of the face. The model works in segments that each begin with the last frames of the
one before.

The skeleton is the one that Wan-Animate was trained with: OpenPose's limbs and colours, which `COLOURS` and `LIMBS` of
the pose video hold, with thinner sticks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from vc.frame import Frame, Size, frame_from_rgb
from vc.render.avatar.painter import Drawer, Painter
from vc.render.avatar.rig import INDEX, RigMotion, forward
from vc.render.character.build import Portrait
from vc.render.character.keypoints import keypoints_of
from vc.render.character.pose import pose
from vc.render.pose import COLOURS, LIMBS
from vc.skeleton import Keypoint, Motion
from vc.vision.anatomy import ANKLES, KNEES, is_behind

PROMPT = "A person is conducting an orchestra, with expressive movements of both arms. The camera does not move."
FACE_PX = 512
_STICKS_PER_SIDE = 200  # half width of a limb: the shorter side over this, less one
_LIMB_SHADE = 0.6
_FACE_ROOM = 1.7  # side of the close-up over the distance of the ears
_GRID_PX = 16  # sides of what the model makes are multiples of it
_FEWEST_VISIBLE = 0.5
# COCO-18's numbers of joints.
_KEYPOINTS = {
    0: Keypoint.NOSE, 2: Keypoint.RIGHT_SHOULDER, 3: Keypoint.RIGHT_ELBOW, 4: Keypoint.RIGHT_WRIST,
    5: Keypoint.LEFT_SHOULDER, 6: Keypoint.LEFT_ELBOW, 7: Keypoint.LEFT_WRIST, 8: Keypoint.RIGHT_HIP,
    11: Keypoint.LEFT_HIP, 14: Keypoint.RIGHT_EYE, 15: Keypoint.LEFT_EYE, 16: Keypoint.RIGHT_EAR,
    17: Keypoint.LEFT_EAR,
}  # fmt: skip
_BONES = {9: "shin_r", 10: "foot_r", 12: "shin_l", 13: "foot_l"}
_LEGS = {9: KNEES[1], 10: ANKLES[1], 12: KNEES[0], 13: ANKLES[0]}  # landmarks
_FACE, _HEAD = [0, 14, 15], [0, 14, 15, 16, 17]


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
    motion: Motion, *, size: Size, portrait: Portrait, model: Model, prompt: str = PROMPT, seed: int = 0
) -> Iterator[Frame]:
    """One frame per pose, in order, drawn by the model; memory does not grow with the length of the motion.

    size : must be the portrait's; portrait : gives skeleton, faces and the picture to start from, by its first view
    Raises ValueError, at once, if `size` is not what the portrait was prepared for.
    """
    if tuple(size) != tuple(portrait.size):
        raise ValueError(f"the portrait was prepared for frames of {portrait.size}, not {size}")
    return _to_size(resampled(_generate(motion, portrait, model, prompt, seed), motion, model.rate), size)


def _generate(motion: Motion, portrait: Portrait, model: Model, prompt: str, seed: int) -> Iterator[np.ndarray]:
    """Pictures (h, w, 3) uint8 at the model's rate, as many as the motion has at that rate."""
    posed = pose(portrait.character, at_rate(motion, model.rate), seed=seed)
    shown = Shown.of(portrait, posed)
    size = model_size(portrait.size)
    image = _fit(shown.draw(0), size)
    carried: np.ndarray | None = None
    for number, first in enumerate(range(0, len(posed), model.segment - model.carried)):
        fresh = 0 if carried is None else model.carried
        if first and first + fresh >= len(posed):
            return
        indices = np.minimum(np.arange(first, first + model.segment), len(posed) - 1)
        poses, faces = conditions(shown, indices, size, model.face_px)
        made = model.animate(image, poses, faces, carried, prompt, seed + number)
        yield from made[fresh : len(posed) - first]
        carried = made[-model.carried :]


def model_size(size: Size) -> Size:
    """The size nearest to `size` whose sides the model can make."""
    width, height = (max(_GRID_PX, round(side / _GRID_PX) * _GRID_PX) for side in size)
    return width, height


@dataclass(frozen=True)
class Shown:
    """What the model is shown of a motion.

    joints : (T, 18, 2) COCO-18 px of the picture; seen : (18,) bool, which of them are drawn
    face_px : side of the head's close-up; draw : the character's picture (h, w, 3) uint8 of a pose; size : of that
    """

    joints: np.ndarray
    seen: np.ndarray
    face_px: float
    draw: Callable[[int], np.ndarray]
    size: Size

    @classmethod
    def of(cls, portrait: Portrait, posed: RigMotion) -> "Shown":
        character, (shot, *_) = portrait.character, portrait.shots
        drawer = Drawer(Painter(character, shot.place.plate, shot.camera, portrait.size, shot.place.light), posed)
        joints, face_px = skeleton(portrait, posed)
        seen = np.ones(len(COLOURS), bool)
        anatomy = portrait.anatomy
        for joint, landmark in _LEGS.items():
            seen[joint] = anatomy.visibility[landmark] >= _FEWEST_VISIBLE
        if is_behind(character.heading):
            seen[_FACE] = False
        return cls(joints, seen, face_px, lambda index: drawer.draw(index).to_rgb(), portrait.size)


def skeleton(portrait: Portrait, posed: RigMotion) -> tuple[np.ndarray, float]:
    """COCO-18 joints (T, 18, 2) px of the picture, and the side of the head's close-up there."""
    points = keypoints_of(portrait, posed).astype(np.float64)
    joints = np.zeros((len(posed), len(COLOURS), 2))
    for joint, keypoint in _KEYPOINTS.items():
        joints[:, joint] = points[:, keypoint]
    joints[:, 1] = 0.5 * (joints[:, 2] + joints[:, 5])
    world = forward(portrait.character.rig, posed)
    for joint, bone in _BONES.items():
        places = world[:, INDEX[bone], :3, 3]
        joints[:, joint] = portrait.shots[0].camera.project(places, portrait.size)[:, :2]
    ears = points[:, Keypoint.LEFT_EAR] - points[:, Keypoint.RIGHT_EAR]
    drop = points[:, [Keypoint.LEFT_EYE, Keypoint.RIGHT_EYE], 1].mean(1) - points[:, Keypoint.NOSE, 1]
    across = float(np.median(np.linalg.norm(ears, axis=1)))
    return joints, _FACE_ROOM * max(across, 4.0 * abs(float(np.median(drop))), 8.0)


def conditions(shown: Shown, indices: np.ndarray, size: Size, face_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Skeletons (n, h, w, 3) and close-ups of the face (n, face_px, face_px, 3), uint8 RGB, of poses `indices`."""
    width, height = size
    poses = np.zeros((len(indices), height, width, 3), np.uint8)
    faces = np.zeros((len(indices), face_px, face_px, 3), np.uint8)
    scale = np.array(size) / shown.size
    known: dict[int, int] = {}  # the last pose fills up a segment; it is drawn once
    for place, index in enumerate(indices.tolist()):
        if index in known:
            poses[place], faces[place] = poses[known[index]], faces[known[index]]
            continue
        known[index] = place
        _draw_skeleton(poses[place], shown.joints[index] * scale, shown.seen)
        centre = shown.joints[index, _HEAD].mean(0)
        faces[place] = _close_up(shown.draw(index), centre, shown.face_px, face_px)
    return poses, faces


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


def _close_up(picture: np.ndarray, centre: np.ndarray, room: float, side: int) -> np.ndarray:
    """(side, side, 3): the head, cut out of a frame; room : side there, px."""
    scale = side / room
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
