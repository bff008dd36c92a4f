"""Make examples/overview.jpg, the picture at the top of the README, from the examples.

python tools/make_overview.py
"""

from itertools import islice
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from vc import Conductor, PhotoVideo, pipeline
from vc.audio.load import load_music
from vc.clip import Clip
from vc.music import SAMPLE_RATE, Rhythm
from vc.skeleton import Joint, Motion

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
MUSIC, PHOTO, OUT = EXAMPLES / "blue_danube.ogg", EXAMPLES / "astronaut.jpg", EXAMPLES / "overview.jpg"
SIZE = (960, 540)
PART_S = (10.0, 26.0)  # the music shown above them
QUALITY = 88
LOW = 3.0  # a hand below its shoulder counts that much against hands that are far apart
INSET_PX, FRAME_PX = 190, 5  # the photo itself, in the corner


def best_moment_s(motion: Motion) -> float:
    """When both hands are up, as high as the shoulders or nearly, and far apart, within the part."""
    start, end = (round(time_s * motion.rate) for time_s in PART_S)
    points = motion.points[start:end]
    wrists, shoulders = (
        points[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]],
        points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]],
    )
    apart = wrists[:, 0, 0] - wrists[:, 1, 0]
    low = np.maximum(wrists[..., 1] - shoulders[..., 1], 0).sum(1)
    return (start + int(np.argmax(apart - LOW * low))) / motion.rate


def picture_at(motion: Motion, renderer: pipeline.Renderer, moment_s: float) -> np.ndarray:
    """One rendered picture, (h, w, 3) RGB; the poses before it are drawn too, for the trails."""
    last = round(moment_s * motion.rate)
    part = Motion(motion.points[max(0, last - 30) : last + 1])
    *_, frame = islice(renderer(part, None), len(part))
    return frame.to_rgb()


def with_inset(picture: np.ndarray) -> np.ndarray:
    """The picture with the photo that it was made of in its upper left corner."""
    photo = Image.open(PHOTO).convert("RGB").resize((INSET_PX, INSET_PX), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (INSET_PX + 2 * FRAME_PX, INSET_PX + 2 * FRAME_PX), "white")
    framed.paste(photo, (FRAME_PX, FRAME_PX))
    whole = Image.fromarray(picture)
    whole.paste(framed, (3 * FRAME_PX, 3 * FRAME_PX))
    return np.asarray(whole)


def music_strip(rhythm: Rhythm) -> np.ndarray:
    """The waveform with its beats and bars, (h, w, 3) RGB, as wide as two pictures."""
    samples = load_music(Clip(MUSIC, PART_S[0], PART_S[1] - PART_S[0]))
    figure = Figure(figsize=(19.2, 1.8), dpi=100, facecolor="#14101f", layout="constrained")
    axes = figure.subplots()
    times = PART_S[0] + np.arange(0, len(samples), 40) / SAMPLE_RATE
    level = np.abs(samples[: len(times) * 40 : 40])
    level = 0.9 * level / level.max()
    axes.fill_between(times, -level, level, color="#e9c46a", linewidth=0)
    axes.vlines(rhythm.beats_s, -0.6, 0.6, color="#ffffff", alpha=0.25, linewidth=1)
    axes.vlines(rhythm.downbeats_s, -0.9, 0.9, color="#ff6b6b", alpha=0.9, linewidth=2)
    axes.set(xlim=PART_S, ylim=(-1, 1))
    axes.axis("off")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def main() -> None:
    heard = pipeline.listen(MUSIC)
    motion = pipeline.move(heard, Conductor(seed=1))
    looks = (
        PhotoVideo(PHOTO, size=SIZE),
        PhotoVideo(PHOTO, size=SIZE, dress="tails", background="hall", camera="close"),
    )
    moment_s = best_moment_s(motion)
    pictures = [picture_at(motion, pipeline.open_renderer(video), moment_s) for video in looks]
    pictures[0] = with_inset(pictures[0])
    strip = music_strip(heard.rhythm)
    whole = np.vstack([strip, np.hstack(pictures)])
    Image.fromarray(whole).resize((1440, round(1440 * whole.shape[0] / whole.shape[1])), Image.Resampling.LANCZOS).save(
        OUT, quality=QUALITY
    )


if __name__ == "__main__":
    main()
