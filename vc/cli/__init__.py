"""The command line: python -m vc conduct | weights."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from vc import weights
from vc.errors import VCError
from vc.frame import SIZES
from vc.motion.export import EXPORTS
from vc.pipeline import DEFAULT_MODEL, RENDERERS, conduct


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 2 for input that the user can mend, 130 when interrupted."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except VCError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vc", description="Conduct any music.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_conduct(commands)
    _add_weights(commands)
    return parser


def _add_conduct(commands: Any) -> None:
    command = commands.add_parser("conduct", help="music, and perhaps a photo, to a video of it being conducted")
    command.add_argument("music", help="mp3, wav, flac, ogg, opus, m4a, or a video with sound")
    command.add_argument("--out", required=True, metavar="OUT.mp4", help="the video to write")
    command.add_argument("--photo", help="picture of the person who conducts")
    command.add_argument("--render", choices=RENDERERS, help="default: photo if there is one, else skeleton")
    command.add_argument("--model", default=DEFAULT_MODEL, help=f"who conducts (default {DEFAULT_MODEL})")
    command.add_argument("--seed", type=int, default=0, help="another number is another interpretation")
    command.add_argument("--start", type=float, default=0.0, metavar="S", help="start in the music, in seconds")
    command.add_argument("--seconds", type=float, metavar="S", help="length; default up to the end")
    command.add_argument("--size", choices=SIZES, default="720", help="512 (square), 720 or 1080 lines")
    command.add_argument("--avatar", help="figure of --render avatar: maestro or maestra")
    command.add_argument("--camera", default="front", help="view of --render avatar: front, three-quarter or close")
    command.add_argument("--export", action="append", default=[], choices=EXPORTS, metavar="KIND",
                         help=f"also write beside OUT.mp4: {', '.join(EXPORTS)}; may be given again")  # fmt: skip
    command.add_argument("--motion", metavar="OUT.npy", help="also write the poses, (T, 13, 2) at 30 Hz")
    command.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    command.set_defaults(run=_conduct)


def _add_weights(commands: Any) -> None:
    command = commands.add_parser("weights", help="what weights there are, and getting them")
    actions = command.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="name, size, licence and whether they are here")
    listing.set_defaults(run=_list_weights)
    fetch = actions.add_parser("fetch", help="download weights into weights/")
    fetch.add_argument("names", nargs="+", metavar="NAME", help=", ".join(weights.REGISTRY))
    fetch.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    fetch.set_defaults(run=_fetch_weights)


def _conduct(options: argparse.Namespace) -> None:
    with _Bars() as show:
        result = conduct(
            options.music, options.out, photo=options.photo, render=options.render, model=options.model,
            seed=options.seed, start_s=options.start, seconds=options.seconds, size=options.size,
            motion_out=options.motion, avatar=options.avatar, camera=options.camera, exports=options.export,
            accept_licence=options.accept_licence, on_progress=show,
        )  # fmt: skip
    print(f"{result.video}: {len(result.motion)} poses, {result.motion.seconds:.1f} s, {_tempo(result.rhythm)}")


def _tempo(rhythm: Any) -> str:
    return f"about {rhythm.tempo_bpm:.0f} beats a minute" if rhythm.tempo_bpm else "no steady pulse found"


def _list_weights(options: argparse.Namespace) -> None:
    del options
    for entry in weights.REGISTRY.values():
        here = weights.find(entry.name)
        state = str(here) if here else "not here yet"
        print(f"{entry.name:<18}{entry.size_bytes / 1e6:>6.1f} MB  {entry.licence:<14}{state}")
        print(f"{'':<18}{entry.attribution}; {entry.source.describe()}")


def _fetch_weights(options: argparse.Namespace) -> None:
    for name in options.names:
        notice = weights.lookup(name).notice
        if notice:
            print(notice)
        with _Bars() as show:
            path = weights.fetch(name, accept_licence=options.accept_licence, on_progress=partial(show, name))
        print(f"{name}: {path}")


class _Bars:
    """One progress bar a stage, on a terminal or in a log."""

    def __enter__(self) -> "_Bars":
        self._bar: Any = None
        self._stage = ""
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, unit="", dynamic_ncols=True, mininterval=0.2)
        self._bar.update(done - self._bar.n)

    def __exit__(self, error: object, *details: object) -> None:
        if error and self._bar is not None:
            self._bar.leave = False  # the message alone stays on the screen
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
