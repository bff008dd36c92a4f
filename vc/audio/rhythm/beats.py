"""From onset curves to beat times: what speaks for a beat, the best path, sub-frame times."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solveh_banded
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from vc.audio.rhythm.levels import drop_weak_pulses
from vc.audio.rhythm.onsets import SILENCE_LEVEL, Onsets
from vc.audio.rhythm.tempo import INTERVALS, TEMPO_HOP, steadiness, tempo_scores
from vc.music import MEL_RATE

LEAST_RISE_DB = 1.0  # onsets smaller than this are not scaled up
BASS_LEAST_RISE_DB = 2.0
CLEAR_RISE_DB = (1.05, 1.5)  # mean rise of strong onsets: noise, pads and drones stay below the first
LEAST_SWELL = 0.1  # of the piece's strong ones, likewise
STRONG_PERCENTILE = 99.0
SWELL_WEIGHT = 0.7  # of loudness against dB: accents set the metrical level, soft notes help with the phase
BASS_WEIGHT = 0.5  # of the bass against all bands: bass notes stand on beats more often than others
SCALE_S = 2.7  # onsets are measured against the strong ones within so many seconds to either side
BLUR_FRAMES = 0.8  # players are not together to the frame
AFTER_BLUR = 1.25  # gives back the height that peaks lose by it
NEWNESS = 0.4  # weight of new tones: an onset that only repeats what sounds already counts for less

THRESHOLD, MOST_ONSET = 0.15, 1.4  # smaller is no onset; larger counts no more
SILENCE_EVIDENCE = -10.0  # nobody plays: only a beat within a steady pulse, bridging a short rest, is worth that

CHANGE_COST, JUMP_COST, REST_COST = 9.0, 9.0, 6.0  # see decode.best_beats

# Frames around the path's beat in which the onset is looked for, and where it is most likely, with the standard
# deviation: rather before than after, because the path follows loudness, which comes after a slow attack.
REFINE_FRAMES = np.arange(-9, 5)
LIKELY_FRAME, NEAR_FRAMES = -2.0, 4.0
STIFFNESS = 0.02  # of the even spacing of beats, against a full onset's pull of 1
# Onsets that rise by little within the 33 ms of the attack curve, from the sound of others or slowly, peak late:
# about 1.4 ms for each dB below the rise of a note in silence.
LATE_S_PER_DB, CLEAR_ATTACK_DB = 0.0014, 17.0
STRIP_FRAMES = np.arange(-3, 4)  # within which a beat has an onset
LONGEST_BRIDGE_S = 1.0  # silence through which a pulse is carried on

# Beats that somebody tapped lead the search: a tempo's score by its distance in octaves from the tapped one, up to a
# limit, and evidence for beats near taps, against it between them.
TAP_WEIGHT, TAP_SPREAD, TAP_LIMIT = 3.0, 0.10, 4.0
LESS_SURE, LESS_SURE_S = 1.0, 30.0  # more spread, so long before the first tap and after the last
NEAR_TAP, BETWEEN_TAPS, NEAR_TAP_FRAMES = 4.0, -3.0, 3.5
LARGEST_BIAS_FRAMES = 11  # of all taps alike, by habit or by the sound's way to the ear: 120 ms
LIKELY_BIAS_FRAMES = 6.0


@dataclass(frozen=True)
class Weighing:
    """How a curve becomes evidence for beats: growing by `slope` with the curve, and against a beat below `threshold`.

    prior : weight of the tempo that is preferred where the curve says little
    """

    slope: float
    threshold: float
    prior: float

    def evidence(self, curve: np.ndarray, level: np.ndarray) -> np.ndarray:
        """(T,) log-likelihood ratio of a beat at each frame."""
        evidence = self.slope * (np.minimum(curve, MOST_ONSET) - self.threshold).astype(np.float64)
        evidence[level < SILENCE_LEVEL] = SILENCE_EVIDENCE
        return evidence


BY_ONSETS = Weighing(slope=2.0, threshold=0.15, prior=0.9)
# An ear that has heard many pieces knows which onsets are beats: what is only an onset speaks against one.
BY_EAR = Weighing(slope=5.0, threshold=0.35, prior=0.5)
EAR_WEIGHT = 0.4  # of the ear against the onsets
LEAST_CHANCE = 0.15  # chances of beats smaller than this are not scaled up


def find_beats(onsets: Onsets, newness: np.ndarray, chances: np.ndarray | None = None) -> np.ndarray:
    """(n,) float64 frames of the beats, with fractions, rising; none where nothing sounds or nothing pulses.

    newness : (T,) 0..1, how new the tones after each frame are
    chances : (T,) 0..1, of a beat at each frame, as a network hears it; None leaves it to the onsets
    """
    from vc.audio.rhythm.decode import best_beats  # numba takes a second to import

    if len(onsets) < 2 * INTERVALS[0]:
        return np.zeros(0)
    curve, weighing = salience(onsets, newness), BY_ONSETS
    if chances is not None:
        heard = against_passage(chances, LEAST_CHANCE) * clarity(onsets.rise)
        curve, weighing = (1 - EAR_WEIGHT) * curve + EAR_WEIGHT * heard, BY_EAR
    evidence = weighing.evidence(curve, onsets.level)
    scores = tempo_scores(np.minimum(curve, MOST_ONSET), weighing.prior)
    first = best_beats(evidence, scores, TEMPO_HOP, INTERVALS, CHANGE_COST, JUMP_COST, REST_COST)
    scores += steadiness(first, len(scores))
    frames = best_beats(evidence, scores, TEMPO_HOP, INTERVALS, CHANGE_COST, JUMP_COST, REST_COST)
    frames = frames[~long_silence(onsets.level)[frames]]
    frames = frames[np.diff(frames, prepend=-INTERVALS[0]) >= INTERVALS[0]]  # a pulse taken up at once after a rest
    frames = drop_weak_pulses(strip_ends(frames, curve), curve)
    return refine(frames, onsets.attack, curve)


def follow_beats(onsets: Onsets, newness: np.ndarray, taps: np.ndarray) -> np.ndarray:
    """(n,) float64 frames of the beats as in `find_beats`, on the level and in the phase of beats tapped by hand.

    taps : (m,) frames, m > 1, rising, evenly spaced but for changes of tempo; the tempo goes on before and after them
    """
    from vc.audio.rhythm.decode import best_beats

    curve = salience(onsets, newness)
    taps = taps + _bias(taps, curve)
    evidence = BY_ONSETS.evidence(curve, onsets.level) + _near_taps(taps, len(onsets))
    frames = best_beats(
        evidence, _tapped_tempo(taps, len(onsets)), TEMPO_HOP, INTERVALS, CHANGE_COST, JUMP_COST, REST_COST
    )
    tapped = (frames > taps[0] - NEAR_TAP_FRAMES) & (frames < taps[-1] + NEAR_TAP_FRAMES)
    return refine(frames[tapped | ~long_silence(onsets.level)[frames]], onsets.attack, curve)


def _bias(taps: np.ndarray, curve: np.ndarray) -> float:
    """Frames by which all taps alike are early (positive) or late, as the onsets around them show."""
    steps = np.arange(-LARGEST_BIAS_FRAMES, LARGEST_BIAS_FRAMES + 1)
    met = gaussian_filter1d(curve, 2.0)[_around(np.round(taps).astype(int), len(curve), steps)].mean(0)
    return float(steps[(met * np.exp(-0.5 * (steps / LIKELY_BIAS_FRAMES) ** 2)).argmax()])


def _near_taps(taps: np.ndarray, length: int) -> np.ndarray:
    """(T,) evidence: for a beat near each tap, against one between taps, none outside them."""
    frames = np.arange(length)
    nearest = np.interp(frames, taps, np.arange(len(taps)))
    away = frames - np.interp(np.round(nearest), np.arange(len(taps)), taps)
    evidence = BETWEEN_TAPS + (NEAR_TAP - BETWEEN_TAPS) * np.exp(-0.5 * (away / NEAR_TAP_FRAMES) ** 2)
    reach = 2 * NEAR_TAP_FRAMES
    return np.where((frames > taps[0] - reach) & (frames < taps[-1] + reach), evidence, 0)


def _tapped_tempo(taps: np.ndarray, length: int) -> np.ndarray:
    """(rows, K) what a step of each interval is worth around each half second, by its distance from the taps'."""
    gap = np.diff(taps)
    ends = np.median(gap[:4]), np.median(gap[-4:])
    rows = np.arange(max(1, -(-length // TEMPO_HOP))) * TEMPO_HOP
    usual = np.interp(rows, (taps[1:] + taps[:-1]) / 2, gap, left=ends[0], right=ends[1])
    outside_s = np.maximum(np.maximum(taps[0] - rows, rows - taps[-1]), 0) / MEL_RATE
    spread = TAP_SPREAD + LESS_SURE * np.minimum(outside_s / LESS_SURE_S, 1)
    away = (np.log2(INTERVALS) - np.log2(usual)[:, None]) / spread[:, None]
    return (1 - TAP_WEIGHT * np.minimum(0.5 * away**2, TAP_LIMIT)) * (INTERVALS / MEL_RATE)


def salience(onsets: Onsets, newness: np.ndarray) -> np.ndarray:
    """(T,) onset curve where the strong onsets of each passage are about 1."""
    rise = against_passage(onsets.rise, LEAST_RISE_DB)
    rise += BASS_WEIGHT * against_passage(onsets.bass_rise, BASS_LEAST_RISE_DB)
    swell = against_passage(onsets.swell, LEAST_SWELL * strong(onsets.swell))
    swell += BASS_WEIGHT * against_passage(onsets.bass_swell, LEAST_SWELL * strong(onsets.bass_swell))
    mixed = ((1 - SWELL_WEIGHT) * rise + SWELL_WEIGHT * swell) / (1 + BASS_WEIGHT)
    mixed *= 1 + NEWNESS * (newness - 0.5)
    return gaussian_filter1d(mixed, BLUR_FRAMES) * AFTER_BLUR * clarity(onsets.rise)


def clarity(rise: np.ndarray) -> np.ndarray:
    """(T,) 0 where nothing rises more than noise and pads do, 1 where notes begin."""
    none, clear = CLEAR_RISE_DB
    return np.clip((_passage_peaks(rise) - none) / (clear - none), 0, 1)


def strong(curve: np.ndarray) -> float:
    return float(np.percentile(curve, STRONG_PERCENTILE)) + 1e-6


def against_passage(curve: np.ndarray, least: float) -> np.ndarray:
    """`curve` over the strong onsets around, which count as `least` at least."""
    return curve / np.maximum(_passage_peaks(curve), least)


def _passage_peaks(curve: np.ndarray) -> np.ndarray:
    """(T,) mean of the curve's half-second maxima within SCALE_S."""
    hop = MEL_RATE // 2
    peaks = np.pad(curve, (0, -len(curve) % hop)).reshape(-1, hop).max(1)
    scale = uniform_filter1d(peaks, 4 * int(SCALE_S) + 1, mode="nearest")
    centres = (np.arange(len(scale)) + 0.5) * hop
    return np.interp(np.arange(len(curve)), centres, scale)


def long_silence(level: np.ndarray) -> np.ndarray:
    """(T,) bool: frames that lie in more than LONGEST_BRIDGE_S without sound."""
    silent = np.concatenate([[False], level < SILENCE_LEVEL, [False]])
    edges = np.flatnonzero(np.diff(silent.astype(np.int8)))
    long = np.zeros(len(level), bool)
    for start, stop in edges.reshape(-1, 2):
        long[start:stop] = stop - start > LONGEST_BRIDGE_S * MEL_RATE
    return long


def strip_ends(frames: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Drop beats without an onset from both ends of every run: a pulse starts and ends with notes."""
    supported = (
        curve[_around(frames, len(curve), STRIP_FRAMES)].max(1) > THRESHOLD if len(frames) else np.zeros(0, bool)
    )
    runs = np.split(np.arange(len(frames)), np.flatnonzero(np.diff(frames) > INTERVALS[-1]) + 1)
    kept = np.zeros(len(frames), bool)
    for run in runs:
        notes = run[supported[run]]
        kept[notes[0] if len(notes) else 0 : notes[-1] + 1 if len(notes) else 0] = True
    return frames[kept]


def _around(frames: np.ndarray, length: int, offsets: np.ndarray) -> np.ndarray:
    """(n, offsets) indices around each frame, inside a curve of `length` with room for neighbours."""
    return np.clip(frames[:, None] + offsets, 1, length - 2)


def refine(frames: np.ndarray, attack: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """(n,) frames with fractions: each beat goes to its onset as far as it has one, else between its neighbours."""
    if len(frames) == 0:
        return frames.astype(float)
    place, weight = _nearest_attack(frames, gaussian_filter1d(attack, BLUR_FRAMES), curve)
    if len(frames) < 4:
        return place
    return smooth_spacing(place, weight, STIFFNESS)


def _nearest_attack(frames: np.ndarray, attack: np.ndarray, curve: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the note near each frame begins, and its salience as a weight.

    The peak of the attack curve, by a parabola through three points, less the lateness of soft and slow attacks.
    """
    index = _around(frames, len(attack), REFINE_FRAMES)
    near = np.exp(-0.5 * ((REFINE_FRAMES - LIKELY_FRAME) / NEAR_FRAMES) ** 2)
    top = index[np.arange(len(frames)), (attack[index] * near).argmax(1)]
    left, middle, right = (attack[top + step].astype(float) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    is_peak = (middle >= left) & (middle >= right) & (bend < -1e-9)
    offset = np.where(is_peak, 0.5 * (left - right) / np.where(is_peak, bend, 1), 0)
    late = LATE_S_PER_DB * MEL_RATE * np.maximum(CLEAR_ATTACK_DB - np.sqrt(np.maximum(middle, 0)), 0)
    weight = np.where(is_peak, np.clip(curve[top], 0, 1) ** 2, 0) + 0.002
    return np.where(is_peak, top + offset - late, frames - np.median(late)), weight


def smooth_spacing(place: np.ndarray, weight: np.ndarray, stiffness: float) -> np.ndarray:
    """Minimise sum weight (t - place)^2 + stiffness (second difference of t)^2 over t; breaks are not bridged."""
    count = len(place)
    gap = np.diff(place)
    even = np.abs(np.log(np.maximum(gap[1:], 1) / np.maximum(gap[:-1], 1))) < 0.4
    bands = np.zeros((3, count))  # upper form: diagonal last
    strength = stiffness * even
    bands[2] = weight
    for step, factor in enumerate((1, 4, 1)):
        bands[2, step : step + count - 2] += factor * strength
    bands[1, 1:-1] += -2 * strength
    bands[1, 2:] += -2 * strength
    bands[0, 2:] += strength
    return solveh_banded(bands, weight * place)
