import io
import zipfile

import mido
import numpy as np
import pytest

from vc.audio.score import read_score
from vc.errors import ScoreError
from vc.metre import notated_beats

HEAD = '<?xml version="1.0"?><!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0//EN" "partwise.dtd">'
CONTAINER = '<container><rootfiles><rootfile full-path="inner/piece.xml"/></rootfiles></container>'


def note(step, duration, *, octave=4, inside="", chord=False, ties=()):
    tied = "".join(f'<tie type="{kind}"/>' for kind in ties)
    return (f"<note>{'<chord/>' if chord else ''}<pitch><step>{step}</step><octave>{octave}</octave></pitch>"
            f"<duration>{duration}</duration>{tied}{inside}</note>")  # fmt: skip


def partwise(*measures, more=""):
    bars = "".join(f"<measure>{measure}</measure>" for measure in measures)
    return f"{HEAD}<score-partwise><part id='P1'>{bars}</part>{more}</score-partwise>"


def attributes(beats=4, unit=4, inside=""):
    return (f"<attributes><divisions>2</divisions><time><beats>{beats}</beats><beat-type>{unit}</beat-type></time>"
            f"{inside}</attributes>")  # fmt: skip


FOUR = "".join(note(step, 2) for step in "CDEF")


def read(tmp_path, text, name="piece.musicxml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_score(path)


def test_notes_chords_voices_and_ties_have_their_places(tmp_path):
    bar = (attributes() + note("C", 4) + note("E", 4, chord=True) + note("G", 4, ties=("start",))
           + "<backup><duration>8</duration></backup><forward><duration>2</duration></forward>"
           + note("C", 6, octave=3))  # fmt: skip
    score = read(tmp_path, partwise(bar, note("G", 2, ties=("stop",)) + note("A", 6)))
    rows = list(zip(score.notes.start_q, score.notes.end_q, score.notes.pitch, strict=True))
    assert rows == [(0, 2, 60), (0, 2, 64), (1, 4, 48), (2, 5, 67), (5, 8, 69)]
    assert score.end_q == 8


def test_a_transposing_instrument_sounds_as_it_sounds(tmp_path):
    clarinet = "<transpose><chromatic>-2</chromatic><octave-change>-1</octave-change></transpose>"
    assert read(tmp_path, partwise(attributes(inside=clarinet) + FOUR)).notes.pitch[0] == 60 - 14


@pytest.mark.parametrize(
    ("beats", "unit", "expected"),
    [(2, 2, [0, 2]), (3, 8, [0, 0.5, 1]), (6, 8, [0, 1.5]), (9, 8, [0, 1.5, 3]), (12, 16, [0, 0.75, 1.5, 2.25]),
     (5, 4, [0, 1, 2, 3, 4]), ("3+2", 8, [0, 0.5, 1, 1.5, 2])],
)  # fmt: skip
def test_metres_are_counted_as_they_are_notated(tmp_path, beats, unit, expected):
    quarters = (sum(map(int, str(beats).split("+")))) * 4 / unit
    score = read(tmp_path, partwise(attributes(beats, unit) + note("C", 2 * quarters)))
    counted = notated_beats(score.bars)
    np.testing.assert_allclose(counted.place_q, expected)
    assert counted.position.tolist() == list(range(len(expected)))


def test_a_pickup_counts_up_to_its_bar_and_a_divided_bar_is_one(tmp_path):
    half = note("C", 4)
    score = read(tmp_path, partwise(attributes() + note("G", 2), FOUR, half, half, FOUR))
    counted = notated_beats(score.bars)
    assert counted.position.tolist() == [3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]
    np.testing.assert_allclose(counted.place_q, np.arange(13))


def test_repeats_endings_and_da_capo_are_jumps(tmp_path):
    def bar(start="", end=""):
        return f"<barline location='left'>{start}</barline>{FOUR}<barline location='right'>{end}</barline>"

    first = bar('<ending number="1" type="start"/>', '<ending number="1" type="stop"/><repeat direction="backward"/>')
    second = bar('<ending number="2" type="start"/>')
    last = FOUR + '<sound dacapo="yes"/>'
    score = read(tmp_path, partwise(attributes() + FOUR, bar('<repeat direction="forward"/>'), first, second, last))
    assert score.jumps == ((8, 12), (12, 4), (20, 0))


def test_tempi_and_marks_are_kept_with_their_places(tmp_path):
    direction = ("<direction><direction-type><words>Allegro con brio</words></direction-type><direction-type>"
                 "<metronome><beat-unit>half</beat-unit><per-minute>60</per-minute></metronome></direction-type></direction>"
                 "<direction><direction-type><dynamics><ff/></dynamics></direction-type></direction>")  # fmt: skip
    held = note("G", 8, inside="<notations><fermata/></notations>")
    tutti = f"<part id='P2'>{'<measure><note><rest/><duration>8</duration></note></measure>' * 5}"
    tutti = tutti.replace("<measure>", "<measure>" + attributes(), 1) + f"<measure>{FOUR}</measure></part>"
    score = read(tmp_path, partwise(attributes() + direction + FOUR, held, *[FOUR] * 4, more=tutti))
    assert score.tempi == ((0.0, 120.0),)
    assert {(mark.place_q, mark.kind, mark.text) for mark in score.marks} == {
        (0.0, "tempo", "Allegro con brio"), (0.0, "dynamics", "ff"), (4.0, "fermata", ""), (20.0, "entry", "part 2"),
    }  # fmt: skip


def test_an_entry_has_the_printed_name_of_its_part(tmp_path):
    names = (
        "<part-list>"
        + "".join(
            f"<score-part id='P{n}'><part-name>{name}</part-name></score-part>"
            for n, name in ((1, "Violin"), (2, "Cor I"))
        )
        + "</part-list>"
    )
    late = f"<part id='P2'>{'<measure><note><rest/><duration>8</duration></note></measure>' * 5}"
    late = late.replace("<measure>", "<measure>" + attributes(), 1) + f"<measure>{FOUR}</measure></part>"
    written = partwise(attributes() + FOUR, *[FOUR] * 5, more=late).replace("<part id", names + "<part id", 1)
    assert [mark.text for mark in read(tmp_path, written).marks if mark.kind == "entry"] == ["Cor I"]


def test_timewise_and_packed_files_are_the_same_score(tmp_path):
    plain = read(tmp_path, partwise(attributes() + FOUR, FOUR))
    timewise = (f"{HEAD}<score-timewise><measure><part id='P1'>{attributes()}{FOUR}</part></measure>"
                f"<measure><part id='P1'>{FOUR}</part></measure></score-timewise>")  # fmt: skip
    packed = _zip({"META-INF/container.xml": CONTAINER, "other.xml": "<no/>",
                   "inner/piece.xml": partwise(attributes() + FOUR, FOUR)})  # fmt: skip
    for other in (read(tmp_path, timewise), read(tmp_path, packed, "piece.mxl")):
        np.testing.assert_array_equal(other.notes.start_q, plain.notes.start_q)
        assert other.bars == plain.bars


def _zip(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("prose.xml", b"no score at all", "it is no XML"),
        ("page.xml", b"<html/>", "no MusicXML: it begins with <html>"),
        ("mute.xml", partwise(attributes()).encode(), "it holds no notes"),
        ("free.xml", partwise(FOUR).encode(), "it has no metre"),
        ("odd.xml", partwise(attributes(4, 3) + FOUR).encode(), "a metre that nobody conducts: 4/3"),
        ("laughs.xml", b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><score-partwise>&b;</score-partwise>',
         "declares XML entities"),
        ("secret.xml", b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><score-partwise>&a;</score-partwise>',
         "declares XML entities"),
        ("hollow.mxl", _zip({"META-INF/container.xml": CONTAINER, "inner/piece.xml": ""}), "piece.xml is empty"),
        ("bomb.mxl", _zip({"META-INF/container.xml": CONTAINER, "inner/piece.xml": b" " * (70 << 20)}),
         "unpacks to more than 64 MB"),
        ("parcel.mxl", _zip({"readme.txt": "hello"}), "an archive without a score"),
        ("torn.mxl", _zip({"piece.xml": "x" * 999})[:60], "it is no .mxl archive"),
        ("empty.mid", b"", "it is empty"),
        ("noise.mid", b"MThd\x00\x00\x00\x06nonsense", "it is no MIDI file"),
        ("song.pdf", b"%PDF", "no score that can be read"),
    ],
)  # fmt: skip
def test_what_is_no_score_is_refused_by_name(tmp_path, name, data, why):
    with pytest.raises(ScoreError, match=why) as caught:
        read(tmp_path, data, name)
    assert name in str(caught.value)


def test_a_midi_score_has_its_pickup_bars_and_tempi(tmp_path):
    file = mido.MidiFile(ticks_per_beat=480)
    track = mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("time_signature", numerator=1, denominator=4, time=0))
    track.append(mido.MetaMessage("set_tempo", tempo=600_000, time=0))
    track.append(mido.Message("note_on", note=67, velocity=64, time=0))
    track.append(mido.Message("note_off", note=67, time=480))
    track.append(mido.MetaMessage("time_signature", numerator=3, denominator=4, time=0))
    track.append(mido.Message("note_on", note=60, velocity=64, time=0))
    track.append(mido.Message("note_on", channel=9, note=35, velocity=64, time=0))  # a drum is no tone
    track.append(mido.Message("note_off", note=60, time=6 * 480))
    file.save(tmp_path / "waltz.mid")
    score = read_score(tmp_path / "waltz.mid")
    assert list(zip(score.notes.start_q, score.notes.end_q, score.notes.pitch, strict=True)) == [(0, 1, 67), (1, 7, 60)]
    assert notated_beats(score.bars).position.tolist() == [2, 0, 1, 2, 0, 1, 2]
    assert score.tempi == ((0.0, 100.0),)
