"""A small folder in the layout of ConductorMotion100, whole and broken."""

import io

import numpy as np
import pytest

from vc.cli import main
from vc.data.conductormotion100 import check_folder, check_item, list_split
from vc.data.viewer import draw_item
from vc.errors import DatasetError
from vc.skeleton import Joint

POSES = 120


def write_item(folder, waving, *, labels: bool = False):
    folder.mkdir(parents=True)
    frames = np.arange(3 * POSES, dtype=np.float32)[:, None]
    np.save(folder / "mel.npy", np.repeat(np.mod(frames / 90, 1), 128, axis=1))
    np.save(folder / "motion.npy", waving.points[:POSES])
    if labels:
        np.savez(
            folder / "labels.npz", beats_s=np.arange(1.0, 4.0, 0.5), bar_positions=np.arange(6) % 3,
            beats_per_bar=np.full(6, 3), loudness=np.full(POSES, 0.5, np.float32), style=np.ones((1, 17)),
            conductor_seeds=np.array([7]),
        )  # fmt: skip


@pytest.fixture
def folder(tmp_path, waving):
    for name in ("10", "9", "2"):
        write_item(tmp_path / "train" / name, waving, labels=True)
    write_item(tmp_path / "val" / "0", waving)
    return tmp_path


def test_items_come_in_the_order_of_their_numbers(folder):
    assert [item.name for item in list_split(folder, "train")] == ["train/2", "train/9", "train/10"]


def test_a_whole_folder_is_counted(folder):
    contents = check_folder(folder)
    assert contents.items == {"train": 3, "val": 1}
    assert contents.hours["train"] == pytest.approx(3 * 4 / 3600)
    assert contents.labelled == {"train": 3, "val": 0}


def test_what_a_folder_holds_is_a_table(folder, capsys):
    assert main(["dataset", "check", str(folder)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["split", "items", "hours", "with", "beats"],
        ["train", "3", "0.00", "3"],
        ["val", "1", "0.00", "0"],
        ["all", "4", "0.00", "3"],
    ]


def test_listing_opens_no_file(folder):
    for path in folder.rglob("*.npy"):
        path.unlink()
    assert len(list_split(folder, "train")) == 3


def test_arrays_are_mapped_and_windows_are_copies(folder):
    item = list_split(folder, "train")[0]
    assert isinstance(item.mel, np.memmap)
    assert isinstance(item.motion, np.memmap)
    mel, motion = item.window(30, 60)
    assert mel.shape == (180, 128)
    assert motion.shape == (60, 13, 2)
    assert mel[0, 0] == pytest.approx(0.0)  # frame 90 of a picture that counts 0 to 1 each second
    assert mel[45, 0] == pytest.approx(0.5)
    mel[:] = motion[:] = 0
    assert item.motion[30].any()


def test_what_a_simulator_adds_is_read(folder):
    labels = list_split(folder, "train")[0].labels
    assert labels.rhythm.downbeats_s.tolist() == [1.0, 2.5]
    assert labels.styles.shape == (1, 17)
    assert labels.seeds.tolist() == [7]
    assert list_split(folder, "val")[0].labels is None


def test_a_mel_in_bytes_is_the_same_music(folder):
    plain, compact = list_split(folder, "train")[:2]
    mel = np.load(compact.folder / "mel.npy")
    (compact.folder / "mel.npy").unlink()
    np.save(compact.folder / "mel_u8.npy", np.round(255 * mel).astype(np.uint8))
    check_item(compact)
    assert compact.music(10, 50) == pytest.approx(plain.music(10, 50), abs=0.5 / 255 + 1e-6)


def _edit(name: str, change):
    def damage(folder):
        path = folder / "train" / "9" / name
        np.save(path, change(np.load(path)))

    return damage


def _with_nan(values):
    values[5] = np.nan
    return values


def _upside_down(motion):
    return motion * [1, -1] + [0, 1]


def _unlink(name: str):
    return lambda folder: (folder / "train" / "9" / name).unlink()


def _cut(name: str):
    def damage(folder):
        path = folder / "train" / "9" / name
        path.write_bytes(path.read_bytes()[:200])

    return damage


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_unlink("mel.npy"), "has no mel.npy"),
        (_unlink("motion.npy"), "has no motion.npy"),
        (_cut("motion.npy"), "motion.npy is damaged"),
        (_cut("labels.npz"), "labels.npz is damaged"),
        (_edit("mel.npy", lambda mel: mel.T), r"shape \(128, 360\); needed is \(T, 128\)"),
        (_edit("mel.npy", lambda mel: mel[:-1]), "359 mel frames with 120 poses"),
        (_edit("motion.npy", lambda motion: motion[::2]), "360 mel frames with 60 poses"),
        (_edit("motion.npy", lambda motion: motion[:, :10]), r"needed is \(T, 13, 2\)"),
        (_edit("motion.npy", lambda motion: (motion * 640).astype(int)), "no floating-point numbers"),
        (_edit("motion.npy", lambda motion: motion * 640), "values from .* to .*Scale it"),
        (_edit("mel.npy", lambda mel: mel - 80), "Scale it"),
        (_edit("mel.npy", _with_nan), "not finite"),
        (_edit("motion.npy", _with_nan), "not finite"),
        (_edit("motion.npy", _upside_down), "hips above the shoulders"),
        (_edit("motion.npy", lambda motion: 0 * motion + motion[:1]), "stands still"),
    ],
)
def test_a_damaged_item_is_named_with_what_is_wrong(folder, damage, message):
    damage(folder)
    with pytest.raises(DatasetError, match=message) as caught:
        check_folder(folder)
    assert "train/9" in str(caught.value)


