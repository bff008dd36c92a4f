"""READ FIRST: the page. `build` puts it together and says which button does what.

layout has the parts of the page; choices what happens before the work, running what happens while it goes on. What the
buttons do is in conducting, and the work itself in vc.pipeline.
"""

import random
from functools import partial
from typing import Any

import gradio as gr

from .choices import check, on_example, on_music, on_wishes
from .endpoints import build_endpoints
from .fields import refuse_addresses
from .layout import (
    ANNOUNCE,
    INTRODUCTION,
    KEEP_FILES_S,
    QUIETLY,
    build_examples,
    build_fields,
    build_repeat,
    build_results,
)
from .named import named, validator
from .running import jobs, on_conduct, on_leave, on_preview, on_return, on_stop
from .status import READY

LOOK_EVERY_S = 600
# A page that is loaded again asks for the job it had: a tab keeps its key, and only that tab.
KEEP_KEY = "key => { sessionStorage.setItem('vc-job', key) }"
FIND_KEY = "() => [sessionStorage.getItem('vc-job') || '']"


def build() -> gr.Blocks:
    refuse_addresses()
    with gr.Blocks(title="VirtualConductor", delete_cache=(LOOK_EVERY_S, KEEP_FILES_S)) as page:
        edited_beats, edited_joints = (gr.State(None, time_to_live=KEEP_FILES_S) for _ in range(2))
        gr.Markdown(INTRODUCTION, elem_id="title")
        buttons = build_examples()
        with gr.Row():
            with gr.Column(scale=2, min_width=300):
                music, photo, licence, fields = build_fields(edited_joints)
                with gr.Row():
                    conduct = gr.Button("Conduct", variant="primary", elem_id="conduct", min_width=300)
                    quick = gr.Button("Preview", elem_id="quick", min_width=100)
                    again = gr.Button("Another take", elem_id="another", min_width=120)
                    stop = gr.Button("Stop", elem_id="stop", min_width=80)
                estimate = gr.Markdown("", elem_id="estimate", elem_classes="vc-note")
                status = gr.HTML(READY, elem_id="status")
                announcer = gr.HTML("", elem_id="announcer", js_on_load=ANNOUNCE)
                build_repeat({"beats": edited_beats, "joints": edited_joints, **fields})
            with gr.Column(scale=3, min_width=300):
                tabs, results = build_results(status, announcer, edited_beats, music, fields)
        key = gr.Textbox(visible="hidden", elem_id="key", label="Key of the work", show_label=False)
        choices = {"music": music, "photo": photo, **fields}
        shown = {"status": status, "announcer": announcer, "key": key, **results}
        edited = {"beats": edited_beats, "joints": edited_joints}
        inputs = {
            "last": results["last"],
            **edited,
            "accept_licence": licence,
            **choices,
        }
        how: dict[str, Any] = {"validator": validator(check, inputs), "concurrency_limit": None, **QUIETLY}
        quick.click(**named(on_preview, inputs, {
            "status": status, "announcer": announcer, "preview": results["preview"], "tabs": tabs,
        }), **how)  # fmt: skip
        conduct.click(**named(on_conduct, inputs, {**shown, "tabs": tabs}), **how, scroll_to_output=True)
        again.click(lambda: random.randrange(10_000), None, fields["seed"], **QUIETLY).then(
            **named(on_conduct, inputs, {**shown, "tabs": tabs}), **how
        )
        stop.click(on_stop, queue=False, api_visibility="private")
        key.change(None, key, None, js=KEEP_KEY, api_visibility="private")
        page.load(
            **named(on_return, {"key": key}, {**choices, **shown}), js=FIND_KEY, concurrency_limit=None, **QUIETLY
        )
        page.unload(on_leave)
        for number, button in enumerate(buttons):
            example = named(partial(on_example, number), {}, {**choices, **shown, "tabs": tabs})
            button.click(**example, scroll_to_output=True, **QUIETLY)
        wishes = [choices[name] for name in ("music", "photo", "model", "start_s", "seconds", "size", "transparent")]
        gr.on([field.change for field in wishes], on_wishes, wishes, estimate, trigger_mode="always_last", **QUIETLY)
        music.change(on_music, [music, fields["track"]], fields["track"], **QUIETLY)
        build_endpoints(jobs, music, photo, licence, fields)
    return page
