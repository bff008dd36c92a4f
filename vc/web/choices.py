"""Before the work: the page's fields, and what is known about them at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from vc import pipeline
from vc.errors import VCError
from vc.media import describe

from . import beats, examples, joints
from .bundle import read_back
from .conducting import notice_of, speed
from .estimate import clock, in_words
from .following import words_for_the_user
from .running import result_fields
from .settings import STYLES, Saved, check_field, field_values, names, sliders_of


def check(
    _last: Any, _beats: Any, _joints: Any, music: str | None, _photo: Any, accept_licence: bool, *values: Any
) -> list[Any]:
    """What can be known before the work starts is said on the field that it belongs to."""
    wishes = dict(zip(names(), values, strict=True))
    wishes["seconds"] = wishes["seconds"] or 0  # an emptied field
    notice = notice_of(wishes["model"])
    return [
        *(gr.validate(True, "") for _ in range(3)),
        _checked(lambda: _check_music(music, wishes["start_s"], wishes["seconds"])),
        gr.validate(True, ""),
        gr.validate(not notice or accept_licence, f"Please accept first: {notice}"),
        *(_checked(partial(check_field, name, value)) for name, value in wishes.items()),
    ]


def _check_music(music: str | None, start_s: float | None, seconds: float | None) -> None:
    if not music:
        raise VCError("Choose a music file first.")
    pipeline.check_music(music, start_s or 0, seconds or None)


def _checked(question: Callable[[], None]) -> Any:
    try:
        question()
    except VCError as error:
        return gr.validate(False, str(error))
    return gr.validate(True, "")


def on_wishes(music: str | None, photo: str | None, model: str, start_s: float, seconds: float, size: str) -> str:
    """How long it will take, as soon as there is music; or what is wrong with the music."""
    if not music:
        return ""
    try:
        whole = describe(music, count=True).seconds
    except VCError as error:
        return f"**{error}**"
    if not whole:
        return "The length of this file is not known before it is read."
    part = min(max(whole - (start_s or 0), 0), seconds or whole)
    kinds = ("skeleton", "photo") if photo else ("skeleton",)
    time = in_words(speed.whole_s(model, kinds, size, part))
    what = "skeleton and photo video" if photo else "the skeleton video"
    return f"{clock(part)} of music: {time} for {what}; the motion itself comes first."


def on_style(style: str) -> tuple[Any, ...]:
    return sliders_of(style) if style in STYLES else (gr.skip(),) * 4


def on_model(model: str) -> Any:
    notice = notice_of(model)
    return gr.update(visible=bool(notice), label=f"I accept: {notice}", value=False)


def on_example(number: int) -> tuple[Any, ...]:
    """An example with its results, made beforehand; the photo video is what to see first."""
    example = examples.ALL[number]
    results = example.load()
    status = f'<p class="vc-done">{example.by}: {example.title}. Made beforehand; press Conduct to make it anew.</p>'
    told = (status, f"The results of {example.title} are there.", "")
    wishes = (results.take.music, str(examples.PHOTO), *field_values(results.settings))
    return *wishes, *told, *result_fields(results), gr.Tabs(selected="photo")


def on_repeat(file: str | None) -> tuple[Any, ...]:
    """All fields as an earlier result had them."""
    if not file:
        return (gr.skip(),) * (3 + len(names()))
    with words_for_the_user():
        saved = read_back(file)
    music = f"**{_plain(saved.music.name)}**" if saved.music else "the same music"
    photo = f" and the photo **{_plain(saved.photo.name)}**" if saved.photo else ""
    return (f"All settings are as they were. Choose {music}{photo} again, then press Conduct.",
            *recalled(saved), *field_values(saved.settings))  # fmt: skip


def recalled(saved: Saved) -> tuple[beats.Recalled | None, joints.Recalled | None]:
    """What was set right by hand in an earlier result; it waits for the same files."""
    hand, rhythm, sitter = saved.by_hand, None, None
    if saved.music and "beats" in hand:
        rhythm = beats.Recalled(saved.music.sha256, **saved.settings.part, beats=hand["beats"])
    if saved.photo and "person" in hand:
        sitter = joints.Recalled(saved.photo.sha256, hand["person"], hand.get("joints"))
    return rhythm, sitter


def _plain(name: str) -> str:
    """A stranger's file name without what Markdown or HTML could read in it."""
    return "".join(sign for sign in name if sign.isalnum() or sign in " .-_()")
