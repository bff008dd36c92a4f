"""The parts of the page: fields on the left, results on the right."""

from dataclasses import replace
from typing import Any

import gradio as gr

from vc.clip import MAX_MUSIC_S, Clip
from vc.hints import Hints
from vc.manner import MANNERS, OWN_MANNER, Manner
from vc.media import KNOWN_KINDS
from vc.motion.export import EXPORTS, ExportOptions
from vc.options import Option, options_of
from vc.render.options import AvatarVideo

from . import beats, examples, joints
from .choices import on_manner, on_model, on_repeat
from .conducting import YOU
from .fields import unconverted
from .live import build_stage
from .named import named
from .preview import build_preview
from .running import on_avatar, on_export, on_figure, on_neural, on_neural_tab, on_no_3d, on_zip
from .settings import OFFERED

MAX_UPLOAD_MB = 300
KEEP_FILES_S = 3600
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
LONGEST_TEXT = 40  # letters that a text field takes
LONG_TITLE = 24  # letters; choices with longer ones are unfolded

INTRODUCTION = """
# VirtualConductor
Any music and one photo become a video of that person conducting the music: full length, on the beat.
"""
LIMITS = f"""
{KNOWN_KINDS}; up to {MAX_MUSIC_S / 3600:g} hours and {MAX_UPLOAD_MB} MB. Longer pieces: choose a part under Options.
"""
CONSENT = f"""
JPEG, PNG, WEBP, HEIC or AVIF. **Only use a photo of yourself, or of someone who agreed.** It is used for this video
alone and deleted after {KEEP_FILES_S // 3600} hour.
"""
LABEL = "AI-generated: made by a program, not filmed. Say so where you show it."
CLEAR = "The transparent video; above, squares stand for what is transparent"
MOTION_FORMAT = """
The file holds the poses as `float32`, shape **(T, 13, 2)**, 30 poses a second: nose, eyes, ears, shoulders, elbows,
wrists, hips, left before right (COCO order); x to the right, y **down**, 1.0 = width of the square stage.
"""
COMPARE = "Press **Another take**: the last two takes of the same music play side by side here."
NEURAL = (
    "Drawn frame by frame by a network that has watched one performer: she conducts the take of your last run. "
    "Her background is part of her picture."
)
REPEAT = "The zip or the settings.json of an earlier result sets all fields here as they were."


# What is put into it is read out by screen readers, when they have time.
ANNOUNCE = "element.setAttribute('role', 'status'); element.setAttribute('aria-live', 'polite');"


def build_examples() -> list[gr.Button]:
    gr.Markdown("See one first: the results are there at once.", elem_id="examples-title")
    with gr.Row(elem_id="examples"):
        return [gr.Button(f"{example.title} · {example.by}", icon=example.folder / "poster.jpg", elem_classes="example")
                for example in examples.ALL]  # fmt: skip


def build_fields(edited_joints: gr.State) -> tuple[gr.Audio, gr.Image, gr.Checkbox, dict[str, Any]]:
    """Music, photo, consent to a licence, and the fields of `Settings` by name, in its order."""
    music = unconverted(gr.Audio)(label="1. Music", type="filepath", sources=["upload"], elem_id="music", buttons=[])
    gr.Markdown(LIMITS, elem_classes="vc-note")
    photo = unconverted(gr.Image)(
        label="2. Photo, if you like", type="filepath", sources=["upload", "webcam"], image_mode=None, height=240,
        elem_id="photo",
        placeholder="Who conducts? Without a photo, a drawn conductor.\nHead, shoulders and both arms in the picture",
    )  # fmt: skip
    gr.Markdown(CONSENT, elem_classes="vc-note", elem_id="consent")
    joints.build_joints(edited_joints, photo)
    manner = gr.Radio([*MANNERS, OWN_MANNER], value=next(iter(MANNERS)), label="3. Manner", elem_id="manner",
                      info=f"“{OWN_MANNER}” is what the sliders under Options say.")  # fmt: skip
    with gr.Accordion("Options", open=False, elem_id="options"):
        fields = build_options()
    fields = {name: manner if name == "manner" else fields[name] for name in OFFERED}
    licence = fields_licence(fields["model"])
    sliders = [fields[name] for name in ("energy", "gesture", "smoothness", "left_hand")]
    manner.input(on_manner, manner, sliders, **QUIETLY)
    for slider in sliders:
        slider.input(lambda: OWN_MANNER, None, manner, **QUIETLY)
    return music, photo, licence, fields


