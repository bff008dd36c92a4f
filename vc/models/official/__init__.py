"""The M2S-GAN authors' networks, written anew from their published description, under their checkpoints' names.

Source: Chen et al., "Self-Supervised Music Motion Synchronization Learning for Music-Driven Conducting Motion
Generation", JCST 2022. Attribute names follow the state dicts, so that the checkpoints load strictly.
"""

from vc.models.model import Model

MODEL = Model(
    "M2S-GAN: its authors' network, for research",
    "vc.models.official.conduct:conduct",
    weights="official",
    networks={
        "official": "vc.models.official.generator:Generator",
        "official-sync-net": "vc.models.official.sync_net:SyncNet",
        "critic": "vc.models.critic:MotionCritic",
    },
    stages={
        "contrastive": "vc.models.official.train_judge:ContrastiveStage",
        "adversarial": "vc.models.official.train:AdversarialStage",
    },
    jitters=True,
    heavy=True,
)
# The same network with weights of this project's own.
OWN = Model(
    "M2S-GAN: the paper's network, trained by this project",
    "vc.models.official.conduct:conduct",
    weights="m2s-gan",
    networks={"official": "vc.models.official.generator:Generator"},
    jitters=True,
    heavy=True,
)
