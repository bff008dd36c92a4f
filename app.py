"""The Gradio app, which is also the Hugging Face Space: components and thin handlers.

READ FIRST: `build` lays out the page; the handlers stand above it, in the order in which they are used. What the
buttons do is in web/conducting.py, and the work itself in vc.pipeline.
"""

import spaces  # noqa: F401  # isort: skip  - on a ZeroGPU Space it has to be imported before torch

import os
import random
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, replace
from functools import partial
from importlib.util import find_spec
from typing import Any

import gradio as gr

from vc import pipeline
from vc.errors import VCError
from vc.frame import SIZES
from vc.media import KNOWN_KINDS, MAX_MUSIC_S, describe
from vc.motion.export import EXPORTS
from vc.motion.generate import MODELS
from vc.render.avatar import AVATARS, CAMERAS
from web import beats, conducting, examples, joints
from web.bundle import read_back
from web.conducting import Corrections, Results, notice_of, speed
from web.endpoints import build_endpoints
from web.estimate import clock, in_words
from web.fields import closed, untouched
from web.following import follow
from web.jobs import Job, Jobs
from web.live import build_stage
from web.preview import build_preview
from web.settings import OWN_STYLE, STYLES, Saved, Settings, check_field, from_fields, sliders_of
from web.status import READY
from web.theme import CSS, SCRIPT, theme

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work

MAX_UPLOAD_MB = 300
KEEP_FILES_S, LOOK_EVERY_S = 3600, 600

INTRODUCTION = """
# VirtualConductor
Any music and one photo become a video of that person conducting the music: full length, on the beat.
"""
LIMITS = f"""
{KNOWN_KINDS}; up to {MAX_MUSIC_S / 3600:g} hours and {MAX_UPLOAD_MB} MB. Longer pieces: choose a part under Options.
"""
CONSENT = f"""
JPEG, PNG or WEBP. **Only use a photo of yourself, or of someone who agreed.** It is used for this video alone and
deleted after {KEEP_FILES_S // 3600} hour.
"""
LABEL = "AI-generated: made by a program, not filmed. Say so where you show it."
MOTION_FORMAT = """
The file holds the poses as `float32`, shape **(T, 13, 2)**, 30 poses a second: nose, eyes, ears, shoulders, elbows,
wrists, hips, left before right (COCO order); x to the right, y **down**, 1.0 = width of the square stage.
"""
COMPARE = "Press **Another take**: the last two takes of the same music play side by side here."
NEURAL = "Drawn frame by frame by a network that has watched one performer: she conducts the take of your last run."
REPEAT = "The zip or the settings.json of an earlier result sets all fields here as they were."

# A page that is loaded again asks for the job it had: a tab keeps its key, and only that tab.
KEEP_KEY = "key => { sessionStorage.setItem('vc-job', key) }"
FIND_KEY = "() => [sessionStorage.getItem('vc-job') || '']"

jobs = Jobs()


# ---- before the work: fields and what is known about them


def check(
    _last: Any, _beats: Any, _joints: Any, music: str | None, _photo: Any, accept_licence: bool, *values: Any
) -> list[Any]:
    """What can be known before the work starts is said on the field that it belongs to."""
    wishes = dict(zip(_names(), values, strict=True))
    wishes["seconds"] = wishes["seconds"] or 0  # an emptied field
    notice = notice_of(wishes["model"])
    return [
        *(gr.validate(True, "") for _ in range(3)),
        _checked(lambda: _check_music(music, wishes["start_s"], wishes["seconds"])),
        gr.validate(True, ""),
        gr.validate(not notice or accept_licence, f"Please accept first: {notice}"),
        *(_checked(partial(check_field, name, value)) for name, value in wishes.items()),
    ]


def _names() -> list[str]:
    return list(Settings.__dataclass_fields__)


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
        whole = describe(music).seconds
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
        return (gr.skip(),) * (3 + len(_names()))
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


