"""Notes as plain sounds, made by formulas: clicks, beeps, noise drums, tones that swell. No soundfont has these, and
people try a program with just such signals."""

import numpy as np

from vc.data.timed.pack import Played
from vc.music import SAMPLE_RATE

_LOW_DRUMS, _HIGH_DRUMS = {35, 36, 41, 43}, {42, 44, 46, 49, 51}


def render_plain(played: Played, seconds: float, rng: np.random.Generator) -> np.ndarray:
    """(n, 2) float32. One kind of tone for each part, one kind of click for the piece."""
    samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    voices = [_draw_voice(rng) for _ in played.programs]
    beep = rng.random() < 0.6
    hertz, decay = float(np.exp(rng.uniform(np.log(300), np.log(4000)))), float(rng.uniform(0.004, 0.06))
    for start, end, pitch, velocity, part in zip(
        played.start_s, played.end_s, played.pitch, played.velocity, played.part, strict=True
    ):
        if played.programs[part] >= 0:
            sound = _tone(pitch, end - start, *voices[part])
        elif pitch in _LOW_DRUMS:
            sound = _burst(60, 0.08, noise=0.05, rng=rng)
        elif pitch in _HIGH_DRUMS:
            sound = _burst(6000, 0.015, noise=1.0, rng=rng) * 0.3
        elif pitch == 38:
            sound = _burst(200, 0.05, noise=0.8, rng=rng)
        else:
            sound = _burst(hertz * (1.5 if velocity > 100 else 1.0), decay, noise=0.0 if beep else 0.9, rng=rng)
        first = round(start * SAMPLE_RATE)
        sound = sound[: max(len(samples) - first, 0)]
        samples[first : first + len(sound)] += np.float32((velocity / 127) ** 2) * sound
    samples += np.float32(10 ** rng.uniform(-5, -2.5)) * rng.standard_normal(len(samples), dtype=np.float32)
    return np.stack([samples, samples], 1)


def _draw_voice(rng: np.random.Generator) -> tuple[float, float, int]:
    """(attack, decay, partials)."""
    attack = 0.002 if rng.random() < 0.5 else float(rng.uniform(0.005, 0.12))
    return attack, float(np.exp(rng.uniform(np.log(0.05), np.log(3)))), int(rng.integers(1, 7))


def _tone(pitch: int, seconds: float, attack: float, decay: float, partials: int) -> np.ndarray:
    t = np.arange(max(int(min(seconds, 4.0) * SAMPLE_RATE), 64)) / SAMPLE_RATE
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    numbers = [n for n in range(1, partials + 1) if n * hertz < SAMPLE_RATE / 2.2]
    wave = sum(np.sin(2 * np.pi * n * hertz * t) / n for n in numbers)
    shape = np.minimum(t / attack, 1) * np.exp(-t / decay) * np.minimum((t[-1] - t) / 0.02 + 1e-3, 1)
    return (0.25 * wave * shape).astype(np.float32)


def _burst(hertz: float, decay: float, *, noise: float, rng: np.random.Generator) -> np.ndarray:
    t = np.arange(int(6 * decay * SAMPLE_RATE) + 16) / SAMPLE_RATE
    wave = (1 - noise) * np.sin(2 * np.pi * hertz * t) + noise * rng.standard_normal(len(t))
    return (wave * np.exp(-t / decay) * np.minimum(t / 0.001, 1)).astype(np.float32)


def still(count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) of mean power about 1: hiss, or a chord of sines that swells slowly; nothing begins in it."""
    t = np.arange(count) / SAMPLE_RATE
    swell = 1 + rng.uniform(0, 0.9) * np.sin(2 * np.pi * rng.uniform(0.02, 0.15) * t + rng.uniform(0, 6))
    if rng.random() < 0.5:
        return (swell * rng.standard_normal(count)).astype(np.float32)
    chord = 440 * 2 ** ((rng.choice(np.arange(40, 76), int(rng.integers(2, 7)), replace=False) - 69) / 12)
    wave = sum(np.sin(2 * np.pi * hertz * t + hertz) for hertz in chord)
    return (swell * wave / np.sqrt(len(chord) / 2)).astype(np.float32)
