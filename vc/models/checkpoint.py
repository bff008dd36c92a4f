"""Files of weights: tensors, and what they are of. Nothing in them is run as code, and what is wrong is said.

A file is safetensors; its metadata holds the network's name, the configuration that it was made with, and the number of
this layout. Files of state dicts, as torch writes them, are read as well, where the caller knows what they hold.
"""

import inspect
import json
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save
from torch import nn

from vc.errors import WeightsError

VERSION = 1  # of the metadata; another number is another layout
_SHOWN_KEYS = 3


@dataclass(frozen=True)
class Header:
    """What a file says that it holds.

    network : its name in `vc.models.registry.networks`
    config : the arguments that it was made with
    notes : anything else, such as where it comes from
    """

    network: str
    config: dict[str, Any]
    notes: dict[str, str]


def configured(init: Callable[..., None]) -> Callable[..., None]:
    """Let the constructor of a network note its arguments as `config`, which its weights files then say."""
    signature = inspect.signature(init)

    @wraps(init)
    def noting(self: nn.Module, *args: Any, **values: Any) -> None:
        init(self, *args, **values)
        bound = signature.bind(self, *args, **values)
        bound.apply_defaults()
        vars(self)["config"] = dict(list(bound.arguments.items())[1:])

    return noting


def to_bytes(network: nn.Module, name: str, tensors: dict[str, torch.Tensor] | None = None, **notes: str) -> bytes:
    """The content of a weights file. tensors : instead of the network's own, such as in half precision"""
    tensors = network.state_dict() if tensors is None else tensors
    config = getattr(network, "config", {})
    config = json.dumps(asdict(config) if is_dataclass(config) else config)  # type: ignore[arg-type]
    metadata = {"format": "pt", "version": str(VERSION), "network": name, "config": config, **notes}
    return save({key: tensor.detach().cpu().clone().contiguous() for key, tensor in tensors.items()}, metadata)


def read_header(path: Path) -> Header | None:
    """What a file says that it holds; None where it says nothing. Raises WeightsError."""
    if not path.is_file():
        raise WeightsError(f"There is no weights file at {path}.")
    if path.suffix != ".safetensors":
        return None
    try:
        with safe_open(path, framework="pt") as file:
            notes: dict[str, str] = dict(file.metadata() or {})
    except (OSError, SafetensorError) as error:
        raise _damaged(path, "safetensors", error) from error
    notes.pop("format", None)  # "pt", for other programs
    if "network" not in notes:
        return None
    if notes.pop("version", "") != str(VERSION):
        raise WeightsError(
            f"{path.name} has another layout than {VERSION}, which this version reads. Take a newer one."
        )
    try:
        config = json.loads(notes.pop("config"))
    except (KeyError, ValueError) as error:
        raise _damaged(path, "safetensors", error) from error
    return Header(notes.pop("network"), config, notes)


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
        raise _damaged(path, "PyTorch", error) from error
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
        raise _damaged(path, "safetensors", error) from error


def _damaged(path: Path, kind: str, error: Exception) -> WeightsError:
    return WeightsError(f"{path.name} is damaged or no {kind} file ({_first_line(error)}). Fetch it again.")


def _some(what: str, keys: list[str], total: int) -> str:
    shown = ", ".join(keys[:_SHOWN_KEYS]) + (", ..." if len(keys) > _SHOWN_KEYS else "")
    return f"{len(keys)} of {total} tensors {what}" + (f" ({shown})" if keys else "")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
