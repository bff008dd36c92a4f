"""Makes training data with known beats: pieces, performed, orchestrated, recorded and conducted.

run        numbers, seeds, splits, workers: `simulate`
item       one item from end to end
score      the note list, bars and beats        musicxml   real scores into it
compose    own pieces into it                   (harmony, melody, textures)
playing    a performance's manner               timing     places in the score to seconds
performer  notes as people play them            orchestra  which instruments, as MIDI (midi)
synth      MIDI to samples                      augment    as if recorded
"""

from vc.data.simulator.item import Labels, read_labels
from vc.data.simulator.run import simulate

__all__ = ["Labels", "read_labels", "simulate"]
