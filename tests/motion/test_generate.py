"""Any music becomes floor(seconds x 30) real poses, without seams, the same ones every time."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from vc.errors import MusicError, WeightsError
from vc.models import load
from vc.models.registry import find_model, offered
from vc.motion.generate import generate
from vc.motion.hearing import pad_mel
from vc.music import MEL_RATE, SAMPLE_RATE, Mel, Rhythm
from vc.skeleton import pose_count


def mel_of(seconds: float, seed: int = 0) -> Mel:
    frames = int(np.floor(seconds * MEL_RATE + 1e-6))
    return Mel(np.random.default_rng(seed).random((frames, 128), np.float32), seconds)


def steady_rhythm(seconds: float, bpm: float = 120) -> Rhythm:
    beats_s = np.arange(0.5, seconds, 60 / bpm)
    count = np.arange(len(beats_s))
    return Rhythm(beats_s, count % 4, np.full_like(count, 4), np.full(pose_count(seconds), 0.5, np.float32), seconds)


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.01, 2.1667, 3.0, 59.99, 60.0, 61.7])
def test_every_second_of_music_gets_thirty_poses(random_weights, seconds):
    motion = generate(mel_of(seconds), model="official", weights_path=random_weights)
    assert len(motion) == pose_count(seconds)
    assert motion.rate == 30
    assert np.isfinite(motion.points).all()
    assert (np.abs(motion.points).sum(axis=(1, 2)) > 0).all()


@pytest.mark.parametrize("seconds", [1.0, 12.34, 61.7])
def test_the_textbook_conductor_gives_thirty_poses_too(seconds):
    motion = generate(mel_of(seconds), rhythm=steady_rhythm(seconds))
    assert len(motion) == pose_count(seconds)


def test_the_textbook_conductor_needs_no_torch_where_the_beats_are_known():
    program = (
        "import sys, numpy as np; from vc.motion.generate import generate; from vc.music import Rhythm\n"
        "beats = np.arange(0.5, 3, 0.5)\n"
        "rhythm = Rhythm(beats, np.arange(5) % 4, np.full(5, 4), np.full(90, 0.5, 'f4'), 3.0)\n"
        "generate(np.random.default_rng(0).standard_normal(66150).astype('f4') * 0.1, rhythm=rhythm)\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_two_minutes_are_the_networks_own_motion_for_the_whole_piece(random_weights):
    mel = mel_of(121.0)
    motion = generate(mel, model="official", weights_path=random_weights, seed=4)
    noise = torch.randn(121, 8, generator=torch.Generator().manual_seed(4))
    with torch.inference_mode():
        whole = load("official", random_weights)(torch.from_numpy(mel.values)[None], noise[None])[0]
    np.testing.assert_allclose(motion.points, whole.numpy(), atol=1e-5)


def test_the_same_seed_is_the_same_motion_and_another_is_not(random_weights):
    first, again, other = (
        generate(mel_of(5), model="official", weights_path=random_weights, seed=seed).points for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0


@pytest.mark.parametrize("seconds", [1.0, 10.0])
def test_the_music_stays_as_it_is(random_weights, seconds):
    mel = mel_of(seconds)
    before = mel.values.copy()
    generate(mel, model="official", weights_path=random_weights)
    np.testing.assert_array_equal(mel.values, before)


def test_samples_do_as_well_as_their_mel(random_weights):
    from vc.audio.mel import official_mel

    samples = np.random.default_rng(0).standard_normal(4 * SAMPLE_RATE).astype(np.float32) * 0.1
    options = {"model": "official", "weights_path": random_weights}
    np.testing.assert_array_equal(
        generate(samples, **options).points, generate(official_mel(samples), **options).points
    )


def test_a_mel_that_may_not_be_written_to_is_no_problem(random_weights, recwarn):
    mel = mel_of(4)
    mel.values.flags.writeable = False
    generate(mel, model="official", weights_path=random_weights)
    assert not [warning for warning in recwarn if "writable" in str(warning.message)]


def test_progress_ends_at_one(random_weights):
    seen: list[float] = []
    generate(mel_of(12), model="official", weights_path=random_weights, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_torch_s_own_random_numbers_are_left_alone(random_weights):
    before = torch.random.get_rng_state()
    generate(mel_of(3), model="official", weights_path=random_weights, seed=9)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_short_music_is_held_and_long_music_is_not_copied():
    values = mel_of(1).values
    padded = pad_mel(values, 40)
    np.testing.assert_array_equal(padded[:90], values)
    np.testing.assert_array_equal(padded[90:], np.repeat(values[-1:], 30, 0))
    assert pad_mel(values, 30) is values


def test_an_unknown_model_is_refused_with_the_known_names():
    with pytest.raises(WeightsError, match=r"'offical'.*baton, textbook, amcnet, .*official"):
        generate(mel_of(3), model="offical")


def test_missing_weights_are_told_with_the_command_that_gets_them():
    with pytest.raises(WeightsError, match="python -m vc weights fetch official"):
        generate(mel_of(3), model="official")


def test_music_without_a_single_pose_is_refused():
    with pytest.raises(MusicError, match=r"0\.020 s"):
        generate(mel_of(0.02), rhythm=steady_rhythm(1))


def test_models_name_weights_that_exist():
    from vc.weights import REGISTRY

    assert all(find_model(name).weights in {None, *REGISTRY} for name in offered())
