"""Let several conductors conduct the same pieces, and measure what they do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from vc.errors import MusicError
from vc.evaluate.alignment import measure_alignment
from vc.evaluate.contestants import Conductor, Contestant, Music
from vc.evaluate.frechet import Cloud, Gaussian, frechet_distance
from vc.evaluate.judges import Judges
from vc.evaluate.metrics import mse, rde, sce, sdp_of_sds, sync_error
from vc.evaluate.pieces import Piece
from vc.evaluate.plausibility import diversity, joint_std, measure_plausibility, seed_agreement, seed_diversity
from vc.evaluate.report import Report, Run
from vc.evaluate.sync import measure_sync
from vc.motion.hearing import find_rhythm
from vc.skeleton import Motion

Progress = Callable[[int, int], None]  # conducted pieces, of how many


@dataclass
class _Tally:
    """What is gathered of one run beside its columns: for numbers of the set of all pieces, not of each.

    features : of every pose; means : of every motion, (64,) each
    """

    run: Run
    conduct: Conductor
    features: Cloud = field(default_factory=Cloud)
    means: list[np.ndarray] = field(default_factory=list)


@dataclass(frozen=True)
class _Answer:
    """The recorded motion, and what the judges say of it; encoded once for all runs."""

    motion: Motion
    judged: np.ndarray | None
    encoded: np.ndarray | None
    realness: float | None


def evaluate(
    pieces: Sequence[Piece],
    contestants: Sequence[Contestant],
    *,
    seeds: Iterable[int] = (0, 1, 2),
    judges: Judges | None = None,
    settings: dict[str, Any] | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Every contestant conducts every piece with every seed.

    judges : networks that measure; without them their columns are missing
    settings : what else the report shall say about how it was made

    All get the same mel and the same tracked rhythm. Nothing is drawn, and nothing smoothed. Music with too few
    beats to measure sync on is named in the report and left out of the columns of sync alone.
    Raises DatasetError, MusicError, WeightsError.
    """
    seeds, judges = tuple(seeds), judges or Judges()
    tallies = {
        who.name: [_Tally(Run(file), conduct) for file, conduct in who.conductors.items()] for who in contestants
    }
    report = Report((settings or {}) | {"seeds": list(seeds)}, {who: [t.run for t in tallies[who]] for who in tallies})
    everyone = [tally for group in tallies.values() for tally in group]
    recorded, spread = Cloud(), list[float]()
    for number, piece in enumerate(pieces):
        mel, motion = piece.load()
        music = Music(mel, find_rhythm(mel), motion)
        answer = _answer(motion, judges) if motion else None
        if answer:
            spread.append(joint_std(answer.motion))
            if answer.encoded is not None:
                recorded.add(answer.encoded)
        for place, tally in enumerate(everyone, 1):
            motions = [tally.conduct(music, seed) for seed in seeds]
            tally.run.pieces[piece.name] = _columns(motions, piece, answer, judges, tally, report)
            if on_progress:
                on_progress(number * len(everyone) + place, len(pieces) * len(everyone))
    for tally in everyone:
        _conclude_(tally, spread, recorded.gaussian() if judges.encoder and spread else None)
    return report


def _answer(motion: Motion, judges: Judges) -> _Answer:
    return _Answer(
        motion,
        judges.judge(motion.points) if judges.judge else None,
        judges.encoder(motion.points) if judges.encoder else None,
        judges.critic(motion.points) if judges.critic else None,
    )


def _columns(
    motions: list[Motion], piece: Piece, answer: _Answer | None, judges: Judges, tally: _Tally, report: Report
) -> dict[str, float]:
    """Means over seeds, and what differs between them."""
    rows = [asdict(measure_plausibility(motion)) for motion in motions]
    for row, motion in zip(rows, motions, strict=True):
        if answer:
            row |= _compared(motion, answer, judges)
        if judges.encoder:
            seen = judges.encoder(motion.points)
            tally.features.add(seen)
            tally.means.append(seen.mean(axis=0))
        if piece.beats and piece.name not in report.left_out:
            try:
                row |= asdict(measure_sync(motion, *piece.beats)) | asdict(measure_alignment(motion, piece.beats[0]))
            except MusicError as error:
                report.left_out[piece.name] = str(error)
    values = {column: float(np.mean([row[column] for row in rows])) for column in rows[0]}
    if len(motions) > 1:
        values |= {"seed_diversity": seed_diversity(motions), "seed_agreement": seed_agreement(motions)}
    return values


def _compared(motion: Motion, answer: _Answer, judges: Judges) -> dict[str, float]:
    """The paper's numbers for one sample, each averaged over the samples later, as the authors' evaluation does."""
    real, made = answer.motion.points, motion.points
    values = {"mse": mse(real, made), "rde": rde(real, made), "sce": sce(real, made)}
    if judges.judge and answer.judged is not None:
        values["mpe"] = sync_error(answer.judged, judges.judge(made))
    if judges.critic and answer.realness is not None:
        values["wasserstein"] = answer.realness - judges.critic(made)
    return values


def _conclude_(tally: _Tally, spread: list[float], recorded: Gaussian | None) -> None:
    """Numbers of the whole set."""
    run = tally.run
    if any(spread):
        run.whole["sdp"] = sdp_of_sds(spread, [piece["joint_std"] for piece in run.pieces.values()])
    if tally.means:
        run.whole["diversity"] = diversity(tally.means)
    if recorded:
        run.whole["frechet"] = frechet_distance(recorded, tally.features.gaussian())
