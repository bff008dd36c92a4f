"""What the conductor knows at every pose: the plan of the piece as signals at 30 Hz."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, minimum_filter1d, uniform_filter1d

from vc.conductor.cues import Cues, find_cues
from vc.conductor.drift import Drift
from vc.conductor.pattern import SIMULATION_RATE, path
from vc.conductor.plan import PHRASE_BARS, Passage, find_passages, make_strokes, weights
from vc.conductor.style import Style
from vc.marks import USUAL_ARTICULATION
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, pose_count

LEAST_BAR_S = 2.2  # quick bars are felt in groups: the body does not sway with each of them
FLOW_LOUDNESS = 0.08  # sound without a pulse is shaped, not beaten
QUIET = 0.04  # bars in which nothing sounds are beaten passively: small, without rebound
PASSIVE = 0.35
SUBITO = (0.2, 0.4)  # change of loudness within SUBITO_S that is sudden: from, and wholly
SUBITO_S, SUDDEN_S = 0.5, 0.13
ACCENT_S = 0.14  # an accent belongs to the stroke that is so near
ARTICULATED = 0.7  # how much of the written articulation the strokes show
MEAN_LOUDNESS = 0.45  # what is beaten where nothing is expressed
# Deviation of the strokes' size (its logarithm) by mood: more of it hides what the loudness asks for. Chosen, as the
# heights of `pattern.PATTERNS`, on 81 pieces of the timed pack's split "val".
DRIFT = 0.056


@dataclass(frozen=True)
class Score:
    """Signals over (T,) poses.

    times_s : time of each pose
    passages : what is beaten
    cues : who enters, see `cues`
    beat, hold, ready, flow : weights of what the hands do, see `plan.weights`; flow: shaping sound without a pulse
    pattern : (T, 2) the textbook path of the right hand in units of the stroke, x outward, y up
    amplitude : size of the strokes, metres
    dynamics : loudness, 0..1, seen ahead
    swell : rise of the loudness, about -1..1, positive in a crescendo
    sudden : fall (negative) or rise of the loudness at once, -1..1, around the moment
    articulation : 0 legato to 1 staccato
    pulse : 1 at each ictus, -1 half way between
    bar_phase, phrase_phase : radians, 2 pi for each bar (or group of quick ones), each phrase
    """

    times_s: np.ndarray
    passages: list[Passage]
    cues: Cues
    beat: np.ndarray
    hold: np.ndarray
    ready: np.ndarray
    flow: np.ndarray
    pattern: np.ndarray
    amplitude: np.ndarray
    dynamics: np.ndarray
    swell: np.ndarray
    sudden: np.ndarray
    articulation: np.ndarray
    pulse: np.ndarray
    bar_phase: np.ndarray
    phrase_phase: np.ndarray

    def __len__(self) -> int:
        return len(self.times_s)


def read_score(rhythm: Rhythm, style: Style, drift: Drift) -> Score:
    """Turn beats, bars, loudness and marks into what the body follows; `rhythm` is not changed."""
    times = np.arange(pose_count(rhythm.seconds)) / POSE_RATE
    passages = find_passages(rhythm, style)
    dynamics, swell, sudden = _dynamics(rhythm, style, len(times))
    roles = weights(passages, times)
    sounding = gaussian_filter1d((dynamics > FLOW_LOUDNESS).astype(float), POSE_RATE, mode="nearest")
    pulses = np.concatenate([p.pulses_s for p in passages]) if passages else np.zeros(0)
    phase, bar_phase = _phases(passages, times)
    articulation = _articulation(rhythm, dynamics, style, drift)
    accents = _accents(rhythm, pulses, style)
    return Score(
        times, passages, find_cues(rhythm, pulses, times, style), **roles,
        flow=(1 - roles["beat"] - roles["hold"]) * gaussian_filter1d(sounding, POSE_RATE / 2, mode="nearest") ** 3,
        pattern=_pattern(passages, pulses, times, articulation, accents, style),
        amplitude=_amplitude(rhythm, passages, pulses, times, dynamics, accents, style, drift),
        dynamics=dynamics,
        swell=swell,
        sudden=sudden,
        articulation=articulation,
        pulse=np.cos(2 * np.pi * phase) * roles["beat"],
        bar_phase=bar_phase,
        phrase_phase=bar_phase / PHRASE_BARS,
    )  # fmt: skip


def _dynamics(rhythm: Rhythm, style: Style, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Loudness `anticipation_s` ahead, smoothed over half a second, less where it changes at once; its slope over about
    two seconds; and where it changes at once, -1..1."""
    if not count:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    loudness = np.zeros(count)
    known = min(count, len(rhythm.loudness))
    loudness[:known] = np.clip(rhythm.loudness[:known], 0, 1)
    ahead = round(style.anticipation_s * POSE_RATE)
    seen = np.concatenate([loudness[ahead:], np.repeat(loudness[-1:], min(ahead, count))])[:count]
    step = round(SUBITO_S * POSE_RATE)
    padded = np.pad(seen, step, mode="edge")
    change = uniform_filter1d(padded, step, origin=-(step // 2))[step:-step]
    change = change - uniform_filter1d(padded, step, origin=(step - 1) // 2)[step:-step]
    size = np.clip((np.abs(change) - SUBITO[0]) / (SUBITO[1] - SUBITO[0]), 0, 1)
    sudden = gaussian_filter1d(maximum_filter1d(size, step), 0.1 * POSE_RATE, mode="nearest")
    calm = gaussian_filter1d(seen, 0.4 * POSE_RATE, mode="nearest")
    quick = gaussian_filter1d(seen, SUDDEN_S * POSE_RATE, mode="nearest")
    smooth = calm + min(style.depth, 1.0) * sudden * (quick - calm)
    slope = np.gradient(gaussian_filter1d(seen, 1.0 * POSE_RATE, mode="nearest")) * POSE_RATE if count > 1 else 0 * seen
    return smooth, np.tanh(4 * slope), size * np.sign(change)


def _articulation(rhythm: Rhythm, dynamics: np.ndarray, style: Style, drift: Drift) -> np.ndarray:
    """(T,) 0 legato to 1 staccato: the conductor's own way, and what is written."""
    own = style.articulation + 0.25 * (dynamics - 0.5) + 0.12 * drift("articulation", 9.0)
    return np.clip(own + ARTICULATED * style.depth * (written_articulation(rhythm, len(dynamics)) - 0.4), 0, 1)


def written_articulation(rhythm: Rhythm, count: int) -> np.ndarray:
    """(count,) of the marks, the usual where there are none."""
    written = np.full(count, USUAL_ARTICULATION)
    if rhythm.marks is not None:
        known = min(count, len(rhythm.marks.articulation))
        written[:known] = rhythm.marks.articulation[:known]
    return written


def _accents(rhythm: Rhythm, pulses: np.ndarray, style: Style) -> np.ndarray:
    """(pulses,) weight of the accent on each, 0 to 1."""
    found = np.zeros(len(pulses))
    if rhythm.marks is None or not len(pulses):
        return found
    for time, weight in zip(rhythm.marks.accents_s, rhythm.marks.accents, strict=True):
        nearest = int(np.abs(pulses + style.lead_s - time).argmin())
        if abs(pulses[nearest] + style.lead_s - time) < ACCENT_S:
            found[nearest] = max(found[nearest], weight)
    return found * min(style.depth, 1.2)


def _pattern(
    passages: list[Passage], pulses: np.ndarray, times: np.ndarray, articulation: np.ndarray, accents: np.ndarray,
    style: Style,
) -> np.ndarray:  # fmt: skip
    if not passages:
        return np.zeros((len(times), 2))
    sharp = np.interp(pulses, times, articulation) if len(times) else np.zeros(len(pulses))
    sharp = np.clip(sharp + 0.35 * accents, 0, 1)
    strokes = make_strokes(passages, sharp, style.rebound * (1 + 0.25 * accents))
    return path(strokes, len(times), step=SIMULATION_RATE // POSE_RATE)


def _amplitude(
    rhythm: Rhythm, passages: list[Passage], pulses: np.ndarray, times: np.ndarray, dynamics: np.ndarray,
    accents: np.ndarray, style: Style, drift: Drift,
) -> np.ndarray:  # fmt: skip
    """Height of a full stroke in metres: with loudness, smaller when quick or in rests, a little more for downbeats and
    much more for accents; legato is wider than staccato."""
    if not passages:
        return np.full(len(times), 0.1)
    steps = np.concatenate([np.full(len(p.pulses_s), p.interval_s) for p in passages])
    local = gaussian_filter1d(np.interp(times, pulses, steps), POSE_RATE, mode="nearest") if len(times) else times
    tempo = np.clip((local / 0.6) ** 0.5, 0.65, 1.15)
    weight = np.concatenate([np.where(p.place == 0, 1.08, 0.97) for p in passages]) + 0.35 * accents
    emphasis = gaussian_filter1d(np.interp(times, pulses, weight), 0.15 * POSE_RATE, mode="nearest")
    mood = np.exp(DRIFT * style.drift * drift("size", 8.0))
    shown = MEAN_LOUDNESS + (0.3 + 0.7 * min(style.depth, 1.2)) * (dynamics - MEAN_LOUDNESS)
    written = 1 - 0.2 * style.depth * (written_articulation(rhythm, len(times)) - USUAL_ARTICULATION)
    return style.size * (0.13 + 0.34 * shown) * tempo * emphasis * mood * written * _passive(rhythm, local)


def _passive(rhythm: Rhythm, local_s: np.ndarray) -> np.ndarray:
    """(T,) 1 where something sounds within a beat, PASSIVE in bars of rest, which are only counted."""
    silent = np.ones(len(local_s), bool)
    known = min(len(silent), len(rhythm.loudness))
    silent[:known] = rhythm.loudness[:known] < QUIET
    if not len(silent) or silent.all():
        return np.ones(len(silent))
    reach = 2 * round(1.2 * float(np.median(local_s)) * POSE_RATE) + 1
    resting = minimum_filter1d(silent.astype(float), reach, mode="nearest")
    return 1 - (1 - PASSIVE) * gaussian_filter1d(resting, 0.15 * POSE_RATE, mode="nearest")


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
        beats = np.abs(p.metre)
        bars = beats * np.maximum(1, np.round(LEAST_BAR_S / (beats * p.interval_s)))
        counted = np.cumsum(1.0 / bars)
        knots += [*p.pulses_s, ends[-1]]
        pulse += [*(pulse[-1] + 1 + np.arange(len(p.pulses_s))), pulse[-1] + 1 + len(p.pulses_s)]
        bar += [*(bar[-1] + counted), bar[-1] + counted[-1] + 1.0 / bars[-1]]
    return np.interp(times, knots, pulse), 2 * np.pi * np.interp(times, knots, bar)
