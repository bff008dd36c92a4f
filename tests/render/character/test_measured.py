"""What is promised of a person's picture, measured: the face is the photo's, nothing flickers, is open or left over."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.metrics import structural_similarity

from benchmarks.leftover import of_the_arms, of_the_person
from benchmarks.touching import DEEP_M, depths
from tests.render.character.conftest import SIZE
from tests.render.character.test_frames import at_rest
from vc.frame import plain_frame
from vc.render.avatar.camera import CAMERAS
from vc.render.avatar.character import Pose
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import INDEX, forward, skinning_matrices
from vc.render.character import frames
from vc.render.character.build import portray
from vc.render.character.onstage import character_of
from vc.render.character.pose import pose
from vc.render.character.relief import between
from vc.render.character.shooting import shoot
from vc.render.character.tube import RINGS, SIDES, Tube
from vc.skeleton import Motion
from vc.vision.figure.framing import choose_camera
from vc.web.examples import load_motion

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "results"
_SPECK_PX = 12  # smaller openings in a body are no gaps between arm and trunk


def test_the_face_at_rest_is_that_of_the_photo(astronaut_sight):
    """SSIM of at least .95 within the face, on the same pixels, without the rim that hair and background share."""
    sight, size = astronaut_sight, (640, 360)
    portrait = portray(sight, size)
    camera = choose_camera(sight.anatomy, sight.photo.shape, size)
    rig, (shot,) = portrait.character.rig, portrait.shots
    motion = at_rest(rig)
    painter = Painter(portrait.character, shot.place.plate, shot.camera, size, shot.place.light)
    shown = painter.draw(skinning_matrices(rig, motion)[0], motion.morphs[0], forward(rig, motion)[0]).to_rgb()
    photo = camera.warp(sight.photo)
    points = sight.face.points[:, :2] * camera.scale + camera.offset
    oval = np.zeros(size[::-1], np.uint8)
    cv2.fillConvexPoly(oval, cv2.convexHull(np.round(points).astype(np.int32)), 1)
    inner = cv2.erode(oval, np.ones((5, 5), np.uint8)) > 0
    grey = [cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (shown, photo)]
    _, similar = structural_similarity(*grey, full=True, data_range=255)
    assert inner.sum() > 1000
    assert similar[inner].mean() >= 0.95


def test_no_pixel_of_the_person_is_left_behind_them(sight):
    """The wall changes slowly from left to right: whatever deviates from it under the person is a rest of them."""
    wall = np.linspace(150, 210, sight.photo.shape[1])[None, :, None] * np.array([0.75, 1.0, 0.8])
    away = np.abs(sight.plate - wall).max(-1)
    assert (sight.alpha > 0.05).sum() > 20_000
    assert away[sight.alpha > 0.05].max() < 12


def test_bodies_have_no_holes(portrait, waving):
    """Before a green that nobody wears, no speck of it is seen within the body, whatever the arms do."""
    behind = plain_frame(SIZE, 120)
    u, v = behind.split()[1:]
    u[:], v[:] = 30, 30
    moving = Motion(waving.points[:60:6])
    for frame in frames(moving, size=SIZE, portrait=portrait, background=behind):
        luma, u, v = frame.split()
        green = (u == 30) & (v == 30) & (luma[::2, ::2] == 120)
        _, parts, stats, _ = cv2.connectedComponentsWithStats(green.astype(np.uint8), connectivity=8)
        open_to = (stats[:, cv2.CC_STAT_AREA] >= _SPECK_PX / 4)[parts] & green
        near = (
            cv2.dilate(open_to.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
        )  # a gap ends in specks, and a baton cuts it
        assert not (green & ~near).any()


@pytest.mark.parametrize("background", ["photo", "hall"])
def test_a_pose_that_is_held_is_one_picture_for_sixty_frames(sight, waving, background):
    """Whatever breathes and blinks is kept still; then silhouettes, shadows and the place are the same to the bit."""
    size = (320, 180)
    portrait = portray(sight, size, background)
    posed = pose(portrait.character, Motion(np.repeat(waving.points[7:8], 60, 0)))
    held = replace(
        posed, rotations=np.repeat(posed.rotations[:1], 60, 0), root=np.repeat(posed.root[:1], 60, 0),
        morphs=np.zeros_like(posed.morphs),
    )  # fmt: skip
    shown = [frame.planes.copy() for frame in shoot(held, portrait.character, portrait.shots, size)]
    assert len(shown) == 60
    assert all(np.array_equal(planes, shown[0]) for planes in shown)


@pytest.fixture(scope="module")
def bodies(astronaut_sight):
    """Characters and the cameras that film them, by dress."""
    own = portray(astronaut_sight, (640, 360), camera="film")
    cameras = list(CAMERAS.values())
    return {"own": (own.character, [shot.camera for shot in own.shots])} | {
        dress: (character_of(astronaut_sight, dress), cameras) for dress in ("tails", "gown")
    }


@pytest.mark.parametrize("dress", ["own", "tails", "gown"])
def test_drawn_wrists_are_where_the_motion_s_are_within_two_pixels(bodies, waving, dress):
    """In every view, at 720p: the sleeve's end, or the hand's root, beside the posed joint."""
    size, own = (1280, 720), dress == "own"
    character, cameras = bodies[dress]
    posed = pose(character, Motion(waving.points[:60:8]))
    world, matrices = forward(character.rig, posed), skinning_matrices(character.rig, posed)
    tubes = {one.side: one for one in character.movers if isinstance(one, Tube)}
    rest, mesh, colours = character.rig.rest, character.mesh, character.colours()
    places, normals = np.empty_like(mesh.vertices), np.empty_like(mesh.normals)
    for index in range(len(posed)):
        character.pose(Pose(matrices[index], world[index], 0 * posed.morphs[index]), places, normals, colours)
        for side in "lr":
            joint = INDEX[f"hand_{side}"]
            if own:
                rings = places[tubes[side].start :][: len(RINGS) * SIDES].reshape(len(RINGS), SIDES, 3).mean(1)
                drawn = np.array([np.interp(2, RINGS, rings[:, k]) for k in range(3)])
                clavicle = matrices[index, INDEX[f"clavicle_{side}"], :, :3]
                wanted = world[index, joint, :3, 3] + clavicle @ tubes[side].offset
            else:
                root = np.linalg.norm(mesh.vertices - rest[joint], axis=1) < 0.03
                off = mesh.vertices[root].mean(0) - rest[joint]
                drawn, wanted = places[root].mean(0), world[index, joint, :3] @ np.append(off, 1)
            seen = [camera.project(np.stack([drawn, wanted]).astype(np.float32), size)[:, :2] for camera in cameras]
            assert max(np.linalg.norm(two[0] - two[1]) for two in seen) < 2


@pytest.mark.parametrize("dress", ["own", "tails"])
@pytest.mark.parametrize("piece", ["ode_to_joy", "blue_danube", "mountain_king"])
def test_forearms_do_not_go_into_the_body_that_is_drawn(bodies, piece, dress):
    character, _ = bodies[dress]
    arms = [surface for surface, _ in depths(character, load_motion(EXAMPLES / piece))]
    assert max(surface.max() for surface in arms) > -0.2  # they do pass before it
    assert max((surface > DEEP_M).mean() for surface in arms) <= 0.002


def test_nothing_of_a_photo_s_person_and_arms_is_left(astronaut_sight):
    assert of_the_person(astronaut_sight) < 0.5
    assert of_the_arms(astronaut_sight) < 4.5  # an outline of arms, a guess, reaches over the chest and its badge


def test_values_between_points_are_those_of_the_triangles():
    rng = np.random.default_rng(0)
    points = rng.uniform(5, 95, (200, 2))
    slope = points @ [0.3, -0.2] + 7
    filled = between(points, slope, (100, 100))
    y, x = np.mgrid[20:80, 20:80]
    np.testing.assert_allclose(filled[20:80, 20:80], 0.3 * x - 0.2 * y + 7, atol=1e-3)
    assert filled[0].max() == 0
