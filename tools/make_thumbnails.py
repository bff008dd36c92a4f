"""Make vc/web/assets/who: small pictures of the conductors that the page offers. Run after a change of their looks.

python tools/make_thumbnails.py
"""

from pathlib import Path

import numpy as np
from PIL import Image

from vc import AvatarVideo, PhotoVideo, pipeline
from vc.render.avatar import AVATARS
from vc.render.options import NeuralVideo, Video
from vc.web.component import ASSETS
from vc.web.examples import ALL, PHOTO
from vc.web.settings import NEURAL, YOU, YOU_3D

SIDE = 120  # pixels, drawn at half of it on fine screens
POSE = 75  # of the first example's motion
FOLDER = ASSETS / "who"


def make(name: str, video: Video, box: tuple[float, float, float, float]) -> Path:
    """One picture. box : left, top, right, bottom of what is kept of a frame, 0..1 of its height, from its middle"""
    take = ALL[0].load().take
    still = take.motion.points[POSE : POSE + 1]
    motion = type(take.motion)(np.repeat(still, 2, axis=0))
    frame = next(iter(pipeline.open_renderer(video)(motion, None))).to_rgb()
    height, width = frame.shape[:2]
    left, top, right, bottom = (round(part * height) for part in box)
    picture = Image.fromarray(frame).crop((width // 2 + left, top, width // 2 + right, bottom))
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.webp"
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(path, quality=80)
    return path


def main() -> None:
    close = (-0.5, 0.0, 0.5, 1.0)
    make(YOU, PhotoVideo(PHOTO, background="photo"), (-0.42, 0.06, 0.42, 0.9))
    make(YOU_3D, PhotoVideo(PHOTO, background="stage", dress="tails"), (-0.42, 0.06, 0.42, 0.9))
    for name in AVATARS:
        make(name, AvatarVideo(avatar=name, camera="close"), close)
    make(NEURAL, NeuralVideo(), close)


if __name__ == "__main__":
    main()
