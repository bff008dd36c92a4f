"""Baton for inference: pieces of any length in bounded memory, with the tracker between hearing and moving."""

from collections.abc import Callable
from copy import deepcopy

import torch

from vc.models.baton import ear, network, reader
from vc.models.baton.ear import as_values
from vc.models.baton.limbs import LAYERS
from vc.models.baton.network import Baton, spread
from vc.models.inference import fuse_all_, fuse_blocks_, one_thread
from vc.models.tiles import tiles
from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import JOINT_COUNT, POSE_RATE

TILE = 60 * POSE_RATE  # poses; the ear's context of 17 s on both sides is a third of what it works on

Progress = Callable[[float], None]


class FastBaton:
    """`Baton` with its constants folded, in tiles; `network` itself is left as it is. The tiles change no result.

    told, latents, space : as the network's
    """

    def __init__(self, baton: Baton, *, tile: int = TILE) -> None:
        self._baton = fold(baton)
        self.told, self.latents, self.space = baton.told, baton.latents, baton.space
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
        """What `listen` gave, phase (T, 14), style (k,), noise (S, k) -> (T, LAYERS) or (T, 13, 2), on the CPU."""
        even = spread(noise[None].to(code), code.shape[1])[0]
        motion = torch.empty(code.shape[1], *((LAYERS,) if self.space else (JOINT_COUNT, 2)))
        for tile in tiles(code.shape[1], size=self._tile, context=network.CONTEXT):
            seen = (code[None, :, tile.seen], heard[None, :, tile.seen], phase[None, tile.seen].to(code))
            poses = self._baton.hand(*seen, style[None].to(code), even[None, tile.seen])
            motion[tile.start : tile.stop] = poses[0, tile.own].cpu()
        return motion

    @one_thread()
    @torch.inference_mode()
    def read(self, code: torch.Tensor, mel: torch.Tensor) -> torch.Tensor:
        """The code that `listen` gave and its mel -> (4, T) `reader.READ` as values. Only of networks of space."""
        poses = code.shape[1]
        said = torch.empty(len(reader.READ), poses, device=code.device)
        for tile in tiles(poses, size=self._tile, context=reader.CONTEXT + 10):
            seen = mel[tile.first * MEL_FRAMES_PER_POSE : tile.last * MEL_FRAMES_PER_POSE].to(code.device)
            found = self._baton.reader(code[None, :, tile.seen], seen[None])
            said[:, tile.start : tile.stop] = reader.as_values(found)[0, :, tile.own]
        return said


def fold(baton: Baton) -> Baton:
    """A copy in inference mode, every BatchNorm folded into the convolution before it."""
    folded = deepcopy(baton).eval()
    fuse_all_(folded.ear.front, folded.ear.norms)
    fuse_blocks_(folded)
    return folded.requires_grad_(False)
