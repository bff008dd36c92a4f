"""Keeping a training on disk so that it can go on after anything: files appear whole or not at all.

    OUT/state.pt              everything: weights, optimisers, random numbers, the step; read again with weights_only
    OUT/weights.safetensors   the weights of the training's product, as `vc.models.load` reads them
    OUT/NAME.safetensors      likewise those of other networks that are of use afterwards, such as a critic

state.pt is written first. A process killed between the two leaves older weights, which the next save replaces.
"""

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import nn

from vc.errors import WeightsError
from vc.files import appearing
from vc.models.checkpoint import to_bytes
from vc.train import distributed
from vc.train.stage import Stage

VERSION = 1
STATE, WEIGHTS = "state.pt", "weights.safetensors"

# What may differ between a training and its continuation: it changes how long, not what is learnt from a batch.
FREE = {"validate_every", "save_every", "validate_batches"}


@dataclass
class State:
    """Everything that a training is between two steps.

    step : how many are done; the next batch is the one of this number
    steps : how many there will be; the schedule is stretched over them
    smooth : running means of the numbers, for showing
    """

    stage: Stage
    steps: int
    step: int = 0
    smooth: dict[str, float] = field(default_factory=dict)


def save(state: State, out: Path) -> None:
    """Write the state and the product's weights; all processes call this, the first one writes. Raises OutputError."""
    distributed.average_buffers_(state.stage.networks.values())
    numbers = distributed.gather(_random_numbers())
    if distributed.rank() == 0:
        stage = state.stage
        _write(lambda file: torch.save(_tree(state, numbers), file), out / STATE)
        _write_weights(stage.networks[stage.product], stage.model, out / WEIGHTS)
        for name in stage.kept:
            _write_weights(stage.networks[name], name, out / f"{name}.safetensors")


def restore_(state: State, path: Path) -> None:
    """Continue where `save` was called, bit by bit on the same machine.

    Raises WeightsError if the file is damaged or of a training with other settings.
    """
    try:
        tree: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, ValueError, LookupError, pickle.UnpicklingError) as error:
        raise WeightsError(f"{path} is damaged ({error}). Remove it to start anew.") from error
    _check(tree, state, path)
    for name, network in state.stage.networks.items():
        network.load_state_dict(tree["networks"][name])
    for name, optimiser in state.stage.optimisers.items():
        optimiser.load_state_dict(tree["optimisers"][name])
    state.step, state.smooth = tree["step"], tree["smooth"]
    numbers = tree["random"]
    _set_random_numbers(numbers[distributed.rank() % len(numbers)])


def _tree(state: State, numbers: list[dict[str, torch.Tensor]]) -> dict[str, Any]:
    stage = state.stage
    return {
        "version": VERSION, "stage": type(stage).__name__, "config": stage.config.to_dict(),
        "step": state.step, "steps": state.steps, "smooth": dict(state.smooth), "random": numbers,
        "networks": {name: network.state_dict() for name, network in stage.networks.items()},
        "optimisers": {name: optimiser.state_dict() for name, optimiser in stage.optimisers.items()},
    }  # fmt: skip


def _check(tree: dict[str, Any], state: State, path: Path) -> None:
    wanted: dict[str, Any] = {"stage": type(state.stage).__name__, "steps": state.steps, "version": VERSION}
    wanted |= {name: value for name, value in state.stage.config.to_dict().items() if name not in FREE}
    found = {name: tree.get(name) for name in ("stage", "steps", "version")} | tree.get("config", {})
    differing = [
        f"{name} {found.get(name)!r}, not {value!r}" for name, value in wanted.items() if found.get(name) != value
    ]
    if differing:
        raise WeightsError(
            f"{path} is of a training with other settings: {'; '.join(differing)}. Use those, or another folder."
        )


def _random_numbers() -> dict[str, torch.Tensor]:
    state = {"cpu": torch.get_rng_state()}
    return state | {"cuda": torch.cuda.get_rng_state()} if torch.cuda.is_available() else state


def _set_random_numbers(state: dict[str, torch.Tensor]) -> None:
    torch.set_rng_state(state["cpu"])
    if "cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["cuda"])


def _write_weights(network: nn.Module, name: str, path: Path) -> None:
    content = to_bytes(network, name)
    _write(lambda file: file.write(content), path)


def _write(fill: Callable[[BinaryIO], Any], path: Path) -> None:
    """The new file takes the old one's place only when it is whole and on the disk."""
    with appearing(path) as part, part.open("wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())
