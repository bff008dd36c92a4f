"""Pairs to judge by eye and ear: two conductors side by side on the same music, and a page that records the choice.

The page is one file: videos, questions and key are in it, and it works without a network. Sides and order are drawn
from a seed; whose motion is whose is shown at the end, with the counts, and is in what it saves.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vc import video
from vc.clip import Clip
from vc.errors import MusicError
from vc.evaluate.contestants import Contestant, Music
from vc.files import appearing, workspace
from vc.frame import Frame, Size, empty_frame
from vc.motion.hearing import find_rhythm
from vc.motion.postprocess import smooth
from vc.music import Mel
from vc.skeleton import Motion

SIZE: Size = (384, 384)
EDGE_S = 3.0  # of a piece's beginning and end that no clip is taken from, where there is enough else
_TEMPLATE = Path(__file__).with_name("pairs.html")
_PLACE = "/*PAIRS*/[]"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Pair:
    """left, right : names of the contestants"""

    clip: Clip
    left: str
    right: str


def choose_clips(lengths_s: dict[Path, float], count: int, seconds: float, rng: np.random.Generator) -> list[Clip]:
    """`count` parts of `seconds`, from all recordings alike. Raises MusicError if none is long enough."""
    long_enough = [path for path, length in lengths_s.items() if length >= seconds]
    if not long_enough:
        raise MusicError(f"No recording lasts {seconds:g} s. Choose shorter clips with --seconds.")
    order = [long_enough[i] for i in rng.permutation(len(long_enough))]
    clips = []
    for number in range(count):
        path = order[number % len(order)]
        room = lengths_s[path] - seconds
        edge = min(EDGE_S, room / 2)
        clips.append(Clip(path, round(float(rng.uniform(edge, room - edge)), 2), seconds))
    return clips


def choose_pairs(clips: Sequence[Clip], own: str, others: Sequence[str], rng: np.random.Generator) -> list[Pair]:
    """Every clip with every opponent, the sides by chance, in an order by chance."""
    pairs = [Pair(clip, *((own, other) if rng.random() < 0.5 else (other, own))) for clip in clips for other in others]
    return [pairs[i] for i in rng.permutation(len(pairs))]


def write_pairs(
    recordings: Sequence[Path],
    own: Contestant,
    others: Sequence[Contestant],
    out: Path,
    *,
    clips: int = 20,
    seconds: float = 15.0,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> Path:
    """Conduct, draw, and write the page. Pieces are conducted whole, smoothed as the program does, and shown in part.

    Raises MusicError for recordings that are too short, OutputError.
    """
    rng = np.random.default_rng(seed)
    mels = {path: _hear(path) for path in recordings}
    chosen = choose_clips({path: mel.seconds for path, mel in mels.items()}, clips, seconds, rng)
    pairs = choose_pairs(chosen, own.name, [other.name for other in others], rng)
    moved = _Moved({who.name: who for who in (own, *others)}, mels, seed)
    told = []
    with workspace() as folder:
        for number, pair in enumerate(pairs):
            path = _draw(pair, moved, folder / f"{number}.mp4")
            told.append(_told(number, pair, path))
            path.unlink()
            if on_progress:
                on_progress(number + 1, len(pairs))
    page = _TEMPLATE.read_text(encoding="utf-8").replace(_PLACE, json.dumps(told).replace("</", "<\\/"))
    with appearing(out) as part:
        part.write_text(page, encoding="utf-8")
    return out


def _hear(path: Path) -> Mel:
    from vc.audio.load import stream_music
    from vc.audio.mel import official_mel

    return official_mel(stream_music(path))


class _Moved:
    """Motions of whole pieces, made when they are first asked for."""

    def __init__(self, contestants: dict[str, Contestant], mels: dict[Path, Mel], seed: int) -> None:
        self._contestants, self._mels, self._seed = contestants, mels, seed
        self._made: dict[tuple[str, Path], Motion] = {}
        self._heard: dict[Path, Music] = {}

    def part(self, name: str, clip: Clip) -> Motion:
        assert clip.seconds is not None
        motion = self._whole(name, clip.file)
        first = round(clip.start_s * motion.rate)
        return Motion(motion.points[first : first + round(clip.seconds * motion.rate)], motion.rate)

    def _whole(self, name: str, audio: Path) -> Motion:
        if (name, audio) not in self._made:
            if audio not in self._heard:
                self._heard[audio] = Music(self._mels[audio], find_rhythm(self._mels[audio]))
            who = self._contestants[name]
            motion = next(iter(who.conductors.values()))(self._heard[audio], self._seed)
            self._made[name, audio] = smooth(motion) if who.jitters else motion
        return self._made[name, audio]


def _draw(pair: Pair, moved: _Moved, path: Path) -> Path:
    left, right = (moved.part(name, pair.clip) for name in (pair.left, pair.right))
    return video.write(_side_by_side(left, right), path, music=pair.clip)


def _side_by_side(left: Motion, right: Motion) -> Iterator[Frame]:
    from vc.render import skeleton

    for one, other in zip(skeleton.frames(left, size=SIZE), skeleton.frames(right, size=SIZE), strict=True):
        both = empty_frame((one.width + other.width, one.height))
        for wide, *halves in zip(both.split(), one.split(), other.split(), strict=True):
            wide[:] = np.concatenate(halves, axis=1)
        yield both


def _told(number: int, pair: Pair, path: Path) -> dict[str, object]:
    """What the page knows of a pair; the key is not to be read by the way."""
    key = base64.b64encode(json.dumps({"left": pair.left, "right": pair.right}).encode()).decode()
    return {
        "pair": number, "music": pair.clip.name, "start_s": pair.clip.start_s,
        "seconds": pair.clip.seconds, "key": key, "video": base64.b64encode(path.read_bytes()).decode(),
    }  # fmt: skip
