"""Motion drawn as a stylised conductor: coloured arms, fading traces of both hands, a baton, on a lit stage.

The square stage of the motion is framed so that the conductor fills the picture, see framing. `_figure` lists what is
drawn, back to front; every size in it is a multiple of `unit`, the conductor's shoulder width.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vc.frame import Frame, Size, empty_frame, rgb_to_yuv
from vc.render.canvas import A_RADIUS, AY, B_RADIUS, BY, Canvas, Layer, Picture, colour, cones
from vc.render.framing import Framing, frame_stage
from vc.render.ordered import in_order
from vc.skeleton import Joint, Motion

Rgb = tuple[int, int, int]

TRACE_S = 0.6  # how long a hand's trace stays visible
_GLOW_PIECES = 5  # straight pieces of the light around a trace
_CURVE_STEPS = 3  # pieces of curve between two poses of a trace
_FARTHEST = 8.0  # stage widths; joints beyond are drawn there, out of sight, where float32 still resolves pixels
_BATCH = 16  # poses planned at a time: a NumPy call costs the same for 1 as for 16
_NO_LENGTH = 1e-6  # pixels
_BOTH_SIDES = np.array([[-1.0], [1.0]])  # of the body, as the viewer sees it
_UNIT_RANGE = (0.05, 0.6)  # plausible shoulder widths; degenerate poses are drawn with one of these

_HORIZON = 0.87  # where the wall meets the floor, in stage heights

_EARS = [Joint.LEFT_EAR, Joint.RIGHT_EAR]
_SHOULDERS = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]
_HIPS = [Joint.LEFT_HIP, Joint.RIGHT_HIP]
_LEFT_ARM = [Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST]
_RIGHT_ARM = [Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]


@dataclass(frozen=True)
class Theme:
    """Colours of the stage and the conductor. `glow` is the strength of the light around the traces."""

    wall_top: Rgb
    wall_bottom: Rgb
    floor: Rgb
    halo: Rgb
    halo_strength: float
    light: Rgb
    beam_strength: float
    pool_strength: float
    edge_shade: float
    coat: Rgb
    coat_light: Rgb
    rim: Rgb
    shirt: Rgb
    hair: Rgb
    skin: Rgb
    skin_shade: Rgb
    left: Rgb
    left_light: Rgb
    right: Rgb
    right_light: Rgb
    baton: Rgb
    shade: Rgb
    glow: float


THEMES = {
    "dark": Theme(
        wall_top=(13, 12, 32),
        wall_bottom=(46, 26, 66),
        floor=(24, 14, 34),
        halo=(132, 86, 178),
        halo_strength=0.55,
        light=(255, 214, 170),
        beam_strength=0.13,
        pool_strength=0.45,
        edge_shade=0.45,
        coat=(38, 40, 76),
        coat_light=(122, 128, 178),
        rim=(255, 220, 186),
        shirt=(240, 234, 222),
        hair=(58, 42, 62),
        skin=(244, 214, 184),
        skin_shade=(206, 160, 130),
        left=(46, 196, 208),
        left_light=(170, 246, 246),
        right=(250, 160, 50),
        right_light=(255, 226, 160),
        baton=(255, 250, 238),
        shade=(10, 8, 20),
        glow=0.42,
    ),
    "light": Theme(
        wall_top=(250, 247, 240),
        wall_bottom=(236, 226, 212),
        floor=(216, 200, 182),
        halo=(255, 255, 255),
        halo_strength=0.7,
        light=(255, 252, 240),
        beam_strength=0.35,
        pool_strength=0.7,
        edge_shade=0.12,
        coat=(44, 48, 74),
        coat_light=(98, 106, 146),
        rim=(255, 255, 255),
        shirt=(252, 250, 246),
        hair=(64, 54, 62),
        skin=(240, 202, 170),
        skin_shade=(204, 150, 118),
        left=(10, 138, 158),
        left_light=(110, 208, 216),
        right=(226, 104, 28),
        right_light=(255, 182, 110),
        baton=(200, 128, 66),
        shade=(40, 26, 30),
        glow=0.16,
    ),
}


def frames(motion: Motion, *, size: Size, theme: str = "dark", background: Frame | None = None) -> Iterator[Frame]:
    """One frame per pose, drawn on demand.

    size : width, height in pixels, both even
    theme : "dark" or "light"
    background : of this size, instead of the stage

    Frames depend on these alone. Memory does not grow with the length of the motion.
    Raises ValueError for an unknown theme or an odd size, at once and not with the first frame.
    """
    if theme not in THEMES:
        raise ValueError(f"no theme {theme!r}; there are {', '.join(THEMES)}")
    colours = THEMES[theme]
    framing = frame_stage(motion, size)
    canvas = Canvas(background or _background(size, framing, colours))
    unit = _shoulder_width(motion) * framing.side

    @lru_cache(maxsize=3)  # as many as the frames under way can lie in
    def pictures(batch: int) -> Picture:
        return _pictures(motion, range(batch * _BATCH, min((batch + 1) * _BATCH, len(motion))), framing, unit, colours)

    return in_order(lambda index: canvas.draw(pictures(index // _BATCH)[index % _BATCH]), len(motion))


def _pictures(motion: Motion, indices: range, framing: Framing, unit: float, theme: Theme) -> Picture:
    """The pictures of several poses, planned together, as NumPy's cost is per call. Leading axis: `indices`."""
    past = np.arange(-round(TRACE_S * motion.rate), 1)
    moments = np.array(indices)[:, None] + past
    poses = _to_pixels(motion.points[np.maximum(moments, 0)], framing)
    return Picture.of(_figure(poses, moments >= 0, unit, theme))


