"""python -m vc beats, and what a score does to what is heard."""

import numpy as np
import pytest
from PIL import Image

from vc.audio.rhythm.labels import read_labels
from vc.cli import main
from vc.errors import VCError
from vc.hints import Hints
from vc.pipeline import listen


def test_beats_are_printed_written_drawn_and_clicked(song, tmp_path, capsys):
    assert main(["beats", str(song)]) == 0
    printed = capsys.readouterr().out
    out, picture, clicks = tmp_path / "out.beats.tsv", tmp_path / "out.png", tmp_path / "out.wav"
    assert main(["beats", str(song), "--out", str(out), "--plot", str(picture), "--click", str(clicks)]) == 0
    assert out.read_text() == printed
    seconds, _ = read_labels(out)
    np.testing.assert_allclose(np.diff(seconds), 0.6, atol=0.06)
    with Image.open(picture) as drawn:
        pixels = np.asarray(drawn.convert("RGB")).astype(int)
    red = (pixels[..., 0] - pixels[..., 2] > 90).sum(axis=0)  # downbeats are drawn in red from top to bottom
    assert (red > 40).sum() >= 3
    assert clicks.stat().st_size > 8 * 44_100 * 4
    assert capsys.readouterr().out == ""


def test_labels_of_another_program_are_the_beats(song, tmp_path, capsys):
    labels = tmp_path / "labels.txt"
    labels.write_text("1.0\t1.0\t1\n2.0\t2.0\t2\n3.0\t3.0\t1\n4.0\t4.0\t2\n")
    assert main(["beats", str(song), "--beats", str(labels)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [["1.000", "1"], ["2.000", "0"], ["3.000", "1"], ["4.000", "0"]]


def test_a_score_of_another_piece_is_told_and_nothing_is_written(song, tmp_path, capsys):
    import mido

    file, track = mido.MidiFile(), mido.MidiTrack()
    file.tracks.append(track)
    for pitch in np.random.default_rng(0).integers(40, 90, 60):
        track.append(mido.Message("note_on", note=int(pitch), velocity=64, time=0))
        track.append(mido.Message("note_off", note=int(pitch), time=300))
    file.save(tmp_path / "other.mid")
    out = tmp_path / "out.beats.tsv"
    assert main(["beats", str(song), "--score", str(tmp_path / "other.mid"), "--out", str(out)]) == 2
    assert "other does not seem to be the score of this music" in capsys.readouterr().err
    assert not out.exists()


def test_labels_and_a_score_together_are_refused(song, tmp_path):
    with pytest.raises(VCError, match="either from labels or from a score"):
        listen(song, hints=Hints(beats=tmp_path / "a.tsv", score=tmp_path / "b.mid"))
