"""MIDI to samples: FluidSynth with a free General MIDI soundfont, or plain sine tones where it is not installed."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vc.errors import DatasetError
from vc.music import SAMPLE_RATE

SOUNDFONT_VARIABLE = "VC_SOUNDFONTS"
SYNTHESIZERS = ("fluidsynth", "sine")
# FluidSynth renders until all is silent, so a note that never ends would fill the disk. The limit counts for its sound
# server's shared memory as well, which is 64 MiB.
MOST_BYTES = 1 << 29


@dataclass(frozen=True)
class Soundfont:
    """A General MIDI bank. share : how often it is chosen, relative to the others."""

    path: Path
    share: float = 1.0

    @property
    def name(self) -> str:
        return self.path.name


# Debian's places of the two MIT-licensed banks. The second is compressed, and unpacking its instruments costs five
# times the rendering itself: it is there for variety, in one piece of eight.
DEBIAN_SOUNDFONTS = (
    Soundfont(Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"), 7.0),
    Soundfont(Path("/usr/share/sounds/sf3/MuseScore_General.sf3"), 1.0),
)


def find_soundfonts() -> list[Soundfont]:
    """The banks to render with: those in VC_SOUNDFONTS (paths, separated as in PATH), else Debian's.

    Raises DatasetError if there is none, if a named one is missing, or if FluidSynth is not installed.
    """
    if shutil.which("fluidsynth") is None:
        raise DatasetError("The program fluidsynth is not installed. Install it: apt install fluidsynth")
    named = [Soundfont(Path(name)) for name in os.environ.get(SOUNDFONT_VARIABLE, "").split(os.pathsep) if name]
    for font in named:
        if not font.path.is_file():
            raise DatasetError(f"{SOUNDFONT_VARIABLE} names {font.path}, which is no file. Name soundfonts that exist.")
    found = named or [font for font in DEBIAN_SOUNDFONTS if font.path.is_file()]
    if not found:
        raise DatasetError(
            "No soundfont was found. Install one, apt install fluid-soundfont-gm musescore-general-soundfont, "
            f"or name files in {SOUNDFONT_VARIABLE}."
        )
    return found


def choose_soundfont(fonts: list[Soundfont], rng: np.random.Generator) -> Soundfont:
    shares = np.array([font.share for font in fonts])
    return fonts[int(rng.choice(len(fonts), p=shares / shares.sum()))]


def render_fluidsynth(midi: bytes, soundfont: Path, *, seconds: float, reverb: bool = True) -> np.ndarray:
    """(round(seconds x 22 050), 2) float32 samples of a MIDI file. Raises DatasetError if FluidSynth fails."""
    with tempfile.TemporaryDirectory(prefix="vc-render-") as folder:
        source, target = Path(folder, "piece.mid"), Path(folder, "piece.raw")
        source.write_bytes(midi)
        command = [
            "fluidsynth", "-n", "-i", "-q", "-g", "0.4", "-r", str(SAMPLE_RATE), "-R", str(int(reverb)), "-C", "0",
            "-o", "synth.dynamic-sample-loading=1", "-o", "synth.cpu-cores=1", "-o", "synth.default-soundfont=",
            "-T", "raw", "-O", "float", "-F", str(target), str(soundfont), str(source),
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
            preexec_fn=_limit_size if os.name == "posix" else None,
        )  # fmt: skip
        refused = "not a SoundFont" in done.stderr  # it then plays on without an instrument, and reports success
        if done.returncode != 0 or refused or not target.is_file() or target.stat().st_size == 0:
            said = (done.stderr or done.stdout).strip().splitlines()[:1] or ["it said nothing"]
            raise DatasetError(f"fluidsynth could not render with {soundfont.name}: {said[0]}")
        samples = np.fromfile(target, "<f4")
    return _fit(samples[: len(samples) // 2 * 2].reshape(-1, 2), round(seconds * SAMPLE_RATE))


def _limit_size() -> None:
    """In the child process: no file above MOST_BYTES."""
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))


def render_sine(
    start_s: np.ndarray, end_s: np.ndarray, pitch: np.ndarray, velocity: np.ndarray, *, seconds: float
) -> np.ndarray:  # fmt: skip
    """(round(seconds x 22 050), 2) float32 samples of notes as decaying tones of three partials; no instrument."""
    samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    for start, end, key, force in zip(start_s, end_s, pitch, velocity, strict=True):
        first = round(max(start, 0) * SAMPLE_RATE)
        tone = _tone(440 * 2 ** ((key - 69) / 12), min(end - start, 2.0) + 0.05)[: max(len(samples) - first, 0)]
        samples[first : first + len(tone)] += np.float32(0.2 * (force / 127) ** 2) * tone
    return np.stack([samples, samples], 1)


def _tone(hertz: float, seconds: float) -> np.ndarray:
    t = np.arange(max(int(seconds * SAMPLE_RATE), 1), dtype=np.float32) / SAMPLE_RATE
    phase = np.float32(2 * np.pi * hertz) * t
    wave = np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.15 * np.sin(3 * phase)
    fade = np.minimum(t / 0.004, 1) * np.minimum((t[-1] - t) / 0.05, 1)
    return (wave * np.exp(-2.5 * t) * fade).astype(np.float32)


def _fit(samples: np.ndarray, count: int) -> np.ndarray:
    return np.pad(samples[:count], ((0, max(count - len(samples), 0)), (0, 0)))
