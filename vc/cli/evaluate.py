"""python -m vc evaluate: several models on the same recordings, in one run."""

import argparse
from pathlib import Path

from vc import pipeline, weights
from vc.motion.generate import MODELS, find_model
from vc.music import Mel, Rhythm
from vc.skeleton import Motion


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("annotations", type=Path, help="folder of NAME.beats.tsv: seconds, and 1 for a downbeat")
    command.add_argument("audio", type=Path, nargs="+", help="the recordings, NAME.wav or NAME.anything.wav")
    command.add_argument("--models", nargs="+", default=[pipeline.DEFAULT_MODEL], choices=MODELS)
    command.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    command.add_argument("--out", type=Path, required=True, help="folder for report.json and report.md")
    command.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    from vc.evaluate.report import evaluate_folder, write

    for model in options.models:
        if name := find_model(model).weights:
            weights.fetch(name, accept_licence=options.accept_licence)
    conductors = {model: _Conductor(model) for model in options.models}
    report = evaluate_folder(options.annotations, options.audio, conductors, seeds=options.seeds)
    print(report.to_markdown())
    for path in write(report, options.out):
        print(path)


class _Conductor:
    """A model as the evaluation calls it."""

    def __init__(self, model: str) -> None:
        self._model = model

    def __call__(self, mel: Mel, rhythm: Rhythm, seed: int) -> Motion:
        return pipeline.move(pipeline.Heard(mel, rhythm), model=self._model, seed=seed)
