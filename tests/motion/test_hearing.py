"""What is heard in real sound, and what is said beforehand."""

import wave
from dataclasses import replace

import numpy as np
import pytest

from vc import weights
from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.clip import Clip
from vc.data.timed.plain import still
from vc.data.timed.surroundings import applause, speech
from vc.errors import MusicError, VCError, WeightsError
from vc.hints import Hints
from vc.motion.hearing import find_rhythm
from vc.music import SAMPLE_RATE, Mel, Rhythm, bare_chances, mixed
from vc.pipeline import listen


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
        ({"metre": "waltz"}, MusicError, "no metre"),
        ({"ear": "absolute"}, VCError, "own, beat-this"),
    ],
)
def test_what_cannot_be_heeded_is_refused(clicks, hints, error, message):
    with pytest.raises(error, match=message):
        listen(clicks, hints=Hints(**hints))


@pytest.mark.parametrize("sound", ["applause", "speech", "noise"])
def test_what_has_no_pulse_gets_no_beats(sound):
    rng = np.random.default_rng(3)
    made = {"applause": applause, "speech": speech, "noise": still}[sound](20 * SAMPLE_RATE, rng)
    assert len(find_rhythm(official_mel(0.1 * made)).beats_s) == 0


def test_a_click_at_the_very_beginning_is_a_beat(clicks):
    found = listen(Clip(clicks, start_s=0.5)).rhythm
    assert found.beats_s[0] == pytest.approx(0, abs=0.02)
    assert np.diff(found.beats_s) == pytest.approx(0.5, abs=0.02)


def test_without_its_weights_it_is_said_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "fetch", lambda name: tmp_path / f"{name}.safetensors")
    with pytest.raises(WeightsError, match="ear"):
        find_rhythm(Mel(np.zeros((900, 128), np.float32), 10.0))


def test_two_ears_say_what_lies_between():
    mine, other = (bare_chances(np.full((2, 30), chance)) for chance in (0.5, 0.9))
    said = mixed(mine, replace(other, in_bar=np.full(30, 1j)), 0.25)
    assert said.beat == pytest.approx(0.25 * np.log(9))
    assert said.in_bar == pytest.approx(0.25j)
    assert said.tempo is mine.tempo


def test_applause_before_the_music_gets_no_beats_and_is_told_of(clicks):
    music = load_music(clicks)
    noise = 0.3 * applause(8 * SAMPLE_RATE, np.random.default_rng(0))
    found = find_rhythm(official_mel(np.concatenate([noise, music]).astype(np.float32)))
    assert found.beats_s[0] == pytest.approx(8.5, abs=0.6)
    ((start, end),) = found.passages_without_pulse()
    assert (start, end) == (0.0, found.beats_s[0])


def test_silence_is_no_passage_without_pulse():
    loudness = np.concatenate([np.zeros(300), np.full(300, 0.5)]).astype(np.float32)
    beats = np.arange(10.5, 20, 0.5)
    place = np.zeros(len(beats), int)
    assert Rhythm(beats, place, place + 1, loudness, 20.0).passages_without_pulse() == []
    assert Rhythm(beats[:3], place[:3], place[:3] + 1, loudness, 20.0).passages_without_pulse() == [(11.5, 20.0)]
    assert Rhythm(beats[:0], place[:0], place[:0], loudness[300:], 10.0).passages_without_pulse() == [(0.0, 10.0)]
