"""The page's work for programs: /conduct, /skeleton and /motion, by gradio_client, curl or MCP.

What they take is made from the options that the page offers, as its fields are.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any

import gradio as gr

from vc.errors import VCError
from vc.motion.export import ExportOptions
from vc.options import Option, options_of
from vc.render.options import PhotoVideo, SkeletonVideo, Video

from .beats import SHEETS
from .conducting import Corrections, Results, conduct, notice_of, save_settings
from .following import wait_for, words_for_the_user
from .jobs import Jobs
from .settings import OFFERED, Settings

_CONCURRENCY = "programs"
MAX_PROGRAMS = 8  # calls of programs under way or waiting for a place; the rest wait in Gradio's queue

_FILES = {
    "music": "a music file, uploaded; addresses are not fetched",
    "photo": "picture of the person who conducts, yourself or someone who agreed; without it a skeleton is drawn",
    "score": "a score of the piece to follow it by, MusicXML or MIDI, or its beats as labels; uploaded",
    "accept_licence": "accept the notice of a model whose weights have one",
}
_RETURNS = "the motion as .npy (float32, shape (T, 13, 2), 30 poses a second), settings.json"


@dataclass(frozen=True)
class Endpoint:
    """An address for programs.

    video : whose options it takes; None draws nothing
    """

    name: str
    what: str
    video: type[Video] | None

    @property
    def takes_photo(self) -> bool:
        return self.video is PhotoVideo

    @property
    def options(self) -> list[Option]:
        """What the page offers, without the options of files that are not made here."""
        elsewhere, own = options_of(PhotoVideo, ExportOptions), options_of(self.video) if self.video else []
        return [one for one in OFFERED.values() if one not in elsewhere or one in own]

    @property
    def signature(self) -> Signature:
        photo = {"photo": None} if self.takes_photo else {}
        defaults = {
            **photo,
            "accept_licence": False,
            **{one.name: one.shown(one.default) for one in self.options},
            "score": None,
        }
        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature(
            [Parameter("music", kind), *(Parameter(name, kind, default=value) for name, value in defaults.items())]
        )

    @property
    def description(self) -> str:
        """A docstring as Gradio reads it."""
        words = {name: text for name, text in _FILES.items() if name in self.signature.parameters}
        words |= {one.name: f"{one.help}; {one.rule}" for one in self.options}
        taken = "\n".join(f"    {name}: {text}" for name, text in words.items())
        made = f"the video with the music, an mp4 unless it is transparent, {_RETURNS}" if self.video else _RETURNS
        return f"{self.what}\n\nArgs:\n{taken}\n\nReturns:\n    {made}\n"


ENDPOINTS = (
    Endpoint("conduct", "Conduct a piece of music: a video of the person in the photo conducting it, or of a drawn "
             "conductor.", PhotoVideo),
    Endpoint("skeleton", "Conduct a piece of music as a drawn conductor.", SkeletonVideo),
    Endpoint("motion", "Conduct a piece of music without drawing anything: the quickest.", None),
)  # fmt: skip


def build_endpoints(jobs: Jobs, music: Any, photo: Any, licence: Any, fields: dict[str, Any]) -> None:
    """Name the endpoints. Their fields are the page's; their buttons are not to be seen."""
    with gr.Row(visible=False):
        score = gr.File(label="Score", file_types=list(SHEETS))
        files = {"music": music, "photo": photo, "accept_licence": licence, "score": score}
        video, motion, settings = gr.File(label="Video"), gr.File(label="Motion"), gr.File(label="Settings")
        for endpoint in ENDPOINTS:
            inputs = [files[name] if name in files else fields[name] for name in endpoint.signature.parameters]
            gr.Button(endpoint.name).click(
                _answer(endpoint, jobs), inputs, [video, motion, settings] if endpoint.video else [motion, settings],
                api_name=endpoint.name, concurrency_id=_CONCURRENCY, concurrency_limit=MAX_PROGRAMS,
            )  # fmt: skip


def _answer(endpoint: Endpoint, jobs: Jobs) -> Callable[..., Awaitable[tuple[str, ...]]]:
    """The function behind the address; what it makes is the same as the page's."""

    async def answer(*values: Any) -> tuple[str, ...]:
        given = dict(zip(endpoint.signature.parameters, values, strict=True))
        music, photo, accepted = given.pop("music"), given.pop("photo", None), given.pop("accept_licence")
        corrections = Corrections(sheet=given.pop("score"))
        with words_for_the_user():
            settings = Settings(**given)
            _check(settings, music, photo, accepted)
            kinds = () if not endpoint.video else ("photo",) if photo else ("skeleton",)
            job = jobs.start(
                conduct(settings, music, photo, accept_licence=accepted, corrections=corrections, kinds=kinds)
            )
        results: Results = await wait_for(job)
        video = results.photo_video or results.skeleton
        return (*([video.file] if video else []), results.motion, save_settings(results))

    answer.__signature__ = endpoint.signature  # type: ignore[attr-defined]
    answer.__name__, answer.__doc__ = endpoint.name, endpoint.description
    return answer


def _check(settings: Settings, music: str | None, photo: str | None, accepted: bool) -> None:
    if not music:
        raise VCError("Music is needed: upload a music file first.")
    if (notice := notice_of(settings.model)) and not accepted:
        raise VCError(f"Please accept first, with accept_licence=True: {notice}")
    for one in options_of(PhotoVideo) if not photo else ():
        if one not in options_of(SkeletonVideo) and getattr(settings, one.name, one.default) != one.default:
            raise VCError(f"The {one.title} is of the photo video. Upload a photo too, or leave {one.name} out.")
