"""How the character is filmed: from where, when the picture is cut, and where it slowly comes nearer."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from vc.frame import Frame, empty_frame
from vc.music import Rhythm
from vc.render.avatar.camera import Camera
from vc.render.character.canvas import DISTANCE_M, Canvas

VIEWS = ("front", "three-quarter", "close", "full", "film")
DETAIL = {"close": 1.6, "film": 1.3}  # texels a pixel of the front view, where not 1
_FILMED = ("front", "three-quarter", "close")
_CLOSE = 1.65  # times nearer
_CLOSE_ABOVE_M = 0.06  # its middle, above the shoulders
_ORBIT_RAD = 0.30  # a photo bears no more
_NEARER = 1.05  # where the photo cuts the head
_ORBIT_LOWER = 0.03  # of the front view's lower end is left out: the body's lower end stays out of sight
_ORBIT_ASIDE_M = 0.13  # to the side where hands are seen that are before the body
_PARALLAX = 0.35  # share of a camera's way by which what is far behind moves along
_LEAST_S, _MOST_S = 5.0, 12.0  # between two cuts
_TAIL_S = 2.5  # before the end, without a cut
_PERIOD, _PERIOD_WEIGHT = 4, 1.2  # every fourth bar is likelier to begin something, by e to this
_CHANGE_S, _CHANGE_WEIGHT = 2.0, 9.0  # so is where the music grows loud or soft, heard so far on either side
_PUSH_PER_S, _PUSH_MOST = 0.010, 0.09  # how much nearer the picture comes
FIXED = (0.5, 0.40)  # point of the picture that stays where it is


@dataclass(frozen=True)
class View:
    """camera : in the world; window : left, top, right, bottom of the canvas, px, that is seen behind the character"""

    camera: Camera
    window: tuple[float, float, float, float]


def views_of(name: str, canvas: Canvas, shoulders_m: float, *, head_is_cut: bool = False) -> tuple[View, ...]:
    """The views that a choice of VIEWS needs. Raises ValueError for another name.

    shoulders_m : their height; head_is_cut : by the photo's upper edge, which is then kept out of sight
    """
    if name not in VIEWS:
        raise ValueError(f"there is no camera {name!r}; choose one of {', '.join(VIEWS)}")
    if head_is_cut:
        name = "front"  # from anywhere else it would be seen
    views = (_view(one, canvas, shoulders_m) for one in (_FILMED if name == "film" else (name,)))
    return tuple(_below_the_cut(view) if head_is_cut else view for view in views)


def _below_the_cut(view: View) -> View:
    """A little nearer, the lower edge where it was: a head that sinks stays at the upper edge."""
    (x, y, z), (width, height) = view.camera.eye, view.camera.span_m
    y -= 0.5 * height * (1 - 1 / _NEARER)
    left, top, right, bottom = view.window
    across, down = (0.5 * (1 - 1 / _NEARER) * (right - left), (1 - 1 / _NEARER) * (bottom - top))
    camera = Camera((x, y, z), (x, y, 0.0), (width / _NEARER, height / _NEARER))
    return View(camera, (left + across, top + down, right - across, bottom))


def _view(name: str, canvas: Canvas, shoulders_m: float) -> View:
    width, height = canvas.size
    front = canvas.camera()
    if name == "close":
        span = (front.span_m[0] / _CLOSE, front.span_m[1] / _CLOSE)
        lowest = front.target[1] - 0.5 * front.span_m[1]  # where the photo, or the front view, ends
        middle = np.array([0.0, max(shoulders_m + _CLOSE_ABOVE_M, lowest + 0.5 * span[1])])
        camera = Camera((0.0, float(middle[1]), DISTANCE_M), (0.0, float(middle[1]), 0.0), span)
        x = width / 2 + (middle[0] - canvas.middle[0]) / canvas.metres
        y = height / 2 - (middle[1] - canvas.middle[1]) / canvas.metres
        x, y = width / 2 + _PARALLAX * (x - width / 2), height / 2 + _PARALLAX * (y - height / 2)
        half = np.array([width, height]) / 2 / (1 + (_CLOSE - 1) * 0.6)  # what is far comes less near
        x, y = (float(np.clip(v, h, side - h)) for v, h, side in ((x, half[0], width), (y, half[1], height)))
        return View(camera, (x - half[0], y - half[1], x + half[0], y + half[1]))
    if name == "three-quarter":
        x, y, _ = front.target
        sine, cosine = float(np.sin(_ORBIT_RAD)), float(np.cos(_ORBIT_RAD))
        x, y = x + _ORBIT_ASIDE_M * cosine, y + _ORBIT_LOWER * front.span_m[1]
        target = (x, y, _ORBIT_ASIDE_M * sine)
        eye = (x - DISTANCE_M * sine, y + 0.06, target[2] + DISTANCE_M * cosine)
        inset = 0.03 * width  # room to move to the side
        left = inset * (1 - 0.9)
        return View(
            Camera(eye, target, front.span_m),
            (left, inset * height / width, left + width - 2 * inset, height - inset * height / width),
        )  # fmt: skip
    return View(front, (0.0, 0.0, float(width), float(height)))


def cuts(rhythm: Rhythm | None, count: int, rate: int, views: int, seed: int) -> np.ndarray:
    """(count,) which of `views` each frame shows: new ones on bar lines, some seconds apart, by chance but never again
    the same, most likely where a section begins. The first is view 0; the same seed gives the same film."""
    shown = np.zeros(count, int)
    if views < 2:
        return shown
    rng = np.random.default_rng([seed, 23])
    times, weights = _chances(rhythm, count / rate - _TAIL_S, rate)
    current, last = 0, 0.0
    while (times >= last + _LEAST_S).any():
        options = np.flatnonzero(times >= last + _LEAST_S)
        within = options[times[options] <= last + _MOST_S]
        options = within if len(within) else options[:1]
        chosen = rng.choice(options, p=weights[options] / weights[options].sum())
        current = (current + int(rng.integers(1, views))) % views
        last = float(times[chosen])
        shown[round(last * rate) :] = current
    return shown


def pushes(
    shown: np.ndarray, rhythm: Rhythm | None, rate: int, seed: int, room: np.ndarray | None = None
) -> np.ndarray:
    """(n,) how many times larger each frame of a film is shown: between cuts it slowly comes nearer where the music
    grows, goes back where it fades, and otherwise by chance.

    shown : from `cuts`; room : (views,) how many times larger at most, see `room.room`
    """
    zoom = np.ones(len(shown))
    rng = np.random.default_rng([seed, 29])
    edges = [0, *(np.flatnonzero(np.diff(shown)) + 1), len(shown)]
    for start, stop in pairwise(edges):
        most = min(_PUSH_MOST, _PUSH_PER_S * (stop - start) / rate)
        if room is not None:
            most = min(most, float(room[shown[start]]) - 1)
        growth = _growth(rhythm, start, stop)
        nearer = rng.random() < 1 / (1 + np.exp(-_CHANGE_WEIGHT * growth))
        way = np.linspace(0, 1, stop - start)
        zoom[start:stop] = 1 + most * (way if nearer else 1 - way)
    return zoom


def _growth(rhythm: Rhythm | None, start: int, stop: int) -> float:
    """By how much the second half of some frames is louder than the first, -1..1."""
    heard = rhythm.loudness[start:stop] if rhythm is not None else np.zeros(0)
    half = len(heard) // 2
    return float(heard[half:].mean() - heard[:half].mean()) if half else 0.0


def _chances(rhythm: Rhythm | None, seconds: float, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """Moments at which a cut is natural, seconds: bar lines, else beats, else every second; and how likely each is."""
    if rhythm is None or len(rhythm.beats_s) == 0:
        moments = np.arange(1.0, max(seconds, 1.0))
        return moments, np.ones(len(moments))
    bars = rhythm.beats_s[np.asarray(rhythm.bar_positions) == 0]
    moments = np.asarray(bars if len(bars) > 2 else rhythm.beats_s, np.float64)
    weights = np.exp(_PERIOD_WEIGHT * (np.arange(len(moments)) % _PERIOD == 0))
    for number, moment in enumerate(moments):
        at, around = round(moment * rate), round(_CHANGE_S * rate)
        weights[number] *= np.exp(_CHANGE_WEIGHT * abs(_growth(rhythm, max(at - around, 0), at + around)))
    kept = (moments > 0) & (moments < seconds)
    return moments[kept], weights[kept]


def nearer(frame: Frame, zoom: float) -> Frame:
    """The frame shown `zoom` >= 1 times larger, as far as it still fills the picture."""
    if zoom <= 1:
        return frame
    out = empty_frame((frame.width, frame.height))
    for plane, seen in zip(out.split(), frame.split(), strict=True):
        height, width = seen.shape
        # Pixel k has its middle at k + 1/2.
        shift = [side * fixed * (1 - 1 / zoom) - 0.5 * (1 - 1 / zoom)
                 for side, fixed in zip((width, height), FIXED, strict=True)]  # fmt: skip
        matrix = np.array([[1 / zoom, 0, shift[0]], [0, 1 / zoom, shift[1]]])
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        cv2.warpAffine(seen, matrix, (width, height), dst=plane, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return out
