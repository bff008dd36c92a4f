"""python -m vc weights: what there is, and getting it."""

import argparse
from functools import partial

from vc import weights
from vc.cli.bars import Bars


def add_arguments(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="name, size, licence and whether they are here")
    listing.set_defaults(run=_list)
    fetch = actions.add_parser("fetch", help="download weights into weights/")
    fetch.add_argument("names", nargs="+", metavar="NAME", help=", ".join(weights.REGISTRY))
    fetch.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    fetch.set_defaults(run=_fetch)


def _list(options: argparse.Namespace) -> None:
    del options
    for entry in weights.REGISTRY.values():
        here = weights.find(entry.name)
        state = str(here) if here else "not here yet"
        print(f"{entry.name:<18}{entry.size_bytes / 1e6:>6.1f} MB  {entry.licence:<14}{state}")
        print(f"{'':<18}{entry.attribution}; {entry.source.describe()}")


def _fetch(options: argparse.Namespace) -> None:
    for name in options.names:
        notice = weights.lookup(name).notice
        if notice:
            print(notice)
        with Bars() as show:
            path = weights.fetch(name, accept_licence=options.accept_licence, on_progress=partial(show, name))
        print(f"{name}: {path}")
