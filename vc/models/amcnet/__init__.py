"""AMCNet of 2021: a judge of whether music and motion belong together, and a generator that takes over its ear."""

from vc.models.model import Model

MODEL = Model(
    "AMCNet: a network that hears the beats by itself", "vc.models.amcnet.conduct:conduct", weights="amcnet",
    music_s_per_s=250,
    networks={"amcnet": "vc.models.amcnet.network:AmcnetGenerator", "amcnet-judge": "vc.models.amcnet.network:Amcnet"},
    stages={"amcnet": "vc.models.amcnet.train_judge:AmcnetStage",
            "amcnet-gan": "vc.models.amcnet.train:AmcnetGanStage"},
)  # fmt: skip
