"""What else is on a recording: applause, somebody who speaks or counts in, vinyl, fades, the losses of mp3.

None of it moves the music in time. All sounds are made from noise and pulses.
"""

import io
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, lfilter, sosfilt

from vc.music import SAMPLE_RATE

APPLAUSE_S = (3.0, 9.0)
SPEECH_S = (2.0, 7.0)
MP3_DELAY_SAMPLES = (
    1105  # of LAME's filters and the decoder's together, which the stream does not tell (LAME tag, 1105)
)


@dataclass(frozen=True)
class Surroundings:
    """lead_s : before the music, filled with `before`: "", "applause" or "speech"; after : likewise, behind it
    count_in : beats that are counted before the first; vinyl : loudness of its crackle; fade_s : in, out; mp3_kbit
    """

    lead_s: float = 0.0
    before: str = ""
    after: str = ""
    count_in: int = 0
    vinyl: float = 0.0
    fade_s: tuple[float, float] = (0.0, 0.0)
    mp3_kbit: int | None = None

    @classmethod
    def draw(cls, kind: str, rng: np.random.Generator) -> "Surroundings":
        before = str(rng.choice(["", "applause", "speech"], p=[0.88, 0.05, 0.07]))
        after = str(rng.choice(["", "applause", "speech"], p=[0.88, 0.09, 0.03]))
        lead = float(rng.uniform(*SPEECH_S)) if before else (float(rng.uniform(0, 3)) if rng.random() < 0.6 else 0.0)
        fades = kind == "pop" and rng.random() < 0.12
        return cls(
            lead_s=lead, before=before, after=after,
            count_in=4 if kind == "pop" and rng.random() < 0.06 else 0,
            vinyl=float(rng.uniform(0.002, 0.02)) if rng.random() < 0.05 else 0.0,
            fade_s=(float(rng.uniform(0, 4)), float(rng.uniform(2, 10))) if fades else (0.0, 0.0),
            mp3_kbit=int(rng.choice([32, 48, 64, 96])) if rng.random() < 0.1 else None,
        )  # fmt: skip


def surround(music: np.ndarray, around: Surroundings, rng: np.random.Generator) -> np.ndarray:
    """(n,) float32 music, its first `lead_s` empty -> (m,) float32, m >= n, everything else added."""
    level = float(np.sqrt(np.mean(np.square(music)))) or 0.05
    music = _faded(music.copy(), around)
    lead = round(around.lead_s * SAMPLE_RATE)
    if around.before and lead:
        music[:lead] += level * rng.uniform(0.2, 1.2) * _sound(around.before, lead, rng)
    if around.after:
        tail = round(rng.uniform(*APPLAUSE_S) * SAMPLE_RATE)
        music = np.concatenate([music, level * rng.uniform(0.3, 2) * _sound(around.after, tail, rng)])
    if around.vinyl:
        music = music + around.vinyl * crackle(len(music), rng)
    if around.mp3_kbit:
        music = through_mp3(music, around.mp3_kbit)
    return music.astype(np.float32)


def _sound(name: str, count: int, rng: np.random.Generator) -> np.ndarray:
    return applause(count, rng) if name == "applause" else speech(count, rng)


def _faded(music: np.ndarray, around: Surroundings) -> np.ndarray:
    fade_in, fade_out = (round(s * SAMPLE_RATE) for s in around.fade_s)
    if fade_in:
        music[:fade_in] *= np.linspace(0, 1, fade_in)[: len(music)]
    if fade_out:
        music[-fade_out:] *= np.linspace(1, 0, fade_out)[-len(music) :]
    return music


