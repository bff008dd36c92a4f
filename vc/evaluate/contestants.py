"""Who is measured: models by name, trained weights by file, and recorded motion as a yardstick."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vc import weights
from vc.errors import WeightsError
from vc.models.registry import MODELS, find_model
from vc.motion.generate import generate, how_to_train
from vc.music import Mel, Rhythm
from vc.skeleton import Motion


@dataclass(frozen=True)
class Music:
    """What a conductor is given. `recorded` is the answer: for yardsticks only."""

    mel: Mel
    rhythm: Rhythm
    recorded: Motion | None = None


Conductor = Callable[[Music, int], Motion]  # music, seed -> motion


@dataclass(frozen=True)
class Contestant:
    """One row of the report: a conductor, or several trained alike, by the files of their weights ("" for none).

    jitters : their motion trembles, and is smoothed before it is drawn; it is measured as it is
    """

    name: str
    conductors: dict[str, Conductor]
    jitters: bool = False


def find_contestants(
    words: Sequence[str], *, device: str = "cpu", accept_licence: bool = False
) -> list[Contestant]:  # fmt: skip
    """NAME for a model that comes with all it needs; NAME=FILE, or NAME=FILE,FILE,... for a group, for trained weights.

    With a file, NAME is any name: the file itself tells which network it holds.
    Raises WeightsError for unknown and double names, and files that hold no model; fetches weights that are not here.
    """
    contestants = [_contestant(word, device, accept_licence) for word in words]
    names = [contestant.name for contestant in contestants]
    if double := {name for name in names if names.count(name) > 1}:
        raise WeightsError(f"Two models are named {sorted(double)[0]!r}. Give each a name of its own: NAME=FILE.")
    return contestants


def _contestant(word: str, device: str, accept_licence: bool) -> Contestant:
    name, equals, files = word.partition("=")
    if not equals:
        return Contestant(name, {"": _shipped(name, device, accept_licence)}, find_model(name).jitters)
    paths = [Path(file) for file in files.split(",") if file]
    if not name or not paths:
        raise WeightsError(f"{word!r} is not NAME=FILE or NAME=FILE,FILE,...")
    if len(set(paths)) < len(paths):
        raise WeightsError(f"{word!r} names a file twice: a group is of different weights.")
    jitters = any(MODELS[_network_of(path)].jitters for path in paths)
    return Contestant(name, {str(path): _conductor(_network_of(path), path, device) for path in paths}, jitters)


def _shipped(name: str, device: str, accept_licence: bool) -> Conductor:
    model = find_model(name)
    if model.networks and not model.weights:
        raise WeightsError(
            f"The model {name!r} needs the weights that you trained, {name}=OUT/weights.safetensors. To train it: "
            f"{how_to_train(name, model)}"
        )
    path = weights.fetch(model.weights, accept_licence=accept_licence) if model.weights else None
    return _conductor(name, path, device)


def _network_of(path: Path) -> str:
    """The model that a file of weights is of."""
    from vc.models import recognise

    network = recognise(path).network
    if network not in MODELS:
        raise WeightsError(f"{path} holds the network {network!r}, which makes no motion. Name another file.")
    return network


def _conductor(model: str, path: Path | None, device: str) -> Conductor:
    """Motion as the model makes it: smoothing before drawing would hide its trembling."""
    return lambda music, seed: generate(
        music.mel, model=model, seed=seed, device=device, weights_path=path, rhythm=music.rhythm
    )
