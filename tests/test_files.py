"""Outputs are whole or not there, fit beside any name, and never take the place of what the user gave."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from vc.cli import main
from vc.errors import OutputError
from vc.files import appearing, refuse_overwriting, sweep, workspace


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path):
    for name in ("a" * 251 + ".mp4", "ü" * 125 + ".csv", "no suffix", ".hidden", "x." + "y" * 200):
        with appearing(tmp_path / name) as part:
            part.write_bytes(b"whole")
        assert (tmp_path / name).read_bytes() == b"whole"
    assert len(list(tmp_path.iterdir())) == 5


def test_what_fails_midway_leaves_the_old_file_and_nothing_else(tmp_path):
    (tmp_path / "x.csv").write_text("old")
    with pytest.raises(IndexError), appearing(tmp_path / "x.csv") as part:
        [][part.write_text("half")]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"x.csv": "old"}


def _same(tmp_path, kind):
    """An input, and another name for it."""
    song = tmp_path / "Song.mp4"
    song.write_bytes(b"music")
    other = tmp_path / "other.mp4"
    if kind == "symbolic link":
        other.symlink_to(song)
    elif kind == "hard link":
        os.link(song, other)
    elif kind == "folder that is a link":
        (tmp_path / "there").symlink_to(tmp_path)
        other = tmp_path / "there" / "Song.mp4"
    elif kind == "letter case":
        other = tmp_path / "sONG.MP4"
    elif kind == "way round":
        other = tmp_path / "x" / ".." / "Song.mp4"
    else:
        other = song
    return song, other


KINDS = ["the name itself", "symbolic link", "hard link", "folder that is a link", "letter case", "way round"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_never_an_output(tmp_path, kind):
    song, other = _same(tmp_path, kind)
    with pytest.raises(OutputError, match=r"cannot be the video: it is the music\. Choose another"):
        refuse_overwriting(
            [("the music", song), ("the photo", None)], [("the motion", None), ("the video", str(other))]
        )


def test_two_outputs_are_two_files(tmp_path):
    outputs = [("the video", tmp_path / "a.mp4"), ("the motion", tmp_path / "A.MP4")]
    with pytest.raises(OutputError, match="cannot be the motion: it is the video"):
        refuse_overwriting([], outputs)
    refuse_overwriting(
        [("the music", tmp_path / "a.wav")], [("the video", tmp_path / "a.mp4"), ("x", tmp_path / "b.mp4")]
    )


@pytest.fixture
def dataset(tmp_path):
    item = tmp_path / "data" / "train" / "0"
    item.mkdir(parents=True)
    np.save(item / "mel.npy", np.zeros((90, 128), np.float16))
    np.save(item / "motion.npy", np.zeros((30, 13, 2), np.float32))
    return tmp_path / "data"


def _words(tmp_path, data):
    weights = tmp_path / "run" / "weights.safetensors"
    weights.parent.mkdir()
    weights.write_bytes(b"weights")
    report = tmp_path / "report.json"
    report.write_bytes(b"weights too")
    link = tmp_path / "again"
    link.symlink_to(data)
    return {
        "film": ["dataset", "film", data, "--out", link],
        "from-video": ["dataset", "from-video", data, "--out", link],
        "show": ["dataset", "show", data, "--out", data / "train" / "0" / "mel.npy"],
        "simulate": ["simulate", link, "--count", "1", "--scores", data],
        "evaluate": ["evaluate", data, "--models", f"mine={report}", "--out", tmp_path],
        "train": ["train", "supervised", data, "--with", f"ear={weights}", "--out", tmp_path / "run"],
        "curves": ["train", "curves", tmp_path / "run", "--out", weights],
    }


@pytest.mark.parametrize("command", ["film", "from-video", "show", "simulate", "evaluate", "train", "curves"])
def test_every_command_refuses_before_any_work(tmp_path, dataset, capsys, command):
    words = [str(word) for word in _words(tmp_path, dataset)[command]]
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    assert main(words) == 2
    assert "Choose another name or folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before


def test_a_workspace_goes_with_its_program_or_with_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with workspace() as folder:
        (folder / "half.mp4").write_bytes(b"x")
    assert not folder.exists()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    running = os.getppid()
    names = [f"vc-{gone.pid}-a", f"vc-{os.getpid()}-b", f"vc-{running}-c", "vc-other", "else"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.mp4").write_bytes(b"x")
    sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[2:])


CLASHES = [
    ["film.mp4", "--out", "film.mp4"], ["film.mp4", "--out", "FILM.mp4"], ["film.mp4", "--out", "link.mp4"],
    ["song.wav", "--out", "x.mp4", "--beats-out", "song.wav"], ["song.wav", "--out", "x.mp4", "--beats-out", "x.mp4"],
    ["song.wav", "--out", "x.mp4", "--beats", "b.tsv", "--beats-out", "b.tsv"],
    ["song.wav", "--out", "me.mp4", "--photo", "me.jpg", "--beats-out", "me.jpg"],
    ["song.wav", "--out", "x.mp4", "--motion", "y.npy", "--beats-out", "Y.npy"],
    ["x_pose.mp4", "--out", "x.mp4", "--export", "pose"], ["song.wav", "--out", "x.mp4", "--export", "json",
     "--joints", "x.json"],
]  # fmt: skip


@pytest.mark.parametrize("words", CLASHES, ids=" ".join)
def test_conduct_refuses_before_any_work(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    for name in ("film.mp4", "song.wav", "me.jpg", "b.tsv", "x_pose.mp4", "x.json"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "link.mp4").symlink_to("film.mp4")
    assert main(["conduct", *words]) == 2
    assert "Choose another name or folder" in capsys.readouterr().err
    for name in ("film.mp4", "song.wav", "me.jpg", "b.tsv", "x_pose.mp4", "x.json"):
        assert (tmp_path / name).read_bytes() == name.encode()


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_command_that_is_ended_leaves_no_half_file(tmp_path, long_song):
    out = tmp_path / "out" / "film.mp4"
    running = subprocess.Popen([sys.executable, "-m", "vc", "conduct", str(long_song), "--out", str(out)])
    for _ in range(1200):
        if out.parent.exists() and list(out.parent.iterdir()):
            break
        time.sleep(0.1)
    assert [path.suffix for path in out.parent.iterdir()] == [".mp4"]
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 128 + signal.SIGTERM
    assert list(out.parent.iterdir()) == []
