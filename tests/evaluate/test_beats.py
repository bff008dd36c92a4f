"""Numbers of hearing on beats whose right values follow from what was done to them."""

import json

import numpy as np
import pytest

from vc.cli import main
from vc.errors import DatasetError
from vc.evaluate.beats import Scores, find_annotated, mean_scores, score_beats

SECONDS = 90.0
BEATS = np.cumsum(0.5 + 0.06 * np.sin(np.arange(170) / 6))  # from 106 to 136 a minute, 85 s of them
DOWN = np.arange(170) % 4 == 0


def scored(found, downbeats=None):
    return score_beats((BEATS, DOWN), (np.asarray(found), downbeats), SECONDS)


def middles(beats):
    return (beats[1:] + beats[:-1]) / 2


def test_true_beats_score_full_marks():
    scores = scored(BEATS, BEATS[DOWN])
    assert (scores.f, scores.downbeat_f, scores.cmlt, scores.amlt, scores.wrong_phase) == (1, 1, 1, 1, 0)
    assert scores.swing > 0.9


def test_beats_between_the_beats_are_in_the_wrong_phase():
    scores = scored(middles(BEATS), middles(BEATS)[::4])
    assert scores.f == scores.downbeat_f == scores.cmlt == 0
    assert scores.amlt > 0.95  # which the off-beat is good enough for
    assert scores.wrong_phase == 1


def test_twice_the_tempo_is_in_phase_and_swings_with_every_beat():
    scores = scored(np.sort(np.concatenate([BEATS, middles(BEATS)])))
    assert scores.wrong_phase == 0
    assert scores.f == pytest.approx(2 / 3, abs=0.01)
    assert scores.swing > 0.8


def test_half_the_tempo_shows_no_single_beat():
    scores = scored(BEATS[::2])
    assert abs(scores.swing) < 0.1
    assert scores.wrong_phase == 0


def test_stretches_off_the_beat_are_counted_and_ruin_the_swing():
    off = ((BEATS[:-1] - BEATS[0]) // 10).astype(int) % 4 == 1  # stretches 1 and 5 of nine
    scores = scored(np.sort(np.where(off, middles(BEATS), BEATS[:-1])))
    assert scores.wrong_phase == pytest.approx(2 / 9)
    assert 0 < scores.swing < 0.6


def test_what_is_not_there_is_zero_or_no_number():
    nothing = scored([])
    assert (nothing.f, nothing.cmlt, nothing.swing, nothing.wrong_phase) == (0, 0, 0, 0)
    assert np.isnan(nothing.downbeat_f)
    empty = score_beats((np.zeros(0), np.zeros(0, bool)), (BEATS, None), SECONDS)
    assert all(np.isnan(value) for value in vars(empty).values())
    mean = mean_scores([Scores(1, 1, 1, 1, 1, 1), Scores(0, float("nan"), 0, 0, 0, 0)])
    assert (mean.f, mean.downbeat_f) == (0.5, 1)


def test_the_command_measures_this_program_beside_librosa(song, tmp_path, capsys):
    folder, out = tmp_path / "recordings", tmp_path / "report"
    folder.mkdir()
    (folder / "song.mp3").write_bytes(song.read_bytes())
    (folder / "song.beats.tsv").write_text("".join(f"{0.6 * n:.3f}\t{int(n % 4 == 0)}\n" for n in range(14)))
    assert main(["evaluate", "hearing", str(folder), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Hearing, 1 recordings" in printed
    assert (out / "hearing.md").read_text().strip() in printed
    scores = json.loads((out / "hearing.json").read_text())
    assert scores["ours"]["song"]["f"] == 1
    assert {"ours", "librosa"} <= set(scores)
    assert scores["librosa"]["song"]["downbeat_f"] is None


def test_other_reports_still_need_their_place(tmp_path, capsys):
    assert main(["evaluate", str(tmp_path)]) == 2
    assert "--out FOLDER" in capsys.readouterr().err


def test_recordings_without_beats_are_none(tmp_path):
    (tmp_path / "a[1].wav").touch()
    with pytest.raises(DatasetError, match="no recording with its beats"):
        find_annotated(tmp_path)
    (tmp_path / "a[1].beats.tsv").touch()
    assert find_annotated(tmp_path) == [(tmp_path / "a[1].wav", tmp_path / "a[1].beats.tsv")]
