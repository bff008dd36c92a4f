"""python -m vc evaluate: several models on the same recordings, on the same dataset, or drawing the same videos."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vc.cli.bars import Bars
from vc.errors import VCError
from vc.files import refuse_overwriting
from vc.motion.conductor import DEFAULT_MODEL
from vc.motion.hearing import parse_ear

if TYPE_CHECKING:
    from vc.evaluate.judges import Judges
    from vc.evaluate.pieces import Piece

JUDGES = ("judge", "encoder", "critic")
RENDERER = "performer"
HEARING, PAIRS = Path("hearing"), Path("pairs")
SAMPLE_S, VIDEO_SAMPLE_S, PAIR_S = 30, 10, 15
AGAINST = ["baton", "official", "textbook"]


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, help="of NAME.beats.tsv (seconds, and 1 for a downbeat) for recordings; "
                         "or a dataset in ConductorMotion100's layout, with no recording named; or the word hearing, "
                         "and then a folder of recordings with their NAME.beats.tsv: how well beats and bars are "
                         "found in them; or the word pairs, and then recordings: a page to judge models by eye and "
                         "ear, the first of --models against each of the others")  # fmt: skip
    command.add_argument("audio", type=Path, nargs="*", help="the recordings, NAME.wav or NAME.anything.wav")
    command.add_argument("--models", nargs="+", metavar="MODEL",
                         help="textbook, official, or NAME=weights.safetensors of a training under any name; "
                         "NAME=a.pt,b.pt,c.pt gives their mean and deviation "
                         f"(default {DEFAULT_MODEL}; with --video {RENDERER}; for pairs "
                         f"{' '.join(AGAINST)})")  # fmt: skip
    command.add_argument("--video", action="store_true", help="measure neural renderers on performance videos: the "
                         "folder is one of dataset film, or of dataset from-video --film")  # fmt: skip
    command.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    command.add_argument("--out", type=Path, help="folder for report.json and report.md; with --video also sheet.png; "
                         "for hearing, which may go without, hearing.json and hearing.md; for pairs the page, "
                         "an .html file")  # fmt: skip
    command.add_argument("--clips", type=_positive, default=20, metavar="N", help="for pairs: N stretches of music, "
                         "each with every opponent (default 20)")  # fmt: skip
    command.add_argument("--ear", metavar="beat-this[=FILE.ckpt]", help="for hearing: measure Beat This! as well")
    command.add_argument("--device", default="cpu", help="cpu or cuda")
    command.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    dataset = command.add_argument_group("for a dataset")
    dataset.add_argument("--split", default="test")
    dataset.add_argument("--seconds", type=_positive, help=f"of a sample (default {SAMPLE_S}, as the authors'; with "
                         f"--video {VIDEO_SAMPLE_S}); of a clip for pairs (default {PAIR_S})")  # fmt: skip
    dataset.add_argument("--limit", type=_positive, metavar="N", help="N samples, spread over the split")
    dataset.add_argument("--judge", type=Path, metavar="WEIGHTS", help="sync net of train contrastive --hard-test: "
                         "gives mpe; never one that a measured model was trained with; this and the next two: by "
                         "default the project's own")  # fmt: skip
    dataset.add_argument("--encoder", type=Path, metavar="WEIGHTS", help="sync net: gives frechet and diversity")
    dataset.add_argument(
        "--critic", type=Path, metavar="CRITIC", help="critic.safetensors of train adversarial: wasserstein"
    )
    command.set_defaults(run=_run)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def _run(options: argparse.Namespace) -> None:
    if options.folder == HEARING:
        _run_hearing(options)
        return
    if options.folder == PAIRS:
        _run_pairs(options)
        return
    if options.out is None:
        raise VCError("The report needs a place. Name a folder for it: --out FOLDER")
    _refuse_overwriting(options)
    if options.video:
        _run_video(options)
        return
    options.models = options.models or [DEFAULT_MODEL]
    options.seconds = options.seconds or SAMPLE_S
    _run_motion(options)


def _refuse_overwriting(options: argparse.Namespace) -> None:
    """The report is not to replace weights or music. Raises OutputError."""
    weights = [file for word in options.models or [] for file in word.partition("=")[2].split(",") if file]
    inputs = [("a recording", file) for file in options.audio] + [("a model", file) for file in weights]
    inputs += [(f"the {name}", getattr(options, name)) for name in JUDGES]
    outputs = [("the report", options.out / name) for name in ("report.json", "report.md", "sheet.png")]
    refuse_overwriting(inputs, outputs)


def _run_hearing(options: argparse.Namespace) -> None:
    from vc.evaluate.beats import find_annotated, find_trackers, measure_hearing, to_markdown, write_scores

    if len(options.audio) != 1:
        raise VCError("Hearing is measured on one folder of recordings with their beats: vc evaluate hearing FOLDER")
    pieces = find_annotated(options.audio[0])
    if options.out:
        refuse_overwriting(
            [("a recording or its beats", path) for piece in pieces for path in piece],
            [("the report", options.out / name) for name in ("hearing.json", "hearing.md")],
        )
    with Bars() as show:
        scores = measure_hearing(
            pieces, find_trackers(parse_ear(options.ear)), lambda done: show("Listening", done, len(pieces))
        )
    print(to_markdown(scores))
    for path in write_scores(scores, options.out) if options.out else ():
        print(path)


def _run_pairs(options: argparse.Namespace) -> None:
    from vc.evaluate.contestants import find_contestants
    from vc.evaluate.pairs import write_pairs

    if not options.audio or options.out is None or options.out.suffix.lower() != ".html":
        raise VCError("Pairs need recordings and a page to write: vc evaluate pairs *.wav --out pairs.html")
    words = options.models or AGAINST
    if len(words) < 2:
        raise VCError("A pair needs two models: --models baton official")
    refuse_overwriting([("a recording", path) for path in options.audio], [("the page", options.out)])
    own, *others = find_contestants(words, device=options.device, accept_licence=options.accept_licence)
    with Bars() as show:
        page = write_pairs(
            options.audio, own, others, options.out, clips=options.clips, seconds=options.seconds or PAIR_S,
            seed=options.seeds[0], on_progress=partial(show, "Drawing"),
        )  # fmt: skip
    print(page)


def _run_video(options: argparse.Namespace) -> None:
    from vc.evaluate.video import evaluate_video, find_renderers

    if any(getattr(options, name) for name in ("audio", *JUDGES)):
        raise VCError("With --video neither recordings nor judges are named: the folder holds all that is compared.")
    words = options.models or [RENDERER]
    with Bars() as show:
        report, paths = evaluate_video(
            options.folder, find_renderers(words, options.device), options.out, split=options.split,
            seconds=options.seconds or VIDEO_SAMPLE_S, limit=options.limit, settings={"models": words},
            on_progress=partial(show, "Drawing"),
        )  # fmt: skip
    print(report.to_markdown())
    for path in paths:
        print(path)


def _run_motion(options: argparse.Namespace) -> None:
    from vc.evaluate.contestants import find_contestants
    from vc.evaluate.measure import evaluate
    from vc.evaluate.report import write
    from vc.evaluate.yardsticks import yardsticks

    judges = _judges(options)
    contestants = find_contestants(options.models, device=options.device, accept_licence=options.accept_licence)
    pieces = _pieces(options)
    rows = contestants if options.audio else [*yardsticks(), *contestants]
    with Bars() as show:
        report = evaluate(
            pieces, rows, seeds=options.seeds, judges=judges, settings=_settings(options),
            on_progress=partial(show, "Conducting"),
        )  # fmt: skip
    print(report.to_markdown())
    for path in write(report, options.out):
        print(path)


def _judges(options: argparse.Namespace) -> "Judges":
    from vc import weights
    from vc.evaluate.judges import SHIPPED, load_judges

    named = {name: getattr(options, name) for name in JUDGES if getattr(options, name)}
    if named and options.audio:
        raise VCError(f"--{next(iter(named))} compares with recorded motion, which only a dataset has: name its folder "
                      "and no recordings.")  # fmt: skip
    needed = ("encoder",) if options.audio else JUDGES
    own = {name: weights.fetch(SHIPPED[name]) for name in needed if name not in named}
    return load_judges(**own | named, device=options.device)


def _pieces(options: argparse.Namespace) -> "list[Piece]":
    from vc.evaluate.pieces import find_recordings, find_samples

    if options.audio:
        return find_recordings(options.folder, options.audio)
    return find_samples(options.folder, options.split, seconds=options.seconds, limit=options.limit)


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    """What the numbers depend on besides the models."""
    from vc.evaluate.judges import SHIPPED

    if options.audio:
        return {"annotations": str(options.folder)}
    named = {name: getattr(options, name) or SHIPPED[name] for name in JUDGES}
    of_samples = {name: getattr(options, name) for name in ("folder", "split", "seconds", "limit")}
    return {name: _plain(value) for name, value in (of_samples | named).items()}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value
