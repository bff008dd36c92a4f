"""Files that other programs write: every one is decoded to its last sample, or refused in words."""

import struct

import av
import numpy as np
import pytest

from vc.audio.load import load_music
from vc.clip import Clip
from vc.errors import MusicError
from vc.media import decode, describe, read_encoded

RATE = 44_100


def _tone(seconds, channels=1, hz=440.0, level=0.4):
    tone = level * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(tone[None], channels, axis=0).astype(np.float32)


def _all(path, layout=None, **part):
    blocks = [block for block, _ in decode(Clip(path, **part), layout=layout)]
    return np.concatenate(blocks, axis=1)


@pytest.mark.parametrize(("channels", "mask"), [(6, 0x3F), (7, None), (8, 0x63F), (8, None), (9, None), (12, 0),
                                                (16, None), (24, 0xFFFFFF), (32, None), (64, None)])  # fmt: skip
def test_up_to_64_channels_are_heard_each(tmp_path, make_wav, channels, mask):
    levels = np.linspace(0.1, 0.8, channels)[:, None]
    samples = np.repeat(_tone(1.5), channels, axis=0) * levels
    path = tmp_path / "many.wav"
    path.write_bytes(make_wav(samples, mask=mask))
    np.testing.assert_allclose(_all(path), samples, atol=2e-4)
    both = _all(path, layout="stereo")
    assert both.shape == (2, samples.shape[1])
    assert np.abs(both).max() > 0.05
    assert len(load_music(path)) == pytest.approx(1.5 * 22_050, abs=1)


@pytest.mark.parametrize("ending", [".flac", ".m4a", ".opus", ".mkv"])
def test_eight_channels_in_other_kinds(tmp_path, encoder, ending):
    codec = {".flac": "flac", ".m4a": "aac", ".opus": "libopus", ".mkv": "flac"}[ending]
    rate = 48_000 if ending == ".opus" else RATE
    path = encoder(tmp_path / f"surround{ending}", _tone(2, 8), codec=codec, layout="7.1", rate=rate)
    assert _all(path).shape[0] == 8
    assert np.abs(load_music(path)).max() > 0.1


def test_65_channels_are_refused_in_words(tmp_path, make_wav):
    path = tmp_path / "organ.wav"
    path.write_bytes(make_wav(_tone(1.5, 65)))
    with pytest.raises(MusicError, match=r"organ\.wav (has 65 channels; at most 64|cannot be opened)"):
        _all(path)


@pytest.mark.parametrize("rate", [1, 7, 999])
def test_a_rate_that_no_music_has_is_refused(tmp_path, make_wav, rate):
    path = tmp_path / "slow.wav"
    path.write_bytes(make_wav(_tone(2), rate=rate))
    with pytest.raises(MusicError, match=rf"slow\.wav has {rate} samples a second"):
        _all(path)


SIZES = [(0x7FFFF024, 0x7FFFF000), (0x80000024, 0x80000000), (0xFFFFFFFF, 0xFFFFFFFF), (0x7FFFFFFF, 0x7FFFFFFF - 36),
         (0, 0), (36, 0), (0xFFFFFFFF, 0), (0x80000024, 0x7FFFFFFF)]  # fmt: skip


@pytest.mark.parametrize(("riff", "data"), SIZES)
def test_a_wav_from_a_pipe_states_nothing_true(tmp_path, make_wav, riff, data):
    path = tmp_path / "pipe.wav"
    samples = _tone(3, 2)
    path.write_bytes(make_wav(samples, riff=riff, data=data))
    assert _all(path).shape == samples.shape
    assert describe(path).seconds == pytest.approx(3, abs=0.01)


def _mp3(path, samples, encoder, **how):
    encoder(path, samples, codec="libmp3lame", write_xing="0", id3v2_version="0", **how)
    return path.read_bytes()


