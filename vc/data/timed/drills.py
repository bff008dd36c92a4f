"""What no piece has enough of: clicks, drums alone, chords off the beat, rare metres, and sound that has no pulse."""

from dataclasses import replace

import numpy as np

from vc.data.timed.pack import Played

SLOWEST_BPM, FASTEST_BPM = 25.0, 240.0
DRILL_S = 90.0
_KICK, _SNARE, _HAT, _STICK, _BLOCK = 36, 38, 42, 37, 76
_METRES = {  # beats of a bar, and how they are grouped
    2: ((2,),), 3: ((3,),), 4: ((4,), (2, 2)), 5: ((3, 2), (2, 3)), 6: ((3, 3),), 7: ((2, 2, 3), (3, 2, 2), (4, 3)),
    8: ((3, 3, 2),), 9: ((3, 3, 3), (2, 2, 2, 3)),
}  # fmt: skip
_SHARES = (0.12, 0.16, 0.26, 0.18, 0.06, 0.16, 0.02, 0.04)
KINDS = ("clicks", "drums", "chords", "off-beat", "ostinato", "free")


def make_drill(rng: np.random.Generator) -> tuple[Played, str]:
    """(performance of DRILL_S, its kind). The same for the same generator state."""
    kind = str(rng.choice(KINDS, p=[0.20, 0.20, 0.18, 0.14, 0.20, 0.08]))
    if kind == "free":
        return _free(rng), kind
    beats, place, metre, groups = _pulse(rng)
    notes: list[tuple[float, float, int, int, int]] = []
    programs = (int(rng.choice([0, 0, 4, 24, 48, 19, 61, 12])), int(rng.choice([32, 43, 0, 58])), -1)
    fill = {"clicks": _clicks, "drums": _drums, "chords": _chords, "off-beat": _off_beat, "ostinato": _ostinato}[kind]
    accented = kind != "clicks" or rng.random() < 0.5
    habit = np.random.default_rng(rng.integers(2**32))
    fill(notes, beats, place if accented else np.ones_like(place), metre, groups, habit)
    played = _as_played(notes, programs, beats[:-1], (place[:-1] == 0) & accented)
    return (_with_gap(played, rng) if rng.random() < 0.2 else played), kind


def _with_gap(played: Played, rng: np.random.Generator) -> Played:
    """Nothing for some seconds in the middle; the pulse goes on behind it as if it had never stopped, or elsewhere."""
    start = float(rng.uniform(0.2, 0.6)) * DRILL_S
    end = start + float(rng.uniform(3, 14))
    late = float(rng.uniform(0, 1)) if rng.random() < 0.5 else 0.0

    def placed(seconds: np.ndarray) -> np.ndarray:
        return np.where(seconds >= end, seconds + late, seconds)

    notes = (played.start_s < start) | (played.start_s >= end)
    beats = (played.beats_s < start) | (played.beats_s >= end)
    return replace(
        played, start_s=placed(played.start_s[notes]), end_s=placed(played.end_s[notes]), pitch=played.pitch[notes],
        velocity=played.velocity[notes], part=played.part[notes], beats_s=placed(played.beats_s[beats]),
        is_downbeat=played.is_downbeat[beats],
    )  # fmt: skip


def _pulse(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int, tuple[int, ...]]:
    """Beats, their place in the bar, the metre and its groups; a tempo that stays, or changes slowly or once."""
    metre = int(rng.choice(list(_METRES), p=_SHARES))
    groups = _METRES[metre][int(rng.integers(len(_METRES[metre])))]
    low, high = np.log(SLOWEST_BPM * (1.5 if metre > 4 else 1)), np.log(FASTEST_BPM)
    bpm = float(np.exp(rng.uniform(low, high)))
    count = int(DRILL_S * bpm / 60) + 2
    first = 0.0 if rng.random() < 0.3 else float(rng.uniform(0, 1.5))
    lengths = 60 / bpm / _tempo_curve(count, rng)
    beats = first + np.concatenate([[0.0], np.cumsum(lengths)])
    beats = beats[beats < DRILL_S]
    upbeat = int(rng.integers(metre)) if rng.random() < 0.3 else 0
    return beats, (np.arange(len(beats)) - upbeat) % metre, metre, groups


