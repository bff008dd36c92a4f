"""Baton for inference: pieces of any length in bounded memory, with the tracker between hearing and moving."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from vc.models.baton import ear, network
from vc.models.baton.blocks import Block
from vc.models.baton.ear import MEL_FRAMES_PER_POSE, as_values
from vc.models.baton.network import Baton, spread
from vc.models.tiles import tiles
from vc.skeleton import JOINT_COUNT, POSE_RATE

TILE = 60 * POSE_RATE  # poses; the ear's context of 17 s on both sides is a third of what it works on

Progress = Callable[[float], None]


@contextmanager
def one_thread() -> Iterator[None]:
    """At this size threads wait for each other longer than they work: twice the CPU time, or more on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class FastBaton:
    """`Baton` with its constants folded, in tiles; `network` itself is left as it is. The tiles change no result.

    told, latents : as the network's
    """

    def __init__(self, baton: Baton, *, tile: int = TILE) -> None:
        self._baton = fold(baton)
        self.told, self.latents = baton.told, baton.latents
        self._tile = tile

    @property
    def mean_style(self) -> torch.Tensor:
        """(k,) of the conductors it was trained on."""
        return self._baton.hand.style_mean

    @one_thread()
    @torch.inference_mode()
    def listen(self, mel: torch.Tensor, on_progress: Progress | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """(T, 128) mel at 90 Hz, T a multiple of 3 -> (128, T / 3) code and (5, T / 3) `ear.HEARD` as values."""
        poses = len(mel) // MEL_FRAMES_PER_POSE
        device = next(self._baton.parameters()).device
        code = torch.empty(ear.CODE_CHANNELS, poses, device=device)
        heard = torch.empty(len(ear.HEARD), poses, device=device)
        for tile in tiles(poses, size=self._tile, context=ear.CONTEXT):
            seen = mel[tile.first * MEL_FRAMES_PER_POSE : tile.last * MEL_FRAMES_PER_POSE]
            tile_code, tile_heard = self._baton.ear(seen.to(device)[None])
            code[:, tile.start : tile.stop] = tile_code[0, :, tile.own]
            heard[:, tile.start : tile.stop] = as_values(tile_heard)[0, :, tile.own]
            if on_progress:
                on_progress(tile.stop / poses)
        return code, heard

    @one_thread()
    @torch.inference_mode()
    def move(
        self, code: torch.Tensor, heard: torch.Tensor, phase: torch.Tensor, style: torch.Tensor, noise: torch.Tensor
    ) -> torch.Tensor:
        """What `listen` gave, phase (T, 4), style (k,), noise (S, k) -> (T, 13, 2) poses on the CPU."""
        even = spread(noise[None].to(code), code.shape[1])[0]
        motion = torch.empty(code.shape[1], JOINT_COUNT, 2)
        for tile in tiles(code.shape[1], size=self._tile, context=network.CONTEXT):
            seen = (code[None, :, tile.seen], heard[None, :, tile.seen], phase[None, tile.seen].to(code))
            poses = self._baton.hand(*seen, style[None].to(code), even[None, tile.seen])
            motion[tile.start : tile.stop] = poses[0, tile.own].cpu()
        return motion


def fold(baton: Baton) -> Baton:
    """A copy in inference mode, every BatchNorm folded into the convolution before it."""
    folded = deepcopy(baton).eval()
    front = zip(folded.ear.front, folded.ear.norms, strict=True)
    folded.ear.front = nn.ModuleList([fused(convolution, norm) for convolution, norm in front])
    folded.ear.norms = nn.ModuleList(nn.Identity() for _ in folded.ear.norms)
    for module in folded.modules():
        if isinstance(module, Block):
            module.spread, module.norm = fused(module.spread, module.norm), nn.Identity()  # type: ignore[assignment]
    return folded.requires_grad_(False)


def fused(convolution: nn.Module, norm: nn.Module) -> nn.Module:
    """One convolution in place of it and the BatchNorm behind it."""
    assert isinstance(convolution, nn.Conv1d | nn.Conv2d)
    assert isinstance(norm, nn.BatchNorm1d | nn.BatchNorm2d)
    fused: nn.Module = fuse_conv_bn_eval(convolution, norm)
    return fused
