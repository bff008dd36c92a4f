"""A performer in use: pieces of any length in bounded memory, as fast as processors without a graphics card can.

Frames depend on those before them in the memory of the UNet alone, which is a sixteenth of the work. So `see` goes
through a piece in order, and `paint` may work on several parts of it at once, a thread each: threads within one
convolution would wait for each other, on a busy machine far longer than they work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from vc.models.amcnet.network import KERNEL
from vc.models.blocks import reach
from vc.models.inference import one_thread
from vc.models.performer.load import load_performer
from vc.models.performer.music import KEYPOINT_CONTEXT, MUSIC_CONTEXT, POSE_DILATIONS, MusicStage
from vc.models.performer.network import Performer
from vc.models.performer.unet import Seen
from vc.models.tiles import tiles
from vc.skeleton import JOINT_COUNT, POSE_RATE

TILE = 60 * POSE_RATE  # poses; the context of some 5 s on both sides is a sixth of it
DRAWING_CONTEXT = max(MUSIC_CONTEXT, reach(POSE_DILATIONS, KERNEL))
FRAMES_AT_ONCE = 4  # more makes it no faster, and who stops it waits for them

Progress = Callable[[float], None]  # the done part, 0.0 to 1.0


@dataclass(frozen=True)
class Part:
    """Some frames in a row, ready to be painted. remembered : (n, 96, 16, 16), of the UNet's memory"""

    seen: Seen
    remembered: torch.Tensor


class FastPerformer:
    """Draws as `network.draw_whole` does; tiles and parts change no result but by rounding.

    half : compute in bfloat16 where it does not show, which changes a few pixels by a level or two of 255; None is
        where the processor has it, and a frame then takes two thirds of the time
    """

    def __init__(
        self, network: Performer, *, tile: int = TILE, at_once: int = FRAMES_AT_ONCE, half: bool | None = None
    ) -> None:
        self.at_once = at_once
        self._network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        painter = self._network.painter
        painter.plate = painter.plate[None].contiguous(memory_format=torch.channels_last)[0]  # as what is laid on it
        self._tile = tile
        self._half = torch.cpu._is_avx512_bf16_supported() if half is None else half

    @property
    def backdrop(self) -> np.ndarray:
        """(512, 512, 3) uint8 RGB: what stands still behind the performer."""
        return _as_bytes(self._network.painter.plate[None])[0]

    def draw(self, motion: np.ndarray, features: np.ndarray | None = None) -> Iterator[np.ndarray]:
        """`see` and `paint`, frame by frame: T arrays (512, 512, 3) uint8 RGB."""
        for part in self.see(motion, features):
            yield from self.paint(part)

    def see(self, motion: np.ndarray, features: np.ndarray | None = None) -> Iterator[Part]:
        """The parts of a piece in order, `at_once` frames each, the last one with what is left.

        motion : (T, 13, 2) stage coordinates at 30 Hz
        features : (T, 26) of `vc.audio.features`, for the coarse video; None shows the mean of those learnt from
        """
        state: torch.Tensor | None = None
        for tile in tiles(len(motion), size=self._tile, context=DRAWING_CONTEXT):
            points, code = self._prepare(motion[tile.seen], None if features is None else features[tile.seen])
            for first in range(tile.own.start, tile.own.stop, self.at_once):
                own = slice(first, min(first + self.at_once, tile.own.stop))
                part, state = self._see(points[own], None if code is None else code[:, own], state)
                yield part

    @torch.inference_mode()
    @one_thread()
    def paint(self, part: Part) -> np.ndarray:
        """(n, 512, 512, 3) uint8 RGB; may be called from several threads at a time."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            pictures = self._network.painter.paint(part.seen, part.remembered)
        return _as_bytes(pictures)

    @torch.inference_mode()
    @one_thread()
    def _prepare(self, motion: np.ndarray, features: np.ndarray | None) -> tuple[torch.Tensor, torch.Tensor | None]:
        """(T, 19, 2) points in the picture, and (1, T, 64) codes of the music."""
        music = self._network.music
        code = None if features is None else music.coarse.music_encoder(_one(features))
        return music.retarget(_one(motion))[0], code

    @torch.inference_mode()
    @one_thread()
    def _see(
        self, points: torch.Tensor, code: torch.Tensor | None, state: torch.Tensor | None
    ) -> tuple[Part, torch.Tensor]:
        coarse, painter = self._network.music.coarse, self._network.painter
        with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            shown = coarse.mean.expand(len(points), -1, -1, -1) if code is None else coarse.develop(code)[0]
            seen = painter.see(points, shown)
            remembered, state = painter.memory(seen.deep[None], state, remember=painter.temporal)
        return Part(seen, remembered[0]), state


def open_performer(path: str | Path) -> FastPerformer:
    """The performer with the weights of a file. Raises WeightsError."""
    return FastPerformer(load_performer(path))


@torch.inference_mode()
@one_thread()
def move_whole(network: MusicStage, features: np.ndarray, on_progress: Progress | None = None) -> np.ndarray:
    """How the performer's body moves to music, no motion being given: (T, 26) features -> (T, 13, 2) at 30 Hz."""
    motion = np.empty((len(features), JOINT_COUNT, 2), np.float32)
    for tile in tiles(len(features), size=TILE, context=KEYPOINT_CONTEXT):
        points = network.keypoints(_one(features[tile.seen]))[0, tile.own]
        motion[tile.start : tile.stop] = network.to_stage(points).numpy()
        if on_progress:
            on_progress(tile.stop / len(features))
    return motion


def _one(values: np.ndarray) -> torch.Tensor:
    """A batch of one, float32."""
    return torch.from_numpy(np.array(values, np.float32))[None]


def _as_bytes(pictures: torch.Tensor) -> np.ndarray:
    """(n, 3, h, w) around 0..1 -> (n, h, w, 3) uint8."""
    shown = pictures.permute(0, 2, 3, 1).contiguous().clamp(0, 1).mul_(255).add_(0.5)
    return shown.to(torch.uint8).numpy()
