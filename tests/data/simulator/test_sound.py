"""Rendering and recording: where sounds begin, how they are changed, and what is said when something is missing."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vc.data.simulator import midi, synth
from vc.data.simulator.augment import Recording, record
from vc.errors import DatasetError
from vc.music import SAMPLE_RATE

STARTS = np.array([0.5, 1.0, 1.75])


def onsets(samples: np.ndarray) -> np.ndarray:
    """Seconds at which the sound rises above a tenth of its peak after being below."""
    level = np.abs(samples).max(1) if samples.ndim == 2 else np.abs(samples)
    envelope = np.array([level[i : i + 110].max() for i in range(0, len(level), 110)])
    loud = envelope > 0.1 * envelope.max()
    return np.flatnonzero(loud[1:] & ~loud[:-1]) * 110 / SAMPLE_RATE


def three_notes() -> np.ndarray:
    return synth.render_sine(STARTS, STARTS + 0.2, np.full(3, 69), np.full(3, 100), seconds=3.0)


def installed() -> bool:
    return shutil.which("fluidsynth") is not None and any(f.path.is_file() for f in synth.DEBIAN_SOUNDFONTS)


def test_sine_notes_begin_on_time():
    samples = three_notes()
    assert samples.shape == (3 * SAMPLE_RATE, 2)
    assert samples.dtype == np.float32
    np.testing.assert_allclose(onsets(samples), STARTS, atol=0.012)


@pytest.mark.skipif(not installed(), reason="needs fluidsynth and one of Debian's soundfonts")
def test_fluidsynth_notes_begin_on_time_and_the_length_is_exact():
    events = [midi.program(0, 0)]
    for start in STARTS:
        events += [midi.note_on(0, 69, 100, start), midi.note_off(0, 69, start + 0.15)]
    font = synth.find_soundfonts()[0]
    samples = synth.render_fluidsynth(midi.midi_bytes(events, seconds=3.0), font.path, seconds=3.0, reverb=False)
    assert samples.shape == (3 * SAMPLE_RATE, 2)
    np.testing.assert_allclose(onsets(samples)[:3], STARTS, atol=0.03)


@pytest.mark.skipif(shutil.which("fluidsynth") is None, reason="needs fluidsynth")
def test_a_file_that_is_no_soundfont_is_refused_by_name(tmp_path: Path):
    (tmp_path / "bad.sf2").write_bytes(b"no soundfont")
    with pytest.raises(DatasetError, match=r"bad\.sf2"):
        synth.render_fluidsynth(midi.midi_bytes([], seconds=1.0), tmp_path / "bad.sf2", seconds=1.0)


def test_a_missing_program_and_soundfont_are_named_with_their_packages(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(synth.shutil, "which", lambda _: None)
    with pytest.raises(DatasetError, match="apt install fluidsynth"):
        synth.find_soundfonts()
    monkeypatch.setattr(synth.shutil, "which", lambda _: "/usr/bin/true")
    monkeypatch.setattr(synth, "DEBIAN_SOUNDFONTS", ())
    monkeypatch.delenv(synth.SOUNDFONT_VARIABLE, raising=False)
    with pytest.raises(DatasetError, match="fluid-soundfont-gm"):
        synth.find_soundfonts()
    monkeypatch.setenv(synth.SOUNDFONT_VARIABLE, str(tmp_path / "absent.sf2"))
    with pytest.raises(DatasetError, match=r"absent\.sf2"):
        synth.find_soundfonts()
    (tmp_path / "absent.sf2").touch()
    assert [font.name for font in synth.find_soundfonts()] == ["absent.sf2"]


def test_a_plain_recording_changes_only_the_gain():
    samples = three_notes()
    recorded = record(samples, Recording(gain_db=-6.0), np.random.default_rng(0))
    assert np.abs(recorded).max() == pytest.approx(10 ** (-6 / 20), rel=1e-4)
    np.testing.assert_allclose(recorded, samples[:, 0] * recorded.max() / samples.max(), atol=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        {"reverb_share": 0.3}, {"equaliser_db": (6.0, -6.0, 3.0, 0.0, 0.0, -5.0, 4.0, 2.0)}, {"cutoff_hz": 4000.0},
        {"drive": 4.0}, {"noise_db": -40.0}, {"width": 1.0},
    ],
)  # fmt: skip
def test_no_change_moves_an_onset(change):
    recorded = record(three_notes(), replace(Recording(), **change), np.random.default_rng(0))
    assert recorded.shape == (3 * SAMPLE_RATE,)
    assert np.isfinite(recorded).all()
    found = onsets(recorded)
    assert np.abs(found[:, None] - STARTS).min(0).max() < 0.012


def test_a_low_pass_takes_the_treble_and_a_room_lengthens_the_sound():
    samples = three_notes()
    tail = slice(int(2.1 * SAMPLE_RATE), int(2.4 * SAMPLE_RATE))
    wet = record(samples, Recording(reverb_share=0.4, reverb_s=2.0), np.random.default_rng(0))
    dry = record(samples, Recording(), np.random.default_rng(0))
    assert np.abs(wet[tail]).mean() > 10 * np.abs(dry[tail]).mean() + 1e-6
    noise = np.random.default_rng(0).standard_normal((SAMPLE_RATE, 2)).astype(np.float32)
    low = np.abs(np.fft.rfft(record(noise, Recording(cutoff_hz=3000.0), np.random.default_rng(0))))
    assert low[6000:].mean() < 0.02 * low[:2500].mean()


def test_silence_stays_silent():
    drawn = [Recording.draw(np.random.default_rng(seed)) for seed in range(5)]
    silence = np.zeros((SAMPLE_RATE, 2), np.float32)
    assert not any(record(silence, recording, np.random.default_rng(0)).any() for recording in drawn)
