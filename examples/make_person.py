"""Make examples/conductor.jpg: a person who never lived, so that nobody's rights or privacy are touched.

    python examples/make_person.py [--out examples/conductor.jpg] [--samples 3]

The figure is a signed distance field: for any point in space, the distance to the nearest surface. A ray walks along
it until that distance is nothing; light, soft shadows and occlusion ask the same field. Metres; x to the right of the
picture, y up, z towards the viewer. Left and right of the body mirror each other, except for the head, which turns.
"""

import argparse
import math
from pathlib import Path

import numba
import numpy as np
from PIL import Image

WIDTH, HEIGHT = 1024, 1280
EYE_Y, EYE_Z = 1.13, 4.6  # the camera looks straight ahead
PICTURE_HEIGHT = 1.36  # metres that the picture shows at z = 0
CENTRE_Y = 1.105  # height in the middle of the picture

SKIN, EYE, LASH, HAIR, JACKET, SHIRT, TROUSERS, BUTTON = range(8)

fast = numba.njit(fastmath=True, cache=True)
Vec = tuple[float, float, float]

HEAD: Vec = (0.0, 1.553, 0.005)  # between the eyes' height and the ears
HEAD_SCALE = 1.10
TURN, TILT = math.radians(-7), math.radians(-1.0)
EYE_X, EYE_DEPTH, EYE_RADIUS = 0.0335, 0.0600, 0.0215
LID_HALF_WIDTH, LID_UP, LID_DOWN = 0.0188, 0.0118, 0.0076
SHOULDER: Vec = (0.156, 1.338, -0.012)
ELBOW: Vec = (0.236, 1.095, -0.030)
WRIST: Vec = (0.283, 0.880, 0.030)


# --- Shapes that are given as chains of points -----------------------------------------------------------------------


def finger(z: float, reach: float, radius: float, curl: tuple[float, float, float], spread: float) -> list[list[float]]:
    """Four points (x, y, z, radius) from the knuckle at height z to the tip, in the hand's frame."""
    x, y, angle = 0.080, 0.001, 0.0
    chain = [[x, y, z, radius]]
    for bone, bend, share in zip((0.043, 0.028, 0.020), curl, (0.93, 0.86, 0.76), strict=True):
        angle += math.radians(bend)
        x, y, z = x + reach * bone * math.cos(angle), y - reach * bone * math.sin(angle), z + reach * bone * spread
        chain.append([x, y, z, radius * share])
    return chain


def hand_frame() -> np.ndarray:
    """Rows: down the hand, out of its back, to the thumb. The back faces out and a little to the viewer."""
    down = np.array(WRIST) - np.array(ELBOW) + np.array([-0.03, -0.16, 0.0])
    down /= np.linalg.norm(down)
    back = np.array([0.80, 0.0, 0.60])
    back -= down * (back @ down)
    back /= np.linalg.norm(back)
    return np.stack([down, back, np.cross(down, back)])


HAND = hand_frame()
FINGERS = np.array(
    [
        finger(0.0265, 1.00, 0.0092, (10, 22, 14), 0.10),
        finger(0.0090, 1.10, 0.0094, (14, 26, 16), 0.02),
        finger(-0.0085, 1.03, 0.0089, (18, 30, 18), -0.06),
        finger(-0.0245, 0.82, 0.0079, (22, 32, 20), -0.14),
        [[0.012, -0.004, 0.018, 0.0150], [0.042, -0.012, 0.040, 0.0120], [0.070, -0.018, 0.050, 0.0095],
         [0.092, -0.021, 0.053, 0.0080]],
    ]
)  # fmt: skip
LOCKS_MM = [  # x, y, z, radius
    # Swept from the parting over the forehead to the ears: right side, then left.
    [(22, 116, 44, 13), (-22, 94, 66, 14), (-60, 52, 52, 15), (-79, -2, 4, 11)],
    [(24, 126, 12, 10), (-34, 108, 36, 17), (-72, 56, 22, 17), (-84, -10, -22, 14)],
    [(26, 114, 44, 12), (52, 88, 52, 13), (73, 46, 34, 13), (81, 0, -2, 10)],
    [(28, 124, 10, 10), (60, 92, 22, 16), (80, 44, 6, 15), (85, -10, -24, 12)],
    # Behind the ears, down to the shoulders.
    [(-82, 0, -26, 15), (-88, -50, -46, 20), (-84, -105, -46, 22), (-66, -150, -36, 10)],
    [(82, 0, -26, 15), (88, -50, -46, 20), (84, -105, -46, 22), (64, -150, -36, 10)],
]  # fmt: skip