def field_values(settings: Settings) -> tuple[Any, ...]:
    """What the settings' fields show: with a preset, the sliders stand where it puts them."""
    if settings.style != OWN_STYLE:
        energy, gesture, smoothness, left_hand = sliders_of(settings.style)
        settings = replace(settings, energy=energy, gesture=gesture, smoothness=smoothness, left_hand=left_hand)
    return astuple(settings)


# ---- the work


def result_fields(results: Results) -> tuple[Any, ...]:
    """What a run puts on the page, in the order of `build_results`; the last two are files of an earlier run."""
    live = (results.preview, results.compare, results.stage)
    videos = (results.skeleton, results.photo_video, results.avatar_video, results.neural_video)
    return results, *live, results.plot, results.motion, *videos, None, gr.File(None, visible=False)


RESULT_FIELDS = 12


async def on_preview(
    request: gr.Request, _last: Any, desk: Any, _sitting: Any, music: str, _photo: Any, accept_licence: bool,
    *values: Any,
) -> AsyncIterator[tuple[Any, ...]]:  # fmt: skip
    """The motion alone, drawn by the page. Yields status, announcement, the preview, and the tab that shows it."""
    with words_for_the_user():
        corrections, settings = Corrections(desk), from_fields(values)
        work = conducting.preview(settings, music, accept_licence=accept_licence, corrections=corrections)
        job = jobs.start(work, page=request.session_hash)
    async for shown in follow(job, jobs, lambda value: (value, gr.Tabs(selected="preview")), 2):
        yield shown


async def on_conduct(
    request: gr.Request,
    last: Results | None,
    desk: Any,
    sitting: Any,
    music: str,
    photo: str | None,
    accept_licence: bool,
    *values: Any,
) -> AsyncIterator[tuple[Any, ...]]:
    """Yields status, announcement, the job's key, and the fields of `result_fields`, each as soon as it is there."""
    with words_for_the_user():
        settings = from_fields(values)
        work = conducting.conduct(settings, music, photo, accept_licence=accept_licence, previous=last,
                                  corrections=Corrections(desk, sitting))  # fmt: skip
        job = jobs.start(work, page=request.session_hash)
        job.wishes = (music, photo, *field_values(settings))
    async for shown in _followed(job):
        yield shown


async def _followed(job: Job) -> AsyncIterator[tuple[Any, ...]]:
    async for status, words, *fields in follow(job, jobs, result_fields, RESULT_FIELDS):
        yield status, words, job.key, *fields


async def on_return(request: gr.Request, key: str) -> AsyncIterator[tuple[Any, ...]]:
    """A page that was loaded again finds its fields, its running job and its results."""
    job = jobs.find(key)
    if job is None:
        yield (gr.skip(),) * (2 + len(_names()) + 3 + RESULT_FIELDS)
        return
    job.come_back(str(request.session_hash))
    wishes: tuple[Any, ...] = job.wishes
    async for shown in _followed(job):
        yield (*wishes, *shown)
        wishes = (gr.skip(),) * len(wishes)


async def on_avatar(
    request: gr.Request, last: Results | None, avatar: str, camera: str
) -> AsyncIterator[tuple[Any, ...]]:
    """The 3-D conductor of the last run as a video."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_avatar(conducting.needed(last), avatar, camera), page=request.session_hash)
    async for shown in follow(job, jobs, lambda results: (results, results.avatar_video), 2):
        yield shown


async def on_neural(request: gr.Request, last: Results | None) -> AsyncIterator[tuple[Any, ...]]:
    """The last run, drawn by the network."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_neural(conducting.needed(last)), page=request.session_hash)
    async for shown in follow(job, jobs, lambda results: (results, results.neural_video), 2):
        yield shown


