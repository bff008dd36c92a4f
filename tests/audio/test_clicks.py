import wave

import numpy as np
import pytest

from vc.audio.clicks import CLICK_S, write_clicks
from vc.clip import Clip
from vc.errors import OutputError
from vc.music import Rhythm


def _rhythm(beats, places, seconds=6.0):
    return Rhythm(np.array(beats), np.array(places), np.full(len(beats), 4), np.zeros(int(30 * seconds)), seconds)


def _read(path):
    with wave.open(str(path)) as file:
        shape = (-1, file.getnchannels())
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(shape) / 32767, file.getframerate()


@pytest.fixture
def hum(tmp_path, sound_writer):
    t = np.arange(8 * 44_100) / 44_100
    return sound_writer(tmp_path / "hum.wav", np.stack(2 * [0.1 * np.sin(2 * np.pi * 110 * t)]).astype(np.float32))


def test_clicks_begin_on_the_beats_and_are_higher_on_downbeats(tmp_path, hum):
    beats = [0.0, 0.9995, 2.0003, 3.5, 5.99]  # one across the border of two blocks, one cut by the end
    path = write_clicks(tmp_path / "clicks.wav", Clip(hum, 1.0, 6.0), _rhythm(beats, [0, 1, 2, 0, 1]))
    samples, rate = _read(path)
    assert samples.shape == (6 * rate, 2)
    music = 0.6 * 0.1 * np.sin(2 * np.pi * 110 * (1 + np.arange(6 * rate) / rate))
    clicks = samples[:, 0] - music
    for beat, hertz in zip(beats, [1600, 1000, 1000, 1600, None], strict=True):
        first = round(beat * rate)
        assert np.abs(clicks[max(first - 40, 0) : first]).max(initial=0) < 0.002
        assert clicks[first] > 0.25
        if hertz:
            length = round(CLICK_S * rate)
            spectrum = np.abs(np.fft.rfft(clicks[first : first + length], 8 * length))
            assert spectrum.argmax() * rate / (8 * length) == pytest.approx(hertz, rel=0.05)
    quiet = np.ones(len(clicks), bool)
    for beat in beats:
        quiet[round(beat * rate) : round((beat + CLICK_S) * rate)] = False
    assert np.abs(clicks[quiet]).max() < 0.002


def test_clicks_go_to_a_wav_or_nowhere(tmp_path, hum):
    with pytest.raises(OutputError, match=r"has to end in \.wav"):
        write_clicks(tmp_path / "clicks.mp3", Clip(hum), _rhythm([1.0], [0]))
    assert list(tmp_path.iterdir()) == [hum]
