"""python -m vc dataset: check and look at training data, make it from videos, and film it."""

import argparse
from pathlib import Path

from vc.cli.spread import add_ray, positive
from vc.errors import DatasetError, OutputError, VCError
from vc.files import appearing, refuse_overwriting
from vc.provenance import save_figure


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
    videos.add_argument("--film", action="store_true", help="keep the pictures too, cut around the person, and where "
                        "body and hands are in them: for a neural renderer, of one performer before one still camera"
                        )  # fmt: skip
    videos.add_argument("--workers", type=positive, default=1, help="processes")
    add_ray(videos)
    videos.set_defaults(run=_from_video)
    _add_film(actions.add_parser("film", help="performance videos of the 3-D conductor, or of a photo's person"))


def _add_film(film: argparse.ArgumentParser) -> None:
    film.add_argument("data", type=Path, help="whose music and motion is performed")
    film.add_argument("--out", type=Path, required=True, metavar="PERF", help="the same command goes on with it")
    film.add_argument("--avatar", default="maestra", help="maestra or maestro (default maestra)")
    film.add_argument(
        "--view",
        default="front",
        help="front, left or right; of a photo front, three-quarter, close or full (default front)",
    )
    film.add_argument("--light", default="hall", help="hall, warm, cool, dim or concert (default hall)")
    film.add_argument(
        "--dress",
        default="own",
        help="own, green, plum or ivory; of a photo own, tails, gown, suit or black",
    )
    film.add_argument("--skin", help="light, tan, brown or dark (default the figure's own)")
    film.add_argument("--hair", help="silver, black, brown, auburn or blond (default the figure's own)")
    film.add_argument("--photo", type=Path, metavar="PICTURE", help="film the person of a photo instead")
    film.add_argument("--conductor", type=int, metavar="SEED", help="let one textbook conductor conduct all the beats, "
                      "so that all items move in one manner (default: each as it moves in DATA)")  # fmt: skip
    film.add_argument("--items", type=positive, metavar="N", help="of each split at most (default all)")
    film.add_argument("--no-pictures", dest="pictures", action="store_false", help="keypoints without a video: quick, "
                      "and enough for train performer-music with no weight on the coarse video")  # fmt: skip
    film.add_argument("--side", type=int, default=512, metavar="PX", help="of the square picture (default 512)")
    film.add_argument("--workers", type=positive, default=2, metavar="N", help="threads that draw (default 2)")
    add_ray(film)
    film.set_defaults(run=_film)


def _check(options: argparse.Namespace) -> None:
    from vc.data.conductormotion100 import check_folder
    from vc.data.performance import check_performances

    print(check_folder(options.data).to_table())
    count, side_px = check_performances(options.data)
    if count and side_px:
        print(f"with performance videos: {count}, {side_px} x {side_px} pixels, one frame a pose, one performer")
    elif count:
        print(f"with keypoints of one performer, without videos: {count}")


def _from_video(options: argparse.Namespace) -> None:
    from vc import weights
    from vc.cli.bars import Bars
    from vc.data.from_video import from_videos

    refuse_overwriting([("the folder of the videos", options.folder)], [("the dataset", options.out)])
    paths = {"detector_path": weights.fetch("pose-detector"), "landmarks_path": weights.fetch("pose-landmarks")}
    with Bars() as show:
        done = from_videos(
            options.folder, options.out, seconds=options.seconds, split=options.split, film=options.film,
            workers=options.workers, ray=options.ray, **paths,
            on_progress=lambda name, part: show(name, round(100 * part), 100),
        )  # fmt: skip
    print(f"{options.out}: {done.items} items of {options.seconds} s from {done.videos} files")
    if done.rejected:
        print(f"parts that gave none: {done.rejected}; {options.out / 'rejected.json'} says why")


def _film(options: argparse.Namespace) -> None:
    from vc import weights
    from vc.cli.bars import Bars
    from vc.data.film import Shot, film

    refuse_overwriting([("the dataset that is filmed", options.data)], [("the new dataset", options.out)])
    names = ("avatar", "view", "light", "dress", "skin", "hair", "photo", "conductor")
    paths = {}
    if options.photo is not None:
        paths = {"detector_path": weights.fetch("pose-detector"), "landmarks_path": weights.fetch("pose-landmarks")}
        paths["face_path"] = weights.fetch("face-mesh")
    try:
        shot = Shot(side_px=options.side, **{name: getattr(options, name) for name in names})
    except ValueError as error:
        raise VCError(f"This cannot be filmed: {error}.") from error
    with Bars() as show:
        count = film(
            options.data, options.out, shot, most=options.items, pictures=options.pictures, workers=options.workers,
            ray=options.ray, on_progress=lambda name, part: show(name, round(100 * part), 100), **paths,
        )  # fmt: skip
    print(f"{options.out}: {count} items of {shot.photo.name if shot.photo else shot.avatar}")


def _show(options: argparse.Namespace) -> None:
    from vc.data.conductormotion100 import list_split
    from vc.data.viewer import draw_item

    items = list_split(options.data, options.split)
    chosen = [item for item in items if options.item in (None, item.name)]
    if not chosen:
        raise DatasetError(f"There is no item {options.item!r} in {options.split}; the first is {items[0].name!r}.")
    refuse_overwriting((("a file of the dataset", file) for file in chosen[0].folder.iterdir()),
                       [("the picture", options.out)])  # fmt: skip
    figure = draw_item(chosen[0], start_s=options.start, seconds=options.seconds)
    try:
        with appearing(options.out) as part:
            save_figure(figure, part, options.out.suffix[1:].lower())
    except ValueError as error:
        raise OutputError(f"{options.out} cannot be written: {error}. Name a .png, .svg or .pdf.") from error
    print(f"{options.out}: {chosen[0].name}")
