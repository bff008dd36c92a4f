"""Tasks in this process, in several, and on a real cluster of two nodes of which one is killed at work."""

import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from vc.cli import main
from vc.data.conductormotion100 import check_folder
from vc.data.film import Shot, film
from vc.data.from_video import from_videos
from vc.data.simulator import simulate
from vc.errors import ClusterError, DatasetError
from vc.parallel import run_all

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def cluster():
    """A head with one processor; a test adds the second node, and takes it away."""
    pytest.importorskip("ray", reason="needs the cluster extra")
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("RAY_USAGE_STATS_ENABLED", "0")
        changed.setenv("PYTHONPATH", str(PROJECT))
        running = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 100 << 20})
        yield running
        running.shutdown()


@pytest.fixture
def second(cluster):
    """The second node."""
    node = cluster.add_node(num_cpus=1, object_store_memory=100 << 20)
    cluster.wait_for_nodes()
    yield node
    if node in cluster.list_all_nodes():
        cluster.remove_node(node, allow_graceful=False)


def double(number: int) -> int:
    return 2 * number


def refuse(number: int) -> int:
    raise DatasetError(f"{number} is no good")


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers):
    assert sorted(run_all(double, range(5), workers=workers)) == [(n, 2 * n) for n in range(5)]


def test_one_worker_works_in_order_and_no_further_than_it_is_asked():
    begun: list[int] = []
    results = run_all(begun.append, range(5))
    assert [next(results)[0], next(results)[0]] == [0, 1]
    assert begun == [0, 1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_task_s_own_error_is_raised(workers):
    with pytest.raises(DatasetError, match="0 is no good"):
        list(run_all(refuse, [0], workers=workers))


def test_no_worker_is_refused():
    with pytest.raises(ValueError, match="one worker, not 0"):
        run_all(double, [1], workers=0)


def test_without_ray_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=r"virtualconductor\[cluster\]"):
        list(run_all(double, [1], ray="auto"))


def test_without_a_cluster_it_is_said_how_to_start_one(monkeypatch, tmp_path):
    pytest.importorskip("ray", reason="needs the cluster extra")
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    with pytest.raises(ClusterError, match="ray start --head"):
        list(run_all(double, [1], ray="auto"))


def test_a_cluster_raises_a_task_s_own_error(cluster):
    with pytest.raises(DatasetError, match=r"^3 is no good$"):
        list(run_all(refuse, [3], ray=cluster.address))


def test_when_a_node_dies_nothing_is_lost_and_nothing_done_twice(cluster, second, tmp_path):
    """Each task notes its beginning, works, and then makes its file, which must not be there yet."""

    def work(number):
        with (tmp_path / "begun").open("a") as log:
            log.write(f"{number}\n")
        time.sleep(2.0)  # longer than it takes to remove a node
        (tmp_path / f"{number}.done").touch(exist_ok=False)
        return number

    finished = []
    for task, result in run_all(work, range(8), ray=cluster.address):
        assert task == result
        finished.append(task)
        if len(finished) == 2:  # both nodes are at work
            _wait_until(lambda: _begun(tmp_path).total() >= 4)
            cluster.remove_node(second, allow_graceful=False)
    assert sorted(finished) == list(range(8))
    assert sorted(path.name for path in tmp_path.glob("*.done")) == [f"{n}.done" for n in range(8)]
    begun = _begun(tmp_path)
    assert set(begun) == set(range(8))
    assert begun.total() == 9, "the one task that died with its node was begun again, and no other"


def _begun(folder: Path) -> Counter[int]:
    return Counter(int(line) for line in (folder / "begun").read_text().splitlines())


def _wait_until(happened, limit_s=30.0):
    end = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_data_set_made_on_a_dying_cluster_is_the_same(cluster, second, tmp_path):
    def kill(done, _count):
        if done == 1:
            cluster.remove_node(second, allow_graceful=False)

    how = {"count": 3, "seed": 1, "synthesizer": "sine"}
    folders = simulate(tmp_path / "cluster", ray=cluster.address, on_progress=kill, **how)
    alone = simulate(tmp_path / "alone", **how)
    for ours, expected in zip(folders, alone, strict=True):
        for name in ("mel.npy", "motion.npy"):
            np.testing.assert_array_equal(np.load(ours / name), np.load(expected / name))
    assert sum(check_folder(tmp_path / "cluster").items.values()) == 3
    assert not list((tmp_path / "cluster").rglob("*.partial"))


def test_films_and_videos_are_made_on_a_cluster_too(cluster, conducted, models, tmp_path):
    seen = []
    filmed = film(
        conducted, tmp_path / "film", Shot(side_px=64), pictures=False, ray=cluster.address,
        on_progress=lambda name, part: seen.append((name, part)),
    )  # fmt: skip
    assert filmed == len(seen) == 4
    assert {part for _, part in seen} == {1.0}
    assert len(list((tmp_path / "film").rglob("keypoints.npy"))) == 4
    videos = tmp_path / "videos"
    videos.mkdir()
    (videos / "notes.txt").write_text("recorded in June\n")
    summary = from_videos(videos, tmp_path / "data", ray=cluster.address, **models)
    assert (summary.videos, summary.items, summary.rejected) == (1, 0, 1)


def test_a_folder_of_music_is_conducted_on_a_cluster(cluster, song, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("music").mkdir()
    shutil.copy(song, "music/one.mp3")
    Path("music/bad.wav").write_bytes(b"RIFF\0\0\0\0WAVE, but no music")
    assert (
        main(["conduct", "music", "--out", "videos", "--seconds", "1", "--size", "512", "--ray", cluster.address]) == 2
    )
    ours = [line for line in capsys.readouterr().out.splitlines() if ": exit " in line]  # Ray may speak of its nodes
    assert sorted(line.split(" ", 1)[1][:16] for line in ours) == ["bad.wav: exit 2:", "one.mp3: exit 0:"]
    assert [path.name for path in Path("videos").iterdir()] == ["one.mp4"]
