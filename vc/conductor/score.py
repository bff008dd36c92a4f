"""What the conductor knows at every pose: the plan of the piece as signals at 30 Hz."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.drift import Drift
from vc.conductor.pattern import SIMULATION_RATE, path
from vc.conductor.plan import PHRASE_BARS, Passage, find_passages, make_strokes, weights
from vc.conductor.style import Style
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, pose_count

LEAST_BAR_S = 2.2  # quick bars are felt in groups: the body does not sway with each of them
FLOW_LOUDNESS = 0.08  # sound without a pulse is shaped, not beaten


@dataclass(frozen=True)
class Score:
    """Signals over (T,) poses.

    times_s : time of each pose
    passages : what is beaten
    beat, hold, ready, flow : weights of what the hands do, see `plan.weights`; flow: shaping sound without a pulse
    pattern : (T, 2) the textbook path of the right hand in units of the stroke, x outward, y up
    amplitude : size of the strokes, metres
    dynamics : loudness, 0..1, seen ahead
    swell : rise of the loudness, about -1..1, positive in a crescendo
    pulse : 1 at each ictus, -1 half way between
    bar_phase, phrase_phase : radians, 2 pi for each bar (or group of quick ones), each phrase
    """

    times_s: np.ndarray
    passages: list[Passage]
    beat: np.ndarray
    hold: np.ndarray
    ready: np.ndarray
    flow: np.ndarray
    pattern: np.ndarray
    amplitude: np.ndarray
    dynamics: np.ndarray
    swell: np.ndarray
    pulse: np.ndarray
    bar_phase: np.ndarray
    phrase_phase: np.ndarray

    def __len__(self) -> int:
        return len(self.times_s)


def read_score(rhythm: Rhythm, style: Style, drift: Drift) -> Score:
    """Turn beats, bars and loudness into what the body follows; `rhythm` is not changed."""
    times = np.arange(pose_count(rhythm.seconds)) / POSE_RATE
    passages = find_passages(rhythm, style)
    dynamics, swell = _dynamics(rhythm, style, len(times))
    roles = weights(passages, times)
    sounding = gaussian_filter1d((dynamics > FLOW_LOUDNESS).astype(float), POSE_RATE, mode="nearest")
    pulses = np.concatenate([p.pulses_s for p in passages]) if passages else np.zeros(0)
    phase, bar_phase = _phases(passages, times)
    return Score(
        times, passages, **roles,
        flow=(1 - roles["beat"] - roles["hold"]) * gaussian_filter1d(sounding, POSE_RATE / 2, mode="nearest") ** 3,
        pattern=_pattern(passages, pulses, times, dynamics, style, drift),
        amplitude=_amplitude(passages, pulses, times, dynamics, style, drift),
        dynamics=dynamics,
        swell=swell,
        pulse=np.cos(2 * np.pi * phase) * roles["beat"],
        bar_phase=bar_phase,
        phrase_phase=bar_phase / PHRASE_BARS,
    )  # fmt: skip


def _dynamics(rhythm: Rhythm, style: Style, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Loudness `anticipation_s` ahead, smoothed over half a second; and its slope over about two seconds."""
    loudness = np.zeros(count)
    known = min(count, len(rhythm.loudness))
    loudness[:known] = np.clip(rhythm.loudness[:known], 0, 1)
    ahead = round(style.anticipation_s * POSE_RATE)
    seen = np.concatenate([loudness[ahead:], np.repeat(loudness[-1:], min(ahead, count))])[:count]
    smooth = gaussian_filter1d(seen, 0.4 * POSE_RATE, mode="nearest") if count else seen
    slope = np.gradient(gaussian_filter1d(seen, 1.0 * POSE_RATE, mode="nearest")) * POSE_RATE if count > 1 else 0 * seen
    return smooth, np.tanh(4 * slope)


def _pattern(
    passages: list[Passage], pulses: np.ndarray, times: np.ndarray, dynamics: np.ndarray, style: Style, drift: Drift
) -> np.ndarray:  # fmt: skip
    if not passages:
        return np.zeros((len(times), 2))
    articulation = style.articulation + 0.25 * (dynamics - 0.5) + 0.12 * drift("articulation", 9.0)
    sharp = np.clip(np.interp(pulses, times, articulation), 0, 1) if len(times) else np.zeros(len(pulses))
    strokes = make_strokes(passages, sharp, style.rebound)
    return path(strokes, len(times), step=SIMULATION_RATE // POSE_RATE)


def _amplitude(
    passages: list[Passage], pulses: np.ndarray, times: np.ndarray, dynamics: np.ndarray, style: Style, drift: Drift
) -> np.ndarray:  # fmt: skip
    """Height of a full stroke in metres: with loudness, smaller when quick, a little more for downbeats."""
    if not passages:
        return np.full(len(times), 0.1)
    steps = np.concatenate([np.full(len(p.pulses_s), p.interval_s) for p in passages])
    local = gaussian_filter1d(np.interp(times, pulses, steps), POSE_RATE, mode="nearest") if len(times) else times
    tempo = np.clip((local / 0.6) ** 0.5, 0.65, 1.15)
    weight = np.concatenate([np.where(p.place == 0, 1.08, 0.97) for p in passages])
    emphasis = gaussian_filter1d(np.interp(times, pulses, weight), 0.15 * POSE_RATE, mode="nearest")
    mood = np.exp(0.14 * style.drift * drift("size", 8.0))
    return style.size * (0.14 + 0.32 * dynamics) * tempo * emphasis * mood


def _phases(passages: list[Passage], times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Beats and bars counted over time: (T,) pulses so far with fractions, and (T,) 2 pi per bar."""
    if not passages:
        return np.zeros(len(times)), 2 * np.pi * times / 4.0  # slow arcs of their own where nothing is counted
    knots, pulse, bar = [0.0], [0.0], [0.0]
    for p in passages:
        step = np.diff(p.pulses_s, append=p.pulses_s[-1] + p.interval_s)
        start = p.pulses_s[0] - min(p.interval_s, p.pulses_s[0] - knots[-1])
        if start > knots[-1] + 1e-3:
            bar.append(bar[-1] + (start - knots[-1]) / 4.0)
            knots.append(start)
            pulse.append(np.round(pulse[-1]))
        ends = p.pulses_s + step
        bars = p.metre * np.maximum(1, np.round(LEAST_BAR_S / (p.metre * p.interval_s)))
        counted = np.cumsum(1.0 / bars)
        knots += [*p.pulses_s, ends[-1]]
        pulse += [*(pulse[-1] + 1 + np.arange(len(p.pulses_s))), pulse[-1] + 1 + len(p.pulses_s)]
        bar += [*(bar[-1] + counted), bar[-1] + counted[-1] + 1.0 / bars[-1]]
    return np.interp(times, knots, pulse), 2 * np.pi * np.interp(times, knots, bar)
