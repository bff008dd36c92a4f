"""The plan of a hand, which its mesh is built from and its skin is painted by.

A hand has a frame of its own: x from the wrist to the fingers, y out of the palm, z to the thumb's side; metres, of an
adult's hand that is 19 cm long (after Garrett 1971). A finger bends about its hand's z axis, turned by its spread.
"""

from dataclasses import dataclass

import numpy as np

Degrees = tuple[float, float, float]  # of bend at a finger's three joints

SHARES = (0.46, 0.30, 0.24)  # of a finger's length: its three bones
FLAT: Degrees = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Finger:
    """root : place of the knuckle; size : metres from there to the tip; radius : at the knuckle; spread : degrees to
    the thumb; open, half, fist, grip : how it bends in an open hand, a loose one, a fist, and around a baton
    """

    root: tuple[float, float, float]
    size: float
    radius: float
    spread: float
    open: Degrees
    half: Degrees
    fist: Degrees
    grip: Degrees

    def bent(self, degrees: Degrees) -> np.ndarray:
        """(4, 3) the knuckle, two joints and the tip; fingers that bend lie closer together."""
        turn = np.deg2rad(self.spread) * (1 - sum(degrees) / 250)
        angle, points = 0.0, [np.array(self.root)]
        for share, bend in zip(SHARES, degrees, strict=True):
            angle += np.deg2rad(bend)
            flat = np.cos(angle)
            way = np.array([flat * np.cos(turn), np.sin(angle), flat * np.sin(turn)])
            points.append(points[-1] + self.size * share * way)
        return np.array(points)


FINGERS = (
    Finger((0.084, -0.0035, 0.0270), 0.090, 0.0094, 7.5, (3, 9, 6), (29, 47, 25), (72, 98, 60), (46, 72, 38)),
    Finger((0.088, -0.0055, 0.0070), 0.099, 0.0096, 1.5, (7, 13, 8), (38, 55, 31), (79, 99, 62), (54, 78, 44)),
    Finger((0.084, -0.0045, -0.0130), 0.091, 0.0091, -4.0, (10, 16, 10), (44, 58, 33), (83, 99, 62), (66, 86, 48)),
    Finger((0.076, -0.0015, -0.0310), 0.072, 0.0080, -12.0, (13, 20, 11), (48, 58, 33), (86, 95, 60), (76, 88, 50)),
)  # fmt: skip
# Wrist, knuckle, joint and tip of the thumb.
THUMB = np.array([[0.014, 0.006, 0.024], [0.044, 0.014, 0.047], [0.071, 0.017, 0.062], [0.096, 0.018, 0.071]])
THUMB_HALF = np.array([[0.014, 0.006, 0.024], [0.047, 0.021, 0.042], [0.076, 0.029, 0.048], [0.101, 0.034, 0.044]])
THUMB_FIST = np.array([[0.014, 0.006, 0.024], [0.050, 0.027, 0.040], [0.077, 0.043, 0.027], [0.091, 0.046, 0.005]])
THUMB_GRIP = np.array([[0.014, 0.006, 0.024], [0.048, 0.024, 0.043], [0.076, 0.036, 0.043], [0.101, 0.040, 0.036]])
THUMB_RADII = (0.0150, 0.0112, 0.0108, 0.0078)


def finger_at(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """(n,) 0 palm, 1 to 4 forefinger to little finger, 5 thumb, at x and z of a flat hand."""
    rows = np.array([finger.bent(FLAT)[:, [0, 2]] for finger in FINGERS])
    aside = np.abs(z - np.array([np.interp(x, line[:, 0], line[:, 1]) for line in rows]))
    number = np.where(x > 0.098, 1 + aside.argmin(0), 0)
    return np.where((z > 0.046) & (x < 0.115), 5, number)


# The picture of a hand's skin: its back above, its palm below, each as if all fingers were stretched flat.
PICTURE_M = (0.364, 0.176)  # of one side: length from the fore arm to the tips, breadth
_PICTURE_LEFT, _PICTURE_TOP = -0.154, 0.098  # x of its left edge, z of its upper edge


def on_picture(flat: np.ndarray, *, palm: np.ndarray) -> np.ndarray:
    """(n, 2) metres from the picture's left and top: places (n, 3) of a flat hand, of its palm's side (n,) bool or its
    back's."""
    down = _PICTURE_TOP - flat[:, 2] + np.where(palm, PICTURE_M[1], 0.0)
    return np.stack([flat[:, 0] - _PICTURE_LEFT, down], 1)


def of_picture(metres: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x and z (n,) of a flat hand, and whether its palm (n,) bool is seen, at places (n, 2) of its picture."""
    palm = metres[:, 1] > PICTURE_M[1]
    return metres[:, 0] + _PICTURE_LEFT, _PICTURE_TOP - metres[:, 1] + palm * PICTURE_M[1], palm
