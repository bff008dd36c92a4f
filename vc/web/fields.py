"""Fields for strangers' files: nothing is fetched for them, and their files are left as they came."""

from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from gradio.components.base import Component

Field = TypeVar("Field", bound=Component)


def closed(field: Field) -> Field:
    """Let a file field take uploads only. By itself Gradio would fetch an address that the API is given."""
    refuse = _Refuse(field)
    field.move_resource_to_block_cache = refuse.move  # type: ignore[assignment, method-assign]
    field.async_move_resource_to_block_cache = refuse.move_later  # type: ignore[assignment, method-assign]
    return field


def unconverted(field: Field) -> Field:
    """Let a field hand on its file as it came: checking is the work of vc.media and vc.render.photo."""

    def hand_on(payload: Any) -> str | None:
        return payload.path if payload else None

    field.preprocess = hand_on  # type: ignore[method-assign]
    return field


class _Refuse:
    def __init__(self, field: Component) -> None:
        self._move, self._move_later = field.move_resource_to_block_cache, field.async_move_resource_to_block_cache

    def move(self, place: str | Path | None) -> str | None:
        _refuse_addresses(place)
        return self._move(place)

    async def move_later(self, place: str | Path | None) -> str | None:
        _refuse_addresses(place)
        return await self._move_later(place)


def _refuse_addresses(place: str | Path | None) -> None:
    if place is not None and "://" in str(place):
        raise gr.Error(
            "Addresses are not fetched here. Download the file yourself, then upload it.",
            duration=None,
            print_exception=False,
        )
