"""Baton, the project's own learned conductor: 1.6 million weights, quick on a processor.

    mel -> Ear -> code and what it hears (beat, downbeat, dynamics, place in the bar)
    code, mel -> Reader -> entries, accents, articulation
    what is to be shown, who conducts, free choices -> Hand -> joints in metres on bones of fixed length, hands and face

Hearing and moving are apart so that knowledge can stand between them: what is heard as a blur of chances, a search over
the whole piece turns into crisp beats and bars, and a plan (`vc.conductor.intent`) into what is to be shown; the hand
does that. Style and noise are known in training, where a simulator writes down what drove its conductor; at inference
they are drawn.
"""

from vc.models.model import Model

MODEL = Model(
    "Baton: a network that moves in space, with hands and face", "vc.models.baton.conduct:conduct", weights="baton",
    music_s_per_s=238,
    networks={"baton": "vc.models.baton.network:Baton", "baton-ear": "vc.models.baton.ear:Ear"},
    stages={"hearing": "vc.models.baton.train_ear:HearingStage",
            "supervised": "vc.models.baton.train:SupervisedStage"},
)  # fmt: skip
