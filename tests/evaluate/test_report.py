"""A report tells the locked conductor from the deaf one, on real files."""

import json
import wave

import numpy as np
import pytest

from vc.errors import DatasetError
from vc.evaluate.report import COLUMNS, evaluate_folder, find_pieces, read_annotation, write
from vc.skeleton import POSE_RATE, Joint, Motion, pose_count

SECONDS = 12


def _beats() -> np.ndarray:
    steps = 0.5 + 0.08 * np.sin(np.arange(40) * 1.3)
    beats = 0.3 + np.cumsum(steps)
    return beats[beats < SECONDS - 0.2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pieces")
    rng = np.random.default_rng(0)
    lines = "\n".join(f"{time:.3f}\t{int(i % 4 == 0)}" for i, time in enumerate(_beats()))
    (folder / "song.beats.tsv").write_text(f"# time_s is_downbeat\n{lines}\n")
    for name in ("song.wav", "song.strings.wav"):
        with wave.open(str(folder / name), "wb") as file:
            file.setparams((1, 2, 22_050, 0, "NONE", ""))
            file.writeframes(rng.integers(-3000, 3000, SECONDS * 22_050, np.int16).tobytes())
    return folder


def _hand(mel, y: np.ndarray) -> Motion:
    points = np.full((pose_count(mel.seconds), 13, 2), 0.5, np.float32)
    points[:, Joint.RIGHT_WRIST, 1] += y[: len(points)]
    return Motion(points)


def _on_the_beat(mel, _rhythm, _seed):
    times = np.arange(pose_count(mel.seconds)) / POSE_RATE
    return _hand(mel, 0.1 * np.cos(2 * np.pi * np.interp(times, _beats(), np.arange(len(_beats())))))


def _deaf(mel, _rhythm, seed):
    return _hand(mel, 0.1 * np.cos(2 * np.pi * (2.3 * np.arange(pose_count(mel.seconds)) / POSE_RATE + 0.3 * seed)))


def test_a_report_ranks_the_locked_conductor_first(folder, tmp_path):
    seen = []
    report = evaluate_folder(
        folder,
        sorted(folder.glob("*.wav")),
        {"locked": _on_the_beat, "deaf": _deaf},
        on_progress=lambda *x: seen.append(x),
    )
    assert report.mean("locked")["ictus_f"] > report.mean("deaf")["ictus_f"] + 0.2
    assert report.mean("locked")["beat_locked"] > report.mean("deaf")["beat_locked"] + 0.2
    assert report.mean("locked")["seed_diversity"] == 0 < report.mean("deaf")["seed_diversity"]
    assert set(report.values["locked"]) == {"song", "song.strings"}
    assert seen == [(1, 2), (2, 2)]
    as_json, as_table = write(report, tmp_path / "new")
    assert json.loads(as_json.read_text())["mean"]["deaf"].keys() == set(COLUMNS)
    assert as_table.read_text().count("\n| locked | ") == 1


def test_recordings_without_beats_are_refused(folder, tmp_path):
    with pytest.raises(DatasetError, match=r"other\.wav has no annotation"):
        find_pieces(folder, [tmp_path / "other.wav"])
    with pytest.raises(DatasetError, match="no recording"):
        find_pieces(folder, [])


def test_a_bad_annotation_is_refused_by_name(tmp_path):
    for text in ("1.0\n2.0\n", "2.0 1\n1.0 0\n", "one two\n"):
        (tmp_path / "bad.beats.tsv").write_text(text)
        with pytest.raises(DatasetError, match=r"bad\.beats\.tsv"):
            read_annotation(tmp_path / "bad.beats.tsv")
