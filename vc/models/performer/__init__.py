"""Let's Play Music: a network that draws a performer, from music and the motion of a body.

READ FIRST: `network`. `music` is stage 1 (music to keypoints and to a coarse video), `heatmaps` stage 2, `unet` with
`structure` and `temporal` stage 3. Everything that the public abstract leaves open is this project's own choice.
"""

from vc.models.model import Model

MODEL = Model(
    "Let's Play Music: as one performer it has watched", "vc.models.performer.conduct:conduct", weights="performer",
    networks={"performer": "vc.models.performer.network:Performer"},
    stages={"performer": "vc.models.performer.train:PerformerStage"}, jitters=True,
)  # fmt: skip
MUSIC_ALONE = Model(
    "",
    "vc.models.performer.conduct:conduct_music_alone",
    networks={"performer-music": "vc.models.performer.music:MusicStage"},
    stages={"performer-music": "vc.models.performer.train_music:PerformerMusicStage"},
    jitters=True,
)
