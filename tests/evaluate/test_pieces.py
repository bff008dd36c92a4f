"""Recordings with beats, and samples of a dataset."""

import numpy as np
import pytest

from vc.errors import DatasetError
from vc.evaluate.pieces import find_recordings, find_samples, read_beats


def test_recordings_without_beats_are_refused(recordings, tmp_path):
    with pytest.raises(DatasetError, match=r"other\.wav has no annotation"):
        find_recordings(recordings, [tmp_path / "other.wav"])
    with pytest.raises(DatasetError, match="no recording"):
        find_recordings(recordings, [])


def test_several_recordings_share_the_beats_of_a_performance(recordings):
    first, second = find_recordings(recordings, recordings.glob("song*.wav"))
    assert (first.name, second.name) == ("song.strings", "song")
    assert np.array_equal(first.beats[0], second.beats[0])


def test_a_bad_annotation_is_refused_by_name_and_an_empty_one_has_no_beats(tmp_path):
    path = tmp_path / "bad.beats.tsv"
    for text in ("2.0 1\n1.0 0\n", "one two\nthree four\n"):
        path.write_text(text)
        with pytest.raises(DatasetError, match=r"bad\.beats\.tsv"):
            read_beats(path)
    path.write_text("# silence\n\n")
    assert [len(column) for column in read_beats(path)] == [0, 0]


def test_items_are_cut_into_samples_with_their_own_beats(dataset):
    samples = find_samples(dataset, seconds=5)
    assert [sample.name for sample in samples[:3]] == ["test/0 0 s", "test/0 5 s", "test/1 0 s"]
    mel, motion = samples[1].load()
    assert (len(mel), mel.seconds, len(motion)) == (450, 5.0, 150)
    np.testing.assert_array_equal(motion.points, np.load(dataset / "test" / "0" / "motion.npy")[150:300])
    whole = np.load(dataset / "test" / "0" / "labels.npz")
    inside = (whole["beats_s"] >= 5) & (whole["beats_s"] < 10)
    np.testing.assert_allclose(samples[1].beats[0], whole["beats_s"][inside] - 5)
    np.testing.assert_array_equal(samples[1].beats[1], whole["bar_positions"][inside] == 0)


def test_a_limit_spreads_over_the_split(dataset):
    assert [sample.name for sample in find_samples(dataset, seconds=5, limit=2)] == ["test/0 0 s", "test/2 5 s"]


def test_a_dataset_that_cannot_serve_is_explained(dataset):
    with pytest.raises(DatasetError, match=r"lasts 30 s.*--seconds"):
        find_samples(dataset)
    with pytest.raises(DatasetError, match="no folder 'val'"):
        find_samples(dataset, "val")
