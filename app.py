"""The Gradio app, which is also the Hugging Face Space: components and thin handlers. The work is in vc.pipeline."""

import spaces  # isort: skip  - on a ZeroGPU Space it has to be imported before torch

import os
import random
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from stage import build_stage, stage_html
from vc import pipeline
from vc.errors import Cancelled, VCError
from vc.frame import SIZES
from vc.media import MAX_MUSIC_S
from vc.motion.export import EXPORTS, Take, export
from vc.motion.generate import MODELS, find_model
from vc.render.avatar import AVATARS, CAMERAS
from vc.skeleton import Motion
from vc.weights import REGISTRY

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that spin cost a busy machine four times the work

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"
MAX_UPLOAD = "300mb"
KEEP_FILES_S = 3600
PROGRESS_EVERY = 10  # frames between two messages to the page

CSS = """
.gradio-container { max-width: min(1180px, 100vw) !important; margin: 0 auto !important; }
#status { min-height: 110px; }
#title h1 { font-weight: 600; letter-spacing: -0.02em; margin-bottom: 0; }
#title p { color: var(--body-text-color-subdued); }
"""

INTRODUCTION = """
# VirtualConductor
Any music and one photo become a video of that person conducting the music: full length, on the beat.
"""
MOTION_FORMAT = """
The file holds the poses as `float32`, shape **(T, 13, 2)**, 30 poses a second: nose, eyes, ears, shoulders, elbows,
wrists, hips, left before right (COCO order); x to the right, y **down**, 1.0 = width of the square stage.
"""

_stops: dict[str, threading.Event] = {}  # one for every page that is conducting


def hand_on_as_it_came(field: gr.Image) -> gr.Image:
    """Let an image field pass its file untouched: checking it is the photo renderer's job, not Pillow's."""
    field.preprocess = lambda payload: payload.path if payload else None  # type: ignore[method-assign]
    return field


@spaces.GPU
def move_on_gpu(heard: pipeline.Heard, model: str, seed: int, accept_licence: bool) -> Motion:
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    return pipeline.move(heard, model=model, seed=seed, device=device, accept_licence=accept_licence)


def move(heard: pipeline.Heard, model: str, seed: int, accept_licence: bool) -> Motion:
    """Ask for a GPU only for models that have a network."""
    if find_model(model).weights is None:
        return pipeline.move(heard, model=model, seed=seed)
    return move_on_gpu(heard, model, seed, accept_licence)


@dataclass(frozen=True)
class Results:
    """What a run puts on the page. All of it is handed over every time: a field left out would miss hidden tabs."""

    take: Take
    stage: str
    plot: Any
    motion: str
    skeleton: str | None = None
    photo: str | None = None

    def fields(self) -> tuple[Any, ...]:
        return self.take, self.stage, self.plot, self.motion, self.skeleton, self.photo


def notice_of(model: str) -> str | None:
    """The notice that has to be accepted before this model's weights are used."""
    weights = find_model(model).weights
    return REGISTRY[weights].notice if weights else None


