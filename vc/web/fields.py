"""Fields for strangers' files: nothing is fetched for them, and their files are left as they came.

For each visitor Gradio makes a component anew, by its class, once an event has changed it: what is set on a component
is lost then, so that all of this stands in classes.
"""

from abc import ABCMeta
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from gradio.blocks import Block
from gradio.components.base import Component

Field = TypeVar("Field", bound=Component)

_move, _move_later = Block.move_resource_to_block_cache, Block.async_move_resource_to_block_cache


def refuse_addresses() -> None:
    """Let all components of this process take uploads only.

    By itself Gradio would fetch an address that is said to be a file, in the value of whatever component.
    """
    Block.move_resource_to_block_cache = _refuse_or_move  # type: ignore[assignment, method-assign]
    Block.async_move_resource_to_block_cache = _refuse_or_move_later  # type: ignore[assignment, method-assign]


def _refuse_or_move(block: Block, place: str | Path | None) -> str | None:
    _check_place(place)
    return _move(block, place)


async def _refuse_or_move_later(block: Block, place: str | Path | None) -> str | None:
    _check_place(place)
    return await _move_later(block, place)


def _check_place(place: str | Path | None) -> None:
    if place is not None and "://" in str(place):
        raise gr.Error(
            "Addresses are not fetched here. Download the file yourself, then upload it.",
            duration=None,
            print_exception=False,
        )


def unconverted(kind: type[Field]) -> type[Field]:
    """A kind of file field that hands on its file as it came: checking is the work of vc.media and vc.picture.

    For Gradio, and in the browser, it is the kind itself; a class statement would make Gradio write a .pyi file.
    """

    def hand_on(_self: Field, payload: Any) -> str | None:
        return payload.path if payload else None

    as_itself = {"preprocess": hand_on, "__module__": kind.__module__}
    made: type[Field] = ABCMeta.__new__(type(kind), kind.__name__, (kind,), as_itself)
    return made
