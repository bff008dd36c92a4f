"""The command line: python -m vc COMMAND. Each command has a file here; `train` brings its own."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module

from vc.errors import VCError

COMMANDS = {
    "conduct": ("vc.cli.conduct", "music, and perhaps a photo, to a video of it being conducted"),
    "app": ("vc.cli.app", "the page: conduct in the browser"),
    "beats": ("vc.cli.beats", "the beats of music, as a table, a picture, or clicks"),
    "weights": ("vc.cli.weights", "what weights there are, and getting them"),
    "simulate": ("vc.cli.simulate", "make training data: performances with known beats, and conductors for them"),
    "dataset": ("vc.cli.dataset", "check and look at training data in ConductorMotion100's layout"),
    "train": ("vc.train.command", "train a model"),
    "evaluate": ("vc.cli.evaluate", "measure models on recordings with annotated beats"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 2 for input that the user can mend, 130 when interrupted."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments).parse_args(arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)
    try:
        options.run(options)
    except VCError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing half-written was left.", file=sys.stderr)
        return 130
    return 0


def _end(number: int, _frame: object) -> None:
    """Leave as after Ctrl+C: what is half-written is removed on the way out."""
    sys.exit(128 + number)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """For these arguments: the module of a command is imported only where they name it, as all take a second."""
    parser = argparse.ArgumentParser(prog="python -m vc", description="Conduct any music.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, what) in COMMANDS.items():
        command = commands.add_parser(name, help=what)
        if name in arguments:
            import_module(module).add_arguments(command)
    return parser
