"""The man's evening dress: tailcoat with silk lapels, white waistcoat, wing collar and bow, trousers, shoes."""

import numpy as np

from tools.build_avatar.fields import Column, Field, cut, egg, front, hill, join, limb, overlap, step, turned
from tools.build_avatar.mesher import Part, from_field, lathe, sheet
from tools.build_avatar.weights import SIDES, between, dressed, legs, rigid, smoothed, tail, trunk
from vc.render.avatar.rig import ARM, INDEX, Rig

_TRUNK = Column([
    (0.90, 0.152, 0.118, -0.006), (0.98, 0.144, 0.112, -0.004), (1.08, 0.137, 0.104, 0.003),
    (1.18, 0.151, 0.111, 0.005), (1.28, 0.171, 0.120, 0.005), (1.35, 0.177, 0.116, 0.000), (1.41, 0.152, 0.094, -0.008),
    (1.45, 0.105, 0.074, -0.014), (1.49, 0.062, 0.058, -0.016), (1.53, 0.052, 0.052, -0.014),
])  # fmt: skip
# Half width of the coat's opening by height, and the lapel's outer reach from it.
_OPEN = np.array(
    [
        [0.93, 0.100],
        [0.98, 0.074],
        [1.02, 0.056],
        [1.08, 0.040],
        [1.16, 0.043],
        [1.30, 0.062],
        [1.40, 0.076],
        [1.44, 0.077],
        [1.47, 0.072],
    ]
)
_HEM_Y = 0.985


def body(p: np.ndarray) -> np.ndarray:
    """The trunk without arms."""
    d = join(_TRUNK(p), limb(p, (-0.135, 1.395, -0.014), (0.135, 1.395, -0.014), 0.050), k=0.04)
    q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
    return join(d, limb(q, (0.030, 1.490, -0.026), (0.140, 1.412, -0.018), 0.030, 0.036), k=0.035)


def sleeves(rig: Rig) -> Field:
    """Both arms to the cuffs, with the folds of straight arms."""
    shoulder, elbow = (rig.rest[INDEX[f"{name}_l"]] for name in ("upper_arm", "forearm"))
    upper, whole = rig.length("forearm_l"), rig.length("forearm_l") + rig.length("hand_l")
    end = shoulder + (whole - 0.030) * ARM

    def field(p: np.ndarray) -> np.ndarray:
        q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        d = join(limb(q, shoulder - 0.012 * ARM, elbow, 0.067, 0.0535), limb(q, elbow, end, 0.0535, 0.0455), k=0.03)
        along = (q - shoulder) @ ARM.astype(np.float32)
        across = q[:, 2] * 9
        # Cloth gathers in the crook of the elbow and, less, above the cuff and under the shoulder.
        folds = np.sin(along * 190 + 2.2 * across + 1.5 * np.sin(along * 60)) * hill(
            along, upper, 0.060
        ) + 0.5 * np.sin(along * 260 - across) * hill(along, whole - 0.07, 0.040)
        folds += 0.6 * np.sin(along * 130 + 2 * across) * hill(along, 0.09, 0.05)
        return np.maximum(d + 0.0018 * folds, (q - end) @ ARM.astype(np.float32) - 0.004)

    return field


def coat_field(rig: Rig) -> Field:
    """The closed coat, before the front is opened."""
    arms = sleeves(rig)

    def field(p: np.ndarray) -> np.ndarray:
        drape = 0.0022 * np.sin(p[:, 0] * 46 + p[:, 1] * 24) * hill(p[:, 1], 1.06, 0.07)
        return join(body(p) - 0.015 + drape, arms(p), k=0.045)

    return field


def _coat(rig: Rig, triangles: int) -> Part:
    closed = coat_field(rig)

    def field(p: np.ndarray) -> np.ndarray:
        d = overlap(closed(p), _HEM_Y - 0.10 * np.clip(p[:, 2], -0.05, 0) - p[:, 1], k=0.008)
        d = np.maximum(d, p[:, 1] - 1.486 + 0.30 * p[:, 2])
        d = cut(d, limb(p, (0, 1.440, -0.014), (0, 1.60, -0.006), 0.068, 0.080), k=0.008)
        slot = np.maximum(np.abs(p[:, 0]) - np.interp(p[:, 1], *_OPEN.T).astype(np.float32), 0.02 - p[:, 2])
        return cut(d, 0.85 * slot, k=0.004)

    part = from_field("coat", field, (-0.68, 0.93, -0.20), (0.68, 1.53, 0.20), 0.0062, triangles)
    return part.weighted(smoothed(dressed(rig), part.triangles))


