"""Fields for strangers' files: nothing is fetched for them, and their files are left as they came.

For each visitor Gradio makes a component anew, by its class, once an event has changed it: what is set on a component
is lost then, so that all of this stands in classes.
"""

from abc import ABCMeta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import gradio as gr
from gradio.blocks import Block
from gradio.components.base import Component
from gradio.utils import get_upload_folder

_SERVED = "/gradio_api/file="  # before the path of an upload, in its address

Field = TypeVar("Field", bound=Component)

_move, _move_later = Block.move_resource_to_block_cache, Block.async_move_resource_to_block_cache


def refuse_addresses() -> None:
    """Let all components of this process take uploads only.

    By itself Gradio would fetch an address that is said to be a file, in the value of whatever component.
    """
    Block.move_resource_to_block_cache = _refuse_or_move  # type: ignore[assignment, method-assign]
    Block.async_move_resource_to_block_cache = _refuse_or_move_later  # type: ignore[assignment, method-assign]


def _refuse_or_move(block: Block, place: str | Path | None) -> str | None:
    return _move(block, _own_place(place))


async def _refuse_or_move_later(block: Block, place: str | Path | None) -> str | None:
    return await _move_later(block, _own_place(place))


def _own_place(place: str | Path | None) -> str | Path | None:
    """The place, if it is none elsewhere. The address of an upload, as MCP's clients have it, is the upload itself."""
    if place is None or "://" not in str(place):
        return place
    upload = Path(unquote(str(place).partition(_SERVED)[2])).absolute()
    if _SERVED in str(place) and upload.resolve().is_relative_to(Path(get_upload_folder()).resolve()):
        return upload
    raise gr.Error(
        "Addresses are not fetched here. Download the file yourself, then upload it.",
        duration=None,
        print_exception=False,
    )


def json_of(kind: str) -> type[gr.JSON]:
    """JSON of one kind, "object" or "array": of Gradio's own no client is told what it takes; MCP breaks by that."""
    items: dict[str, Any] = {"items": {}} if kind == "array" else {}
    told = {"api_info": lambda _self: {"type": kind} | items, "__module__": gr.JSON.__module__}
    made: type[gr.JSON] = ABCMeta.__new__(type(gr.JSON), "JSON", (gr.JSON,), told)
    return made


def unconverted(kind: type[Field]) -> type[Field]:
    """A kind of file field that hands on its file as it came: checking is the work of vc.media and vc.picture.

    For Gradio, and in the browser, it is the kind itself; a class statement would make Gradio write a .pyi file.
    """

    def hand_on(_self: Field, payload: Any) -> str | None:
        return payload.path if payload else None

    as_itself = {"preprocess": hand_on, "__module__": kind.__module__}
    made: type[Field] = ABCMeta.__new__(type(kind), kind.__name__, (kind,), as_itself)
    return made
