"""The skeleton video: colours where the bones are, background where they are not, traces of what has moved."""

from itertools import islice

import numpy as np
import pytest

from vc.frame import SIZES, Frame
from vc.render.skeleton import THEMES, frames
from vc.skeleton import Joint, Motion

SIZE = (512, 512)


def still(pose: np.ndarray, count: int) -> Motion:
    return Motion(np.repeat(pose[None], count, 0))


def first(motion: Motion, *, size=SIZE, theme="dark") -> Frame:
    return next(frames(motion, size=size, theme=theme))


def pixel(frame: Frame, point: np.ndarray) -> np.ndarray:
    """RGB at a stage point, the stage centred in the frame."""
    side = min(frame.width, frame.height)
    x, y = point * side + (np.array([frame.width, frame.height]) - side) / 2
    return frame.to_rgb()[int(y), int(x)].astype(int)


def changed(frame: Frame, other: Frame) -> np.ndarray:
    """(h, w) bool: where two frames differ visibly."""
    return np.abs(frame.to_rgb().astype(int) - other.to_rgb()).max(-1) > 6


@pytest.fixture
def pose(waving) -> np.ndarray:
    return waving.points[0]


@pytest.mark.parametrize("theme", THEMES)
def test_forearms_have_their_sides_colour(pose, theme):
    frame = first(still(pose, 1), theme=theme)
    off_the_highlight = np.array([0.012, 0.010])
    right = pixel(frame, pose[[Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]].mean(0) + off_the_highlight)
    left = pixel(frame, pose[[Joint.LEFT_ELBOW, Joint.LEFT_WRIST]].mean(0) + off_the_highlight)
    assert right == pytest.approx(THEMES[theme].right, abs=70)
    assert left == pytest.approx(THEMES[theme].left, abs=70)
    assert right[0] > right[2] + 60  # warm
    assert left[2] > left[0] + 60  # cool


def test_the_right_hand_stands_at_smaller_x(pose):
    rgb = first(still(pose, 1)).to_rgb().astype(int)
    warm = np.nonzero(rgb[..., 0] - rgb[..., 2] > 120)[1].mean()
    cool = np.nonzero(rgb[..., 2] - rgb[..., 0] > 80)[1].mean()
    assert warm < SIZE[0] / 2 < cool


def test_away_from_the_body_there_is_only_background(pose):
    here = first(still(pose, 1))
    elsewhere = first(still(pose + np.float32(5), 1))  # nothing of the body in the picture
    body = changed(here, elsewhere)
    assert body.any()
    rows, columns = np.nonzero(body)
    assert columns.min() > 0.2 * SIZE[0]
    assert columns.max() < 0.8 * SIZE[0]
    assert rows.min() > 0.1 * SIZE[1]


def test_the_face_turns_with_the_nose(pose):
    skin = np.array(THEMES["dark"].skin)

    def face_middle(offset: float) -> float:
        turned = pose.copy()
        turned[Joint.NOSE, 0] += offset
        rgb = first(still(turned, 1)).to_rgb().astype(int)
        return np.nonzero(np.abs(rgb - skin).max(-1) < 12)[1].mean()

    assert face_middle(-0.03) < face_middle(0) - 2
    assert face_middle(0.03) > face_middle(0) + 2


def test_moving_hands_leave_traces_and_still_ones_do_not(pose):
    points = np.repeat(pose[None], 30, 0)
    points[:15, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST], 1] -= np.linspace(0.2, 0, 15, dtype=np.float32)[:, None]
    moved = list(frames(Motion(points), size=SIZE))
    resting = first(still(pose, 1))
    assert not changed(moved[0], first(Motion(points[:1]))).any()
    trace = changed(moved[16], resting)
    assert trace.sum() > 300
    assert trace[:, : SIZE[0] // 2].any()
    assert trace[:, SIZE[0] // 2 :].any()


def test_traces_fade_within_their_time(pose):
    points = np.repeat(pose[None], 60, 0)
    points[:10, Joint.LEFT_WRIST, 1] -= 0.15
    *_, last = frames(Motion(points), size=SIZE)
    assert not changed(last, list(frames(still(pose, 60), size=SIZE))[-1]).any()


def test_one_frame_per_pose_the_same_on_every_run(waving):
    motion = Motion(waving.points[:24])
    before = motion.points.copy()
    once, again = (list(frames(motion, size=(256, 144))) for _ in range(2))
    assert len(once) == 24
    assert all(np.array_equal(a.planes, b.planes) for a, b in zip(once, again, strict=True))
    assert np.array_equal(motion.points, before)
    assert not np.array_equal(once[0].planes, once[-1].planes)


def test_a_frame_does_not_depend_on_what_comes_after_it_in_the_request(waving):
    """Width of the shoulders aside, which is one for the whole motion, a frame needs its own 0.6 s alone."""
    long, short = Motion(waving.points[:40]), Motion(waving.points[10:40])
    assert np.array_equal(
        list(frames(long, size=(128, 128)))[35].planes, list(frames(short, size=(128, 128)))[25].planes
    )


def test_themes_differ(pose):
    assert changed(first(still(pose, 1), theme="dark"), first(still(pose, 1), theme="light")).mean() > 0.9


@pytest.mark.parametrize("size", [*SIZES.values(), (2, 2), (66, 130), (1080, 1920)])
def test_any_even_size_is_filled(pose, size):
    frame = first(still(pose, 1), size=size)
    assert (frame.width, frame.height) == size


def test_the_stage_lies_in_the_middle_of_a_wide_picture(pose):
    wide, square = first(still(pose, 1), size=(1280, 720)), first(still(pose, 1), size=(720, 720))
    hand = pose[Joint.LEFT_WRIST]
    assert pixel(wide, hand) == pytest.approx(pixel(square, hand), abs=6)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p * 0,
        lambda p: p * 0 + 0.5,
        lambda p: p + 3,
        lambda p: p - 1e30,
        lambda p: (p - 0.5) * 1e4,
        lambda p: p[::-1],
        lambda p: (p - 0.5) * 6 + 0.5,
    ],
    ids=["all zero", "one point", "outside", "absurdly far", "huge", "shuffled", "too large for the stage"],
)
def test_odd_poses_are_drawn_without_complaint(pose, change):
    points = np.stack([pose, change(pose), pose]).astype(np.float32)
    assert len(list(frames(Motion(points), size=(320, 180)))) == 3


def test_frames_are_drawn_on_demand(pose):
    """Two hours at 30 Hz: the first frames come at once."""
    endless = Motion(np.broadcast_to(pose, (216_000, 13, 2)))
    assert len(list(islice(frames(endless, size=(64, 64)), 3))) == 3


def test_an_unknown_theme_is_refused_by_name(pose):
    with pytest.raises(ValueError, match=r"'neon'.*dark, light"):
        frames(still(pose, 1), size=SIZE, theme="neon")


def test_an_odd_size_is_refused_at_once(pose):
    with pytest.raises(ValueError, match="511"):
        frames(still(pose, 1), size=(511, 512))
