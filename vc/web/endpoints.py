"""The page's work for programs, by gradio_client, curl or MCP: `ENDPOINTS` lists it, questions.py has what only asks.

What they take is made from the options that the page offers, as its fields are.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from inspect import Parameter, Signature
from typing import Any

import gradio as gr

from vc.errors import VCError
from vc.motion.export import EXPORTS, ExportOptions
from vc.options import Option, options_of
from vc.picture import load_photo
from vc.render.avatar import AVATARS
from vc.render.options import STAGES, AvatarVideo, NeuralVideo, PhotoVideo, SkeletonVideo, Video

from .beats import SHEETS
from .choices import recalled
from .conducting import Corrections, Results, conduct, export_files, notice_of, save_settings
from .fields import json_of
from .following import wait_for, words_for_the_user
from .jobs import Jobs
from .questions import CONCURRENCY, MAX_PROGRAMS, build_questions
from .settings import NEURAL, OFFERED, YOU, YOU_3D, Cast, File, Saved, Settings

FILES = {
    "music": "a music file, uploaded; addresses are not fetched",
    "photo": "picture of the person who conducts, yourself or someone who agreed",
    "beside": "pictures of up to three others who conduct beside, a list; they agreed, too",
    "picture": "a picture to stand before, uploaded; it takes the place of `background`",
    "score": "a score of the piece to follow it by, MusicXML or MIDI, or its beats as labels; uploaded",
    "by_hand": "beats, person and joints set right by hand, an object as /beats and /joints give it and settings.json "
    "holds it",
    "kinds": f"which files, a list of {', '.join(EXPORTS)}",
    "accept_licence": "accept the notice of a model whose weights have one",
}
_SCENE = next(one for one in options_of(AvatarVideo) if one.name == "background")
_RETURNS = "the motion as .npy (float32, shape (T, 13, 2), 30 poses a second), settings.json"


@dataclass(frozen=True)
class Endpoint:
    """An address for programs.

    videos : whose options it takes; none draws nothing
    takes_photo : also of the exports' person
    chooses : offers the choice of the conductor; who : whom it takes otherwise, or by itself
    exports : writes files for other programs
    """

    name: str
    what: str
    videos: tuple[type[Video], ...] = ()
    takes_photo: bool = False
    chooses: bool = False
    who: str = YOU
    exports: bool = False

    @property
    def options(self) -> list[Option]:
        """What the page offers, without the options of files that are not made here."""
        chosen = [Cast] if self.chooses else []
        own = _options_of_each(*self.videos, *chosen, *([ExportOptions] if self.exports else []))
        others = _options_of_each(PhotoVideo, AvatarVideo, Cast, ExportOptions)
        offered = [one for one in OFFERED.values() if one not in others or one in own]
        return offered + ([_SCENE] if self.is_on_stage else [])

    @property
    def is_on_stage(self) -> bool:
        """Whether nothing but a stage, or a picture, can be behind."""
        return AvatarVideo in self.videos and PhotoVideo not in self.videos

    @property
    def signature(self) -> Signature:
        photo = {"photo": None} if self.takes_photo else {}
        photo |= {"beside": None} if PhotoVideo in self.videos else {}
        photo |= {"picture": None} if AvatarVideo in self.videos else {}
        kinds = {"kinds": ["glb"]} if self.exports else {}
        defaults = {
            **photo,
            "accept_licence": False,
            **{one.name: one.shown(one.default) for one in self.options},
            **({"who": self.who} if self.chooses else {}),
            "score": None,
            "by_hand": None,
            **kinds,
        }
        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature(
            [Parameter("music", kind), *(Parameter(name, kind, default=value) for name, value in defaults.items())]
        )

    @property
    def words(self) -> dict[str, str]:
        """What each parameter means, by name."""
        of_options = {one.name: f"{one.help}; {replace(one, or_else='').rule}" for one in self.options}
        return {name: (FILES | of_options)[name] for name in self.signature.parameters}

    @property
    def returns(self) -> str:
        video = "the video with the music, an mp4 unless it is transparent, " if self.videos else ""
        return video + ("the files, " if self.exports else "") + _RETURNS

    @property
    def description(self) -> str:
        """A docstring as Gradio reads it."""
        taken = "\n".join(f"    {name}: {text}" for name, text in self.words.items())
        return f"{self.what}\n\nArgs:\n{taken}\n\nReturns:\n    {self.returns}\n"

    def kinds(self, photo: str | None, who: str) -> tuple[str, ...]:
        """Which videos a run makes."""
        if not self.videos:
            return ()
        drawn = SkeletonVideo in self.videos or (self.name == "conduct" and not photo and who == YOU)
        return ("skeleton",) if drawn else ("yours",)


ENDPOINTS = (
    Endpoint(
        "conduct", "Conduct a piece of music: a video of the person in the photo conducting it, of a figure or a "
        "performer where `who` asks for one, else of a drawn conductor.",
        (PhotoVideo, AvatarVideo), takes_photo=True, chooses=True,
    ),
    Endpoint("skeleton", "Conduct a piece of music as a drawn conductor.", (SkeletonVideo,)),
    Endpoint("motion", "Conduct a piece of music without drawing anything: the quickest."),
    Endpoint(
        "stage", "Conduct a piece of music as the person in the photo, in three dimensions on a concert stage.",
        (AvatarVideo,), takes_photo=True, who=YOU_3D,
    ),
    Endpoint(
        "figure", "Conduct a piece of music as one of the project's 3-D figures.", (AvatarVideo,), chooses=True,
        who=AVATARS[0],
    ),
    Endpoint(
        "neural", "Conduct a piece of music as a performer whom a network has watched and draws.", (NeuralVideo,),
        who=NEURAL,
    ),
    Endpoint(
        "export", "Conduct a piece of music and write the motion in other programs' formats; with a photo the figure "
        "is its person.", takes_photo=True, exports=True,
    ),
)  # fmt: skip


def _options_of_each(*classes: type) -> list[Option]:
    return [one for cls in classes for one in options_of(cls)]


def build_endpoints(jobs: Jobs, music: Any, photo: Any, beside: Any, licence: Any, fields: dict[str, Any]) -> None:
    """Name the endpoints. Their fields are the page's; their buttons are not to be seen."""
    with gr.Row(visible=False):
        score = gr.File(label="Score", file_types=list(SHEETS))
        by_hand = json_of("object")(label="Set by hand")
        kinds = gr.CheckboxGroup(list(EXPORTS), label="Files for other programs")
        picture = gr.File(label="Picture behind", file_types=["image"])
        files = {"music": music, "photo": photo, "beside": beside, "accept_licence": licence, "score": score,
                 "by_hand": by_hand, "kinds": kinds, "picture": picture}  # fmt: skip
        video, motion, settings = gr.File(label="Video"), gr.File(label="Motion"), gr.File(label="Settings")
        written = gr.File(label="Files", file_count="multiple")
        for endpoint in ENDPOINTS:
            inputs = [files[name] if name in files else fields[name] for name in endpoint.signature.parameters]
            first = [video] if endpoint.videos else [written] if endpoint.exports else []
            gr.Button(endpoint.name).click(
                _answer(endpoint, jobs), inputs, [*first, motion, settings],
                api_name=endpoint.name, concurrency_id=CONCURRENCY, concurrency_limit=MAX_PROGRAMS,
            )  # fmt: skip
        build_questions(jobs, files, fields)