def on_neural_tab(last: Results | None) -> str:
    """How long the network will take for the last run."""
    if last is None:
        return "First press Conduct: the network draws any motion, but needs one."
    seconds = last.take.motion.seconds
    return f"{clock(seconds)} of music: {in_words(speed.drawing_s('neural', last.settings.size, seconds))}."


async def on_export(
    request: gr.Request, last: Results | None, avatar: str, kinds: list[str]
) -> AsyncIterator[tuple[Any, ...]]:
    """The motion of the last run in other programs' formats."""
    with words_for_the_user():
        job = jobs.start(conducting.export_files(conducting.needed(last), avatar, kinds), page=request.session_hash)
    async for shown in follow(job, jobs, lambda files: (files,), 1):
        yield shown


async def on_zip(
    request: gr.Request, last: Results | None, avatar: str, kinds: list[str]
) -> AsyncIterator[tuple[Any, ...]]:
    """Everything of the last run in one file."""
    with words_for_the_user():
        job = jobs.start(conducting.everything(conducting.needed(last), avatar, kinds), page=request.session_hash)
    async for shown in follow(job, jobs, lambda bundle: (gr.File(bundle, visible=True),), 1):
        yield shown


def on_figure(last: Results | None, avatar: str) -> Any:
    """The other figure on the live stage."""
    return conducting.live(replace(last.take, avatar=avatar)) if last else gr.skip()


def on_no_3d() -> None:
    gr.Info("This browser draws no 3-D pictures. The skeleton video works without, and so does the 3-D video below.")


def on_stop(request: gr.Request) -> None:
    if job := jobs.of(str(request.session_hash)):
        job.stop()


def on_leave(request: gr.Request) -> None:
    if (job := jobs.of(str(request.session_hash))) and not job.over:
        job.leave()


@contextmanager
def words_for_the_user() -> Iterator[None]:
    """Turn the program's errors into messages on the page; anything unforeseen surfaces as it is."""
    try:
        yield
    except VCError as error:
        raise gr.Error(str(error), duration=None, print_exception=False) from error


# ---- the page


def build() -> gr.Blocks:
    with gr.Blocks(title="VirtualConductor", delete_cache=(LOOK_EVERY_S, KEEP_FILES_S)) as page:
        desk, sitting = (gr.State(None, time_to_live=KEEP_FILES_S) for _ in range(2))  # of the beats, of the joints
        gr.Markdown(INTRODUCTION, elem_id="title")
        buttons = build_examples()
        with gr.Row():
            with gr.Column(scale=2, min_width=300):
                music, photo, licence, fields = build_fields(sitting)
                with gr.Row():
                    conduct = gr.Button("Conduct", variant="primary", elem_id="conduct", min_width=300)
                    quick = gr.Button("Preview", elem_id="quick", min_width=100)
                    again = gr.Button("Another take", elem_id="another", min_width=120)
                    stop = gr.Button("Stop", elem_id="stop", min_width=80)
                estimate = gr.Markdown("", elem_id="estimate", elem_classes="vc-note")
                status = gr.HTML(READY, elem_id="status")
                announcer = gr.HTML("", elem_id="announcer", js_on_load=ANNOUNCE)
                build_repeat([desk, sitting, *fields.values()])
            with gr.Column(scale=3, min_width=300):
                part = [music, fields["start_s"], fields["seconds"]]
                tabs, results = build_results(status, announcer, desk, part)
        key = gr.Textbox(visible="hidden", elem_id="key", label="Key of the work", show_label=False)
        inputs, told = [music, photo, *fields.values()], [status, announcer, key]
        wiring: dict[str, Any] = {
            "inputs": [results[0], desk, sitting, music, photo, licence, *fields.values()],
            "outputs": [*told, *results],
            "validator": check, "show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private",
        }  # fmt: skip
        quick.click(on_preview, **{**wiring, "outputs": [status, announcer, results[1], tabs]})
        conduct.click(on_conduct, **wiring, scroll_to_output=True)
        again.click(lambda: random.randrange(10_000), None, fields["seed"], api_visibility="private",
                    show_progress="hidden").then(on_conduct, **wiring)  # fmt: skip
        stop.click(on_stop, queue=False, api_visibility="private")
        key.change(None, key, None, js=KEEP_KEY, api_visibility="private")
        page.load(on_return, key, [*inputs, *told, *results], js=FIND_KEY, show_progress="hidden",
                  concurrency_limit=None, api_visibility="private")  # fmt: skip
        page.unload(on_leave)
        for number, button in enumerate(buttons):
            button.click(partial(on_example, number), None, [*inputs, *told, *results, tabs],
                         show_progress="hidden", api_visibility="private", scroll_to_output=True)  # fmt: skip
        wishes = [music, photo, *(fields[name] for name in ("model", "start_s", "seconds", "size"))]
        gr.on([field.change for field in wishes], on_wishes, wishes, estimate, show_progress="hidden",
              trigger_mode="always_last", api_visibility="private")  # fmt: skip
        build_endpoints(jobs, music, photo, licence, fields)
    return page


