"""Options of commands whose work can be spread over processes and machines."""

import argparse


def add_ray(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ray", metavar="ADDRESS", help="do it on a Ray cluster whose machines see the same folders: "
                         "auto on one of them, or HOST:6379 (docs/cluster.md)")  # fmt: skip


def positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number
