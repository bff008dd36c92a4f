"""Where surfaces meet within a pixel, it is the mix of what it sees of both."""

import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import JOINTS, MORPHS, STANDARD_RIG
from vc.render.character.place import picture

SIZE, FINER = (320, 180), 4
LIP_M = 0.02  # seen from a little below it is a fifth of a pixel high
CAMERA = Camera((0.0, 1.3, 4.0), (0.0, 1.3, 0.0), (0.8, 0.45))


def _sheet(upper: np.ndarray, lower: np.ndarray, normal: tuple[float, float, float], light: float) -> Mesh:
    """A strip between two lines (n, 3)."""
    places, n = np.concatenate([upper, lower]), len(upper)
    a, b = np.arange(n - 1), np.arange(1, n)
    triangles = np.concatenate([np.stack([a, n + a, b], 1), np.stack([b, n + a, n + b], 1)])
    joints, weights = np.zeros((2 * n, 4)), np.tile([1.0, 0, 0, 0], (2 * n, 1))
    return Mesh.textured(
        places, np.tile(normal, (2 * n, 1)), triangles, joints, weights, np.ones((2 * n, 2)), cut=False,
        base=np.ones((2 * n, 3)), mix=0.0, number=1, tint=np.full((2 * n, 3), light),
    )  # fmt: skip


def _lip() -> Character:
    """A white wall whose lower edge, which slopes, turns back into a dark underside; below it the wall goes on."""
    x = np.linspace(-0.3, 0.3, 61)
    edge = np.stack([x, 1.4 + 0.03 * x, 0 * x], 1)
    front = _sheet(edge + np.array([0, 0.1, 0]), edge, (0, 0, 1), 1.0)
    back = edge - [0, 0, LIP_M]
    under = _sheet(edge, back, (0, -1, 0), 0.02)
    below = _sheet(back, back - [0, 0.1, 0], (0, 0, 1), 1.0)
    return Character(Mesh.join([front, under, below]), STANDARD_RIG, np.full((4, 4, 4), 230, np.uint8))


def _luma(character: Character, size: Size) -> np.ndarray:
    still = np.tile(np.eye(3, 4, dtype=np.float32), (len(JOINTS), 1, 1))
    place = picture(np.full((size[1], size[0], 3), 255, np.uint8)).plate
    frame = Painter(character, place, CAMERA, size).draw(still, np.zeros(len(MORPHS), np.float32))
    return frame.split()[0].astype(float)


def test_a_thin_dark_underside_does_not_blacken_whole_pixels_of_the_edge():
    lip = _lip()
    drawn = _luma(lip, SIZE)
    fine = _luma(lip, (FINER * SIZE[0], FINER * SIZE[1])).reshape(SIZE[1], FINER, SIZE[0], FINER).mean((1, 3))
    assert fine.min() < 220  # the underside is seen
    assert np.abs(drawn - fine).max() < 60
