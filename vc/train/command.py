"""python -m vc train STAGE DATA --out OUT, also under torchrun: its arguments, and what it does."""

import argparse
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from vc.errors import VCError
from vc.files import Named, refuse_overwriting
from vc.models.registry import MODELS, imported, stages
from vc.train.config import HARD_TEST, PRESETS, Config, preset

CURVES = "curves"  # no training, but what one has logged
SHOW_EVERY = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything about `train`; sets `run` to `run_command`."""
    parser.add_argument(
        "stage", choices=(*stages(), CURVES),
        help=f"{_of_models()}; curves: no training, but a picture of what one has logged, with its folder for DATA",
    )  # fmt: skip
    parser.add_argument("data", type=Path, help="folder with train/ and val/, in ConductorMotion100's layout")
    parser.add_argument("--out", type=Path, required=True,
                        help="folder for its state, weights and log; for curves, the picture")  # fmt: skip
    parser.add_argument("--preset", choices=PRESETS, default="own", help="whose numbers (default own)")
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help="change settings; values in JSON")
    parser.add_argument("--hard-test", action="store_true", help="contrastive: train the judge, on the test split")
    parser.add_argument("--with", nargs="+", default=[], metavar="NAME=WEIGHTS", dest="needs",
                        help="weights of an earlier training to build on, such as ear=OUT/weights.safetensors; a stage "
                        "that needs some says which")  # fmt: skip
    parser.add_argument("--steps", type=int, help="in all (default: the preset's epochs)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches ahead")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--max-minutes", type=float, help="stop in good order; the same command goes on")
    parser.add_argument("--tensorboard", action="store_true", help="also write curves for tensorboard")
    parser.set_defaults(run=run_command)


def run_command(options: argparse.Namespace) -> None:
    """Raises VCError for settings that make no sense and for data that cannot be used."""
    _refuse_overwriting(options)
    if options.stage == CURVES:
        from vc.train.curves import draw

        print(draw(options.data, options.out))
        return
    import torch

    from vc.data.conductormotion100 import list_split, present_splits
    from vc.train import distributed
    from vc.train.run import Options, make_stage, train

    config = chosen_config(options)
    items = list_split(options.data, config.split)
    val_items = list_split(options.data, config.val_split) if config.val_split in present_splits(options.data) else []
    how = Options(options.steps, options.seed, options.workers, options.max_minutes, options.tensorboard)
    if options.device == "cpu":
        torch.set_num_threads(1)  # threads that wait for each other cost more than they bring at this size
    with distributed.process_group(options.device) as device:
        try:
            stage = make_stage(config, items, device=device, seed=options.seed, **_needs(options.needs))
        except ValueError as error:
            raise VCError(f"{error}. Weights are named with --with NAME=WEIGHTS.") from error
        state = train(stage, items, val_items, options.out, options=how, device=device, on_step=_show)
    if distributed.rank() == 0:
        done = "done" if state.step == state.steps else "stopped; the same command goes on"
        print(f"{options.out}: step {state.step} of {state.steps}, {done}")


def _refuse_overwriting(options: argparse.Namespace) -> None:
    """A training is not to replace what it builds on, nor the picture of one its log. Raises OutputError."""
    inputs: list[Named] = [("the training data", options.data)]
    if options.stage == CURVES:
        inputs += [("a file of the training", file) for file in options.data.glob("*")]
        refuse_overwriting(inputs, [("the picture", options.out)])
        return
    from vc.train.checkpoint import STATE, WEIGHTS

    inputs += list(_needs(options.needs).items())
    outputs = [("the weights", options.out / WEIGHTS), ("the training's state", options.out / STATE)]
    refuse_overwriting(inputs, [("the folder of the training", options.out), *outputs])


def chosen_config(options: argparse.Namespace) -> Config:
    """The preset with the changes of --set and --hard-test. Raises VCError."""
    changes: dict[str, Any] = dict(HARD_TEST) if options.hard_test else {}
    try:
        for change in options.set:
            name, equals, value = change.partition("=")
            if not equals:
                raise ValueError(f"{change!r} is not NAME=VALUE")
            changes[name] = _value(value)
        return preset(options.preset, options.stage, **changes)
    except (ValueError, TypeError) as error:
        presets: dict[str, Config] = imported(stages()[options.stage]).presets
        known = ", ".join(entry.name for entry in fields(next(iter(presets.values()))))
        raise VCError(f"{error}. The settings of {options.stage} are: {known}.") from error


def _of_models() -> str:
    """Which stages each model has."""
    return "; ".join(f"{', '.join(model.stages)}: {name}" for name, model in MODELS.items() if model.stages)


def _needs(words: list[str]) -> dict[str, Path]:
    pairs = [word.partition("=") for word in words]
    if wrong := [name for name, equals, path in pairs if not equals or not path]:
        raise VCError(f"{wrong[0]!r} is not NAME=WEIGHTS, as --with takes it.")
    return {name.replace("-", "_"): Path(path) for name, _, path in pairs}


def _value(text: str) -> Any:
    """JSON where it is JSON, else the words as they are."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _show(step: int, steps: int, numbers: dict[str, float]) -> None:
    if step % SHOW_EVERY == 0 or step == steps:
        shown = "  ".join(f"{name} {value:.3f}" for name, value in numbers.items())
        print(f"{step}/{steps}  {shown}", flush=True)
