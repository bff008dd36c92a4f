"""The results: six tabs, in the order of what people come for."""

from typing import Any

import gradio as gr

from vc.clip import Clip
from vc.hints import Hints
from vc.motion.export import EXPORTS, ExportOptions
from vc.options import options_of

from . import beats
from .about import KEEP_FILES_S
from .choices import MAKE
from .hero import build_hero
from .live import build_stage
from .named import named
from .preview import build_preview
from .running import on_export, on_no_3d, on_zip

QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
LABEL = "AI-generated: made by a program, not filmed. Say so where you show it."
CLEAR = "The transparent video; above, squares stand for what is transparent"
MOTION_FORMAT = """
The file holds the poses as `float32`, shape **(T, 13, 2)**, 30 poses a second: nose, eyes, ears, shoulders, elbows,
wrists, hips, left before right (COCO order); x to the right, y **down**, 1.0 = width of the square stage.
"""
COMPARE = "Press **Another take**: the last two takes of the same music play side by side here."
# What is put into it is read out by screen readers, when they have time.
ANNOUNCE = "element.setAttribute('role', 'status'); element.setAttribute('aria-live', 'polite');"


def build_results(
    status: gr.HTML, announcer: gr.HTML, edited_beats: gr.State, music: gr.Audio, fields: dict[str, Any]
) -> tuple[gr.Tabs, dict[str, Any]]:
    """The tabs, and the components that show `result_fields`, by name."""
    part, export_options = ({one.name: fields[one.name] for one in options_of(*classes) if one.name in fields}
                   for classes in ((Clip, Hints), (ExportOptions,)))  # fmt: skip
    last = gr.State(None, time_to_live=KEEP_FILES_S)
    with gr.Tabs(elem_id="results", overflow_behavior="wrap") as tabs:
        with gr.Tab("Your video", id="yours", elem_id="your-tab"):
            hero = build_hero()
            yours = build_video("your", "Your video", visible=False)
            share = gr.Button("Share or save", elem_id="share", visible=False)
        with gr.Tab("Skeleton", id="skeleton", elem_id="skeleton-tab"):
            preview = build_preview()
            skeleton = build_video("skeleton", "Skeleton video")
        with gr.Tab("Motion", id="motion", elem_id="motion-tab"):
            motion = gr.File(label="Motion as .npy", elem_id="motion-file")
            gr.Markdown(MOTION_FORMAT, elem_classes="vc-note")
            kinds, write, files = build_exports(export_options)
            plot = gr.Plot(label="Both wrists against the beats", show_label=False, elem_id="motion-plot")
        with gr.Tab("Live stage", id="stage", elem_id="stage-tab"):
            stage = build_stage()
            make = gr.Button(MAKE, variant="primary", elem_id="make")
        with gr.Tab("Beats", id="beats", elem_id="beats-tab") as tab:
            beats.build_beats(edited_beats, tab, music, part)
        with gr.Tab("Compare", id="compare", elem_id="compare-tab"):
            gr.Markdown(COMPARE, elem_classes="vc-note")
            compare = build_preview("compare", "Two takes")
    pack = gr.Button("Everything as a zip", elem_id="zip", visible=False)
    bundle = gr.File(label="Everything as a zip", interactive=False, elem_id="zip-file", visible=False)
    shown = {
        "last": last, "hero": hero, "preview": preview, "compare": compare, "stage": stage, "plot": plot,
        "motion": motion, **yours, **skeleton, "share": share, "exports": files, "pack": pack, "bundle": bundle,
        "make": make,
    }  # fmt: skip
    for button, work, made in ((write, on_export, "exports"), (pack, on_zip, "bundle")):
        outputs = {"status": status, "announcer": announcer, made: shown[made]}
        button.click(
            **named(work, {"last": last, "kinds": kinds, **export_options}, outputs), **QUIETLY, concurrency_limit=None
        )
    share.click(None, yours["your_video"], None, js="(video) => { vcShare(video); }", api_visibility="private")
    for shown_first in (yours["your_video"], stage):
        shown_first.change(None, js="() => { vcShowResults(); }", api_visibility="private")
    stage.unavailable(on_no_3d, [last, preview], [tabs, preview], **QUIETLY)
    return tabs, shown


def build_video(kind: str, label: str, *, visible: bool = True) -> dict[str, Any]:
    """A video, and the file of a transparent one, as `video_fields` fills them."""
    video = gr.Video(label=label, elem_id=f"{kind}-video", buttons=["download"], interactive=False, visible=visible)
    file = gr.File(label=CLEAR, interactive=False, visible=False, elem_id=f"{kind}-file")
    gr.Markdown(LABEL, elem_classes="vc-label")
    return {f"{kind}_video": video, f"{kind}_file": file}


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
