"""The live stage in the page: the 3-D conductor plays in step with the music, in the browser (source: stage/src)."""

from pathlib import Path
from urllib.parse import quote, urlencode

import gradio as gr

from vc.clip import Clip

from .served import API, delete_with_page, served

STAGE_FOLDER = Path(__file__).resolve().parent / "stage" / "dist"

_STYLE = "display:block;width:100%;height:clamp(420px,56vw,620px);border:0;border-radius:12px;background:#12070a"
# The stage fires it on its iframe where the browser draws no 3-D pictures.
_ON_LOAD = """
element.addEventListener('stage-unavailable', (event) => trigger('unavailable', {reason: event.detail}));
"""


def build_stage() -> gr.HTML:
    """The component that shows what `stage_html` returns. Its event: `.unavailable`, where there is no WebGL."""
    gr.set_static_paths(STAGE_FOLDER)
    delete_with_page()
    return gr.HTML(elem_id="stage", js_on_load=_ON_LOAD)


def stage_html(glb: str | Path, clip: Clip, *, view: str = "front", play: bool = False) -> str:
    """The iframe that plays a figure to the music; both files are served from Gradio's cache, where copies are put.

    glb : as vc.motion.export writes it
    clip : the part of the music that the motion belongs to
    view : where the camera begins: "front", "three-quarter" or "close"
    play : begin at once, where it is in sight and the browser allows sound
    """
    wishes: dict[str, str | float] = {
        "glb": served(glb),
        "music": served(clip.file),
        "start": round(clip.start_s, 3),
        "view": view,
    }
    if play:
        wishes["play"] = 1
    if clip.seconds:
        wishes["length"] = round(clip.seconds, 3)
    page = f"{API}file={quote(str(STAGE_FOLDER / 'stage.html'))}?{urlencode(wishes)}"
    return (
        f'<iframe src="{page.replace("&", "&amp;")}" title="The conductor, live" allow="autoplay; fullscreen" '
        f'style="{_STYLE}"></iframe>'
    )
