"""Neural networks by name, and loading their weights. Torch is imported when a network is, not with this module."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vc.errors import WeightsError
from vc.models.registry import imported, networks

if TYPE_CHECKING:
    from torch import nn

    from vc.models.checkpoint import Header


def build(name: str, **config: Any) -> "nn.Module":
    """The network `name` with random weights. Raises WeightsError naming all networks if there is none.

    config : what it is made with; see its class
    """
    known = networks()
    if name not in known:
        raise WeightsError(f"There is no network named {name!r}. Known: {', '.join(known)}.")
    cls = imported(known[name])
    network: nn.Module = getattr(cls, "from_config", cls)(**config)
    return network


def check_device(device: str) -> None:
    """Raises WeightsError where no network can run on `device`, in torch's words: "cpu", "cuda", "cuda:1", "mps"."""
    import torch

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:  # a name that is none, or a torch that was built without it
        why = (str(error).splitlines() or ["it is not there"])[0]
        raise WeightsError(f"Nothing can run on the device {device!r}: {why} Choose cpu.") from None


def load(name: str, path: str | Path, device: str = "cpu") -> "nn.Module":
    """The network `name` with the weights of the file `path`, ready for inference on `device`.

    It is made as the file says it was; a file that says nothing is taken to hold it as it is by default. Every tensor
    of the network must be in the file, in its shape, and nothing else.
    Raises WeightsError for an unknown name, and for a file that is missing, damaged, or of another network.
    """
    import torch

    from vc.models.checkpoint import load_into_, read_header

    path = Path(path)
    header = read_header(path)
    if header and header.network != name:
        raise WeightsError(
            f"{path.name} holds the network {header.network!r}, not {name!r}. Name the file of {name!r}."
        )
    config = header.config if header else {}
    with torch.random.fork_rng(devices=[]):  # the first, random weights must not use up the caller's numbers
        try:
            network = build(name, **config)
        except TypeError as error:  # a setting that this version's network does not have
            raise WeightsError(
                f"{path.name} is of another version of the network {name!r}, made with {', '.join(config)}. Take a "
                "newer file, or train it anew."
            ) from error
    load_into_(network, path, name)
    return network.to(device).eval()


def recognise(path: str | Path) -> "Header":
    """What a weights file says that it holds. Raises WeightsError for one that is missing, damaged, or says nothing."""
    from vc.models.checkpoint import read_header

    header = read_header(Path(path))
    if header is None:
        raise WeightsError(
            f"{path} does not say which network it holds: it is older than such files do. Write it anew: python -m "
            f"tools.pack_weights {path} NEW.safetensors --network NAME, one of {', '.join(networks())}."
        )
    return header
