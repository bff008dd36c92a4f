"""How the character is filmed: from where, and when the picture is cut."""

from dataclasses import dataclass

import numpy as np

from vc.music import Rhythm
from vc.render.avatar.camera import Camera
from vc.render.character.canvas import DISTANCE_M, Canvas

VIEWS = ("front", "three-quarter", "close", "film")
DETAIL = {"front": 1.0, "three-quarter": 1.0, "close": 1.6, "film": 1.3}  # texels a pixel of the front view
_FILMED = ("front", "three-quarter", "close")
_CLOSE = 1.65  # times nearer
_CLOSE_ABOVE_M = 0.06  # its middle, above the shoulders
_ORBIT_RAD = 0.30  # a photo bears no more
_NEARER = 1.05  # where the photo cuts the head
_ORBIT_SPAN = 0.94  # of the front view's: the body's lower end stays out of sight
_PARALLAX = 0.35  # share of a camera's way by which what is far behind moves along
_LEAST_S, _MOST_S = 5.0, 12.0  # between two cuts
_PER_BAR = 4  # cuts fall on every fourth bar line where there are any


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
        middle = np.array([0.0, shoulders_m + _CLOSE_ABOVE_M])
        span = (front.span_m[0] / _CLOSE, front.span_m[1] / _CLOSE)
        camera = Camera((0.0, float(middle[1]), DISTANCE_M), (0.0, float(middle[1]), 0.0), span)
        x = width / 2 + (middle[0] - canvas.middle[0]) / canvas.metres
        y = height / 2 - (middle[1] - canvas.middle[1]) / canvas.metres
        x, y = width / 2 + _PARALLAX * (x - width / 2), height / 2 + _PARALLAX * (y - height / 2)
        half = np.array([width, height]) / 2 / (1 + (_CLOSE - 1) * 0.6)  # what is far comes less near
        x, y = (float(np.clip(v, h, side - h)) for v, h, side in ((x, half[0], width), (y, half[1], height)))
        return View(camera, (x - half[0], y - half[1], x + half[0], y + half[1]))
    if name == "three-quarter":
        x, y, _ = front.target
        eye = (x - DISTANCE_M * float(np.sin(_ORBIT_RAD)), y + 0.06, DISTANCE_M * float(np.cos(_ORBIT_RAD)))
        span = (_ORBIT_SPAN * front.span_m[0], _ORBIT_SPAN * front.span_m[1])
        inset = 0.03 * width  # room to move to the side
        left = inset * (1 - 0.9)
        return View(
            Camera(eye, front.target, span),
            (left, inset * height / width, left + width - 2 * inset, height - inset * height / width),
        )  # fmt: skip
    return View(front, (0.0, 0.0, float(width), float(height)))


def cuts(rhythm: Rhythm | None, count: int, rate: int, views: int, seed: int) -> np.ndarray:
    """(count,) which of `views` each frame shows: new ones on bar lines, some seconds apart, by chance but never again
    the same. The first is view 0; the same seed gives the same film."""
    shown = np.zeros(count, int)
    if views < 2:
        return shown
    rng = np.random.default_rng([seed, 23])
    current, last = 0, 0.0
    for time in _chances(rhythm, count / rate):
        since = time - last
        if since < _LEAST_S or (since < _MOST_S and rng.random() < 0.35):
            continue
        current = (current + int(rng.integers(1, views))) % views
        shown[round(time * rate) :] = current
        last = time
    return shown


def _chances(rhythm: Rhythm | None, seconds: float) -> np.ndarray:
    """Moments at which a cut is natural, seconds: bar lines, else beats, else every second."""
    if rhythm is None or len(rhythm.beats_s) == 0:
        return np.arange(1.0, seconds)
    bars = rhythm.beats_s[np.asarray(rhythm.bar_positions) == 0]
    moments = bars if len(bars) > 2 else rhythm.beats_s
    return moments[(moments > 0) & (moments < seconds)]
