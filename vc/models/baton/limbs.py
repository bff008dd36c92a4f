"""From 50 free numbers to thirteen joints in metres on a body of fixed bones, and what hands and face do.

Every bone is a direction times a length that the style tells, so that no limb can grow, shrink or tremble in length;
the head is one rigid thing that turns. A direction is three numbers made a unit vector: any can be reached.
"""

import torch
from torch import nn
from torch.nn import functional

from vc.channels import CHANNELS, DIRECTIONS, SHARES, WIDTH
from vc.skeleton import FACE_M, JOINT_COUNT, NECK_M, Joint

PELVIS_M = 0.20  # furthest from its usual place
BODY = slice(17, 23)  # of a style: widths of shoulders and hips, upper arm, forearm, torso, size of the head
HEAD_CHANNEL = "head"  # the one channel that follows from the joints

# Vectors of the body and their directions at rest: x to the conductor's left, y up, z towards the viewer.
_REST: dict[str, tuple[float, float, float]] = {
    "pelvis": (0.0, 0.0, 0.0), "hips": (1.0, 0.0, 0.0), "trunk": (0.0, 1.0, 0.1), "shoulders": (1.0, 0.0, 0.0),
    "left upper arm": (0.4, -0.8, 0.4), "left forearm": (-0.1, 0.1, 0.9),
    "right upper arm": (-0.4, -0.8, 0.4), "right forearm": (0.1, 0.1, 0.9),
    "forward": (0.0, -0.1, 1.0), "across": (1.0, 0.0, 0.0),
}  # fmt: skip
VECTORS = tuple(_REST)
_FREE_DIRECTIONS = tuple(name for name in DIRECTIONS if name != HEAD_CHANNEL)
FREE = 3 * (len(VECTORS) + len(_FREE_DIRECTIONS)) + len(SHARES)
LAYERS = 3 * JOINT_COUNT + WIDTH  # joints, then channels, of one pose
_CHANNEL = {one.name: one for one in CHANNELS}


class Limbs(nn.Module):
    """No weights: (N, T, FREE) and the body's sizes (N, 6), metres -> (N, T, LAYERS)."""

    face: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("face", torch.tensor(list(FACE_M.values())), persistent=False)

    def forward(self, free: torch.Tensor, body: torch.Tensor) -> torch.Tensor:
        split = 3 * len(VECTORS), 3 * len(_FREE_DIRECTIONS), len(SHARES)
        vectors, directions, shares = free.float().split(split, dim=-1)
        part = dict(zip(VECTORS, vectors.unflatten(-1, (len(VECTORS), 3)).unbind(-2), strict=True))
        joints, forward = self._joints(part, body.float()[:, None, :, None])
        told = dict(zip(_FREE_DIRECTIONS, directions.unflatten(-1, (len(_FREE_DIRECTIONS), 3)).unbind(-2), strict=True))
        channels = {name: _unit(value) for name, value in told.items()} | {HEAD_CHANNEL: forward}
        channels |= dict(zip(SHARES, torch.sigmoid(shares).split(1, dim=-1), strict=True))
        return torch.cat([joints.flatten(-2), *(channels[one.name] for one in CHANNELS)], dim=-1)

    def _joints(self, part: dict[str, torch.Tensor], body: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, T, 13, 3) and the head's direction (N, T, 3). body : (N, 1, 6, 1)"""
        shoulders, hips, upper, fore, torso, head = body.unbind(2)
        pelvis, up = PELVIS_M * torch.tanh(part["pelvis"]), _unit(part["trunk"])
        middle = pelvis + torso * up
        side, hip = 0.5 * shoulders * _unit(part["shoulders"]), 0.5 * hips * _unit(part["hips"])
        place = {Joint.LEFT_SHOULDER: middle + side, Joint.RIGHT_SHOULDER: middle - side,
                 Joint.LEFT_HIP: pelvis + hip, Joint.RIGHT_HIP: pelvis - hip}  # fmt: skip
        for name in ("left", "right"):
            elbow = place[Joint[f"{name}_shoulder".upper()]] + upper * _unit(part[f"{name} upper arm"])
            place[Joint[f"{name}_elbow".upper()]] = elbow
            place[Joint[f"{name}_wrist".upper()]] = elbow + fore * _unit(part[f"{name} forearm"])
        forward = _unit(part["forward"])
        across = _unit(part["across"] - (part["across"] * forward).sum(-1, keepdim=True) * forward)
        axes = torch.stack([across, torch.linalg.cross(forward, across), forward], -2)
        face = middle + NECK_M * up
        for joint, offset in zip(FACE_M, self.face, strict=True):
            place[joint] = face + head * (offset[:, None] * axes).sum(-2)
        return torch.stack([place[joint] for joint in Joint], -2), forward


def resting() -> torch.Tensor:
    """(FREE,) the free numbers of the resting body, channels at rest."""
    vectors = [torch.tensor(value) for value in _REST.values()]
    vectors += [torch.tensor(_CHANNEL[name].rest) for name in _FREE_DIRECTIONS]
    shares = torch.logit(torch.tensor([_CHANNEL[name].rest[0] for name in SHARES]))
    return torch.cat([*vectors, shares])


def _unit(vectors: torch.Tensor) -> torch.Tensor:
    return functional.normalize(vectors, dim=-1, eps=1e-4)
