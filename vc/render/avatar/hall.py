"""The dark of a concert hall behind the conductor, as the orchestra sees it: listeners, tiers with little lamps.

Painted once per camera by formulas, in linear light. All of it is far away and out of focus, so a coarse picture is
enough for everything but the lamps. Metres, axes as in `rig`; the hall lies behind the stage, towards -z.
"""

import cv2
import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera
from vc.render.avatar.lens import circle_px, defocused

_COARSE = 3  # pixels a side that become one while nothing small is drawn
_BACK_Z, _SIDE_X, _CEILING_Y = -19.0, 8.6, 8.4
_TIERS_Y = (2.85, 5.35)  # lower edges of the tiers' fronts
_TIER_HIGH, _TIER_DEEP = 0.85, 2.2
_LAMP_APART_M, _LAMP_HIGH_M = 1.12, 0.46  # lamps on a tier's front
_COLUMN_APART_M = 3.36
_ROWS = (-16.5, -4.2, 0.86)  # of listeners: farthest, nearest, step in depth
_HEADS_M, _HEAD_RADIUS_M = 0.58, 0.105
_STALLS_Y, _RAKE = -0.70, 0.085  # eyes' height in the nearest row, and its rise with every metre
_LAMP = np.array([1.7, 1.0, 0.46], np.float32)
_WALL, _GOLD = np.array([0.042, 0.018, 0.012], np.float32), np.array([0.40, 0.19, 0.075], np.float32)
_DARK = np.array([0.0055, 0.0052, 0.0075], np.float32)
_TWINKLE = 0.35  # how far lamps differ in brightness


