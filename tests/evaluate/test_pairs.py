"""Pairs of conductors for the eye and the ear: what is in the page, and that it hides and shows what it should."""

import base64
import json
import re
from pathlib import Path

import av
import numpy as np
import pytest

from vc.cli import main
from vc.clip import Clip
from vc.errors import MusicError
from vc.evaluate.contestants import Contestant
from vc.evaluate.pairs import SIZE, choose_clips, choose_pairs, write_pairs


def _pairs_in(page):
    return json.loads(re.search(r"const PAIRS = (\[.*?\]);\n", page.read_text()).group(1))


@pytest.fixture(scope="module")
def page(recordings, locked, deaf, tmp_path_factory):
    out = tmp_path_factory.mktemp("pairs") / "pairs.html"
    return write_pairs([recordings / "song.wav"], locked, [deaf], out, clips=3, seconds=1.0, seed=4)


def test_every_clip_is_a_video_with_sound_of_both_side_by_side(page, tmp_path):
    told = _pairs_in(page)
    assert [pair["pair"] for pair in told] == [0, 1, 2]
    for pair in told:
        path = tmp_path / f"{pair['pair']}.mp4"
        path.write_bytes(base64.b64decode(pair["video"]))
        with av.open(str(path)) as video:
            frames = [frame.to_ndarray(format="gray") for frame in video.decode(video=0)]
            assert len(frames) == 30
            assert frames[0].shape == (SIZE[1], 2 * SIZE[0])
            assert len(video.streams.audio) == 1
        halves = [frame[:, : SIZE[0]].astype(int) - frame[:, SIZE[0] :] for frame in frames]
        assert max(np.abs(half).max() for half in halves) > 60  # two different motions
        assert pair["music"] == "song.wav"
        assert 0 <= pair["start_s"] <= 11


def test_the_key_is_right_and_not_to_be_read_by_the_way(page):
    keys = [json.loads(base64.b64decode(pair["key"])) for pair in _pairs_in(page)]
    assert all({key["left"], key["right"]} == {"locked", "deaf"} for key in keys)
    assert "locked" not in page.read_text()


def test_sides_and_order_are_by_chance_and_repeatable():
    clips = [Clip(Path("music"), float(number), 1.0) for number in range(40)]
    first, again = (choose_pairs(clips, "own", ["a", "b"], np.random.default_rng(1)) for _ in range(2))
    assert first == again
    assert len(first) == 80
    assert 25 < sum(pair.left == "own" for pair in first) < 55
    assert [pair.clip.start_s for pair in first] != sorted(pair.clip.start_s for pair in first)
    assert all("own" in (pair.left, pair.right) for pair in first)


def test_clips_are_of_all_recordings_and_within_them():
    lengths = {Path("long"): 100.0, Path("middle"): 20.0, Path("short"): 4.0}
    chosen = choose_clips(lengths, 10, 15.0, np.random.default_rng(0))
    assert [clip.name for clip in chosen].count("long") == 5
    assert {clip.name for clip in chosen} == {"long", "middle"}
    assert all(0 < clip.start_s <= lengths[clip.file] - 15.0 for clip in chosen)
    with pytest.raises(MusicError, match="shorter clips"):
        choose_clips({Path("short"): 4.0}, 10, 15.0, np.random.default_rng(0))


def test_motion_that_trembles_is_smoothed_as_the_program_does(recordings, locked, tmp_path):
    """The same conductor, said to tremble or not: the smoothed one changes less from frame to frame."""
    conduct = locked.conductors[""]

    def shaking(music, seed):
        motion = conduct(music, seed)
        motion.points[::2, 10, 0] += 0.08
        return motion

    moved = {}
    for jitters in (False, True):
        who = Contestant("shaking", {"": shaking}, jitters)
        out = write_pairs([recordings / "song.wav"], who, [locked], tmp_path / "page.html", clips=1, seconds=1.0)
        (pair,) = _pairs_in(out)
        side = 0 if json.loads(base64.b64decode(pair["key"]))["left"] == "shaking" else 1
        (tmp_path / "one.mp4").write_bytes(base64.b64decode(pair["video"]))
        with av.open(str(tmp_path / "one.mp4")) as video:
            frames = np.stack([frame.to_ndarray(format="gray") for frame in video.decode(video=0)]).astype(int)
        own = frames[:, :, side * SIZE[0] : (side + 1) * SIZE[0]]
        moved[jitters] = np.abs(np.diff(own, axis=0)).mean()
    assert moved[True] < 0.8 * moved[False]


def test_the_command_writes_the_page(recordings, files, tmp_path, capsys):
    models = ["--models", "textbook", f"plain={files['plain']}"]
    out = tmp_path / "pairs.html"
    words = ["evaluate", "pairs", str(recordings / "song.wav"), *models, "--clips", "1", "--seconds", "1"]
    assert main([*words, "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert len(_pairs_in(out)) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--out", "pairs.txt"], "a page to write"),
        (["--out", "pairs.html", "--models", "textbook"], "A pair needs two models"),
    ],
)
def test_what_a_page_needs_is_said(recordings, capsys, words, message):
    assert main(["evaluate", "pairs", str(recordings / "song.wav"), *words]) == 2
    assert message in capsys.readouterr().err