def _to_pixels(points: np.ndarray, framing: Framing) -> np.ndarray:
    """Stage coordinates -> pixels of the picture."""
    return np.clip(points, -_FARTHEST, _FARTHEST) * framing.side + np.array([framing.left, framing.top])


def _shoulder_width(motion: Motion) -> float:
    """The conductor's shoulder width over the whole motion; a turned body looks narrower, hence no plain median."""
    points = np.clip(motion.points[:, _SHOULDERS], -_FARTHEST, _FARTHEST)
    widths = np.linalg.norm(points[:, 0] - points[:, 1], axis=-1)
    return float(np.clip(np.percentile(widths, 75), *_UNIT_RANGE))


def _figure(poses: np.ndarray, seen: np.ndarray, unit: float, theme: Theme) -> list[Layer]:
    """What is drawn, back to front.

    poses : (B, n, 13, 2) pixels; the last of n is the one to draw, the others are its past
    seen : (B, n) bool, False where the past lies before the motion

    In this and the functions below, points have the shape (B, number of points, 2).
    """
    pose = poses[:, -1]
    left_hands, right_hands = _hands(poses[:, :, _LEFT_ARM], unit), _hands(poses[:, :, _RIGHT_ARM], unit)
    tips = _baton_tips(poses[:, :, _RIGHT_ARM], right_hands, unit)
    hand, tip = right_hands[:, -1:], tips[:, -1:]
    return [
        *_torso(pose, unit, theme),
        *_head(pose, unit, theme),
        _glow(left_hands, seen, unit, theme.left, theme.glow),
        _trace(left_hands, seen, 0.07 * unit, theme.left),
        _glow(right_hands, seen, unit, theme.right, theme.glow),
        _trace(right_hands, seen, 0.07 * unit, theme.right),
        _trace(tips, seen, 0.022 * unit, theme.baton),
        *_arm(pose[:, _LEFT_ARM], left_hands[:, -1:], unit, theme.left, theme.left_light, theme),
        Layer(cones(hand, tip, radius=(0.022 * unit, 0.010 * unit)), colour(theme.baton)),
        *_arm(pose[:, _RIGHT_ARM], hand, unit, theme.right, theme.right_light, theme),
    ]


def _hands(arms: np.ndarray, unit: float) -> np.ndarray:
    """(B, n, 2) finger tips: beyond the wrist along the forearm, drawn short where it points at the viewer."""
    elbows, wrists = arms[:, :, 1], arms[:, :, 2]
    return wrists + _at_most(0.3 * (wrists - elbows), 0.16 * unit)