def paint_hall(camera: Camera, size: Size) -> np.ndarray:
    """(h, w, 3) float32: the hall out of focus, with the lens's discs of light."""
    small = (-(-size[0] // _COARSE), -(-size[1] // _COARSE))
    picture = _walls(camera, size, small)
    for depth in np.arange(*_ROWS):
        _seat_row(picture, camera, size, float(depth))
    middle = 0.5 * (camera.eye[2] - _BACK_Z) + 2.0
    soft = defocused(picture, circle_px(camera, size, middle) / _COARSE)
    hall = cv2.resize(soft, (small[0] * _COARSE, small[1] * _COARSE), interpolation=cv2.INTER_CUBIC)
    hall = np.maximum(hall[: size[1], : size[0]], 0)
    for place, power in _lamps():
        _shine(hall, camera, size, place, power)
    return np.ascontiguousarray(hall)


def _walls(camera: Camera, size: Size, small: Size) -> np.ndarray:
    """(h, w, 3): what rays through the coarse pixels meet."""
    view, focal = camera.view().astype(np.float64), camera.focal(size)
    right = ((np.arange(small[0]) + 0.5) * _COARSE - size[0] / 2) / focal
    up = (size[1] / 2 - (np.arange(small[1]) + 0.5) * _COARSE) / focal
    rays = right[None, :, None] * view[0, :3] + up[:, None, None] * view[1, :3] + view[2, :3]
    eye = np.array(camera.eye)
    with np.errstate(divide="ignore", invalid="ignore"):
        back = np.where(rays[..., 2] < 0, (_BACK_Z - eye[2]) / rays[..., 2], np.inf)
        side = np.where(rays[..., 0] != 0, (np.sign(rays[..., 0]) * _SIDE_X - eye[0]) / rays[..., 0], np.inf)
        top = np.where(rays[..., 1] > 0, (_CEILING_Y - eye[1]) / rays[..., 1], np.inf)
    way = np.minimum(np.minimum(back, side), top)
    place = eye + np.where(np.isfinite(way), way, 0)[..., None] * rays
    along = np.where(back <= side, place[..., 0], place[..., 2] - _BACK_Z)
    picture = _wall(along, place[..., 1])
    picture *= np.where(top < np.minimum(back, side), 0.35, 1.0)[..., None]
    far = np.clip((place[..., 2] - 1.0) / (_BACK_Z - 1.0), 0.15, 1.0)
    return (picture * far[..., None]).astype(np.float32)


def _wall(along: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(h, w, 3) light of a wall with columns and two tiers, whose lamps glow on it. along, y : (h, w) metres"""
    column = np.abs((along / _COLUMN_APART_M) % 1 - 0.5) * _COLUMN_APART_M
    flutes = 0.85 + 0.15 * np.cos(2 * np.pi * column / 0.16)
    stone = np.where(column < 0.24, 1.9 * flutes, 0.75 + 0.25 * np.cos(2 * np.pi * column / _COLUMN_APART_M))
    light = _WALL * (stone * (0.55 + 0.45 * np.exp(-(((y - 3.2) / 3.0) ** 2))))[..., None]
    from_lamp = ((along / _LAMP_APART_M) % 1 - 0.5) * _LAMP_APART_M
    for low in _TIERS_Y:
        above = y - low
        front = (above > 0) & (above < _TIER_HIGH)
        panel = 0.72 + 0.28 * np.cos(2 * np.pi * along / (_LAMP_APART_M / 2)) ** 2
        rail = np.exp(-(((above - _TIER_HIGH) / 0.045) ** 2)) + 0.8 * np.exp(-((above / 0.05) ** 2))
        pool = np.exp(-((from_lamp / 0.34) ** 2) - ((above - _LAMP_HIGH_M + 0.10) / 0.30) ** 2)
        gold = _GOLD * ((0.10 * panel + 0.38 * rail + 0.85 * pool) * front)[..., None]
        behind = (above >= _TIER_HIGH) & (above < _TIER_DEEP)
        light = np.where(behind[..., None], 0.30 * light, light)
        light = np.where(front[..., None], gold, light)
        glow = np.exp(-((from_lamp / 0.55) ** 2) - ((above - _LAMP_HIGH_M) / 0.75) ** 2)
        light = light + 0.018 * _LAMP * glow[..., None]
    return light


def _seat_row(picture: np.ndarray, camera: Camera, size: Size, depth: float) -> None:
    """A row of listeners, dark, with the stage's light on their faces. depth : their z, metres"""
    rng = np.random.default_rng([round(-100 * depth), 5])
    count = int(2 * _SIDE_X / _HEADS_M)
    x = (np.arange(count) - (count - 1) / 2 + rng.uniform(-0.16, 0.16, count)) * _HEADS_M
    x += 0.5 * _HEADS_M * (round(-depth / _ROWS[2]) % 2)
    y = _STALLS_Y + _RAKE * (_ROWS[1] - depth) + rng.uniform(-0.06, 0.06, count)
    taken = np.flatnonzero(rng.random(count) > 0.06)
    heads = camera.project(np.stack([x, y, np.full(count, depth)], 1), size)
    near = float(heads[0, 2]) * camera.focal(size) / _COARSE  # coarse pixels a metre
    floor = round(float(heads[:, 1].mean()) / _COARSE + 0.42 * near)
    picture[max(0, floor) :] = _DARK
    lit = np.exp(-((x / 5.0) ** 2)) * np.exp((depth - _ROWS[1]) / 14.0)
    for k in taken[np.argsort(np.abs(x[taken]))[::-1]]:
        at = (float(heads[k, 0]) / _COARSE, float(heads[k, 1]) / _COARSE)
        tone = _DARK * rng.uniform(0.8, 2.4)
        face = np.array([0.085, 0.048, 0.031]) * (lit[k] * rng.uniform(0.3, 1.3) ** 1.5)
        _ellipse(picture, (at[0], at[1] + 0.40 * near), (0.25 * near, 0.26 * near), tone)
        _ellipse(picture, at, (0.8 * _HEAD_RADIUS_M * near, 1.15 * _HEAD_RADIUS_M * near), tone + face)
        _ellipse(picture, (at[0], at[1] - 0.55 * _HEAD_RADIUS_M * near),
                 (0.85 * _HEAD_RADIUS_M * near, 0.75 * _HEAD_RADIUS_M * near), tone + 0.2 * face)  # fmt: skip


def _ellipse(picture: np.ndarray, centre: tuple[float, float], half: tuple[float, float], light: np.ndarray) -> None:
    at, axes = (tuple(round(16 * v) for v in pair) for pair in (centre, half))
    colour = tuple(float(v) for v in light)
    cv2.ellipse(picture, at, axes, 0, 0, 360, colour, -1, cv2.LINE_8, 4)


def _lamps() -> list[tuple[np.ndarray, np.ndarray]]:
    """Place (3,) and light (3,) of every lamp on the tiers."""
    rng = np.random.default_rng(17)
    lamps = []
    for low in _TIERS_Y:
        y = low + _LAMP_HIGH_M
        across = (np.arange(-8, 8) + 0.5) * _LAMP_APART_M
        places = [(x, y, _BACK_Z) for x in across[np.abs(across) < _SIDE_X]]
        places += [(s * _SIDE_X, y, z) for s in (-1, 1) for z in _BACK_Z + (np.arange(14) + 0.5) * _LAMP_APART_M]
        for place in places:
            lamps.append((np.array(place), _LAMP * np.float32(1 + _TWINKLE * rng.uniform(-1, 1))))
    return lamps


def _shine(hall: np.ndarray, camera: Camera, size: Size, place: np.ndarray, light: np.ndarray) -> None:
    """Add a lamp as the disc that it is out of focus, a little brighter towards its rim."""
    x, y, near = (float(v) for v in camera.project(place[None], size)[0])
    radius = max(0.5 * circle_px(camera, size, 1 / near), 1.5)
    left, top = int(x - radius - 2), int(y - radius - 2)
    right, bottom = int(x + radius + 3), int(y + radius + 3)
    box = np.s_[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    rows, columns = hall[box].shape[:2]
    if rows == 0 or columns == 0:
        return
    yy, xx = np.mgrid[box[0].start : box[0].start + rows, box[1].start : box[1].start + columns]
    away = np.hypot(xx + 0.5 - x, yy + 0.5 - y) / radius
    disc = np.clip((1.0 - away) * radius * 0.5 + 0.5, 0, 1) * (0.72 + 0.28 * np.clip(away, 0, 1) ** 3)
    hall[box] += disc[..., None].astype(np.float32) * light * 0.55
