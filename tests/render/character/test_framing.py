"""Over half a minute of lively conducting no hand and no baton leaves the picture, whatever its shape."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from vc.render.avatar.clearance import FACE
from vc.render.avatar.model import load_avatar
from vc.render.avatar.rig import INDEX, MIRROR, STANDARD_RIG, forward
from vc.render.character.canvas import Canvas
from vc.render.character.ensemble import _APART_M, _CLOSER_M, _row_cameras
from vc.render.character.filming import views_of
from vc.render.character.keypoints import HAND
from vc.render.character.onstage import _CAMERAS
from vc.render.character.own import person_rig
from vc.render.character.pose import pose
from vc.skeleton import Motion
from vc.vision.anatomy import measure
from vc.vision.figure.framing import choose_camera

EXAMPLE = Path(__file__).parents[3] / "examples" / "results" / "mountain_king" / "motion.npz"
SHAPES = {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (720, 720)}
HEADINGS = {"front": 0.0, "side": np.pi / 2, "back": np.pi}


@pytest.fixture(scope="module")
def lively() -> Motion:
    """The example that strikes widest, every second pose of 30 s."""
    with np.load(EXAMPLE) as saved:
        points, joints, channels = (saved[name][:900:2].astype(np.float32) for name in ("points", "joints", "channels"))
    return Motion(points, 15, joints, channels)


@pytest.fixture(scope="module")
def tip() -> np.ndarray:
    """(3,) metres from the grip to the baton's tip, in the bind pose."""
    figure = load_avatar("maestra")
    names = np.array([one.name for one in figure.materials])[figure.material]
    baton = figure.vertices[np.unique(figure.triangles[names == "baton"])] - STANDARD_RIG.rest[INDEX["baton"]]
    return baton[np.linalg.norm(baton, axis=1).argmax()]


def _reached(rig, heading: float, motion: Motion, tip: np.ndarray) -> np.ndarray:
    """(n, 3) places of wrists, knuckles and tip, of bones as long as a photo's person has them."""
    world = forward(rig, pose(SimpleNamespace(rig=rig, face=FACE, turn=0.6, heading=heading), motion))
    ends = [("baton", tip), *((f"hand_{side}", np.zeros(3)) for side in "lr"),
            ("hand_l", 1.8 * HAND["index"]), ("hand_r", 1.8 * HAND["index"] * MIRROR)]  # fmt: skip
    return np.concatenate([(world[:, INDEX[bone]] @ np.append(off, 1).astype(np.float32))[:, :3] for bone, off in ends])


def _outside(camera, places: np.ndarray, size) -> float:
    seen = camera.project(places, size)[:, :2] / size
    return float(((seen < 0) | (seen > 1)).any(1).mean())


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_hands_of_own_clothes_stay_in_the_picture(person, lively, tip, shape, heading):
    size = SHAPES[shape]
    anatomy = replace(measure(person), heading=HEADINGS[heading])
    framing = choose_camera(anatomy, (640, 480), size)
    framed = anatomy.moved(framing.scale, framing.offset)
    canvas = Canvas.of(framed, size)
    rig, _ = person_rig(framed, canvas)
    places = _reached(rig, canvas.heading, lively, tip)
    shoulders = float(canvas.place(framed.neck)[1])
    for name in ("front", "three-quarter") if heading == "front" else ("front",):
        (view,) = views_of(name, canvas, shoulders)
        assert _outside(view.camera, places, size) == 0
    across = np.ptp(views_of("front", canvas, shoulders)[0].camera.project(places, size)[:, 0])
    if heading == "front" and shape == "9:16":
        assert across > 0.8 * size[0]  # and nobody is smaller than that asks for


@pytest.mark.parametrize("shape", SHAPES)
def test_hands_of_concert_dress_stay_in_the_picture(lively, tip, shape):
    places = _reached(STANDARD_RIG, 0.0, lively, tip)
    for name in ("front", "three-quarter"):
        assert _outside(_CAMERAS[name], places, SHAPES[shape]) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_hands_of_a_row_stay_in_the_picture(lively, tip, shape):
    size = SHAPES[shape]
    apart = 3 * (_CLOSER_M if shape == "9:16" else _APART_M)
    places = _reached(STANDARD_RIG, 0.0, lively, tip)
    outer = np.concatenate([places + np.float32([0.5 * apart * side, 0, 0]) for side in (-1, 1)])
    (front,) = _row_cameras(apart, size, -0.10, "front")
    assert _outside(front, outer, size) == 0
