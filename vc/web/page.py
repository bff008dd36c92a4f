"""READ FIRST: the page. `build` puts it together and says which button does what.

layout has the fields, results the tabs; choices what happens before the work, running what happens while it goes on.
What the buttons do is in conducting, and the work itself in vc.pipeline.
"""

import random
from functools import partial
from typing import Any

import gradio as gr

from vc.render.options import AUTO

from .about import KEEP_FILES_S, build_about
from .checks import check
from .choices import on_example, on_music, on_wishes
from .endpoints import build_endpoints
from .fields import refuse_addresses
from .joints import build_joints
from .layout import INTRODUCTION, build_examples, build_fields, build_first, build_repeat, build_together
from .named import named, validator
from .results import ANNOUNCE, QUIETLY, build_results
from .running import jobs, on_conduct, on_dropped, on_leave, on_rehearse, on_return, on_stop
from .status import READY

LOOK_EVERY_S = 600
# A page that is loaded again asks for the job it had: a tab keeps its key, and only that tab.
KEEP_KEY = "key => { sessionStorage.setItem('vc-job', key) }"
# Who holds a phone upright watches upright.
UPRIGHT = f"() => matchMedia('(max-width: 700px) and (orientation: portrait)').matches ? '9:16' : '{AUTO}'"
FIND_KEY = "() => [sessionStorage.getItem('vc-job') || '']"


def build() -> gr.Blocks:
    refuse_addresses()
    with gr.Blocks(title="VirtualConductor", delete_cache=(LOOK_EVERY_S, KEEP_FILES_S)) as page:
        edited_beats, edited_joints = (gr.State(None, time_to_live=KEEP_FILES_S) for _ in range(2))
        gr.Markdown(INTRODUCTION, elem_id="title")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=2, min_width=300, elem_id="wishes"):
                music, photo, who = build_first()
                beside, people = build_together()
                with gr.Column(elem_id="deck"):  # on phones it stays at the bottom, by the thumb
                    estimate = gr.Markdown("", elem_id="estimate", elem_classes="vc-note")
                    status = gr.HTML(READY, elem_id="status")
                    with gr.Row(elem_id="buttons"):
                        conduct = gr.Button("Conduct", variant="primary", elem_id="conduct", min_width=100)
                        quick = gr.Button("Rehearse", elem_id="quick", min_width=80)
                        again = gr.Button("Another take", elem_id="another", min_width=80)
                        stop = gr.Button("Stop", elem_id="stop", min_width=60)
                announcer = gr.HTML("", elem_id="announcer", js_on_load=ANNOUNCE)
                build_joints(edited_joints, photo)
                licence, fields = build_fields(who, people)
                build_repeat({"beats": edited_beats, "joints": edited_joints, **fields})
            with gr.Column(scale=3, min_width=300, elem_id="made"):
                tabs, results = build_results(status, announcer, edited_beats, music, fields)
                buttons = build_examples()
        build_about()
        make = results.pop("make")
        key = gr.Textbox(visible="hidden", elem_id="key", label="Key of the work", show_label=False)
        choices = {"music": music, "photo": photo, "beside": beside, **fields}
        shown = {"status": status, "announcer": announcer, "key": key, **results}
        edited = {"beats": edited_beats, "joints": edited_joints}
        inputs = {
            "last": results["last"],
            **edited,
            "accept_licence": licence,
            **choices,
        }
        how: dict[str, Any] = {"validator": validator(check, inputs), "concurrency_limit": None, **QUIETLY}
        quick.click(**named(on_rehearse, inputs, {**shown, "tabs": tabs}), **how)
        conduct.click(**named(on_conduct, inputs, {**shown, "tabs": tabs}), **how, scroll_to_output=True)
        make.click(**named(on_conduct, inputs, {**shown, "tabs": tabs}), **how, scroll_to_output=True)
        gr.on(
            [music.change, photo.change, who.change], **named(on_dropped, inputs, {**shown, "tabs": tabs}),
            trigger_mode="multiple", concurrency_limit=None, **QUIETLY,
        )  # fmt: skip
        again.click(lambda: random.randrange(10_000), None, fields["seed"], **QUIETLY).then(
            **named(on_conduct, inputs, {**shown, "tabs": tabs}), **how
        )
        stop.click(on_stop, queue=False, api_visibility="private")
        key.change(None, key, None, js=KEEP_KEY, api_visibility="private")
        page.load(
            **named(on_return, {"key": key}, {**choices, **shown}), js=FIND_KEY, concurrency_limit=None, **QUIETLY
        )
        page.unload(on_leave)
        page.load(None, None, fields["shape"], js=UPRIGHT, api_visibility="private")
        for number, button in enumerate(buttons):
            example = named(partial(on_example, number), {}, {**choices, **shown, "tabs": tabs})
            button.click(**example, scroll_to_output=True, **QUIETLY)
        wishes = [
            choices[name]
            for name in (
                "music",
                "photo",
                "beside",
                "who",
                "people",
                "model",
                "start_s",
                "seconds",
                "size",
                "transparent",
            )
        ]
        gr.on(
            [field.change for field in wishes],
            on_wishes,
            wishes,
            [estimate, make],
            trigger_mode="always_last",
            **QUIETLY,
        )
        music.change(on_music, [music, fields["track"]], fields["track"], **QUIETLY)
        build_endpoints(jobs, music, photo, beside, licence, fields)
    return page
