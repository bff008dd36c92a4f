"""The numbers of a training: a line of JSON for each time they are looked at, and curves for tensorboard."""

import json
from pathlib import Path
from typing import Any

from vc.errors import VCError
from vc.files import write_texts

LOG = "log.jsonl"


class Log:
    """Appends to OUT/log.jsonl; lines after `step`, of a run that was killed before it saved, are dropped.

    tensorboard : also write its event files into OUT. Raises VCError if it is not installed.
    """

    def __init__(self, out: Path, *, step: int = 0, tensorboard: bool = False) -> None:
        self._path = out / LOG
        self._writer: Any = _open_writer(out, step) if tensorboard else None
        if self._path.is_file():
            lines = self._path.read_text().splitlines()
            write_texts(out, {LOG: "".join(f"{line}\n" for line in lines if _step_of(line) <= step)})

    def write(self, step: int, part: str, numbers: dict[str, float]) -> None:
        """part : "train" or "validate" """
        with self._path.open("a") as file:
            file.write(json.dumps({"step": step, "part": part} | numbers) + "\n")
        if self._writer:
            for name, value in numbers.items():
                self._writer.add_scalar(f"{name}/{part}", value, step)

    def close(self) -> None:
        if self._writer:
            self._writer.close()


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):  # half a line, from being killed while writing
        return float("inf")


def _open_writer(out: Path, step: int) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        raise VCError("tensorboard is not installed. Install it with: pip install 'virtualconductor[train]'") from None
    return SummaryWriter(str(out), purge_step=step)
