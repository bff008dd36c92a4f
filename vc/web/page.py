"""READ FIRST: the page. `build` puts it together and says which button does what.

layout has the parts of the page; choices what happens before the work, running what happens while it goes on. What the
buttons do is in conducting, and the work itself in vc.pipeline.
"""

import random
from functools import partial
from typing import Any

import gradio as gr

from .choices import check, on_example, on_wishes
from .endpoints import build_endpoints
from .layout import ANNOUNCE, INTRODUCTION, KEEP_FILES_S, build_examples, build_fields, build_repeat, build_results
from .running import jobs, on_conduct, on_leave, on_preview, on_return, on_stop
from .status import READY

LOOK_EVERY_S = 600
# A page that is loaded again asks for the job it had: a tab keeps its key, and only that tab.
KEEP_KEY = "key => { sessionStorage.setItem('vc-job', key) }"
FIND_KEY = "() => [sessionStorage.getItem('vc-job') || '']"


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
