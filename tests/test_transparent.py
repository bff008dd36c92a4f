"""Videos without a background: what is written is decoded again, and what is drawn lies over any other picture."""

from fractions import Fraction
from functools import partial

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace

from vc import pipeline
from vc.clip import Clip
from vc.errors import Cancelled, OutputError
from vc.frame import Frame, frame_from_rgb, plain_frame
from vc.render import avatar, skeleton
from vc.render.matte import CHECKS, transparent
from vc.skeleton import Motion
from vc.video import write

SIZE = (160, 208)
WALL = (60, 180, 90)


def _disc(number):
    """A red disc with a soft edge that moves to the right, and its opacity (h, w) 0..1."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    return np.clip((50 - np.hypot(x - 40 - 4 * number, y - 104)) / 20, 0, 1)


def _frames(count):
    red = frame_from_rgb(np.full((SIZE[1], SIZE[0], 3), (200, 40, 40), np.uint8))
    for number in range(count):
        yield Frame(red.planes, np.round(255 * _disc(number)).astype(np.uint8))


def _decoded(path, codec):
    """(T, h, w, 4) float RGBA."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = av.CodecContext.create(codec, "r")
        context.extradata = stream.codec_context.extradata
        context.codec_tag, context.width, context.height = stream.codec_context.codec_tag, *SIZE
        pictures = [picture for packet in container.demux(stream) for picture in context.decode(packet)]
        as_709 = partial(av.VideoFrame.reformat, format="rgba", src_colorspace=Colorspace.ITU709)
        return np.stack([as_709(picture).to_ndarray() for picture in pictures]).astype(float)


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libvpx-vp9"), ("a.mov", "prores")])
def test_opacity_and_colour_are_in_the_file(tmp_path, song, name, codec):
    write(_frames(12), tmp_path / name, music=Clip(song, seconds=1.0))
    pictures = _decoded(tmp_path / name, codec)
    assert pictures.shape == (12, SIZE[1], SIZE[0], 4)
    for number in (0, 11):
        assert np.abs(pictures[number, ..., 3] - 255 * _disc(number)).max() < 14
    inside = pictures[5][_disc(5) > 0.9]
    assert np.abs(inside.mean(0) - (200, 40, 40, 253)).max() < 6
    with av.open(str(tmp_path / name)) as container:
        assert "AI-generated" in str(container.metadata)
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert sound.codec_context.name == {"a.webm": "opus", "a.mov": "aac"}[name]
        assert video.average_rate == 30
        assert video.codec_context.colorspace == 1  # BT.709
        if name == "a.webm":
            assert video.metadata.get("alpha_mode") == "1"
        else:
            assert (video.codec_context.codec_tag, video.codec_context.pix_fmt) == ("ap4h", "yuva444p12le")


def test_a_preview_shows_squares_where_nothing_is(tmp_path, song):
    motion = Motion(np.zeros((30, 13, 2), np.float32))
    clear, preview = tmp_path / "a.webm", tmp_path / "shown.mp4"
    pipeline.draw(motion, lambda *_: _frames(30), clear, clip=Clip(song, seconds=1.0), preview=preview)
    with av.open(str(preview)) as container:
        pictures = [picture.to_ndarray()[: SIZE[1]] for picture in container.decode(container.streams.video[0])]
        assert len(pictures) == 30
        assert container.streams.audio[0].duration > 0
    around, disc = pictures[5][_disc(5) == 0], pictures[5][_disc(5) == 1]
    for luma in CHECKS:
        assert 0.35 < (np.abs(around.astype(int) - luma) < 5).mean() < 0.6
    red = frame_from_rgb(np.full((2, 2, 3), (200, 40, 40), np.uint8)).planes[0, 0]
    assert np.percentile(np.abs(disc.astype(int) - red), 98) < 6
    assert _decoded(clear, "libvpx-vp9")[5, ..., 3][_disc(5) == 0].max() < 14


def test_neither_file_appears_when_the_work_is_stopped(tmp_path):
    motion = Motion(np.zeros((12, 13, 2), np.float32))
    asked = iter([False] * 5 + [True])
    with pytest.raises(Cancelled):
        pipeline.draw(motion, lambda *_: _frames(12), tmp_path / "a.mov", preview=tmp_path / "b.mp4",
                      is_cancelled=lambda: next(asked))  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_wholly_opaque_is_wholly_opaque(tmp_path):
    full = Frame(plain_frame(SIZE, 120).planes, np.full((SIZE[1], SIZE[0]), 255, np.uint8))
    write([full] * 2, tmp_path / "a.mov")
    assert _decoded(tmp_path / "a.mov", "prores")[..., 3].min() == 255


@pytest.mark.parametrize("name", ["a.webm", "a.mov"])
def test_sound_is_where_it_is_in_the_music(tmp_path, sound_writer, click_samples, name):
    music = sound_writer(tmp_path / "clicks.wav", click_samples(3.0))
    write([plain_frame(SIZE, 60)] * 90, tmp_path / name, music=music)
    with av.open(str(tmp_path / name)) as container:
        stream = container.streams.audio[0]
        samples = np.zeros(4 * stream.rate)
        for frame in container.decode(stream):
            start = round(float(frame.pts * Fraction(frame.time_base)) * stream.rate)
            block = frame.to_ndarray().astype(float)
            block = block[0] if len(block) > 1 else block[0][::2]
            kept = block[max(-start, 0) :]
            samples[max(start, 0) : max(start, 0) + len(kept)] = kept
    for second in (1, 2):
        near = np.abs(samples[round((second - 0.2) * stream.rate) : round((second + 0.2) * stream.rate)])
        first = np.flatnonzero(near > 0.3 * near.max())[0] / stream.rate - 0.2
        assert abs(first) < 0.004


def test_an_mp4_cannot_be_transparent_and_it_is_said(tmp_path):
    with pytest.raises(OutputError, match="cannot be transparent"):
        write(_frames(2), tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError, match=r"has to end in \.mp4 or \.webm or \.mov"):
        write(_frames(2), tmp_path / "a.gif")


@pytest.mark.parametrize("renderer", [skeleton, avatar])
def test_over_any_colour_it_looks_as_if_drawn_there(waving, renderer):
    wall = frame_from_rgb(np.full((SIZE[1], SIZE[0], 3), WALL, np.uint8))
    short = type(waving)(waving.points[:40])
    clear = list(transparent(lambda back: renderer.frames(short, size=SIZE, background=back), SIZE))[-1]
    there = list(renderer.frames(short, size=SIZE, background=wall))[-1]
    assert 0.05 < (clear.alpha > 250).mean() < 0.6
    assert (clear.alpha == 0).mean() > 0.3
    shares = clear.alpha / 255, (clear.alpha / 255).reshape(SIZE[1] // 2, 2, SIZE[0] // 2, 2).mean((1, 3))
    for number, (own, drawn, behind) in enumerate(zip(clear.split(), there.split(), wall.split(), strict=True)):
        share = shares[min(number, 1)]
        off = np.abs(own * share + behind * (1 - share) - drawn)
        assert np.percentile(off, 99) <= (2 if number == 0 else 8)  # chroma's edges are blended by their own means
        assert off.mean() < 0.4
