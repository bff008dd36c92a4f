"""The mp4: plays everywhere, in step with the sound, complete or not there at all."""

import resource
import signal
import tracemalloc
from contextlib import contextmanager

import av
import numpy as np
import pytest

from vc.clip import Clip
from vc.errors import Cancelled, MusicError, OutputError
from vc.frame import frame_from_rgb
from vc.video import write

BLACK = frame_from_rgb(np.zeros((64, 64, 3), np.uint8))
WHITE = frame_from_rgb(np.full((64, 64, 3), 255, np.uint8))


def _flashes(seconds):
    """White for a tenth of a second at every full second."""
    return (WHITE if number % 30 < 3 else BLACK for number in range(round(seconds * 30)))


def _flash_times(path, from_s=0):
    with av.open(str(path)) as container:
        container.seek(from_s * av.time_base)
        bright = [
            (float(frame.pts * frame.time_base), frame.to_ndarray(format="gray").mean() > 128)
            for frame in container.decode(video=0)
        ]
    return np.array([now for (now, is_on), (_, was_on) in zip(bright, [(0, False), *bright], strict=False)
                     if is_on and not was_on])  # fmt: skip


def _click_times(path, from_s=0):
    times = []
    with av.open(str(path)) as container:
        container.seek(from_s * av.time_base)
        for frame in container.decode(audio=0):
            start = float(frame.pts * frame.time_base)
            loud = start + np.flatnonzero(np.abs(frame.to_ndarray().reshape(-1)[: frame.samples]) > 0.2) / frame.rate
            for time in loud:
                if not times or time - times[-1] > 0.5:
                    times.append(time)
    return np.array(times)


@pytest.mark.parametrize("ending", [".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac"])
def test_flash_and_click_meet(tmp_path, sound_writer, click_samples, ending):
    music = sound_writer(tmp_path / f"clicks{ending}", click_samples(6))
    video = write(_flashes(6), tmp_path / "out.mp4", music=music)
    np.testing.assert_allclose(_click_times(video), np.arange(6), atol=0.004)
    np.testing.assert_allclose(_flash_times(video), np.arange(6), atol=1e-6)


@pytest.mark.parametrize("ending", [".mp3", ".m4a", ".wav"])
def test_flash_and_click_meet_in_a_part_of_the_music(tmp_path, sound_writer, click_samples, ending):
    music = sound_writer(tmp_path / f"clicks{ending}", click_samples(9))
    video = write(_flashes(4), tmp_path / "out.mp4", music=Clip(music, 2.0, 4.0))
    np.testing.assert_allclose(_click_times(video), np.arange(4), atol=0.004)


def test_still_in_step_after_half_an_hour(tmp_path, sound_writer, click_samples):
    music = sound_writer(tmp_path / "long.m4a", click_samples(1800, rate=16_000)[:1], rate=16_000)
    video = write(_flashes(1800), tmp_path / "out.mp4", music=music, preset="ultrafast")
    sound, picture = _click_times(video, 1790), _flash_times(video, 1790)
    last = np.arange(1791, 1800)
    np.testing.assert_allclose(sound[-9:], last, atol=0.004)
    np.testing.assert_allclose(picture[-9:], last, atol=1e-6)


def test_memory_does_not_grow_with_the_length(tmp_path, sound_writer, click_samples):
    def peak_of(seconds):
        music = sound_writer(tmp_path / f"{seconds}.wav", click_samples(seconds))
        tracemalloc.start()
        write(_flashes(seconds), tmp_path / "out.mp4", music=music, preset="ultrafast")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_of(40) < 1.3 * peak_of(10)


@pytest.mark.parametrize("ending", [".mp3", ".wav", ".flac", ".ogg", ".m4a", ".opus", ".mkv"])
def test_the_sound_is_always_aac_lc(tmp_path, sound_writer, click_samples, ending):
    music = sound_writer(tmp_path / f"clicks{ending}", click_samples(2))
    video = write(_flashes(2), tmp_path / "out.mp4", music=music)
    with av.open(str(video)) as container:
        sound = container.streams.audio[0].codec_context
        assert (sound.name, sound.profile, sound.channels) == ("aac", "LC", 2)


