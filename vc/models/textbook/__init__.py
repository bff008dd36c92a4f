"""The textbook conductor: a conductor's beat patterns, drawn from the rhythm by rules. Needs no weights."""

from vc.models.model import Model

MODEL = Model("Textbook: by rules, from the beats", "vc.models.textbook.conduct:conduct", music_s_per_s=305)
