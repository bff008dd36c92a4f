"""The avatar video: one frame a pose, hands where the pose has them, always the same, at any even size."""

from itertools import islice

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

from vc.conductor import perform
from vc.music import Rhythm
from vc.render.avatar import AVATARS, CAMERAS, frames, gain, paint, raster, resolve, shade, shadow
from vc.render.avatar.lift import lift
from vc.render.avatar.model import load_avatar
from vc.render.avatar.rig import INDEX, positions
from vc.skeleton import Motion

SMALL = (320, 180)


def few(motion: Motion, count: int = 3) -> Motion:
    return Motion(motion.points[:count])


@pytest.mark.parametrize("avatar", AVATARS)
@pytest.mark.parametrize("camera", CAMERAS)
def test_every_pose_gives_a_frame_of_the_size(waving, avatar, camera):
    drawn = list(frames(few(waving), size=SMALL, avatar=avatar, camera=camera))
    assert [(frame.width, frame.height) for frame in drawn] == [SMALL] * 3


@pytest.mark.parametrize("size", [(64, 64), (98, 130), (512, 288), (18, 30)])
def test_any_even_size(waving, size):
    frame = next(frames(few(waving, 1), size=size))
    assert frame.planes.shape == (size[1] * 3 // 2, size[0])
    assert frame.planes[: size[1]].std() > 3


def test_odd_sizes_and_unknown_names_are_refused_at_the_call(waving):
    with pytest.raises(ValueError, match="even"):
        frames(waving, size=(321, 180))
    with pytest.raises(ValueError, match="no camera 'behind'; choose one of front"):
        frames(waving, size=SMALL, camera="behind")
    with pytest.raises(ValueError, match="no avatar"):
        frames(waving, size=SMALL, avatar="nobody")


@pytest.mark.parametrize("avatar", AVATARS)
def test_hands_are_where_the_pose_has_them(waving, avatar):
    size, pose = (640, 640), 40
    model = load_avatar(avatar)
    lifted = lift(waving, rig=model.rig)
    frame = next(islice(frames(waving, size=size, avatar=avatar), pose, None)).to_rgb().astype(int)
    places = positions(model.rig, lifted)[pose]
    for side in "lr":
        wrist, elbow = places[INDEX[f"hand_{side}"]], places[INDEX[f"forearm_{side}"]]
        palm = wrist + 0.25 * (wrist - elbow)
        x, y = CAMERAS["front"].project(palm[None], size)[0, :2].astype(int)
        near = frame[y - 9 : y + 10, x - 9 : x + 10]
        skin = (near[..., 0] > 110) & (near[..., 0] > 1.15 * near[..., 2]) & (near[..., 1] > 0.5 * near[..., 0])
        assert skin.sum() > 25


def test_the_figure_moves_and_the_far_curtain_does_not(waving):
    first, later = (frame.to_rgb().astype(int) for frame in islice(frames(waving, size=SMALL), 0, 8, 7))
    changed = np.abs(first - later).max(-1) > 8
    assert changed.sum() > 100
    assert not changed[:40, :60].any()


def test_the_figure_casts_a_shadow_that_moves(waving):
    drawn = [frame.to_rgb().astype(int) for frame in islice(frames(waving, size=(640, 360)), 0, 8, 7)]
    floor = np.abs(drawn[0] - drawn[1]).max(-1)[305:345, 400:520]
    assert (floor > 8).sum() > 10


def test_repetition_and_the_number_of_workers_change_nothing(waving):
    motion = few(waving, 12)
    runs = [[f.planes for f in frames(motion, size=SMALL, workers=workers)] for workers in (2, 2, 1, 4)]
    for other in runs[1:]:
        assert np.array_equal(runs[0], other)


def test_the_motion_is_left_as_it_was(waving):
    before = waving.points.copy()
    list(islice(frames(waving, size=SMALL), 2))
    assert np.array_equal(before, waving.points)


def test_cameras_avatars_and_colours_differ(waving):
    motion = few(waving, 1)
    choices = [{"camera": camera} for camera in CAMERAS]
    choices += [{"avatar": AVATARS[1]}, {"skin": "dark"}, {"hair": "black"}]
    pictures = [next(frames(motion, size=SMALL, **choice)).planes.tobytes() for choice in choices]
    assert len(set(pictures)) == len(pictures)


def test_frames_are_drawn_as_they_are_asked_for(waving):
    long = Motion(np.tile(waving.points, (20, 1, 1)))  # would take minutes
    assert len(list(islice(frames(long, size=SMALL), 2))) == 2


def test_loudness_moves_the_face(waving):
    quiet, loud = (
        list(islice(frames(waving, size=SMALL, loudness=np.full(300, level)), 60, 61)) for level in (0.0, 1.0)
    )
    assert not np.array_equal(quiet[0].planes, loud[0].planes)


def test_one_pose_is_a_video_too(waving):
    assert len(list(frames(few(waving, 1), size=SMALL))) == 1


def test_a_textbook_conductor_can_be_drawn():
    beats = np.arange(0, 4, 0.6)
    rhythm = Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), np.full(120, 0.5, np.float32), 4.0)
    drawn = frames(perform(rhythm, seed=2), size=SMALL, avatar="maestro", camera="close", loudness=rhythm.loudness)
    assert len(list(islice(drawn, 0, 40, 13))) == 4


def test_the_authors_motion_can_be_drawn(reference_dir):
    points = np.load(reference_dir / "golden" / "official_m2sgan.npz")["motion"][0][:40]
    assert len(list(islice(frames(Motion(points), size=SMALL), 0, 40, 13))) == 4


def test_drawing_counts_no_references():
    """Else every view of an array within a loop over pixels costs two atomic operations: a third of a frame's time."""
    functions = [value for module in (gain, paint, resolve, shade, shadow) for value in vars(module).values()]
    compiled = [value for value in functions if isinstance(value, Dispatcher)]
    assert {"light_corner", "plan", "resolve", "shade", "project_to_light", "draw_triangles"} <= {
        one.__name__ for one in compiled
    }
    for one in (*compiled, raster.draw_depth, raster.restore_depth):
        assert one.targetoptions["_nrt"] is False, one.__name__
