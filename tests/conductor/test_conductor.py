"""The textbook conductor: on the beat, in the pattern, of one body, in one picture."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vc.conductor import Body, Style, perform, perform_3d
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, Joint, pose_count

ARM_BONES = [
    (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, "upper_arm"),
    (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, "upper_arm"),
    (Joint.LEFT_ELBOW, Joint.LEFT_WRIST, "forearm"),
    (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST, "forearm"),
    (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, "shoulder_width"),
    (Joint.LEFT_HIP, Joint.RIGHT_HIP, "hip_width"),
]
WRISTS = [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]


def music(
    metre: int = 4, bpm: float = 96, seconds: float = 40, first_s: float = 2.0, loudness: float = 0.6, gap: tuple = ()
) -> Rhythm:
    """Steady music that ends with its last beat, 3 s before the end; no beats and no sound within `gap`."""
    beats = np.arange(first_s, seconds - 3, 60 / bpm)
    level = np.full(pose_count(seconds), loudness, np.float32)
    times = np.arange(len(level)) / POSE_RATE
    level[(times < first_s - 0.05) | (times > beats[-1] + 60 / bpm)] = 0
    place = np.arange(len(beats)) % metre
    if gap:
        level[(times > gap[0]) & (times < gap[1])] = 0
        keep = (beats < gap[0]) | (beats > gap[1])
        beats, place = beats[keep], place[keep]
    return Rhythm(beats, place, np.full(len(beats), metre), level, seconds)


def right_wrist(rhythm: Rhythm, seed: int = 0, style: Style | None = None) -> np.ndarray:
    return perform(rhythm, seed=seed, style=style).points[:, Joint.RIGHT_WRIST].astype(float)


def icti_s(y_down: np.ndarray) -> np.ndarray:
    """Times of the lowest points of a hand, by a parabola through three poses."""
    k = np.flatnonzero((y_down[1:-1] >= y_down[:-2]) & (y_down[1:-1] > y_down[2:])) + 1
    left, middle, right = y_down[k - 1], y_down[k], y_down[k + 1]
    return (k + 0.5 * (left - right) / (left - 2 * middle + right)) / POSE_RATE


def offsets(rhythm: Rhythm, wrist: np.ndarray) -> np.ndarray:
    found = icti_s(wrist[:, 1])
    return found[np.abs(found[:, None] - rhythm.beats_s[None]).argmin(0)] - rhythm.beats_s


def speed(points: np.ndarray) -> np.ndarray:
    """Stage widths a second of both wrists' faster one, between poses."""
    return np.linalg.norm(np.diff(points[:, WRISTS], axis=0), axis=-1).max(1) * POSE_RATE


def at(signal: np.ndarray, times_s: np.ndarray) -> np.ndarray:
    return np.interp(times_s, np.arange(len(signal)) / POSE_RATE, signal)


@pytest.mark.parametrize(("metre", "bpm"), [(2, 110), (3, 100), (4, 70), (4, 96), (4, 140), (6, 160), (1, 60)])
def test_the_hand_strikes_within_a_frame_of_every_beat(metre: int, bpm: float) -> None:
    rhythm = music(metre, bpm)
    for seed in range(3):
        off = offsets(rhythm, right_wrist(rhythm, seed, Style()))
        assert abs(np.median(off)) < 1 / 60
        assert (np.abs(off) < 1 / 30).mean() > 0.95


def test_a_lead_shows_the_beat_that_much_earlier() -> None:
    rhythm = music()
    on_time = np.median(offsets(rhythm, right_wrist(rhythm, 0, Style())))
    ahead = np.median(offsets(rhythm, right_wrist(rhythm, 0, Style(lead_s=0.08))))
    assert on_time - ahead == pytest.approx(0.08, abs=0.01)


def test_the_beat_follows_rubato() -> None:
    rng = np.random.default_rng(0)
    beats = 2 + np.cumsum(0.6 * np.exp(0.15 * np.sin(np.arange(50) * 0.4) + 0.03 * rng.standard_normal(50)))
    seconds = beats[-1] + 3
    rhythm = Rhythm(beats, np.arange(50) % 4, np.full(50, 4), np.full(pose_count(seconds), 0.6, np.float32), seconds)
    assert (np.abs(offsets(rhythm, right_wrist(rhythm, 1, Style()))) < 0.05).mean() > 0.95


