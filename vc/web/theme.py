"""How the page looks: a concert hall's warm darks and brass, or a programme's paper, as the visitor's system wishes."""

import base64

import gradio as gr

from . import words
from .component import ASSETS

CSS = ASSETS / "page.css"
SCRIPT = (ASSETS / "page.js").read_text(encoding="utf-8").replace("{{words}}", words.SCRIPT)

_BRASS = gr.themes.Color(
    name="brass", c50="#fbf6ea", c100="#f4e8c9", c200="#e9d49c", c300="#dcbb69", c400="#cfa544", c500="#b98a2c",
    c600="#946a1c", c700="#765315", c800="#5c4112", c900="#433010", c950="#2a1d09",
)  # fmt: skip
_HALL = gr.themes.Color(
    name="hall", c50="#faf7f3", c100="#f2ece4", c200="#e4dacd", c300="#cdbfae", c400="#ad9c8a", c500="#82715f",
    c600="#665747", c700="#4a3d32", c800="#2b2119", c900="#1d1510", c950="#140e0a",
)  # fmt: skip


# Gradio keeps CSS within the page's blocks; this is for what is around them: a phone's deck hides nothing at the end.
HEAD = "<style>@media (max-width: 700px) { body { padding-bottom: 210px !important; } }</style>"


def pictures() -> str:
    """A rule for each conductor's picture, which comes with the page."""
    rules = []
    for path in sorted((ASSETS / "who").glob("*.webp")):
        data = base64.b64encode(path.read_bytes()).decode()
        rules.append(
            f'#who label:has([value="{path.stem}"])::before {{background-image: url(data:image/webp;base64,{data})}}'
        )
    return "\n".join(rules)


def theme() -> gr.themes.Base:
    """System fonts only: the page asks nobody else for anything."""
    return gr.themes.Base(
        primary_hue=_BRASS,
        secondary_hue=_BRASS,
        neutral_hue=_HALL,
        radius_size="md",
        font=["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    ).set(
        body_background_fill="#f7f2ea",
        body_background_fill_dark="#140e0a",
        body_text_color="#2b2119",
        body_text_color_dark="#f2ece4",
        body_text_color_subdued="#5f5142",
        body_text_color_subdued_dark="#c4b5a3",
        background_fill_primary="#fffdf9",
        background_fill_primary_dark="#1d1510",
        background_fill_secondary="#f2ece4",
        background_fill_secondary_dark="#241a13",
        block_background_fill="#fffdf9",
        block_background_fill_dark="#1d1510",
        block_border_color="#dccfbd",
        block_border_color_dark="#3b2e23",
        block_label_background_fill="#fffdf9",
        block_label_background_fill_dark="#241a13",
        block_label_text_color="#5f5142",
        block_label_text_color_dark="#d8c9b6",
        block_title_text_color="#43362a",
        block_title_text_color_dark="#e4dacd",
        block_info_text_color="#5f5142",
        block_info_text_color_dark="#c4b5a3",
        border_color_primary="#dccfbd",
        border_color_primary_dark="#3b2e23",
        input_background_fill="#fffdf9",
        input_background_fill_dark="#241a13",
        input_border_width="1px",
        input_border_color="#8c7c6a",
        input_border_color_dark="#7d6c5a",
        input_placeholder_color="#6b5c4c",
        input_placeholder_color_dark="#b3a390",
        button_primary_background_fill="#dcbb69",
        button_primary_background_fill_dark="#cfa544",
        button_primary_background_fill_hover="#cfa544",
        button_primary_background_fill_hover_dark="#dcbb69",
        button_primary_text_color="#2a1d09",
        button_primary_text_color_dark="#1d1406",
        button_primary_border_color="#946a1c",
        button_primary_border_color_dark="#cfa544",
        button_secondary_background_fill="#efe6d9",
        button_secondary_background_fill_dark="#33271d",
        button_secondary_background_fill_hover="#e4dacd",
        button_secondary_background_fill_hover_dark="#43352a",
        button_secondary_text_color="#2b2119",
        button_secondary_text_color_dark="#f2ece4",
        button_secondary_border_color="#cdbfae",
        button_secondary_border_color_dark="#574737",
        checkbox_background_color_selected="#765315",
        checkbox_background_color_selected_dark="#946a1c",
        checkbox_border_color="#8c7c6a",
        checkbox_border_color_dark="#94826f",
        checkbox_border_color_selected="#765315",
        checkbox_border_color_selected_dark="#dcbb69",
        checkbox_label_background_fill="#f6efe4",
        checkbox_label_background_fill_dark="#2b2119",
        checkbox_label_background_fill_selected="#f4e8c9",
        checkbox_label_background_fill_selected_dark="#4a3818",
        checkbox_label_text_color_selected="#2b2119",
        checkbox_label_text_color_selected_dark="#fbf6ea",
        slider_color="#946a1c",
        slider_color_dark="#cfa544",
        link_text_color="#765315",
        link_text_color_dark="#dcbb69",
        link_text_color_hover="#433010",
        link_text_color_hover_dark="#f4e8c9",
        link_text_color_visited="#765315",
        link_text_color_visited_dark="#dcbb69",
    )
