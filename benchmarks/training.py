"""What a step of training costs, and where the time goes: making batches, and learning from them.

    python benchmarks/training.py [--device cpu] [--rounds 5] [--threads 1]

For each stage with its preset's sizes (the batch cut to --batch on a processor): seconds a step, the music learnt from
per second of clock time, and the same with half precision off. The data are made up: they change no time but that of
reading. Baton's inference stands beside the authors' generator, in turns in the same run: read the ratios.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from vc.conductor import perform
from vc.data.conductormotion100 import Item, list_split
from vc.models import build
from vc.models.baton import network
from vc.models.baton.fast import FastBaton
from vc.models.baton.network import Baton
from vc.models.official.fast import FastGenerator
from vc.models.official.generator import NOISE_CHANNELS, Generator
from vc.music import Rhythm
from vc.train.batches import Batches, list_samples, on_device
from vc.train.config import Config, preset
from vc.train.run import make_stage

ITEM_S = 60


def write_items(folder: Path, count: int) -> list[Item]:
    beats = np.arange(0.5, ITEM_S - 0.5, 0.6)
    place = np.arange(len(beats)) % 4
    rhythm = Rhythm(beats, place, np.full(len(beats), 4), np.full(30 * ITEM_S, 0.5, np.float32), ITEM_S)
    mel = np.random.default_rng(0).random((90 * ITEM_S, 128), np.float32)
    for number in range(count):
        item = folder / "train" / str(number)
        item.mkdir(parents=True)
        np.save(item / "mel.npy", mel)
        np.save(item / "motion.npy", perform(rhythm, seed=number).points)
        np.savez(
            item / "labels.npz", beats_s=beats, bar_positions=place, beats_per_bar=rhythm.beats_per_bar,
            loudness=rhythm.loudness, style=np.zeros((1, 17)), conductor_seeds=np.array([number]),
        )  # fmt: skip
    return list_split(folder, "train")


def seconds(work: Callable[[], object], rounds: int, device: str) -> float:
    """Median clock time, the first round left out."""
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def configs(batch: int | None) -> Iterator[tuple[str, Config]]:
    for name, stage in (("repository", "contrastive"), ("repository", "adversarial"), ("own", "supervised")):
        config = preset(name, stage)
        yield stage, replace(config, batch=min(batch or config.batch, config.batch))


def measure_stage(name: str, config: Config, items: list[Item], sync_net: Path, options: argparse.Namespace) -> None:
    samples = list_samples(items, config.sample_s)
    row = [name, f"{config.batch} x {config.sample_s} s"]
    for bf16 in (True, False):
        earlier = {} if config.stage == "contrastive" else {"sync_net": sync_net}
        stage = make_stage(replace(config, bf16=bf16), items, device=options.device, **earlier)
        batches = Batches(stage, samples)
        batch = on_device(next(batches.stream(0, 1)), options.device)
        stage.train()
        step = seconds(lambda stage=stage, batch=batch: stage.step(batch, 0), options.rounds, options.device)
        row.append(f"{step:.3f} ({config.batch * config.sample_s / step:.0f}x)")
    making = seconds(lambda batches=batches: batches[0], options.rounds, "cpu")
    print("  {:12s} {:>10s} {:>18s} {:>18s} {:>9.3f}".format(*row, making))


def measure_inference(options: argparse.Namespace, minutes: float = 2.0) -> None:
    poses = round(minutes * 60 * 30)
    mel = torch.rand(3 * poses, 128)
    noise = torch.randn(poses // 30 + 2, network.NOISE_CHANNELS)
    intent, style = torch.zeros(poses, network.INTENT_CHANNELS), torch.zeros(network.STYLE_CHANNELS)
    baton, generator = Baton(), build("official")
    assert isinstance(generator, Generator)
    ours, theirs = FastBaton(baton.to(options.device)), FastGenerator(generator.to(options.device))
    ways = {
        "baton": lambda: (ours.read(ours.listen(mel)[0], mel), ours.move(intent, style, noise)),
        "official": lambda: theirs(mel, torch.randn(-(-poses // 30), NOISE_CHANNELS)),
    }
    taken = {name: seconds(way, options.rounds, options.device) for name, way in ways.items()}
    for name, took in taken.items():
        print(f"  {name:12s} {took:.2f} s for {minutes:g} min: {60 * minutes / took:.0f}x real time")
    print(f"  baton is {taken['official'] / taken['baton']:.1f} times as fast")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, help="largest batch (default: 4 on a processor)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    batch = options.batch or (4 if options.device == "cpu" else None)
    with tempfile.TemporaryDirectory() as folder:
        items = write_items(Path(folder), 20)
        sync_net = Path(folder) / "sync_net.pt"
        torch.save(build("official-sync-net").state_dict(), sync_net)
        print("seconds a step (music learnt from per second)")
        print("  {:12s} {:>10s} {:>18s} {:>18s} {:>9s}".format("stage", "batch", "bf16", "float32", "making"))
        for name, config in configs(batch):
            measure_stage(name, config, items, sync_net, options)
    print("inference")
    measure_inference(options)


if __name__ == "__main__":
    main()
