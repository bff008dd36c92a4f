"""The API reference, HTML from the docstrings: python -m tools.build_api [FOLDER], by default build/api.

The docstrings list arguments as lines `name : what it is`, which Markdown would run together; here they become a list.
"""

import re
import sys
from pathlib import Path

import pdoc
from pdoc.render import env

MODULES = (
    "vc", "vc.pipeline", "vc.skeleton", "vc.music", "vc.manner", "vc.frame", "vc.media", "vc.errors", "vc.weights",
    "vc.audio", "vc.motion.generate", "vc.motion.export", "vc.conductor", "vc.render", "vc.vision", "vc.video",
    "vc.data.simulator", "vc.data.from_video", "vc.data.film", "vc.data.conductormotion100", "vc.evaluate",
    "vc.parallel",
)  # fmt: skip
_NAMED = re.compile(r"^(\w+(?:, \w+)*) : ", re.MULTILINE)
_FOLLOWS = re.compile(r"\n    +(?=\S)")


def as_list(docstring: str) -> str:
    """`name : what` at the beginning of lines to items of a Markdown list."""
    blocks = docstring.split("\n\n")
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    if not _NAMED.match(block):
        return block
    return _NAMED.sub(r"- **`\1`** : ", _FOLLOWS.sub(" ", block))


def build(folder: Path, modules: tuple[str, ...] = MODULES) -> None:
    """Write the pages of `modules` into `folder`."""
    to_markdown = env.filters["to_markdown"]

    def listed(context: object, docstring: str) -> str:
        return str(to_markdown(context, as_list(docstring)))

    listed.jinja_pass_arg = to_markdown.jinja_pass_arg
    env.filters["to_markdown"] = listed
    try:
        pdoc.pdoc(*modules, output_directory=folder)
    finally:
        env.filters["to_markdown"] = to_markdown


if __name__ == "__main__":
    build(Path(*sys.argv[1:2] or ["build/api"]))