# What is put into it is read out by screen readers, when they have time.
ANNOUNCE = "element.setAttribute('role', 'status'); element.setAttribute('aria-live', 'polite');"


def build_examples() -> list[gr.Button]:
    gr.Markdown("See one first: the results are there at once.", elem_id="examples-title")
    with gr.Row(elem_id="examples"):
        return [gr.Button(f"{example.title} · {example.by}", icon=example.folder / "poster.jpg", elem_classes="example")
                for example in examples.ALL]  # fmt: skip


def build_fields(sitting: gr.State) -> tuple[gr.Audio, gr.Image, gr.Checkbox, dict[str, Any]]:
    """Music, photo, consent to a licence, and the fields of `Settings` by name, in its order."""
    music = closed(
        untouched(gr.Audio(label="1. Music", type="filepath", sources=["upload"], elem_id="music", buttons=[]))
    )
    gr.Markdown(LIMITS, elem_classes="vc-note")
    photo = closed(untouched(gr.Image(
        label="2. Photo, if you like", type="filepath", sources=["upload", "webcam"], image_mode=None, height=240,
        elem_id="photo",
        placeholder="Who conducts? Without a photo, a drawn conductor.\nHead, shoulders and both arms in the picture",
    )))  # fmt: skip
    gr.Markdown(CONSENT, elem_classes="vc-note", elem_id="consent")
    joints.build_joints(sitting, photo)
    style = gr.Radio([*STYLES, OWN_STYLE], value=STYLES[0], label="3. Style", elem_id="style",
                     info=f"“{OWN_STYLE}” is what the sliders under Options say.")  # fmt: skip
    with gr.Accordion("Options", open=False, elem_id="options"):
        fields = build_options()
    fields = {name: style if name == "style" else fields[name] for name in _names()}
    licence = fields_licence(fields["model"])
    sliders = [fields[name] for name in ("energy", "gesture", "smoothness", "left_hand")]
    style.input(on_style, style, sliders, api_visibility="private", show_progress="hidden")
    for slider in sliders:
        slider.input(lambda: OWN_STYLE, None, style, api_visibility="private", show_progress="hidden")
    return music, photo, licence, fields


def fields_licence(model: gr.Dropdown) -> gr.Checkbox:
    licence = gr.Checkbox(visible=False, label="I accept", elem_id="licence")
    model.change(on_model, model, licence, api_visibility="private", show_progress="hidden")
    return licence