def check(music: str | None, *rest: Any) -> list[Any]:
    """What can be known before the work starts is said on the field that it belongs to."""
    _photo, model, accept_licence, seed, start_s, seconds, *_looks = rest
    notice = notice_of(model)
    return [
        _checked(lambda: _check_music(music, start_s, seconds)),
        gr.validate(True, ""),
        gr.validate(True, ""),
        gr.validate(not notice or accept_licence, f"Please accept first: {notice}"),
        gr.validate(seed is not None and 0 <= seed < 2**31, "The seed is a whole number from 0 to 2147483647."),
        gr.validate(start_s is not None and start_s >= 0, "The start is 0 s or later."),
        gr.validate(seconds is None or seconds == 0 or seconds >= 1, "The length is at least 1 s; 0 is up to the end."),
        *(gr.validate(True, "") for _ in _looks),
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


def on_conduct(
    music: str,
    photo: str | None,
    model: str,
    accept_licence: bool,
    seed: int,
    start_s: float,
    seconds: float,
    size: str,
    background: str,
    dress: str,
    request: gr.Request,
    progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio finds the progress bar
) -> Iterator[tuple[Any, ...]]:
    """Yields the fields of `Results`, each as soon as it is there."""
    stop = _stops[str(request.session_hash)] = threading.Event()
    part: dict[str, Any] = {"start_s": start_s or 0.0, "seconds": seconds or None}
    show = _shown_on(progress, stop)
    with words_for_the_user(str(request.session_hash)), tempfile.TemporaryDirectory(prefix="vc-") as folder:
        heard = pipeline.listen(music, **part, on_progress=show)
        show("Finding the movements", 0, 1)
        motion = move(heard, model, int(seed), accept_licence)
        take = Take(motion, heard.rhythm.loudness, seed=int(seed), music=music, start_s=part["start_s"])
        results = Results(take=take, stage=_live(take, folder), plot=_plot(motion, heard),
                              motion=_save(motion, folder))  # fmt: skip
        yield results.fields()
        for kind in ("skeleton", "photo") if photo else ("skeleton",):
            renderer = pipeline.open_renderer(
                kind, photo=photo, size=SIZES[size], background=background, dress=dress, seed=take.seed,
                on_progress=show,
            )  # fmt: skip
            video = _draw(take, renderer, Path(folder) / f"{kind}.mp4", part["seconds"], show, stop)
            results = replace(results, skeleton=video) if kind == "skeleton" else replace(results, photo=video)
            yield results.fields()


def _live(take: Take, folder: str) -> str:
    glb = export("glb", take, Path(folder) / "conductor.glb")
    return stage_html(glb, str(take.music), start_s=take.start_s, seconds=take.motion.seconds)


def _draw(
    take: Take,
    renderer: pipeline.Renderer,
    out: Path,
    seconds: float | None,
    show: pipeline.Progress,
    stop: threading.Event,
) -> str:
    return str(pipeline.draw(
        take.motion, renderer, out, loudness=take.loudness, music=str(take.music), start_s=take.start_s,
        seconds=seconds, on_progress=show, is_cancelled=stop.is_set,
    ))  # fmt: skip


def on_avatar(
    take: Take | None,
    avatar: str,
    camera: str,
    size: str,
    request: gr.Request,
    progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio finds the progress bar
) -> Iterator[str]:
    """The 3-D conductor of the last run as a video."""
    stop = _stops[str(request.session_hash)] = threading.Event()
    with words_for_the_user(str(request.session_hash)), tempfile.TemporaryDirectory(prefix="vc-") as folder:
        take = needed(take)
        renderer = pipeline.open_renderer("avatar", size=SIZES[size], avatar=avatar, camera=camera, seed=take.seed)
        show = _shown_on(progress, stop)
        yield _draw(take, renderer, Path(folder) / "conductor_3d.mp4", take.motion.seconds, show, stop)


def on_figure(take: Take | None, avatar: str) -> Any:
    """The other figure on the live stage."""
    if take is None:
        return gr.skip()
    with tempfile.TemporaryDirectory(prefix="vc-") as folder:
        return _live(replace(take, avatar=avatar), folder)


def on_export(take: Take | None, avatar: str, kinds: list[str], request: gr.Request) -> Iterator[list[str]]:
    """The motion of the last run in other programs' formats."""
    with words_for_the_user(str(request.session_hash)), tempfile.TemporaryDirectory(prefix="vc-") as folder:
        take = replace(needed(take), avatar=avatar)
        paths = {kind: pipeline.export_path(Path(folder) / "conducting.mp4", kind) for kind in kinds}
        yield [str(export(kind, take, path)) for kind, path in paths.items()]


def needed(take: Take | None) -> Take:
    if take is None:
        raise VCError("There is no motion yet: press Conduct first.")
    return take


@contextmanager
def words_for_the_user(session: str) -> Iterator[None]:
    """Turn the program's errors into messages on the page; anything unforeseen surfaces as it is."""
    try:
        yield
    except Cancelled:
        gr.Info("Stopped.")
    except VCError as error:
        raise gr.Error(str(error), duration=None) from error
    finally:
        _stops.pop(session, None)


def _shown_on(progress: gr.Progress, stop: threading.Event) -> pipeline.Progress:
    def show(stage: str, done: int, total: int) -> None:
        if stop.is_set():
            raise Cancelled
        if stage != "Drawing":
            progress((done, total), desc=stage)
        elif done % PROGRESS_EVERY == 0 or done == total:
            progress((done, total), desc=stage, unit="frames")

    return show


def _plot(motion: Motion, heard: pipeline.Heard) -> Any:
    from vc.motion.plot import plot_wrists

    return plot_wrists(motion, heard.rhythm)


def _save(motion: Motion, folder: str) -> str:
    return str(pipeline.save_motion(motion, Path(folder) / "motion.npy"))


def on_stop(request: gr.Request) -> None:
    if stop := _stops.get(str(request.session_hash)):
        stop.set()


def on_model(model: str) -> Any:
    notice = notice_of(model)
    return gr.update(visible=bool(notice), label=f"I accept: {notice}", value=False)


def build() -> gr.Blocks:
    with gr.Blocks(title="VirtualConductor", delete_cache=(600, KEEP_FILES_S)) as page:
        gr.Markdown(INTRODUCTION, elem_id="title")
        with gr.Row():
            with gr.Column(scale=2, min_width=300):
                fields = _build_fields()
                with gr.Row():
                    conduct = gr.Button("Conduct", variant="primary", elem_id="conduct")
                    stop = gr.Button("Stop", elem_id="stop")
                status = gr.HTML("", elem_id="status")
            with gr.Column(scale=3, min_width=300):
                results = _build_results(fields[7], status)
        _build_examples(fields)
        conduct.click(
            on_conduct, fields, results, validator=check, api_name="conduct", scroll_to_output=True,
            show_progress_on=status, concurrency_limit=2,
        )  # fmt: skip
        stop.click(on_stop, queue=False, api_visibility="private")
        page.unload(on_stop)
    return page


def _build_fields() -> list[Any]:
    music = gr.Audio(label="Music", type="filepath", sources=["upload"], elem_id="music")
    photo = hand_on_as_it_came(gr.Image(
        label="Photo", type="filepath", sources=["upload", "webcam"], image_mode=None, height=240, elem_id="photo",
        placeholder="Who conducts? Yourself, or someone who agreed:\nhead, shoulders and both arms in the picture",
    ))  # fmt: skip
    with gr.Accordion("Options", open=False):
        model = gr.Dropdown(list(MODELS), value=pipeline.DEFAULT_MODEL, label="Conductor", elem_id="model")
        licence = gr.Checkbox(visible=False, label="I accept", elem_id="licence")
        with gr.Row():
            seed = gr.Number(0, label="Seed: another number, another interpretation", precision=0, elem_id="seed")
            gr.Button("Another take", size="sm").click(
                lambda: random.randrange(10_000), outputs=seed, api_visibility="private"
            )
        with gr.Row():
            start = gr.Number(0, label="Start (s)", elem_id="start")
            limit = f"at most {MAX_MUSIC_S / 3600:g} h"
            seconds = gr.Number(0, label="Length (s)", info=f"0 is up to the end, {limit}", elem_id="seconds")
        size = gr.Radio(list(SIZES), value="720", label="Picture height", elem_id="size")
        with gr.Row():
            background = gr.Radio(pipeline.BACKGROUNDS, value="photo", label="Background of the photo video",
                                  elem_id="background")  # fmt: skip
            dress = gr.Radio(pipeline.DRESSES, value="own", label="Dress", elem_id="dress")
    model.change(on_model, model, licence, api_visibility="private")
    return [music, photo, model, licence, seed, start, seconds, size, background, dress]


def _build_results(size: gr.Radio, status: gr.HTML) -> list[Any]:
    take = gr.State(None, time_to_live=KEEP_FILES_S)
    with gr.Tabs():
        with gr.Tab("3-D conductor", elem_id="stage-tab"):
            stage, figure = _build_avatar(take, size, status)
        with gr.Tab("Skeleton", elem_id="skeleton-tab"):
            skeleton = gr.Video(label="Skeleton", elem_id="skeleton-video", buttons=["download"])
        with gr.Tab("Photo video", elem_id="photo-tab"):
            photo = gr.Video(label="Photo video", elem_id="photo-video", buttons=["download"])
            gr.Markdown("Made by a program from one photo. Needs a photo on the left.")
        with gr.Tab("Motion", elem_id="motion-tab"):
            plot = gr.Plot(label="Both wrists against the beats", show_label=False, elem_id="motion-plot")
            motion = gr.File(label="Motion as .npy", elem_id="motion-file")
            gr.Markdown(MOTION_FORMAT)
            _build_exports(take, figure)
    return [take, stage, plot, motion, skeleton, photo]


def _build_avatar(take: gr.State, size: gr.Radio, status: gr.HTML) -> tuple[gr.HTML, gr.Radio]:
    """The live stage, the choice of the figure, and the same as a video."""
    stage = build_stage()
    with gr.Row():
        figure = gr.Radio(AVATARS, value=AVATARS[0], label="Figure", elem_id="avatar")
        camera = gr.Radio(list(CAMERAS), value="front", label="View of the video", elem_id="camera")
    make = gr.Button("Make the 3-D video", elem_id="make-avatar")
    video = gr.Video(label="3-D conductor", elem_id="avatar-video", buttons=["download"])
    make.click(on_avatar, [take, figure, camera, size], video, show_progress_on=status, api_visibility="private",
               concurrency_limit=2)  # fmt: skip
    figure.change(on_figure, [take, figure], stage, api_visibility="private")
    return stage, figure


def _build_exports(take: gr.State, figure: gr.Radio) -> None:
    titles = [(entry.title, kind) for kind, entry in EXPORTS.items()]
    kinds = gr.CheckboxGroup(titles, value=["glb"], label="For other programs", elem_id="export-kinds")
    write = gr.Button("Write these files", elem_id="export")
    files = gr.File(label="Files", file_count="multiple", interactive=False, elem_id="export-files")
    write.click(on_export, [take, figure, kinds], files, show_progress="minimal", api_visibility="private")


def _build_examples(fields: list[Any]) -> None:
    pieces = sorted(path for path in EXAMPLES.glob("*") if path.suffix in (".mp3", ".ogg", ".flac", ".m4a"))
    person = EXAMPLES / "conductor.jpg"
    gr.Examples(
        [[str(piece), str(person)] for piece in pieces], fields[:2], label="Try one of these", examples_per_page=6
    )


def warm_up() -> None:
    """Load and compile, behind the page, what the first request needs."""
    import numpy as np

    from vc.music import MEL_BANDS, Mel
    from vc.render import skeleton

    quiet = Mel(np.zeros((180, MEL_BANDS), np.float32), 2.0)
    from vc.audio.rhythm import track_rhythm

    motion = pipeline.move(pipeline.Heard(quiet, track_rhythm(quiet)))
    next(iter(skeleton.frames(motion, size=(64, 64))))


page = build()

if __name__ == "__main__":
    threading.Thread(target=warm_up, daemon=True).start()
    page.queue(max_size=20).launch(
        theme=gr.themes.Soft(primary_hue="red", neutral_hue="stone", font=["system-ui", "sans-serif"]),
        css=CSS,
        max_file_size=MAX_UPLOAD,
        run_history=False,
    )
