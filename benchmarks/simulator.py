"""What making training data costs, stage by stage.

    python benchmarks/simulator.py [--items 20] [--scores DIR] [--synthesizer fluidsynth]

Each item is 60 s of music with its mel and one conductor. Times are processor time of this process and its children
(FluidSynth), so that a busy machine does not count; the ratio is real time of music to it, on one core. Without
--scores all pieces are composed.
"""

import argparse
import os
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from vc.data.simulator.item import ITEM_S, make_item, write_item
from vc.data.simulator.run import SHARES, Plan, choose_piece, pools
from vc.data.simulator.synth import SYNTHESIZERS


def processor_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


class Clock:
    """Processor time by stage; a stage lasts until the next begins."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._stage, self._since = "", processor_s()

    def __call__(self, stage: str) -> None:
        now = processor_s()
        if self._stage:
            self.spent[self._stage] += now - self._since
        self._stage, self._since = stage, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--synthesizer", choices=SYNTHESIZERS, default="fluidsynth")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(Path(folder), 0, SHARES, pools(options.scores, 0, SHARES))
        choose_piece(plan, 0, np.random.default_rng(0))  # imports what has to be imported
        clock = Clock()
        for number in range(1, options.items + 1):
            clock("compose or read")
            rng = np.random.default_rng([0, number])
            piece, kind = choose_piece(plan, number, rng)
            item = make_item(piece, rng, synthesizer=options.synthesizer, on_stage=clock)
            clock("write")
            write_item(item, Path(folder, str(number)), {"kind": kind})
        clock("")
    seconds = options.items * ITEM_S
    for stage, spent in [*clock.spent.items(), ("all", sum(clock.spent.values()))]:
        print(f"{stage:18s} {spent / options.items:7.3f} s an item  {seconds / max(spent, 1e-9):8.0f} x real time")


if __name__ == "__main__":
    main()
