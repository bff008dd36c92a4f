"""Start the page: on this machine, or on a Hugging Face Space."""

import os
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec

from vc import pipeline
from vc.errors import VCError
from vc.files import sweep
from vc.render.options import AvatarVideo, NeuralVideo, PhotoVideo, SkeletonVideo

from . import examples
from .layout import MAX_UPLOAD_MB
from .page import build
from .theme import CSS, SCRIPT, theme


def start(*, host: str | None = None, port: int | None = None) -> None:
    """Serve the page until the program is ended.

    host, port : where; None is what GRADIO_SERVER_NAME and GRADIO_SERVER_PORT say, or Gradio's choice
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work
    sweep()
    mcp = wants_mcp()
    page = build()
    threading.Thread(target=warm_up, daemon=True).start()
    page.queue(max_size=40, api_open=False).launch(
        server_name=host,
        server_port=port,
        theme=theme(),
        css_paths=[CSS],
        js=SCRIPT,
        max_file_size=f"{MAX_UPLOAD_MB}mb",
        run_history=False,
        footer_links=["api", "settings"],
        mcp_server=mcp,
    )


def warm_up() -> None:
    """Load and compile, behind the page, what the first requests need; a video of each kind is begun."""
    import numpy as np

    from vc.motion.hearing import find_rhythm
    from vc.music import MEL_BANDS, Mel

    quiet = Mel(np.zeros((180, MEL_BANDS), np.float32), 2.0)
    heard = pipeline.Heard(quiet, find_rhythm(quiet))
    motion = pipeline.move(heard)
    for warm in (SkeletonVideo(size="512"), PhotoVideo(examples.PHOTO, size="512"), AvatarVideo(size="512"),
                 NeuralVideo(size="512")):  # fmt: skip
        with suppress(VCError):  # no weights for the photo yet: whoever needs them will be told
            renderer = pipeline.open_renderer(warm)
            next(iter(renderer(motion, heard)))


def wants_mcp() -> bool:
    """VC_MCP=1 also offers the endpoints as tools of the Model Context Protocol."""
    if os.environ.get("VC_MCP") != "1":
        return False
    if find_spec("mcp") is None:
        sys.exit("VC_MCP=1 needs Gradio's extra for it: pip install 'gradio[mcp]', or start without VC_MCP.")
    return True