def _baton_tips(arms: np.ndarray, hands: np.ndarray, unit: float) -> np.ndarray:
    """(B, n, 2) tips: along the forearm, but raised, so that the baton keeps still when the forearm looks short."""
    elbows, wrists = arms[:, :, 1], arms[:, :, 2]
    return hands + 0.9 * unit * _direction(wrists - elbows + np.array([0.14, -0.8]) * unit)


def _torso(pose: np.ndarray, unit: float, theme: Theme) -> list[Layer]:
    """Legs that fade into the floor, a tailcoat, light on the shoulders, lapels, a shirt front."""
    shoulders, hips = pose[:, _SHOULDERS], pose[:, _HIPS]
    neck, waist = shoulders.mean(1, keepdims=True), hips.mean(1, keepdims=True)
    spine = waist - neck
    left, right = shoulders[:, :1], shoulders[:, 1:]
    thighs, hem = waist + 0.72 * (hips - waist), waist + 0.88 * (hips - waist)
    across = np.linspace(0, 1, 7)[:, None]
    coat = np.concatenate(
        [
            cones(_mix(left, right, across), _mix(hem[:, :1], hem[:, 1:], across), radius=(0.125 * unit, 0.13 * unit)),
            cones(hem[:, :1], hem[:, 1:], radius=0.13 * unit),
            cones(left, right, radius=0.125 * unit),
            cones(neck - 0.1 * spine, shoulders, radius=(0.08 * unit, 0.125 * unit)),
        ],
        axis=1,
    )
    legs = cones(thighs, thighs + 0.95 * spine, radius=(0.13 * unit, 0.11 * unit), alpha=(1.0, 0.0))
    lit = cones(left - 0.06 * spine, right - 0.06 * spine, radius=0.02 * unit, alpha=0.5, softness=0.16 * unit)
    collar = neck + _BOTH_SIDES * 0.17 * unit * _direction(left - right)
    lapels = cones(collar, neck + 0.62 * spine, radius=(0.05 * unit, 0.012 * unit))
    return [
        Layer(legs, colour(theme.coat)),
        _rim(coat[:, -3:], unit, theme),
        Layer(coat, colour(theme.coat)),
        Layer(lit, colour(theme.coat_light)),
        Layer(lapels, colour(theme.coat_light)),
        Layer(cones(neck, neck + 0.58 * spine, radius=(0.15 * unit, 0.008 * unit)), colour(theme.shirt)),
    ]


def _rim(shapes: np.ndarray, unit: float, theme: Theme) -> Layer:
    """The same shapes a little larger and higher: drawn behind them, light that falls on their upper edge."""
    rim = shapes.copy()
    rim[..., [A_RADIUS, B_RADIUS]] += 0.004 * unit
    rim[..., [AY, BY]] -= 0.014 * unit
    return Layer(rim, colour(theme.rim))


def _head(pose: np.ndarray, unit: float, theme: Theme) -> list[Layer]:
    """Neck, bow tie, hair, and a face that moves inside the hair the way the nose points."""
    ears = pose[:, _EARS]
    middle, neck = ears.mean(1, keepdims=True), pose[:, _SHOULDERS].mean(1, keepdims=True)
    right = _direction(ears[:, :1] - ears[:, 1:])
    up = np.stack([right[..., 1], -right[..., 0]], -1)
    sides = _BOTH_SIDES * right * unit
    look = _at_most(pose[:, [Joint.NOSE]] - middle, 0.3 * unit)
    face, nose, bow = middle + 0.38 * look, middle + 0.95 * look, neck + np.array([0.0, 0.03 * unit])

    def egg(centre: np.ndarray, skull: float, chin: float, length: float) -> np.ndarray:
        return cones(centre, centre - length * unit * up, radius=(skull * unit, chin * unit))

    hair = egg(middle + 0.11 * unit * up, 0.25, 0.21, 0.13)
    outer_ears = middle - 0.15 * look + 0.225 * sides
    eyes = face + 0.25 * look + 0.09 * sides + 0.04 * unit * up
    return [
        Layer(cones(middle, neck, radius=0.12 * unit), colour(theme.skin_shade)),
        Layer(cones(bow, bow + 0.12 * sides, radius=(0.02 * unit, 0.055 * unit)), colour(theme.shirt)),
        _rim(hair, unit, theme),
        Layer(hair, colour(theme.hair)),
        Layer(cones(outer_ears, outer_ears - 0.04 * unit * up, radius=0.045 * unit), colour(theme.skin_shade)),
        Layer(egg(face + 0.01 * unit * up, 0.205, 0.155, 0.2), colour(theme.skin)),
        Layer(cones(nose + 0.12 * unit * up, nose, radius=(0.014 * unit, 0.036 * unit)), colour(theme.skin_shade)),
        Layer(cones(eyes, eyes + 0.02 * unit * up, radius=0.02 * unit), colour(theme.hair)),
    ]


