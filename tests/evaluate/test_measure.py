"""An evaluation tells the locked conductor from the deaf one, and the recorded one from all others, on real files."""

import numpy as np
import pytest

from vc.evaluate.contestants import Contestant, find_contestants
from vc.evaluate.frechet import Cloud, frechet_distance
from vc.evaluate.judges import load_judges
from vc.evaluate.measure import evaluate
from vc.evaluate.metrics import mse, sync_error
from vc.evaluate.pieces import find_recordings, find_samples
from vc.evaluate.plausibility import joint_std
from vc.evaluate.report import LEAST_STD, PAPER_NAMES
from vc.evaluate.sync import SYNC_NAMES
from vc.evaluate.yardsticks import yardsticks
from vc.skeleton import Motion


def contestant(name: str, change) -> Contestant:
    """Who conducts as the recorded conductor does, changed."""
    return Contestant(name, {"": lambda music, seed: Motion(change(music.recorded.points, seed))})


@pytest.fixture(scope="module")
def judges(files):
    return load_judges(judge=files["judge"], encoder=files["encoder"], critic=files["critic"])


@pytest.fixture(scope="module")
def compared(dataset, files, judges):
    """The report on four conductors whose relation to the recorded one is known."""
    rows = [
        *yardsticks(),
        contestant("half", lambda real, _: real.mean(axis=0) + 0.5 * (real - real.mean(axis=0))),
        contestant("late", lambda real, _: np.roll(real, 8, axis=0)),  # about half a beat
        contestant("apart", lambda real, _: real + np.float32(0.1)),
        *find_contestants([f"still={files['plain']},{files['other-plain']}"]),
    ]
    return evaluate(find_samples(dataset, seconds=12), rows, seeds=[0], judges=judges)


def test_a_report_ranks_the_locked_conductor_first(recordings, locked, deaf):
    seen = []
    pieces = find_recordings(recordings, recordings.glob("song*.wav"))
    report = evaluate(pieces, [locked, deaf], seeds=[0, 1], on_progress=lambda *x: seen.append(x))
    assert report.mean("locked")["ictus_f"] > report.mean("deaf")["ictus_f"] + 0.2
    assert report.mean("locked")["beat_locked"] > report.mean("deaf")["beat_locked"] + 0.2
    assert report.mean("locked")["seed_diversity"] == 0 < report.mean("deaf")["seed_diversity"]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not set(PAPER_NAMES) & set(report.mean("locked"))


def test_music_without_a_pulse_is_named_and_left_out_of_sync_alone(recordings, locked):
    with_cloud = evaluate(find_recordings(recordings, recordings.glob("*.wav")), [locked], seeds=[0])
    songs = evaluate(find_recordings(recordings, recordings.glob("song*.wav")), [locked], seeds=[0])
    assert with_cloud.left_out.keys() == {"cloud"}
    assert "0 beats" in with_cloud.left_out["cloud"]
    mean, without = with_cloud.mean("locked"), songs.mean("locked")
    assert {name: mean[name] for name in SYNC_NAMES} == {name: without[name] for name in SYNC_NAMES}
    (run,) = with_cloud.runs["locked"]
    assert run.pieces["cloud"]["jerk"] > 0
    assert mean["jerk"] == pytest.approx(np.mean([piece["jerk"] for piece in run.pieces.values()]))


def test_the_recorded_conductor_is_perfect(compared):
    mean = compared.mean("recorded")
    assert [mean[name] for name in ("mse", "mpe", "rde", "sce", "wasserstein")] == [0, 0, 0, 0, 0]
    assert mean["sdp"] == 1
    assert mean["frechet"] == pytest.approx(0, abs=1e-6)


def test_the_sizes_of_movements_do_not_tell_the_turned_conductor_from_the_recorded_one_and_the_beats_do(compared):
    turned, recorded, still = (compared.mean(name) for name in ("recorded, turned", "recorded", "still"))
    assert turned["sdp"] == pytest.approx(1, abs=1e-4)
    assert turned["frechet"] < 0.05 * still["frechet"]
    assert turned["ictus_f"] < recorded["ictus_f"] - 0.2
    assert turned["beat_locked"] < recorded["beat_locked"] - 0.2


def test_half_a_beat_late_is_as_good_as_right_for_all_but_mse(compared):
    late, still = compared.mean("late"), compared.mean("still")
    assert late["sdp"] == pytest.approx(1, abs=1e-4)
    assert late["rde"] < 0.1 * still["rde"]
    assert late["sce"] < 0.1 * still["sce"]
    assert late["mse"] > 1e-4


def test_half_the_size_is_half_of_the_recorded_spread(compared):
    assert compared.mean("half")["sdp"] == pytest.approx(0.5, rel=1e-4)


def test_a_body_standing_aside_has_the_square_as_its_error(compared):
    mean = compared.mean("apart")
    assert mean["mse"] == pytest.approx(0.01, rel=1e-4)
    assert mean["rde"] == pytest.approx(0, abs=1e-6)


def test_sdp_is_a_ratio_of_means_and_a_frozen_conductor_does_not_blow_it_up(dataset):
    """A recorded conductor who hardly moves would make the mean of ratios as large as you like."""
    pieces = find_samples(dataset, seconds=12)
    real = [np.load(dataset / "test" / str(i) / "motion.npy") for i in range(3)]
    first = contestant("first", lambda points, _: real[0] if len(points) else points)
    report = evaluate(pieces, [first], seeds=[0])
    spreads = [joint_std(Motion(points)) for points in real]
    assert report.mean("first")["sdp"] == pytest.approx(spreads[0] / np.mean(spreads))
    assert report.mean("first")["sdp"] != pytest.approx(np.mean(spreads[0] / np.array(spreads)), rel=1e-4)


def test_the_judges_numbers_are_those_of_their_features(compared, dataset, judges):
    real = [np.load(dataset / "test" / str(i) / "motion.npy") for i in range(3)]
    moved = [points + np.float32(0.1) for points in real]
    mean = compared.mean("apart")
    judged = [sync_error(judges.judge(a), judges.judge(b)) for a, b in zip(real, moved, strict=True)]
    assert mean["mpe"] == pytest.approx(np.mean(judged))
    away = [judges.critic(a) - judges.critic(b) for a, b in zip(real, moved, strict=True)]
    assert mean["wasserstein"] == pytest.approx(np.mean(away), abs=1e-6)
    clouds = Cloud(), Cloud()
    for cloud, motions in zip(clouds, (real, moved), strict=True):
        for points in motions:
            cloud.add(judges.encoder(points))
    assert mean["frechet"] == pytest.approx(frechet_distance(*(cloud.gaussian() for cloud in clouds)), rel=1e-6)


def test_a_group_has_the_mean_and_deviation_of_its_weights(compared, dataset):
    real = [np.load(dataset / "test" / str(i) / "motion.npy") for i in range(3)]
    errors = [np.mean([mse(points, np.full_like(points, place)) for points in real]) for place in (0.4, 0.6)]
    assert compared.mean("still")["mse"] == pytest.approx(np.mean(errors))
    assert compared.deviation("still")["mse"] == pytest.approx(np.std(errors, ddof=1))
    assert compared.deviation("recorded") == {}
    assert compared.mean("still")["sdp"] == 0


def test_without_judges_their_columns_are_missing(dataset):
    mean = evaluate(find_samples(dataset, seconds=12, limit=1), yardsticks(), seeds=[0]).mean("recorded")
    assert {"mse", "rde", "sce", "sdp", "beat_locked", LEAST_STD} <= mean.keys()
    assert not {"mpe", "frechet", "wasserstein", "seed_diversity"} & mean.keys()
