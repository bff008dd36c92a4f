"""What is heard -> motion, 30 poses a second."""

from dataclasses import replace
from pathlib import Path

from vc import weights
from vc.models.registry import find_model
from vc.motion.conductor import MAX_SEED, Conductor
from vc.pipeline.interfaces import Heard, Progress, report
from vc.skeleton import Motion


def move(
    heard: Heard, conductor: Conductor | None = None, *, people: int = 1, on_progress: Progress | None = None
) -> Motion:
    """Generate the motion, with floor(seconds x 30) poses. Raises WeightsError.

    people : how many conduct together; the others are the motion's companions, each with the next seed
    """
    conductor = conductor or Conductor()
    seeds = [(conductor.seed + number) % (MAX_SEED + 1) for number in range(people)]
    first, *others = (_move_one(heard, replace(conductor, seed=seed), on_progress) for seed in seeds)
    return replace(first, companions=tuple(others)) if others else first


def _move_one(heard: Heard, conductor: Conductor, on_progress: Progress | None) -> Motion:
    from vc.audio.rhythm.level import conducted
    from vc.models import check_device
    from vc.motion.generate import generate
    from vc.motion.postprocess import smooth

    model, path = find_model(conductor.model), weights_of(conductor)
    if path and conductor.device != "cpu":
        check_device(conductor.device)

    def moved(part: float) -> None:
        report(on_progress, "Finding the movements", round(100 * part), 100)

    moved(0)
    motion = generate(
        heard.mel,
        model=conductor.model,
        seed=conductor.seed,
        device=conductor.device,
        weights_path=path,
        rhythm=conducted(heard.rhythm, conductor.level),
        manner=conductor.manner,
        on_progress=moved,
    )
    return smooth(motion) if (model.jitters if conductor.smooth is None else conductor.smooth) else motion


def weights_of(conductor: Conductor) -> Path | None:
    """The file, fetched if need be; None for a model without weights. Raises WeightsError."""
    name = find_model(conductor.model).weights
    return weights.fetch(name, accept_licence=conductor.accept_licence) if name else None
