"""From onset curves to beat times: what speaks for a beat, the best path, sub-frame times."""

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

# The evidence for a beat grows linearly with the onset up to MOST_ONSET; below THRESHOLD it speaks against a beat.
EVIDENCE_SLOPE, THRESHOLD, MOST_ONSET = 2.0, 0.15, 1.4
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


def find_beats(onsets: Onsets, newness: np.ndarray) -> np.ndarray:
    """(n,) float64 frames of the beats, with fractions, rising; none where nothing sounds or nothing pulses.

    newness : (T,) 0..1, how new the tones after each frame are
    """
    from vc.audio.rhythm.decode import best_beats  # numba takes a second to import

    if len(onsets) < 2 * INTERVALS[0]:
        return np.zeros(0)
    curve = _salience(onsets, newness)
    capped = np.minimum(curve, MOST_ONSET)
    evidence = (EVIDENCE_SLOPE * (capped - THRESHOLD)).astype(np.float64)
    evidence[onsets.level < SILENCE_LEVEL] = SILENCE_EVIDENCE
    scores = tempo_scores(capped)
    first = best_beats(evidence, scores, TEMPO_HOP, INTERVALS, CHANGE_COST, JUMP_COST, REST_COST)
    scores += steadiness(first, len(scores))
    frames = best_beats(evidence, scores, TEMPO_HOP, INTERVALS, CHANGE_COST, JUMP_COST, REST_COST)
    frames = frames[~_long_silence(onsets.level)[frames]]
    frames = frames[np.diff(frames, prepend=-INTERVALS[0]) >= INTERVALS[0]]  # a pulse taken up at once after a rest
    frames = drop_weak_pulses(_strip(frames, curve), curve)
    return _refine(frames, onsets.attack, curve)


def _salience(onsets: Onsets, newness: np.ndarray) -> np.ndarray:
    """(T,) onset curve where the strong onsets of each passage are about 1."""
    rise = _against_passage(onsets.rise, LEAST_RISE_DB)
    rise += BASS_WEIGHT * _against_passage(onsets.bass_rise, BASS_LEAST_RISE_DB)
    swell = _against_passage(onsets.swell, LEAST_SWELL * _strong(onsets.swell))
    swell += BASS_WEIGHT * _against_passage(onsets.bass_swell, LEAST_SWELL * _strong(onsets.bass_swell))
    mixed = ((1 - SWELL_WEIGHT) * rise + SWELL_WEIGHT * swell) / (1 + BASS_WEIGHT)
    mixed *= 1 + NEWNESS * (newness - 0.5)
    return gaussian_filter1d(mixed, BLUR_FRAMES) * AFTER_BLUR * _clarity(onsets.rise)


def _clarity(rise: np.ndarray) -> np.ndarray:
    """(T,) 0 where nothing rises more than noise and pads do, 1 where notes begin."""
    none, clear = CLEAR_RISE_DB
    return np.clip((_passage_peaks(rise) - none) / (clear - none), 0, 1)


def _strong(curve: np.ndarray) -> float:
    return float(np.percentile(curve, STRONG_PERCENTILE)) + 1e-6


def _against_passage(curve: np.ndarray, least: float) -> np.ndarray:
    """`curve` over the strong onsets around, which count as `least` at least."""
    return curve / np.maximum(_passage_peaks(curve), least)


def _passage_peaks(curve: np.ndarray) -> np.ndarray:
    """(T,) mean of the curve's half-second maxima within SCALE_S."""
    hop = MEL_RATE // 2
    peaks = np.pad(curve, (0, -len(curve) % hop)).reshape(-1, hop).max(1)
    scale = uniform_filter1d(peaks, 4 * int(SCALE_S) + 1, mode="nearest")
    centres = (np.arange(len(scale)) + 0.5) * hop
    return np.interp(np.arange(len(curve)), centres, scale)


def _long_silence(level: np.ndarray) -> np.ndarray:
    """(T,) bool: frames that lie in more than LONGEST_BRIDGE_S without sound."""
    silent = np.concatenate([[False], level < SILENCE_LEVEL, [False]])
    edges = np.flatnonzero(np.diff(silent.astype(np.int8)))
    long = np.zeros(len(level), bool)
    for start, stop in edges.reshape(-1, 2):
        long[start:stop] = stop - start > LONGEST_BRIDGE_S * MEL_RATE
    return long


def _strip(frames: np.ndarray, curve: np.ndarray) -> np.ndarray:
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


def _refine(frames: np.ndarray, attack: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """(n,) frames with fractions: each beat goes to its onset as far as it has one, else between its neighbours."""
    if len(frames) == 0:
        return frames.astype(float)
    place, weight = _nearest_attack(frames, gaussian_filter1d(attack, BLUR_FRAMES), curve)
    if len(frames) < 4:
        return place
    return _smooth_spacing(place, weight, STIFFNESS)


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


def _smooth_spacing(place: np.ndarray, weight: np.ndarray, stiffness: float) -> np.ndarray:
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
