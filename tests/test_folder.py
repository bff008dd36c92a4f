"""A folder of music to a folder of videos."""

import shutil
from pathlib import Path

import av
import pytest

from vc.cli import main
from vc.cli.folder import Piece, _photo_for, find_pieces
from vc.errors import OutputError, PhotoError, VCError


def test_each_piece_gets_a_line_and_a_code_errors_stop_nothing_and_what_is_done_is_skipped(tmp_path, song, capsys):
    music, out = tmp_path / "music", tmp_path / "videos"
    (music / "second disc").mkdir(parents=True)
    shutil.copy(song, music / "one.mp3")
    shutil.copy(song, music / "second disc" / "two.mp3")
    (music / "bad.wav").write_bytes(b"RIFF\0\0\0\0WAVE, but no music")
    (music / "notes.txt").write_text("not music")
    command = ["conduct", str(music), "--out", str(out), "--jobs", "2", "--seconds", "1", "--size", "512"]
    assert main(command) == 2
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert len(lines) == 3
    assert [line for line in lines if " one.mp3: exit 0: " in line and "30 poses" in line]
    assert [line for line in lines if " second disc/two.mp3: exit 0: " in line]
    assert [line for line in lines if " bad.wav: exit 2: bad.wav" in line]
    assert "1 of 3 pieces" in said.err
    with av.open(str(out / "second disc" / "two.mp4")) as container:
        assert container.streams.video[0].frames == 30
    assert sorted(path.name for path in out.rglob("*.*")) == ["one.mp4", "two.mp4"]

    (music / "bad.wav").unlink()
    before = (out / "one.mp4").stat().st_mtime_ns
    assert main(command) == 0
    assert capsys.readouterr().out == "2 of 2 are done already\n"
    assert (out / "one.mp4").stat().st_mtime_ns == before


def test_names_of_the_videos(tmp_path):
    for name in ("a.mp3", "a.wav", "b.OPUS", ".c.mp3", "d.txt", "videos/b.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    pieces = find_pieces(tmp_path, tmp_path / "videos", ".webm")
    assert [(piece.name, piece.out.name) for piece in pieces] == [
        ("a.mp3", "a.mp3.webm"), ("a.wav", "a.wav.webm"), ("b.OPUS", "b.webm")
    ]  # fmt: skip


def test_what_cannot_be_is_said_before_any_work(tmp_path, capsys):
    (tmp_path / "a.mp3").touch()
    with pytest.raises(OutputError, match="folder of their own"):
        find_pieces(tmp_path, tmp_path / "." / "", ".mp4")
    with pytest.raises(OutputError, match="is a file"):
        find_pieces(tmp_path, tmp_path / "a.mp3", ".mp4")
    (tmp_path / "empty").mkdir()
    with pytest.raises(VCError, match="no music"):
        find_pieces(tmp_path / "empty", tmp_path / "out", ".mp4")
    assert main(["conduct", str(tmp_path), "--out", str(tmp_path / "out"), "--motion", "x.npy"]) == 2
    assert "--motion is for one piece" in capsys.readouterr().err
    assert main(["conduct", str(tmp_path), "--out", str(tmp_path / "out"), "--score", "x.mxl"]) == 2
    assert "--score is for one piece" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_one_photo_for_all_or_each_its_own(tmp_path):
    piece = Piece(Path("m/a.mp3"), "a.mp3", Path("o/a.mp4"))
    assert _photo_for(piece, None) is None
    assert _photo_for(piece, "me.jpg") == "me.jpg"
    with pytest.raises(PhotoError, match=r"no photo a\.jpg"):
        _photo_for(piece, str(tmp_path))
    (tmp_path / "a.HEIC").touch()
    assert _photo_for(piece, str(tmp_path)) == str(tmp_path / "a.HEIC")