def smooth(chain: np.ndarray, pieces: int = 3) -> np.ndarray:
    """(n, 4) -> a finer chain along the curve through the points (Catmull-Rom)."""
    padded = np.concatenate([2 * chain[:1] - chain[1:2], chain, 2 * chain[-1:] - chain[-2:-1]])
    a, b, c, d = (padded[k : len(chain) - 1 + k, None] for k in range(4))
    t = (np.arange(pieces) / pieces)[:, None]
    curve = b + 0.5 * ((c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.concatenate([curve.reshape(-1, chain.shape[1]), chain[-1:]])


LOCKS = np.stack([smooth(np.array(lock) / 1000) for lock in LOCKS_MM])


def lid_line() -> np.ndarray:
    """The dark line of the upper lashes: along the edge of the upper lid, with a small wing outside."""
    radius = (LID_HALF_WIDTH**2 + LID_UP**2) / (2 * LID_UP)
    x = np.linspace(-0.94, 1.10, 9) * LID_HALF_WIDTH
    y = LID_UP - radius + np.sqrt(radius**2 - np.minimum(np.abs(x), LID_HALF_WIDTH) ** 2)
    y[-1] += 0.0016
    x, y = x * 0.9945 - y * 0.1045, y * 0.9945 + x * 0.1045
    z = EYE_DEPTH + np.sqrt(np.maximum((EYE_RADIUS + 0.0028) ** 2 - x**2 - y**2, 0))
    thick = np.array([0.5, 0.9, 1.2, 1.3, 1.4, 1.5, 1.5, 1.1, 0.4]) * 1e-3
    return np.stack([x + EYE_X, y, z, thick], -1)


LID_LINE = lid_line()


# --- Distances -------------------------------------------------------------------------------------------------------


@fast
def length(x, y, z):
    return math.sqrt(x * x + y * y + z * z)


@fast
def ellipsoid(p, c, r):
    x, y, z = (p[0] - c[0]) / r[0], (p[1] - c[1]) / r[1], (p[2] - c[2]) / r[2]
    outer = length(x, y, z)
    inner = length(x / r[0], y / r[1], z / r[2])
    return outer * (outer - 1) / max(inner, 1e-9)


@fast
def along(p, a, b):
    """Share of the way from a to b that is nearest to p, 0..1."""
    bx, by, bz = b[0] - a[0], b[1] - a[1], b[2] - a[2]
    t = ((p[0] - a[0]) * bx + (p[1] - a[1]) * by + (p[2] - a[2]) * bz) / (bx * bx + by * by + bz * bz)
    return min(max(t, 0.0), 1.0)


@fast
def limb(p, a, b, ra, rb):
    """A tapered capsule."""
    t = along(p, a, b)
    x, y, z = p[0] - a[0] - t * (b[0] - a[0]), p[1] - a[1] - t * (b[1] - a[1]), p[2] - a[2] - t * (b[2] - a[2])
    return length(x, y, z) - (ra + t * (rb - ra))


@fast
def join(a, b, k):
    """Union with a fillet of about k metres."""
    h = max(k - abs(a - b), 0.0) / k
    return min(a, b) - h * h * k * 0.25


@fast
def cut(a, b, k):
    """What of a lies outside b, with a rounded edge."""
    return -join(-a, b, k)


@fast
def step(low, high, x):
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)


@fast
def bump(x, centre, width):
    return math.exp(-(((x - centre) / width) ** 2))


@fast
def noise(x, y, z):
    """Smooth value noise, -1..1."""
    ix, iy, iz = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - ix, y - iy, z - iz
    fx, fy, fz = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy), fz * fz * (3 - 2 * fz)
    total = 0.0
    for k in range(8):
        cx, cy, cz = k & 1, (k >> 1) & 1, k >> 2
        h = math.sin((ix + cx) * 127.1 + (iy + cy) * 311.7 + (iz + cz) * 74.7) * 43758.5453
        h -= math.floor(h)
        w = (fx if cx else 1 - fx) * (fy if cy else 1 - fy) * (fz if cz else 1 - fz)
        total += w * h
    return 2 * total - 1


# --- Head, in its own frame: origin between the eyes' height and the ears --------------------------------------------


@fast
def into_head(p):
    """World -> head: turned about the vertical, then tilted, and smaller."""
    x, y, z = p[0] - HEAD[0], p[1] - HEAD[1], p[2] - HEAD[2]
    x, z = x * math.cos(TURN) - z * math.sin(TURN), x * math.sin(TURN) + z * math.cos(TURN)
    x, y = x * math.cos(TILT) - y * math.sin(TILT), x * math.sin(TILT) + y * math.cos(TILT)
    return x / HEAD_SCALE, y / HEAD_SCALE, z / HEAD_SCALE


@fast
def eye_opening(x, y):
    """Signed distance to the almond between the lids, from the front; x from the eye's middle, away from the nose."""
    x, y = x * 0.9945 + y * 0.1045, y * 0.9945 - x * 0.1045  # the outer corner stands 6 degrees higher
    upper = (LID_HALF_WIDTH**2 + LID_UP**2) / (2 * LID_UP)
    lower = (LID_HALF_WIDTH**2 + LID_DOWN**2) / (2 * LID_DOWN)
    return max(math.hypot(x, y - LID_UP + upper) - upper, math.hypot(x, y + LID_DOWN - lower) - lower)


@fast
def eyeball(q):
    return length(abs(q[0]) - EYE_X, q[1], q[2] - EYE_DEPTH) - EYE_RADIUS


@fast
def lips(q):
    s = (abs(q[0]), q[1], q[2])
    lift = 9.5 * s[0] * s[0]  # the corners smile
    s = (s[0], s[1] - lift, s[2] + 9.0 * s[0] * s[0])
    upper = ellipsoid(s, (0.0062, -0.0655, 0.0800), (0.0140, 0.0033, 0.0066))
    lower = ellipsoid(s, (0.0, -0.0732, 0.0794), (0.0160, 0.0050, 0.0072))
    return join(upper, lower, 0.0012)