def fields_licence(model: gr.Dropdown) -> gr.Checkbox:
    licence = gr.Checkbox(visible=False, label="I accept", elem_id="licence")
    model.change(on_model, model, licence, **QUIETLY)
    return licence


def build_options() -> dict[str, Any]:
    """A field for each option but the manner: wishes in one row, other numbers in another, choices below.

    Those of the files for other programs are shown beside the list of these, see build_exports.
    """
    offered = [one for one in OFFERED.values() if one.name != "manner"]
    wishes = [one for one in offered if one in options_of(Manner)]
    numbers = [one for one in offered if one.kind in (int, float) and one not in wishes]
    fields: dict[str, Any] = {}
    for row in (wishes, numbers):
        with gr.Row():
            fields |= {one.name: _field(one) for one in row}
    of_files = options_of(ExportOptions)
    return fields | {one.name: _field(one, render=one not in of_files) for one in offered if one.name not in fields}


def _field(one: Option, **more: Any) -> Any:
    """The component for an option."""
    how: dict[str, Any] = {
        "value": one.shown(one.default), "label": one.label, "info": one.note or None,
        "elem_id": one.name.removesuffix("_s"), "visible": one.name != "track",  # see on_music
        **more,
    }  # fmt: skip
    if one.choices:
        chooser = gr.Radio if max(map(len, one.titles)) < LONG_TITLE else gr.Dropdown
        return chooser(list(zip(one.titles, one.choices, strict=True)), **how)
    if one.kind is bool:
        return gr.Checkbox(**how)
    if one.kind is str:
        return gr.Textbox(**how, max_lines=1, max_length=LONGEST_TEXT, min_width=100)
    if (one.low, one.high) == (-1, 1):
        return gr.Slider(-1, 1, step=0.05, min_width=190, **how)
    return gr.Number(precision=0 if one.kind is int else None, min_width=100, **how)


def build_repeat(outputs: dict[str, Any]) -> None:
    """outputs : what an earlier result brings back: the fields, and the states `beats` and `joints`"""
    with gr.Accordion("Repeat an earlier result", open=False, elem_id="repeat"):
        file = gr.File(label="settings.json or zip", file_types=[".json", ".zip"], elem_id="repeat-file", height=120)
        note = gr.Markdown(REPEAT, elem_classes="vc-note", elem_id="repeat-note")
    file.upload(**named(on_repeat, {"file": file}, {"note": note, **outputs}), **QUIETLY)