@pytest.mark.parametrize("order", ["mono then stereo", "stereo then mono"])
@pytest.mark.parametrize("kind", ["mp3", "aac"])
def test_channels_may_change_inside_a_file(tmp_path, encoder, kind, order):
    parts = []
    for layout in order.split(" then "):
        piece = tmp_path / f"{layout}.{kind}"
        samples = _tone(3, 1 if layout == "mono" else 2)
        codec = {"mp3": "libmp3lame", "aac": "aac"}[kind]
        options = {"write_xing": "0", "id3v2_version": "0"} if kind == "mp3" else {}
        parts.append(encoder(piece, samples, codec=codec, layout=layout, form={"aac": "adts"}.get(kind), **options))
    joined = tmp_path / f"joined.{kind}"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    heard = load_music(joined)
    assert len(heard) / 22_050 == pytest.approx(6, abs=0.3)
    level = np.sqrt(np.square(heard[2_000:-6_000]).mean())
    assert level == pytest.approx(0.4 / np.sqrt(2), rel=0.1)  # both halves at their level
    assert _all(joined, layout="stereo").shape[0] == 2


@pytest.mark.parametrize(("codec", "rates", "layouts"), [
    ("vorbis", (RATE, RATE), ("stereo", "stereo")), ("vorbis", (RATE, 48_000), ("stereo", "stereo")),
    ("vorbis", (48_000, 22_050), ("stereo", "stereo")), ("libopus", (48_000, 48_000), ("mono", "stereo")),
    ("flac", (RATE, RATE), ("stereo", "mono")),
])  # fmt: skip
def test_a_chained_ogg_is_heard_to_its_end(tmp_path, encoder, codec, rates, layouts):
    content = b""
    for number, (rate, layout) in enumerate(zip(rates, layouts, strict=True)):
        tone = _tone(3, 1 if layout == "mono" else 2)  # at another rate it lasts shorter or longer
        piece = tmp_path / f"{number}.ogg"
        encoder(piece, tone, codec=codec, layout=layout, rate=rate, serial_offset=str(7 * number + 1))
        content += piece.read_bytes()
    chained = tmp_path / "chained.ogg"
    chained.write_bytes(content)
    expected = sum(3 * RATE / rate for rate in rates)
    assert _all(chained, layout="mono").shape[1] / rates[0] == pytest.approx(expected, abs=0.05)
    assert len(load_music(Clip(chained, 4.0))) / 22_050 == pytest.approx(expected - 4, abs=0.05)
    assert describe(chained, count=True).seconds == pytest.approx(expected, abs=0.1)


def test_an_mp3_without_a_header_is_as_long_as_it_is(tmp_path, encoder):
    loud = _mp3(tmp_path / "1.mp3", _tone(4), encoder, layout="mono", b="320k")
    quiet = _mp3(tmp_path / "2.mp3", _tone(20), encoder, layout="mono", b="32k")
    path = tmp_path / "vbr.mp3"
    path.write_bytes(loud + quiet)
    assert describe(path, count=True).seconds == pytest.approx(24, abs=0.2)
    assert len(load_music(Clip(path, 18.0))) / 22_050 == pytest.approx(6, abs=0.2)


