"""The first thing to be seen: somebody conducts, muted, in a video that was made beforehand and is on this server."""

from urllib.parse import quote

import gradio as gr

from . import examples
from .served import API

# Who asked the system for less motion begins the video himself.
CALM = "if (matchMedia('(prefers-reduced-motion: reduce)').matches) element.querySelector('video').pause();"
EXAMPLE = examples.ALL[0]


def build_hero() -> gr.HTML:
    """Plays at once, and in a loop, but where the visitor's system asks for less motion."""
    gr.set_static_paths(EXAMPLE.folder)
    video, poster = (f"{API}file={quote(str(EXAMPLE.folder / name))}" for name in ("photo.mp4", "poster.jpg"))
    return gr.HTML(
        f'<video src="{video}" poster="{poster}" muted autoplay loop playsinline controls preload="auto" '
        f'aria-label="Example: a conductor made from one photo, without sound"></video>'
        f"<p>{EXAMPLE.by}: {EXAMPLE.title}, conducted from one photo. Yours comes here.</p>",
        elem_id="hero",
        js_on_load=CALM,
    )