def build_results(
    status: gr.HTML, announcer: gr.HTML, edited_beats: gr.State, music: gr.Audio, fields: dict[str, Any]
) -> tuple[gr.Tabs, dict[str, Any]]:
    """The tabs, and the components that show `result_fields`, by name."""
    part, export_options = ({one.name: fields[one.name] for one in options_of(*classes) if one.name in fields}
                   for classes in ((Clip, Hints), (ExportOptions,)))  # fmt: skip
    last = gr.State(None, time_to_live=KEEP_FILES_S)
    with gr.Tabs(elem_id="results", overflow_behavior="wrap") as tabs:
        with gr.Tab("Preview", id="preview", elem_id="preview-tab"):
            preview = build_preview()
        with gr.Tab("Beats", id="beats", elem_id="beats-tab") as tab:
            beats.build_beats(edited_beats, tab, music, part)
        with gr.Tab("Skeleton", id="skeleton", elem_id="skeleton-tab"):
            skeleton = build_video("skeleton", "Skeleton", LABEL)
        with gr.Tab("Motion", id="motion", elem_id="motion-tab"):
            plot = gr.Plot(label="Both wrists against the beats", show_label=False, elem_id="motion-plot")
            motion = gr.File(label="Motion as .npy", elem_id="motion-file")
            gr.Markdown(MOTION_FORMAT)
            kinds, write, files = build_exports(export_options)
        with gr.Tab("3-D conductor", id="stage", elem_id="stage-tab"):
            stage, figure, camera, make, avatar = build_avatar()
        with gr.Tab("Neural performer", id="neural", elem_id="neural-tab") as neural_tab:
            paint, neural_time, neural = build_neural()
        with gr.Tab("Photo video", id="photo", elem_id="photo-tab"):
            photo = build_video("photo", "Photo video", f"{LABEL} Needs a photo on the left.")
        with gr.Tab("Compare", id="compare", elem_id="compare-tab"):
            gr.Markdown(COMPARE, elem_classes="vc-note")
            compare = build_preview("compare", "Two takes")
    with gr.Row(elem_id="everything"):
        pack = gr.Button("Everything as a zip", elem_id="zip", scale=1)
        bundle = gr.File(label="Everything as a zip", interactive=False, elem_id="zip-file", scale=2, visible=False)
    shown = {
        "last": last, "preview": preview, "compare": compare, "stage": stage, "plot": plot, "motion": motion,
        **skeleton, **photo, **avatar, **neural, "exports": files, "bundle": bundle,
    }  # fmt: skip
    of_the_take = {"last": last, "avatar": figure}
    for button, work, inputs, made in (
        (make, on_avatar, {**of_the_take, "camera": camera}, ("last", *avatar)),
        (paint, on_neural, {"last": last}, ("last", *neural)),
        (write, on_export, {**of_the_take, "kinds": kinds, **export_options}, ("exports",)),
        (pack, on_zip, {**of_the_take, "kinds": kinds, **export_options}, ("bundle",)),
    ):
        outputs = {"status": status, "announcer": announcer} | {name: shown[name] for name in made}
        button.click(**named(work, inputs, outputs), **QUIETLY, concurrency_limit=None)
    figure.change(on_figure, [last, figure], stage, **QUIETLY)
    stage.unavailable(on_no_3d, api_visibility="private")
    gr.on([neural_tab.select, motion.change], on_neural_tab, last, neural_time, **QUIETLY)
    return tabs, shown


def build_video(kind: str, label: str, note: str) -> dict[str, Any]:
    """A video, and the file of a transparent one, as `video_fields` fills them."""
    video = gr.Video(label=label, elem_id=f"{kind}-video", buttons=["download"])
    file = gr.File(label=CLEAR, interactive=False, visible=False, elem_id=f"{kind}-file")
    gr.Markdown(note, elem_classes="vc-label")
    return {f"{kind}_video": video, f"{kind}_file": file}


def build_avatar() -> tuple[gr.HTML, gr.Radio, gr.Radio, gr.Button, dict[str, Any]]:
    """The live stage, the choice of the figure, and the same as a video."""
    stage = build_stage()
    with gr.Row():
        looks = {one.name: one for one in options_of(AvatarVideo)}
        known = looks["avatar"]
        titles, names = ("you, of your photo", *known.titles), (YOU, *known.choices)
        figure = _field(replace(known, label="Figure", default=YOU, titles=titles, choices=names))
        camera = _field(replace(looks["camera"], label="View of the video"))
    make = gr.Button("Make the 3-D video", elem_id="make-avatar")
    return stage, figure, camera, make, build_video("avatar", "3-D conductor", LABEL)


def build_neural() -> tuple[gr.Button, gr.Markdown, dict[str, Any]]:
    """The button, how long it will take, and the video."""
    gr.Markdown(NEURAL, elem_classes="vc-note")
    make = gr.Button("Make the neural video", elem_id="make-neural")
    time = gr.Markdown("", elem_id="neural-time", elem_classes="vc-note")
    return make, time, build_video("neural", "Neural performer", LABEL)


def build_exports(export_options: dict[str, Any]) -> tuple[gr.CheckboxGroup, gr.Button, gr.File]:
    """export_options : fields of what can be chosen of the files, which are not shown yet"""
    titles = [(entry.title, kind) for kind, entry in EXPORTS.items()]
    kinds = gr.CheckboxGroup(titles, value=["glb"], label="For other programs", elem_id="export-kinds")
    with gr.Row():
        for field in export_options.values():
            field.render()
    write = gr.Button("Write these files", elem_id="export")
    files = gr.File(label="Files", file_count="multiple", interactive=False, elem_id="export-files")
    return kinds, write, files