@fast
def face(q):
    """Skin of head and neck."""
    s = (abs(q[0]), q[1], q[2])
    d = ellipsoid(q, (0.0, 0.030, -0.018), (0.074, 0.094, 0.094))
    d = join(d, ellipsoid(q, (0.0, -0.010, 0.012), (0.0640, 0.074, 0.075)), 0.03)
    d = join(d, limb(s, (0.0345, -0.047, 0.003), (0.008, -0.089, 0.044), 0.0165, 0.0135), 0.03)
    d = join(d, ellipsoid(q, (0.0, -0.0950, 0.0530), (0.0135, 0.0120, 0.0140)), 0.022)
    d = join(d, ellipsoid(s, (0.042, -0.018, 0.044), (0.016, 0.013, 0.016)), 0.04)
    d = cut(d, ellipsoid(s, (EYE_X, 0.004, 0.096), (0.026, 0.017, 0.017)), 0.018)
    d = join(d, limb(q, (0.0, 0.012, 0.074), (0.0, -0.033, 0.0925), 0.0055, 0.0085), 0.015)
    d = join(d, ellipsoid(q, (0.0, -0.0370, 0.0955), (0.0094, 0.0086, 0.0100)), 0.008)
    d = join(d, ellipsoid(s, (0.0092, -0.0395, 0.0868), (0.0064, 0.0060, 0.0080)), 0.006)
    d = cut(d, ellipsoid(s, (0.0052, -0.0448, 0.0935), (0.0032, 0.0022, 0.0050)), 0.002)
    d = join(d, ellipsoid(q, (0.0, -0.070, 0.0575), (0.030, 0.021, 0.0225)), 0.035)
    d = join(d, lips(q), 0.003)
    lid = length(s[0] - EYE_X, s[1], s[2] - EYE_DEPTH) - EYE_RADIUS - 0.0022
    d = join(d, lid, 0.007)
    if q[2] > EYE_DEPTH:
        d = cut(d, eye_opening(s[0] - EYE_X, s[1]), 0.0016)
    ear = ellipsoid(s, (0.0765 + 0.25 * q[1], -0.008, -0.014 - 0.25 * q[1]), (0.0095, 0.030, 0.019))
    ear = cut(ear, ellipsoid(s, (0.0860, -0.004, -0.006), (0.0060, 0.017, 0.010)), 0.006)
    d = join(d, ear, 0.006)
    return join(d, limb(q, (0.0, -0.20, -0.038), (0.0, -0.06, -0.028), 0.047, 0.043), 0.022)


def brow_line() -> np.ndarray:
    """The brow, laid on the face."""
    line = np.array(
        [[0.0145, 0.0238, 1.1], [0.024, 0.0275, 2.0], [0.036, 0.0295, 2.0], [0.046, 0.0265, 1.3], [0.053, 0.0215, 0.4]]
    )
    z = []
    for x, y, _ in line:
        low, high = 0.0, 0.2
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if face((float(x), float(y), middle)) < 0 else (low, middle)
        z.append(low - 0.0005)
    return np.column_stack([line[:, :2], z, line[:, 2] * 1e-3])


BROW = brow_line()


def gaze() -> np.ndarray:
    """Direction to the camera in the head's frame."""
    camera, origin = into_head((0.0, EYE_Y, EYE_Z)), into_head(HEAD)
    direction = np.array(camera) - np.array(origin)
    return direction / np.linalg.norm(direction)


GAZE = gaze()


@fast
def polyline(s, points):
    """Distance to a chain of tapered capsules; rows x, y, z, radius."""
    d = 1.0
    for k in range(len(points) - 1):
        a, b = points[k], points[k + 1]
        d = min(d, limb(s, (a[0], a[1], a[2]), (b[0], b[1], b[2]), a[3], b[3]))
    return d


@fast
def strand(q):
    """Which strand of hair a place belongs to, metres: strands leave the parting like rays and bend down."""
    x, y = abs(q[0] - 0.024), 0.135 - q[1]
    bent = math.atan2(y, x) - 0.55 * math.tanh(math.hypot(x, y) / 0.13)
    return 0.11 * bent + 0.5 * q[2]


@fast
def hair(q):
    s = (abs(q[0]), q[1], q[2])
    d = ellipsoid(q, (0.0, 0.036, -0.026), (0.0865, 0.104, 0.104))
    d = cut(d, ellipsoid(q, (-0.006, -0.034, 0.108), (0.0735, 0.105, 0.088)), 0.014)
    d = cut(d, ellipsoid(s, (0.086, -0.030, 0.020), (0.030, 0.052, 0.036)), 0.010)
    d = cut(d, ellipsoid(s, (0.082, -0.012, -0.010), (0.016, 0.030, 0.022)), 0.008)
    for k in range(len(LOCKS)):
        d = join(d, polyline(q, LOCKS[k]), 0.020)
    d = join(d, ellipsoid(q, (0.0, -0.070, -0.080), (0.082, 0.105, 0.050)), 0.03)
    if d > 0.012:
        return d - 0.002
    u = strand(q)
    waves = 0.0016 * noise(u * 130, q[0] * 9, q[1] * 9) + 0.0009 * noise(u * 420, q[0] * 14, q[1] * 14)
    return d + waves * step(0.0, 0.05, math.hypot(q[0] - 0.024, q[1] - 0.135))  # the rays would crowd at the parting


# --- Body ------------------------------------------------------------------------------------------------------------


