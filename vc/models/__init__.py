"""Neural networks by name, and loading their weights. Torch is imported when a network is, not with this module."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vc.errors import WeightsError

if TYPE_CHECKING:
    from torch import nn


def _generator() -> "nn.Module":
    from vc.models.official.generator import Generator

    return Generator()


def _sync_net() -> "nn.Module":
    from vc.models.official.sync_net import SyncNet

    return SyncNet()


def _baton() -> "nn.Module":
    from vc.models.baton.network import Baton

    return Baton()


def _baton_ear() -> "nn.Module":
    from vc.models.baton.ear import Ear

    return Ear()


def _ear() -> "nn.Module":
    from vc.models.ear.network import Ear

    return Ear()


def _plain() -> "nn.Module":
    from vc.models.baselines import Plain

    return Plain()


def _cnn_lstm() -> "nn.Module":
    from vc.models.baselines import CnnLstm

    return CnnLstm()


def _amcnet() -> "nn.Module":
    from vc.models.amcnet import Amcnet

    return Amcnet()


def _amcnet_generator() -> "nn.Module":
    from vc.models.amcnet import AmcnetGenerator

    return AmcnetGenerator()


def _critic() -> "nn.Module":
    from vc.models.critic import MotionCritic

    return MotionCritic()


def _performer_music() -> "nn.Module":
    from vc.models.performer.music import MusicStage

    return MusicStage()


def _performer() -> "nn.Module":
    from vc.models.performer.network import Performer

    return Performer()


# The names of shipped networks are those of `vc.weights.REGISTRY`; the values build one with random weights.
MODELS: dict[str, Callable[[], "nn.Module"]] = {
    "official": _generator,
    "official-sync-net": _sync_net,
    "baton": _baton,
    "baton-ear": _baton_ear,
    "ear": _ear,
    "plain": _plain,
    "cnn-lstm": _cnn_lstm,
    "amcnet": _amcnet_generator,
    "amcnet-judge": _amcnet,
    "performer-music": _performer_music,
    "performer": _performer,
    "critic": _critic,
}


def build(name: str) -> "nn.Module":
    """The network `name` with random weights. Raises WeightsError naming all networks if there is none."""
    try:
        return MODELS[name]()
    except KeyError:
        raise WeightsError(f"There is no network named {name!r}. Known: {', '.join(MODELS)}.") from None


def load(name: str, path: str | Path, device: str = "cpu") -> "nn.Module":
    """The network `name` with the weights of the file `path`, ready for inference on `device`.

    Every tensor of the network must be in the file, in its shape, and nothing else.
    Raises WeightsError for an unknown name, and for a file that is missing, damaged, or of another network.
    """
    import torch

    from vc.models.checkpoint import load_into_

    with torch.random.fork_rng(devices=[]):  # the first, random weights must not use up the caller's numbers
        network = build(name)
    load_into_(network, Path(path), name)
    return network.to(device).eval()


def recognise(path: str | Path) -> str:
    """Name of the network whose weights a file holds, told by the names and shapes of its tensors.

    Raises WeightsError for a file that is missing, damaged, or of no known network.
    """
    import torch

    from vc.models.checkpoint import read_state

    found = {key: tensor.shape for key, tensor in read_state(Path(path)).items()}
    with torch.random.fork_rng(devices=[]):
        for name in MODELS:
            if found == {key: tensor.shape for key, tensor in build(name).state_dict().items()}:
                return name
    raise WeightsError(
        f"{path} holds none of the networks {', '.join(MODELS)}, or one of another size. Name the weights.pt of a "
        "training with this version."
    )
