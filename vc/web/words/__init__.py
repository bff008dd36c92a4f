"""The page in other languages: a table from the English text, as it is seen, to the other one; the browser looks it up.

A key may have `{}` where something changes; the translation names it `{}`, or `{1}`, `{2}` in another order. What a
translation holds is HTML. Where the whole text of a paragraph is a key, bold words and links within it do not matter.
"""

import json
from pathlib import Path

import gradio as gr

FOLDER = Path(__file__).resolve().parent
SCRIPT = (FOLDER / "words.js").read_text(encoding="utf-8")


def tables() -> dict[str, dict[str, str]]:
    """English -> the other language, by its name in BCP 47. Its file is zh-CN.json, and zh-CN.errors.json what may be
    refused."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.json"), key=lambda path: path.stem):
        found.setdefault(path.stem.partition(".")[0], {}).update(json.loads(path.read_text(encoding="utf-8")))
    return found


def i18n() -> gr.I18n:
    """What Gradio hands to the browser; words.js takes it from there."""
    english = {key: key for table in tables().values() for key in table if "{" not in key}
    return gr.I18n(en=english, **tables())