@fast
def front_map(x, y):
    """The jacket's front, flat: (height above the shirt, share of jacket against shirt, share of lapel)."""
    a = abs(x)
    opening = 0.058 * min(max((y - 1.075) / 0.32, 0.0), 1.2) ** 0.85
    inside = a - opening  # metres inside the jacket's edge
    if y < 1.075:
        apart = max(0.945 - y, 0.0)  # closed around the button, then the fronts part in a curve
        inside = a - 1.5 * apart**1.5 if apart > 0 else 1.0
    jacket = step(-0.0012, 0.0012, inside)
    width = 0.010 + 0.052 * step(1.075, 1.27, y) - 0.020 * step(1.288, 1.296, y)
    notch = bump(y, 1.290, 0.0045) * step(0.020, 0.045, a - opening) * 0.03
    lapel = jacket * step(0.0012, -0.0012, a - opening - width + notch) * step(1.070, 1.080, y)
    overlap = step(0.0010, -0.0010, x - 0.012) * step(1.078, 1.074, y) * step(0.935, 0.945, y)
    overlap *= step(-0.08, 0.0, x)
    flap = step(0.0012, -0.0012, max(abs(a - 0.098) - 0.038, abs(y - 0.925 - 0.08 * (a - 0.098)) - 0.015))
    return 0.0070 * jacket + 0.0050 * lapel + 0.0035 * overlap + 0.0028 * flap, jacket, lapel


@fast
def torso(p):
    """Torso without cloth."""
    s = (abs(p[0]), p[1], p[2])
    d = ellipsoid(p, (0.0, 1.225, -0.004), (0.142, 0.155, 0.094))
    d = join(d, limb(s, (0.0, 1.352, -0.020), (0.128, 1.336, -0.016), 0.050, 0.048), 0.05)
    d = join(d, limb(s, (0.020, 1.425, -0.030), (0.120, 1.352, -0.022), 0.030, 0.040), 0.04)
    d = join(d, ellipsoid(s, (0.058, 1.222, 0.050), (0.060, 0.062, 0.052)), 0.05)
    d = join(d, ellipsoid(p, (0.0, 1.075, 0.004), (0.117, 0.150, 0.088)), 0.07)
    return join(d, ellipsoid(p, (0.0, 0.900, 0.002), (0.160, 0.165, 0.114)), 0.07)


@fast
def folds(p):
    """Soft folds of the jacket: at the button, at the waist, under the arm."""
    pull = bump(p[1], 1.02, 0.10) * math.sin(95 * (p[1] - 1.03) + 30 * abs(p[0])) * step(0.0, 0.05, abs(p[0]))
    hang = bump(p[1], 0.87, 0.06) * math.sin(60 * p[0] + 1.0)
    return 0.0014 * pull + 0.0012 * hang


@fast
def sleeve_t(s):
    upper, fore = along(s, SHOULDER, ELBOW), along(s, ELBOW, WRIST)
    return upper + fore


@fast
def sleeve(s, p):
    d = join(limb(s, SHOULDER, ELBOW, 0.056, 0.0455), limb(s, ELBOW, WRIST, 0.0455, 0.0375), 0.005)
    t = sleeve_t(s)
    side = 1.0 if p[0] > 0 else -1.0
    at_elbow = bump(t, 1.05, 0.22) * math.sin(26 * t + 55 * s[2] + side)
    at_cuff = bump(t, 1.85, 0.15) * math.sin(34 * t - 60 * s[0] + 2 * side)
    at_top = bump(t, 0.22, 0.16) * math.sin(22 * t + 70 * (s[0] + s[2]))
    return d + 0.0009 * at_elbow + 0.0014 * at_cuff + 0.0012 * at_top


@fast
def sleeve_end(s):
    """Distance beyond the hem of the sleeve, along the forearm."""
    x, y, z = WRIST[0] - ELBOW[0], WRIST[1] - ELBOW[1], WRIST[2] - ELBOW[2]
    n = length(x, y, z)
    return ((s[0] - WRIST[0]) * x + (s[1] - WRIST[1]) * y + (s[2] - WRIST[2]) * z) / n - 0.012


@fast
def jacket(p):
    s = (abs(p[0]), p[1], p[2])
    body = torso(p) + folds(p)
    height = 0.008
    if p[2] > 0:
        height = 0.008 + (front_map(p[0], p[1])[0] - 0.008) * step(0.0, 0.02, p[2])
    body -= height + 0.010 * step(0.96, 0.84, p[1])  # flares over the hips
    arm = max(sleeve(s, p), sleeve_end(s))
    seam = abs(limb(s, (0.150, 1.40, -0.012), (0.128, 1.24, -0.012), 0.05, 0.05))
    d = join(body, arm, 0.022) + 0.0012 * bump(seam, 0.0, 0.003) * step(1.22, 1.26, p[1])
    if p[1] < 1.0 and s[0] < 0.215:
        d = max(d, 0.832 + 0.04 * s[0] - p[1])
    return d


@fast
def collar(p):
    """The turtleneck."""
    d = limb(p, (0.0, 1.33, -0.034), (0.0, 1.50, -0.022), 0.066, 0.053)
    top = p[1] - 1.442 + 0.12 * p[2]
    angle = math.atan2(p[0], p[2] + 0.03)
    return -join(-d, -top, 0.008) + 0.0006 * math.sin(90 * angle) * step(1.36, 1.39, p[1])


