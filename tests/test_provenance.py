"""Every video and picture says to machines, in IPTC's words, that a program made it."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from vc.frame import plain_frame
from vc.provenance import SOURCE_TYPE, TAG, read_xmp
from vc.render.mark import marked
from vc.video import LABEL, write

RESULTS = Path(__file__).resolve().parents[1] / "examples" / "results"
NAME = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"


def _source_type(packet):
    """As a reader of XMP finds it."""
    (node,) = ElementTree.fromstring(packet).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    assert LABEL in "".join(node.itertext())
    return node.get(NAME)


@pytest.fixture
def frames():
    return [plain_frame((64, 64), luma) for luma in (40, 120, 200)]


@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_mp4_and_mov_have_the_packet_in_its_box_and_still_play(frames, tmp_path, suffix):
    path = write(frames, tmp_path / f"made{suffix}")
    assert _source_type(read_xmp(path)) == SOURCE_TYPE
    with av.open(str(path)) as video:
        assert sum(1 for _ in video.decode(video=0)) == 3
        assert video.metadata["comment"] == LABEL


def test_webm_has_it_as_a_tag(frames, tmp_path):
    with av.open(str(write(frames, tmp_path / "made.webm"))) as video:
        assert _source_type(video.metadata[TAG]) == SOURCE_TYPE
        assert sum(1 for _ in video.decode(video=0)) == 3


def test_what_was_filmed_does_not_say_that_it_is_synthetic(frames, tmp_path):
    path = write(frames, tmp_path / "cut.mp4", label="A part of a video.", synthetic=False)
    assert read_xmp(path) is None


def test_the_examples_say_it_too():
    films, posters = sorted(RESULTS.glob("*/*.mp4")), sorted(RESULTS.glob("*/poster.jpg"))
    assert len(films) == 6
    assert len(posters) == 3
    assert {_source_type(read_xmp(film)) for film in films} == {SOURCE_TYPE}
    for poster in posters:
        with Image.open(poster) as picture:
            assert _source_type(picture.info["xmp"]) == SOURCE_TYPE


def test_a_host_s_mark_is_in_the_corner_and_nowhere_else():
    big = [plain_frame((640, 360), 60)]
    (shown,) = marked(big)
    before, after = big[0].split()[0].astype(int), shown.split()[0].astype(int)
    changed = np.argwhere(before != after)
    assert changed[:, 0].min() > 320
    assert changed[:, 1].min() > 500
    assert after.max() > 200, "the letters are bright"
    assert before.max() == 60
    (clear,) = marked([replace(big[0], alpha=np.zeros((360, 640), np.uint8))])
    assert clear.alpha[-1, -1] == 255
    assert clear.alpha[0, 0] == 0


def test_a_damaged_file_has_no_packet(tmp_path):
    (tmp_path / "odd.mp4").write_bytes(b"\0\0\0\x04uuidrest")
    assert read_xmp(tmp_path / "odd.mp4") is None
