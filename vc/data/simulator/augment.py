"""Recordings differ more than renderings: hall, equaliser, loudness, noise and bandwidth, drawn for each item.

Nothing here moves a sound in time: filters have no delay, and rooms begin with the direct sound.
"""

from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft
from scipy.signal import butter, lfilter, oaconvolve, sosfiltfilt

from vc.music import SAMPLE_RATE

EQ_TAPS = 513
_DECAY_60_DB = np.log(1000.0)


@dataclass(frozen=True)
class Recording:
    """How a rendering is recorded.

    gain_db : of the peak below full scale; equaliser_db : at eight places from 0 to 11 kHz, square-root spaced
    reverb_s : time to fall by 60 dB; reverb_share : of the energy, 0 is dry
    noise_db : against the music's mean, -inf is none; noise_colour : 0 white to 0.98 rumble
    cutoff_hz : low-pass, or None; drive : 0 clean to 4 squeezed, as by a compressor
    width : -1 left microphone alone to 1 right one; 0 both
    """

    gain_db: float = -3.0
    equaliser_db: tuple[float, ...] = (0.0,) * 8
    reverb_s: float = 1.0
    reverb_share: float = 0.0
    noise_db: float = -np.inf
    noise_colour: float = 0.9
    cutoff_hz: float | None = None
    drive: float = 0.0
    width: float = 0.0

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Recording":
        tilt = float(rng.normal(0, 2.5)) * np.linspace(1, -1, 8)
        return cls(
            gain_db=float(rng.uniform(-25, -0.5)),
            equaliser_db=tuple(float(v) for v in tilt + rng.normal(0, 2.5, 8)) if rng.random() < 0.75 else (0.0,) * 8,
            reverb_s=float(rng.uniform(0.4, 2.8)),
            reverb_share=float(rng.uniform(0.02, 0.3)) if rng.random() < 0.5 else 0.0,
            noise_db=float(rng.uniform(-65, -25)) if rng.random() < 0.6 else -np.inf,
            noise_colour=float(rng.choice([0.0, 0.9, 0.97])),
            cutoff_hz=float(rng.uniform(3500, 9500)) if rng.random() < 0.25 else None,
            drive=float(rng.uniform(0.5, 4)) if rng.random() < 0.3 else 0.0,
            width=float(rng.uniform(-1, 1)) if rng.random() < 0.3 else 0.0,
        )


def record(samples: np.ndarray, recording: Recording, rng: np.random.Generator) -> np.ndarray:
    """(n, 2) float32 rendering -> (n,) float32 mono recording; digital silence stays silent."""
    left, right = 0.5 * (1 - recording.width), 0.5 * (1 + recording.width)
    mono: np.ndarray = (left * samples[:, 0] + right * samples[:, 1]).astype(np.float32)
    if not mono.any():
        return mono
    if recording.reverb_share > 0:
        mono = _room(mono, recording, rng)
    if any(recording.equaliser_db):
        mono = oaconvolve(mono, _equaliser(recording.equaliser_db), mode="same").astype(np.float32)
    if recording.drive > 0:
        peak = np.abs(mono).max()
        mono = np.tanh(recording.drive * mono / peak) * np.float32(peak / np.tanh(recording.drive))
    if np.isfinite(recording.noise_db):
        mono = mono + _noise(len(mono), recording, rng) * np.float32(np.sqrt(np.mean(mono**2)))
    if recording.cutoff_hz:
        low_pass = butter(4, recording.cutoff_hz, fs=SAMPLE_RATE, output="sos")
        mono = sosfiltfilt(low_pass, mono).astype(np.float32)
    return (mono * (10 ** (recording.gain_db / 20) / np.abs(mono).max())).astype(np.float32)


def _room(samples: np.ndarray, recording: Recording, rng: np.random.Generator) -> np.ndarray:
    """The direct sound, and noise that decays exponentially and without treble, as a hall's echo (Moorer 1979)."""
    count = int(recording.reverb_s * SAMPLE_RATE)
    decay = np.exp(-_DECAY_60_DB * np.arange(count) / count)
    echo = lfilter([0.55], [1, -0.45], rng.standard_normal(count) * decay)
    echo[: int(0.012 * SAMPLE_RATE)] = 0  # the first walls are metres away
    echo *= np.sqrt(recording.reverb_share / np.sum(echo**2))
    wet = oaconvolve(samples, echo.astype(np.float32))[: len(samples)]
    return (np.sqrt(1 - recording.reverb_share) * samples + wet).astype(np.float32)


def _equaliser(gains_db: tuple[float, ...]) -> np.ndarray:
    """A symmetric filter, which delays nothing when applied around its middle."""
    along = np.sqrt(np.linspace(0, 1, EQ_TAPS // 2 + 1))
    gain = 10 ** (np.interp(along, np.linspace(0, 1, len(gains_db)), gains_db) / 20)
    impulse = np.fft.fftshift(irfft(gain, EQ_TAPS - 1))
    return (np.append(impulse, impulse[0]) * np.hanning(EQ_TAPS)).astype(np.float32)


def _noise(count: int, recording: Recording, rng: np.random.Generator) -> np.ndarray:
    white = rng.standard_normal(count, dtype=np.float32)
    coloured = lfilter([1.0], [1.0, -recording.noise_colour], white) if recording.noise_colour else white
    return (coloured * (10 ** (recording.noise_db / 20) / np.sqrt(np.mean(coloured**2)))).astype(np.float32)