@fast
def trousers(p):
    s = (abs(p[0]), p[1], p[2])
    d = ellipsoid(p, (0.0, 0.90, 0.0), (0.142, 0.13, 0.100))
    d = join(d, limb(s, (0.073, 0.86, 0.0), (0.086, 0.46, 0.012), 0.083, 0.067), 0.03)
    d = join(d, limb(s, (0.086, 0.46, 0.012), (0.094, 0.10, -0.01), 0.067, 0.060), 0.004)
    crease = 0.0035 * bump(s[0], 0.084, 0.006) * step(0.0, 0.05, p[2]) * step(0.84, 0.78, p[1])
    wrinkle = 0.0007 * math.sin(55 * p[1] + 40 * s[0]) * bump(p[1], 0.47, 0.07)
    hip = 0.0022 * math.sin(70 * p[1] - 90 * s[0]) * bump(p[1], 0.76, 0.05) * bump(s[0], 0.03, 0.05)
    return d - crease + wrinkle + hip


# --- Hands, in a frame of their own: x down the hand, y out of its back, z to the thumb -------------------------------


@fast
def into_hand(s):
    x, y, z = s[0] - WRIST[0], s[1] - WRIST[1], s[2] - WRIST[2]
    return (
        HAND[0, 0] * x + HAND[0, 1] * y + HAND[0, 2] * z,
        HAND[1, 0] * x + HAND[1, 1] * y + HAND[1, 2] * z,
        HAND[2, 0] * x + HAND[2, 1] * y + HAND[2, 2] * z,
    )


@fast
def hand(s):
    q = into_hand(s)
    d = limb(q, (-0.03, 0.0, 0.0), (0.02, 0.0, 0.0), 0.024, 0.024)
    palm = join(
        limb(q, (0.022, 0.0, 0.012), (0.082, 0.002, 0.022), 0.0155, 0.0125),
        limb(q, (0.022, -0.001, -0.010), (0.078, 0.0, -0.020), 0.0155, 0.0115),
        0.03,
    )
    d = join(d, palm, 0.018)
    for k in range(4):
        d = join(d, polyline(q, FINGERS[k]), 0.006)
    return join(d, polyline(q, FINGERS[4]), 0.010)


# --- The whole figure ------------------------------------------------------------------------------------------------


@fast
def nearest(d, part, other_d, other):
    return (other_d, other) if other_d < d else (d, part)


@fast
def figure(p):
    """Distance to the figure and the part that is nearest."""
    s = (abs(p[0]), p[1], p[2])
    d, part = 1.0, JACKET
    if p[1] > 0.72:
        d = jacket(p)
        if p[2] > 0 and d < 0.02 and s[0] < 0.1 and front_map(p[0], p[1])[1] < 0.5:
            part = SHIRT if p[1] > 0.98 else TROUSERS
    if p[1] < 1.05:
        d, part = nearest(d, part, trousers(p), TROUSERS)
        if length(s[0] - 0.30, p[1] - 0.80, p[2] - 0.05) - 0.16 < d:
            d, part = nearest(d, part, hand(s), SKIN)
        button = ellipsoid(p, (0.0, 1.045, 0.1135), (0.0095, 0.0095, 0.0045))
        d, part = nearest(d, part, button, BUTTON)
    if 0.75 < p[1] < 1.30 and s[0] > 0.2:
        cuff = max(limb(s, ELBOW, WRIST, 0.041, 0.0335), sleeve_end(s) - 0.012)
        d, part = nearest(d, part, cuff, SHIRT)
    if p[1] > 1.25:
        d, part = nearest(d, part, collar(p), SHIRT)
        d, part = head(p, d, part)
    return d, part


@fast
def head(p, d, part):
    far = length(p[0] - HEAD[0], p[1] - HEAD[1] + 0.02, p[2]) - 0.21
    if far > d:
        return d, part
    if far > 0.05:
        return far, SKIN
    q = into_head(p)
    s = (abs(q[0]), q[1], q[2])
    d, part = nearest(d, part, face(q) * HEAD_SCALE, SKIN)
    d, part = nearest(d, part, eyeball(q) * HEAD_SCALE, EYE)
    d, part = nearest(d, part, hair(q) * HEAD_SCALE, HAIR)
    d, part = nearest(d, part, polyline(s, LID_LINE) * HEAD_SCALE, LASH)
    return nearest(d, part, polyline(s, BROW) * HEAD_SCALE, LASH)


# --- Light -----------------------------------------------------------------------------------------------------------

KEY: Vec = (-0.560, 0.500, 0.660)
KEY_COLOUR: Vec = (2.42, 2.12, 1.78)
FILL: Vec = (0.800, 0.120, 0.590)
FILL_COLOUR: Vec = (0.72, 0.70, 0.74)
RIM: Vec = (0.620, 0.450, -0.640)
RIM_COLOUR: Vec = (2.2, 1.85, 1.5)


@fast
def normal(p, reach):
    """Direction in which the distance grows, by four probes."""
    a = figure((p[0] + reach, p[1] - reach, p[2] - reach))[0]
    b = figure((p[0] - reach, p[1] - reach, p[2] + reach))[0]
    c = figure((p[0] - reach, p[1] + reach, p[2] - reach))[0]
    d = figure((p[0] + reach, p[1] + reach, p[2] + reach))[0]
    x, y, z = a - b - c + d, c + d - a - b, b + d - a - c
    n = max(length(x, y, z), 1e-12)
    return x / n, y / n, z / n


@fast
def lit_share(p, direction, sharpness, far):
    """Share of an area light that a place sees, from how closely its ray passes other surfaces."""
    share, t = 1.0, 0.004
    for _ in range(48):
        d = figure((p[0] + t * direction[0], p[1] + t * direction[1], p[2] + t * direction[2]))[0]
        share = min(share, 0.5 + 0.5 * sharpness * d / t)
        if share <= 0 or t > far:
            break
        t += min(max(d, 0.003), 0.05)
    share = max(share, 0.0)
    return share * share * (3 - 2 * share)