def build_options() -> dict[str, Any]:
    options: dict[str, Any] = {}
    with gr.Row():
        for name, label in (("energy", "Energy"), ("gesture", "Gesture size"), ("smoothness", "Smoothness"),
                            ("left_hand", "Left hand")):  # fmt: skip
            options[name] = gr.Slider(-1, 1, 0, step=0.05, label=label, elem_id=name, min_width=190)
    with gr.Row():
        options["start_s"] = gr.Number(0, label="Start (s)", elem_id="start", min_width=100)
        options["seconds"] = gr.Number(0, label="Length (s)", info="0 is up to the end", elem_id="seconds",
                                       min_width=100)  # fmt: skip
        options["seed"] = gr.Number(0, label="Seed", info="Same seed, same take", precision=0, elem_id="seed",
                                    min_width=100)  # fmt: skip
    options["size"] = gr.Radio(list(SIZES), value="720", label="Picture height", elem_id="size")
    options["background"] = gr.Radio(pipeline.BACKGROUNDS, value="photo", label="Background of the photo video",
                                     elem_id="background")  # fmt: skip
    options["dress"] = gr.Radio(pipeline.DRESSES, value="own", label="Dress in the photo video", elem_id="dress")
    options["model"] = gr.Dropdown([(model.title, name) for name, model in MODELS.items()],
                                   value=pipeline.DEFAULT_MODEL, label="Conductor", elem_id="model")  # fmt: skip
    return options


def build_repeat(fields: list[Any]) -> None:
    with gr.Accordion("Repeat an earlier result", open=False, elem_id="repeat"):
        file = closed(gr.File(label="settings.json or zip", file_types=[".json", ".zip"], elem_id="repeat-file",
                              height=120))  # fmt: skip
        note = gr.Markdown(REPEAT, elem_classes="vc-note", elem_id="repeat-note")
    file.upload(on_repeat, file, [note, *fields], api_visibility="private", show_progress="hidden")


def build_results(status: gr.HTML, announcer: gr.HTML, desk: gr.State, part: list[Any]) -> tuple[gr.Tabs, list[Any]]:
    """The tabs, and the components in the order of `result_fields`."""
    last = gr.State(None, time_to_live=KEEP_FILES_S)
    told: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
    with gr.Tabs(elem_id="results", overflow_behavior="wrap") as tabs:
        with gr.Tab("Preview", id="preview", elem_id="preview-tab"):
            preview = build_preview()
        with gr.Tab("Beats", id="beats", elem_id="beats-tab") as tab:
            beats.build_beats(desk, tab, *part)
        with gr.Tab("Skeleton", id="skeleton", elem_id="skeleton-tab"):
            skeleton = gr.Video(label="Skeleton", elem_id="skeleton-video", buttons=["download"])
            gr.Markdown(LABEL, elem_classes="vc-label")
        with gr.Tab("Motion", id="motion", elem_id="motion-tab"):
            plot = gr.Plot(label="Both wrists against the beats", show_label=False, elem_id="motion-plot")
            motion = gr.File(label="Motion as .npy", elem_id="motion-file")
            gr.Markdown(MOTION_FORMAT)
            kinds, write, files = build_exports()
        with gr.Tab("3-D conductor", id="stage", elem_id="stage-tab"):
            stage, figure, camera, make, avatar = build_avatar()
        with gr.Tab("Neural performer", id="neural", elem_id="neural-tab") as neural_tab:
            paint, neural_time, neural = build_neural()
        with gr.Tab("Photo video", id="photo", elem_id="photo-tab"):
            photo = gr.Video(label="Photo video", elem_id="photo-video", buttons=["download"])
            gr.Markdown(f"{LABEL} Needs a photo on the left.", elem_classes="vc-label")
        with gr.Tab("Compare", id="compare", elem_id="compare-tab"):
            gr.Markdown(COMPARE, elem_classes="vc-note")
            compare = build_preview("compare", "Two takes")
    with gr.Row(elem_id="everything"):
        pack = gr.Button("Everything as a zip", elem_id="zip", scale=1)
        bundle = gr.File(label="Everything as a zip", interactive=False, elem_id="zip-file", scale=2, visible=False)
    figure.change(on_figure, [last, figure], stage, api_visibility="private", show_progress="hidden")
    stage.unavailable(on_no_3d, api_visibility="private")
    make.click(on_avatar, [last, figure, camera], [status, announcer, last, avatar], **told)
    paint.click(on_neural, last, [status, announcer, last, neural], **told)
    gr.on([neural_tab.select, motion.change], on_neural_tab, last, neural_time, show_progress="hidden",
          api_visibility="private")  # fmt: skip
    write.click(on_export, [last, figure, kinds], [status, announcer, files], **told)
    pack.click(on_zip, [last, figure, kinds], [status, announcer, bundle], **told)
    return tabs, [last, preview, compare, stage, plot, motion, skeleton, photo, avatar, neural, files, bundle]


