"""Whole items and whole sets, with the sine synthesizer so that they run anywhere."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from vc.audio.rhythm.onsets import measure_onsets, onset_times
from vc.conductor import Style, perform
from vc.data.simulator import read_labels, run, simulate
from vc.data.simulator.item import STYLE_FIELDS
from vc.data.simulator.run import SHARES, pools, split_of
from vc.errors import DatasetError
from vc.music import Mel

SEED = 1  # of two pieces with a pulse


def make(out: Path, count: int = 2, **options) -> list[Path]:
    return simulate(out, count=count, seed=SEED, synthesizer="sine", **options)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> list[Path]:
    return make(tmp_path_factory.mktemp("set"), count=2, conductors=2)


def test_an_item_has_the_dataset_s_shapes_and_rates(made: list[Path]) -> None:
    for folder in made:
        assert folder.parent.name in SHARES
        mel, motion = np.load(folder / "mel.npy"), np.load(folder / "motion.npy")
        assert (mel.shape, mel.dtype) == ((5400, 128), np.float32)
        assert (motion.shape, motion.dtype) == ((1800, 13, 2), np.float32)
        assert 0 <= mel.min() < mel.max() <= 1.0
        assert np.isfinite(motion).all()
        assert motion.std(0).mean() > 0.01


def test_labels_tell_beats_and_who_conducts(made: list[Path]) -> None:
    for folder in made:
        labels = read_labels(folder / "labels.npz")
        rhythm = labels.rhythm
        assert rhythm.seconds == 60.0
        assert rhythm.loudness.shape == (1800,)
        assert len(rhythm.beats_s) == len(rhythm.bar_positions) == len(rhythm.beats_per_bar)
        assert (np.diff(rhythm.beats_s) > 0).all()
        assert (rhythm.bar_positions < rhythm.beats_per_bar).all()
        for number, name in enumerate(("motion.npy", "motion_1.npy")):
            again = perform(rhythm, seed=int(labels.conductor_seeds[number]))
            np.testing.assert_allclose(np.load(folder / name), again.points, atol=1e-6)
            style = Style.draw(int(labels.conductor_seeds[number]))
            assert labels.styles[number] == pytest.approx([getattr(style, field) for field in STYLE_FIELDS], rel=1e-6)


def test_beats_fall_on_the_attacks_of_the_sound(made: list[Path]) -> None:
    """The mel rises at beats more than elsewhere, and most where they are, not 80 ms before or after."""
    for folder in made:
        beats = read_labels(folder / "labels.npz").rhythm.beats_s
        mel = Mel(np.load(folder / "mel.npy"), 60.0)
        rise = measure_onsets(mel).rise
        times = onset_times(mel, np.arange(len(mel)))
        at, early, late = (np.interp(beats + shift, times, rise).mean() for shift in (0, -0.08, 0.08))
        assert at > 1.5 * rise.mean()
        assert at > 1.3 * max(early, late)


def test_meta_tells_how_an_item_was_made(made: list[Path]) -> None:
    meta = json.loads((made[0] / "meta.json").read_text())
    assert meta["kind"] == "composed"
    assert {"version", "seed", "piece", "orchestration", "soundfont", "manner", "recording"} <= set(meta)


def test_an_item_depends_on_its_seed_and_number_alone(made: list[Path], tmp_path: Path) -> None:
    again = make(tmp_path, count=1, conductors=2)[0]
    for name in ("mel.npy", "motion.npy", "motion_1.npy"):
        np.testing.assert_array_equal(np.load(again / name), np.load(made[0] / name))
    assert not np.array_equal(np.load(made[0] / "mel.npy"), np.load(made[1] / "mel.npy"))


def test_finished_items_are_kept_and_missing_ones_made(made: list[Path], tmp_path: Path, monkeypatch) -> None:
    out = tmp_path / "copy"
    shutil.copytree(made[0].parents[1], out)
    copies = [out / folder.relative_to(made[0].parents[1]) for folder in made]
    shutil.rmtree(copies[1])
    asked = []
    monkeypatch.setattr(run, "make_and_write", lambda _, number: asked.append(number))
    seen: list[tuple[int, int]] = []
    make(out, conductors=2, on_progress=lambda done, count: seen.append((done, count)))
    assert asked == [1]
    assert seen == [(1, 2), (2, 2)]


def test_an_interrupted_item_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vc.data.simulator.item._write_labels", stop)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, count=1)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["simulator.json"]
    assert not list(tmp_path.rglob("*.partial"))


def test_compact_items_hold_the_mel_in_bytes(made: list[Path], tmp_path: Path) -> None:
    folder = make(tmp_path, count=1, compact=True, conductors=2)[0]
    assert not (folder / "mel.npy").exists()
    mel = np.load(folder / "mel_u8.npy")
    assert mel.dtype == np.uint8
    np.testing.assert_allclose(mel / 255, np.load(made[0] / "mel.npy"), atol=0.5 / 255 + 1e-6)


def test_splits_have_about_their_shares_and_do_not_move() -> None:
    splits = [split_of(number, SHARES) for number in range(1000)]
    for split, share in SHARES.items():
        assert splits.count(split) / 1000 == pytest.approx(share, abs=0.005)
    assert split_of(7, {"train": 0, "val": 0, "test": 1}) == "test"


def test_no_score_is_in_two_splits_and_a_new_one_moves_none(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"score{number}.mxl").touch()
    before = pools(tmp_path, 0, SHARES)
    names = [path.name for pool in before.values() for path in pool]
    assert len(names) == len(set(names)) == 200
    (tmp_path / "another.mxl").touch()
    after = pools(tmp_path, 0, SHARES)
    assert all(set(before[split]) <= set(after[split]) for split in SHARES)


def test_a_score_that_cannot_be_read_is_skipped_with_its_reason(tmp_path: Path, caplog) -> None:
    scores = tmp_path / "scores"
    scores.mkdir()
    (scores / "damaged.mxl").write_bytes(b"PK not a zip")
    folders = make(tmp_path / "set", count=1, scores=scores, shares={"train": 1})
    assert json.loads((folders[0] / "meta.json").read_text())["kind"] == "composed"
    assert "damaged.mxl" in caplog.text


def test_another_seed_does_not_mix_into_a_set(made: list[Path]) -> None:
    out = made[0].parents[1]
    with pytest.raises(DatasetError, match="another seed"):
        simulate(out, count=2, seed=4, synthesizer="sine", conductors=2)


@pytest.mark.parametrize("shares", [{}, {"train": -1}, {"training": 1}, {"train": 0}])
def test_shares_that_make_no_sense_are_refused(tmp_path: Path, shares: dict[str, float]) -> None:
    if shares:
        with pytest.raises(DatasetError, match="Shares"):
            make(tmp_path, shares=shares)


def test_workers_make_the_same_items(made: list[Path], tmp_path: Path) -> None:
    folders = make(tmp_path, count=2, conductors=2, workers=2)
    for mine, theirs in zip(folders, made, strict=True):
        np.testing.assert_array_equal(np.load(mine / "mel.npy"), np.load(theirs / "mel.npy"))
