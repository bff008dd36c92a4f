"""The ear for inference: pieces of any length, in windows that overlap."""

from collections.abc import Callable
from copy import deepcopy

import numpy as np
import torch

from vc.models.ear.network import BAR_PLACE, BEAT, BEAT_PLACE, DOWNBEAT, METRE, PULSE, TEMPO, Ear, tempi_bpm
from vc.models.inference import fuse_all_, fuse_blocks_, one_thread
from vc.music import MEL_FRAMES_PER_POSE, Chances
from vc.skeleton import POSE_RATE

WINDOW = 60 * POSE_RATE  # poses: as long as the lessons, for attention knows no longer ones
QUIET = POSE_RATE  # poses of silence before the music, so that a note at its very beginning is heard to begin
OVERLAP = 12 * POSE_RATE  # of neighbouring windows; there they fade into one another, and two hear more than one
WHOLE = 2 * MEL_FRAMES_PER_POSE  # mel frames: attention works at half of the poses' rate


class FastEar:
    """`Ear` with its constants folded, in windows; the network itself is left as it is."""

    def __init__(self, ear: Ear) -> None:
        self._ear = fold(ear)

    @one_thread()
    @torch.inference_mode()
    def hear(self, mel: np.ndarray, on_progress: Callable[[float], None] | None = None) -> Chances:
        """(T, 128) mel at 90 Hz -> what there is to hear, floor(T / 3) frames at 30 Hz."""
        poses = len(mel) // MEL_FRAMES_PER_POSE
        said, weight = torch.zeros(self._ear.say.out_channels, poses), torch.zeros(poses)
        for start in window_starts(QUIET + poses) if poses else []:
            start -= QUIET
            stop = min(start + WINDOW, poses)
            fade = faded(stop - start, at_start=start > 0, at_end=stop < poses)[max(-start, 0) :]
            said[:, max(start, 0) : stop] += fade * self._window(mel, start, stop)[:, max(-start, 0) :]
            weight[max(start, 0) : stop] += fade
            if on_progress:
                on_progress(stop / poses)
        return as_chances(said / weight)

    def _window(self, mel: np.ndarray, start: int, stop: int) -> torch.Tensor:
        """(SAID, stop - start); before the music, `start` may be negative, there is silence."""
        part = mel[MEL_FRAMES_PER_POSE * max(start, 0) : MEL_FRAMES_PER_POSE * stop]
        part = np.pad(part, ((MEL_FRAMES_PER_POSE * max(-start, 0), 0), (0, 0)))
        part = np.pad(part, ((0, -len(part) % WHOLE), (0, 0)), mode="edge")
        seen = torch.from_numpy(np.require(part, np.float32, ["C", "W"])).to(next(self._ear.parameters()).device)
        return self._ear(seen[None])[0, :, : stop - start].float().cpu()


def window_starts(poses: int) -> list[int]:
    """The last window ends with the music, so that none is short."""
    if poses <= WINDOW:
        return [0]
    starts = list(range(0, poses - WINDOW, WINDOW - OVERLAP))
    return [*starts, poses - WINDOW] if starts[-1] + WINDOW < poses else starts


def faded(poses: int, *, at_start: bool, at_end: bool) -> torch.Tensor:
    """(poses,) how much a window counts: less and less towards an end where another goes on."""
    weight = torch.ones(poses)
    rising = torch.arange(1, OVERLAP + 1) / (OVERLAP + 1)
    if at_start:
        weight[:OVERLAP] *= rising
    if at_end:
        weight[-OVERLAP:] *= rising.flip(0)
    return weight


def as_chances(said: torch.Tensor) -> Chances:
    """(SAID, T) of the network."""
    beat_place, bar_place = torch.tanh(said[BEAT_PLACE]).numpy(), torch.tanh(said[BAR_PLACE]).numpy()
    return Chances(
        beat=said[BEAT].numpy(),
        downbeat=said[DOWNBEAT].numpy(),
        pulse=said[PULSE].numpy(),
        in_beat=beat_place[1] + 1j * beat_place[0],
        in_bar=bar_place[1] + 1j * bar_place[0],
        tempo=torch.log_softmax(said[TEMPO], 0).T.numpy(),
        bpm=tempi_bpm().numpy(),
        metre=torch.softmax(said[METRE], 0).T.numpy(),
    )


def fold(ear: Ear) -> Ear:
    """A copy in inference mode, every BatchNorm folded into the convolution before it."""
    folded = deepcopy(ear).eval()
    fuse_all_(folded.front, folded.norms)
    fuse_blocks_(folded)
    return folded.requires_grad_(False)
