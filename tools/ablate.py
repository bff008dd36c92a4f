"""What each part of the training is worth: train the hand without it, several times, and measure on music with beats.

    python -m tools.ablate DATA EAR ANNOTATIONS recording.wav ... --out runs/ablations --steps 400 --seeds 1 2 3

All variants share the trained ear EAR (of `python -m vc train hearing`) and differ in one setting of
`python -m vc train supervised`. Trainings that are there already are not repeated. Writes report.md and report.json.
"""

import argparse
from functools import partial
from pathlib import Path
from typing import Any

import torch

from vc.cli.bars import Bars
from vc.data.conductormotion100 import list_split
from vc.evaluate.contestants import Conductor, Contestant
from vc.evaluate.measure import evaluate
from vc.evaluate.pieces import find_recordings
from vc.evaluate.report import write
from vc.motion.generate import generate
from vc.train.config import preset
from vc.train.run import Options, make_stage, train

# Changes of the settings. What a network has to do without in use, its file says.
VARIANTS: dict[str, dict[str, Any]] = {
    "all": {},
    "no distance": {"weights": {"distance": 0.0}},
    "with spread": {"weights": {"spread": 0.3}},
    "with GAN": {"weights": {"adversarial": 0.01}},
    "with perceptual": {"weights": {"perceptual": 0.1}},
}


def train_variant(name: str, seed: int, options: argparse.Namespace) -> Path:
    """Weights of one training, made now or before."""
    out = options.out / f"{name.replace(' ', '-')}-{seed}"
    config = preset("own", "supervised", freeze_ear=True, **VARIANTS[name])
    items = list_split(options.data, config.split)
    stage = make_stage(config, items, seed=seed, sync_net=options.sync_net, ear=options.ear)
    train(stage, items, [], out, options=Options(steps=options.steps, seed=seed))
    return out / "weights.safetensors"


def conductor(weights: Path) -> Conductor:
    return lambda music, seed: generate(
        music.mel, model="baton", seed=seed, weights_path=weights, rhythm=music.rhythm
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("ear", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("audio", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--sync-net", type=Path, help="of an own contrastive training; needed for the perceptual loss")
    options = parser.parse_args()
    torch.set_num_threads(1)
    names = [name for name in VARIANTS if options.sync_net or name != "with perceptual"]
    rows: dict[str, dict[str, Conductor]] = {name: {} for name in names}
    for seed in options.seeds:  # seed by seed: an early look compares all variants
        for name in names:
            weights = train_variant(name, seed, options)
            rows[name][str(weights)] = conductor(weights)
            print(f"{name}, seed {seed}: {weights}", flush=True)
    with Bars() as show:
        report = evaluate(
            find_recordings(options.annotations, options.audio),
            [Contestant(name, conductors) for name, conductors in rows.items()],
            seeds=[0, 1],
            settings={"steps": options.steps, "seeds of the trainings": options.seeds},
            on_progress=partial(show, "Conducting"),
        )
    print(report.to_markdown())
    write(report, options.out)


if __name__ == "__main__":
    main()
