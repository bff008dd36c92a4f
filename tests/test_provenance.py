"""Every video and picture says to machines, in IPTC's words, that a program made it."""

import base64
import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import av
import gradio as gr
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from vc.evaluate.sheet import Moment, write_sheet
from vc.frame import plain_frame
from vc.motion.plot import plot_wrists, save_beats_plot
from vc.music import Mel, Rhythm
from vc.provenance import DATA_TYPE, DIAGRAM, SHEET, SOURCE_TYPE, TAG, read_xmp, save_figure
from vc.render.mark import marked
from vc.video import LABEL, write

RESULTS = Path(__file__).resolve().parents[1] / "examples" / "results"
NAME = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"


def _source_type(packet, words=LABEL):
    """As a reader of XMP finds it."""
    (node,) = ElementTree.fromstring(packet).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    assert words in "".join(node.itertext())
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


def _rhythm():
    beats = np.arange(0.5, 3.5, 0.5)
    return Rhythm(beats, np.arange(6) % 3, np.full(6, 3), np.full(120, 0.5, np.float32), 4.0)


def _of_picture(path, words):
    with Image.open(path) as picture:
        return _source_type(picture.info["xmp"], words)


def test_the_picture_of_beats_and_the_plot_of_the_page_say_that_they_are_diagrams(tmp_path, waving):
    mel = Mel(np.zeros((360, 128), np.float32), 4.0)
    assert _of_picture(save_beats_plot(tmp_path / "beats.png", _rhythm(), mel), DIAGRAM) == DATA_TYPE
    component = gr.Plot(format="webp", render=False)
    shown = component.postprocess(plot_wrists(waving, _rhythm()))
    content = base64.b64decode(shown.plot.partition(",")[2])
    assert _of_picture(io.BytesIO(content), DIAGRAM) == DATA_TYPE


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_other_forms_of_diagrams_say_it_in_words(tmp_path, form):
    save_figure(Figure(figsize=(1, 1)), tmp_path / "out", form)
    assert DATA_TYPE.encode() in (tmp_path / "out").read_bytes().replace(b"\\", b"")


def test_a_contact_sheet_says_that_a_program_made_its_pictures(tmp_path):
    tile = np.zeros((8, 8, 3), np.uint8)
    assert _of_picture(write_sheet([Moment(tile, {"ours": tile})], tmp_path / "sheet.png"), SHEET) == SOURCE_TYPE


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
