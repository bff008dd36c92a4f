"""Music files from strangers: what is decoded, and what is refused in words that help."""

import os
import tracemalloc

import numpy as np
import pytest

from vc.clip import MAX_MUSIC_S, Clip
from vc.errors import MusicError
from vc.media import decode, describe

ENDINGS = [".mp3", ".wav", ".flac", ".ogg", ".m4a", ".opus", ".mp4", ".mkv"]


def _all(path, layout=None, **part):
    blocks = [block for block, _ in decode(Clip(path, **part), layout=layout)]
    return np.concatenate(blocks, axis=1)


def _click_times(samples, rate):
    loud = np.flatnonzero(np.abs(samples[0]) > 0.2) / rate
    return loud[np.diff(loud, prepend=-1) > 0.5]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_kind_is_decoded_with_time_zero_at_the_first_sample(tmp_path, sound_writer, click_samples, ending):
    path = sound_writer(tmp_path / f"clicks{ending}", click_samples(4))
    rate = describe(path).sample_rate
    samples = _all(path)
    assert samples.shape[0] == 2
    assert samples.shape[1] / rate == pytest.approx(4, abs=0.03)
    np.testing.assert_allclose(_click_times(samples, rate), [0, 1, 2, 3], atol=0.002)


def test_start_and_length_cut_exactly(tmp_path, sound_writer, click_samples):
    path = sound_writer(tmp_path / "clicks.flac", click_samples(6))
    part = _all(path, start_s=1.5, seconds=2.25)
    np.testing.assert_array_equal(part, _all(path)[:, round(1.5 * 44_100) : round(3.75 * 44_100)])


def test_a_length_beyond_the_end_stops_at_the_end(tmp_path, sound_writer, click_samples):
    path = sound_writer(tmp_path / "clicks.flac", click_samples(3))
    assert _all(path, start_s=1, seconds=60).shape[1] == 2 * 44_100


def test_stereo_is_mixed_down_on_request(tmp_path, sound_writer):
    """Equal power, as FFmpeg mixes: each side at 1/sqrt 2, so that one side alone keeps most of its loudness."""
    time = np.arange(2 * 44_100) / 44_100
    left, right = 0.9 * np.sin(2 * np.pi * 440 * time), 0.5 * np.sin(2 * np.pi * 660 * time)
    path = sound_writer(tmp_path / "two_tones.wav", np.stack([left, right]).astype(np.float32))
    mono = _all(path, layout="mono")
    assert mono.shape == (1, 2 * 44_100)
    np.testing.assert_allclose(mono[0], (left + right) / np.sqrt(2), atol=1e-4)


def test_blocks_are_small_whatever_the_length(tmp_path, sound_writer):
    path = sound_writer(tmp_path / "long.flac", 0.1 * np.ones((1, 44_100 * 120)))
    tracemalloc.start()
    for _ in decode(path):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3e6  # all of it would be 21 MB


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.mp3", b"", "is empty"),
        ("notes.mp3", b"Dear orchestra,\nplease play.\n" * 50, "text file"),
        ("umlaut.ogg", "Grüße an das Orchester\n".encode() * 200, "text file"),
        ("list.wav", b"ffconcat version 1.0\nfile /etc/hostname\n", "playlist"),
        ("stream.mp3", b"#EXTM3U\n#EXTINF:10,\n/etc/hostname\n", "playlist"),
        ("noise.mp3", np.random.default_rng(1).bytes(60_000), r"cannot be opened as music|holds no sound"),
    ],
)
def test_what_is_no_music_is_refused_by_name(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MusicError, match=message) as refused:
        _all(path)
    assert name in str(refused.value)


def test_a_playlist_is_refused_even_behind_binary_bytes(tmp_path):
    path = tmp_path / "trick.wav"
    path.write_bytes(b"\x01\x00ffconcat version 1.0\nfile /etc/hostname\n")
    with pytest.raises(MusicError):
        _all(path)


@pytest.mark.parametrize("ending", [".wav", ".flac", ".m4a", ".mkv"])
def test_a_file_that_ends_before_its_stated_length_is_refused(tmp_path, sound_writer, click_samples, ending):
    whole = sound_writer(tmp_path / f"whole{ending}", click_samples(8)).read_bytes()
    cut = tmp_path / f"cut{ending}"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MusicError, match=r"cut off|damaged"):
        _all(cut)


def test_the_good_part_of_a_cut_off_file_can_be_chosen(tmp_path, sound_writer, click_samples):
    whole = sound_writer(tmp_path / "whole.flac", click_samples(8)).read_bytes()
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole[: len(whole) * 3 // 4])
    assert _all(cut, seconds=2).shape[1] == 2 * 44_100


def test_silence_is_refused(tmp_path, sound_writer):
    path = sound_writer(tmp_path / "silent.wav", np.zeros((2, 88_200)))
    with pytest.raises(MusicError, match="silent"):
        _all(path)


def test_a_fifth_of_a_second_is_refused(tmp_path, sound_writer, click_samples):
    path = sound_writer(tmp_path / "short.wav", click_samples(0.2))
    with pytest.raises(MusicError, match=r"only 0\.2 s"):
        _all(path)


def test_a_video_without_sound_is_refused(silent_video):
    with pytest.raises(MusicError, match="holds no sound"):
        _all(silent_video)


def test_ten_hours_are_refused_before_they_are_decoded(tmp_path, sound_writer):
    seconds = 10 * 3600
    path = tmp_path / "night.wav"
    sound_writer(path, np.full((1, 8_000), 0.1), rate=8_000)
    header = bytearray(path.read_bytes()[:-16_000])
    size = seconds * 16_000
    at = header.rindex(b"data")
    header[4:8], header[at + 4 : at + 8] = (len(header) - 8 + size).to_bytes(4, "little"), size.to_bytes(4, "little")
    with path.open("wb") as file:  # a sparse file: ten hours that take no room on the disk
        file.write(header)
        file.truncate(len(header) + size)
    with pytest.raises(MusicError, match=r"10:00:00.0 long; at most 3:00:00.0"):
        next(decode(path))
    assert MAX_MUSIC_S == 3 * 3600


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"start_s": -1}, "start has to be"),
        ({"start_s": float("nan")}, "start has to be"),
        ({"start_s": 99}, "cannot start at"),
        ({"seconds": 0.3}, "length has to be a number from 1 to 10800, not 0.3"),
        ({"seconds": float("nan")}, "length has to be a number"),
        ({"seconds": float("inf")}, "length has to be a number"),
        ({"seconds": 1e6}, "from 1 to 10800"),
    ],
)
def test_a_part_that_makes_no_sense_is_refused(tmp_path, sound_writer, click_samples, part, message):
    path = sound_writer(tmp_path / "clicks.wav", click_samples(3))
    with pytest.raises(MusicError, match=message):
        _all(path, **part)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MusicError, match=r"nowhere\.mp3 is not a file"):
        _all(tmp_path / "nowhere.mp3")


def test_a_folder_is_no_music(tmp_path):
    with pytest.raises(MusicError, match="is not a file"):
        _all(tmp_path)


def test_another_host_is_never_asked(tmp_path):
    path = tmp_path / "x.mp3"
    os.symlink("http://localhost/x.mp3", path)
    with pytest.raises(MusicError):
        _all(path)
