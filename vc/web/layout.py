"""The parts of the page before the work: examples and fields. The tabs are in results, what stands below in about."""

from typing import Any

import gradio as gr

from vc.manner import MANNERS, OWN_MANNER, Manner
from vc.motion.export import ExportOptions
from vc.options import Option, options_of
from vc.render.options import MOST_PEOPLE

from . import examples
from .about import MAX_UPLOAD_MB
from .choices import on_manner, on_model, on_repeat
from .fields import unconverted
from .hosting import retention_in_words
from .named import named
from .results import QUIETLY
from .settings import OFFERED

LONGEST_TEXT = 40  # letters that a text field takes
# A face, and as much below it as the camera can see; a phone held upright gives an upright picture.
PORTRAIT = gr.WebcamOptions(constraints={"video": {"facingMode": "user", "height": {"ideal": 1280}}})
LONG_TITLE = 24  # letters; choices with longer ones are unfolded

INTRODUCTION = """
# VirtualConductor
Drop any music and one photo of yourself: you conduct it, the whole piece, on the beat.
"""
MUSIC_NOTE = f"Any sound file or film, up to 3 hours and {MAX_UPLOAD_MB} MB, such as mp3."
CONSENT = f"""
JPEG, PNG, WEBP, HEIC, AVIF or webcam. **Only use a photo of yourself, or of someone who agreed**; it is deleted after
{retention_in_words()}.
"""
TOGETHER = f"""
Several people of your photo conduct where they stand, or everybody of a photo of their own side by side on one stage,
{MOST_PEOPLE} at most, each in another way. **Only with people who agreed.**
"""
REPEAT = "The zip or the settings.json of an earlier result sets all fields here as they were."


def build_examples() -> list[gr.Button]:
    gr.Markdown("Or see an example: its results are there at once.", elem_id="examples-title")
    with gr.Row(elem_id="examples"):
        return [gr.Button(f"{example.title} · {example.by}", icon=example.folder / "poster.jpg", elem_classes="example")
                for example in examples.ALL]  # fmt: skip


def build_first() -> tuple[gr.Audio, gr.Image, gr.Radio]:
    """What everybody chooses: music, photo, and who conducts."""
    with gr.Row(elem_id="files"):
        with gr.Column(min_width=200):
            music = unconverted(gr.Audio)(label="1. Music", type="filepath", sources=["upload"], elem_id="music",
                                          buttons=[])  # fmt: skip
            gr.Markdown(MUSIC_NOTE, elem_classes="vc-note")
        with gr.Column(min_width=200):
            photo = unconverted(gr.Image)(
                label="2. Your photo", type="filepath", sources=["upload", "webcam"], image_mode=None, height=200,
                elem_id="photo", placeholder="Head, shoulders and both arms in it", webcam_options=PORTRAIT,
            )  # fmt: skip
            gr.Markdown(CONSENT, elem_classes="vc-note", elem_id="consent")
    return music, photo, _field(OFFERED["who"])


def build_together() -> tuple[gr.File, Any]:
    """Photos of others who conduct beside, and how many of one photo do; folded, most visitors come alone."""
    with gr.Accordion("Conduct together", open=False, elem_id="together"):
        people = _field(OFFERED["people"])
        beside = gr.File(label="Photos of others", file_count="multiple", file_types=["image"], elem_id="beside",
                         height=145)  # fmt: skip
        gr.Markdown(TOGETHER, elem_classes="vc-note")
    return beside, people


def build_fields(who: gr.Radio, people: Any) -> tuple[gr.Checkbox, dict[str, Any]]:
    """Consent to a licence, and the fields of `Settings` by name, in its order: folded but for `who`.

    who, people : those that are there already
    """
    with gr.Accordion("Manner", open=False, elem_id="manners"):
        manner = gr.Radio([*MANNERS, OWN_MANNER], value=next(iter(MANNERS)), label="Manner", elem_id="manner",
                          info=f"“{OWN_MANNER}” is what the sliders under Options say.")  # fmt: skip
    with gr.Accordion("Options", open=False, elem_id="options"):
        fields = build_options()
    fields |= {"who": who, "manner": manner, "people": people}
    fields = {name: fields[name] for name in OFFERED}
    sliders = [fields[name] for name in ("energy", "gesture", "smoothness", "left_hand", "depth")]
    manner.input(on_manner, manner, sliders, **QUIETLY)
    for slider in sliders:
        slider.input(lambda: OWN_MANNER, None, manner, **QUIETLY)
    return fields_licence(fields["model"]), fields


def fields_licence(model: gr.Dropdown) -> gr.Checkbox:
    licence = gr.Checkbox(visible=False, label="I accept", elem_id="licence")
    model.change(on_model, model, licence, **QUIETLY)
    return licence


def build_options() -> dict[str, Any]:
    """A field for each option but those shown elsewhere: wishes in one row, other numbers in another, choices below.

    Those of the files for other programs are shown beside the list of these, see build_exports.
    """
    offered = [one for one in OFFERED.values() if one.name not in ("who", "manner", "people")]
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
        file = gr.File(label="settings.json or zip", file_types=[".json", ".zip"], elem_id="repeat-file", height=145)
        note = gr.Markdown(REPEAT, elem_classes="vc-note", elem_id="repeat-note")
    file.upload(**named(on_repeat, {"file": file}, {"note": note, **outputs}), **QUIETLY)
