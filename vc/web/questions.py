"""What programs may ask without conducting: the beats of a piece of music, and who is in a photo."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from inspect import Parameter, Signature
from typing import Any

import gradio as gr

from vc.clip import Clip
from vc.errors import VCError
from vc.hints import Hints
from vc.options import options_of

from . import beats, joints
from .fields import json_of
from .following import wait_for, words_for_the_user
from .jobs import Job, Jobs, Work
from .settings import OFFERED, Settings

CONCURRENCY = "programs"
MAX_PROGRAMS = 8  # calls of programs under way or waiting for a place; the rest wait in Gradio's queue
_PART = [one for one in options_of(Clip, Hints) if one.name in OFFERED]
_WORDS = {
    "music": "a music file, uploaded",
    "photo": "a photo, uploaded, of yourself or someone who agreed",
    "score": "a score of the piece, or its beats as labels, to take them from; uploaded",
    "changes": "what to set right, a list in the words of the page's editor, such as "
    '[{"do": "halve"}, {"do": "metre", "metre": 3}, {"do": "taps", "taps": [1.0, 1.5, 2.0]}]',
    "person": "who conducts, counted from the best suited, 0",
    "moved": 'joints that were set right, {"left_wrist": [x, y]} in pixels of the picture',
}


@dataclass(frozen=True)
class Question:
    """An address for programs that gives JSON. ask : from its values by name to the work"""

    name: str
    what: str
    returns: str
    defaults: dict[str, Any]
    ask: Callable[..., Work]

    @property
    def signature(self) -> Signature:
        (first, *rest), kind = self.defaults, Parameter.POSITIONAL_OR_KEYWORD
        others = (Parameter(name, kind, default=self.defaults[name]) for name in rest)
        return Signature([Parameter(first, kind), *others])

    @property
    def words(self) -> dict[str, str]:
        """What each parameter means, by name."""
        of_options = {one.name: f"{one.help}; {replace(one, or_else='').rule}" for one in _PART}
        return {name: (_WORDS | of_options)[name] for name in self.defaults}

    @property
    def description(self) -> str:
        """A docstring as Gradio reads it."""
        taken = "\n".join(f"    {name}: {text}" for name, text in self.words.items())
        return f"{self.what}\n\nArgs:\n{taken}\n\nReturns:\n    {self.returns}\n"


def _ask_beats(music: str | None, score: str | None, changes: Any, **part: Any) -> Work:
    def work(job: Job) -> Iterator[dict[str, Any]]:
        job.report("Listening", 0, 1)
        edited = beats.edit_beats(clip, settings.hints)
        if score:
            edited, _ = beats.from_sheet(edited, score)
        for wish in changes or []:
            edited = beats.change(edited, wish)
        told = json.loads(beats.beats_value(edited))
        yield {name: told[name] for name in ("beats", "bpm", "seconds", "doubt", "others")}

    if not music:
        raise VCError("Music is needed: upload a music file first.")
    if changes is not None and not isinstance(changes, list):
        raise VCError('changes has to be a list such as [{"do": "halve"}].')
    settings = Settings(**part)
    clip = settings.clip(music)
    return work


def _ask_joints(photo: str | None, person: int, moved: Any) -> Work:
    def work(job: Job) -> Iterator[dict[str, Any]]:
        job.report("Looking at the photo", 0, 1)
        edited = joints.edit_joints(photo or "")
        if person:
            edited = joints.change(edited, {"do": "person", "person": person})
        if moved:
            edited = joints.change(edited, {"do": "move", "joints": moved})
        told = json.loads(joints.joints_value(edited))
        people = [{name: one[name] for name in ("joints", "sure", "advice")} for one in told["people"]]
        yield {"width": told["width"], "height": told["height"], "people": people, "person": told["person"],
               "joints": told["moved"]}  # fmt: skip

    if not photo:
        raise VCError("A photo is needed: upload one first.")
    return work


QUESTIONS = (
    Question(
        "beats", "Find tempo, beats and bars of a piece of music; or take them from a file, or set them right.",
        "beats as [seconds, place in the bar, beats of the bar], bpm, seconds, doubt as [start, end, how much], others "
        "that it could be as [name, change]",
        {"music": None, **{one.name: one.shown(one.default) for one in _PART}, "score": None, "changes": None},
        _ask_beats,
    ),
    Question(
        "joints", "See who is in a photo and where their joints are; or set them right.",
        "width and height of the picture, people with joints in its pixels, sure and advice, person, and joints that "
        "were set right",
        {"photo": None, "person": 0, "moved": None}, _ask_joints,
    ),
)  # fmt: skip


def build_questions(jobs: Jobs, files: dict[str, Any], fields: dict[str, Any]) -> None:
    """files, fields : the components of what is asked, by name"""
    own = {"changes": json_of("array")(label="Changes"), "person": gr.Number(0, precision=0, label="Person"),
           "moved": json_of("object")(label="Joints that were set right")}  # fmt: skip
    told = json_of("object")(label="Answer")
    for question in QUESTIONS:
        inputs = [(own | files | fields)[name] for name in question.defaults]
        gr.Button(question.name).click(
            _answer(question, jobs), inputs, told, api_name=question.name, concurrency_id=CONCURRENCY,
            concurrency_limit=MAX_PROGRAMS,
        )  # fmt: skip


def _answer(question: Question, jobs: Jobs) -> Callable[..., Awaitable[Any]]:
    async def answer(*values: Any) -> Any:
        with words_for_the_user():
            job = jobs.start(question.ask(**dict(zip(question.defaults, values, strict=True))))
        return await wait_for(job)

    answer.__signature__ = question.signature  # type: ignore[attr-defined]
    answer.__name__, answer.__doc__ = question.name, question.description
    return answer
