"""The first thing to be seen: somebody conducts, muted, in a video that was made beforehand and is on this server."""

from typing import Any
from urllib.parse import quote

import gradio as gr

from . import examples
from .component import ASSETS
from .served import API

# Who asked the system for less motion begins the video himself.
CALM = "if (matchMedia('(prefers-reduced-motion: reduce)').matches) element.querySelector('video').pause();"
EXAMPLE = examples.ALL[0]


class BeforeThePage:
    """Middleware of the server: the page's HTML lets the video play while its scripts are on their way.

    What Gradio is told to put into the head comes with these scripts.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        video, poster = _addresses()
        html = (ASSETS / "before.html").read_text(encoding="utf-8")
        self._html = html.replace("{{video}}", video).replace("{{poster}}", poster).encode()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != "/":
            return await self._app(scope, receive, send)
        held: list[dict[str, Any]] = []  # the whole answer

        async def hold(message: dict[str, Any]) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for one in self._with_it(held):
                    await send(one)

        await self._app(scope, receive, hold)

    def _with_it(self, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
        start, *parts = held
        body = b"".join(part.get("body", b"") for part in parts).replace(b"</head>", self._html + b"</head>", 1)
        kept = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        return [{**start, "headers": headers}, {"type": "http.response.body", "body": body}]


def _addresses() -> tuple[str, str]:
    """Of the video and its first picture, relative to the page."""
    video, poster = (f"{API}file={quote(str(EXAMPLE.folder / name))}" for name in ("photo.mp4", "poster.jpg"))
    return video, poster


def build_hero() -> gr.HTML:
    """Plays at once, and in a loop, but where the visitor's system asks for less motion."""
    gr.set_static_paths(EXAMPLE.folder)
    video, poster = _addresses()
    return gr.HTML(
        f'<video src="{video}" poster="{poster}" muted autoplay loop playsinline controls preload="auto" '
        f'aria-label="Example: a conductor made from one photo, without sound"></video>'
        f"<p>{EXAMPLE.by}: {EXAMPLE.title}, conducted from one photo. Yours comes here.</p>",
        elem_id="hero",
        js_on_load=CALM,
    )
