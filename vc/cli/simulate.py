"""python -m vc simulate: training data with known beats."""

import argparse
from pathlib import Path

from vc.cli.bars import Bars
from vc.cli.spread import add_ray, positive
from vc.errors import VCError
from vc.files import refuse_overwriting


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", type=Path, help="folder to write; what is already there is kept")
    command.add_argument("--count", type=int, help="items of 60 s")
    command.add_argument(
        "--timed",
        type=Path,
        metavar="PACK",
        help="instead, render the performances of a pack with known beats, in real timing",
    )
    command.add_argument("--colours", type=int, default=1, help="takes of each performance of the pack")
    command.add_argument("--scores", type=Path, help="folder of MusicXML files to perform; without it all pieces are "
                         "composed, or, with --timed, those of the pack")  # fmt: skip
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--split", metavar="train=.9,val=.05,test=.05", type=_shares, help="shares of the splits")
    command.add_argument("--conductors", type=int, help="motions for each item (default 1; with --timed none: it is "
                         "then for hearing alone)")  # fmt: skip
    command.add_argument("--workers", type=positive, default=1, help="processes")
    add_ray(command)
    command.add_argument("--compact", action="store_true", help="keep the mel as bytes, a quarter of the room")
    command.set_defaults(run=_run)


def _shares(text: str) -> dict[str, float]:
    """ "train=.9,val=.1" -> {"train": 0.9, "val": 0.1}"""
    try:
        return {name: float(share) for name, share in (part.split("=") for part in text.split(","))}
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form train=.9,val=.05,test=.05") from None


def _run(options: argparse.Namespace) -> None:
    if (options.timed is None) == (options.count is None):
        raise VCError("Name one of the two: --count, how many performances to simulate, or --timed, a pack to render.")
    if options.timed is not None:
        _run_timed(options)
        return
    from vc.data.simulator.run import simulate

    refuse_overwriting([("the folder of the scores", options.scores)], [("the dataset", options.out)])
    with Bars() as show:
        made = simulate(
            options.out, count=options.count, seed=options.seed, scores=options.scores, workers=options.workers,
            ray=options.ray, shares=options.split, compact=options.compact,
            conductors=1 if options.conductors is None else options.conductors,
            on_progress=lambda done, total: show("Simulating", done, total),
        )  # fmt: skip
    print(f"{options.out}: {len(made)} items of 60 s")


def _run_timed(options: argparse.Namespace) -> None:
    from vc.data.timed.run import simulate_timed

    with Bars() as show:
        made = simulate_timed(
            options.timed, options.out, scores=options.scores, colours=options.colours, seed=options.seed,
            conductors=options.conductors or 0, workers=options.workers, ray=options.ray,
            on_progress=lambda done, total: show("Rendering", done, total),
        )  # fmt: skip
    print(f"{options.out}: {len(made)} items")
