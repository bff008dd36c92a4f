"""Before the work: the page's fields, and what is known about them at once."""

from typing import Any

import gradio as gr

from vc.errors import VCError
from vc.manner import MANNERS
from vc.media import Track, describe
from vc.render.options import ALL, VIDEOS

from . import beats, examples, joints
from .bundle import read_back
from .conducting import clip_of, notice_of, speed
from .estimate import clock, in_words
from .following import words_for_the_user
from .named import Shown
from .running import result_fields
from .settings import Saved, Settings, field_values, sliders_of

MAKE = "Make the video"


def on_wishes(
    music: str | None, photo: str | None, beside: list[str] | None, who: str, people: str, model: str, start_s: float,
    seconds: float, size: str, transparent: str,
) -> tuple[str, str]:  # fmt: skip
    """How long it will take, as soon as there is music; or what is wrong with the music. And the button for it."""
    if not music:
        return "", MAKE
    try:
        whole = describe(music, count=True).seconds
    except VCError as error:
        return f"**{error}**", MAKE
    if not whole:
        return "The length of this file is not known before it is read.", MAKE
    part = min(max(whole - (start_s or 0), 0), seconds or whole)
    yours = Settings(who=who).kind(photo)
    together = 1 + len(beside or ()) if people == "1" else 2 if people == ALL else int(people)
    more = (together - 1) * speed.another_s(size, part, transparent) if yours == "photo" else 0.0
    time = in_words(speed.whole_s(model, (yours, "skeleton"), size, part, transparent) + more)
    about = f"{clock(part)} of music: {time} for {VIDEOS[yours].title} and the skeleton video; the motion comes first."
    return about, f"{MAKE}: {time}"


def on_music(music: str | None, track: float | None) -> Any:
    """The choice of the sound track, where there is one to make; what the tracks are."""
    try:
        tracks = describe(music).tracks if music else ()
    except VCError:
        tracks = ()
    there = len(tracks) > 1
    info = f"0 is the one that the file marks. {'; '.join(map(_in_words, tracks))}" if there else None
    return gr.Number(visible=there, info=info, value=track if there and 0 < (track or 0) <= len(tracks) else 0)


def _in_words(track: Track) -> str:
    title = "" if "handler" in track.title.lower() else _plain(track.title)  # what mp4 writers say of every sound
    about = ", ".join(filter(None, (title, _plain(track.language), "marked" if track.is_default else "")))
    return f"{track.number}: {about or 'without a name'}"


def on_manner(manner: str) -> tuple[Any, ...]:
    return sliders_of(manner) if manner in MANNERS else (gr.skip(),) * 4


def on_model(model: str) -> Any:
    notice = notice_of(model)
    return gr.update(visible=bool(notice), label=f"I accept: {notice}", value=False)


def on_example(number: int) -> Shown:
    """An example with its results, made beforehand; the photo video is what to see first."""
    example = examples.ALL[number]
    results, piece = example.load(), f"{example.by}: {example.title}"
    return {
        "music": str(clip_of(results.take).file),
        "photo": results.photo_path,
        "beside": None,
        **field_values(results.settings),
        "status": f'<p class="vc-done">{piece}. Made beforehand; press Conduct to make it anew.</p>',
        "announcer": f"The results of {example.title} are there.",
        "key": "",
        **result_fields(results),
        "tabs": gr.Tabs(selected="yours"),
    }


def on_repeat(file: str | None) -> Shown:
    """All fields as an earlier result had them."""
    if not file:
        return {}
    with words_for_the_user():
        saved = read_back(file)
    music = f"**{_plain(saved.music.name)}**" if saved.music else "the same music"
    photo = f" and the photo **{_plain(saved.photo.name)}**" if saved.photo else ""
    photo += f" and **{', '.join(_plain(one.name) for one in saved.beside)}** beside" if saved.beside else ""
    rhythm, people = recalled(saved)
    return {
        "note": " ".join([f"All settings are as they were. Choose {music}{photo} again, then press Conduct.",
                          *saved.notes]),
        "beats": rhythm, "joints": people, **field_values(saved.settings),
    }  # fmt: skip


def recalled(saved: Saved) -> tuple[beats.Recalled | None, joints.Recalled | None]:
    """What was set right by hand in an earlier result; it waits for the same files."""
    hand, rhythm, person = saved.by_hand, None, None
    if saved.music and "beats" in hand:
        rhythm = beats.Recalled(saved.music.sha256, saved.settings, hand["beats"])
    if saved.photo and ("person" in hand or "head" in hand):
        person = joints.Recalled(saved.photo.sha256, hand.get("person", 0), hand.get("joints"), hand.get("head"))
    return rhythm, person


def _plain(name: str) -> str:
    """A stranger's file name without what Markdown or HTML could read in it."""
    return "".join(sign for sign in name if sign.isalnum() or sign in " .-_()")
