"""Every way to make motion, from which command line, page, endpoints, evaluation and training follow.

A model is one folder: its entry (`__init__`), its network, its way from a request to a motion (`conduct`) and its
trainings (`train`, `train_*`). A new one is such a folder, or a single module, and a line here.
"""

from importlib import import_module
from typing import Any

from vc.errors import WeightsError
from vc.models import amcnet, baton, cnn_lstm, ear, official, performer, plain, textbook
from vc.models.model import Model

MODELS: dict[str, Model] = {
    "baton": baton.MODEL,
    "textbook": textbook.MODEL,
    "amcnet": amcnet.MODEL,
    "performer": performer.MODEL,
    "m2s-gan": official.OWN,
    "official": official.MODEL,
    # Without shipped weights: whoever trains one names its file. They are measured, and not offered to choose.
    "plain": plain.MODEL,
    "cnn-lstm": cnn_lstm.MODEL,
    "performer-music": performer.MUSIC_ALONE,
}


def find_model(name: str) -> Model:
    """The entry of MODELS. Raises WeightsError naming all that are offered if there is none."""
    try:
        return MODELS[name]
    except KeyError:
        raise WeightsError(f"There is no model named {name!r}. Choose one of: {', '.join(offered())}.") from None


def offered() -> dict[str, str]:
    """Name -> title of the models that people can choose."""
    return {name: model.title for name, model in MODELS.items() if model.is_offered}


def networks() -> dict[str, str]:
    """Name -> "module:name" of every network that a weights file can hold."""
    return {name: place for model in (*MODELS.values(), ear.MODEL) for name, place in model.networks.items()}


def stages() -> dict[str, str]:
    """Name -> "module:name" of every training."""
    return {name: place for model in (*MODELS.values(), ear.MODEL) for name, place in model.stages.items()}


def imported(place: str) -> Any:
    """What "module:name" names."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
