"""Files with several sound tracks: the default one is taken, or the one that was asked for."""

import numpy as np
import pytest

from vc.audio.load import load_music
from vc.clip import Clip
from vc.errors import MusicError
from vc.media import describe

RATE = 44_100


def _levels(*levels):
    tone = np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)
    return [np.stack([level * tone, level * tone]).astype(np.float32) for level in levels]


def _level(path, track=None):
    return float(np.abs(load_music(Clip(path, track=track))[2_000:-2_000]).max())


@pytest.mark.parametrize("ending", [".mp4", ".mkv"])
def test_the_track_marked_as_default_is_heard(tmp_path, encoder, ending):
    path = encoder(tmp_path / f"film{ending}", *_levels(0.2, 0.8), codec="aac", default=2)
    assert describe(path).track == 2
    assert _level(path) == pytest.approx(0.8, abs=0.05)
    assert _level(path, 1) == pytest.approx(0.2, abs=0.05)


def test_without_a_mark_the_first_is_heard(tmp_path, encoder):
    path = encoder(tmp_path / "film.mkv", *_levels(0.2, 0.8), codec="aac")
    assert _level(path) == pytest.approx(0.2, abs=0.05)
    assert _level(path, 2) == pytest.approx(0.8, abs=0.05)


def test_the_tracks_are_told_apart(tmp_path, encoder):
    path = encoder(
        tmp_path / "film.mkv", *_levels(0.2, 0.8), codec="aac", titles=("Commentary", "Orchestra"), default=2
    )
    tracks = describe(path).tracks
    assert [(each.number, each.title, each.is_default) for each in tracks] == [
        (1, "Commentary", False), (2, "Orchestra", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("track", "message"),
    [
        (3, r"film\.mkv has no sound track 3: it has 2 sound tracks, 1 to 2"),
        (0, "track has to be a whole number from 1 to 999, not 0"),
        (-1, "track has to be a whole number from 1 to 999, not -1"),
    ],
)
def test_a_track_that_is_not_there_is_refused(tmp_path, encoder, track, message):
    path = encoder(tmp_path / "film.mkv", *_levels(0.2, 0.8), codec="aac")
    with pytest.raises(MusicError, match=message):
        load_music(Clip(path, track=track))
