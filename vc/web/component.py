"""Components that are a script and a style: what Gradio mounts, and how Python and the script talk.

Python hands over a value, JSON in a string; the script hands back events, of which nothing is to be taken on trust.
The scripts are part of the page, so that they need no address of their own.
"""

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr

from .served import delete_with_page

SERIAL = count(1)  # of values: a page that asked waits for another one than it has
FOLDER = Path(__file__).resolve().parent
ASSETS = FOLDER / "assets"
_EXPORT = re.compile(r"^export ", re.MULTILINE)  # of the live stage's modules, whose player and clock serve here too


def build_component(name: str, scripts: tuple[str, ...], *, elem_id: str, label: str, **props: Any) -> gr.HTML:
    """A component that begins empty. NAME.js holds the function mountNAME(root, props, trigger, watch).

    name : of the .js and .css in vc/web/assets
    scripts : others that it uses, relative to vc/web
    label : what a screen reader calls the component
    """
    delete_with_page()
    code = "\n".join(_EXPORT.sub("", _read(script)) for script in (*scripts, f"assets/{name}.js"))
    return gr.HTML(
        elem_id=elem_id,
        html_template=f'<section class="vc-{name}" aria-label="{label}"></section>',
        css_template=_read(f"assets/{name}.css"),
        js_on_load=f"{code}\nmount{name.capitalize()}(element.querySelector('.vc-{name}'), props, trigger, watch);",
        apply_default_css=False,
        **props,
    )


def wish_of(event: gr.EventData) -> Any:
    """What a script handed over with an event; Gradio has no public name for it."""
    return event._data


def message_value(about: str, message: str, *, wrong: bool = False) -> str:
    """A component's value that holds a message and nothing else. about : the name of the list that then is empty"""
    return json.dumps({"serial": next(SERIAL), about: [], "message": message, "wrong": wrong})


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