def build_avatar() -> tuple[gr.HTML, gr.Radio, gr.Radio, gr.Button, gr.Video]:
    """The live stage, the choice of the figure, and the same as a video."""
    stage = build_stage()
    with gr.Row():
        figure = gr.Radio(AVATARS, value=AVATARS[0], label="Figure", elem_id="avatar")
        camera = gr.Radio(list(CAMERAS), value="front", label="View of the video", elem_id="camera")
    make = gr.Button("Make the 3-D video", elem_id="make-avatar")
    video = gr.Video(label="3-D conductor", elem_id="avatar-video", buttons=["download"])
    gr.Markdown(LABEL, elem_classes="vc-label")
    return stage, figure, camera, make, video


def build_neural() -> tuple[gr.Button, gr.Markdown, gr.Video]:
    """The button, how long it will take, and the video."""
    gr.Markdown(NEURAL, elem_classes="vc-note")
    make = gr.Button("Make the neural video", elem_id="make-neural")
    time = gr.Markdown("", elem_id="neural-time", elem_classes="vc-note")
    video = gr.Video(label="Neural performer", elem_id="neural-video", buttons=["download"])
    gr.Markdown(LABEL, elem_classes="vc-label")
    return make, time, video


def build_exports() -> tuple[gr.CheckboxGroup, gr.Button, gr.File]:
    titles = [(entry.title, kind) for kind, entry in EXPORTS.items()]
    kinds = gr.CheckboxGroup(titles, value=["glb"], label="For other programs", elem_id="export-kinds")
    write = gr.Button("Write these files", elem_id="export")
    files = gr.File(label="Files", file_count="multiple", interactive=False, elem_id="export-files")
    return kinds, write, files


# ---- the start


def warm_up() -> None:
    """Load and compile, behind the page, what the first requests need; a video of each kind is begun."""
    import numpy as np

    from vc.motion.hearing import find_rhythm
    from vc.music import MEL_BANDS, Mel

    quiet = Mel(np.zeros((180, MEL_BANDS), np.float32), 2.0)
    heard = pipeline.Heard(quiet, find_rhythm(quiet))
    motion = pipeline.move(heard)
    for kind in ("skeleton", "photo", "avatar", "neural"):
        with suppress(VCError):  # no weights for the photo yet: whoever needs them will be told
            renderer = pipeline.open_renderer(kind, photo=examples.PHOTO, size=SIZES["512"])
            next(iter(renderer(motion, heard)))


def wants_mcp() -> bool:
    """VC_MCP=1 also offers the endpoints as tools of the Model Context Protocol."""
    if os.environ.get("VC_MCP") != "1":
        return False
    if find_spec("mcp") is None:
        sys.exit("VC_MCP=1 needs Gradio's extra for it: .venv/bin/pip install 'gradio[mcp]', or start without VC_MCP.")
    return True


page = build()

if __name__ == "__main__":
    threading.Thread(target=warm_up, daemon=True).start()
    page.queue(max_size=40, api_open=False).launch(
        theme=theme(),
        css_paths=[CSS],
        js=SCRIPT,
        max_file_size=f"{MAX_UPLOAD_MB}mb",
        run_history=False,
        footer_links=["api", "settings"],
        mcp_server=wants_mcp(),
    )
