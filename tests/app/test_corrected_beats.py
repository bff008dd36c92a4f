"""Corrected beats: they reach motion and video, belong to their music, and come back with settings."""

import json
from dataclasses import replace

import mido
import numpy as np
import pytest
from scipy.signal import find_peaks

from tests.app.component import DANUBE
from vc import pipeline
from vc.audio.rhythm.correct import double
from vc.cli import main
from vc.clip import Clip
from vc.errors import MusicError, VCError
from vc.hints import Hints
from vc.music import Mel, Rhythm
from vc.skeleton import Joint
from vc.web import beats, conducting
from vc.web.conducting import Corrections
from vc.web.jobs import Job
from vc.web.lately import HeardLately
from vc.web.settings import File, Settings, read

CALM = Settings(size="512", seconds=8)
pytestmark = pytest.mark.usefixtures("gradio_cache")


def _run(work):
    job = Job(work, None)
    job.run()
    return job.result


def _icti(motion):
    """Lowest points of the beating hand."""
    peaks, _ = find_peaks(motion.points[:, Joint.RIGHT_WRIST, 1], prominence=0.015)
    return len(peaks)


def test_twice_the_tempo_doubles_the_icti():
    beats_s = np.arange(0.5, 29.5, 60 / 64)
    rhythm = Rhythm(beats_s, np.arange(len(beats_s)) % 4, np.full(len(beats_s), 4), np.full(900, 0.5, np.float32), 30.0)
    mel = Mel(np.zeros((2700, 128), np.float32), 30.0)
    slow, quick = (pipeline.move(pipeline.Heard(mel, r)) for r in (rhythm, double(rhythm)))
    assert _icti(slow) == pytest.approx(len(beats_s), abs=4)
    assert _icti(quick) == pytest.approx(2 * _icti(slow), abs=6)


def test_conducting_follows_the_corrected_beats_and_its_settings_bring_them_back(song, edited_beats):
    quick = beats.change(edited_beats, {"do": "double"})
    results = _run(conducting.conduct(CALM, str(song), None, corrections=Corrections(quick), kinds=()))
    assert results.rhythm.beats_s == pytest.approx(quick.rhythm.beats_s)
    plain = _run(conducting.conduct(CALM, str(song), None, kinds=()))
    assert not np.allclose(results.take.motion.points, plain.take.motion.points)

    saved = read(conducting.settings_text(results).encode())
    recalled = beats.Recalled(saved.music.sha256, CALM, saved.by_hand["beats"])
    again = _run(conducting.conduct(CALM, str(song), None, corrections=Corrections(recalled), kinds=()))
    # Beats are saved to the millisecond; a quick hand is some millimetres elsewhere then.
    assert again.take.motion.points == pytest.approx(results.take.motion.points, abs=3e-3)
    assert "by_hand" not in json.loads(conducting.settings_text(plain))


def test_other_readings_and_doubt_are_of_the_found_beats_alone(edited_beats):
    found = json.loads(beats.beats_value(edited_beats))
    assert 1 <= len(found["others"]) <= 2
    for name, wish in found["others"]:
        read = beats.change(edited_beats, wish)
        assert read.rhythm is not edited_beats.found, name
        changed = json.loads(beats.beats_value(read))
        assert changed["others"] == changed["doubt"] == []
    unsure = replace(edited_beats, readings=replace(edited_beats.readings, sure=0 * edited_beats.readings.sure))
    doubt = json.loads(beats.beats_value(unsure))["doubt"]
    assert len(doubt) == len(edited_beats.readings.starts_s) - 1
    assert all(start < end and much == 1 for start, end, much in doubt)


def test_beats_belong_to_their_music_and_part(song, edited_beats):
    quick = beats.change(edited_beats, {"do": "double"})
    assert beats.corrected(quick, CALM.clip(song), CALM.hints) is quick.rhythm
    assert beats.corrected(quick, Clip(song, start_s=1, seconds=8), CALM.hints) is None
    assert beats.corrected(quick, CALM.clip(DANUBE), CALM.hints) is None
    assert beats.corrected(edited_beats, CALM.clip(song), CALM.hints) is None, "nothing was corrected"
    elsewhere = beats.Recalled(File.of(DANUBE).sha256, CALM, [])
    assert beats.corrected(elsewhere, CALM.clip(song), CALM.hints) is None


