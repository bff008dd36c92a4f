"""Events of the page by name: Gradio hands values over in the order of components, and nobody here has to know it."""

import inspect
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import Any

import gradio as gr

Shown = dict[str, Any]  # what outputs show, by name; one that is left out stays as it is


def named(
    work: Callable[..., Any], inputs: Mapping[str, Any], outputs: Mapping[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """`fn`, `inputs` and `outputs` of an event.

    work : takes the values of the inputs by their names, and `session`, the visitor's page, if it asks for it; gives
        `Shown`, or yields it again and again
    """
    asks = "session" in inspect.signature(work).parameters

    def given(request: gr.Request, values: Iterable[Any]) -> dict[str, Any]:
        session = {"session": str(request.session_hash)} if asks else {}
        return session | dict(zip(inputs, values, strict=True))

    def shown(result: Shown) -> tuple[Any, ...]:
        if foreign := sorted(set(result) - set(outputs)):
            raise KeyError(f"there is no output {foreign[0]!r}")
        return tuple(result.get(name, gr.skip()) for name in outputs)

    async def stream(request: gr.Request, *values: Any) -> AsyncIterator[tuple[Any, ...]]:
        async for result in work(**given(request, values)):
            yield shown(result)

    def answer(request: gr.Request, *values: Any) -> tuple[Any, ...]:
        return shown(work(**given(request, values)))

    function = stream if inspect.isasyncgenfunction(work) else answer
    return {"fn": function, "inputs": list(inputs.values()), "outputs": list(outputs.values())}


def validator(check: Callable[..., dict[str, str]], inputs: Mapping[str, Any]) -> Callable[..., list[Any]]:
    """The validator of an event. check : takes the inputs by name, and gives what is wrong with some, by name"""

    def validate(*values: Any) -> list[Any]:
        wrong = check(**dict(zip(inputs, values, strict=True)))
        return [gr.validate(name not in wrong, wrong.get(name, "")) for name in inputs]

    return validate
