"""python -m vc dataset: check and look at training data, and make it from videos."""

import argparse
from pathlib import Path

from vc.errors import DatasetError, OutputError


def add_arguments(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="shapes, rates, values and order of every item")
    check.add_argument("data", type=Path)
    check.set_defaults(run=_check)
    show = actions.add_parser("show", help="draw an item: spectrogram, curves, poses")
    show.add_argument("data", type=Path)
    show.add_argument("--split", default="train")
    show.add_argument("--item", help="its name; default the first")
    show.add_argument("--start", type=float, default=0.0, metavar="S")
    show.add_argument("--seconds", type=float, default=20.0, metavar="S")
    show.add_argument("--out", type=Path, default=Path("item.png"), metavar="OUT.png")
    show.set_defaults(run=_show)
    videos = actions.add_parser("from-video", help="videos of conducting or playing to training data")
    videos.add_argument("folder", type=Path, metavar="DIR", help="with mp4, mov, mkv or webm files, with their sound")
    videos.add_argument("--out", type=Path, required=True, metavar="DATA", help="the same command goes on with it")
    videos.add_argument("--seconds", type=int, default=60, metavar="S", help="of an item (default 60)")
    videos.add_argument("--split", choices=("train", "val", "test"), help="of all videos (default: by their names)")
    videos.set_defaults(run=_from_video)


def _check(options: argparse.Namespace) -> None:
    from vc.data.conductormotion100 import check_folder

    print(check_folder(options.data))


def _from_video(options: argparse.Namespace) -> None:
    from vc import weights
    from vc.cli.bars import Bars
    from vc.data.from_video import from_videos

    paths = {"detector_path": weights.fetch("pose-detector"), "landmarks_path": weights.fetch("pose-landmarks")}
    with Bars() as show:
        done = from_videos(
            options.folder, options.out, seconds=options.seconds, split=options.split,
            on_progress=lambda name, part: show(name, round(100 * part), 100), **paths,
        )  # fmt: skip
    print(f"{options.out}: {done.items} items of {options.seconds} s from {done.videos} files")
    if done.rejected:
        print(f"parts that gave none: {done.rejected}; {options.out / 'rejected.json'} says why")


def _show(options: argparse.Namespace) -> None:
    from vc.data.conductormotion100 import list_split
    from vc.data.viewer import draw_item

    items = list_split(options.data, options.split)
    chosen = [item for item in items if options.item in (None, item.name)]
    if not chosen:
        raise DatasetError(f"There is no item {options.item!r} in {options.split}; the first is {items[0].name!r}.")
    try:
        draw_item(chosen[0], start_s=options.start, seconds=options.seconds).savefig(options.out)
    except OSError as error:
        raise OutputError(f"{options.out} cannot be written: {error.strerror}.") from error
    print(f"{options.out}: {chosen[0].name}")
