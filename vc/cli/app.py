"""python -m vc app: the page, on this machine."""

import argparse


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", help="where it answers, by default 127.0.0.1; 0.0.0.0 is everywhere")
    command.add_argument("--port", type=int, help="default: the first that is free from 7860 on")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    from vc.web.start import start  # Gradio takes seconds to import

    start(host=options.host, port=options.port)
