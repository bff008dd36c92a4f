"""What was heard lately: preview, beat editor and conducting ask for the same part of the same music in a row."""

import threading
from collections import OrderedDict

from vc.clip import Clip
from vc.hints import Hints
from vc.music import Rhythm
from vc.pipeline import Heard, Progress, listen

MAX_BYTES = 64_000_000  # of mel spectrograms in all: some 20 minutes of music; longer pieces are heard anew


class HeardLately:
    """Remembers what it heard, the newest longest. Gradio keeps each upload under a name made from its content."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._heard: OrderedDict[tuple[Clip, Hints], Heard] = OrderedDict()
        self._max_bytes = max_bytes
        self._lock = threading.Lock()

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
        with self._lock:
            heard = self._heard.get((clip, hints))
            if heard:
                self._heard.move_to_end((clip, hints))
        if heard is None:
            heard = listen(clip, hints=hints, on_progress=on_progress)
            self._remember((clip, hints), heard)
        return Heard(heard.mel, rhythm) if rhythm else heard

    def _remember(self, asked: tuple[Clip, Hints], heard: Heard) -> None:
        with self._lock:
            self._heard[asked] = heard
            while self._heard and sum(one.mel.values.nbytes for one in self._heard.values()) > self._max_bytes:
                self._heard.popitem(last=False)


heard_lately = HeardLately()
