"""What is wished of a photo's person: colour and build of the dress, a face that stays as it is."""

import numpy as np
import pytest
import skimage.data
from PIL import Image

from vc import PhotoVideo, pipeline
from vc.cli import main
from vc.errors import PhotoError
from vc.options import OptionError
from vc.render.avatar import BUILDS
from vc.render.avatar.character import Pose
from vc.render.avatar.model import load_dress
from vc.render.avatar.rig import INDEX, MORPHS, forward, skinning_matrices
from vc.render.character.build import portray
from vc.render.character.onstage import character_of
from vc.render.character.painted import PaintedFace, with_still_face
from vc.render.character.pose import pose
from vc.skeleton import Motion

SIZE = (320, 180)


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    path = tmp_path_factory.mktemp("photos") / "astronaut.png"
    Image.fromarray(skimage.data.astronaut()).save(path)
    return path


def _drawn(photo, waving, **wishes) -> np.ndarray:
    video = PhotoVideo(photo, size=SIZE, background="stage", **wishes)
    (frame,) = pipeline.open_renderer(video)(Motion(waving.points[:1]), None)
    return frame.to_rgb().astype(int)


def test_gowns_are_of_the_colour_that_is_asked_for(photo, waving):
    gold, green = (_drawn(photo, waving, dress="gown", colour=colour) for colour in ("#c8a020", "darkgreen"))
    differs = np.abs(gold - green).max(-1) > 60
    assert 0.03 < differs.mean() < 0.4
    red, leaf, blue = (np.median(gold[differs][:, k]) for k in range(3))
    assert red > leaf > 1.5 * blue
    other = np.median(green[differs], 0)
    assert other[1] > 1.4 * max(other[0], other[2])


def test_bodies_are_of_the_build_that_is_asked_for(photo):
    shoulders = {}
    for build in ("slim", "broad"):
        rest = pipeline.person_of(PhotoVideo(photo, dress="tails", build=build)).rig.rest
        shoulders[build] = rest[INDEX["upper_arm_l"], 0]
    usual = load_dress("tails").rig.rest[INDEX["upper_arm_l"], 0]
    assert shoulders["slim"] == pytest.approx(BUILDS["slim"][0] * usual, rel=1e-4)
    assert shoulders["broad"] == pytest.approx(BUILDS["broad"][0] * usual, rel=1e-4)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"colour": "blurple"}, "colour 'blurple' is not known"),
        ({"build": "giant"}, "build has to be one of photo, slim"),
        ({"head": (1, 2)}, "three numbers"),
        ({"head": (1.0, 2.0, float("nan"))}, "three numbers"),
        ({"head": (1.0, 2.0, -4.0)}, "radius above 0"),
    ],
)
def test_wishes_that_cannot_be_are_refused_in_words(wishes, words):
    with pytest.raises(OptionError, match=words):
        PhotoVideo("me.jpg", **wishes)


def test_a_network_redraws_one_view():
    with pytest.raises(PhotoError, match="one view, not a film"):
        PhotoVideo("me.jpg", backend="wan-animate", camera="film")
    assert PhotoVideo("me.jpg", backend="wan-animate", camera="close", dress="gown").dress == "gown"


@pytest.mark.parametrize("wishes", [{"backend": "puppet"}, {"dress": "tailcoat"}])
def test_what_is_no_more_is_refused_with_what_there_is(wishes):
    with pytest.raises(OptionError, match=r"one of (character|own, tails)"):
        PhotoVideo("me.jpg", **wishes)


@pytest.mark.parametrize("text", ["12,40", "a,b,c", "1;2;3"])
def test_the_command_line_refuses_a_head_that_is_no_circle(song, photo, text, tmp_path, capsys):
    out = ["--out", str(tmp_path / "out.mp4")]
    assert main(["conduct", str(song), "--photo", str(photo), "--head", text, *out]) == 2
    assert "X,Y,R in pixels of the photo" in capsys.readouterr().err
    assert not (tmp_path / "out.mp4").exists()


def _faces(character, waving) -> list[np.ndarray]:
    """Places of the mesh with every morph of the face at rest, and at work."""
    posed = pose(character, Motion(waving.points[:1]))
    world, matrices = (how(character.rig, posed)[0] for how in (forward, skinning_matrices))
    places = []
    for weight in (0.0, 1.0):
        morphs = np.array([weight if name in ("blink", "brows", "mouth") else 0.3 for name in MORPHS], np.float32)
        at, normals = np.empty_like(character.mesh.vertices), np.empty_like(character.mesh.normals)
        colours = character.colours()
        character.pose(Pose(matrices, world, morphs), at, normals, colours)
        places += [at, colours]
    return places


@pytest.mark.parametrize("dress", ["own", "tails"])
def test_a_still_face_stays_as_it_was_photographed(astronaut_sight, waving, dress):
    own = dress == "own"
    character = portray(astronaut_sight, (640, 360)).character if own else character_of(astronaut_sight, dress)
    rest, shown, moved, painted = _faces(character, waving)
    assert np.abs(moved - rest).max() > 1e-3 or np.abs(painted - shown).max() > 0.02
    still = with_still_face(character)
    rest, shown, moved, painted = _faces(still, waving)
    np.testing.assert_array_equal(moved, rest)
    np.testing.assert_array_equal(painted, shown)
    assert not any(isinstance(mover, PaintedFace) for mover in still.movers)
    fingers = np.diff(still.morphs.starts)[MORPHS.index("fingers_l")]
    assert fingers == np.diff(character.morphs.starts)[MORPHS.index("fingers_l")] > 0


def test_the_switch_reaches_the_film_and_the_stage(photo):
    video = PhotoVideo(photo, size=SIZE, dress="tails", still_face=True)
    assert np.diff(pipeline.person_of(video).morphs.starts)[MORPHS.index("blink")] == 0