def _tempo_curve(count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) about 1: steady, faster or slower all along, from one tempo to another, at once to another, swaying."""
    beat, kind = np.arange(count), rng.random()
    curve = np.ones(count)
    if kind < 0.2:
        curve = np.exp(rng.normal(0, 0.25) * np.linspace(-1, 1, count))
    elif kind < 0.35:
        first, length = count * rng.uniform(0.2, 0.7), rng.uniform(5, 50)
        curve = np.exp(rng.uniform(-0.7, 0.7) * np.clip((beat - first) / length, 0, 1))
    elif kind < 0.45:
        curve[int(count * rng.uniform(0.3, 0.7)) :] *= float(rng.choice([0.5, 0.67, 0.75, 1.33, 1.5, 2.0]))
    elif kind < 0.6:
        turn = beat * 2 * np.pi / rng.uniform(5, 30) + rng.uniform(0, 6)
        curve = np.exp(rng.uniform(0.03, 0.2) * np.sin(turn))
    return curve * np.exp(float(rng.choice([0, 0, 0.005, 0.02, 0.04])) * rng.standard_normal(count))


def _clicks(notes, beats, place, _metre, _groups, rng):  # type: ignore[no-untyped-def]
    high, low = (_STICK, _BLOCK) if rng.random() < 0.5 else (_BLOCK, _BLOCK + 1)
    for t, p in zip(beats, place, strict=True):
        strong = p == 0
        notes.append((t, t + 0.08, high if strong else low, 120 if strong else 88, 2))


def _drums(notes, beats, place, metre, groups, rng):  # type: ignore[no-untyped-def]
    """A pattern that stays: kick where groups begin, snare between, hats on an even grid; perhaps a chord a bar."""
    has_chords, root = rng.random() < 0.5, 0
    division = int(rng.choice([1, 2, 2, 2, 3, 4]))
    starts = np.cumsum((0, *groups[:-1]))
    if metre == 4:
        kick, snare = {0, float(rng.choice([2, 2, 2.5, 1.5]))}, {1, 3}
    else:
        kick, snare = set(starts.tolist()), {int(s) + 1 for s, g in zip(starts, groups, strict=True) if g > 1}
    for i in range(len(beats) - 1):
        length, p = beats[i + 1] - beats[i], place[i]
        if has_chords and p == 0:
            root, held = int(rng.choice([0, 5, 7, 9])), 0.95 * (beats[min(i + metre, len(beats) - 1)] - beats[i])
            notes += [(beats[i], beats[i] + held, 57 + root + step, 70, 0) for step in (0, 4, 7)]
        for k in range(division):
            if length / division > 0.09:
                notes.append(_hit(beats[i] + k * length / division, _HAT, 90 if k == 0 else 60, rng))
        for half in (0.0, 0.5):
            if p + half in kick:
                notes.append(_hit(beats[i] + half * length, _KICK, 112, rng))
            if p + half in snare:
                notes.append(_hit(beats[i] + half * length, _SNARE, 100, rng))


def _hit(t: float, key: int, velocity: int, rng: np.random.Generator) -> tuple[float, float, int, int, int]:
    return t + float(rng.normal(0, 0.003)), t + 0.1, key, int(velocity + rng.normal(0, 5)), 2


def _chords(notes, beats, place, _metre, groups, rng):  # type: ignore[no-untyped-def]
    """A chord on each beat, the bass where groups begin, or no bass; harmony changes with the bar."""
    starts = np.cumsum((0, *groups[:-1]))
    root, short, has_bass = 0, rng.random() < 0.4, rng.random() < 0.6
    steps = ((3, 7, 10), (0, 4, 7), (0, 3, 7))[int(rng.integers(3))]
    for i in range(len(beats) - 1):
        length = beats[i + 1] - beats[i]
        if place[i] == 0:
            root = int(rng.choice([0, 5, 7, 9, 2]))
        end = beats[i] + length * (0.4 if short else 0.95)
        if has_bass and place[i] in starts:
            notes.append((beats[i], end, 36 + root, 100 if place[i] == 0 else 84, 1))
        if not has_bass or place[i] not in starts or rng.random() < 0.7:
            notes += [(beats[i], end, 57 + root + step, 76, 0) for step in steps]


def _off_beat(notes, beats, place, metre, _groups, rng):  # type: ignore[no-untyped-def]
    """Bass on the beat, chords between the beats, as in a polka, a march or a ska; sometimes a melody tied over."""
    root = 0
    for i in range(len(beats) - 1):
        length = beats[i + 1] - beats[i]
        if place[i] == 0:
            root = int(rng.choice([0, 5, 7, 9]))
        fifth = 7 if place[i] % 2 and metre != 3 else 0
        notes.append((beats[i], beats[i] + 0.45 * length, 36 + root + fifth, 96, 1))
        middle = beats[i] + length / 2
        notes += [(middle, middle + 0.4 * length, 60 + root + step, 84, 0) for step in (0, 4, 7)]
        if rng.random() < 0.2:
            notes.append((middle, middle + length, 72 + root + int(rng.choice([0, 4, 7])), 92, 0))


def _ostinato(notes, beats, place, metre, groups, rng):  # type: ignore[no-untyped-def]
    """Running notes whose figure fills the bar, groups marked by its turning points; the bass holds the bar."""
    division = int(rng.choice([1, 2, 2, 3, 4]))
    figure = rng.choice([0, 2, 4, 5, 7, 9, 12], metre * division)
    starts = np.cumsum((0, *groups[:-1]))
    root = 0
    for i in range(len(beats) - 1):
        length = beats[i + 1] - beats[i]
        if place[i] == 0:
            root = int(rng.choice([0, 0, 5, 7]))
            held = beats[min(i + metre, len(beats) - 1)] - beats[i]
            notes.append((beats[i], beats[i] + 0.9 * held, 40 + root, 90, 1))
        n = division if length / division > 0.08 else 1
        for k in range(n):
            t = beats[i] + k * length / n
            accent = 100 if k == 0 and place[i] in starts else 72
            notes.append((t, t + 0.9 * length / n, 60 + root + int(figure[place[i] * division + k]), accent, 0))


def _free(rng: np.random.Generator) -> Played:
    """Long sounds at no regular time: nobody can beat to it."""
    times = np.cumsum(rng.gamma(2.0, float(rng.uniform(0.3, 2.5)), 300))
    times = times[times < DRILL_S]
    notes = []
    for t in times:
        for _ in range(int(rng.integers(1, 4))):
            notes.append(
                (float(t), float(t + rng.uniform(1, 8)), int(rng.integers(36, 84)), int(rng.integers(40, 100)), 0)
            )
    nothing = np.zeros(0)
    return _as_played(notes, (int(rng.choice([48, 89, 91, 95, 19, 52])), 43, -1), nothing, nothing.astype(bool))


def _as_played(notes, programs, beats, is_downbeat) -> Played:  # type: ignore[no-untyped-def]
    start, end, pitch, velocity, part = np.array(sorted(notes), float).T
    return Played(
        np.maximum(start, 0), end, pitch.astype(int), np.clip(velocity, 12, 127).astype(int), part.astype(int),
        programs, np.zeros((0, 3)), beats, is_downbeat,
    )  # fmt: skip
