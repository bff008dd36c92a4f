"""Baton for inference: pieces of any length in bounded memory."""

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
from vc.skeleton import POSE_RATE

TILE = 60 * POSE_RATE  # poses; the ear's context of 17 s on both sides is a third of what it works on

Progress = Callable[[float], None]


class FastBaton:
    """`Baton` with its constants folded, in tiles; `network` itself is left as it is. The tiles change no result."""

    def __init__(self, baton: Baton, *, tile: int = TILE) -> None:
        self._baton = fold(baton)
        self._tile = tile

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
        self, intent: torch.Tensor, style: torch.Tensor, noise: torch.Tensor, on_progress: Progress | None = None
    ) -> torch.Tensor:
        """intent (T, INTENT_CHANNELS), style (k,), noise (S, NOISE_CHANNELS) -> (T, LAYERS), on the CPU."""
        hand = self._baton.hand
        intent, style, noise = (told.to(hand.style_mean) for told in (intent, style, noise))
        even = spread(noise[None], len(intent))
        motion = torch.empty(len(intent), LAYERS)
        for tile in tiles(len(intent), size=self._tile, context=network.CONTEXT):
            poses = hand(intent[None, tile.seen], style[None], even[:, tile.seen])
            motion[tile.start : tile.stop] = poses[0, tile.own].cpu()
            if on_progress:
                on_progress(tile.stop / len(intent))
        return motion

    @one_thread()
    @torch.inference_mode()
    def read(self, code: torch.Tensor, mel: torch.Tensor) -> torch.Tensor:
        """The code that `listen` gave and its mel -> (4, T) `reader.READ` as values."""
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
