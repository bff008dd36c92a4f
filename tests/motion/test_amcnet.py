"""AMCNet's shipped generator: it finds the beat by itself, has a will of its own, and lasts as long as the music."""

import numpy as np
import pytest
import torch

from tests.motion.bodies import assert_interpretations_of_the_same_beats, assert_like_a_body
from vc import weights
from vc.audio.mel import official_mel
from vc.evaluate.plausibility import measure_plausibility
from vc.evaluate.sync import measure_sync
from vc.manner import AS_DRAWN, Manner
from vc.models import build
from vc.models.checkpoint import to_bytes
from vc.motion.generate import generate
from vc.music import SAMPLE_RATE, Mel, Rhythm
from vc.skeleton import Joint, Motion, pose_count

SECONDS = 45
PAUSE_S = 0.56  # between beats in the middle; it grows and shrinks by an eighth, as a living tempo does
CHORDS = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))


def breathing_beats(seconds: float) -> np.ndarray:
    beats = [0.5]
    while beats[-1] < seconds - 1:
        beats.append(beats[-1] + PAUSE_S * (1 + 0.125 * np.sin(2 * np.pi * beats[-1] / 14)))
    return np.array(beats)


def plucked_chords(beats: np.ndarray, seconds: float) -> np.ndarray:
    """A chord for each bar of four, its notes struck anew on every beat, the first one loudest with a bass."""
    samples = np.zeros(round(seconds * SAMPLE_RATE))
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for number, beat in enumerate(beats):
        notes = CHORDS[number // 4 % 4] + ((CHORDS[number // 4 % 4][0] / 4,) if number % 4 == 0 else ())
        tones = sum(np.sin(2 * np.pi * note * part * times) / part for note in notes for part in (1, 2, 3, 4))
        first = round(beat * SAMPLE_RATE)
        struck = (1.5 if number % 4 == 0 else 1.0) * tones * np.exp(-5 * times)
        samples[first : first + len(struck)] += struck[: len(samples) - first]
    return (0.2 * samples / np.abs(samples).max()).astype(np.float32)


def heard(seconds: float) -> Mel:
    return official_mel(plucked_chords(breathing_beats(seconds), seconds))


def pulseless(mel: Mel) -> Rhythm:
    """A rhythm that tells nothing: what is on the beat then has been heard."""
    none = np.zeros(0)
    return Rhythm(none, none.astype(int), none.astype(int), np.full(pose_count(mel.seconds), 0.5, np.float32),
                  mel.seconds)  # fmt: skip


@pytest.fixture(scope="module")
def mel() -> Mel:
    return heard(SECONDS)


def conduct(mel: Mel, seed: int = 0, manner: Manner = AS_DRAWN, path=None) -> Motion:
    return generate(mel, model="amcnet", seed=seed, weights_path=path or weights.fetch("amcnet"), manner=manner,
                    rhythm=pulseless(mel))  # fmt: skip


@pytest.fixture(scope="module")
def takes(mel) -> list[Motion]:
    return [conduct(mel, seed) for seed in range(3)]


def test_it_conducts_the_beats_that_it_hears(takes):
    beats = breathing_beats(SECONDS)
    for motion in takes:
        sync = measure_sync(motion, beats, np.arange(len(beats)) % 4 == 0)
        assert sync.beat_locked > 0.45
        assert sync.ictus_f > 0.45
        assert sync.ictus_f_raw > 0.9


def test_a_network_that_has_learnt_nothing_is_not_on_the_beat(mel, takes, tmp_path):
    """So the numbers above are not the music's doing. (Random filters of music that pulses pulse a little, too.) Paired
    over the seeds of the conductor, each against another random network."""
    beats = breathing_beats(SECONDS)
    for seed, take in enumerate(takes):
        random = conduct(mel, seed, path=random_weights(tmp_path / f"{seed}.safetensors", seed + 2))
        assert np.ptp(random.points[:, Joint.RIGHT_WRIST, 1]) > 0.005  # it does move
        learnt, chance = (measure_sync(motion, beats, np.arange(len(beats)) % 4 == 0) for motion in (take, random))
        assert learnt.beat_locked > chance.beat_locked + 0.05
        assert learnt.ictus_f > chance.ictus_f + 0.25
        assert learnt.ictus_f_raw > chance.ictus_f_raw + 0.25


def random_weights(path, seed: int):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build("amcnet")
    network.pose.weight.data *= 50
    path.write_bytes(to_bytes(network, "amcnet"))
    return path


def test_the_motion_is_that_of_a_body(takes):
    assert_like_a_body(takes, joint_std=(0.025, 0.06), wrist_speed=(0.15, 0.8), torso_variation=0.05, long_limbs=0.05)


def test_another_seed_is_another_interpretation_of_the_same_beats(takes):
    assert_interpretations_of_the_same_beats(takes, apart=0.015, alike=0.7)


def test_the_same_seed_is_the_same_motion(mel, takes):
    np.testing.assert_array_equal(conduct(mel, 1).points, takes[1].points)


def test_wishes_are_heard():
    """Each wish against the same seed without it: smaller, calmer and rounder hands are slower with every seed."""
    short = heard(15)
    plain = [speed(conduct(short, seed)) for seed in range(3)]
    for wish, most in ((Manner(energy=-1), 0.85), (Manner(gesture=-1), 0.9), (Manner(smoothness=1), 0.99)):
        ratios = [speed(conduct(short, seed, wish)) / plain[seed] for seed in range(3)]
        assert max(ratios) < most, wish


def speed(motion: Motion) -> float:
    return measure_plausibility(motion).wrist_speed


def test_a_second_of_music_is_conducted():
    motion = conduct(heard(1.0))
    assert motion.points.shape == (30, 13, 2)
    assert np.isfinite(motion.points).all()
    assert (motion.points[:, Joint.NOSE, 1] < motion.points[:, Joint.RIGHT_HIP, 1]).all()


def test_many_minutes_are_one_motion():
    """Twelve minutes are made in three tiles: the motion is as lively after a seam as in it, and never jumps."""
    minute = heard(60.0).values
    motion = conduct(Mel(np.tile(minute, (12, 1)), 720.0))
    assert motion.points.shape == (21_600, 13, 2)
    wrist = motion.points[:, Joint.RIGHT_WRIST]
    speed = np.linalg.norm(np.diff(wrist, axis=0), axis=1) * motion.rate
    minutes = [speed[start : start + 1799].mean() for start in range(0, 21_600, 1800)]
    assert min(minutes) > 0.7 * np.median(minutes)
    seams = np.array([9_000, 18_000])
    assert speed[seams - 1].max() <= np.quantile(speed, 0.999)
