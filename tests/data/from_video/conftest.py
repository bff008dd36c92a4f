"""Real videos of the 3-D conductor, whose joints are known to the pixel, with clicks at its beats."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from vc.conductor import perform
from vc.data.from_video.watch import Watched, watch
from vc.music import Rhythm
from vc.render.avatar import frames
from vc.render.avatar.camera import CAMERAS
from vc.render.avatar.lift import lift
from vc.render.avatar.model import load_avatar
from vc.render.avatar.rig import INDEX, positions
from vc.skeleton import Joint, Motion
from vc.vision.follow import Follower

SECONDS, SIZE, AVATAR = 4, (320, 320), "maestro"
SOUND_RATE = 22_050
BONES = {
    Joint.LEFT_SHOULDER: "upper_arm_l", Joint.RIGHT_SHOULDER: "upper_arm_r", Joint.LEFT_ELBOW: "forearm_l",
    Joint.RIGHT_ELBOW: "forearm_r", Joint.LEFT_WRIST: "hand_l", Joint.RIGHT_WRIST: "hand_r",
    Joint.LEFT_HIP: "thigh_l", Joint.RIGHT_HIP: "thigh_r",
}  # fmt: skip


@dataclass(frozen=True)
class Filmed:
    """pictures : (h, w, 3) uint8 RGB at 30 Hz; places : (T, 13, 2) px, nan for joints without a bone of the figure"""

    pictures: list[np.ndarray]
    places: np.ndarray


@pytest.fixture(scope="session")
def follower(models) -> Follower:
    return Follower(**models)


@pytest.fixture(scope="session")
def filmed() -> Filmed:
    """Four seconds of a conductor who beats twice a second."""
    motion = _conducting()
    rig = load_avatar(AVATAR).rig
    world = positions(rig, lift(motion, rig=rig))[:, [INDEX[name] for name in BONES.values()]]
    places = np.full((len(motion), 13, 2), np.nan, np.float32)
    for pose, points in enumerate(world):
        places[pose, list(BONES)] = CAMERAS["front"].project(points, SIZE)[:, :2]
    return Filmed([frame.to_rgb() for frame in frames(motion, size=SIZE, avatar=AVATAR, workers=1)], places)


def _conducting() -> Motion:
    beats = np.arange(0.5, SECONDS, 0.5)
    count = np.arange(len(beats))
    loudness = np.full(30 * SECONDS, 0.6, np.float32)
    return perform(Rhythm(beats, count % 4, np.full(len(count), 4), loudness, SECONDS), seed=3)


def clicks(seconds: float) -> np.ndarray:
    """(n,) float32 at 22 050 Hz: a short burst twice a second, the first at half a second."""
    samples = 0.001 * np.sin(0.05 * np.arange(round(seconds * SOUND_RATE)))
    for start in (np.arange(0.5, seconds - 0.1, 0.5) * SOUND_RATE).astype(int):
        samples[start : start + 60] += 0.9 * np.sin(np.arange(60) / 60 * 6 * np.pi)
    return samples.astype(np.float32)


def write_video(
    path: Path, pictures: list[np.ndarray], times_s: np.ndarray, *, samples: np.ndarray | None, turn: int = 0
) -> Path:
    """A real file with any times of frames. turn : degrees that players are told to turn the picture by"""
    with av.open(str(path), "w") as container:
        height, width = pictures[0].shape[:2]
        picture = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "crf": "18"})
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        picture.time_base = picture.codec_context.time_base = Fraction(1, 30_000)
        if turn:
            picture.set_display_rotation(turn)
        sound = container.add_stream("aac", rate=SOUND_RATE, layout="mono") if samples is not None else None
        for pixels, time_s in zip(pictures, times_s, strict=True):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame.pts, frame.time_base = round(time_s * 30_000), Fraction(1, 30_000)
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if sound is not None:
            block = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
            block.sample_rate, block.pts = SOUND_RATE, 0
            container.mux(sound.encode(block))
            container.mux(sound.encode(None))
    return path


@pytest.fixture(scope="session")
def video(filmed, tmp_path_factory) -> Path:
    """The conductor at 30 frames a second, with clicks."""
    path = tmp_path_factory.mktemp("video") / "conductor.mp4"
    return write_video(path, filmed.pictures, np.arange(len(filmed.pictures)) / 30, samples=clicks(SECONDS))


@pytest.fixture(scope="session")
def watched(video, follower) -> Watched:
    return watch(video, follower)
