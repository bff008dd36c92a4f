"""Scores beside a pack's performances: whose beats count, and which of them are left out."""

import logging

import numpy as np
import pytest

from vc.data.conductormotion100 import list_split
from vc.data.simulator.orchestra import Part
from vc.data.simulator.score import Note, Score, Voice
from vc.data.timed.pack import Piece
from vc.data.timed.run import Plan as TakePlan
from vc.data.timed.run import list_takes, make_and_write, simulate_timed
from vc.data.timed.scored import _busiest, list_pieces, perform_score
from vc.errors import DatasetError
from vc.metre import Bar

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><score-partwise version="3.1"><part-list><score-part id="P1"><part-name>'
    'Violin</part-name></score-part></part-list><part id="P1">'
)
BAR = (
    '<measure number="{}">{}<note><pitch><step>C</step><octave>5</octave></pitch><duration>3</duration></note>'
    "<note><pitch><step>G</step><octave>4</octave></pitch><duration>3</duration></note></measure>"
)
METRE = (
    "<attributes><divisions>2</divisions><time><beats>{}</beats><beat-type>8</beat-type></time></attributes>"
    '<direction><direction-type><words>Adagio</words></direction-type><sound tempo="40"/></direction>'
)


@pytest.fixture
def folder(tmp_path):
    bars = "".join(BAR.format(i, METRE.format(6) if i == 1 else "") for i in range(1, 25))
    (tmp_path / "scores").mkdir()
    (tmp_path / "scores" / "siciliano.musicxml").write_text(f"{HEAD}{bars}</part></score-partwise>")
    return tmp_path


def test_beats_are_those_of_the_pack_and_not_of_a_slow_conductor(folder):
    """A six as slow as this is beaten in six; the pack's convention has two beats in any six."""
    scored = perform_score(folder / "scores" / "siciliano.musicxml", np.random.default_rng(1), as_written=True)
    played = scored.performance
    assert set(played.beats_per_bar) == {2}
    assert [part.program for part in scored.parts] == [40], "a violin's part"
    # each note lasts a dotted quarter and so a beat: it begins with one, but for how together people play
    gaps = np.abs(played.beats_s[:, None] - played.start_s).min(1)
    assert len(played.beats_s) == len(played.start_s)
    assert np.percentile(gaps, 90) < 0.06


def test_another_take_is_in_another_tempo(folder):
    path = folder / "scores" / "siciliano.musicxml"
    gaps = [float(np.median(np.diff(perform_score(path, np.random.default_rng(k)).performance.beats_s)))
            for k in range(6)]  # fmt: skip
    marked = 1.5 * 60 / 40
    assert np.exp(np.mean(np.log(gaps))) == pytest.approx(marked, rel=0.25)
    assert np.std(np.log(gaps)) > 0.05


def test_an_orchestra_with_more_voices_than_channels_keeps_those_that_play_most():
    notes = tuple(Note(float(k), 0.5, 60, voice) for voice in range(20) for k in range(voice + 1))
    score = Score("big", notes, (Bar(0, 4, 4, 4),), tuple(Voice(str(v)) for v in range(20)))
    kept = _busiest(score, [Part(voice, 40) for voice in range(20)] + [Part(0, 0, percussion=True)])
    assert [part.voice for part in kept] == [*range(5, 20), 0]


def test_a_score_becomes_an_item_and_a_broken_one_is_left_out(folder, tmp_path, caplog):
    (folder / "scores" / "torn.musicxml").write_text(HEAD)
    pieces = list_pieces(folder / "scores")
    assert [piece.name for piece in pieces] == ["siciliano", "torn"]
    takes = [take for take in list_takes(pieces, colours=1) if take.kind == "score"]
    with caplog.at_level(logging.WARNING):
        for take in takes:
            make_and_write(TakePlan(tmp_path / "data", 3, take))
    assert "torn.musicxml" in caplog.text
    split = next(iter(pieces)).split
    made = list_split(tmp_path / "data", split)
    assert [item.id for item in made] == ["score.siciliano.0"]
    rhythm = made[0].labels.rhythm
    assert set(rhythm.beats_per_bar[1:-2]) == {2}
    assert _rise(made[0].mel, rhythm.beats_s) > 1.5 * _rise(
        made[0].mel, rhythm.beats_s[:-1] + np.diff(rhythm.beats_s) / 2
    )


def test_a_folder_of_scores_that_is_not_there_is_refused_before_any_work(folder, tmp_path):
    (tmp_path / "pack" / "piano").mkdir(parents=True)
    for name in ("etude.mid", "etude.beats.tsv"):
        (tmp_path / "pack" / "piano" / name).touch()
    with pytest.raises(DatasetError, match="nowhere is no folder"):
        simulate_timed(tmp_path / "pack", tmp_path / "data", scores=folder / "nowhere")
    assert not (tmp_path / "data").exists()


def test_two_scores_of_one_name_are_refused_but_two_formats_of_one_are_one(folder):
    (folder / "scores" / "siciliano.xml").write_text(HEAD)
    assert [piece.path.suffix for piece in list_pieces(folder / "scores")] == [".musicxml"]
    (folder / "scores" / "other").mkdir()
    (folder / "scores" / "other" / "siciliano.musicxml").write_text(HEAD)
    with pytest.raises(DatasetError, match="Two scores have one name"):
        list_pieces(folder / "scores")


def test_no_work_is_learnt_from_and_measured_on(folder):
    for k in range(200):
        (folder / "scores" / f"song{k}.musicxml").write_text(HEAD)
    pieces: list[Piece] = list_pieces(folder / "scores")
    assert {piece.split for piece in pieces} == {"train", "val", "test"}
    assert sum(piece.split == "train" for piece in pieces) > 180
    assert pieces == list_pieces(folder / "scores")


def _rise(mel, times_s):
    """Mean of the largest growth of the sound around times."""
    rise = np.maximum(np.diff(np.asarray(mel, float), axis=0), 0).sum(1)
    return np.mean([rise[max(f - 6, 0) : f + 7].max() for f in (times_s[2:-2] * 90).astype(int)])
