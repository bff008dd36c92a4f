"""A data set: items by number, each from its own seed, split by piece, made by several workers, resumable."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np

from vc.data.claim import claim
from vc.data.simulator.compose import compose
from vc.data.simulator.item import VERSION, make_item, write_item
from vc.data.simulator.musicxml import list_scores, read_musicxml
from vc.data.simulator.score import Score, with_first_tempo
from vc.data.simulator.synth import SYNTHESIZERS, find_soundfonts
from vc.errors import DatasetError
from vc.parallel import run_all

SHARES = {"train": 0.9, "val": 0.05, "test": 0.05}
SPLITS = tuple(SHARES)
REAL_SHARE = 0.7  # of the items are played from real scores, where there are any
GOLDEN = 0.618_033_988_749_895  # multiples of it spread most evenly: any number of items has nearly the asked shares
_SETTINGS = "simulator.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """What an item's content depends on, beside its number.

    pools : the real scores of each split; no score is in two
    """

    out: Path
    seed: int
    shares: Mapping[str, float]
    pools: Mapping[str, tuple[Path, ...]]
    conductors: int = 1
    synthesizer: str = "fluidsynth"
    compact: bool = False


def simulate(
    out: Path, *, count: int, seed: int = 0, scores: Path | None = None, shares: Mapping[str, float] | None = None,
    conductors: int = 1, workers: int = 1, ray: str | None = None, synthesizer: str = "fluidsynth",
    compact: bool = False, on_progress: Callable[[int, int], None] | None = None,
) -> list[Path]:  # fmt: skip
    """Make `count` items of 60 s in `out`, in ConductorMotion100's layout; those already there are kept.

    out/{train,val,test}/{number}/ holds mel.npy (5400, 128) float32, motion.npy (1800, 13, 2) float32, motion_1.npy
    and so on for further conductors, labels.npz (see `item.read_labels`) and meta.json.

    scores : folder of MusicXML files; without it all pieces are composed
    shares : of items and of scores, by split; `SHARES` if None
    conductors : motions for each item
    workers, ray : where items are made, see `vc.parallel`; every machine of a cluster must see `out` and `scores`
    synthesizer : "fluidsynth", or "sine" for tests where that is not installed
    compact : store the mel as mel_u8.npy, (5400, 128) uint8
    on_progress : called with (items done, count)

    Returns the items' folders. Item k depends on seed, k, shares and the scores alone, not on count or workers.
    Raises DatasetError: no scores, synthesizer or soundfont; `out` was made with other settings; wrong shares.
    """
    if synthesizer not in SYNTHESIZERS:
        raise ValueError(f"there is no synthesizer {synthesizer!r}; it is one of {SYNTHESIZERS}")
    if count < 0 or conductors < 1 or workers < 1:
        raise ValueError(f"count {count}, conductors {conductors} and workers {workers} must be positive")
    if synthesizer == "fluidsynth":
        find_soundfonts()  # says what is missing before any work
    plan = Plan(
        Path(out).absolute(), seed, _checked(shares or SHARES), pools(scores, seed, shares or SHARES), conductors,
        synthesizer, compact,
    )  # fmt: skip
    _claim(plan)
    folders = [item_folder(plan, number) for number in range(count)]
    missing = [number for number, folder in enumerate(folders) if not folder.exists()]
    report = on_progress or (lambda _done, _total: None)
    report(count - len(missing), count)
    made = run_all(partial(make_and_write, plan), missing, workers=workers, ray=ray)
    for done, _ in enumerate(made, count - len(missing) + 1):
        report(done, count)
    return folders


def item_folder(plan: Plan, number: int) -> Path:
    return plan.out / split_of(number, plan.shares) / f"{number:06d}"


def split_of(number: int, shares: Mapping[str, float]) -> str:
    """The split of an item, by its number alone."""
    return _share_at((number + 0.5) * GOLDEN % 1.0, shares)


def pools(scores: Path | None, seed: int, shares: Mapping[str, float]) -> dict[str, tuple[Path, ...]]:
    """The scores of each split, by a hash of seed and file name: another score moves none of the others."""
    found = list_scores(Path(scores).absolute()) if scores is not None else []
    splits: dict[str, list[Path]] = {split: [] for split in SPLITS}
    for path in found:
        digest = blake2b(f"{seed} {path.stem}".encode(), digest_size=6).digest()
        splits[_share_at(int.from_bytes(digest) / 2**48, shares)].append(path)
    return {split: tuple(paths) for split, paths in splits.items()}


def choose_piece(plan: Plan, number: int, rng: np.random.Generator) -> tuple[Score, str]:
    """(piece of item `number`, kind): a real score of the item's split, "score", or a composed one, "composed"."""
    pool = plan.pools[split_of(number, plan.shares)]
    if pool and rng.random() < REAL_SHARE:
        for choice in rng.permutation(len(pool))[:10]:
            score = _read(pool[int(choice)])
            if score is not None:
                return with_first_tempo(score, rng), "score"
    return compose(rng, title=f"composed {plan.seed} {number}"), "composed"


def _share_at(place: float, shares: Mapping[str, float]) -> str:
    """The split that holds `place`, 0 to 1, when the shares lie side by side."""
    edges = np.cumsum([shares.get(split, 0.0) for split in SPLITS])
    return SPLITS[min(int(np.searchsorted(edges / edges[-1], place, side="right")), len(SPLITS) - 1)]


def _checked(shares: Mapping[str, float]) -> dict[str, float]:
    if set(shares) - set(SPLITS) or any(value < 0 for value in shares.values()) or sum(shares.values()) <= 0:
        raise DatasetError(f"Shares are of {', '.join(SPLITS)}, not negative and not all 0; these are {dict(shares)}.")
    return dict(shares)


def _claim(plan: Plan) -> None:
    """Note in `out` what it is made with. Raises DatasetError if that was something else: splits would mix."""
    settings = {
        "version": VERSION, "seed": plan.seed, "shares": dict(plan.shares), "conductors": plan.conductors,
        "synthesizer": plan.synthesizer, "compact": plan.compact, "scores": sum(map(len, plan.pools.values())),
    }  # fmt: skip
    claim(plan.out, _SETTINGS, settings)


def make_and_write(plan: Plan, number: int) -> int:
    """Make one item. Returns its number."""
    rng = np.random.default_rng([plan.seed, number])
    piece, kind = choose_piece(plan, number, rng)
    item = make_item(piece, rng, conductors=plan.conductors, synthesizer=plan.synthesizer)
    meta = {"number": number, "seed": plan.seed, "kind": kind}
    write_item(item, item_folder(plan, number), meta, compact=plan.compact)
    return number


@lru_cache(maxsize=16)
def _read(path: Path) -> Score | None:
    try:
        return read_musicxml(path)
    except DatasetError as error:
        log.warning("skipped: %s", error)
        return None