@fast
def openness(p, n):
    """How much of the surroundings a place sees: 1 open, 0 in a deep fold."""
    hidden, weight = 0.0, 1.0
    for k in range(6):
        t = 0.004 + 0.0045 * k * k
        d = figure((p[0] + t * n[0], p[1] + t * n[1], p[2] + t * n[2]))[0]
        hidden += weight * max(t - d, 0.0) / t
        weight *= 0.72
    return max(1.0 - 0.36 * hidden, 0.0)


@fast
def dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@fast
def mix(a, b, t):
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])


@fast
def gleam(n, view, light, gloss):
    """Highlight of a surface with the given sharpness, Blinn's half vector with Schlick's Fresnel."""
    x, y, z = view[0] + light[0], view[1] + light[1], view[2] + light[2]
    k = max(length(x, y, z), 1e-6)
    cosine = max((n[0] * x + n[1] * y + n[2] * z) / k, 0.0)
    away = 1 - max((view[0] * x + view[1] * y + view[2] * z) / k, 0.0)
    return (0.04 + 0.96 * away**5) * (gloss + 8) / 8 * cosine**gloss


# --- Materials: colour (linear), how far light creeps round (wrap, per channel), shine, sharpness of shine ------------


@fast
def skin_colour(p):
    colour = (0.66, 0.395, 0.275)
    mottle = 1 + 0.030 * noise(p[0] * 160, p[1] * 160, p[2] * 160) + 0.03 * noise(p[0] * 45, p[1] * 45, p[2] * 45)
    colour = (colour[0] * mottle, colour[1] * mottle, colour[2] * mottle)
    if p[1] < 1.2:
        return mix(colour, (0.56, 0.29, 0.21), 0.45)
    q = into_head(p)
    s = (abs(q[0]), q[1], q[2])
    blush = 0.34 * bump(s[0], 0.042, 0.022) * bump(s[1], -0.028, 0.018) * step(0.02, 0.05, q[2])
    blush += 0.30 * bump(s[0], 0.0, 0.012) * bump(s[1], -0.037, 0.010) * step(0.07, 0.09, q[2])
    blush += 0.45 * step(0.070, 0.080, s[0]) * step(0.02, -0.0, q[1])
    colour = mix(colour, (0.70, 0.27, 0.20), min(blush, 0.6))
    mouth = step(0.0024, 0.0008, lips(q))
    upper = step(-0.0690, -0.0675, q[1] - 9.5 * s[0] * s[0])
    rose = mix((0.56, 0.175, 0.150), (0.40, 0.105, 0.095), upper)
    colour = mix(colour, rose, 0.8 * mouth)
    line = (
        step(0.0020, 0.0006, abs(q[1] + 0.0687 - 9.5 * s[0] * s[0]))
        * step(0.0265, 0.022, s[0])
        * step(0.05, 0.07, q[2])
    )
    colour = mix(colour, (0.22, 0.04, 0.04), 0.75 * line)
    opening = eye_opening(s[0] - EYE_X, s[1])
    if q[2] > 0.04:
        shade = 0.50 * bump(opening, 0.002, 0.0060) * step(-0.004, 0.006, s[1])
        colour = mix(colour, (0.36, 0.17, 0.12), shade)
        crease = bump(opening, 0.0052, 0.0011) * step(0.0, 0.006, s[1]) * step(0.026, 0.014, abs(s[0] - EYE_X))
        colour = mix(colour, (0.30, 0.13, 0.09), 0.55 * crease)
        colour = mix(colour, (0.40, 0.16, 0.13), 0.6 * step(0.0014, 0.0, opening) * step(0.002, -0.002, s[1]))
    return colour


@fast
def eye_colour(q):
    """White, iris with rays and a dark rim, pupil; the upper lid's shade; returns the colour and the glint."""
    side = 1.0 if q[0] > 0 else -1.0
    x, y, z = (q[0] - side * EYE_X) / EYE_RADIUS, q[1] / EYE_RADIUS, (q[2] - EYE_DEPTH) / EYE_RADIUS
    gx, gy, gz = GAZE[0], GAZE[1], GAZE[2]
    forward = x * gx + y * gy + z * gz
    r = math.sqrt(max(1 - forward * forward, 0.0)) / 0.56
    angle = math.atan2(y - gy * forward, x - gx * forward)
    rays = 0.5 + 0.5 * math.sin(23 * angle + 2 * math.sin(7 * angle)) * step(0.3, 0.8, r)
    white = mix((0.80, 0.77, 0.74), (0.72, 0.50, 0.46), step(0.75, 1.0, abs(x)))
    iris = mix((0.10, 0.048, 0.020), (0.25, 0.125, 0.050), rays * 0.5 + 0.5 * step(0.25, -0.9, y * 2.0))
    iris = mix(iris, (0.030, 0.014, 0.010), step(0.78, 1.0, r))
    colour = mix(iris, white, step(0.97, 1.07, r))
    colour = mix((0.004, 0.003, 0.003), colour, step(0.40, 0.47, r))
    shade = step(-0.0010, -0.0075, eye_opening(abs(q[0]) - EYE_X, q[1]) if q[1] > 0 else -0.02)
    colour = mix((colour[0] * 0.34, colour[1] * 0.30, colour[2] * 0.32), colour, shade)
    glint = step(0.13, 0.08, math.hypot(x - gx + 0.19, y - gy - 0.19))
    glint += 0.30 * step(0.10, 0.06, math.hypot(x - gx - 0.17, y - gy + 0.17))
    return colour, glint


