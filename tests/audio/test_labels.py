"""Beats in files that are no tables."""

import mido
import numpy as np
import pytest

from vc.audio.rhythm.annotation import annotated
from vc.audio.rhythm.labels import read_labels
from vc.errors import ScoreError
from vc.music import Rhythm


def test_the_points_of_a_sonic_visualiser_layer_are_beats(tmp_path):
    labels = [(0.5, "1.1"), (2.0, "2.1"), (1.0, "1.2"), (1.5, "1.3"), (2.5, "2.2")]
    points = "".join(f'<point frame="{round(44_100 * at)}" label="{label}"/>' for at, label in labels)
    (tmp_path / "layer.svl").write_text(
        '<?xml version="1.0"?><!DOCTYPE sonic-visualiser><sv><data><model id="1" sampleRate="44100" type="sparse"/>'
        f'<dataset id="0">{points}</dataset></data></sv>'
    )
    seconds, is_downbeat = read_labels(tmp_path / "layer.svl")
    np.testing.assert_allclose(seconds, [0.5, 1.0, 1.5, 2.0, 2.5], atol=1e-4)
    assert is_downbeat.tolist() == [True, False, False, True, False]


@pytest.fixture
def tempo_map(tmp_path):
    """Three quarters, the third at half the tempo, then six eighths."""
    file, track = mido.MidiFile(ticks_per_beat=480), mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("time_signature", numerator=3, denominator=4, time=0))
    track.append(mido.MetaMessage("set_tempo", tempo=500_000, time=0))
    track.append(mido.MetaMessage("set_tempo", tempo=1_000_000, time=2 * 480))
    track.append(mido.MetaMessage("time_signature", numerator=6, denominator=8, time=480))
    track.append(mido.MetaMessage("end_of_track", time=3 * 480))
    file.save(tmp_path / "map.mid")
    return tmp_path / "map.mid"


def test_a_midi_file_s_tempo_map_and_metres_are_beats(tempo_map):
    seconds, is_downbeat = read_labels(tempo_map)
    np.testing.assert_allclose(seconds, [0.0, 0.5, 1.0, 2.0, 3.5])  # 6/8 has two dotted beats
    assert is_downbeat.tolist() == [True, False, False, True, False]


def test_they_become_the_rhythm_of_a_part_of_the_music(tempo_map):
    nothing = np.zeros(0, int)
    part = annotated(Rhythm(np.zeros(0), nothing, nothing, np.zeros(90, np.float32), 3.0), tempo_map, start_s=0.75)
    np.testing.assert_allclose(part.beats_s, [0.25, 1.25, 2.75])
    assert part.bar_positions.tolist() == [2, 0, 1]
    assert part.beats_per_bar.tolist() == [3, 3, 3]  # the last bar has the metre of the one before


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("score.svl", b"<score-partwise/>", "no layer of Sonic Visualiser"),
        ("rate.svl", b"<sv><model/><point frame='3'/></sv>", "no sample rate"),
        ("bare.svl", b"<sv><model sampleRate='44100'/></sv>", "without points"),
        ("bomb.svl", b'<!DOCTYPE sv [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sv>&b;</sv>', "declares XML entities"),
        ("noise.mid", b"MThd\x00\x00\x00\x06nonsense", "it is no MIDI file"),
    ],
)
def test_what_holds_no_beats_is_refused_by_name(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ScoreError, match=why) as caught:
        read_labels(tmp_path / name)
    assert name in str(caught.value)
