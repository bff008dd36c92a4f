"""What the program knows about a piece of music: its spectrogram and its rhythm."""

from dataclasses import dataclass, replace

import numpy as np

from vc.marks import Marks
from vc.skeleton import POSE_RATE

SAMPLE_RATE = 22_050  # Hz, mono: what ConductorMotion100's features were made from
MEL_BANDS = 128
MEL_RATE = 90  # frames/s of ConductorMotion100's mel.npy, which the authors' checkpoints saw
MEL_FRAMES_PER_POSE = MEL_RATE // POSE_RATE
AUDIBLE = 0.05  # loudness below which a passage is called silent
# A gap of more beats than this is a rest of unknown length: counting starts afresh, hands stop, and a new preparation
# follows.
BREAK = 2.2
# Seconds of the beats that are beaten singly: above some 190 a minute one stroke is for several of them, below some 46
# two are for one (metronome practice).
FAST_S, SLOW_S = 60 / 190, 60 / 46


@dataclass(frozen=True)
class Mel:
    """Log-mel spectrogram as the M2S-GAN authors make it.

    values : (T, 128) float32 in [0, 1]; band 0 is the HIGHEST; 1.0 = the loudest of the piece, 0.0 = 80 dB below
    rate : frames per second
    seconds : exact length of the music; T = floor(seconds x rate)
    """

    values: np.ndarray
    seconds: float
    rate: int = MEL_RATE

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Chances:
    """What an ear says about each moment of a piece, T frames at `rate` a second.

    beat, downbeat, pulse : (T,) logits: of a beat, of a downbeat, that there is a pulse at all
    in_beat, in_bar : (T,) complex, places between two beats and between two downbeats as points in the unit circle; the
        nearer to its edge, the surer
    tempo : (T, n) log-chances of the tempi `bpm`, (n,) rising, beats a minute
    metre : (T, 9) chances of bars of 1 to 9 beats
    read : (4, T) at 30 Hz, chances of an entry, of an accent, articulation, and the sine of where an entry is; None
        where the ear reads none of them
    """

    beat: np.ndarray
    downbeat: np.ndarray
    pulse: np.ndarray
    in_beat: np.ndarray
    in_bar: np.ndarray
    tempo: np.ndarray
    bpm: np.ndarray
    metre: np.ndarray
    rate: float = 30.0
    read: np.ndarray | None = None


def bare_chances(beat_and_downbeat: np.ndarray, rate: float = 30.0) -> Chances:
    """`Chances` of an ear that tells only the chances of a beat and of a downbeat, (2, T) 0..1."""
    beat, downbeat = (np.log(row / (1 - row)) for row in np.clip(beat_and_downbeat, 1e-4, 1 - 1e-4))
    count, nowhere = len(beat), np.zeros(len(beat), complex)
    tempo, metre = np.full((count, 3), -np.log(3)), np.full((count, 9), 1 / 9)
    return Chances(
        beat, downbeat, np.full(count, 2.0), nowhere, nowhere, tempo, np.array([20.0, 80.0, 320.0]), metre, rate
    )


def mixed(said: Chances, other: Chances, share: float) -> Chances:
    """What two ears say together: means of beats' and downbeats' logits and of places in the bar.

    share : of `other` in them, 0..1
    """
    beat, downbeat, in_bar = (
        (1 - share) * mine + share * theirs
        for mine, theirs in (
            (said.beat, other.beat),
            (said.downbeat, other.downbeat),
            (said.in_bar, other.in_bar),
        )
    )
    return replace(said, beat=beat, downbeat=downbeat, in_bar=in_bar)


@dataclass(frozen=True)
class Rhythm:
    """Beats, bars and loudness of a piece.

    beats_s : (n,) float64, rising, seconds; empty when the music has no pulse
    bar_positions : (n,) int, place of each beat in its bar, 0 = downbeat
    beats_per_bar : (n,) int, beats in the bar that each beat belongs to
    loudness : (T,) float32 in [0, 1] at POSE_RATE, smoothed, relative to the piece
    seconds : length of the music
    marks : entries, holds, cut-offs and so on; None where nobody has looked for them
    """

    beats_s: np.ndarray
    bar_positions: np.ndarray
    beats_per_bar: np.ndarray
    loudness: np.ndarray
    seconds: float
    marks: Marks | None = None

    @property
    def downbeats_s(self) -> np.ndarray:
        """(n,) float64 seconds of the first beats of bars."""
        return self.beats_s[self.bar_positions == 0]

    @property
    def tempo_bpm(self) -> float:
        """Median tempo in beats per minute; 0.0 with fewer than two beats."""
        return float(60 / np.median(np.diff(self.beats_s))) if len(self.beats_s) > 1 else 0.0

    def passages_without_pulse(self, least_s: float = 5.0) -> list[tuple[float, float]]:
        """(start, end) seconds of passages of at least `least_s` in which something sounds, but no beat was found."""
        edges = np.concatenate([[0.0], self.beats_s, [self.seconds]])
        wide = np.flatnonzero(np.diff(edges) >= max(least_s, 3 * 60 / self.tempo_bpm if self.tempo_bpm else 0))
        passages = [(float(edges[i]), float(edges[i + 1])) for i in wide]
        return [(start, end) for start, end in passages if self._sounds(start, end)]

    def _sounds(self, start_s: float, end_s: float) -> bool:
        rate = len(self.loudness) / max(self.seconds, 1e-9)
        part = self.loudness[int(start_s * rate) : int(end_s * rate)]
        return bool(len(part)) and float((part > AUDIBLE).mean()) > 0.5


@dataclass(frozen=True)
class ScoreMark:
    """Something that the score of a piece says, at the time when it is reached.

    kind : "tempo" or "words", "dynamics" (marks, and the ends of hairpins), "fermata", or "entry" of a part that was
        silent for long; text : as it is printed
    """

    time_s: float
    kind: str
    text: str
