"""What the conductor shows beside the beat: entries, holds, cut-offs, swells, hushes, accents, articulation."""

from dataclasses import replace

import numpy as np
import pytest

from tests.conductor.test_conductor import music, offsets
from vc.channels import channel
from vc.conductor import Body, Style, perform, perform_layers
from vc.conductor.pattern import PATTERNS
from vc.conductor.plan import find_passages, make_strokes
from vc.manner import Manner
from vc.marks import SEATS, Marks, seat
from vc.music import Rhythm
from vc.skeleton import Joint, pose_count

CALM = Style(drift=0.0, phrase=0.0, sway=0.0, mirror=0.0, look=0.0)


def marked(rhythm: Rhythm, **marks) -> Rhythm:
    return replace(rhythm, marks=replace(Marks.none(rhythm.seconds), **marks))


def entering(where: str, number: int = 12, rhythm: Rhythm | None = None) -> tuple[Rhythm, float]:
    rhythm = rhythm or music(4, 90)
    time = float(rhythm.beats_s[number])
    return marked(rhythm, entries_s=np.array([time]), seats=np.array([seat(where)])), time


def layers(rhythm: Rhythm, style: Style = CALM, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    return perform_layers(rhythm, seed=seed, style=style, body=Body())


def aside(directions: np.ndarray) -> np.ndarray:
    """Radians to the conductor's left."""
    return np.arctan2(directions[:, 0], directions[:, 2])


@pytest.mark.parametrize("where", ["first violins", "second violins", "violas", "cellos", "basses"])
def test_eyes_and_head_go_to_those_who_enter_a_beat_ahead(where):
    rhythm, time = entering(where)
    _, shown = layers(rhythm)
    at = round((time - 0.2) * 30)
    looks, faces = aside(channel(shown, "gaze")), aside(channel(shown, "head"))
    assert looks[at] == pytest.approx(SEATS[where][0], abs=0.1)
    assert np.sign(faces[at]) == np.sign(SEATS[where][0])
    assert abs(looks[round((time - 2.5) * 30)]) < 0.1


def test_a_cue_is_prepared_with_a_breath_and_given_on_the_entry():
    rhythm, time = entering("first violins")
    joints, shown = layers(rhythm)
    plain, calm = layers(marked(music(4, 90)))
    left = joints[:, Joint.LEFT_WRIST, 1] - plain[:, Joint.LEFT_WRIST, 1]
    at = round(time * 30)
    lifted = at - 20 + int(left[at - 20 : at].argmax())
    assert 3 <= at - lifted <= 12  # lifted before, in its beat
    assert left[lifted] > left[at] + 0.10
    breath = channel(shown, "breath")
    assert breath[at - 5] > channel(calm, "breath")[at - 5] + 0.2
    assert channel(shown, "left_open")[at] > 0.6


def test_players_on_the_right_are_brought_in_by_the_right_hand():
    rhythm, time = entering("basses")
    joints, shown = layers(rhythm)
    plain, calm = layers(marked(music(4, 90)))
    at = round((time - 0.1) * 30)
    moved = np.abs(joints - plain)
    assert moved[at, Joint.RIGHT_WRIST].max() > 0.06 > moved[at, Joint.LEFT_WRIST, 1]
    assert aside(channel(shown, "baton"))[at] < aside(channel(calm, "baton"))[at] - 0.2
    assert (
        np.abs(offsets(rhythm, perform(rhythm, style=CALM).points[:, Joint.RIGHT_WRIST].astype(float))) < 0.05
    ).mean() > 0.95


def test_a_fermata_stops_the_beat_and_a_preparation_takes_it_up_again():
    rhythm = music(4, 100, seconds=40)
    stop = float(rhythm.beats_s[20])
    beats = np.where(rhythm.beats_s > stop + 0.01, rhythm.beats_s + 1.8, rhythm.beats_s)
    held = marked(replace(rhythm, beats_s=beats[beats < 37]), holds_s=np.array([[stop + 0.6, stop + 2.4]]))
    held = replace(held, bar_positions=held.bar_positions[: len(held.beats_s)],
                   beats_per_bar=held.beats_per_bar[: len(held.beats_s)])  # fmt: skip
    assert len(find_passages(held, CALM)) == 2
    joints, shown = layers(held)
    y = joints[:, Joint.RIGHT_WRIST, 1]
    waiting = slice(round((stop + 0.75) * 30), round((stop + 1.1) * 30))
    assert np.ptp(y[waiting]) < 0.06 < np.ptp(y[waiting.start - 60 : waiting.start])
    resumed = beats[21]
    prepared = y[round((resumed - 0.5) * 30) : round(resumed * 30)]
    assert prepared.max() - prepared[-1] > 0.08  # up and down within the beat before
    assert channel(shown, "breath")[round((resumed - 0.15) * 30)] > 0.8


def test_the_left_hand_closes_on_a_cut_off_and_opens_again():
    rhythm = music(4, 90, seconds=30)
    _, shown = layers(rhythm)
    cutoff = find_passages(rhythm, CALM)[-1].cutoff_s
    opened = channel(shown, "left_open")
    assert opened[round((cutoff - 0.6) * 30)] > 0.5
    assert opened[round((cutoff + 0.05) * 30)] < 0.15
    assert opened[round((cutoff + 1.0) * 30)] > 0.3


def level(shape, seconds: float = 40) -> Rhythm:
    rhythm = music(4, 90, seconds=seconds)
    times = np.arange(pose_count(seconds)) / 30
    return marked(replace(rhythm, loudness=np.interp(times, *shape).astype(np.float32)))


def test_palms_go_up_in_a_crescendo_and_to_the_players_in_a_diminuendo():
    _, grows = layers(level(([0, 10, 16, 40], [0.2, 0.2, 1.0, 1.0])))
    _, fades = layers(level(([0, 10, 16, 40], [1.0, 1.0, 0.2, 0.2])))
    up, down = (channel(shown, "left_palm")[(13 * 30)] for shown in (grows, fades))
    assert up[1] > 0.4
    assert down[1] < -0.2 < 0.3 < down[2]


def test_a_subito_piano_is_hushed_and_the_beat_is_small_at_once():
    rhythm = level(([0, 15, 15.1, 40], [0.9, 0.9, 0.15, 0.15]))
    joints, shown = layers(rhythm)
    palm, opened = channel(shown, "left_palm")[15 * 30 + 10], channel(shown, "left_open")[15 * 30 + 10]
    assert palm[2] > 0.8
    assert opened > 0.75
    y = joints[:, Joint.RIGHT_WRIST, 1]
    assert np.ptp(y[15 * 30 + 15 : 15 * 30 + 60]) < 0.6 * np.ptp(y[12 * 30 : 14 * 30])


def test_an_accent_is_a_larger_stroke_that_springs_back():
    rhythm = music(4, 90)
    time = float(rhythm.beats_s[17])
    accented = marked(rhythm, accents_s=np.array([time]), accents=np.array([1.0]))
    with_it, without = (layers(one)[0][:, Joint.RIGHT_WRIST, 1] for one in (accented, marked(rhythm)))
    near = slice(round((time - 0.5) * 30), round((time + 0.6) * 30))
    assert np.ptp(with_it[near]) > 1.2 * np.ptp(without[near])
    far = slice(round((time + 2.0) * 30), round((time + 6.0) * 30))
    np.testing.assert_allclose(with_it[far], without[far], atol=2e-3)


def test_staccato_is_flicked_with_the_wrist_and_legato_carried():
    rhythm = music(4, 90)
    flick = {}
    for name, sharp in (("legato", 0.0), ("staccato", 1.0)):
        written = marked(rhythm, articulation=np.full(len(rhythm.loudness), sharp, np.float32))
        _joints, shown = layers(written)
        tip = np.arcsin(channel(shown, "baton")[90:1000, 1])
        flick[name] = np.abs(np.diff(tip, 3)).mean() / np.abs(np.diff(tip)).mean()
    assert flick["staccato"] > 1.3 * flick["legato"]


def test_bars_of_rest_are_beaten_small():
    rhythm = music(4, 90, seconds=60)
    silent = rhythm.loudness.copy()
    silent[25 * 30 : 38 * 30] = 0
    y = layers(marked(replace(rhythm, loudness=silent)))[0][:, Joint.RIGHT_WRIST, 1]
    assert np.ptp(y[28 * 30 : 35 * 30]) < 0.5 * np.ptp(y[15 * 30 : 22 * 30])


@pytest.mark.parametrize(("louder", "beaten"), [(3, 5), (2, -5)])
def test_five_is_divided_as_its_accents_are(louder, beaten):
    rhythm = music(5, 100)
    times = np.arange(len(rhythm.loudness)) / 30
    strong = rhythm.beats_s[np.isin(rhythm.bar_positions, [0, louder])]
    swell = np.exp(-0.5 * ((times[:, None] - strong - 0.1) / 0.1) ** 2).max(1)
    level = np.clip(0.5 * rhythm.loudness + 0.3 * swell, 0, 1).astype(np.float32)
    (passage,) = find_passages(replace(rhythm, loudness=level), CALM)
    assert set(passage.metre.tolist()) == {beaten}
    assert passage.place.max() == 4


@pytest.mark.parametrize(("metre", "bpm", "strokes"), [(5, 220, 2), (7, 230, 3), (9, 260, 3), (12, 260, 4)])
def test_quick_odd_and_compound_bars_are_beaten_in_groups(metre, bpm, strokes):
    (passage,) = find_passages(music(metre, bpm), CALM)
    assert set(passage.metre.tolist()) == {strokes}
    bars = (passage.place == 0).sum()
    assert len(passage.pulses_s) == pytest.approx(bars * strokes, abs=strokes)


def _swaying(seconds: float, by: float) -> Rhythm:
    """Bars of four whose beats last `seconds`, up to `by` more or less, never twice the same way."""
    steps = seconds + by * np.sin(2.4 * np.arange(32))
    beats = np.concatenate([[2.0], 2.0 + np.cumsum(steps)])
    rhythm = music(4, 60)
    total = float(beats[-1] + 4)
    return replace(
        rhythm, beats_s=beats, bar_positions=np.arange(33) % 4, beats_per_bar=np.full(33, 4), seconds=total,
        loudness=np.full(pose_count(total), 0.5, np.float32),
    )  # fmt: skip


@pytest.mark.parametrize(("seconds", "by", "strokes"), [(1.2, 0.2, 1), (1.42, 0.2, 2)])
def test_rubato_does_not_change_whether_beats_are_subdivided(seconds, by, strokes):
    """46 a minute lie between: single beats cross the line, the tempo does not."""
    (passage,) = find_passages(_swaying(seconds, by), CALM)
    made = make_strokes([passage], np.full(33, 0.5), np.ones(33))
    assert len(made.start_s) == pytest.approx(34 * strokes, abs=1)  # the rebound at the end may be one


def test_one_very_long_beat_is_subdivided_in_any_tempo():
    rhythm = _swaying(1.2, 0.0)
    late = replace(rhythm, beats_s=rhythm.beats_s + 1.0 * (np.arange(33) > 16))
    (passage,) = find_passages(late, CALM)
    assert len(make_strokes([passage], np.full(33, 0.5), np.ones(33)).start_s) == 35


def test_slow_compound_bars_are_subdivided():
    (passage,) = find_passages(music(9, 110), CALM)
    assert set(passage.metre.tolist()) == {9}
    places = PATTERNS[9].reshape(3, 3, 3)
    spread = np.abs(places[:, 1:, 0] - places[:, :1, 0])
    assert spread.max() < 0.2  # the small beats lie beside the large one
    assert (places[:, :2, 2] < places[:, 2:, 2]).all()


def test_depth_goes_from_time_beating_to_all_that_can_be_shown():
    rhythm, time = entering("first violins", rhythm=level(([0, 8, 20, 40], [0.3, 0.3, 0.9, 0.9])))
    shown = {depth: perform(rhythm, seed=3, manner=Manner(depth=depth)) for depth in (-1.0, 0.0, 1.0)}
    at = round((time - 0.2) * 30)
    gaze = {depth: aside(channel(motion.channels, "gaze"))[at] for depth, motion in shown.items()}
    assert abs(gaze[-1.0]) < 0.45 * gaze[0.0]
    brows = {depth: float(channel(motion.channels, "brows").max()) for depth, motion in shown.items()}
    assert brows[-1.0] < 0.2 < brows[0.0] < brows[1.0]
    struck = [offsets(rhythm, motion.points[:, Joint.RIGHT_WRIST].astype(float)) for motion in shown.values()]
    assert all((np.abs(one) < 0.05).mean() > 0.9 for one in struck)


def test_the_baton_keeps_off_the_head_and_forearms_off_the_body():
    for seed in range(6):
        rhythm, _ = entering(["basses", "first violins"][seed % 2], rhythm=music([3, 4][seed % 2], 100, loudness=0.9))
        motion = perform(rhythm, seed=seed)
        wrist, joints = motion.joints[:, Joint.RIGHT_WRIST], motion.joints
        skull = 0.5 * (joints[:, Joint.LEFT_EAR] + joints[:, Joint.RIGHT_EAR])
        along = np.linspace(0.07, 0.46, 9)[:, None, None] * channel(motion.channels, "baton")
        assert np.linalg.norm(wrist + along - skull, axis=-1).min() > 0.15
        hips = 0.5 * (joints[:, Joint.LEFT_HIP] + joints[:, Joint.RIGHT_HIP])
        chest = 0.5 * (joints[:, Joint.LEFT_SHOULDER] + joints[:, Joint.RIGHT_SHOULDER])
        for elbow, hand in ((Joint.LEFT_ELBOW, Joint.LEFT_WRIST), (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST)):
            for share in (0.4, 0.7, 1.0):
                point = joints[:, elbow] + share * (joints[:, hand] - joints[:, elbow])
                up = np.clip(((point - hips) * (chest - hips)).sum(1) / ((chest - hips) ** 2).sum(1), 0, 1)
                off = (point - hips - up[:, None] * (chest - hips)) * [0.75, 1.0, 1.0]
                assert np.linalg.norm(off, axis=1).min() > 0.11  # half the depth of a trunk
