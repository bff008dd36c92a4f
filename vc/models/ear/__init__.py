"""The ear: a network that hears beats, bars, tempo and metre in a mel spectrogram.

mel at 90 Hz -> pictures (three 2-D convolutions) -> 30 Hz, dilated convolutions: what begins when
             -> 15 Hz, attention over a minute: where in the bar, how fast, what metre
             -> 30 Hz: chances and places, see `network.Said`
"""

from vc.models.model import Model

# It makes no motion: it finds beats and bars for those that do.
MODEL = Model("", "", networks={"ear": "vc.models.ear.network:Ear"}, stages={"ear": "vc.models.ear.train:EarStage"})
