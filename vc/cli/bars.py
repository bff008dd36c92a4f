"""Progress on a terminal or in a log."""

from typing import Any


class Bars:
    """One progress bar a stage, on a terminal or in a log."""

    def __enter__(self) -> "Bars":
        self._bar: Any = None
        self._stage = ""
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, unit="", dynamic_ncols=True, mininterval=0.2)
        self._bar.update(done - self._bar.n)

    def __exit__(self, error: object, *details: object) -> None:
        if error and self._bar is not None:
            self._bar.leave = False  # the message alone stays on the screen
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
