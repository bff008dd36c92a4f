"""Start the page: on this machine, or on a Hugging Face Space."""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from starlette.middleware import Middleware

from vc import pipeline
from vc.errors import VCError
from vc.files import sweep, workspace
from vc.motion.export import Take, export
from vc.render.options import AvatarVideo, NeuralVideo, PhotoVideo, SkeletonVideo

from . import examples, words
from .about import MAX_UPLOAD_MB
from .caps import UploadsWithinCaps, what_is_full
from .credentials import signer
from .hero import BeforeThePage
from .hosting import GRACE_S
from .page import build
from .running import jobs
from .theme import CSS, HEAD, SCRIPT, pictures, theme
from .watching import begin_logging, log_job, routes

NO_SHARE = (
    "There is no public address: Gradio's servers could not be reached from here, see above. The page answers at {} "
    "alone. For others, use --host 0.0.0.0 within your network, or a proxy, see docs/hosting.md."
)
TELL_S = 3.0  # for pages to hear of it
LOOK_S = 0.2  # from one look for the end to the next


def start(
    *, host: str | None = None, port: int | None = None, share: bool = False, auth: Path | None = None,
    root_path: str | None = None,
) -> None:  # fmt: skip
    """Serve the page until the program is told to end; what else a host decides stands in hosting.py.

    host, port : where; None is what GRADIO_SERVER_NAME and GRADIO_SERVER_PORT say, or Gradio's choice
    share : also by an address of Gradio's, for a week; the program then asks Gradio's servers for it
    auth : a file with a line NAME:PASSWORD for everybody who may come in
    root_path : the path under which a proxy serves the page, such as /conductor

    Raises VCError.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work
    begin_logging()
    sweep()
    signer()  # a certificate that cannot be used is told at once
    mcp, known = wants_mcp(), read_auth(auth) if auth else None
    page = build()
    jobs.watchers.append(log_job)
    jobs.full = what_is_full
    beside = routes(jobs)
    page.queue(max_size=40, api_open=False).launch(
        server_name=host,
        server_port=port,
        share=share,
        auth=known,
        root_path=root_path,
        theme=theme(),
        head=HEAD,
        css=pictures(),
        css_paths=[CSS],
        js=SCRIPT,
        max_file_size=f"{MAX_UPLOAD_MB}mb",
        run_history=False,
        footer_links=["api", "settings"],
        mcp_server=mcp,
        i18n=words.i18n(),
        show_error=True,
        app_kwargs={"routes": beside, "middleware": [Middleware(UploadsWithinCaps), Middleware(BeforeThePage)]},
        prevent_thread_lock=True,
    )
    threading.Thread(target=warm_up, daemon=True).start()  # not before: it would hold the page up
    if share and not page.share_url:
        print(NO_SHARE.format(page.local_url))
    wait_until_told()
    jobs.close(GRACE_S)
    time.sleep(TELL_S)
    page.close(verbose=False)


def wait_until_told() -> None:
    """Until Ctrl+C or SIGTERM.

    The system may hand a signal to any thread, and that does not wake one that waits for an event; hence the looking.
    """
    told: list[int] = []
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: told.append(received))
    while not told:
        time.sleep(LOOK_S)


def read_auth(path: Path) -> list[tuple[str, str]]:
    """Names and passwords. Raises VCError."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise VCError(f"{path} cannot be read as a list of names and passwords: {error}") from error
    pairs = [(name, password) for name, _, password in (line.partition(":") for line in lines)]
    if not pairs or not all(name and password for name, password in pairs):
        raise VCError(f"{path} has to hold lines NAME:PASSWORD, one for everybody who may come in.")
    return pairs


def warm_up() -> None:
    """Load and compile, behind the page, what the first requests need; each kind of video and the stage are begun."""
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
    with suppress(VCError), workspace() as folder:
        take = Take(motion, person=pipeline.person_of(PhotoVideo(examples.PHOTO)))
        export("glb", take, folder / "warm.glb")


def wants_mcp() -> bool:
    """VC_MCP=1 also offers the endpoints as tools of the Model Context Protocol."""
    if os.environ.get("VC_MCP") != "1":
        return False
    if find_spec("mcp") is None:
        sys.exit("VC_MCP=1 needs Gradio's extra for it: pip install 'gradio[mcp]', or start without VC_MCP.")
    return True