def test_labels_of_other_music_are_refused(folder):
    item = list_split(folder, "train")[0]
    stored = dict(np.load(item.folder / "labels.npz"))
    for change, message in (
        ({"loudness": np.zeros(9)}, "9 values of loudness"),
        ({"beats_s": np.zeros(6)}, "rising beats"),
        ({"bar_positions": np.zeros(5)}, "place and a metre each"),
    ):
        np.savez(item.folder / "labels.npz", **(stored | change))
        with pytest.raises(DatasetError, match=message):
            check_item(list_split(folder, "train")[0])
    np.savez(item.folder / "labels.npz", beats_s=stored["beats_s"])
    with pytest.raises(DatasetError, match="bar_positions"):
        check_item(list_split(folder, "train")[0])


def _mirror(path):
    motion = np.load(path)
    motion[..., 0] = 1 - motion[..., 0]
    np.save(path, motion)


def test_a_mirrored_dataset_is_refused_but_not_one_item(folder):
    _mirror(folder / "train" / "10" / "motion.npy")
    check_folder(folder)
    _mirror(folder / "train" / "2" / "motion.npy")
    with pytest.raises(DatasetError, match="train: most conductors are mirrored"):
        check_folder(folder)


def test_missing_folders_are_explained(tmp_path):
    with pytest.raises(DatasetError, match="no folder 'train'"):
        check_folder(tmp_path)
    (tmp_path / "train").mkdir()
    with pytest.raises(DatasetError, match="holds no items"):
        list_split(tmp_path, "train")
    with pytest.raises(DatasetError, match="no split 'dev'"):
        list_split(tmp_path, "dev")


@pytest.mark.parametrize("split", ["train", "val"])
def test_an_item_can_be_looked_at(folder, split):
    figure = draw_item(list_split(folder, split)[0], start_s=1, seconds=60)
    picture = io.BytesIO()
    figure.savefig(picture, dpi=40)
    assert picture.getvalue().startswith(b"\x89PNG")
    assert list_split(folder, split)[0].motion.std(0)[Joint.RIGHT_WRIST, 1] > 0.05
