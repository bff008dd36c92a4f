"""What was made lately is not made again: rehearsal, beat editor and conducting ask for the same things in a row."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from vc.clip import Clip
from vc.hints import Hints
from vc.music import Rhythm
from vc.pipeline import Heard, Progress, listen

MAX_BYTES = 64_000_000  # of mel spectrograms in all: some 20 minutes of music; longer pieces are heard anew

Value = TypeVar("Value")


class Lately(Generic[Value]):
    """Remembers what it made, the newest longest. Who asks for what is being made waits for it.

    most : how much is kept, in what `weigh` says of each
    """

    def __init__(self, most: float, weigh: Callable[[Value], float] = lambda _: 1.0) -> None:
        self._made: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._most, self._weigh = most, weigh
        self._lock = threading.Lock()

    def get(self, asked: Hashable, make: Callable[[], Value]) -> Value:
        """make() is called where nothing is remembered; what it raises is raised."""
        with self._lock:
            making = self._making.setdefault(asked, threading.Lock())
        with making:
            with self._lock:
                if asked in self._made:
                    self._made.move_to_end(asked)
                    return self._made[asked]
            try:
                made = make()
                self._remember(asked, made)
            finally:
                with self._lock:
                    self._making.pop(asked, None)
            return made

    def _remember(self, asked: Hashable, made: Value) -> None:
        with self._lock:
            self._made[asked] = made
            while self._made and sum(map(self._weigh, self._made.values())) > self._most:
                self._made.popitem(last=False)

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._made.clear()


class HeardLately:
    """Music that was heard lately. Gradio keeps each upload under a name made from its content."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._heard: Lately[Heard] = Lately(max_bytes, lambda heard: heard.mel.values.nbytes)

    def hear(
        self,
        clip: Clip,
        hints: Hints,
        *,
        rhythm: Rhythm | None = None,
        on_progress: Progress | None = None,
    ) -> Heard:
        """As vc.pipeline.listen; at once if it was heard lately. Raises MusicError.

        rhythm : beats of this part that are known better
        """
        heard = self._heard.get((clip, hints), lambda: listen(clip, hints=hints, on_progress=on_progress))
        return Heard(heard.mel, rhythm) if rhythm else heard

    def forget(self) -> None:
        self._heard.forget()


heard_lately = HeardLately()
people_lately: Lately[Any] = Lately(8)  # people of photos, as figures


def forget() -> None:
    """Let go of all that is kept only to save time."""
    heard_lately.forget()
    people_lately.forget()
