"""Reading a checkpoint of tensors without running code from it, and saying what is wrong with a bad one."""

import pickle
import zipfile
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from vc.errors import WeightsError

_SHOWN_KEYS = 3


def load_into_(network: nn.Module, path: Path, name: str) -> None:
    """Fill `network` with the state dict in `path`. Raises WeightsError; the network is then unchanged."""
    state = read_state(path)
    expected = network.state_dict()
    missing = [key for key in expected if key not in state]
    foreign = [key for key in state if key not in expected]
    if missing or foreign:
        raise WeightsError(
            f"{path.name} does not hold the network {name!r}: {_some('missing', missing, len(expected))}, "
            f"{_some('not known to it', foreign, len(state))}. Choose the file that belongs to {name!r}."
        )
    for key, tensor in expected.items():
        if state[key].shape != tensor.shape:
            raise WeightsError(
                f"{path.name} holds another size of the network {name!r}: {key} is {tuple(state[key].shape)}, "
                f"needed is {tuple(tensor.shape)}."
            )
        if not torch.isfinite(state[key]).all():
            raise WeightsError(f"{path.name} is damaged: {key} holds values that are not finite. Fetch it again.")
    network.load_state_dict(state, strict=True)


def read_state(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file, on the CPU: .safetensors, or what `torch.save(network.state_dict())` wrote.

    Raises WeightsError.
    """
    if path.suffix == ".safetensors":
        return _read_safetensors(path)
    try:
        state: Any = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise WeightsError(f"There is no weights file at {path}.") from None
    except (OSError, RuntimeError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(
            f"{path.name} is damaged or no PyTorch file ({_first_line(error)}). Fetch it again."
        ) from error
    except pickle.UnpicklingError as error:
        raise WeightsError(
            f"{path.name} is damaged, no PyTorch file, or holds more than tensors, which is not loaded because it "
            "could run code. Use a file that holds only a state dict."
        ) from error
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise WeightsError(f"{path.name} holds a {type(state).__name__} that is not a state dict of tensors.")
    return dict(state)


def _read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    try:
        return load_file(path)
    except FileNotFoundError:
        raise WeightsError(f"There is no weights file at {path}.") from None
    except (OSError, SafetensorError) as error:
        raise WeightsError(
            f"{path.name} is damaged or no safetensors file ({_first_line(error)}). Fetch it again."
        ) from error


def _some(what: str, keys: list[str], total: int) -> str:
    shown = ", ".join(keys[:_SHOWN_KEYS]) + (", ..." if len(keys) > _SHOWN_KEYS else "")
    return f"{len(keys)} of {total} tensors {what}" + (f" ({shown})" if keys else "")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
