"""Textured surfaces: their own colours where nothing changed, edges as soft as their alpha, light that turns along."""

from dataclasses import replace

import numpy as np
import pytest

from vc.frame import frame_from_rgb
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.gain import light_on
from vc.render.avatar.light import LIGHTS
from vc.render.avatar.mesh import LAID, Mesh
from vc.render.avatar.model import load_avatar
from vc.render.avatar.painter import Painter
from vc.render.avatar.plate import Plate
from vc.render.avatar.raster import SAMPLES, tiles_of
from vc.render.avatar.rig import JOINTS, STANDARD_RIG
from vc.render.avatar.shade import TONE, TONE_STEPS, untone
from vc.render.avatar.shadow import FAR, MAP_SIZE

SIDE = 64
CAMERA = Camera((0.0, 1.0, 4.0), (0.0, 1.0, 0.0), (1.0, 1.0))
BLACK = np.zeros((SIDE, SIDE, 3), np.uint8)
STILL = np.tile(np.eye(3, 4, dtype=np.float32), (len(JOINTS), 1, 1))
NO_MORPHS = np.zeros(5, np.float32)


def plate_of(rgb: np.ndarray) -> Plate:
    height, width = rgb.shape[:2]
    tiles = tiles_of(height), tiles_of(width)
    return Plate(
        frame_from_rgb(rgb), untone(rgb), rgb, np.zeros((height, width), np.float32),
        np.zeros((height, width, 3), np.float32), np.zeros((*tiles, 4), np.int32),
        np.zeros((height, width, SAMPLES), np.float32), np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32),
    )  # fmt: skip


def board(texture: np.ndarray, *, z: float = 0.0, cut: bool = True, mix: float = 0.7, cells: int = 8) -> Character:
    """A flat picture of 1 x 1 m, 1 m above the floor, towards the viewer: a texel of (SIDE, SIDE, 4) is a pixel."""
    steps = np.linspace(0, 1, cells + 1)
    x, y = (values.ravel() for values in np.meshgrid(steps, steps))
    near = 1 - z / 4  # moved along the rays of the camera
    vertices = np.stack([(x - 0.5) * near, 1 + (0.5 - y) * near, np.full(x.shape, z)], 1)
    number = np.arange((cells + 1) ** 2).reshape(cells + 1, -1)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]
    corners = [np.stack([a, d, c], -1).reshape(-1, 3), np.stack([a, c, b], -1).reshape(-1, 3)]
    normals = np.tile(np.array([[0, 0, 1.0]]), (len(x), 1))
    mesh = Mesh.textured(
        vertices, normals, np.concatenate(corners), np.zeros((len(x), 4)), np.tile([[1.0, 0, 0, 0]], (len(x), 1)),
        SIDE * np.stack([x, y], 1), cut=cut, base=light_on(normals, LIGHTS["hall"].lamps), mix=mix, number=200,
    )  # fmt: skip
    return Character(mesh, STANDARD_RIG, texture, casts=np.zeros(len(mesh.triangles), bool))


def drawn(character: Character, backdrop: np.ndarray = BLACK, matrices: np.ndarray = STILL) -> np.ndarray:
    painter = Painter(character, plate_of(backdrop), CAMERA, (SIDE, SIDE))
    return painter.draw(matrices, NO_MORPHS).to_rgb().astype(int)


