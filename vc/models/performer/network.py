"""A performer: all stages of Let's Play Music in one network, and drawing a piece of any length with it."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from vc.models.checkpoint import configured
from vc.models.performer.music import MusicStage
from vc.models.performer.unet import StructuredTemporalUnet

FRAMES_AT_ONCE = 8  # more makes it no faster, and a viewer waits for the first


class Performer(nn.Module):
    @configured
    def __init__(self, *, structure: bool = True, temporal: bool = True) -> None:
        super().__init__()
        self.music = MusicStage()
        self.painter = StructuredTemporalUnet(structure=structure, temporal=temporal)


@torch.inference_mode()
def draw_whole(
    network: Performer, motion: np.ndarray, features: np.ndarray | None = None, *, at_once: int = FRAMES_AT_ONCE
) -> Iterator[np.ndarray]:
    """The performer moving as a motion does, frame after frame; memory does not grow with the length.

    motion : (T, 13, 2) stage coordinates at 30 Hz
    features : (T, 26) of `vc.audio.features`, for the coarse video; None shows the mean of those learnt from

    Yields T arrays (512, 512, 3) uint8 RGB. As many frames at once as wished give the same.
    """
    device = network.painter.plate.device
    points = network.music.retarget(torch.from_numpy(motion)[None].float().to(device))
    code = None
    if features is not None:
        code = network.music.coarse.music_encoder(torch.from_numpy(features)[None].float().to(device))
    yield from draw_points(network, points, code, at_once=at_once)


@torch.inference_mode()
def draw_points(
    network: Performer, points: torch.Tensor, code: torch.Tensor | None, *, at_once: int = FRAMES_AT_ONCE
) -> Iterator[np.ndarray]:
    """As `draw_whole`, from keypoints (1, T, 19, 2) in the picture and codes (1, T, 64) of the coarse music encoder."""
    state = None
    for start in range(0, points.shape[1], at_once):
        part = points[:, start : start + at_once]
        pictures, state = network.painter(part, _coarse(network, code, start, part.shape[1]), state)
        shown = (255 * pictures[0].clamp(0, 1) + 0.5).to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()
        yield from np.ascontiguousarray(shown)


def _coarse(network: Performer, code: torch.Tensor | None, start: int, count: int) -> torch.Tensor:
    """(1, count, 3, 64, 64)."""
    coarse = network.music.coarse
    if code is None:
        return coarse.mean.expand(1, count, -1, -1, -1)
    return coarse.develop(code[:, start : start + count])