def _lapels(rig: Rig) -> list[Part]:
    """Peaked lapels down to the coat's one button, from there a narrow facing to the hem; silk laid on the coat."""
    closed, parts = coat_field(rig), []
    y = np.concatenate(
        [
            np.linspace(_HEM_Y + 0.002, 1.07, 7),
            np.linspace(1.085, 1.325, 15),
            np.linspace(1.331, 1.366, 7),
            np.linspace(1.375, 1.474, 9),
        ]
    )
    inner = np.interp(y, *_OPEN.T)
    wide = np.interp(
        y,
        [0.98, 1.07, 1.10, 1.15, 1.322, 1.334, 1.345, 1.352, 1.366, 1.375, 1.440, 1.474],
        [0.006, 0.008, 0.014, 0.030, 0.070, 0.077, 0.060, 0.047, 0.045, 0.056, 0.036, 0.016],
    )
    u = np.linspace(0, 1, 6)
    x = inner[:, None] - 0.004 + (wide[:, None] + 0.004) * u
    x = np.concatenate([x[:, :1] - 0.0015, x, x[:, -1:] + 0.0012], 1)
    high = np.repeat(y[:, None], x.shape[1], 1)
    lift = np.concatenate([[-0.012], [0.0035], np.full(4, 0.0062), [0.0048], [-0.003]])
    roll = 0.0055 * np.exp(-(((x - inner[:, None]) / 0.014) ** 2)) * step(1.09, 1.18, high)
    z = front(closed, x, high) + lift + roll
    for _, sign in SIDES:
        part = sheet("satin", np.stack([sign * x, high, z], -1))
        parts.append(part.weighted(dressed(rig)))
    return parts


def _back_collar(rig: Rig) -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        ring = np.abs(limb(p, (0, 1.40, -0.016), (0, 1.60, -0.006), 0.084, 0.066)) - 0.0048
        rise = p[:, 1] - 1.486 + 0.28 * p[:, 2]
        band = np.maximum(np.abs(rise) - 0.021, 0.75 * (p[:, 2] - 0.036 + 1.1 * (p[:, 1] - 1.462)))
        return overlap(ring, band, k=0.006)

    part = from_field("coat", field, (-0.12, 1.41, -0.13), (0.12, 1.56, 0.07), 0.0040, 500)
    return part.weighted(dressed(rig))


def _tails() -> list[Part]:
    parts = []
    for side, sign in SIDES:

        def field(p: np.ndarray, sign: int = sign) -> np.ndarray:
            drop = np.clip((1.02 - p[:, 1]) / 0.52, 0, 1)
            wide, deep = 0.160, 0.130 + 0.030 * drop
            reach = np.sqrt((p[:, 0] / wide) ** 2 + (p[:, 2] / deep) ** 2)
            ripple = 0.004 * drop * np.sin(p[:, 0] * 95)
            shell = np.abs((reach - 1) * 0.125 + ripple) - 0.0055
            x = p[:, 0] * sign
            inner, outer = 0.003 + 0.004 * drop, 0.166 - 0.095 * drop**1.1
            band = np.maximum(np.maximum(inner - x, x - outer), np.maximum(p[:, 1] - 1.03, 0.49 + 3 * x**2 - p[:, 1]))
            band = np.maximum(band, p[:, 2] - 0.02 + 0.16 * np.clip(6 * drop, 0, 0.6))
            return overlap(shell, 0.8 * band, k=0.008)

        part = from_field("coat", field, (-0.20, 0.45, -0.22), (0.20, 1.06, 0.08), 0.0062, 520)
        parts.append(part.weighted(tail(side)))
    return parts


