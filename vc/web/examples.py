"""The examples with their results, made beforehand by tools/make_examples.py: choosing one computes next to nothing."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vc.music import Rhythm
from vc.shipped import shipped
from vc.skeleton import Motion

from .conducting import Results, on_stage, results_of, with_plot
from .served import cached
from .settings import Settings, read

EXAMPLES = shipped("examples")
RESULTS = EXAMPLES / "results"
PHOTO = EXAMPLES / "conductor.jpg"
LAYERS = ("joints", "channels")  # of a motion, kept to half a millimetre


@dataclass(frozen=True)
class Example:
    """A piece with its results in `RESULTS / name`: skeleton.mp4, photo.mp4, motion.npz, poster.jpg, settings.json."""

    name: str
    title: str
    by: str

    @property
    def music(self) -> Path:
        return next(path for path in EXAMPLES.glob(f"{self.name}.*") if path.suffix in (".mp3", ".ogg", ".m4a"))

    @property
    def folder(self) -> Path:
        return RESULTS / self.name

    @property
    def settings(self) -> Settings:
        return read((self.folder / "settings.json").read_bytes()).settings

    def load(self) -> Results:
        """The results as a run would have given them."""
        with np.load(self.folder / "motion.npz") as saved:
            rhythm = Rhythm(saved["beats_s"], saved["bar_positions"], saved["beats_per_bar"], saved["loudness"],
                            float(saved["seconds"]))  # fmt: skip
        settings = self.settings
        results = results_of(
            settings, load_motion(self.folder), rhythm, settings.clip(cached(self.music)), cached(PHOTO)
        )
        results = with_plot(on_stage(results.after(None)))
        return results.with_videos(yours=self.folder / "photo.mp4", skeleton=self.folder / "skeleton.mp4")

    def save(self, motion: Motion, rhythm: Rhythm, settings: str) -> None:
        """Write what `load` reads, but for the videos."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "settings.json").write_text(json.dumps(json.loads(settings), indent=2) + "\n")
        layers = {name: getattr(motion, name) for name in LAYERS if getattr(motion, name) is not None}
        np.savez_compressed(
            self.folder / "motion.npz", **{name: layer.astype(np.float16) for name, layer in layers.items()},
            points=motion.points, beats_s=rhythm.beats_s,
            bar_positions=rhythm.bar_positions, beats_per_bar=rhythm.beats_per_bar, loudness=rhythm.loudness,
            seconds=rhythm.seconds,
        )  # fmt: skip


def load_motion(folder: Path) -> Motion:
    """The motion of an example's results, in all its layers."""
    with np.load(folder / "motion.npz") as saved:
        layers = {name: saved[name].astype(np.float32) for name in LAYERS if name in saved}
        return Motion(saved["points"], **layers)


ALL = (
    Example("ode_to_joy", "Ode to Joy", "Beethoven"),
    Example("blue_danube", "The Blue Danube", "Johann Strauss II"),
    Example("mountain_king", "In the Hall of the Mountain King", "Grieg"),
)