def test_aac_is_copied_without_loss(tmp_path, sound_writer, click_samples):
    music = sound_writer(tmp_path / "clicks.m4a", click_samples(3))
    video = write(_flashes(3), tmp_path / "out.mp4", music=music)
    with av.open(str(music)) as before, av.open(str(video)) as after:
        originals = [bytes(packet) for packet in before.demux(audio=0) if packet.size]
        copies = [bytes(packet) for packet in after.demux(audio=0) if packet.size]
    assert copies == originals


def test_browsers_can_play_it(tmp_path, sound_writer, click_samples):
    music = sound_writer(tmp_path / "clicks.wav", click_samples(2))
    video = write(_flashes(2), tmp_path / "out.mp4", music=music)
    with av.open(str(video)) as container:
        picture, sound = container.streams.video[0].codec_context, container.streams.audio[0].codec_context
        assert (picture.name, picture.pix_fmt, sound.name) == ("h264", "yuv420p", "aac")
        assert (picture.color_primaries, picture.color_trc, picture.colorspace) == (1, 1, 1)
        assert picture.color_range == 1
        assert container.streams.video[0].average_rate == 30
        assert container.streams.video[0].frames == 60
    content = video.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")  # the index stands in front: playing starts at once


def test_colours_survive(tmp_path):
    rgb = np.zeros((64, 64, 3), np.uint8)
    rgb[:32, :32], rgb[:32, 32:], rgb[32:, :32], rgb[32:, 32:] = (200, 40, 40), (40, 180, 60), (40, 60, 200), 128
    frame = frame_from_rgb(rgb)
    video = write([frame] * 10, tmp_path / "out.mp4")
    with av.open(str(video)) as container:
        decoded = next(container.decode(video=0)).to_ndarray(format="rgb24")
    for y, x in [(16, 16), (16, 48), (48, 16), (48, 48)]:
        np.testing.assert_allclose(decoded[y, x].astype(int), rgb[y, x].astype(int), atol=6)
        np.testing.assert_allclose(frame.to_rgb()[y, x].astype(int), rgb[y, x].astype(int), atol=3)


def test_progress_counts_every_frame(tmp_path):
    seen = []
    write(_flashes(1), tmp_path / "out.mp4", on_progress=seen.append)
    assert seen == list(range(1, 31))


def test_stopping_leaves_nothing_behind(tmp_path, sound_writer, click_samples):
    music = sound_writer(tmp_path / "clicks.wav", click_samples(30))
    count = iter(range(1000))
    with pytest.raises(Cancelled):
        write(_flashes(30), tmp_path / "out.mp4", music=music, is_cancelled=lambda: next(count) > 20)
    assert [path.name for path in tmp_path.iterdir()] == ["clicks.wav"]


def test_an_error_in_drawing_surfaces_and_leaves_nothing_behind(tmp_path, sound_writer, click_samples):
    music = sound_writer(tmp_path / "clicks.wav", click_samples(30))

    def frames():
        yield BLACK
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(frames(), tmp_path / "out.mp4", music=music)
    assert [path.name for path in tmp_path.iterdir()] == ["clicks.wav"]


def test_a_failed_run_keeps_the_old_file(tmp_path):
    out = tmp_path / "out.mp4"
    out.write_bytes(b"precious")
    with pytest.raises(Cancelled):
        write(_flashes(1), out, is_cancelled=lambda: True)
    assert out.read_bytes() == b"precious"


def test_unusable_music_is_refused_and_leaves_nothing_behind(tmp_path):
    music = tmp_path / "notes.mp3"
    music.write_text("not music " * 100)
    with pytest.raises(MusicError):
        write(_flashes(1), tmp_path / "out.mp4", music=music)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.mp3"]


def test_a_full_disk_is_said_in_words_and_leaves_nothing_behind(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    with _room_for(4096), pytest.raises(OutputError, match=r"out\.mp4 cannot be written.*Free space"):
        write([frame_from_rgb(noise)] * 900, tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def _room_for(size_bytes):
    """Files may not grow beyond this, which programs meet as they meet a full disk: a write that fails."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    with pytest.raises(OutputError, match=r"out\.mp4 cannot be written"):
        write(_flashes(1), blocker / "out.mp4")


def test_no_frames_is_the_callers_mistake(tmp_path):
    with pytest.raises(ValueError, match="at least one frame"):
        write([], tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []
