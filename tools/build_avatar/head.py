"""The head: skin, eyes with lids that close, brows, mouth that opens; two faces of one make, told apart by `Face`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.build_avatar.fields import Field, ball, cut, egg, front, hill, join, limb, step, turned
from tools.build_avatar.mesher import Part, from_field, sheet, tube, unit
from tools.build_avatar.weights import Rule, rigid, trunk

SKULL = np.array([0.0, 1.700, 0.0])  # the origin of all places below
BOTH = (-1, 1)


@dataclass(frozen=True)
class Face:
    """What makes a face, in metres."""

    jaw: float  # half width below the ears
    chin: float  # half width of the chin
    drop: float  # how far the chin lies below the eyes
    cheek: float  # fullness
    neck: float  # radius
    nose: float  # 1 is usual
    eye: float  # radius of the ball
    opening: tuple[float, float]  # half width and half height between the lids
    slant: float  # degrees by which the outer corner is higher
    lash: float  # thickness
    brow: float  # thickness
    lips: tuple[float, float]  # heights of the upper and the lower lip
    mouth: float  # half width
    iris: tuple[float, float, float]
    blush: float
    rouge: tuple[float, float, float]  # tint of the lips


WOMAN = Face(
    jaw=0.052, chin=0.027, drop=0.116, cheek=0.031, neck=0.044, nose=0.78, eye=0.0250, opening=(0.0225, 0.0150),
    slant=7, lash=0.0021, brow=0.0031, lips=(0.0058, 0.0072), mouth=0.0285, iris=(0.12, 0.22, 0.10),
    blush=1.0, rouge=(1.0, 0.55, 0.62),
)  # fmt: skip
MAN = Face(
    jaw=0.066, chin=0.036, drop=0.126, cheek=0.029, neck=0.055, nose=1.12, eye=0.0240, opening=(0.0210, 0.0128),
    slant=2, lash=0.0013, brow=0.0060, lips=(0.0034, 0.0050), mouth=0.0310, iris=(0.07, 0.16, 0.26),
    blush=0.65, rouge=(0.92, 1.05, 1.0),
)  # fmt: skip


def eye_middle(side: int) -> np.ndarray:
    return SKULL + np.array([side * 0.0425, -0.004, 0.0775])


def skin_field(face: Face, under: Field | None = None) -> Field:
    """Head and neck, and what skin there is below the neck."""

    def field(world: np.ndarray) -> np.ndarray:
        p = (world - SKULL).astype(np.float32)
        d = join(
            egg(p, (0, 0.035, -0.012), (0.101, 0.112, 0.116)),
            egg(p, (0, -0.036, 0.020), (0.081, 0.086, 0.082)),
            k=0.06,
        )
        for s in BOTH:
            d = join(d, limb(p, (s * face.jaw, -0.062, 0.0), (s * 0.018, -face.drop, 0.058), 0.023, 0.021), k=0.035)
            d = join(d, egg(p, (s * 0.054, -0.046, 0.062), (face.cheek, 0.030, 0.026)), k=0.03)
        d = join(d, egg(p, (0, -face.drop + 0.002, 0.066), (face.chin, 0.024, 0.026)), k=0.03)
        d = join(d, egg(p, (0, -0.078, 0.078), (0.034, 0.026, 0.024)), k=0.03)
        d = join(d, limb(p, (-0.040, 0.030, 0.087), (0.040, 0.030, 0.087), 0.012), k=0.03)
        for s in BOTH:
            d = cut(d, egg(p, (s * 0.043, -0.004, 0.120), (0.027, 0.020, 0.026)), k=0.022)
        d = join(d, _lids(p, face), k=0.010)
        d = join(d, _nose(p, face.nose), k=0.012)
        for s in BOTH:
            d = join(d, _ear(p, s), k=0.012)
            d = cut(d, _opening(p, face, s), k=0.0025)
        dent = egg(p, (0, -face.drop + 0.024, 0.103), (0.024, 0.006, 0.012))
        d = cut(d, dent, k=0.016)
        neck = limb(world, (0, 1.40, -0.018), (0, 1.62, -0.006), face.neck * 1.10, face.neck)
        d = join(d, neck, k=0.030)
        return d if under is None else join(d, under(world), k=0.035)

    return field


def _lids(p: np.ndarray, face: Face) -> np.ndarray:
    left, right = (ball(p, eye_middle(s) - SKULL, face.eye + 0.0028) for s in BOTH)
    return np.minimum(left, right)


def _opening(p: np.ndarray, face: Face, side: int) -> np.ndarray:
    wide, high = face.opening
    centre = eye_middle(side) - SKULL + (0, -0.0015, 0.020)
    return egg(p, centre, (wide, high, 0.026), turned((0, 0, 1), side * face.slant))


def _nose(p: np.ndarray, scale: float) -> np.ndarray:
    tip = np.array([0, -0.046, 0.106 + 0.020 * scale])
    bridge = limb(p, (0, 0.008, 0.096), tip, 0.0085, 0.0125 * (0.5 + 0.5 * scale))
    d = join(bridge, ball(p, tip, 0.0142 * (0.45 + 0.55 * scale)), k=0.010)
    for s in BOTH:
        d = join(d, egg(p, (s * 0.0125, -0.0505, 0.103 + 0.010 * scale), (0.0095, 0.0085, 0.0125)), k=0.008)
    return d


def _ear(p: np.ndarray, side: int) -> np.ndarray:
    axes = turned((0, 1, 0), -side * 24) @ turned((1, 0, 0), -8)
    d = egg(p, (side * 0.106, -0.022, -0.010), (0.011, 0.034, 0.024), axes)
    d = join(d, egg(p, (side * 0.104, -0.048, -0.004), (0.008, 0.014, 0.012)), k=0.01)
    return cut(d, egg(p, (side * 0.116, -0.018, -0.002), (0.009, 0.020, 0.013), axes), k=0.008)


def skin(face: Face, triangles: int, *, under: Field | None = None, rule: Rule = trunk) -> Part:
    """under : shoulders that the dress leaves bare; rule : which bones move the skin"""
    wide, bottom = (0.20, 1.28) if under else (0.14, 1.40)
    low, high = (-wide, bottom, -0.15), (wide, 1.87, 0.17)
    part = from_field("skin", skin_field(face, under), low, high, 0.0024, triangles)
    part = part.weighted(rule).tinted(lambda places: _blush(places, face))
    return part.moved("mouth", part.places + _jaw_drop(part.places))


def _jaw_drop(places: np.ndarray) -> np.ndarray:
    p = places - SKULL
    share = step(-0.070, -0.105, p[:, 1]) * step(-0.20, -0.13, p[:, 1]) * step(0.02, 0.07, p[:, 2])
    return (share[:, None] * np.array([0, -0.006, -0.002])).astype(np.float32)


def _blush(places: np.ndarray, face: Face) -> np.ndarray:
    """Red cheeks, nose, ears; darker hollows round the eyes."""
    p = places - SKULL
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    red = 1.0 * hill(x, 0.060, 0.026) * hill(y, -0.046, 0.022) * step(0.03, 0.07, z)
    red += 0.5 * hill(x, 0, 0.016) * hill(y, -0.046, 0.016) * step(0.105, 0.12, z)
    red += 0.55 * step(0.098, 0.110, x) * hill(y, -0.02, 0.05)
    lid = np.minimum(*(np.linalg.norm(places - eye_middle(s), axis=1) for s in BOTH))
    shade = step(face.eye + 0.008, face.eye + 0.002, lid) * (z > 0.05)
    red, shade = face.blush * red[:, None], shade[:, None]
    return (1 + red * np.array([0.10, -0.24, -0.20])) * (1 - shade * np.array([0.10, 0.20, 0.18]))


def eyes(face: Face) -> list[Part]:
    parts = []
    for side in BOTH:
        middle, gaze = eye_middle(side), unit(np.array([[-side * 0.05, -0.01, 1.0]]))[0]
        ball_parts = [
            _cap("eyewhite", middle, face.eye, gaze, np.linspace(0, 1.25, 8), lambda a: np.ones((len(a), 3))),
            _cap("iris", middle, face.eye + 0.0005, gaze, _IRIS_RINGS, lambda a: _iris(a, face)),
            _glint(middle, face, (-0.34, 0.36, 1.0), 0.0032),
            _glint(middle, face, (0.26, -0.30, 1.0), 0.0014),
        ]
        for part in ball_parts:
            part.morphs["blink"] = (part.places - _MAKE_ROOM, part.normals)
        parts += [*ball_parts, _blink(face, side), *_lashes(face, side)]
    return [part if part.weights.size else part.weighted(rigid("head")) for part in parts]


# A morph moves a lid straight down, through the ball; so the ball steps back while the eye closes.
_MAKE_ROOM = np.array([0, 0, 0.0058], np.float32)
_IRIS_RINGS = np.array([0, 0.245, 0.255, 0.35, 0.46, 0.47, 0.515])  # radians from the gaze


def _cap(
    material: str, middle: np.ndarray, radius: float, axis: np.ndarray, rings: np.ndarray,
    paint: Callable[[np.ndarray], np.ndarray], sides: int = 22,
) -> Part:  # fmt: skip
    """The part of a ball about an axis, ring by ring."""
    right = unit(np.cross((0.0, 1.0, 0.0), axis)[None])[0]
    up = np.cross(axis, right)
    turn = np.append(2 * np.pi * np.arange(sides) / sides, 2 * np.pi)
    spoke = np.cos(turn)[:, None] * right + np.sin(turn)[:, None] * up
    out = np.cos(rings)[:, None, None] * axis + np.sin(rings)[:, None, None] * spoke
    part = sheet(material, middle + radius * out)
    normals = out.reshape(-1, 3).astype(np.float32)
    height = (np.sin(rings)[:, None] * np.sin(turn)).ravel()
    angles = np.stack([np.repeat(rings, len(turn)), height], 1)
    return Part(material, part.places, normals, part.triangles, tint=paint(angles).astype(np.float32))


def _iris(angles: np.ndarray, face: Face) -> np.ndarray:
    """Black pupil, colour that is lighter below (light gathers there), dark edge."""
    ring, height = angles[:, :1], angles[:, 1:]
    light = np.clip(0.75 - 1.9 * height, 0.25, 1.9)
    colour = np.array(face.iris) / 0.5 * light
    colour = np.where(ring < 0.25, 0.012, colour)
    return np.where(ring > 0.46, 0.25 * colour, colour)


def _glint(middle: np.ndarray, face: Face, towards: tuple[float, float, float], radius: float) -> Part:
    rings = np.array([0, 0.5, 1.0]) * radius / face.eye
    axis = unit(np.array([towards]))[0]
    return _cap("glint", middle, face.eye + 0.0011, axis, rings, lambda a: np.ones((len(a), 3)), 12)


def _almond(face: Face, side: int, turn: np.ndarray, high: float = 1.0) -> np.ndarray:
    """(n, 2) x, y about the eye's middle on the edge of the opening; turn 0 outer corner, pi inner, above is > 0."""
    wide, height = face.opening
    x, y = wide * np.cos(turn), high * height * np.sin(turn)
    slant = np.deg2rad(face.slant)
    along = x * np.cos(slant) - y * np.sin(slant)
    return np.stack([side * along, x * np.sin(slant) + y * np.cos(slant) - 0.0015], 1)


def _on_ball(middle: np.ndarray, xy: np.ndarray, radius: float) -> np.ndarray:
    z = np.sqrt(np.maximum(radius**2 - (xy**2).sum(-1), 1e-8))
    return middle + np.concatenate([xy, z[..., None]], -1)


def _blink(face: Face, side: int) -> Part:
    """A lid that waits inside the upper lid and comes down over the eye."""
    turn = np.linspace(0.0, np.pi, 15)
    upper, lower = _almond(face, side, turn), _almond(face, side, -turn, 0.92)
    inside = upper + np.array([0, 0.007])
    down = np.linspace(0, 1, 7)[:, None, None]
    open_xy, closed_xy = inside + (upper + np.array([0, 0.0015]) - inside) * down, inside + (lower - inside) * down
    middle, radius = eye_middle(side), face.eye + 0.0016
    part = sheet("skin", _on_ball(middle, open_xy, radius))
    closed = _on_ball(middle, closed_xy, radius).reshape(-1, 3)
    shade = np.tile([0.88, 0.76, 0.76], (len(closed), 1))
    part = Part("skin", part.places, unit(part.places - middle).astype(np.float32), part.triangles, tint=shade)
    part.morphs["blink"] = (closed.astype(np.float32), unit(closed - middle).astype(np.float32))
    return part.weighted(rigid("head"))


def _lashes(face: Face, side: int) -> list[Part]:
    """Dark edge of the upper lid, which goes down with it, with a wing at the outer corner; a fine lower edge."""
    turn = np.linspace(-0.12, np.pi * 0.97, 17)
    middle = eye_middle(side)
    size = face.lash * (0.35 + 0.65 * np.sin(np.linspace(0.9, np.pi, 17)) ** 0.8)
    size[0] *= 0.35
    upper, lower = _almond(face, side, turn), _almond(face, side, -np.clip(turn, 0, None), 0.92)
    wing = np.zeros((17, 2))
    wing[:2] = np.array([[side * 0.0055, 0.0035], [side * 0.0018, 0.0008]]) * face.lash / 0.0021
    open_path = _on_ball(middle, upper + wing, face.eye + 0.0033)
    closed_path = _on_ball(middle, lower + wing, face.eye + 0.0033)
    part = tube("lash", open_path, size, sides=6)
    closed = tube("lash", closed_path, size, sides=6)
    part.morphs["blink"] = (closed.places, closed.normals)
    fine = tube("lash", _on_ball(middle, _almond(face, side, -np.linspace(0.1, 2.6, 11)), face.eye + 0.0026),
                np.full(11, 0.0005 if face.lash < 0.002 else 0.0007), sides=5)  # fmt: skip
    return [part, fine]


def brows(face: Face) -> list[Part]:
    field, parts = skin_field(face), []
    for side in BOTH:
        t = np.linspace(0, 1, 11)
        x = SKULL[0] + side * (0.0165 + 0.050 * t)
        arch = (
            0.0115 * np.sin(np.pi * t**0.8) ** 0.9 - 0.003 * t if face.brow < 0.004 else 0.0075 * np.sin(np.pi * t**0.9)
        )
        y = SKULL[1] + 0.0300 + arch
        size = face.brow * (0.55 + 0.6 * np.sin(np.pi * np.clip(0.15 + 0.8 * t, 0, 1)) ** 0.8) * (1 - 0.55 * t**3)
        rest, raised = (np.stack([x, high, front(field, x, high) + 0.0006], 1) for high in (y, y + 0.0085 - 0.002 * t))
        part = tube("brow", rest, size, sides=8, flat=0.55)
        up = tube("brow", raised, size, sides=8, flat=0.55)
        part.morphs["brows"] = (up.places, up.normals)
        parts.append(part.weighted(rigid("head")))
    return parts


def mouth(face: Face) -> list[Part]:
    """Lips in a slight smile; when open, dark behind them and a row of teeth."""
    field = skin_field(face)
    u = np.linspace(-1, 1, 21)
    x = face.mouth * u
    centre = SKULL[1] - 0.0805 + 0.0105 * u**2 + 0.0012 * u
    full = (1 - u**2) ** 0.6
    gape = (1 - u**2) ** 0.6
    cupid = 1 - 0.28 * hill(u, 0, 0.16)
    rise, fall = face.lips[0] * full * cupid, face.lips[1] * full
    upper_line, lower_line = centre + 0.0030 * gape, centre - 0.0120 * gape

    def laid(edge: np.ndarray, line: np.ndarray, bulge: float) -> np.ndarray:
        t = np.linspace(0, 1, 6)[:, None]
        y = edge + (line - edge) * t
        z = (
            front(field, np.broadcast_to(x, y.shape), y)
            + bulge * np.sin(np.pi * np.clip(t * 0.85, 0, 1)) * full
            - 0.0004
        )
        z += 0.0008 * full
        return np.stack([np.broadcast_to(x, y.shape), y, z], -1)

    parts = []
    for size, line, sign, bulge in ((rise, upper_line, 1, 0.0032), (fall, lower_line, -1, 0.0042)):
        part = sheet("lip", laid(centre + sign * size, centre, bulge))
        opened = sheet("lip", laid(line + sign * size, line, bulge))
        part.morphs["mouth"] = (opened.places, opened.normals)
        parts.append(part.tinted(lambda places: np.tile(face.rouge, (len(places), 1))))
    for material, ends, off in (("mouth", (0.0, 1.0), 0.0020), ("teeth", (0.0, 0.42), 0.0026)):
        t = np.linspace(*ends, 5)[:, None]
        y = upper_line + (lower_line - upper_line) * t
        z = front(field, np.broadcast_to(x, y.shape), y) + off * gape
        shut = np.stack(np.broadcast_arrays(x, centre, front(field, x, centre) - 0.0020), -1)
        part = sheet(material, shut + np.array([0, -1e-5, 0]) * np.arange(5)[:, None, None])
        opened = sheet(material, np.stack([np.broadcast_to(x, y.shape), y, z], -1))
        part = Part(material, part.places, opened.normals, part.triangles)
        part.morphs["mouth"] = (opened.places, opened.normals)
        parts.append(part)
    return [part.weighted(rigid("head")) for part in parts]
