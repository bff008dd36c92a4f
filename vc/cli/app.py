"""python -m vc app: the page, on this machine or for others."""

import argparse
import os
from pathlib import Path


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", help="where it answers, by default 127.0.0.1; 0.0.0.0 is everywhere")
    command.add_argument("--port", type=int, help="default: the first that is free from 7860 on")
    command.add_argument("--share", action="store_true", help="also by an address of Gradio's, for a week")
    command.add_argument("--auth", type=Path, metavar="FILE", help="lines NAME:PASSWORD of those who may come in")
    command.add_argument("--root-path", metavar="PATH", help="the path under which a proxy serves it, as /conductor")
    command.add_argument("--max-jobs", type=int, metavar="N", help="jobs at once, by default 2; others wait")
    command.add_argument("--retention", type=int, metavar="MINUTES", help="for which files are kept, by default 60")
    command.add_argument("--grace", type=int, metavar="SECONDS", help="for running jobs when it is to stop, default 20")
    command.add_argument("--min-disk", type=int, metavar="GB", help="free for another job to begin, by default 1")
    command.add_argument("--max-disk", type=int, metavar="GB", help="for uploads and results; by default all there is")
    command.add_argument("--max-memory", type=int, metavar="GB", help="held when another job begins; default: no limit")
    command.add_argument("--mark", action="store_true", help='write "AI-generated" into the corner of every video')
    command.add_argument("--metrics", action="store_true", help="serve /metrics for Prometheus")
    command.add_argument("--log", choices=("text", "json"), help="of the log's lines, by default text")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    for name in ("max_jobs", "retention", "grace", "min_disk", "max_disk", "max_memory", "log"):
        if (value := getattr(options, name)) is not None:
            os.environ[f"VC_{name.upper()}"] = str(value)
    for name in ("metrics", "mark"):
        if getattr(options, name):
            os.environ[f"VC_{name.upper()}"] = "1"
    from vc.web.start import start  # reads the environment; Gradio takes seconds to import

    start(host=options.host, port=options.port, share=options.share, auth=options.auth, root_path=options.root_path)