def test_the_command_line_takes_and_writes_beats(song, tmp_path, capsys):
    found, mine, out = tmp_path / "found.beats.tsv", tmp_path / "mine.beats.tsv", tmp_path / "out.mp4"
    part = ["--seconds", "4", "--size", "512", "--out", str(out)]
    assert main(["conduct", str(song), "--beats-out", str(found), *part]) == 0
    times = np.loadtxt(found)[:, 0]
    mine.write_text("".join(f"{time:.3f}\t{int(number % 3 == 0)}\n" for number, time in enumerate(times[::2])))
    assert main(["conduct", str(song), "--beats", str(mine), "--beats-out", str(found), *part]) == 0
    assert np.loadtxt(found) == pytest.approx(np.loadtxt(mine), abs=0.001)
    assert "about 50 beats a minute" in capsys.readouterr().out


def _scored(folder, starts_s, name="song.mid"):
    """The chords of `song`, a beat each, at 120 a minute where the recording has 100."""
    file, track = mido.MidiFile(ticks_per_beat=480), mido.MidiTrack()
    file.tracks.append(track)
    for number in range(len(starts_s)):
        chord = (57, 61, 64) if number % 4 == 0 else (62, 66)
        for pitch in chord:
            track.append(mido.Message("note_on", note=pitch, velocity=64, time=0))
        for place, pitch in enumerate(chord):
            track.append(mido.Message("note_off", note=pitch, time=480 * (place == 0)))
    file.save(folder / name)
    return folder / name


def test_a_score_and_labels_give_the_beats(tmp_path, edited_beats):
    starts_s = np.arange(0, 8, 0.6)
    followed, said = beats.from_sheet(edited_beats, str(_scored(tmp_path, starts_s)))
    assert "song.mid: 4 bars" in said
    np.testing.assert_allclose(followed.rhythm.beats_s[:13], starts_s[:13], atol=0.05)
    np.testing.assert_allclose(followed.rhythm.downbeats_s, starts_s[::4], atol=0.05)
    assert beats.change(followed, {"do": "undo"}).rhythm is edited_beats.rhythm

    labels = tmp_path / "mine.txt"
    labels.write_text("1.0\t1.0\t1\n2.0\t2.0\t2\n3.0\t3.0\t1\n")
    marked, said = beats.from_sheet(edited_beats, str(labels))
    assert marked.rhythm.beats_s.tolist() == [1, 2, 3]
    assert "mine.txt" in said
    (tmp_path / "prose.musicxml").write_text("Dear orchestra")
    with pytest.raises(VCError, match="cannot be read as a score"):
        beats.from_sheet(edited_beats, str(tmp_path / "prose.musicxml"))


def test_what_was_heard_is_remembered_within_bounds(song):
    ear = HeardLately(max_bytes=700_000)  # of which four seconds take 184 000
    first = ear.hear(Clip(song, seconds=4), Hints())
    assert ear.hear(Clip(song, seconds=4), Hints()) is first
    assert ear.hear(Clip(song, seconds=4), Hints(metre="5")) is not first
    for start_s in (0.5, 1, 1.5):
        ear.hear(Clip(song, start_s, seconds=4), Hints())
    assert ear.hear(Clip(song, seconds=4), Hints()) is not first


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (None, "there is not"),
        ([], "there is not"),
        ({"do": "__class__"}, "there is not"),
        ({"do": ["double"]}, "there is not"),
        ({"do": "metre", "metre": 5}, "2, 3, 4, 6"),
        ({"do": "metre", "metre": 2.5}, "whole number"),
        ({"do": "one", "beat": 10_000}, "no beat"),
        ({"do": "one", "beat": True}, "number"),
        ({"do": "delete"}, "number"),
        ({"do": "move", "beat": 1, "to": float("nan")}, "number"),
        ({"do": "move", "beat": 1, "to": 7.9}, "order"),
        ({"do": "move", "beat": 1, "to": 10**400}, "number"),
        ({"do": "add", "at": -1}, "outside"),
        ({"do": "offset", "seconds": 5}, "200 ms"),
        ({"do": "taps", "taps": "1234"}, "list"),
        ({"do": "taps", "taps": [1, 2, 3, {}]}, "numbers"),
        ({"do": "taps", "taps": list(range(10**5))}, "room for"),
        ({"do": "undo"}, "nothing to take back"),
    ],
)  # fmt: skip
def test_a_bad_wish_about_beats_is_refused_in_words(edited_beats, wish, message):
    with pytest.raises(MusicError, match=message):
        beats.change(edited_beats, wish)


@pytest.mark.parametrize(
    "sent", ["x", [1, 2], [[1, 0]], [[1, 0, 4], [1, 1, 4]], [["a", 0, 4]], [[float("inf"), 0, 4]], [[1, 9, 4]]]
)
def test_beats_in_settings_are_looked_at_before_they_are_used(song, sent):
    recalled = beats.Recalled(File.of(song).sha256, CALM, sent)
    with pytest.raises(MusicError):
        beats.corrected(recalled, CALM.clip(song), CALM.hints)
