"""What every model has to beat: the conductor who stands still, in the mean pose of the training data."""

from vc.models.model import Model

MODEL = Model(
    "",
    "vc.models.plain.conduct:conduct",
    networks={"plain": "vc.models.plain.network:Plain"},
    stages={"plain": "vc.models.plain.train:PlainStage"},
)
