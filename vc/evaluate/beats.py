"""How well beats and bars are found in recordings whose beats are known, by this program and by others.

The usual numbers of beat tracking are mir_eval's (Raffel et al. 2014); two more ask what a conductor would make of it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.audio.rhythm import track_rhythm
from vc.errors import DatasetError, VCError
from vc.evaluate.pieces import ANNOTATION, read_beats
from vc.files import write_texts
from vc.motion.hearing import find_rhythm
from vc.music import SAMPLE_RATE, bare_chances

SOUNDS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".aiff", ".mp4", ".mkv", ".webm")
STRETCH_S = 10.0
LEAST_BEATS = 4  # of a stretch, and of a piece
WINDOW_S, WINDOW_SHARE = 0.07, 0.2  # as near as this, and this part of a beat, is on the beat
SWING_RATE, SWING_BINS = 30, 24
SHIFTS = (0.13, 0.29, 0.47, 0.61, 0.83)  # of a piece, for what chance gives

Beats = tuple[np.ndarray, np.ndarray | None]  # seconds of beats and of downbeats; None where a tracker tells no bars
Tracker = Callable[[np.ndarray], Beats]  # (n,) float32 mono samples at 22 050 Hz


@dataclass(frozen=True)
class Scores:
    """Of one tracker on one piece, or their means; nan where there is nothing to measure.

    f, downbeat_f : F-measure at 70 ms; cmlt, amlt : share of beats in continuity at the annotated level, and at
        double, half or the off-beat too; all after leaving out the first five seconds
    swing : share of the velocity of a hand that swings once a found beat that the annotated beats explain, less chance
    wrong_phase : share of stretches of 10 s in which found beats fit the middles between beats better than the beats
    """

    f: float
    downbeat_f: float
    cmlt: float
    amlt: float
    swing: float
    wrong_phase: float


NAMES = tuple(field.name for field in fields(Scores))


def find_annotated(folder: Path) -> list[tuple[Path, Path]]:
    """(recording, annotation) of each NAME.beats.tsv beside NAME.wav or another sound. Raises DatasetError."""
    found = []
    for annotation in sorted(folder.glob(f"*{ANNOTATION}")):
        name = annotation.name.removesuffix(ANNOTATION)
        beside = sorted(path for path in folder.glob(f"{_literal(name)}.*") if path.suffix.lower() in SOUNDS)
        found += [(path, annotation) for path in beside]
    if not found:
        raise DatasetError(f"{folder} holds no recording with its beats: NAME.wav and NAME{ANNOTATION} are needed.")
    return found


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[]*?" else letter for letter in name)


def measure_hearing(
    pieces: Iterable[tuple[Path, Path]], trackers: Mapping[str, Tracker],
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, dict[str, Scores]]:  # fmt: skip
    """Scores by tracker and piece. Raises VCError for what cannot be read."""
    scores: dict[str, dict[str, Scores]] = {name: {} for name in trackers}
    for number, (recording, annotation) in enumerate(pieces):
        on_progress(number)
        samples = load_music(recording)
        truth = read_beats(annotation)
        for name, track in trackers.items():
            scores[name][recording.stem] = score_beats(truth, track(samples), len(samples) / SAMPLE_RATE)
    return scores


def mean_scores(scores: Iterable[Scores]) -> Scores:
    """Over pieces, each number over those that have it."""
    table = np.array([[getattr(each, name) for name in NAMES] for each in scores])
    known = ~np.isnan(table)
    sums, counts = np.where(known, table, 0).sum(axis=0), known.sum(axis=0)
    return Scores(*(float(total / count) if count else float("nan") for total, count in zip(sums, counts, strict=True)))


def score_beats(truth: tuple[np.ndarray, np.ndarray], found: Beats, seconds: float) -> Scores:
    """truth : (n,) seconds and (n,) bool, downbeats; seconds : length of the music."""
    beats_s, is_downbeat = truth
    times, downbeats = found
    f, cmlt, amlt = _usual(beats_s, times)
    downbeat_f = float("nan") if downbeats is None else _usual(beats_s[is_downbeat], downbeats)[0]
    swing = measure_swing(beats_s, times, seconds)
    return Scores(f, downbeat_f, cmlt, amlt, swing, measure_wrong_phase(beats_s, times))


def _usual(truth: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    """(F, CMLt, AMLt)"""
    mir_eval = _mir_eval()
    truth, found = mir_eval.beat.trim_beats(truth), mir_eval.beat.trim_beats(found)
    if len(truth) == 0:
        return (float("nan"),) * 3
    if len(found) == 0:
        return 0.0, 0.0, 0.0
    _, total, _, any_level = mir_eval.beat.continuity(truth, found)
    return float(mir_eval.beat.f_measure(truth, found)), float(total), float(any_level)


def _mir_eval():  # type: ignore[no-untyped-def]
    try:
        import mir_eval
    except ModuleNotFoundError as error:
        raise VCError("Measuring hearing needs mir_eval. Install it: pip install 'virtualconductor[train]'") from error
    return mir_eval


def measure_wrong_phase(beats_s: np.ndarray, found_s: np.ndarray) -> float:
    """Share of stretches of 10 s with LEAST_BEATS beats or more in which more middles between beats have a found beat
    near than beats have. Twice the tempo meets both alike and is in phase.
    """
    if len(beats_s) < LEAST_BEATS:
        return float("nan")
    gaps = np.diff(beats_s)
    near = np.minimum(WINDOW_S, WINDOW_SHARE * gaps)
    on = _distance(beats_s[:-1], found_s) <= near
    off = _distance(beats_s[:-1] + gaps / 2, found_s) <= near
    stretch = ((beats_s[:-1] - beats_s[0]) / STRETCH_S).astype(int)
    counts, hits, misses = (np.bincount(stretch, weights) for weights in (None, on, off))
    counted = counts >= LEAST_BEATS
    return float((misses > hits)[counted].mean()) if counted.any() else float("nan")


def _distance(times_s: np.ndarray, found_s: np.ndarray) -> np.ndarray:
    """From each time to the nearest found one."""
    if len(found_s) == 0:
        return np.full(len(times_s), np.inf)
    after = np.searchsorted(found_s, times_s)
    beside = np.stack([found_s[np.maximum(after - 1, 0)], found_s[np.minimum(after, len(found_s) - 1)]])
    return np.abs(beside - times_s).min(axis=0)


def measure_swing(beats_s: np.ndarray, found_s: np.ndarray, seconds: float) -> float:
    """Share of the variance of a hand's velocity that the place between annotated beats explains, less what places
    between the same beats turned round in time explain. The hand moves as a cosine, once a found beat.
    """
    end = min(seconds, float(beats_s[-1])) if len(beats_s) else 0.0
    beats = beats_s[beats_s < end]
    if len(beats) < LEAST_BEATS:
        return float("nan")
    times = np.arange(int(end * SWING_RATE)) / SWING_RATE
    if len(found_s) < LEAST_BEATS:
        return 0.0
    swings = (times >= found_s[0]) & (times <= found_s[-1])
    velocity = np.gradient(np.cos(2 * np.pi * np.interp(times, found_s, np.arange(len(found_s)))) * swings)
    if velocity.var() < 1e-9:
        return 0.0
    turned = [np.sort((beats + shift * end) % end) for shift in SHIFTS]
    return _explained(velocity, times, beats) - float(np.mean([_explained(velocity, times, marks) for marks in turned]))


def _explained(velocity: np.ndarray, times: np.ndarray, marks: np.ndarray) -> float:
    interval = np.searchsorted(marks, times, side="right") - 1
    inside = (interval >= 0) & (interval < len(marks) - 1)
    before = marks[interval[inside]]
    along = (times[inside] - before) / (marks[interval[inside] + 1] - before)
    place = np.minimum((along * SWING_BINS).astype(int), SWING_BINS - 1)
    count = np.bincount(place, minlength=SWING_BINS)
    mean = np.bincount(place, velocity[inside], minlength=SWING_BINS) / np.maximum(count, 1)
    spread = (count * (mean - velocity[inside].mean()) ** 2).sum() / max(count.sum(), 1)
    return float(spread / velocity.var())


def find_trackers(checkpoint: str | None = None) -> dict[str, Tracker]:
    """This program's and librosa's, and madmom's and Beat This!'s where they are installed.

    checkpoint : of Beat This!, a file or a published name; None leaves it out
    """
    trackers: dict[str, Tracker] = {"ours": _ours, "librosa": _librosa}
    if find_spec("madmom"):
        trackers["madmom"] = _madmom()
    if checkpoint is not None:
        trackers["beat-this"] = lambda samples: _beat_this(samples, checkpoint)
    return trackers


def _ours(samples: np.ndarray) -> Beats:
    rhythm = find_rhythm(official_mel(samples))
    return rhythm.beats_s, rhythm.downbeats_s


def _librosa(samples: np.ndarray) -> Beats:
    from librosa.beat import beat_track

    return beat_track(y=samples, sr=SAMPLE_RATE, units="time")[1], None


def _madmom() -> Tracker:
    """Its recurrent networks and dynamic Bayesian network (Böck et al. 2016). Raises what its installation raises."""
    from madmom.audio.signal import Signal
    from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor

    hear, decode = RNNDownBeatProcessor(), DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=100)

    def track(samples: np.ndarray) -> Beats:
        import soxr

        wide = soxr.resample(samples, SAMPLE_RATE, 44_100)
        table = decode(hear(Signal(np.round(32767 * np.clip(wide, -1, 1)).astype(np.int16), sample_rate=44_100)))
        return table[:, 0], table[table[:, 1] == 1, 0]

    return track


def _beat_this(samples: np.ndarray, checkpoint: str) -> Beats:
    """Its ear, with this program's decoder."""
    from vc.models.beat_this import hear_beat_this

    rhythm = track_rhythm(official_mel(samples), bare_chances(hear_beat_this(samples, checkpoint)))
    return rhythm.beats_s, rhythm.downbeats_s


def to_markdown(scores: Mapping[str, Mapping[str, Scores]]) -> str:
    """A row for each tracker, means over all pieces."""
    count = max((len(pieces) for pieces in scores.values()), default=0)
    lines = [f"Hearing, {count} recordings", "", f"| | {' | '.join(NAMES)} |", "| --- |" + " --- |" * len(NAMES)]
    for tracker, pieces in scores.items():
        mean = mean_scores(pieces.values())
        cells = ("–" if np.isnan(value := getattr(mean, name)) else f"{value:.3f}" for name in NAMES)
        lines.append(f"| {tracker} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def write_scores(scores: Mapping[str, Mapping[str, Scores]], folder: Path) -> list[Path]:
    """hearing.json with every piece, and hearing.md. Raises OutputError."""
    tree = {
        tracker: {piece: {name: _plain(getattr(each, name)) for name in NAMES} for piece, each in pieces.items()}
        for tracker, pieces in scores.items()
    }
    texts = {"hearing.json": json.dumps(tree, indent=1) + "\n", "hearing.md": to_markdown(scores)}
    return write_texts(folder, texts)


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
