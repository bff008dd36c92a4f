"""No two surfaces fight for a place: in a still pose, seen by a slowly turning camera, none comes and goes again."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.conftest import SIZE, seen_by
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.painter import Bones, Painter
from vc.render.avatar.raster import NUMBER
from vc.render.avatar.rig import STANDARD_RIG
from vc.render.character.build import portray
from vc.render.character.onstage import _CAMERAS, on_stage
from vc.render.character.place import picture
from vc.render.character.pose import pose
from vc.skeleton import Motion

STEPS, STEP_RAD = 24, np.radians(0.05)
MOST = 0.0015  # nails and gaps between fingers are less than a sample wide; two sheets at one depth give 0.95
BEHIND = picture(np.full((SIZE[1], SIZE[0], 3), 120, np.uint8))


def alternating(character: Character, camera: Camera, motion: Motion) -> float:
    """Share of the samples on a character whose surface is another one, and then the former again, within three steps.

    Edges go over a sample once; what alternates lies at one depth.
    """
    still = Bones(character.rig, pose(character, motion)).at(0)
    painter = Painter(character, BEHIND.plate, camera, SIZE)
    buffers = painter.buffers()
    painter.bend(buffers, still.matrices, still.morphs, still.world)
    surfaces = []
    for step in range(STEPS):
        painter._view = _turned(camera, step * STEP_RAD).view()
        seen = seen_by(painter, buffers)
        numbers = character.mesh.number[np.where(seen >= 0, seen & ((1 << NUMBER) - 1), 0)]
        surfaces.append(np.where(seen >= 0, numbers.astype(int), -1))
    first, second, third = (np.stack(surfaces[k : STEPS - 2 + k]) for k in range(3))
    fights = ((first == third) & (first != second)).any(0)
    return float(fights.sum() / (surfaces[0] >= 0).sum())


def _turned(camera: Camera, angle: float) -> Camera:
    """The camera, gone around its target by an angle."""
    x, y, z = np.subtract(camera.eye, camera.target)
    eye = np.cos(angle) * x + np.sin(angle) * z, y, np.cos(angle) * z - np.sin(angle) * x
    return replace(camera, eye=tuple(float(v) for v in np.add(camera.target, eye)))


@pytest.fixture
def conducting(waving) -> Motion:
    return Motion(waving.points[7:8])


def test_own_clothes_do_not_fight(portrait, conducting):
    assert alternating(portrait.character, portrait.shots[0].camera, conducting) < MOST


def test_own_clothes_of_a_back_do_not_fight(sight, conducting):
    behind = replace(sight, anatomy=replace(sight.anatomy, heading=np.pi), face=None)
    back = portray(behind, SIZE)
    assert alternating(back.character, back.shots[0].camera, conducting) < MOST


@pytest.mark.parametrize("dress", ["tails", "gown"])
def test_concert_dress_does_not_fight(sight, conducting, dress):
    assert alternating(on_stage(sight, SIZE, dress).character, _CAMERAS["close"], conducting) < MOST


def test_two_sheets_at_one_depth_fight(conducting):
    """What the measure is for: a sheet over another one that is triangulated otherwise; and a millimetre apart."""

    def sheet(count: int, z: float, number: int) -> Mesh:
        x, y = np.meshgrid(np.linspace(-0.3, 0.3, count), np.linspace(1.0, 1.5, count))
        places = np.stack([x + 0.2 * (y - 1), y, 0.3 * x + z], -1).reshape(-1, 3)
        index = np.arange(count * count).reshape(count, count)
        a, b, c, d = (part.ravel() for part in (index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]))
        triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
        n = len(places)
        joints, weights = np.zeros((n, 4)), np.tile([1.0, 0, 0, 0], (n, 1))
        return Mesh.textured(
            places, np.tile([0, 0, 1.0], (n, 1)), triangles, joints, weights, np.ones((n, 2)), cut=False,
            base=np.ones((n, 3)), mix=0.5, number=number,
        )  # fmt: skip

    def share(z: float) -> float:
        both = Mesh.join([sheet(5, 0.0, 1), sheet(8, z, 2)])
        return alternating(Character(both, STANDARD_RIG), _CAMERAS["close"], conducting)

    assert share(0.0) > 0.5
    assert share(0.001) == 0
