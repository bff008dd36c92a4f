"""From 26 free numbers to thirteen joints on a body whose parts cannot grow: lengths seen are bounded.

Seen from the front a limb is at most as long as it is; turned towards the viewer it looks shorter. So each joint
hangs on another by a vector shorter than a bound, and every length below it can be reached.
"""

import numpy as np
import torch
from torch import nn

from vc.skeleton import JOINT_COUNT, Joint

HIPS = (0.5, 0.75)  # where ConductorMotion100 puts the mean middle of the hips

# Longest seen lengths in stage widths, 1 m = 0.53 for the mean adult: the longest of 95 adults in 100 (after Drillis
# and Contini 1966) over the narrowest shoulders, 10 % nearer the camera than those. And a resting place, y down.
_PARTS: tuple[tuple[str, float, tuple[float, float]], ...] = (
    ("hips", 0.20, (0.0, 0.0)),  # middle of the hips from HIPS
    ("half hips", 0.10, (0.06, 0.0)),  # to the body's left
    ("trunk", 0.36, (0.0, -0.27)),  # to the middle of the shoulders
    ("half shoulders", 0.14, (0.10, 0.0)),
    ("left upper arm", 0.21, (0.05, 0.12)),
    ("left forearm", 0.21, (-0.01, -0.03)),
    ("right upper arm", 0.21, (-0.05, 0.12)),
    ("right forearm", 0.21, (0.01, -0.03)),
    ("nose", 0.20, (0.0, -0.10)),  # from the middle of the shoulders
    ("left eye", 0.09, (0.018, -0.02)),  # from the nose
    ("right eye", 0.09, (-0.018, -0.02)),
    ("left ear", 0.09, (0.04, -0.01)),
    ("right ear", 0.09, (-0.04, -0.01)),
)
PART_COUNT = len(_PARTS)
BOUNDS = np.array([bound for _, bound, _ in _PARTS], np.float32)
REST = np.array([place for *_, place in _PARTS], np.float32)


class Body(nn.Module):
    """No weights: two numbers for each part -> joints. Where a number is free, the joint is too."""

    bounds: torch.Tensor
    chain: torch.Tensor
    origin: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("bounds", torch.from_numpy(BOUNDS)[:, None], persistent=False)
        self.register_buffer("chain", torch.from_numpy(_chains()), persistent=False)
        self.register_buffer("origin", torch.tensor(HIPS), persistent=False)

    def forward(self, free: torch.Tensor) -> torch.Tensor:
        """(..., 26) -> (..., 13, 2) stage coordinates."""
        vectors = free.unflatten(-1, (PART_COUNT, 2)).float()
        bounded = self.bounds * vectors / torch.sqrt(1 + vectors.square().sum(-1, keepdim=True))
        return self.chain @ bounded + self.origin


def resting() -> torch.Tensor:
    """(26,) the free numbers of the resting body."""
    part = REST / BOUNDS[:, None]
    return torch.from_numpy(part / np.sqrt(1 - (part**2).sum(1, keepdims=True))).flatten()


def _chains() -> np.ndarray:
    """(13, parts) which parts add up to each joint, with signs for the right halves."""
    hips, trunk = {"hips": 1}, {"hips": 1, "trunk": 1}
    left, right = trunk | {"half shoulders": 1}, trunk | {"half shoulders": -1}
    head = trunk | {"nose": 1}
    sums = {
        Joint.NOSE: head,
        Joint.LEFT_EYE: head | {"left eye": 1},
        Joint.RIGHT_EYE: head | {"right eye": 1},
        Joint.LEFT_EAR: head | {"left ear": 1},
        Joint.RIGHT_EAR: head | {"right ear": 1},
        Joint.LEFT_SHOULDER: left,
        Joint.RIGHT_SHOULDER: right,
        Joint.LEFT_ELBOW: left | {"left upper arm": 1},
        Joint.RIGHT_ELBOW: right | {"right upper arm": 1},
        Joint.LEFT_WRIST: left | {"left upper arm": 1, "left forearm": 1},
        Joint.RIGHT_WRIST: right | {"right upper arm": 1, "right forearm": 1},
        Joint.LEFT_HIP: hips | {"half hips": 1},
        Joint.RIGHT_HIP: hips | {"half hips": -1},
    }
    names = [name for name, *_ in _PARTS]
    matrix = np.zeros((JOINT_COUNT, PART_COUNT), np.float32)
    for joint, parts in sums.items():
        for name, sign in parts.items():
            matrix[joint, names.index(name)] = sign
    return matrix
