"""A hand-written score, and files that are none."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from vc.data.simulator.musicxml import level_knots, list_scores, mark_anacruses, read_musicxml
from vc.data.simulator.score import beat_grid
from vc.errors import DatasetError
from vc.metre import Bar


def note(step: str, octave: int, duration: int, *, tie: str = "", notations: str = "") -> str:
    ties = f'<tie type="{tie}"/>' if tie else ""
    tied = f'<tied type="{tie}"/>' if tie else ""
    return (
        f"<note><pitch><step>{step}</step><octave>{octave}</octave></pitch><duration>{duration}</duration>{ties}"
        f"<voice>1</voice><notations>{tied}{notations}</notations></note>"
    )


def mark(content: str, sound: str = "") -> str:
    return f"<direction><direction-type>{content}</direction-type>{sound}</direction>"


FIRST = "<attributes><divisions>2</divisions><time><beats>3</beats><beat-type>4</beat-type></time></attributes>"
MEASURES = [
    FIRST + mark("<words>Allegro</words>", '<sound tempo="90"/>') + mark("<dynamics><p/></dynamics>") + note("G", 4, 2),
    note("C", 5, 4) + note("D", 5, 2, tie="start"),
    mark("<dynamics><f/></dynamics>")
    + note("D", 5, 2, tie="stop") + note("E", 5, 2, notations="<articulations><staccato/></articulations>")
    + note("F", 5, 2),
    note("C", 5, 6, notations='<fermata type="upright"/>'),
]  # fmt: skip


def document(measures: list[str]) -> str:
    body = "".join(
        f'<measure number="{i}"{" implicit=" + chr(34) + "yes" + chr(34) if i == 0 else ""}>{content}</measure>'
        for i, content in enumerate(measures)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><score-partwise version="3.1"><part-list><score-part id="P1">'
        f'<part-name>Violin</part-name></score-part></part-list><part id="P1">{body}</part></score-partwise>'
    )


@pytest.fixture
def minuet(tmp_path: Path) -> Path:
    path = tmp_path / "minuet.musicxml"
    path.write_text(document(MEASURES))
    return path


def test_ties_are_one_note_and_the_pickup_counts(minuet: Path) -> None:
    score = read_musicxml(minuet)
    assert [(n.pitch, n.start_q, n.length_q) for n in score.notes] == [
        (67, 0.0, 1.0), (72, 1.0, 2.0), (74, 3.0, 2.0), (76, 5.0, 1.0), (77, 6.0, 1.0), (72, 7.0, 3.0)
    ]  # fmt: skip
    grid = beat_grid(score)
    assert list(grid.position) == [2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
    np.testing.assert_allclose(grid.place_q, np.arange(10))


def test_tempo_dynamics_articulation_and_fermata_are_read(minuet: Path) -> None:
    score = read_musicxml(minuet)
    assert score.tempi[0] == (0.0, pytest.approx(90, abs=0.01))
    assert np.interp([0.5, 4.5], *np.array(score.voices[0].dynamics).T) == pytest.approx([0.30, 0.72])
    assert [n.articulation for n in score.notes] == ["", "", "", "staccato", "", ""]
    assert [hold.at_q for hold in score.holds] == [10.0]
    assert score.voices[0].program == 40


def test_a_compressed_score_is_the_same(minuet: Path, tmp_path: Path) -> None:
    packed = tmp_path / "minuet.mxl"
    container = '<container><rootfiles><rootfile full-path="minuet.musicxml"/></rootfiles></container>'
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.write(minuet, "minuet.musicxml")
    assert read_musicxml(packed).notes == read_musicxml(minuet).notes


@pytest.mark.parametrize("content", ["", "no score", "<a/>", document([FIRST])])
def test_a_file_without_music_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.musicxml"
    path.write_text(content)
    with pytest.raises(DatasetError, match=r"broken\.musicxml"):
        read_musicxml(path)


def test_a_folder_without_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no"):
        list_scores(tmp_path)
    with pytest.raises(DatasetError, match="is no folder"):
        list_scores(tmp_path / "absent")


def test_a_bar_that_a_repeat_divides_is_counted_through() -> None:
    lengths = [1.0, 3.0, 2.0, 1.0, 3.0, 2.0]  # pickup, bar, bar in two halves, bar, last bar without the pickup's beat
    starts = np.cumsum([0.0, *lengths[:-1]])
    bars = mark_anacruses([Bar(start, length, 3, 4) for start, length in zip(starts, lengths, strict=True)])
    assert [bar.anacrusis for bar in bars] == [True, False, False, True, False, False]


def test_a_crescendo_leads_to_the_next_mark() -> None:
    places, levels = np.array(level_knots({0.0: 0.3, 8.0: 0.72}, [(4.0, 8.0, 1)])).T
    assert np.interp([2, 4, 6, 9], places, levels) == pytest.approx([0.3, 0.3, 0.51, 0.72], abs=0.01)


def test_a_diminuendo_without_a_goal_falls_a_little() -> None:
    places, levels = np.array(level_knots({0.0: 0.5}, [(4.0, 8.0, -1)])).T
    assert 0.2 < np.interp(9, places, levels) < 0.45