@fast
def cloth_colour(p, part):
    if part == SHIRT:
        return (0.78, 0.72, 0.62)
    if part == BUTTON:
        return (0.020, 0.018, 0.020)
    twill = 1 + 0.16 * noise(p[0] * 420, p[1] * 260, p[2] * 420) + 0.10 * noise(p[0] * 60, p[1] * 60, p[2] * 60)
    base = (0.014, 0.021, 0.047) if part == JACKET else (0.022, 0.023, 0.029)
    if part == JACKET and p[2] > 0 and p[1] < 1.42:
        base = mix(base, (0.020, 0.029, 0.064), front_map(p[0], p[1])[2])
    return base[0] * twill, base[1] * twill, base[2] * twill


@fast
def diffuse(n, light, wrap):
    """Lambert's cosine, let round the edge by `wrap` per channel."""
    c = dot(n, light)
    r = max((c + wrap[0]) / (1 + wrap[0]), 0.0)
    g = max((c + wrap[1]) / (1 + wrap[1]), 0.0)
    b = max((c + wrap[2]) / (1 + wrap[2]), 0.0)
    return r, g, b


@fast
def shade_hair(p, n, view, key, rim, ao):
    """Light on fibres after Kajiya and Kay: it spreads across the strand and gleams in bands."""
    q = into_head(p)
    u, e = strand(q), 1e-4
    gx, gy = strand((q[0] + e, q[1], q[2])) - u, strand((q[0], q[1] + e, q[2])) - u
    gz = strand((q[0], q[1], q[2] + e)) - u
    tx, ty, tz = n[1] * gz - n[2] * gy, n[2] * gx - n[0] * gz, n[0] * gy - n[1] * gx
    k = max(length(tx, ty, tz), 1e-6)
    fine = noise(u * 900, q[0] * 14, q[1] * 14)
    shift = 0.14 * fine
    tx, ty, tz = tx / k + shift * n[0], ty / k + shift * n[1], tz / k + shift * n[2]
    k = max(length(tx, ty, tz), 1e-6)
    t = (tx / k, ty / k, tz / k)
    base = mix((0.105, 0.046, 0.022), (0.035, 0.014, 0.008), 0.5 - 0.5 * fine)
    r = g = b = 0.0
    for light, colour, share in ((KEY, KEY_COLOUR, key), (FILL, FILL_COLOUR, 1.0), (RIM, RIM_COLOUR, rim)):
        along_light, along_view = dot(t, light), dot(t, view)
        spread = math.sqrt(max(1 - along_light**2, 0.0)) * max(0.25 + 0.75 * dot(n, light), 0.0)
        sine = (
            math.sqrt(max(1 - along_light**2, 0.0)) * math.sqrt(max(1 - along_view**2, 0.0)) - along_light * along_view
        )
        band = max(sine, 0.0) ** 38 * max(dot(n, light) + 0.3, 0.0) * (0.5 + 0.5 * fine)
        r += share * colour[0] * (base[0] * spread + 0.16 * band)
        g += share * colour[1] * (base[1] * spread + 0.105 * band)
        b += share * colour[2] * (base[2] * spread + 0.065 * band)
    return r + 0.35 * base[0] * ao, g + 0.35 * base[1] * ao, b + 0.35 * base[2] * ao


@fast
def shade(p, view, part):
    """Light that leaves a place of the figure for the viewer, linear RGB."""
    n = normal(p, 0.0006 if part != JACKET else 0.0009)
    start = (p[0] + 0.002 * n[0], p[1] + 0.002 * n[1], p[2] + 0.002 * n[2])
    key, rim = lit_share(start, KEY, 9.0, 0.9), lit_share(start, RIM, 6.0, 0.5)
    ao = openness(p, n)
    if part == HAIR:
        return shade_hair(p, n, view, key, rim, ao)
    wrap, shine, gloss, glint = (0.0, 0.0, 0.0), 0.0, 20.0, 0.0
    if part == SKIN:
        colour, wrap, shine, gloss = skin_colour(p), (0.40, 0.20, 0.14), 0.32, 18.0
        if p[1] > 1.2 and lips(into_head(p)) < 0.0004:
            shine, gloss = 0.8, 40.0
    elif part == EYE:
        colour, glint = eye_colour(into_head(p))
        wrap, shine, gloss = (0.5, 0.45, 0.45), 0.5, 220.0
        key = 0.35 + 0.65 * key
    elif part == LASH:
        colour = (0.034, 0.015, 0.009) if into_head(p)[1] > 0.016 else (0.008, 0.005, 0.004)
    else:
        colour, shine, gloss = cloth_colour(p, part), 0.10, 6.0
        if part == SHIRT:
            wrap = (0.25, 0.22, 0.2)
    if part == BUTTON:
        shine, gloss = 1.5, 60.0
    # In the shade, skin glows red before it goes dark: light that entered it nearby comes out here.
    soft = (key**0.75, key, key) if part == SKIN else (key, key, key)
    d0, d1, d2 = diffuse(n, KEY, wrap), diffuse(n, FILL, wrap), diffuse(n, RIM, wrap)
    edge = (1 - max(dot(n, view), 0.0)) ** 3
    sheen = edge * (0.05 if part in (JACKET, TROUSERS, SHIRT) else 0.02) * ao
    up = 0.5 + 0.5 * n[1]
    r = colour[0] * (d0[0] * KEY_COLOUR[0] * soft[0] + d1[0] * FILL_COLOUR[0] * ao + d2[0] * RIM_COLOUR[0] * rim)
    g = colour[1] * (d0[1] * KEY_COLOUR[1] * soft[1] + d1[1] * FILL_COLOUR[1] * ao + d2[1] * RIM_COLOUR[1] * rim)
    b = colour[2] * (d0[2] * KEY_COLOUR[2] * soft[2] + d1[2] * FILL_COLOUR[2] * ao + d2[2] * RIM_COLOUR[2] * rim)
    bounce = ao**0.8 if part == SKIN else ao
    r += colour[0] * bounce * (0.30 + 0.22 * up)
    g += colour[1] * ao * (0.22 + 0.25 * up)
    b += colour[2] * ao * (0.18 + 0.30 * up)
    s0, s1 = gleam(n, view, KEY, gloss) * shine * key, gleam(n, view, FILL, gloss) * shine * ao
    s2 = gleam(n, view, RIM, gloss) * shine * rim
    r += s0 * KEY_COLOUR[0] + s1 * FILL_COLOUR[0] + s2 * RIM_COLOUR[0] + sheen * 1.0 + 1.6 * glint
    g += s0 * KEY_COLOUR[1] + s1 * FILL_COLOUR[1] + s2 * RIM_COLOUR[1] + sheen * 1.0 + 1.6 * glint
    b += s0 * KEY_COLOUR[2] + s1 * FILL_COLOUR[2] + s2 * RIM_COLOUR[2] + sheen * 1.1 + 1.6 * glint
    return r, g, b


