"""What every learned model has to beat: a recurrent network that learns the mean of all conductors."""

from vc.models.model import Model

MODEL = Model(
    "",
    "vc.models.cnn_lstm.conduct:conduct",
    networks={"cnn-lstm": "vc.models.cnn_lstm.network:CnnLstm"},
    stages={"cnn-lstm": "vc.models.cnn_lstm.train:CnnLstmStage"},
)
