"""The conductor that ships: it follows the music, has a will of its own, and does what it is asked."""

from pathlib import Path

import numpy as np
import pytest

from tests.motion.bodies import assert_interpretations_of_the_same_beats, assert_like_a_body
from vc import weights
from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.conductor.latents import NOISES
from vc.evaluate.plausibility import measure_plausibility
from vc.evaluate.sync import measure_sync
from vc.manner import AS_DRAWN, MANNERS, Manner
from vc.models.baton.conduct import USUAL
from vc.motion.drawn import Usual
from vc.motion.generate import generate
from vc.motion.hearing import find_rhythm
from vc.motion.request import Request
from vc.music import MEL_BANDS, Mel
from vc.skeleton import Joint, Motion

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def mel() -> Mel:
    return official_mel(load_music(EXAMPLES / "mountain_king.m4a"))


@pytest.fixture(scope="module")
def rhythm(mel):
    return find_rhythm(mel)


@pytest.fixture(scope="module")
def conduct(mel, rhythm):
    def conduct(seed: int = 0, **wishes: float) -> Motion:
        path = weights.fetch("baton")
        return generate(mel, model="baton", seed=seed, weights_path=path, rhythm=rhythm, manner=Manner(**wishes))

    return conduct


@pytest.fixture(scope="module")
def takes(conduct) -> list[Motion]:
    return [conduct(seed) for seed in range(3)]


def speed(motion: Motion, wrist: Joint) -> float:
    return float(np.linalg.norm(np.diff(motion.points[:, wrist], axis=0), axis=-1).mean() * motion.rate)


def test_the_hand_keeps_the_time_of_the_music(takes):
    beats = np.loadtxt(EXAMPLES / "mountain_king.beats.tsv")
    synced = [measure_sync(motion, beats[:, 0], beats[:, 1] == 1) for motion in takes]
    assert min(sync.beat_locked for sync in synced) > 0.3
    assert min(sync.ictus_f_raw for sync in synced) > 0.75


def test_the_motion_is_that_of_a_body_in_its_full_size(takes):
    assert_like_a_body(takes, joint_std=(0.02, 0.06), wrist_speed=(0.25, 0.7), torso_variation=0.06, long_limbs=0.002)


def test_another_seed_is_another_interpretation_of_the_same_beats(takes):
    assert_interpretations_of_the_same_beats(takes, apart=0.035, alike=0.9)


def test_the_same_seed_is_the_same_motion(conduct, takes):
    assert np.array_equal(conduct(1).points, takes[1].points)


def test_size_makes_the_beats_larger(conduct):
    small, usual, large = (speed(conduct(gesture=size), Joint.RIGHT_WRIST) for size in (-1, 0, 1))
    assert large > 1.04 * usual
    assert usual > 1.5 * small


def test_energy_makes_the_strokes_quicker(conduct):
    assert speed(conduct(energy=1), Joint.RIGHT_WRIST) > 1.2 * speed(conduct(energy=-1), Joint.RIGHT_WRIST)


def test_smoothness_takes_the_edges_off(conduct):
    sharp, smooth = (conduct(smoothness=wish) for wish in (-1, 1))
    jerks = [measure_plausibility(motion).jerk / speed(motion, Joint.RIGHT_WRIST) for motion in (sharp, smooth)]
    assert jerks[1] < 0.9 * jerks[0]


def test_the_left_hand_does_more_when_asked(conduct):
    little, much = (np.mean([speed(conduct(seed, left_hand=wish), Joint.LEFT_WRIST) for seed in range(3)])
                    for wish in (-1, 1))  # fmt: skip
    assert much > 1.3 * little


def test_wishes_are_counted_from_a_middle_that_is_not_nothing():
    assert USUAL.wished(AS_DRAWN) == USUAL.middle
    for extreme in (-1, 1):
        manner = Manner(extreme, extreme, extreme, extreme)
        assert USUAL.wished(manner) == manner
    middle = USUAL.middle.energy
    assert USUAL.wished(MANNERS["Energetic"]).energy == pytest.approx(middle + 0.9 * (1 - middle))


def test_the_trunk_faces_the_players_before_it_most_of_the_time(takes):
    across = [take.joints[:, Joint.LEFT_SHOULDER] - take.joints[:, Joint.RIGHT_SHOULDER] for take in takes]
    turns = np.degrees([np.abs(np.arctan2(each[:, 2], each[:, 0])) for each in across])
    assert 5 < np.median(turns) < 12
    assert np.percentile(turns, 95) < 30  # 14 and 34 where every free choice counts alike


def test_a_free_choice_can_be_taken_more_strongly_than_the_others(mel, rhythm):
    asked = Request(mel, rhythm, AS_DRAWN, len(rhythm.loudness), 0, "cpu", None, lambda _: None)
    alike = Usual(AS_DRAWN, choices=2.0).draw(asked, rhythm)[1]
    other = Usual(AS_DRAWN, choices=2.0, more={"weight": 1.5, "cue": 0}).draw(asked, rhythm)[1]
    ratio = other[5] / alike[5]
    assert dict(zip(NOISES, ratio, strict=True)) == pytest.approx(dict.fromkeys(NOISES, 1) | {"weight": 1.5, "cue": 0})


@pytest.mark.parametrize("seconds", [0.04, 0.5, 3.0])
def test_short_music_is_conducted_to_the_end(seconds):
    frames = int(90 * seconds)
    short = Mel(np.random.default_rng(0).random((frames, MEL_BANDS), np.float32), seconds)
    motion = generate(short, model="baton", weights_path=weights.fetch("baton"))
    assert len(motion) == int(30 * seconds)
    assert np.isfinite(motion.points).all()


def test_silence_is_not_beaten(conduct):
    silence = Mel(np.zeros((1800, MEL_BANDS), np.float32), 20.0)
    assert len(find_rhythm(silence).beats_s) == 0
    motion = generate(silence, model="baton", weights_path=weights.fetch("baton"))
    assert speed(motion, Joint.RIGHT_WRIST) < 0.5 * speed(conduct(), Joint.RIGHT_WRIST)