def picture(seed: int = 0) -> np.ndarray:
    """Soft colours, (SIDE, SIDE, 4) uint8, opaque."""
    rgb = np.random.default_rng(seed).integers(20, 236, (SIDE // 8, SIDE // 8, 3)).repeat(8, 0).repeat(8, 1)
    return np.dstack([rgb, np.full((SIDE, SIDE), 255)]).astype(np.uint8)


def test_every_shown_value_has_its_light():
    light = untone(np.arange(256, dtype=np.uint8))
    shown = TONE[(light * TONE_STEPS).astype(int)]
    assert np.abs(shown - np.arange(256))[1:].max() < 1.3


def test_a_photo_in_its_own_light_is_shown_as_it_is():
    texture = picture()
    off = np.abs(drawn(board(texture)) - texture[..., :3])
    inside = (np.arange(SIDE) % 8 > 1) & (np.arange(SIDE) % 8 < 6)  # away from edges, where colours are halved
    assert off[np.ix_(inside, inside)].max() <= 3


@pytest.mark.parametrize("alpha", [0, 31, 64, 100, 128, 160, 200, 255])
def test_an_edge_is_as_soft_as_its_alpha(alpha):
    texture = np.full((SIDE, SIDE, 4), 200, np.uint8)
    texture[..., 3] = alpha
    middle = drawn(board(texture))[20:44, 20:44]
    assert np.abs(middle - 200 * alpha / 255).max() <= 5


def test_what_is_behind_is_seen_through_the_gaps_of_a_cut_out():
    holed, behind = picture(1), picture(2)
    holed[16:48, 16:48, 3] = 0
    back = board(behind, z=-0.3, cut=False)
    both = Mesh.join([back.mesh, board(holed).mesh])
    shown = drawn(Character(both, STANDARD_RIG, holed, casts=np.zeros(len(both.triangles), bool)))
    alone = drawn(Character(back.mesh, STANDARD_RIG, holed, casts=np.zeros(len(back.mesh.triangles), bool)))
    assert np.array_equal(shown[20:44, 20:44], alone[20:44, 20:44])
    assert np.abs(shown[2:14, 2:14] - holed[2:14, 2:14, :3])[2:-2, 2:-2].mean() < 12


def test_what_is_laid_fades_into_what_it_lies_on_and_ends_nowhere_else():
    faint, behind = picture(1), picture(2)
    faint[..., 3] = 128
    back = board(behind, z=-0.3, cut=False)
    half = back.mesh.only(back.mesh.vertices[back.mesh.triangles, 0].max(1) < 0.01)  # on the left alone
    front = board(faint).mesh
    both = Mesh.join([half, replace(front, kind=np.full_like(front.kind, LAID))])
    shown = drawn(Character(both, STANDARD_RIG, faint, casts=np.zeros(len(both.triangles), bool)))
    alone = drawn(Character(half, STANDARD_RIG, faint, casts=np.zeros(len(half.triangles), bool)))
    left, right = np.s_[8:56, 8:24], np.s_[8:56, 40:56]
    mixed = 0.5 * (alone[left] + faint[..., :3][left])
    assert np.median(np.abs(shown[left] - mixed)) < 4
    assert np.median(np.abs(shown[right] - faint[..., :3][right])) < 4


def test_what_turns_from_the_lamp_darkens_and_what_turns_to_it_brightens():
    def turned(angle: float) -> np.ndarray:
        matrices, cos, sin = STILL.copy(), np.cos(angle), np.sin(angle)
        matrices[:, :3, 3] = [0, 1 - cos, -sin]  # it stays before the camera
        matrices[:, :3, :3] = [[1, 0, 0], [0, cos, -sin], [0, sin, cos]]  # about the x axis: down or up
        return matrices

    grey = np.full((SIDE, SIDE, 4), 128, np.uint8)
    grey[..., 3] = 255
    character = board(grey)
    away, front, towards = (drawn(character, matrices=turned(a))[28:36, 28:36].mean() for a in (0.5, 0.0, -0.4))
    assert away < front - 8
    assert towards > front + 2
    kept = replace(character, mesh=replace(character.mesh, mix=np.zeros_like(character.mesh.mix)))
    assert drawn(kept, matrices=turned(0.5))[30:34, 28:36].mean() == pytest.approx(128, abs=1)


def test_a_still_pose_gives_one_frame_and_clears_up_behind_itself():
    painter = Painter(board(picture()), plate_of(BLACK), CAMERA, (SIDE, SIDE))
    far = STILL.copy()
    far[:, 0, 3] = 5.0
    first = painter.draw(STILL, NO_MORPHS).planes
    assert np.array_equal(painter.draw(far, NO_MORPHS).planes, frame_from_rgb(BLACK).planes)
    assert np.array_equal(painter.draw(STILL, NO_MORPHS).planes, first)


def test_movers_come_after_the_bones():
    class Lift:
        def move(self, _pose, places, _normals, colours):
            places[:, 1] += 0.25
            colours[:] = 0.0

    character = replace(board(picture()), movers=(Lift(),))
    shown = drawn(character, backdrop=np.full((SIDE, SIDE, 3), 90, np.uint8))
    assert (shown[: SIDE * 3 // 4 - 1] < 4).all()
    assert np.abs(shown[SIDE * 3 // 4 + 1 :] - 90).max() <= 2


def test_a_figure_and_a_photo_share_one_picture():
    avatar = load_avatar()
    photo = board(picture(), z=0.6).mesh
    both = Mesh.join([Mesh.of(avatar), photo])
    character = Character(both, avatar.rig, picture(), Character.of(avatar).morphs)
    alone, together = drawn(Character.of(avatar)), drawn(character)
    assert not np.array_equal(alone, together)
    assert len(both.vertices) == len(avatar.vertices) + len(photo.vertices)
