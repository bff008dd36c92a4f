"""LPIPS (Zhang et al. 2018), where the `lpips` package and the weights of its AlexNet are on this machine.

Its own weights come with the package; those of AlexNet are fetched by torchvision from a server that not every machine
reaches, so they are looked for and never fetched: put alexnet-owt-*.pth into the checkpoints of `torch.hub.get_dir()`.
"""

import importlib.util
from pathlib import Path

import numpy as np
import torch

from vc.evaluate.pictures import Perceptual

BACKBONE = "alexnet-*.pth"
WITHOUT = "no LPIPS: the package lpips or the weights of its AlexNet are not on this machine"


def find_lpips() -> Perceptual | None:
    """A function of two pictures (h, w, 3) uint8 that gives (h, w) float32; None where it cannot be had."""
    checkpoints = Path(torch.hub.get_dir()) / "checkpoints"
    if importlib.util.find_spec("lpips") is None or not any(checkpoints.glob(BACKBONE)):
        return None
    import lpips  # type: ignore[import-not-found]

    network = lpips.LPIPS(net="alex", spatial=True, verbose=False).eval()

    @torch.inference_mode()
    def measure(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        found: np.ndarray = network(_tensor(one), _tensor(other))[0, 0].numpy()
        return found

    return measure


def _tensor(picture: np.ndarray) -> torch.Tensor:
    """(1, 3, h, w) float32 in -1..1, as LPIPS expects it."""
    return torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 127.5 - 1
