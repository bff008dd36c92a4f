"""Someone else's ear, with a randomly initialized network of its own class: all but what its weights know."""

import numpy as np
import pytest
import torch
from beat_this.model.beat_tracker import BeatThis

from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.audio.rhythm import track_rhythm
from vc.audio.rhythm.labels import read_labels
from vc.cli import main
from vc.errors import VCError, WeightsError
from vc.models.beat_this import RATE, hear_beat_this, open_beat_this, spectrogram
from vc.motion.hearing import parse_ear
from vc.music import bare_chances

SMALL = {"transformer_dim": 32, "n_layers": 1, "head_dim": 16, "stem_dim": 16}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """As Lightning stores it: with options of the training besides the network's, and a prefix before its weights."""
    torch.manual_seed(0)
    network = BeatThis(**SMALL)
    with torch.no_grad():
        for weights in network.task_heads.parameters():
            weights.mul_(20)  # a random head says 0.5 to everything
    path = tmp_path_factory.mktemp("ear") / "small.ckpt"
    weights = {f"model.{name}": value for name, value in network.state_dict().items()}
    torch.save({"state_dict": weights, "hyper_parameters": {**SMALL, "lr": 0.1}}, path)
    return path


def test_the_spectrogram_has_fifty_frames_a_second_and_the_tone_in_its_band():
    t = np.arange(2 * 22_050) / 22_050
    picture = spectrogram((0.5 * np.sin(2 * np.pi * 1000 * t)).astype(np.float32))
    assert picture.shape == (2 * RATE + 1, 128)
    # Slaney's scale is linear up to 1 kHz with 66.7 Hz a mel: 15 of the 0.45 to 40.7 mels between 30 Hz and 11 kHz.
    top = 15 + 27 * np.log(11) / np.log(6.4)
    assert picture[RATE].argmax() == round((15 - 0.45) / (top - 0.45) * 129) - 1
    # A sine of amplitude a has a x n/4 under a Hann window, here divided by the root of n = 1024.
    assert np.expm1(picture[RATE].max()) / 1000 == pytest.approx(0.5 * 1024 / 4 / 32, rel=0.25)


def test_chances_come_at_the_rate_of_poses(checkpoint, song):
    samples = load_music(song)
    chances = hear_beat_this(samples, checkpoint)
    assert chances.shape == (2, 240)
    assert chances.min() >= 0
    assert chances.max() <= 1
    assert chances.std(axis=1).min() > 0.01


def test_a_long_piece_is_heard_in_chunks_that_its_neighbours_do_not_change(checkpoint):
    noise = np.random.default_rng(0).standard_normal(40 * 22_050).astype(np.float32)
    all_of_it, beginning = hear_beat_this(noise, checkpoint), hear_beat_this(noise[: 30 * 22_050], checkpoint)
    assert all_of_it.shape == (2, 1200)
    np.testing.assert_allclose(all_of_it[:, : 29 * 30], beginning[:, : 29 * 30], atol=1e-5)
    network = open_beat_this(checkpoint)
    with torch.inference_mode():
        alone = network(torch.from_numpy(spectrogram(noise[: 25 * 22_050]))[None])["beat"][0]
    times = np.arange(20 * 30) / 30  # clear of the end of what it heard alone
    expected = np.interp(times, np.arange(len(alone)) / RATE, torch.sigmoid(alone).numpy())
    assert np.corrcoef(expected[60:], all_of_it[0, 60 : len(times)])[0, 1] > 0.9


def test_the_same_search_makes_beats_of_them(checkpoint, song, tmp_path):
    out = tmp_path / "out.beats.tsv"
    assert main(["beats", str(song), "--ear", f"beat-this={checkpoint}", "--out", str(out)]) == 0
    samples = load_music(song)
    expected = track_rhythm(official_mel(samples), bare_chances(hear_beat_this(samples, checkpoint)))
    seconds, is_downbeat = read_labels(out)
    np.testing.assert_allclose(seconds, expected.beats_s, atol=0.001)
    np.testing.assert_array_equal(is_downbeat, expected.bar_positions == 0)


@pytest.mark.parametrize("stored", [b"no checkpoint", {"weights": 1}, {"state_dict": {}, "hyper_parameters": {}}])
def test_what_is_no_checkpoint_of_its_is_refused(tmp_path, stored):
    path = tmp_path / "other.ckpt"
    path.write_bytes(stored) if isinstance(stored, bytes) else torch.save(stored, path)
    with pytest.raises(WeightsError, match=r"other\.ckpt"):
        open_beat_this(path)
    with pytest.raises(WeightsError, match=r"missing\.ckpt"):
        open_beat_this(tmp_path / "missing.ckpt")


def test_ears_have_names():
    assert parse_ear(None) is parse_ear("own") is None
    assert parse_ear("beat-this") == "final0"
    assert parse_ear("beat-this=mine.ckpt") == "mine.ckpt"
    with pytest.raises(VCError, match="no ear 'madmom'"):
        parse_ear("madmom")
