"""What several tests share: where the reference material lies, and small real inputs with a known answer."""

import os
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from tests import skips
from tests.drawn_person import JOINTS, draw_person
from vc.skeleton import Motion
from vc.vision import Person

PROJECT = Path(__file__).resolve().parents[1]

# Two threads of torch on a busy machine can be many times slower than one; read when torch is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and not skips.is_allowed(report.longrepr[2]):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and tests/skips.py does not allow that: {report.longrepr[2]}"
    return report


def _reference_dir() -> Path | None:
    named = os.environ.get("VC_REFERENCE_DIR")
    for folder in [Path(named)] if named else [PROJECT.parent / "shared"]:
        if (folder / "golden").is_dir():
            return folder
    return None


@pytest.fixture(scope="session")
def reference_dir() -> Path:
    """The authors' recorded numbers and checkpoints; research-only, so they are never part of this repository."""
    folder = _reference_dir()
    if folder is None:
        pytest.skip("the authors' reference material is not here; name its folder in VC_REFERENCE_DIR")
    return folder


@pytest.fixture(scope="session")
def waving() -> Motion:
    """Ten seconds of a body whose hands beat twice a second: bones of sane length, every joint in the picture."""
    t = np.arange(300) / 30
    rest = np.array(
        [
            (0.50, 0.28), (0.52, 0.26), (0.48, 0.26), (0.54, 0.27), (0.46, 0.27), (0.60, 0.40), (0.40, 0.40),
            (0.66, 0.54), (0.34, 0.54), (0.64, 0.50), (0.36, 0.50), (0.56, 0.75), (0.44, 0.75),
        ]
    )  # fmt: skip
    points = np.repeat(rest[None], len(t), 0)
    beat = 0.10 * np.sin(2 * np.pi * 2 * t)
    points[:, [9, 10], 1] += beat[:, None]
    points[:, [7, 8], 1] += 0.4 * beat[:, None]
    points[:, 9, 0] += 0.06 * np.sin(2 * np.pi * t)
    points[:, 10, 0] -= 0.06 * np.sin(2 * np.pi * t)
    return Motion(points.astype(np.float32))


CODECS = {
    ".mp3": "libmp3lame", ".wav": "pcm_s16le", ".flac": "flac", ".ogg": "vorbis", ".m4a": "aac", ".opus": "libopus",
    ".mp4": "aac", ".mkv": "libopus",
}  # fmt: skip


def write_sound(path: Path, samples: np.ndarray, rate: int = 44_100) -> Path:
    """Encode (channels, n) float32 samples with a real encoder, chosen by the ending of the name."""
    codec = CODECS[path.suffix]
    with av.open(str(path), "w") as container:
        layout = "mono" if len(samples) == 1 else "stereo"
        stream = container.add_stream(
            codec, rate=48_000 if codec == "libopus" else rate, layout=layout, options={"strict": "-2"}
        )
        for start in range(0, samples.shape[1], rate):
            block = np.ascontiguousarray(samples[:, start : start + rate], np.float32)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def clicks(seconds: float, every_s: float = 1.0, rate: int = 44_100) -> np.ndarray:
    """(2, n) float32: a short burst every `every_s` seconds, the first at 0, over a whisper of tone."""
    samples = 0.001 * np.sin(0.05 * np.arange(round(seconds * rate)))
    burst = 0.9 * np.sin(np.arange(60) / 60 * 6 * np.pi)
    for start in np.arange(0, len(samples) - len(burst), every_s * rate).round().astype(int):
        samples[start : start + len(burst)] = burst
    return np.stack([samples, samples]).astype(np.float32)


def tune(seconds: float, rate: int = 44_100, bpm: float = 100.0) -> np.ndarray:
    """(2, n) float32: plucked chords in 4/4 with a strong first beat; music enough for a beat tracker."""
    samples = np.zeros(round(seconds * rate))
    since = np.arange(rate) / rate
    for number, start in enumerate(np.arange(0, seconds, 60 / bpm)):
        strong = number % 4 == 0
        tones = sum(np.sin(2 * np.pi * pitch * since) for pitch in ((220, 277, 330) if strong else (294, 370)))
        part = samples[round(start * rate) :][:rate]
        part += ((0.25 if strong else 0.12) * np.exp(-6 * since) * tones)[: len(part)]
    return np.stack([samples, samples]).astype(np.float32)


@pytest.fixture(scope="session")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds of plucked chords at 100 beats a minute, as an mp3."""
    return write_sound(tmp_path_factory.mktemp("music") / "song.mp3", tune(8))


@pytest.fixture
def sound_writer():
    return write_sound


@pytest.fixture
def click_samples():
    return clicks


@pytest.fixture
def silent_video(tmp_path: Path) -> Path:
    """A real mp4 with a picture and no sound."""
    path = tmp_path / "picture_only.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(60):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((96, 64), np.uint8), format="yuv420p")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def long_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five minutes, long enough to be stopped midway."""
    return write_sound(tmp_path_factory.mktemp("music") / "long.m4a", tune(300, rate=16_000)[:1], rate=16_000)


