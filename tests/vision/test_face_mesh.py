"""Faces with a known answer: the 3-D figures, photographed with their heads turned, and a photograph turned by hand."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import skimage.data

from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.model import load_avatar
from vc.render.avatar.painter import Painter
from vc.render.avatar.plate import make_plate
from vc.render.avatar.rig import INDEX, JOINTS, RigMotion, skinning_matrices
from vc.vision.face_mesh import CHIN, LEFT_EYE, NOSE_TIP, RIGHT_EYE, FaceMesh, face_triangles, find_face_near

SIZE = (320, 320)
HEAD = Camera((0.0, 1.66, 3.0), (0.0, 1.66, 0.0), (0.42, 0.42))


@pytest.fixture(scope="module")
def painter() -> Painter:
    figure = load_avatar("maestro")
    return Painter(Character.of(figure), make_plate(figure, HEAD, SIZE), HEAD, SIZE)


def _photograph(painter: Painter, yaw: float = 0.0, pitch: float = 0.0) -> np.ndarray:
    """(h, w, 3) uint8 of the figure whose head is turned to its left and looks up by so many radians."""
    turns = np.zeros((1, len(JOINTS), 4), np.float32)
    turns[..., 3] = 1
    turns[0, INDEX["head"]] = (-np.sin(pitch / 2), np.sin(yaw / 2), 0, np.cos((yaw + pitch) / 2))
    rig = painter.character.rig
    motion = RigMotion(turns, rig.rest[:1].astype(np.float32), np.zeros((1, 5), np.float32), 30)
    frame = painter.draw(skinning_matrices(rig, motion)[0], motion.morphs[0])
    planes = np.concatenate([np.asarray(plane).reshape(-1) for plane in frame.split()]).reshape(-1, SIZE[0])
    return av.VideoFrame.from_ndarray(planes, format="yuv420p").to_ndarray(format="rgb24")


def _look(photo: np.ndarray, model: Path) -> FaceMesh:
    found = find_face_near(photo, np.array(photo.shape[1::-1]) / 2, 0.9 * photo.shape[0], model)
    assert found is not None
    return found


@pytest.mark.parametrize("yaw", [-0.35, 0.35])
def test_a_turned_head_is_known_to_be_turned(painter, face_model, yaw):
    straight, turned = _look(_photograph(painter), face_model), _look(_photograph(painter, yaw), face_model)
    assert abs(straight.yaw) < 0.06
    assert abs(straight.roll) < 0.04
    assert turned.yaw - straight.yaw == pytest.approx(yaw, abs=0.12)


def test_a_raised_head_is_known_to_look_up(painter, face_model):
    down, up = (_look(_photograph(painter, pitch=pitch), face_model).pitch for pitch in (-0.2, 0.2))
    assert up - down == pytest.approx(0.4, abs=0.16)


@pytest.fixture(scope="module")
def astronaut(face_model: Path) -> tuple[np.ndarray, FaceMesh]:
    photo = np.ascontiguousarray(skimage.data.astronaut())
    found = find_face_near(photo, np.array([224, 112]), 190, face_model)
    assert found is not None
    return photo, found


def test_a_photograph_that_is_turned_turns_its_points(astronaut, face_model):
    photo, upright = astronaut
    turn = cv2.getRotationMatrix2D((224, 112), 20, 1.0)  # anticlockwise
    leaning = find_face_near(cv2.warpAffine(photo, turn, photo.shape[1::-1]), np.array([224, 112]), 190, face_model)
    assert leaning.roll - upright.roll == pytest.approx(np.deg2rad(20), abs=0.03)
    expected = upright.points[:, :2] @ turn[:, :2].T + turn[:, 2]
    assert np.abs(leaning.points[:, :2] - expected).max() < 0.06 * upright.width


def test_the_mirror_exchanges_left_and_right(astronaut, face_model):
    photo, face = astronaut
    mirrored = find_face_near(
        np.ascontiguousarray(photo[:, ::-1]), np.array([photo.shape[1] - 224, 112]), 190, face_model
    )
    assert mirrored.yaw == pytest.approx(-face.yaw, abs=0.06)
    right, left = face.eyes
    assert right[0] < left[0] < face.points[:, 0].max()
    assert mirrored.eyes[0, 0] == pytest.approx(photo.shape[1] - left[0], abs=2)


def test_points_are_where_the_face_has_them(astronaut):
    _, face = astronaut
    assert face.points[NOSE_TIP, 2] == face.points[:, 2].max()  # nothing stands out further
    assert face.points[CHIN, 1] > face.points[:, 1].max() - 2
    photo_eyes = np.array([[203, 101], [247, 103]])  # by hand
    assert np.abs(face.eyes - photo_eyes).max() < 3


def test_nobody_is_seen_in_a_wall(face_model):
    wall = np.tile(np.linspace(90, 160, 256).astype(np.uint8)[None, :, None], (256, 1, 3))
    assert find_face_near(wall, np.array([128, 128]), 200, face_model) is None


def test_the_triangles_are_a_sheet_with_holes_for_eyes_and_mouth(astronaut):
    triangles, (_, face) = face_triangles(), astronaut
    edges = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    pairs, count = np.unique(edges, axis=0, return_counts=True)
    assert count.max() == 2
    rims = set(pairs[count == 1].ravel().tolist())
    assert {*RIGHT_EYE, *LEFT_EYE} <= rims
    assert len(pairs[count == 1]) == 36 + 16 + 16 + 20  # the oval, the eyes, the lips
    corners = face.points[triangles, :2] * [1, -1]  # y up
    (x1, y1), (x2, y2) = (corners[:, 1] - corners[:, 0]).T, (corners[:, 2] - corners[:, 0]).T
    assert (x1 * y2 - x2 * y1 > 0).mean() > 0.9
