"""What the own network costs beside the M2S-GAN generator, both in their inference forms and the latter plain, too; and
AMCNet's generator, with the features that it hears.

    python benchmarks/baton.py [--minutes 3] [--rounds 5]

One thread, CPU time, in turns in the same run: read the ratios. The weights are random: they change the poses, not
the work. Baton's share includes hearing, moving, and drawing its free choices; not the beat tracker, which all share.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import torch

from vc.audio.features import features_from_mel
from vc.conductor.intent import intent_of
from vc.conductor.latents import noise_of, style_of
from vc.models.amcnet.network import AmcnetGenerator, move_whole, noise_like
from vc.models.baton.fast import FastBaton
from vc.models.baton.network import Baton
from vc.models.official.fast import FastGenerator
from vc.models.official.generator import Generator
from vc.music import Rhythm

MEL_FRAMES_A_MINUTE, POSES_A_MINUTE = 5400, 1800


def steady(minutes: float) -> Rhythm:
    beats = np.arange(0.5, 60 * minutes - 0.5, 0.6)
    loudness = np.full(round(POSES_A_MINUTE * minutes), 0.5, np.float32)
    return Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness, 60 * minutes)


def ways(minutes: float) -> dict[str, Callable[[], object]]:
    frames = round(MEL_FRAMES_A_MINUTE * minutes)
    mel, rhythm = torch.rand(frames, 128), steady(minutes)
    generator, baton, amcnet = Generator().eval(), FastBaton(Baton()), AmcnetGenerator().eval()
    fast = FastGenerator(generator)
    noise = torch.randn(-(-frames // 90), 8)

    def plain() -> object:
        with torch.inference_mode():
            pairs = zip(mel.split(MEL_FRAMES_A_MINUTE), noise.split(60), strict=True)
            return [generator(part[None], drawn[None]) for part, drawn in pairs]

    def own() -> object:
        baton.read(baton.listen(mel)[0], mel)
        told = (torch.from_numpy(each) for each in (intent_of(rhythm, 1), style_of(1), noise_of(rhythm, 1)))
        return baton.move(*told)

    def heard() -> object:
        drawn = noise_like(style_of(1), noise_of(rhythm, 1))
        return move_whole(amcnet, torch.from_numpy(features_from_mel(mel.numpy())), torch.from_numpy(drawn))

    return {
        "authors' generator, plain": plain, "the same, inference form": lambda: fast(mel, noise), "baton": own,
        "amcnet": heard,
    }  # fmt: skip


def cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    forms = ways(options.minutes)
    for work in forms.values():
        work()
    rounds = [{name: cpu_s(work) for name, work in forms.items()} for _ in range(options.rounds)]
    own = statistics.median(times["baton"] for times in rounds)
    for name in forms:
        taken = statistics.median(times[name] for times in rounds)
        print(f"{name:28} {1000 * taken / options.minutes:7.0f} CPU-ms a minute of music, {taken / own:5.1f} x baton")


if __name__ == "__main__":
    main()