@fast
def wall(x, y):
    """A plastered wall in warm light from the upper left, out of focus. x, y : metres at the figure."""
    glow = math.exp(-(((x + 0.20) / 0.62) ** 2) - ((y - 1.38) / 0.62) ** 2)
    low = step(1.2, 0.4, y)
    cloudy = 1 + 0.020 * noise(x * 5, y * 5, 1.0) + 0.018 * noise(x * 13, y * 13, 5.0)
    side = 1 - 0.20 * step(0.0, 0.8, x)
    warm = mix((0.36, 0.215, 0.125), (1.10, 0.80, 0.52), glow)
    light = cloudy * side * (1 - 0.28 * low)
    return warm[0] * light, warm[1] * light, warm[2] * light


# --- Picture ---------------------------------------------------------------------------------------------------------


@fast
def trace(x, y):
    """Colour of the picture at (x, y) metres in the plane z = 0, linear RGB."""
    dx, dy, dz = x, y - EYE_Y, -EYE_Z
    k = length(dx, dy, dz)
    ray = (dx / k, dy / k, dz / k)
    t = EYE_Z - 0.45
    if abs(x) < 0.46 and y < 1.80:
        while t < EYE_Z + 0.35:
            p = (t * ray[0], EYE_Y + t * ray[1], EYE_Z + t * ray[2])
            d, part = figure(p)
            if d < 0.00025:
                return shade(p, (-ray[0], -ray[1], -ray[2]), part)
            t += max(d * 0.66, 0.0002)
    return wall(x, y)


@fast
def film(v):
    """Linear light -> display, 0..1: the filmic curve of Krzysztof Narkowicz, then sRGB's."""
    v *= 0.54
    v = v * (2.51 * v + 0.03) / (v * (2.43 * v + 0.59) + 0.14)
    v = min(max(v, 0.0), 1.0)
    return 12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055


@fast
def render(left, top, scale, picture, samples):
    """Fill (h, w, 3) float64 with display values; left, top : metres of the corner; scale : metres a pixel."""
    for row in range(picture.shape[0]):
        for column in range(picture.shape[1]):
            for k in range(samples * samples):
                x = left + scale * (column + (k % samples + 0.5) / samples)
                y = top - scale * (row + (k // samples + 0.5) / samples)
                r, g, b = trace(x, y)
                picture[row, column, 0] += film(r) / samples**2
                picture[row, column, 1] += film(g) / samples**2
                picture[row, column, 2] += film(b) / samples**2


def draw(centre: tuple[float, float], height_m: float, size: tuple[int, int], samples: int) -> np.ndarray:
    """(h, w, 3) uint8 picture of what lies around `centre`."""
    picture = np.zeros((size[1], size[0], 3))
    scale = height_m / size[1]
    render(centre[0] - scale * size[0] / 2, centre[1] + height_m / 2, scale, picture, samples)
    grain = np.random.default_rng(1).normal(0, 0.004, picture.shape[:2])[..., None]  # keeps the wall free of bands
    return (np.clip(picture + grain, 0, 1) * 255 + 0.5).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("conductor.jpg"))
    parser.add_argument("--samples", type=int, default=3, help="rays per pixel and direction")
    parser.add_argument("--window", type=float, nargs=3, metavar=("X", "Y", "HEIGHT"), help="metres, for a close look")
    parser.add_argument("--size", type=int, nargs=2, default=(WIDTH, HEIGHT))
    options = parser.parse_args()
    x, y, height = options.window or (0.0, CENTRE_Y, PICTURE_HEIGHT)
    picture = draw((x, y), height, tuple(options.size), options.samples)
    Image.fromarray(picture).save(options.out, quality=92, optimize=True)


if __name__ == "__main__":
    main()