def _arm(joints: np.ndarray, hand: np.ndarray, unit: float, rgb: Rgb, light_rgb: Rgb, theme: Theme) -> list[Layer]:
    """Contact shade, sleeve that takes its colour below the shoulder, its lit side, hand. joints : (B, 3, 2)."""
    starts, ends = joints[:, :2], joints[:, 1:]
    thick, thin = np.array([0.135, 0.11]) * unit, np.array([0.11, 0.075]) * unit
    fall, towards_light = np.array([0.0, 0.04]) * unit, np.array([-0.025, -0.035]) * unit
    shade = cones(starts + fall, ends + fall, radius=(thick, thin), alpha=0.45, softness=0.16 * unit)
    upper = cones(starts[:, :1], ends[:, :1], radius=(thick[0], thin[0]), alpha=(0.8, 0.0))
    lit = cones(
        starts + towards_light,
        ends + towards_light,
        radius=(0.25 * thick, 0.25 * thin),
        alpha=(np.array([0.15, 0.5]), np.array([0.5, 0.5])),
        softness=0.1 * unit,
    )
    return [
        Layer(shade, colour(theme.shade)),
        Layer(cones(starts, ends, radius=(thick, thin)), colour(rgb)),
        Layer(upper, colour(theme.coat)),
        Layer(lit, colour(light_rgb)),
        Layer(cones(joints[:, 2:], hand, radius=(0.085 * unit, 0.075 * unit)), colour(light_rgb)),
    ]


def _trace(path: np.ndarray, seen: np.ndarray, width: float, rgb: Rgb) -> Layer:
    """Where a point has been: a line that thins and fades with age. path : (B, n, 2), oldest first."""
    curve = _curve(path)
    youth = np.linspace(0, 1, curve.shape[1]) ** 1.3
    alpha = 0.9 * youth * np.repeat(seen, _CURVE_STEPS, axis=1)[:, _CURVE_STEPS - 1 :]
    line = cones(
        curve[:, :-1],
        curve[:, 1:],
        radius=(width * youth[:-1], width * youth[1:]),
        alpha=(alpha[:, :-1], alpha[:, 1:]),
    )
    return Layer(line, colour(rgb))


def _glow(path: np.ndarray, seen: np.ndarray, unit: float, rgb: Rgb, strength: float) -> Layer:
    """Soft light around a trace. It is wide, so few straight pieces show all of it. path as for `_trace`."""
    few = np.linspace(0, path.shape[1] - 1, _GLOW_PIECES + 1).astype(int)
    alpha = strength * np.linspace(0, 1, path.shape[1])[few] * seen[:, few]
    light = cones(
        path[:, few[:-1]],
        path[:, few[1:]],
        radius=0.05 * unit,
        alpha=(alpha[:, :-1], alpha[:, 1:]),
        softness=0.5 * unit,
    )
    return Layer(light, colour(rgb))