@pytest.mark.parametrize("seconds", [0.04, 0.5, 1.0, 10.01, 33.333, 61.7])
def test_every_second_gets_thirty_poses(seconds: float) -> None:
    level = np.full(pose_count(seconds), 0.5, np.float32)
    beats = np.arange(0.1, seconds, 0.5)
    rhythm = Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), level, seconds)
    motion = perform(rhythm)
    assert len(motion) == pose_count(seconds)
    assert np.ptp(motion.points, axis=1).min(0).max() > 0.1  # no pose is a heap of zeros


def test_music_shorter_than_a_pose_is_refused() -> None:
    with pytest.raises(ValueError, match="hold no pose"):
        perform(Rhythm(np.zeros(0), np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32), 0.02))


def test_same_seed_same_motion_and_the_rhythm_is_left_alone() -> None:
    rhythm = music()
    before = copy.deepcopy(rhythm)
    np.testing.assert_array_equal(perform(rhythm, seed=7).points, perform(rhythm, seed=7).points)
    for name in ("beats_s", "bar_positions", "beats_per_bar", "loudness"):
        np.testing.assert_array_equal(getattr(rhythm, name), getattr(before, name))


def test_seeds_differ_visibly() -> None:
    rhythm = music()
    motions = [perform(rhythm, seed=seed).points for seed in range(6)]
    different = [np.abs(motions[i] - motions[j]).mean() for i in range(6) for j in range(i)]
    assert np.mean(different) > 0.03
    assert np.min(different) > 0.02


def test_a_style_changes_the_manner_and_not_the_beat() -> None:
    rhythm = music()
    small, large = (right_wrist(rhythm, 3, Style(size=size)) for size in (0.7, 1.4))
    assert np.ptp(large[:, 1]) > 1.4 * np.ptp(small[:, 1])
    assert abs(np.median(offsets(rhythm, small)) - np.median(offsets(rhythm, large))) < 0.01


def test_louder_music_is_conducted_larger() -> None:
    heights = []
    for loudness in (0.1, 0.5, 0.9):
        y = right_wrist(music(loudness=loudness), 1)[:, 1]
        heights.append(y[90:1050].std())
    assert heights[0] < 0.8 * heights[1] < 0.8 * heights[2]


def test_a_crescendo_is_shown_before_it_is_heard() -> None:
    rhythm = music(seconds=42)
    level = rhythm.loudness * np.where(np.arange(len(rhythm.loudness)) < 20 * POSE_RATE, 0.2, 1.4)
    loud_later = Rhythm(rhythm.beats_s, rhythm.bar_positions, rhythm.beats_per_bar, level, 42)
    late, early = (right_wrist(loud_later, 2, Style(anticipation_s=s))[19 * 30 : 20 * 30, 1] for s in (0.0, 0.8))
    assert np.ptp(early) > 1.15 * np.ptp(late)


@pytest.mark.parametrize("metre", [2, 3, 4, 6])
def test_the_downbeat_falls_from_the_top_and_straight(metre: int) -> None:
    rhythm = music(metre, 100 if metre < 6 else 150, seconds=60)
    style = Style(drift=0.0, phrase=0.0, sway=0.0)
    x, y = right_wrist(rhythm, 0, style).T
    beats, place = rhythm.beats_s[4:-2], rhythm.bar_positions[4:-2]
    beat_s = np.diff(beats).mean()
    window = np.linspace(0.15, 1, 20) * beat_s
    fall = np.array([at(y, b) - at(y, b - window).min() for b in beats])
    sideways = np.array([np.ptp(at(x, b - window[window < 0.4 * beat_s])) for b in beats])
    assert fall[place == 0].min() > 1.3 * fall[place != 0].max()
    assert (sideways / fall)[place == 0].max() < 0.25
    assert at(y, beats[place == 0]).mean() >= at(y, beats[place == metre - 1]).mean()  # y points down


def test_four_beats_lie_down_inward_outward_and_between() -> None:
    rhythm = music(4, 90, seconds=60)
    x = right_wrist(rhythm, 0, Style(drift=0.0, phrase=0.0, sway=0.0))[:, 0]
    down, inward, outward, last = (at(x, rhythm.beats_s[rhythm.bar_positions == k][1:-1]).mean() for k in range(4))
    assert inward > down + 0.04  # towards the conductor's left, which the viewer sees on the right
    assert outward < last < down
    assert outward < down - 0.04


