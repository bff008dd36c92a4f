"""What the ear says and what was known before, as gains and costs of the search."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from vc.audio.rhythm.lead import Lead
from vc.audio.rhythm.salience import MOST_ONSET, Measured
from vc.audio.rhythm.weights import Weights
from vc.hints import FASTEST_BPM, SLOWEST_BPM, Bounds
from vc.music import MEL_RATE, Chances

RATE = 60  # frames a second of the search
ROW_S = 0.2  # tempo and metre are weighed so often
HOP = round(ROW_S * RATE)
FINEST = 0.02  # neighbouring intervals differ by a frame, or by this part
MOST_LOGIT, MOST_PULSE = 5.0, 6.0  # surer is not counted
METRE_S = 20.0  # a metre stays: what is said about it is averaged so long
A_FRAME_OFF = 0.7  # less is a chance worth that stands a frame beside
LEAST_TEMPO, LEAST_METRE = -3.0, 0.1  # likewise
METRES, USUAL_METRES = (1, 2, 3, 4, 5, 6, 7, 8, 9), (2, 3, 4)
RARE_METRE = 0.12  # mean chance from which another metre is thought of
SAID = 30.0  # gain of what a listener has said
SAID_GOING, LED_GOING = 4.0, 2.5  # a second: who says a tempo, or taps along, hears a pulse
SAID_TEMPO = 40.0  # a second and octave away from it
SILENT = -6.0  # gain of a beat where nobody plays
USUAL_PERIOD = 0.15  # autocorrelation that any music has at any lag
LED = 0.25  # of what the ear says about tempo and places between beats still counts where beats lead
LED_TEMPO = 0.35  # a second, of the gain of a beat that leads: for its tempo
LESS_SURE = 0.5  # octaves by which the tempo may differ more, so far from the beats that lead:
CARRIED_S = 30.0  # beats that lead are followed so long before the first and after the last, less and less


@dataclass(frozen=True)
class Evidence:
    """See `search.best_path` for what each is."""

    beat: np.ndarray
    downbeat: np.ndarray
    other: np.ndarray
    pulse: np.ndarray
    tempo: np.ndarray
    in_beat: np.ndarray
    in_bar: np.ndarray
    metre: np.ndarray
    intervals: np.ndarray
    metres: np.ndarray

    def __len__(self) -> int:
        return len(self.beat)


def weigh(
    chances: Chances, measured: Measured, weights: Weights, bounds: Bounds, lead: Lead | None = None
) -> Evidence:  # fmt: skip
    """Everything that the search needs, at RATE."""
    at = np.arange(int(len(chances.beat) / chances.rate * RATE)) * (chances.rate / RATE)
    rows = np.minimum((np.arange(len(at) // HOP + 1) * ROW_S * chances.rate).astype(int), len(chances.beat) - 1)
    intervals, metres = spaced_intervals(), chosen_metres(chances, bounds)
    logit = np.clip(_at(at, _near(chances.beat)), -MOST_LOGIT, MOST_LOGIT)
    down = np.clip(_at(at, _near(chances.downbeat)), -MOST_LOGIT, MOST_LOGIT) - weights.down_bias
    down *= 0.5 * weights.down * np.clip(2 * chance(logit), 0, 1)  # where there is no beat, none is a downbeat
    at_90 = np.arange(len(at)) * (MEL_RATE / RATE)
    beat = weights.beat * (logit - weights.bias) + _onset_gain(at_90, measured, weights)
    going = weights.going + (SAID_GOING if bounds.tempo else LED_GOING if lead is not None else 0)
    pulse = going + weights.pulse * (np.clip(_at(at, chances.pulse), -MOST_PULSE, MOST_PULSE) + weights.pulse_bias)
    first = SAID * (np.arange(len(at)) == _first_frame(bounds, len(at)))
    in_beat = weights.in_beat * (LED if lead is not None else 1)
    metre = uniform_filter1d(
        chances.metre[rows][:, metres - 1].astype(float), int(METRE_S / ROW_S), axis=0, mode="nearest"
    )
    metre = np.log(np.maximum(metre * chances.metre.shape[1], LEAST_METRE))
    return Evidence(
        beat=(beat + _said_beats(len(at), bounds, lead)).astype(np.float32),
        downbeat=down.astype(np.float32),
        other=(-down - first).astype(np.float32),
        pulse=((pulse + weights.clarity * (_at(at_90, measured.clarity) - 1)) / RATE).astype(np.float32),
        tempo=_tempo(chances, measured, rows, intervals, weights, bounds, lead).astype(np.float32),
        in_beat=(in_beat / RATE * _at(at, chances.in_beat)).astype(np.complex64),
        in_bar=(weights.in_bar / RATE * _at(at, chances.in_bar)).astype(np.complex64),
        metre=(weights.metre / RATE * metre).astype(np.float32),
        intervals=intervals,
        metres=metres,
    )


def chance(logit: np.ndarray) -> np.ndarray:
    """Logits -> 0..1."""
    return 1 / (1 + np.exp(-np.clip(logit, -30, 30)))


def spaced_intervals() -> np.ndarray:
    """(K,) frames between beats that are thought of, rising."""
    intervals = [int(60 * RATE / FASTEST_BPM)]
    while intervals[-1] < 60 * RATE / SLOWEST_BPM:
        intervals.append(intervals[-1] + max(1, round(FINEST * intervals[-1])))
    return np.array(intervals)


def chosen_metres(chances: Chances, bounds: Bounds) -> np.ndarray:
    """Beats of the bars that are thought of: the usual ones, and rarer ones of which something is heard."""
    if bounds.metre:
        return np.array([bounds.metre])
    heard = chance(chances.pulse)[:, None]
    mean = (chances.metre * heard).sum(0) / max(float(heard.sum()), 1e-6)
    return np.array([m for m in METRES if m in USUAL_METRES or mean[m - 1] > RARE_METRE])


def _at(places: np.ndarray, curve: np.ndarray) -> np.ndarray:
    return np.interp(places, np.arange(len(curve)), curve)  # also of complex numbers


def _near(logit: np.ndarray) -> np.ndarray:
    """(T,) the best of each frame and its neighbours: an ear that is taught to a frame tells no more than a frame."""
    wide = np.pad(logit, 1, mode="edge")
    return np.maximum(logit, np.maximum(wide[:-2], wide[2:]) - A_FRAME_OFF)


def _onset_gain(at_90: np.ndarray, measured: Measured, weights: Weights) -> np.ndarray:
    """(T,) of onsets for a beat; nobody beats in silence, but to bridge a short one within a steady pulse."""
    onset = maximum_filter1d(np.minimum(measured.onset, MOST_ONSET), 3)
    gain = weights.onset * (_at(at_90, onset) - weights.onset_bias)
    silent = measured.silent[np.minimum(at_90.astype(int), len(measured.silent) - 1)]
    return np.where(silent, np.minimum(gain, SILENT), gain)


def _tempo(
    chances: Chances, measured: Measured, rows: np.ndarray, intervals: np.ndarray, weights: Weights, bounds: Bounds,
    lead: Lead | None,
) -> np.ndarray:  # fmt: skip
    """(rows, K) gain a frame of each interval."""
    bpm = 60 * RATE / intervals
    place = np.interp(np.log(bpm), np.log(chances.bpm), np.arange(len(chances.bpm)))
    low = np.minimum(place.astype(int), len(chances.bpm) - 2)
    heard = np.maximum(chances.tempo[rows] + np.log(len(chances.bpm)), LEAST_TEMPO)  # 0 where nothing is heard
    heard = heard[:, low] * (1 - (place - low)) + heard[:, low + 1] * (place - low)
    told = weights.tempo * (LED if lead is not None else 1)
    gain = told * heard - weights.usual * 0.5 * (np.log2(bpm / weights.centre) / weights.spread) ** 2
    row = np.minimum((np.arange(len(rows)) * ROW_S * 2).astype(int), len(measured.period) - 1)
    lag = np.minimum(np.round(intervals * (MEL_RATE / RATE)).astype(int), measured.period.shape[1] - 1)
    gain += weights.period * (measured.period[row][:, lag] - USUAL_PERIOD)
    if bounds.tempo:
        away = np.maximum(np.log2(bounds.tempo[0] / bpm), np.log2(bpm / bounds.tempo[1])).clip(0, 1)
        gain -= SAID_TEMPO * away
    if lead is not None:
        gain += _led(lead, np.arange(len(rows)) * ROW_S, np.log2(60 / bpm))
    return gain / RATE


def _led(lead: Lead, times: np.ndarray, octaves: np.ndarray) -> np.ndarray:
    """(rows, K) how far each interval is from those that lead; less so, far before the first and after the last."""
    gap = np.log2(np.diff(lead.beats_s))
    usual = np.interp(times, (lead.beats_s[1:] + lead.beats_s[:-1]) / 2, gap)
    outside = np.maximum(np.maximum(lead.beats_s[0] - times, times - lead.beats_s[-1]), 0)
    spread = lead.spread + LESS_SURE * np.minimum(outside / CARRIED_S, 1)
    away = (octaves[None] - usual[:, None]) / spread[:, None]
    return -LED_TEMPO * lead.near * np.minimum(0.5 * away**2, 4.0)


def _first_frame(bounds: Bounds, frames: int) -> int:
    """-1 where nothing was said."""
    return -1 if bounds.first_beat_s is None else min(round(bounds.first_beat_s * RATE), frames - 1)


def _said_beats(frames: int, bounds: Bounds, lead: Lead | None) -> np.ndarray:
    """(T,) gain of a beat at each frame, by what was said beforehand."""
    gain = np.zeros(frames)
    if (first := _first_frame(bounds, frames)) >= 0:
        gain[:first] = -SAID
        gain[first : first + 1] = 2 * SAID
    if lead is not None:
        times = np.arange(frames) / RATE
        along = np.interp(times, lead.beats_s, np.arange(len(lead.beats_s)))
        phase = np.cos(2 * np.pi * along)
        gain += lead.near * phase * ((times > lead.beats_s[0] - 0.07) & (times < lead.beats_s[-1] + 0.07))
    return gain