def _shirt_and_vest() -> list[Part]:
    """Laid on the trunk as patches with clean edges: the shirt front, the waistcoat with its V and its points."""
    v = np.linspace(0, 1, 18)
    y = 1.055 + (1.470 - 1.055) * v
    x = np.interp(y, [1.05, 1.15, 1.40, 1.47], [0.050, 0.075, 0.092, 0.058])[:, None] * np.linspace(-1, 1, 15)
    high = np.repeat(y[:, None], 15, 1)
    shirt = sheet("linen", np.stack([x, high, front(body, x, high) + 0.0075], -1)).weighted(trunk)
    parts = [shirt]
    for sign in (-1, 1):
        t = np.linspace(0, 1, 16)[:, None]
        u = np.linspace(0, 1, 9)[None]
        outer_x = np.interp(t, [0, 1], [0.120, 0.108])
        inner_x = np.interp(t, [0, 0.40, 1], [-0.002, -0.002, 0.076])
        x = inner_x + (outer_x - inner_x) * u
        bottom = (
            0.972 + 0.55 * np.abs(np.abs(x) - 0.034) * (np.abs(x) < 0.034) + 0.16 * np.clip(np.abs(x) - 0.034, 0, 1)
        )
        high = bottom + (1.395 - bottom) * t + 0.0 * x
        z = front(body, x, high) + 0.0115 + 0.003 * np.exp(-((u / 0.25) ** 2)) * step(0.35, 0.45, t)
        z[:, 0] -= 0.004
        z[0] -= 0.004
        parts.append(sheet("vest", np.stack([sign * x, high, z], -1)).weighted(trunk))
    return parts


def _buttons() -> list[Part]:
    parts = []
    stud = [(0, -0.003), (0.0046, -0.002), (0.0050, 0.0006), (0.0034, 0.0026), (0, 0.0030)]
    for y in (1.355, 1.285, 1.215):
        z = float(front(body, np.array(0.0), np.array(y))) + 0.0085
        parts.append(lathe("jet", stud, np.array([0, y, z]), np.array([0, 0.05, 1.0]), 8).weighted(trunk))
    for y in (1.125, 1.075, 1.025):
        z = float(front(body, np.array(0.008), np.array(y))) + 0.0130
        parts.append(lathe("pearl", stud, np.array([0.008, y, z]), np.array([0, 0, 1.0]), 8).weighted(trunk))
    return parts


def _coat_buttons(rig: Rig) -> list[Part]:
    closed, parts = coat_field(rig), []
    profile = [(0, -0.003), (0.0085, -0.002), (0.0090, 0.002), (0.0062, 0.0048), (0, 0.0056)]
    for sign in (-1, 1):
        for x, y in ((0.078, 1.045), (0.084, 1.115)):
            z = float(front(closed, np.array(x), np.array(y)))
            place, axis = np.array([sign * x, y, z]), np.array([0.45 * sign, 0, 1.0])
            parts.append(lathe("brass", profile, place, axis, 12).weighted(dressed(rig)))
    return parts


def _collar_and_bow() -> list[Part]:
    def collar(p: np.ndarray) -> np.ndarray:
        ring = np.abs(limb(p, (0, 1.42, -0.017), (0, 1.60, -0.006), 0.066, 0.061)) - 0.0035
        band = np.abs(p[:, 1] - 1.487 + 0.10 * p[:, 2]) - 0.024
        q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        axes = turned((0, 1, 0), 27) @ turned((0, 0, 1), -34)
        wing = egg(q, (0.0285, 1.4935, 0.0435), (0.0215, 0.0095, 0.0034), axes)
        return join(overlap(ring, band, k=0.004), wing, k=0.003)

    def bow(p: np.ndarray) -> np.ndarray:
        """Two wings that widen to straight ends, gathered in a knot."""
        q = p - np.array([0, 1.462, 0.0], np.float32)
        out = np.abs(q[:, 0])
        u = np.clip((out - 0.006) / 0.056, 0, 1)
        high = 0.0105 + 0.0165 * u**0.8
        gathers = 0.0016 * np.cos(q[:, 1] / high * 5.5) * (1 - 0.7 * u)
        thick = 0.0062 - 0.0016 * u + gathers
        flat = np.abs(q[:, 2] - 0.0735 + 0.0125 * u) - thick
        wing = overlap(overlap(0.8 * (np.abs(q[:, 1]) - high), out - 0.0605, k=0.005), 0.8 * flat, k=0.005)
        knot = egg(q, (0, 0, 0.0755), (0.0105, 0.0128, 0.0095))
        return join(wing, knot, k=0.002)

    return [
        from_field("linen", collar, (-0.10, 1.43, -0.11), (0.10, 1.55, 0.09), 0.0028, 420).weighted(
            between({"neck": 0.6, "chest": 0.4})
        ),
        from_field("linen", bow, (-0.09, 1.42, 0.03), (0.09, 1.51, 0.10), 0.0020, 600).weighted(
            between({"neck": 0.35, "chest": 0.65})
        ),
    ]