def _curve(path: np.ndarray) -> np.ndarray:
    """A smooth curve through (B, n, 2) points: Catmull-Rom, `_CURVE_STEPS` pieces between neighbours."""
    padded = np.concatenate([path[:, :1], path, path[:, -1:]], axis=1)
    pieces = path.shape[1] - 1
    before, start, end, after = (padded[:, k : k + pieces, None] for k in range(4))
    t = (np.arange(_CURVE_STEPS) / _CURVE_STEPS)[:, None]
    bend = (2 * before - 5 * start + 4 * end - after) * t**2 + (3 * start - before - 3 * end + after) * t**3
    curve = start + 0.5 * ((end - before) * t + bend)
    return np.concatenate([curve.reshape(len(path), -1, 2), path[:, -1:]], axis=1)


def _direction(vectors: np.ndarray) -> np.ndarray:
    """(..., 2) unit vectors; to the right where there is no direction."""
    lengths = np.hypot(vectors[..., :1], vectors[..., 1:])
    return np.where(lengths > _NO_LENGTH, vectors / np.maximum(lengths, _NO_LENGTH), np.array([1.0, 0.0]))


def _at_most(vectors: np.ndarray, length: float) -> np.ndarray:
    """(..., 2) vectors, the longer ones cut to `length`."""
    lengths = np.hypot(vectors[..., :1], vectors[..., 1:])
    return vectors * np.minimum(1.0, length / np.maximum(lengths, _NO_LENGTH))


@lru_cache(maxsize=4)
def _background(size: Size, framing: Framing, theme: Theme) -> Frame:
    """Wall, two beams of light that cross on the conductor, floor with a pool of light, darker corners."""
    empty_frame(size)  # refuses odd sizes before anything is computed
    width, height = size
    side = framing.side
    x = ((np.arange(width) + 0.5 - width / 2) / side)[None, :, None]
    y = ((np.arange(height) + 0.5 - framing.top) / side)[:, None, None]
    light = np.array(theme.light)
    wall = _mix(np.array(theme.wall_top), np.array(theme.wall_bottom), np.clip(y / _HORIZON, 0, 1))
    halo = np.exp(-((x / 0.4) ** 2 + ((y - 0.45) / 0.36) ** 2))
    beams = _beam(x, y, -0.75) + _beam(x, y, 0.75)
    wall = _mix(wall, np.array(theme.halo), theme.halo_strength * halo)
    wall = _mix(wall, light, theme.beam_strength * beams)
    pool = np.exp(-((x / 0.36) ** 2 + ((y - 0.955) / 0.045) ** 2))
    near = 0.4 + 0.6 * np.clip((y - _HORIZON) / (1 - _HORIZON), 0, 1)
    floor = _mix(_mix(np.array(theme.wall_bottom), np.array(theme.floor), near), light, theme.pool_strength * pool)
    rgb = _mix(wall, floor, np.clip((y - _HORIZON) / 0.006 + 0.5, 0, 1))
    corner = np.clip(2.4 * (x * side / width) ** 2 + 1.6 * (y - 0.5) ** 2, 0, 1)
    return _dithered(rgb * (1 - theme.edge_shade * corner))


def _beam(x: np.ndarray, y: np.ndarray, lamp_x: float) -> np.ndarray:
    """Light of a lamp above the picture at `lamp_x`, aimed at the middle of the stage: 0..1."""
    depth = y + 0.35
    centre = lamp_x * (1 - depth / 1.2)
    return np.exp(-(((x - centre) / (0.04 + 0.13 * depth)) ** 2)) * np.clip(1.1 - 0.9 * depth, 0, 1)


def _dithered(rgb: np.ndarray) -> Frame:
    """(h, w, 3) RGB 0..255 -> Frame with noise of one step, without which slow gradients show as bands in 8 bits."""
    height, width = rgb.shape[:2]
    frame = empty_frame((width, height))
    yuv = rgb_to_yuv(np.clip(rgb, 0, 255))
    halves = yuv.reshape(height // 2, 2, width // 2, 2, 3).mean((1, 3))
    random = np.random.default_rng(0)  # always the same noise: the encoder pays for it in the first frame only
    for plane, values in zip(frame.split(), (yuv[..., 0], halves[..., 1], halves[..., 2]), strict=True):
        plane[:] = values + random.random(plane.shape, np.float32)
    return frame


def _mix(a: np.ndarray, b: np.ndarray, share: np.ndarray) -> np.ndarray:
    return a + (b - a) * share
