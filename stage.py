"""The live stage in the page: the 3-D conductor plays in step with the music, in the browser (source: web/stage/)."""

from pathlib import Path
from urllib.parse import quote, urlencode

import gradio as gr
from gradio import processing_utils
from gradio.context import Context
from gradio.utils import get_upload_folder

STAGE_FOLDER = Path(__file__).resolve().parent / "web" / "stage" / "dist"

# Relative to the page, so that it holds behind a root path too.
_FILES = "gradio_api/"
_STYLE = "display:block;width:100%;height:clamp(420px,56vw,620px);border:0;border-radius:12px;background:#12070a"
# The stage fires it on its iframe where the browser draws no 3-D pictures.
_ON_LOAD = """
element.addEventListener('stage-unavailable', (event) => trigger('unavailable', {reason: event.detail}));
"""


_copies: set[str] = set()  # for the page's `delete_cache`, which knows only what components put into the cache


def build_stage() -> gr.HTML:
    """The component that shows what `stage_html` returns. Its event: `.unavailable`, where there is no WebGL."""
    gr.set_static_paths(STAGE_FOLDER)
    if Context.root_block:
        Context.root_block.temp_file_sets.append(_copies)
    return gr.HTML(elem_id="stage", js_on_load=_ON_LOAD)


def stage_html(
    glb: str | Path, music: str | Path, *, start_s: float = 0.0, seconds: float | None = None, view: str = "front"
) -> str:
    """The iframe that plays a figure to the music; both files are served from Gradio's cache, where copies are put.

    glb : as vc.motion.export writes it
    start_s, seconds : the part of the music that the motion belongs to; None is up to the end
    view : where the camera begins: "front", "three-quarter" or "close"
    """
    wishes: dict[str, str | float] = {
        "glb": _served(glb),
        "music": _served(music),
        "start": round(start_s, 3),
        "view": view,
    }
    if seconds:
        wishes["length"] = round(seconds, 3)
    page = f"{_FILES}file={quote(str(STAGE_FOLDER / 'stage.html'))}?{urlencode(wishes)}"
    return (
        f'<iframe src="{page.replace("&", "&amp;")}" title="The conductor, live" allow="autoplay; fullscreen" '
        f'style="{_STYLE}"></iframe>'
    )


def _served(path: str | Path) -> str:
    """The address under which Gradio serves a copy of the file, relative to its API."""
    cache = Path(get_upload_folder()).absolute()
    copy = Path(path).absolute()
    if not copy.is_relative_to(cache):
        copy = Path(processing_utils.save_file_to_cache(path, cache_dir=str(cache)))
        _copies.add(str(copy))
    return f"file={quote(str(copy))}"
