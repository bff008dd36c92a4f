"""Every way to make motion: one entry each, from which command line, page, endpoints, evaluation and training follow.

Nothing heavy is imported here: what an entry is made of is named as "module:name" and imported when it is used. A new
model is a module (or a folder of them) with its network, a function from a request to a motion, and its training; and
an entry in MODELS.
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from vc.errors import WeightsError


@dataclass(frozen=True)
class Model:
    """One way to make motion.

    title : what people are shown where they choose; "" for those that are measured and not offered
    conduct : function from a `vc.motion.request.Request` to a Motion, as "module:name"
    weights : name in `vc.weights.REGISTRY` of the file that it needs; None if it needs none, or its user trains it
    networks : name -> class, as "module:name", of all that its weights files can hold; the model itself needs the one
        that has its name
    stages : name -> class, likewise, of its trainings, in their order
    jitters : its motion trembles and is better smoothed before drawing
    heavy : so much work that a graphics card is worth asking for
    music_s_per_s : seconds of music that are heard and moved to in one, on two cores of a server of 2023
    """

    title: str
    conduct: str
    weights: str | None = None
    networks: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    jitters: bool = False
    heavy: bool = False
    music_s_per_s: float = 60.0

    @property
    def is_offered(self) -> bool:
        return bool(self.title)


MODELS: dict[str, Model] = {
    "baton": Model(
        "Baton: a network that is told the beats",
        "vc.motion.networks:baton",
        weights="baton",
        networks={"baton": "vc.models.baton.network:Baton", "baton-ear": "vc.models.baton.ear:Ear"},
        stages={"hearing": "vc.train.hearing:HearingStage", "supervised": "vc.train.supervised:SupervisedStage"},
        music_s_per_s=238,
    ),
    "textbook": Model("Textbook: by rules, from the beats", "vc.motion.textbook:textbook", music_s_per_s=305),
    "amcnet": Model(
        "AMCNet: a network that hears the beats by itself",
        "vc.motion.networks:amcnet",
        weights="amcnet",
        networks={"amcnet": "vc.models.amcnet:AmcnetGenerator", "amcnet-judge": "vc.models.amcnet:Amcnet"},
        stages={"amcnet": "vc.train.amcnet:AmcnetStage", "amcnet-gan": "vc.train.amcnet:AmcnetGanStage"},
        music_s_per_s=250,
    ),
    "performer": Model(
        "Let's Play Music: as one performer it has watched",
        "vc.motion.networks:performer",
        weights="performer",
        networks={"performer": "vc.models.performer.network:Performer"},
        stages={"performer": "vc.train.performer:PerformerStage"},
        jitters=True,
    ),
    "official": Model(
        "M2S-GAN: its authors' network, for research",
        "vc.motion.networks:official",
        weights="official",
        networks={
            "official": "vc.models.official.generator:Generator",
            "official-sync-net": "vc.models.official.sync_net:SyncNet",
            "critic": "vc.models.critic:MotionCritic",
        },
        stages={
            "contrastive": "vc.train.contrastive:ContrastiveStage",
            "adversarial": "vc.train.adversarial:AdversarialStage",
        },
        jitters=True,
        heavy=True,
    ),
    # Without shipped weights: whoever trains one names its file. They are measured, and not offered to choose.
    "plain": Model(
        "",
        "vc.motion.networks:plain",
        networks={"plain": "vc.models.baselines:Plain"},
        stages={"plain": "vc.train.baselines:PlainStage"},
    ),
    "cnn-lstm": Model(
        "",
        "vc.motion.networks:cnn_lstm",
        networks={"cnn-lstm": "vc.models.baselines:CnnLstm"},
        stages={"cnn-lstm": "vc.train.baselines:CnnLstmStage"},
    ),
    "performer-music": Model(
        "",
        "vc.motion.networks:performer_music",
        networks={"performer-music": "vc.models.performer.music:MusicStage"},
        stages={"performer-music": "vc.train.performer:PerformerMusicStage"},
        jitters=True,
    ),
}


# What finds beats and bars for all of them.
EAR = Model("", "", networks={"ear": "vc.models.ear.network:Ear"}, stages={"ear": "vc.train.ear:EarStage"})


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
    return {name: place for model in (*MODELS.values(), EAR) for name, place in model.networks.items()}


def stages() -> dict[str, str]:
    """Name -> "module:name" of every training."""
    return {name: place for model in (*MODELS.values(), EAR) for name, place in model.stages.items()}


def imported(place: str) -> Any:
    """What "module:name" names."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
