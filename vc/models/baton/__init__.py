"""Baton, the project's own learned conductor: about a million weights, quick on a processor.

    mel -> Ear -> code and what it hears (beat, downbeat, dynamics, place in the bar)
    code, a beat track, who conducts, free choices -> Hand -> thirteen joints on a body of bounded lengths

Hearing and moving are apart so that a tracker can stand between them: what the ear hears as a blur of chances, a
search over the whole piece turns into crisp beats and bars, and the hand follows those. Style and noise are known in
training, where a simulator writes down what drove its conductor; at inference they are drawn.
"""

from vc.models.model import Model

MODEL = Model(
    "Baton: a network that is told the beats", "vc.models.baton.conduct:conduct", weights="baton", music_s_per_s=238,
    networks={"baton": "vc.models.baton.network:Baton", "baton-ear": "vc.models.baton.ear:Ear"},
    stages={"hearing": "vc.models.baton.train_ear:HearingStage",
            "supervised": "vc.models.baton.train:SupervisedStage"},
)  # fmt: skip
