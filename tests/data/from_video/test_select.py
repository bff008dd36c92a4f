"""What is taken from a watched video and what is not, and the form it is given."""

from dataclasses import replace

import numpy as np
import pytest

from vc.data.from_video.select import HIPS, LANDMARK_OF_JOINT, SHOULDER_WIDTH, Take, normalise, select
from vc.skeleton import Joint

from .conftest import BONES

WRISTS = [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]
POSES = 120  # of four seconds


def changed(watched, first: int, last: int, *, landmarks=None, visibility=None):
    """The same video with other landmarks in frames first..last - 1."""
    points, seen = watched.landmarks.copy(), watched.visibility.copy()
    if landmarks is not None:
        points[first:last] = landmarks(points[first:last])
    if visibility is not None:
        seen[first:last] = visibility
    return replace(watched, landmarks=points, visibility=seen)


def marked(watched, name: str, frame: int):
    flags = np.zeros(len(watched), bool)
    flags[frame] = True
    return replace(watched, **{name: flags})


def true_motion(places: np.ndarray, take: Take) -> np.ndarray:
    """(T, joints, 2) of the figure's bones in the take's time, in its normalisation."""
    return normalise(places[take.first : take.first + len(take.points)].astype(np.float64))[:, list(BONES)]


def moved_apart(found: np.ndarray, true: np.ndarray) -> np.ndarray:
    """(joints,) mean distance over time, after each joint's mean place has been taken off."""
    return np.linalg.norm((found - found.mean(0)) - (true - true.mean(0)), axis=2).mean(axis=0)


def test_the_motion_is_the_figure_s(watched, filmed):
    ((take,), _) = select(watched, seconds=4, poses=POSES)
    assert take.first == 0
    assert take.points.shape == (POSES, 13, 2)
    true, found = true_motion(filmed.places, take), take.points[:, list(BONES)]
    # Stage widths; the shoulders are 0.2 wide. The detector and the figure's bones mean other places by hips and
    # shoulders, which moves the body as a whole; how the joints move is what matters.
    assert np.linalg.norm(found - true, axis=2).mean() < 0.04
    assert moved_apart(found, true).max() < 0.018
    for joint in WRISTS:
        place = list(BONES).index(joint)
        right, seen = true[:, place, 1], found[:, place, 1]
        assert np.corrcoef(right, seen)[0, 1] > 0.97, joint.name
        lags = [np.corrcoef(right[5:-5], np.roll(seen, lag)[5:-5])[0, 1] for lag in range(-4, 5)]
        assert np.argmax(lags) == 4, joint.name