@pytest.mark.parametrize(("picture_s", "late_s"), [(20, 0), (4, 2)])
def test_the_picture_of_a_video_says_nothing_about_its_sound(tmp_path, picture_s, late_s):
    path = tmp_path / "concert.mkv"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=5)
        picture.width = picture.height = 64
        sound = container.add_stream("aac", rate=RATE, layout="mono")
        for _ in range(5 * picture_s):
            frame = av.VideoFrame.from_ndarray(np.zeros((96, 64), np.uint8), format="yuv420p")
            container.mux(picture.encode(frame))
        frame = av.AudioFrame.from_ndarray(_tone(4), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, late_s * RATE
        container.mux([*sound.encode(frame), *sound.encode(None), *picture.encode(None)])
    assert _all(path).shape[1] / RATE == pytest.approx(4, abs=0.05)
    assert describe(path, count=True).seconds == pytest.approx(4, abs=0.1)


NAMES = ["Op.27:2.wav", "-x.wav", "100%d %s.wav", "http:x.wav", "a" * 251 + ".wav", "naïve 🎻.wav", "file:x.wav",
         "concat:x|y.wav", ",,:.wav"]  # fmt: skip


def test_a_picture_may_begin_in_the_middle_of_a_broadcast(tmp_path, encoder):
    alone = encoder(tmp_path / "a.ts", _tone(3), codec="mp2", layout="mono").read_bytes()
    both = tmp_path / "b.ts"
    with av.open(str(both), "w") as container:
        sound, picture = (
            container.add_stream("mp2", rate=RATE, layout="mono"),
            container.add_stream("mpeg2video", rate=25),
        )
        picture.width = picture.height = 64
        frame = av.AudioFrame.from_ndarray((_tone(3) * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        container.mux(sound.encode(frame))
        for _ in range(75):
            frame = av.VideoFrame.from_ndarray(np.zeros((96, 64), np.uint8), format="yuv420p")
            container.mux(picture.encode(frame))
        container.mux([*sound.encode(None), *picture.encode(None)])
    path = tmp_path / "recording.ts"
    path.write_bytes(alone + both.read_bytes())
    assert len(load_music(path)) / 22_050 == pytest.approx(6, abs=0.2)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(tmp_path, make_wav, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(make_wav(_tone(2)))
    assert describe(name).seconds == pytest.approx(2)
    assert len(load_music(name)) == 2 * 22_050


@pytest.mark.parametrize(("ending", "codec", "rate", "layout"), [
    (".caf", "pcm_s16le", RATE, "stereo"), (".caf", "alac", RATE, "stereo"), (".wma", "wmav2", RATE, "stereo"),
    (".ac3", "ac3", 48_000, "5.1"), (".eac3", "eac3", 48_000, "stereo"), (".ts", "aac", RATE, "stereo"),
    (".ts", "mp2", RATE, "stereo"), (".avi", "libmp3lame", RATE, "stereo"), (".avi", "pcm_s16le", RATE, "mono"),
    (".aiff", "pcm_s16be", RATE, "stereo"), (".w64", "pcm_s16le", RATE, "mono"), (".mka", "ac3", RATE, "stereo"),
])  # fmt: skip
def test_further_kinds(tmp_path, encoder, ending, codec, rate, layout):
    count = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    path = encoder(tmp_path / f"tone{ending}", _tone(3, count), codec=codec, rate=rate, layout=layout,
                   bit_rate=128_000 if codec == "wmav2" else 0)  # fmt: skip
    heard = load_music(path)
    assert len(heard) / 22_050 == pytest.approx(3 * RATE / rate, abs=0.15)
    assert np.abs(heard[5_000:-5_000]).max() > 0.2


def test_amr_of_a_phone(tmp_path):
    """AMR-NB at 12.2 kbit/s: 50 frames a second of 32 bytes each, any bits are sound."""
    rng = np.random.default_rng(3)
    frames = b"".join(b"\x3c" + rng.bytes(31) for _ in range(150))
    path = tmp_path / "memo.amr"
    path.write_bytes(b"#!AMR\n" + frames)
    assert len(load_music(path)) / 22_050 == pytest.approx(3, abs=0.05)


def test_the_sizes_of_a_cut_file_are_told(tmp_path, make_wav):
    whole = make_wav(_tone(4, 2))
    path = tmp_path / "cut.wav"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(
        MusicError, match=rf"cut\.wav is cut off: it states {len(whole)} bytes but holds {len(whole) // 2}"
    ):
        _all(path)
    assert _all(path, seconds=1.5).shape[1] == 1.5 * RATE


def test_sound_that_nothing_can_decode_is_refused_in_words(tmp_path, encoder):
    path = encoder(tmp_path / "odd.mkv", _tone(2, 2), codec="flac")
    path.write_bytes(path.read_bytes().replace(b"A_FLAC", b"A_XXXX"))
    with pytest.raises(MusicError, match=r"odd\.mkv has sound of a kind that nothing here can decode"):
        load_music(path)


def test_samples_far_too_loud_are_cut_in_the_video(tmp_path):
    samples = (1e30 * _tone(2)[0]).astype("<f4")
    samples[100] = np.inf
    form = struct.pack("<HHIIHH", 3, 1, RATE, RATE * 4, 4, 32)
    rest = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", samples.nbytes) + samples.tobytes()
    path = tmp_path / "loud.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(rest)) + rest)
    form, packets = read_encoded(path)
    assert form.layout == "mono"
    assert sum(packet.duration for packet in packets) >= 2 * RATE