def _answer(endpoint: Endpoint, jobs: Jobs) -> Callable[..., Awaitable[tuple[Any, ...]]]:
    """The function behind the address; what it makes is the same as the page's."""

    async def answer(*values: Any) -> tuple[Any, ...]:
        given = dict(zip(endpoint.signature.parameters, values, strict=True))
        music, photo, accepted = given.pop("music"), given.pop("photo", None), given.pop("accept_licence")
        beside, picture = given.pop("beside", None) or (), given.pop("picture", None)
        score, by_hand, exports = given.pop("score"), given.pop("by_hand"), given.pop("kinds", None)
        with words_for_the_user():
            settings = Settings(**{"who": endpoint.who} | given)
            _check(endpoint, settings, music, photo, accepted)
            _check_picture(endpoint, settings, photo, picture)
            corrections = corrections_of(settings, music, photo, score, by_hand)
            kinds = endpoint.kinds(photo, settings.who)
            job = jobs.start(
                conduct(settings, music, photo, beside=beside, picture=picture, accept_licence=accepted,
                        corrections=corrections, kinds=kinds, shown=False)
            )  # fmt: skip
        results: Results = await wait_for(job)
        made: list[Any] = [video.file for video in (results.yours or results.skeleton,) if video]
        if endpoint.exports:
            with words_for_the_user():
                job = jobs.start(export_files(results, exports or [], settings.export_options))
            made = [await wait_for(job)]
        return (*made, results.motion, save_settings(results))

    answer.__signature__ = endpoint.signature  # type: ignore[attr-defined]
    answer.__name__, answer.__doc__ = endpoint.name, endpoint.description
    return answer


def corrections_of(
    settings: Settings, music: str, photo: str | None, score: str | None, by_hand: Any
) -> Corrections:  # fmt: skip
    """What a program set right: in the words of settings.json. Raises VCError."""
    if by_hand is not None and not isinstance(by_hand, dict):
        raise VCError('by_hand has to be an object such as {"beats": [[0.5, 0, 4], ...], "person": 0}.')
    saved = Saved(settings, File.of(music), File.of(photo) if photo else None, by_hand or {})
    beats, joints = recalled(saved)
    return Corrections(beats, joints, sheet=score)


def _check(endpoint: Endpoint, settings: Settings, music: str | None, photo: str | None, accepted: bool) -> None:
    if not music:
        raise VCError("Music is needed: upload a music file first.")
    if endpoint.who == YOU_3D and not photo:
        raise VCError("A photo is needed: upload one of yourself, or use /figure.")
    if (notice := notice_of(settings.model)) and not accepted:
        raise VCError(f"Please accept first, with accept_licence=True: {notice}")
    for one in options_of(PhotoVideo) if not photo else ():
        offered = OFFERED.get(one.name) == one and one not in options_of(SkeletonVideo)
        if offered and getattr(settings, one.name) != one.default:
            raise VCError(f"The {one.title} is of the photo video. Upload a photo too, or leave {one.name} out.")


def _check_picture(endpoint: Endpoint, settings: Settings, photo: str | None, picture: str | None) -> None:
    """Before the music is heard, which takes longer. Raises VCError."""
    said_nothing = settings.background == OFFERED["background"].default  # clients send the field's own then
    if endpoint.is_on_stage and settings.background not in STAGES and not said_nothing:
        raise VCError(f"On a stage the background has to be one of {', '.join(STAGES)}, not {settings.background}.")
    if not picture:
        return
    if endpoint.kinds(photo, settings.who) == ("skeleton",):
        raise VCError("A drawn conductor has no picture behind. Upload a photo too, or leave the picture out.")
    load_photo(picture)