def test_it_is_normalised_as_the_authors_data_is(watched):
    ((take,), _) = select(watched, seconds=4, poses=POSES)
    across = take.points[:, Joint.LEFT_SHOULDER] - take.points[:, Joint.RIGHT_SHOULDER]
    hips = take.points[:, [Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=(0, 1))
    assert np.linalg.norm(across, axis=1).mean() == pytest.approx(SHOULDER_WIDTH, rel=1e-4) == 0.2
    assert hips == pytest.approx(HIPS, abs=1e-5)
    assert (across[:, 0] > 0).all()


@pytest.mark.parametrize("keep", ["every second", "at random"])
def test_any_frame_rate_gives_thirty_poses_a_second_at_the_right_times(watched, filmed, keep):
    """15 frames a second, and a rate that changes all the time (with the first and the last frame)."""
    chosen = np.arange(0, 120, 2)
    if keep == "at random":
        chosen = np.sort(np.random.default_rng(5).choice(np.arange(1, 119), 80, replace=False))
    chosen = np.unique([0, *chosen, 119])
    thin = replace(
        watched, times_s=watched.times_s[chosen], landmarks=watched.landmarks[chosen],
        visibility=watched.visibility[chosen], is_cut=watched.is_cut[chosen], is_other=watched.is_other[chosen],
    )  # fmt: skip
    ((take,), _), ((whole,), _) = (select(seen, seconds=4, poses=POSES) for seen in (thin, watched))
    assert len(take.points) == POSES
    assert np.abs(take.points - whole.points).max() < 0.03
    assert moved_apart(take.points[:, list(BONES)], true_motion(filmed.places, take)).max() < 0.018


def test_pictures_that_begin_after_the_sound_keep_its_time(watched):
    later = replace(watched, times_s=watched.times_s + 0.51)
    ((take,), rejected) = select(later, seconds=3, poses=200)
    assert take.first == 16  # the first pose after 0.51 s
    assert rejected[0].from_s == pytest.approx(16 / 30 + 3)
    ((plain,), _) = select(watched, seconds=3, poses=200)
    assert np.abs(take.points[10:80] - plain.points[11:81]).mean() < 0.01  # 23 ms apart


def test_what_is_before_the_sound_or_after_it_is_not_taken(watched):
    ((take,), _) = select(replace(watched, times_s=watched.times_s - 0.5), seconds=3, poses=105)
    assert take.first == 0
    takes, rejected = select(watched, seconds=3, poses=80)
    assert not takes
    assert rejected[0].reason == "too short: 2.7 s, an item takes 3 s"


def test_a_short_gap_is_bridged(watched, filmed):
    holed = changed(watched, 50, 62, landmarks=lambda points: np.nan * points, visibility=0)
    ((take,), rejected) = select(holed, seconds=4, poses=POSES)
    assert not rejected
    assert moved_apart(take.points[:, list(BONES)], true_motion(filmed.places, take)).max() < 0.03
    ((whole,), _) = select(watched, seconds=4, poses=POSES)
    assert np.abs(take.points[:35] - whole.points[:35]).max() < 0.01


def moved_right(points):
    return points + np.array([180, 0], np.float32)


def turned_round(points):
    points = points.copy()
    points[..., 0] = 320 - points[..., 0]
    return points


@pytest.mark.parametrize(
    ("landmarks", "visibility", "reason"),
    [
        (lambda points: np.nan * points, 0, "no person is seen"),
        (moved_right, None, "cut off by the picture's edge"),
        (turned_round, None, "from behind"),
        (lambda points: points * 0.1 + 100, None, "too small"),
        (None, 0.1, "arms or shoulders are hidden"),
    ],
)
def test_a_long_gap_is_told_with_its_reason_and_ends_the_item(watched, landmarks, visibility, reason):
    broken = changed(watched, 50, 80, landmarks=landmarks, visibility=visibility)
    takes, rejected = select(broken, seconds=3, poses=POSES)
    assert not takes
    first, gap, last = rejected
    assert reason in gap.reason
    assert (gap.from_s, gap.to_s) == pytest.approx((50 / 30, 79 / 30), abs=1e-3)
    assert first.reason.startswith("too short: 1.7 s, an item takes 3 s, then comes: ")
    assert reason in first.reason
    assert last.reason == "too short: 1.3 s, an item takes 3 s"


@pytest.mark.parametrize(("name", "reason"), [("is_cut", "a scene cut"), ("is_other", "another person")])
def test_no_item_goes_over_a_cut_or_from_one_person_to_another(watched, name, reason):
    takes, rejected = select(marked(watched, name, 40), seconds=2, poses=POSES)
    assert [take.first for take in takes] == [40]
    assert rejected[0].reason == f"too short: 1.3 s, an item takes 2 s, then comes: {reason}"


def test_a_person_who_only_stands_there_teaches_nothing(watched):
    still = changed(watched, 0, 120, landmarks=lambda points: np.repeat(points[:1], len(points), 0))
    takes, rejected = select(still, seconds=4, poses=POSES)
    assert not takes
    assert [part.reason for part in rejected] == ["the hands do not move"]


def test_a_slide_show_is_no_video(watched):
    slow = replace(watched, times_s=watched.times_s * 4)
    takes, rejected = select(slow, seconds=4, poses=500)
    assert not takes
    assert "only 8 pictures a second" in rejected[0].reason


def test_the_thirteen_joints_are_mediapipe_s_of_the_same_name():
    from vc.vision.joints import NAMES

    assert [NAMES[landmark] for landmark in LANDMARK_OF_JOINT] == [joint.name.lower() for joint in Joint]