def applause(count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) of mean power 1: some to hundreds of hands that clap each at its own pace, swelling and dying away."""
    seconds = count / SAMPLE_RATE
    claps = np.zeros(count, np.float32)
    people = int(np.exp(rng.uniform(np.log(8), np.log(250))))
    for _ in range(people):
        pace = float(rng.uniform(2.5, 5.5))
        times = np.cumsum(rng.normal(1 / pace, 0.06 / pace, int(seconds * pace) + 1).clip(0.02)) + rng.uniform(0, 0.4)
        place = (times[times < seconds] * SAMPLE_RATE).astype(int)
        claps[place[place < count]] += rng.uniform(0.2, 1)
    clap = np.exp(-np.arange(900) / rng.uniform(60, 200)) * rng.standard_normal(900)
    low, high = rng.uniform(500, 900), rng.uniform(2500, 6000)
    sound = sosfilt(butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos"), lfilter(clap, [1.0], claps))
    return _unit(sound * np.interp(np.arange(count), [0, 0.2 * count, 0.6 * count, count], [0.2, 1, 0.8, 0.1]))


def speech(count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) of mean power 1: syllables of uneven length, a voice that rises and falls through changing formants."""
    time = np.arange(count) / SAMPLE_RATE
    ends = np.cumsum(rng.gamma(4, 0.05, int(count / SAMPLE_RATE / 0.05) + 2))
    knots = np.concatenate([[0], ends])
    pitch = float(rng.choice([110, 200])) * np.exp(np.interp(time, knots, rng.normal(0, 0.12, len(knots))))
    source = np.diff((np.cumsum(pitch) / SAMPLE_RATE) % 1.0, prepend=0.0) < 0
    breath = 0.05 * rng.standard_normal(count)
    sound = np.zeros(count)
    block = int(0.09 * SAMPLE_RATE)
    for centre, width in ((rng.uniform(350, 700), 90), (rng.uniform(1000, 1800), 130), (2600, 200)):
        for first in range(0, count, block):
            hertz = centre * np.exp(rng.normal(0, 0.2))
            radius = np.exp(-np.pi * width / SAMPLE_RATE)
            poles = [1, -2 * radius * np.cos(2 * np.pi * hertz / SAMPLE_RATE), radius**2]
            sound[first : first + block] += lfilter([1 - radius], poles, (source + breath)[first : first + block])
    loud = np.repeat(rng.uniform(0, 1, len(knots)) * (rng.random(len(knots)) < 0.85), 1)
    return _unit(sound * gaussian_filter1d(np.interp(time, knots, loud), 0.02 * SAMPLE_RATE))


def crackle(count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) of mean power 1: the dust of a record, and its rumble."""
    clicks = (rng.random(count) < rng.uniform(5, 60) / SAMPLE_RATE) * rng.standard_normal(count) * 20
    rumble = lfilter([1.0], [1.0, -0.98], rng.standard_normal(count))
    return _unit(lfilter([1.0, -0.6], [1.0], clicks) + 0.3 * rumble)


def through_mp3(samples: np.ndarray, kbit: int) -> np.ndarray:
    """(n,) float32 -> (n,) after encoding and decoding, at the same time."""
    import av

    buffer = io.BytesIO()
    peak = float(np.abs(samples).max()) or 1.0
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono", bit_rate=1000 * kbit)
        frame = av.AudioFrame.from_ndarray((0.9 / peak * samples)[None].astype(np.float32), "fltp", "mono")
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    buffer.seek(0)
    with av.open(buffer, "r") as source:
        decoded = np.concatenate([f.to_ndarray()[0] for f in source.decode(audio=0)]).astype(np.float32)
    start = max(len(decoded) - len(samples), 0) and _delay(decoded, samples)
    decoded = decoded[start : start + len(samples)]
    return np.pad(decoded, (0, len(samples) - len(decoded))) * np.float32(peak / 0.9)


def _delay(decoded: np.ndarray, samples: np.ndarray) -> int:
    """By which the decoded music lies behind, 0 where the container told the decoder."""
    part = slice(0, min(len(samples), 30 * SAMPLE_RATE))
    scores = [
        float(np.dot(decoded[lag : lag + len(samples[part])], samples[part][: len(decoded) - lag]))
        for lag in (0, MP3_DELAY_SAMPLES)
    ]
    return (0, MP3_DELAY_SAMPLES)[int(np.argmax(scores))]


def _unit(sound: np.ndarray) -> np.ndarray:
    return (sound / (np.sqrt(np.mean(np.square(sound))) + 1e-9)).astype(np.float32)
