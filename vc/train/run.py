"""The loop that drives any stage: batches, schedule, validation, log, checkpoints, and stopping in good order."""

import math
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from vc.data.conductormotion100 import Item
from vc.errors import OutputError
from vc.models.registry import imported, stages
from vc.train import distributed
from vc.train.batches import Batches, list_samples, on_device
from vc.train.checkpoint import STATE, State, restore_, save
from vc.train.config import Config
from vc.train.log import Log
from vc.train.stage import Numbers, Stage

LAST_RATE = 0.02  # of the first, at the end of a schedule that decays
SMOOTHING = 0.98  # of the numbers shown, from step to step
LOG_EVERY = 20
VALIDATION_SEED = 1

Report = Callable[[int, int, dict[str, float]], None]  # steps done, steps in all, numbers


@dataclass(frozen=True)
class Options:
    """How to train, as opposed to what.

    steps : in all; None is the config's epochs
    workers : processes that make batches ahead, one thread each; 0 makes them in between
    max_minutes : stop in good order after this time; the same call goes on later
    """

    steps: int | None = None
    seed: int = 0
    workers: int = 0
    max_minutes: float | None = None
    tensorboard: bool = False


def make_stage(
    config: Config, items: Sequence[Item], *, device: str = "cpu", seed: int = 0, **needs: Path | None
) -> Stage:
    """The stage that a config is of, with random weights from `seed`.

    needs : weights of earlier trainings, by the names that the stage's `needs` have

    Raises ValueError where one is needed and missing, or named and of no use.
    """
    torch.manual_seed(seed)
    cls: Any = imported(stages()[config.stage])
    given = {name: path for name, path in needs.items() if path is not None}
    known = {need.name: need for need in cls.needs}
    if foreign := sorted(set(given) - set(known)):
        raise ValueError(f"{config.stage} training does not build on {foreign[0]}; it takes {_listed(known)}")
    for name, need in known.items():
        if need.required and name not in given:
            raise ValueError(f"{config.stage} training starts from the weights of {need.network}: name them as {name}")
    return cls(config, items, device=device, **given)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"


def train(
    stage: Stage,
    items: list[Item],
    val_items: list[Item],
    out: str | Path,
    *,
    options: Options | None = None,
    device: str = "cpu",
    on_step: Report | None = None,
) -> State:
    """Train a stage, or go on with what OUT/state.pt holds; afterwards OUT holds state, weights and log.

    items, val_items : to learn from and to validate on; without the latter nothing is validated
    on_step : called after every step with running means of the numbers

    Returns the state; its `step` is below its `steps` if the training was stopped by SIGTERM, SIGINT or max_minutes.
    Raises DatasetError, WeightsError (a state of other settings), OutputError.
    """
    options, out = options or Options(), _made(Path(out))
    rank, world = distributed.rank(), distributed.world()
    samples = list_samples(items, stage.config.sample_s)
    batches = Batches(stage, samples, seed=options.seed, rank=rank, world=world)
    state = State(stage, options.steps or stage.config.epochs * batches.per_epoch)
    torch.manual_seed(options.seed + rank)
    distributed.copy_from_first_(stage.networks.values())
    if (out / STATE).is_file():
        restore_(state, out / STATE)
    log = Log(out, step=state.step, tensorboard=options.tensorboard) if rank == 0 else None
    validation = Validation(stage, val_items, device)
    with stopping(options.max_minutes) as should_stop:
        for batch in batches.stream(state.step, state.steps, workers=options.workers):
            _advance_(state, on_device(batch, device))
            if log:
                _write_down(state, log, validation)
                if on_step:
                    on_step(state.step, state.steps, state.smooth)
            stop = distributed.anywhere(should_stop(), device)
            if stop or state.step == state.steps or state.step % stage.config.save_every == 0:
                save(state, out)
            if stop:
                break
    if log:
        log.close()
    return state


def _made(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out} cannot be made: {error}. Name another folder.") from error
    return out


def _advance_(state: State, batch: dict[str, torch.Tensor]) -> None:
    stage = state.stage
    part = rate_part(stage.config, state.step, state.steps)
    for optimiser in stage.optimisers.values():
        for group in optimiser.param_groups:
            group["lr"] = part * group.setdefault("full_rate", group["lr"])
    stage.train()
    for name, value in stage.step(batch, state.step).items():
        state.smooth[name] = value + SMOOTHING * (state.smooth.get(name, value) - value)
    state.step += 1


def rate_part(config: Config, step: int, steps: int) -> float:
    """Part of the learning rate at a step: rising linearly over the warm-up, then falling along a cosine if asked."""
    warm = min(1.0, (step + 1) / (config.warmup_steps + 1))
    if not config.decay:
        return warm
    return warm * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * step / steps)))


def _write_down(state: State, log: Log, validation: "Validation") -> None:
    last = state.step == state.steps
    if last or state.step % LOG_EVERY == 0:
        log.write(state.step, "train", state.smooth)
    if last or state.step % state.stage.config.validate_every == 0:
        log.write(state.step, "validate", validation())


class Validation:
    """The same batches every time, from items that are not learnt from; the training's random numbers stay as they
    are."""

    def __init__(self, stage: Stage, items: list[Item], device: str) -> None:
        self._stage, self._device = stage, device
        samples = list_samples(items, stage.config.sample_s) if items else []
        enough = len(samples) >= stage.config.batch
        self._batches = Batches(stage, samples, seed=VALIDATION_SEED) if enough else None

    @torch.no_grad()
    def __call__(self) -> Numbers:
        """Means over the batches; empty if there are too few items for one."""
        if self._batches is None:
            return {}
        self._stage.train(False)
        count = min(self._stage.config.validate_batches, self._batches.per_epoch)
        devices = [self._device] if self._device.startswith("cuda") else []
        with torch.random.fork_rng(devices=devices):
            torch.manual_seed(VALIDATION_SEED)
            rows = [
                self._stage.validate(on_device(batch, self._device)) for batch in self._batches.stream(0, count)
            ]  # fmt: skip
        self._stage.train()
        return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}


@contextmanager
def stopping(max_minutes: float | None) -> Iterator[Callable[[], bool]]:
    """Within this, SIGTERM and SIGINT ask for an end after the current step instead of ending the process."""
    asked = False
    end = math.inf if max_minutes is None else time.monotonic() + 60 * max_minutes

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        del number, frame
        asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: asked or time.monotonic() >= end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