def test_three_beats_go_down_outward_and_back_up() -> None:
    rhythm = music(3, 90, seconds=60)
    x, y = right_wrist(rhythm, 0, Style(drift=0.0, phrase=0.0, sway=0.0)).T
    down, outward, last = (at(x, rhythm.beats_s[rhythm.bar_positions == k][1:-1]).mean() for k in range(3))
    assert outward < last < down
    assert at(y, rhythm.beats_s[rhythm.bar_positions == 2][1:-1]).mean() < at(y, rhythm.downbeats_s[1:-1]).mean()


def test_quick_bars_are_beaten_in_one_or_two() -> None:
    in_two, in_one = music(4, 200), music(3, 200)
    for rhythm, strokes_per_bar in ((in_two, 2), (in_one, 1)):
        bars = len(rhythm.downbeats_s)
        struck = icti_s(right_wrist(rhythm, 0, Style())[60:-120, 1])
        assert len(struck) == pytest.approx(bars * strokes_per_bar, rel=0.15)


def test_a_preparatory_beat_comes_one_beat_before_the_music() -> None:
    rhythm = music(4, 60, first_s=4.0)
    y = right_wrist(rhythm, 0, Style())[:, 1]
    top = y[3 * 30 : 4 * 30].argmin() / 30 + 3
    assert 3.2 < top < 3.9  # up and down within the beat before
    assert np.abs(np.diff(y[75:87])).max() < 0.004  # waiting before it
    assert abs(offsets(rhythm, right_wrist(rhythm, 0, Style()))[0]) < 0.05


def test_music_that_starts_at_once_is_taken_from_a_ready_hand() -> None:
    rhythm = music(first_s=0.02)
    points = perform(rhythm, seed=0).points
    assert speed(points[:3]).max() < 2.0
    assert points[0, Joint.RIGHT_WRIST, 1] < points[0, Joint.RIGHT_HIP, 1]


def test_the_end_is_cut_off_and_then_still() -> None:
    rhythm = music(seconds=45)
    points = perform(rhythm, seed=0).points
    last = rhythm.beats_s[-1]
    assert speed(points[int((last + 0.2) * 30) : int((last + 0.7) * 30)]).max() > 0.3  # the closing gesture
    assert speed(points[-10:]).max() < 0.06


def test_long_silence_is_still_and_the_beat_comes_back_after_it() -> None:
    rhythm = music(seconds=60, gap=(15, 30))
    points = perform(rhythm, seed=5, style=Style()).points
    assert speed(points[20 * 30 : 27 * 30]).max() < 0.06
    assert np.abs(np.diff(points[20 * 30 : 27 * 30], axis=0)).max() * 30 < 0.06
    assert (np.abs(offsets(rhythm, points[:, Joint.RIGHT_WRIST].astype(float))) < 0.05).mean() > 0.95


def test_sound_without_a_pulse_is_shaped_and_not_beaten() -> None:
    level = np.full(900, 0.5, np.float32)
    rhythm = Rhythm(np.zeros(0), np.zeros(0, int), np.zeros(0, int), level, 30.0)
    fast = speed(perform(rhythm, seed=0).points)
    assert 0.03 < np.median(fast) < 0.5
    assert fast.max() < 1.0


@pytest.mark.parametrize("seed", range(4))
def test_bones_keep_their_lengths_in_space(seed: int) -> None:
    body = Body.draw(seed)
    points = perform_3d(music(loudness=0.9), seed=seed, body=body)
    for a, b, name in ARM_BONES:
        length = np.linalg.norm(points[:, a] - points[:, b], axis=-1)
        np.testing.assert_allclose(length, getattr(body, name), atol=1e-5)
    for a, b in ((Joint.LEFT_SHOULDER, Joint.LEFT_HIP), (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP)):
        side = np.linalg.norm(points[:, a] - points[:, b], axis=-1)
        assert side.std() / side.mean() < 0.06


def test_hands_stay_in_front_of_the_body() -> None:
    for seed in range(4):
        points = perform_3d(music(loudness=0.8), seed=seed)
        chest = 0.5 * (points[:, Joint.LEFT_SHOULDER, 2] + points[:, Joint.RIGHT_SHOULDER, 2])
        assert (points[:, WRISTS, 2] > chest[:, None] + 0.03).all()


