"""Other tempi, and the unevenness of people: piano files written by hand change tempo by 1.9 % from beat to beat and
strike chords at once, where pianists on stage change it by 5.8 % (medians of piano-midi.de and of ASAP)."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.data.timed.pack import Played

SLOWEST, FASTEST = 0.5, 1.6
SHORTEST_S = 0.03
TOGETHER_S = 0.012  # notes closer than this are one chord


@dataclass(frozen=True)
class Freedom:
    """How a performance departs from its source.

    tempo : how many times as fast
    uneven : standard deviation of the logarithm of each beat's length; swaying : of its slow changes, over `phrase`
        beats
    jitter_s : from note to note; apart_s : between parts, changing slowly
    lead_s : how much the highest note of a chord is early; roll_s : from note to note of a chord
    contrast : of the velocities
    """

    tempo: float = 1.0
    uneven: float = 0.0
    swaying: float = 0.0
    phrase: float = 6.0
    jitter_s: float = 0.0
    apart_s: float = 0.0
    lead_s: float = 0.0
    roll_s: float = 0.0
    contrast: float = 1.0

    @classmethod
    def draw(cls, kind: str, rng: np.random.Generator) -> "Freedom":
        """kind : of the pack; only the piano's sources are much too even, those of the orchestra hardly."""
        most = {"piano": (0.075, 0.09), "orchestra": (0.02, 0.06), "pop": (0.012, 0.025)}[kind]
        free = float(rng.uniform(0, 1)) ** (1 if kind == "piano" else 2)
        wide = (
            float(rng.normal(0, 0.17)) if rng.random() < 0.8 else float(rng.uniform(np.log(SLOWEST), np.log(FASTEST)))
        )
        solo = kind == "piano"
        return cls(
            tempo=float(np.clip(np.exp(wide), SLOWEST, FASTEST)),
            uneven=most[0] * free,
            swaying=most[1] * float(rng.uniform(0, 1)),
            phrase=float(rng.uniform(2, 12)),
            jitter_s=float(rng.uniform(0.001, 0.012)),
            apart_s=float(rng.uniform(0.001, 0.014)),
            lead_s=float(rng.uniform(0, 0.04)) * free if solo else 0.0,
            roll_s=float(rng.uniform(0, 0.035)) * free if solo and rng.random() < 0.4 else 0.0,
            contrast=float(rng.uniform(0.6, 1.3)),
        )


def perform_anew(played: Played, freedom: Freedom, rng: np.random.Generator) -> Played:
    """The same notes in another performance; beats move with them."""
    beats = _moved_beats(played.beats_s, freedom, rng)

    def at(seconds: np.ndarray) -> np.ndarray:
        return _through(seconds, played.beats_s, beats, 1 / freedom.tempo)

    start = at(played.start_s) + _unevenness(played, freedom, rng)
    start -= min(start.min(initial=0.0), 0.0)
    end = np.maximum(at(played.end_s), start + SHORTEST_S)
    pedal = played.pedal.copy()
    pedal[:, 0] = np.maximum(at(pedal[:, 0]), 0)
    beats -= min(beats.min(initial=0.0), 0.0)
    velocity = 70 + freedom.contrast * (played.velocity - 70) + rng.normal(0, 3, len(start))
    order = np.argsort(start, kind="stable")
    return replace(
        played, start_s=start[order], end_s=end[order], pitch=played.pitch[order], part=played.part[order],
        velocity=np.clip(np.round(velocity), 12, 127).astype(int)[order], pedal=pedal, beats_s=beats,
    )  # fmt: skip


def _moved_beats(beats_s: np.ndarray, freedom: Freedom, rng: np.random.Generator) -> np.ndarray:
    if len(beats_s) < 2:
        return beats_s / freedom.tempo
    count = len(beats_s) - 1
    slow = gaussian_filter1d(rng.standard_normal(count), freedom.phrase, mode="reflect")
    slow *= freedom.swaying * np.sqrt(2 * np.sqrt(np.pi) * freedom.phrase)
    uneven = np.clip(slow + freedom.uneven * rng.standard_normal(count), -0.5, 0.5)
    lengths = np.diff(beats_s) / freedom.tempo * np.exp(uneven)
    moved: np.ndarray = beats_s[0] / freedom.tempo + np.concatenate([[0.0], np.cumsum(lengths)])
    return moved


def _through(seconds: np.ndarray, before: np.ndarray, after: np.ndarray, slope: float) -> np.ndarray:
    """Linear between beats; before the first and after the last at the mean tempo."""
    if len(before) < 2:
        return seconds * slope
    inside = np.interp(seconds, before, after)
    beyond = np.minimum(seconds - before[0], 0) + np.maximum(seconds - before[-1], 0)
    return inside + slope * beyond


def _unevenness(played: Played, freedom: Freedom, rng: np.random.Generator) -> np.ndarray:
    """(notes,) seconds late."""
    late = freedom.jitter_s * rng.standard_normal(len(played.start_s))
    knots = np.arange(0, played.seconds + 4, 2.0)
    for part in range(len(played.programs)):
        mine = played.part == part
        late[mine] += freedom.apart_s * np.interp(played.start_s[mine], knots, rng.standard_normal(len(knots)))
    if freedom.lead_s or freedom.roll_s:
        late += _chords(played, freedom, rng)
    return late


def _chords(played: Played, freedom: Freedom, rng: np.random.Generator) -> np.ndarray:
    late = np.zeros(len(played.start_s))
    edges = np.flatnonzero(np.diff(played.start_s, prepend=-1.0) > TOGETHER_S)
    for chord in np.split(np.arange(len(late)), edges[1:]):
        if len(chord) < 2:
            continue
        order = chord[np.argsort(played.pitch[chord])]
        late[order[-1]] -= freedom.lead_s
        if len(chord) > 2 and rng.random() < 0.3:
            late[order] += freedom.roll_s * (np.arange(len(chord)) - rng.uniform(0, len(chord) - 1))
    return late
