"""The ear with attention and its search, on real sound, and what is said beforehand."""

import wave
from pathlib import Path

import mir_eval
import numpy as np
import pytest

from vc.clip import Clip
from vc.errors import MusicError, VCError
from vc.hints import Hints
from vc.pipeline import listen

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def clicks(tmp_path_factory):
    """Thirty seconds of clicks, 120 a minute, from 0.5 s on."""
    rng = np.random.default_rng(0)
    samples = 1e-4 * rng.standard_normal(30 * 22_050)
    t = np.arange(2205) / 22_050
    for second in np.arange(0.5, 29, 0.5):
        samples[round(second * 22_050) :][:2205] += 0.5 * np.sin(2 * np.pi * 1000 * t) * np.exp(-t / 0.02)
    path = tmp_path_factory.mktemp("clicks") / "clicks.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes((32767 * samples.clip(-1, 1)).astype("<i2").tobytes())
    return path


def test_music_is_followed():
    truth = np.loadtxt(EXAMPLES / "blue_danube.beats.tsv")[:, 0]
    found = listen(EXAMPLES / "blue_danube.ogg", hints=Hints(ear="attention")).rhythm
    assert mir_eval.beat.f_measure(truth, found.beats_s) >= 0.9
    assert (found.bar_positions < found.beats_per_bar).all()


@pytest.mark.parametrize(("tempo", "bpm"), [("110-130", 120), ("55-65", 60)])
def test_a_tempo_that_is_said_is_beaten(clicks, tempo, bpm):
    found = listen(clicks, hints=Hints(tempo=tempo)).rhythm
    assert found.tempo_bpm == pytest.approx(bpm, rel=0.03)


def test_a_metre_and_a_first_beat_that_are_said_are_kept_to(clicks):
    found = listen(Clip(clicks, start_s=1.0), hints=Hints(tempo="120", metre="5/4", first_beat=4.0)).rhythm
    assert set(found.beats_per_bar) == {5}
    assert found.beats_s[0] == pytest.approx(3.0, abs=0.03), "4 s of the music, of which this part leaves out 1 s"
    assert found.bar_positions[0] == 0


@pytest.mark.parametrize(
    ("hints", "error", "message"),
    [
        ({"tempo": "allegro"}, MusicError, "no tempo"),
        ({"tempo": "60", "ear": "own"}, VCError, "attention and beat-this"),
        ({"ear": "absolute"}, VCError, "own, attention, beat-this"),
    ],
)
def test_what_cannot_be_heeded_is_refused(clicks, hints, error, message):
    with pytest.raises(error, match=message):
        listen(clicks, hints=Hints(**hints))