@pytest.mark.parametrize("seed", range(8))
def test_the_figure_is_framed_as_in_the_dataset(seed: int) -> None:
    points = perform(music(loudness=1.0, bpm=110), seed=seed).points
    shoulders = np.linalg.norm(points[:, Joint.LEFT_SHOULDER] - points[:, Joint.RIGHT_SHOULDER], axis=-1)
    hips = 0.5 * (points[:, Joint.LEFT_HIP] + points[:, Joint.RIGHT_HIP]).mean(0)
    assert shoulders.mean() == pytest.approx(0.2, abs=1e-4)
    np.testing.assert_allclose(hips, (0.5, 0.75), atol=1e-4)
    assert points.min() > 0
    assert points.max() < 1
    assert (points[:, Joint.LEFT_SHOULDER, 0] > points[:, Joint.RIGHT_SHOULDER, 0]).all()


def test_the_motion_is_lively_smooth_and_human() -> None:
    """The ranges in which recorded conductors move."""
    spread, pace, jerk, limbs, lateral = [], [], [], [], []
    for seed in range(6):
        t = np.arange(pose_count(60)) / 30
        rhythm = music([4, 3, 2][seed % 3], [96, 120, 108][seed % 3], seconds=60)
        rhythm.loudness[:] *= 1 + 0.4 * np.sin(2 * np.pi * t / 25)
        points = perform(rhythm, seed=seed).points.astype(float)[60:-90]
        wrists = points[:, WRISTS]
        spread.append(points.std(0).mean())
        pace.append(np.linalg.norm(np.diff(wrists, axis=0), axis=-1).mean() * 30)
        jerk.append(np.linalg.norm(np.diff(wrists, 3, axis=0), axis=-1).mean() * 30**3)
        limbs += [np.linalg.norm(points[:, a] - points[:, b], axis=-1) for a, b, _ in ARM_BONES[:4]]
        beat = points[:, Joint.RIGHT_WRIST] - np.stack(
            [np.convolve(c, np.ones(45) / 45, "same") for c in points[:, Joint.RIGHT_WRIST].T], 1
        )
        lateral.append(np.divide(*beat[30:-30].std(0)))
    assert 0.030 < np.mean(spread) < 0.060
    assert 0.33 < np.mean(pace) < 0.48
    assert np.max(jerk) < 150
    assert np.mean(lateral) > 0.5
    assert (np.concatenate(limbs) > 0.2).mean() < 0.002


def test_the_left_hand_does_not_mirror_all_the_time() -> None:
    mirrored = []
    for seed in range(8):
        points = perform(music(seconds=60), seed=seed).points[90:1600]
        left, right = points[:, Joint.LEFT_WRIST], points[:, Joint.RIGHT_WRIST]
        together = np.diff(left[:, 0]) * np.diff(right[:, 0]) < 0
        alike = np.abs(np.diff(left[:, 1]) - np.diff(right[:, 1])) < 0.004
        mirrored.append((together & alike).mean())
    assert 0.05 < np.mean(mirrored) < 0.6


def test_a_style_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"size is 9.* between"):
        Style(size=9.0)


def test_drawn_styles_and_bodies_differ_and_repeat() -> None:
    assert Style.draw(1) == Style.draw(1)
    assert Style.draw(1) != Style.draw(2)
    assert Body.draw(1) == Body.draw(1)
    assert Body.draw(1) != Body.draw(2)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_rhythm_gives_a_finite_motion_within_the_stage(data: st.DataObject) -> None:
    seconds = data.draw(st.floats(0.05, 20))
    beats = np.unique(np.round(data.draw(st.lists(st.floats(0, seconds), max_size=40)), 2))
    metre = np.array(
        data.draw(st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 7]), min_size=len(beats), max_size=len(beats)))
    )
    place = np.array([data.draw(st.integers(0, m - 1)) for m in metre], int)
    level = np.full(pose_count(seconds), data.draw(st.floats(0, 1)), np.float32)
    rhythm = Rhythm(beats, place, metre.astype(int), level, seconds)
    points = perform(rhythm, seed=data.draw(st.integers(0, 1000))).points
    assert points.shape == (pose_count(seconds), 13, 2)
    assert points.min() > -0.05
    assert points.max() < 1.05


def test_five_and_eight_are_beaten_in_patterns_that_there_are():
    from vc.conductor.plan import _patterned

    metre, place = _patterned(np.arange(5), np.full(5, 5))
    assert metre.tolist() == [5] * 5
    assert place.tolist() == [0, 1, 2, 3, 4]
    metre, place = _patterned(np.arange(8), np.full(8, 8))
    assert metre.tolist() == [4] * 8
    assert place.tolist() == [0, 1, 2, 3, 0, 1, 2, 3]
    metre, place = _patterned(np.arange(6), np.full(6, 6))
    assert (metre.tolist(), place.tolist()) == ([6] * 6, list(range(6)))