def performed(folder: Path, count: int, seconds: int, first: int = 0) -> None:
    """Items of conductors whose music bursts at every beat, with labels, in ConductorMotion100's layout."""
    from vc.conductor import perform
    from vc.music import Rhythm

    for number in range(first, first + count):
        beats = np.arange(0.3 + 0.01 * number, seconds - 0.1, 0.5)
        loudness = np.full(30 * seconds, 0.6, np.float32)
        rhythm = Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness, seconds)
        since = np.arange(90 * seconds)[:, None] / 90 - beats
        bursts = np.where(since >= 0, np.exp(-8 * np.maximum(since, 0)), 0).sum(axis=1).clip(0, 1)
        item = folder / str(number)
        item.mkdir(parents=True)
        np.save(item / "mel.npy", (0.1 + 0.6 * bursts[:, None] * np.linspace(1, 0.3, 128)).astype(np.float16))
        np.save(item / "motion.npy", perform(rhythm, seed=number).points)
        np.savez(item / "labels.npz", beats_s=beats, bar_positions=rhythm.bar_positions, loudness=loudness,
                 beats_per_bar=rhythm.beats_per_bar, style=np.zeros((1, 17)), conductor_seeds=[number])  # fmt: skip


@pytest.fixture(scope="session")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two seconds each: two items to train on, one to validate and one to test."""
    folder = tmp_path_factory.mktemp("conducted")
    for number, (split, count) in enumerate({"train": 2, "val": 1, "test": 1}.items()):
        performed(folder / split, count, 2, first=10 * number)
    return folder


@pytest.fixture(scope="session")
def filmed_folder(conducted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, performed by the 3-D conductor in small pictures."""
    from vc.data.film import Shot, film

    folder = tmp_path_factory.mktemp("filmed")
    film(conducted, folder, Shot(side_px=128), workers=1)
    return folder


@pytest.fixture(scope="session")
def models() -> dict[str, Path]:
    """Paths of MediaPipe's two pose models, as keyword arguments of prepare and find_people."""
    named = os.environ.get("VC_WEIGHTS_DIR")
    folders = [Path(named)] if named else [PROJECT / "weights", PROJECT.parent / "shared" / "models"]
    for folder in folders:
        paths = {
            "detector_path": folder / "pose_detection.tflite",
            "landmarks_path": folder / "pose_landmark_full.tflite",
        }
        if all(path.is_file() for path in paths.values()):
            return paths
    pytest.fail(
        f"MediaPipe's pose models are in none of {[str(folder) for folder in folders]}. "
        "Fetch them with `python -m vc weights`, or name their folder in VC_WEIGHTS_DIR."
    )


@pytest.fixture(scope="session")
def face_model() -> Path:
    named = os.environ.get("VC_WEIGHTS_DIR")
    for folder in [Path(named)] if named else [PROJECT / "weights"]:
        if (folder / "face_landmark.tflite").is_file():
            return folder / "face_landmark.tflite"
    pytest.fail("MediaPipe's face model is missing. Fetch it with: python -m vc weights fetch face-mesh")


@pytest.fixture(scope="session")
def astronaut_sight(models, face_model):
    """The astronaut of scikit-image (NASA, public domain), found, cut out and measured, with her face."""
    import skimage.data

    from vc.render.character.build import look
    from vc.vision import find_people

    photo = np.ascontiguousarray(skimage.data.astronaut())
    return look(photo, find_people(photo, **models)[0], [], face_path=face_model)


@pytest.fixture(scope="session")
def person() -> Person:
    landmarks = np.full((33, 2), np.nan, np.float32)
    for index in range(33):
        landmarks[index] = JOINTS.get(index, JOINTS[0])
    mask = np.zeros((640, 480, 3), np.uint8)
    draw_person(mask, colours=False)
    soft = cv2.GaussianBlur(mask[..., 0].astype(np.float32) / 255, (0, 0), 2.0)
    return Person(landmarks, np.ones(33, np.float32), soft, 1.0)


@pytest.fixture(scope="session")
def drawing() -> np.ndarray:
    """(640, 480, 3) uint8: the figure before a wall that changes from left to right."""
    wall = np.linspace(150, 210, 480)[None, :, None] * np.array([0.75, 1.0, 0.8])
    canvas = np.repeat(wall, 640, 0).astype(np.uint8)
    canvas = np.ascontiguousarray(canvas)
    draw_person(canvas, colours=True)
    return canvas
