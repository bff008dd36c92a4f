"""Items that several have conducted: each sample is of one of them, drawn anew."""

import numpy as np
import pytest

from tests.rhythms import steady
from vc.conductor import perform
from vc.data.conductormotion100 import Item, check_item, list_split
from vc.data.simulator.item import read_labels, write_music
from vc.errors import DatasetError
from vc.models import build
from vc.models.checkpoint import to_bytes
from vc.music import Mel
from vc.train.batches import Batches, list_samples
from vc.train.config import preset
from vc.train.run import make_stage

SECONDS = 61.02  # 5 491 frames, of which one belongs to no pose


@pytest.fixture(scope="module")
def conducted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("conducted")
    mel = Mel(np.random.default_rng(0).random((int(90 * SECONDS), 128), np.float32), SECONDS)
    for number in range(2):
        write_music(mel, steady(SECONDS), folder / "train" / f"piano.{number}", {}, seeds=[5, 6, 7])
    return folder


def test_music_is_written_with_all_its_conductors(conducted):
    item = list_split(conducted, "train")[0]
    check_item(item)
    assert item.conductors == 3
    assert len(item.mel) == 3 * item.poses
    for number, seed in enumerate((5, 6, 7)):
        np.testing.assert_array_equal(item.motion_of(number), perform(steady(SECONDS), seed=seed).points)
    labels = read_labels(item.folder / "labels.npz")
    assert labels.conductor_seeds.tolist() == [5, 6, 7]
    assert labels.styles.shape == (3, 18)


def test_music_without_conductors_stays_music_alone(tmp_path):
    mel = Mel(np.zeros((900, 128), np.float32), 10.0)
    write_music(mel, steady(10.0), tmp_path / "train" / "noise.0", {})
    (item,) = list_split(tmp_path, "train")
    assert item.is_music_alone
    assert item.conductors == 0


def _marked(folder):
    """Two items, each with three conductors who stand still at places of their own."""
    for name in range(2):
        place = folder / "train" / str(name)
        place.mkdir(parents=True)
        np.save(place / "mel.npy", np.zeros((5400, 128), np.float32))
        for number in range(3):
            file = "motion.npy" if number == 0 else f"motion_{number}.npy"
            np.save(place / file, np.full((1800, 13, 2), 0.1 * (1 + number), np.float32))
    return list_split(folder, "train")


def _seen(batches):
    return [np.round(10 * batch["motion"].mean(axis=(1, 2, 3))).astype(int) - 1 for batch in batches]


def test_the_judge_pairs_clips_of_one_conductor(tmp_path):
    items = _marked(tmp_path)
    config = preset("repository", "contrastive", batch=2, easy_epochs=0)
    batches = Batches(make_stage(config, items), list_samples(items, config.sample_s))
    seen = _seen([batches[number] for number in range(30)])
    for who in seen:
        assert who[:2].tolist() == who[2:].tolist()  # the first clips, then their negatives
    assert set(np.concatenate(seen).tolist()) == {0, 1, 2}


def test_the_generator_learns_from_all_conductors(tmp_path, sync_net_file):
    items = _marked(tmp_path)
    config = preset("repository", "adversarial", batch=2)
    batches = Batches(make_stage(config, items, sync_net=sync_net_file), list_samples(items, config.sample_s))
    assert set(np.concatenate(_seen([batches[number] for number in range(20)])).tolist()) == {0, 1, 2}


def test_an_item_without_motion_is_told_so(tmp_path):
    place = tmp_path / "train" / "0"
    place.mkdir(parents=True)
    np.save(place / "mel.npy", np.zeros((5400, 128), np.float32))
    with pytest.raises(DatasetError, match=r"has no motion\.npy"):
        Item("train", "0", place).window(0, 30, Item("train", "0", place).any_conductor(np.random.default_rng(0)))


@pytest.fixture(scope="module")
def sync_net_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("net") / "net.safetensors"
    path.write_bytes(to_bytes(build("official-sync-net"), "official-sync-net"))
    return path