def cuffs(rig: Rig) -> list[Part]:
    profile = [(0.034, -0.050), (0.0405, -0.048), (0.0405, -0.012), (0.0398, -0.008), (0.0380, -0.008),
               (0.0370, -0.012), (0.0345, -0.042)]  # fmt: skip
    parts = []
    for side, sign in SIDES:
        mirror = np.array([sign, 1.0, 1.0])
        wrist = rig.rest[INDEX[f"hand_{side}"]]
        parts.append(lathe("linen", profile, wrist, ARM * mirror, 22).weighted(rigid(f"forearm_{side}")))
    return parts


def trousers(triangles: int) -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        d = egg(p, (0, 0.975, -0.006), (0.134, 0.115, 0.104))
        q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        hip, knee, foot = (0.086, 0.93, -0.004), (0.099, 0.51, 0.012), (0.104, 0.075, -0.010)
        leg = join(limb(q, hip, knee, 0.087, 0.064), limb(q, knee, foot, 0.064, 0.058), k=0.04)
        folds = np.sin(p[:, 1] * 150 + q[:, 0] * 40) * hill(p[:, 1], 0.13, 0.06)
        crease = 0.004 * hill(q[:, 0], 0.099, 0.010) * step(0.02, 0.05, p[:, 2]) * step(0.85, 0.70, p[:, 1])
        d = join(d, leg + 0.0022 * folds - crease, k=0.03)
        return overlap(d, 0.052 - p[:, 1] + 0.10 * np.clip(p[:, 2], -0.1, 0.1), k=0.006)

    part = from_field("trousers", field, (-0.20, 0.03, -0.16), (0.20, 1.10, 0.16), 0.0080, triangles)
    return part.weighted(smoothed(legs, part.triangles, 3))


def shoes(material: str, *, slim: float = 1.0) -> list[Part]:
    parts = []
    for side, sign in SIDES:

        def field(p: np.ndarray, sign: int = sign) -> np.ndarray:
            q = (p - np.array([sign * 0.110, 0, 0.02], np.float32)) @ turned((0, 1, 0), sign * 7)
            q = q / np.array([slim, 1, 1], np.float32)
            d = join(
                egg(q, (0, 0.036, 0.075), (0.044, 0.036, 0.088)),
                egg(q, (0, 0.046, -0.035), (0.037, 0.050, 0.052)),
                k=0.04,
            )
            d = np.minimum(
                d, np.maximum(egg(q, (0, 0.02, 0.03), (0.049, 0.06, 0.138)), np.abs(q[:, 1] - 0.009) - 0.006)
            )
            return overlap(d, 0.004 - q[:, 1], k=0.003)

        low, high = (sign * 0.11 - 0.09, -0.01, -0.13), (sign * 0.11 + 0.09, 0.12, 0.21)
        parts.append(from_field(material, field, low, high, 0.0048, 350).weighted(rigid(f"foot_{side}")))
    return parts


def evening_dress(rig: Rig) -> list[Part]:
    return [
        _coat(rig, 4100), *_lapels(rig), _back_collar(rig), *_tails(), *_shirt_and_vest(), *_buttons(),
        *_coat_buttons(rig), *_collar_and_bow(), *cuffs(rig), trousers(1100), *shoes("shoe"),
    ]  # fmt: skip
