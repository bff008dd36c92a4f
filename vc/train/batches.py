"""Which samples are learnt from when. Every batch is a function of its number, so that a training which is taken up
again goes on with the very next batch, with any number of worker processes."""

from collections.abc import Iterator

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from vc.data.conductormotion100 import Item
from vc.errors import DatasetError
from vc.skeleton import POSE_RATE
from vc.train.stage import Batch, Sample, Stage


def list_samples(items: list[Item], sample_s: int) -> list[Sample]:
    """Items cut into samples of `sample_s` seconds, what is left over dropped. Raises DatasetError if none fits."""
    poses = sample_s * POSE_RATE
    samples = [Sample(item, first) for item in items for first in range(0, item.poses - poses + 1, poses)]
    if not samples:
        raise DatasetError(f"No item lasts {sample_s} s, the length of a sample. Use longer items or shorter samples.")
    return samples


class Batches(Dataset[dict[str, np.ndarray]]):
    """Batch number n of a stage, for one of several processes.

    rank, world : this process and how many there are; each gets its own part of every batch
    """

    def __init__(self, stage: Stage, samples: list[Sample], *, seed: int = 0, rank: int = 0, world: int = 1) -> None:
        size = stage.config.batch
        if size % world:
            raise ValueError(f"a batch of {size} cannot be shared evenly by {world} processes")
        if len(samples) < size:
            raise DatasetError(
                f"There are {len(samples)} samples of {stage.config.sample_s} s, fewer than a batch of {size}. "
                "Use more data or a smaller batch."
            )
        self._make_batch, self._size = stage.make_batch, size
        self._samples, self._seed, self._rank, self._world = samples, seed, rank, world

    @property
    def per_epoch(self) -> int:
        return len(self._samples) // self._size

    def __len__(self) -> int:
        return self.per_epoch

    def __getitem__(self, number: int) -> dict[str, np.ndarray]:
        epoch, place = divmod(number, self.per_epoch)
        order = np.random.default_rng([self._seed, 1, epoch]).permutation(len(self._samples))
        chosen = order[place * self._size : (place + 1) * self._size][self._rank :: self._world]
        rng = np.random.default_rng([self._seed, 2, number, self._rank])
        return self._make_batch([self._samples[i] for i in chosen], rng, epoch)

    def stream(self, first: int, last: int, *, workers: int = 0) -> Iterator[Batch]:
        """Batches first..last - 1 in order, as tensors; `workers` processes with one thread each make them ahead.

        Workers are new processes: one that is forked has the locks of threads that it has not, and may hang or crash.
        """
        loader = DataLoader(  # with random numbers of its own: it would draw from the training's
            self, batch_size=None, sampler=range(first, last), num_workers=workers,
            multiprocessing_context="spawn" if workers else None, worker_init_fn=_one_thread if workers else None,
            pin_memory=torch.cuda.is_available(), generator=torch.Generator(),
        )  # fmt: skip
        yield from loader


def _one_thread(worker: int) -> None:
    del worker
    torch.set_num_threads(1)


def on_device(batch: Batch, device: str) -> Batch:
    return {name: tensor.to(device, non_blocking=True) for name, tensor in batch.items()}
