"""Preview and beat editor: what they do for a visitor with a mouse, a finger, or the keyboard alone."""

import json
import re
from dataclasses import replace

import mido
import numpy as np
import pytest
from playwright.sync_api import expect
from scipy.signal import find_peaks

from tests.app.component import CLEAR, DANUBE, Component, fits_a_phone, grave_faults
from vc import pipeline
from vc.audio.rhythm.correct import double
from vc.cli import main
from vc.clip import Clip
from vc.errors import MusicError, VCError
from vc.hints import Hints
from vc.motion.export import Take
from vc.music import Mel, Rhythm
from vc.skeleton import Joint
from vc.web import beats, conducting
from vc.web.conducting import Corrections
from vc.web.jobs import Job
from vc.web.lately import HeardLately
from vc.web.preview import STEPS, Shown, packed, preview_value
from vc.web.settings import File, Settings, read

CALM = Settings(size="512", seconds=8)

pytestmark = pytest.mark.usefixtures("gradio_cache")


@pytest.fixture(scope="module")
def edited_beats(song):
    return beats.edit_beats(CALM.clip(song), CALM.hints)


def _run(work):
    job = Job(work, None)
    job.run()
    return job.result


# ---- corrections reach the motion and the video


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
    assert again.take.motion.points == pytest.approx(results.take.motion.points, abs=1e-3)
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


# ---- what strangers may send


HUGE = 10**400


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
        ({"do": "move", "beat": 1, "to": HUGE}, "number"),
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


# ---- the pieces


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


def test_the_preview_gets_the_very_motion(edited_beats, waving):
    head, _, body = packed(waving, edited_beats.found).partition(b"\n")
    head = json.loads(head)
    assert head["poses"] == len(waving)
    assert [beat[0] for beat in head["beats"]] == pytest.approx(edited_beats.found.beats_s, abs=0.001)
    points = np.frombuffer(body, "<i2").reshape(-1, 13, 2) / STEPS
    assert points == pytest.approx(waving.points, abs=1 / STEPS)


def test_only_takes_of_the_same_music_stand_side_by_side(edited_beats, waving, song):
    one = Shown("one", Take(waving, clip=Clip(song)), edited_beats.found)
    both = json.loads(preview_value([one, replace(one, title="two")]))
    assert [take["title"] for take in both["takes"]] == ["one", "two"]
    with pytest.raises(VCError, match="same part"):
        preview_value([one, replace(one, take=replace(one.take, clip=Clip(song, start_s=3)))])
    with pytest.raises(VCError, match="not 3"):
        preview_value([one] * 3)


def test_what_was_heard_is_remembered_within_bounds(song):
    ear = HeardLately(max_bytes=700_000)  # of which four seconds take 184 000
    first = ear.hear(Clip(song, seconds=4), Hints())
    assert ear.hear(Clip(song, seconds=4), Hints()) is first
    assert ear.hear(Clip(song, seconds=4), Hints(metre="5")) is not first
    for start_s in (0.5, 1, 1.5):
        ear.hear(Clip(song, start_s, seconds=4), Hints())
    assert ear.hear(Clip(song, seconds=4), Hints()) is not first


# ---- in a browser


@pytest.fixture(scope="module")
def page(touch_page, song):
    """With music chosen."""
    touch_page.set_input_files("#music input[type=file]", str(song))
    expect(touch_page.locator("#music")).to_contain_text("0:08", timeout=30_000)
    return touch_page


def _rehearse(page):
    """Until the drawn conductor plays in place of the stage, which this browser cannot show."""
    page.get_by_role("tab", name="Beats").click()
    page.click("#quick")
    expect(page.get_by_role("tab", name="Skeleton")).to_have_attribute("aria-selected", "true", timeout=120_000)


@pytest.fixture(scope="module")
def preview(page):
    _rehearse(page)
    preview = Component(page, "#preview .vc-preview")
    preview.wait("root?.shown?.frames > 0")
    return preview


@pytest.fixture
def quiet(preview):
    """The preview in sight, paused at its beginning."""
    preview.page.get_by_role("tab", name="Skeleton").click()
    preview.ask("sound.player.pause()")
    preview.ask("sound.player.seek(0)")
    preview.wait("!root.sound.player.playing && root.shown.time === 0")
    preview.find("canvas").first.scroll_into_view_if_needed()
    return preview


def test_the_preview_plays_without_a_video_and_its_beats_flash(quiet):
    picture = "querySelector('canvas').toDataURL()"
    still = quiet.ask(picture)
    quiet.find(".play").click()
    quiet.wait("root.shown.time > 2 && root.shown.beat")
    assert quiet.ask("shown.frames") > 5
    assert quiet.ask(picture) != still
    assert abs(quiet.ask("shown.lag")) < 0.13, "the figure is where the sound is"
    quiet.wait("root.querySelectorAll('.lights .on').length === 1 && root.querySelectorAll('.lights i').length === 4")
    expect(quiet.page.locator("#skeleton-video video")).to_have_count(0)


def test_the_preview_is_played_and_sought_by_keys(quiet):
    quiet.find("input[type=range]").focus()
    quiet.page.keyboard.press("ArrowRight")
    quiet.wait("Math.abs(root.shown.time - 5) < 0.01")
    quiet.page.keyboard.press("ArrowLeft")
    quiet.wait("root.shown.time === 0")
    quiet.page.keyboard.press(" ")
    quiet.wait("root.sound.player.playing")
    quiet.page.keyboard.press(" ")
    quiet.wait("!root.sound.player.playing")
    quiet.page.keyboard.press("End")
    quiet.wait("Math.abs(root.shown.time - 8) < 0.1")


def test_the_preview_is_sought_by_mouse_and_finger(quiet):
    bar = quiet.find("input[type=range]").bounding_box()
    middle = bar["y"] + bar["height"] / 2
    quiet.page.mouse.click(bar["x"] + bar["width"] / 2, middle)
    quiet.wait("Math.abs(root.shown.time - 4) < 0.3")
    quiet.touch((bar["x"] + bar["width"] / 2, middle), (bar["x"] + 0.75 * bar["width"], middle))
    quiet.wait("Math.abs(root.shown.time - 6) < 0.3")


@pytest.fixture
def editor(page):
    """The beat editor, showing the beats as they were found."""
    page.get_by_role("tab", name="Beats").click()
    editor = Component(page, "#beats .vc-beats")
    editor.wait("root?.shown?.beats.length > 0")
    editor.ask("sound.player.pause()")
    if editor.ask("shown.value.corrected"):
        editor.settled(lambda: editor.find("[data-do=found]").click())
    editor.find(".wave").scroll_into_view_if_needed()
    return editor


def _handle(editor, index):
    """Where a beat's handle is on the screen."""
    box = editor.find(".wave").bounding_box()
    at, start, span = (editor.ask(f"shown.{name}") for name in (f"beats[{index}][0]", "from", "span"))
    return box["x"] + (at - start) / span * box["width"], box["y"] + box["height"] - 12


def _seconds_a_px(editor):
    return editor.ask("shown.span") / editor.find(".wave").bounding_box()["width"]


def _second(editor, index):
    return editor.ask(f"shown.beats[{index}][0]")


def test_the_beats_of_the_music_are_shown(editor):
    assert editor.ask("shown.value.bpm") == pytest.approx(100, abs=1)
    expect(editor.find(".tempo")).to_have_text(re.compile(r"100(\.\d)? bpm|99\.\d bpm"))
    expect(editor.find(".wave")).to_have_attribute("aria-label", re.compile(r"Waveform with 1[2-4] beats"))


def test_a_file_of_beats_is_dropped_under_the_waveform(editor, page, tmp_path):
    labels = tmp_path / "mine.txt"
    labels.write_text("1.0\t1.0\t1\n2.5\t2.5\t2\n4.0\t4.0\t1\n")
    editor.settled(lambda: page.locator("#beats-sheet input[type=file]").set_input_files(labels))
    assert editor.ask("shown.beats.map(beat => beat[0])") == [1, 2.5, 4]
    expect(editor.find(".notice")).to_contain_text("mine.txt")
    editor.settled(lambda: editor.find("[data-do=undo]").click())
    assert editor.ask("shown.beats.length") > 10


def test_tempo_metre_and_one_are_set_right_and_taken_back(editor):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.find("[data-do=double]").click())
    assert editor.ask("shown.value.bpm") == pytest.approx(200, abs=2)
    editor.settled(lambda: editor.find("[data-do=halve]").click())
    assert editor.ask("shown.beats.length") == count
    editor.settled(lambda: editor.find("select").select_option("3"))
    assert editor.ask("shown.beats.map(beat => beat[2])") == [3] * count
    editor.find(".wave").focus()
    editor.page.keyboard.press("Home")
    editor.page.keyboard.press("ArrowRight")
    editor.settled(lambda: editor.page.keyboard.press("Enter"))
    assert editor.ask("shown.beats[1][1]") == 0
    for _ in range(4):
        editor.settled(lambda: editor.find("[data-do=undo]").click())
    expect(editor.notice).to_contain_text("as they were found")
    expect(editor.find("[data-do=undo]")).to_be_disabled()


def test_a_beat_is_dragged_with_the_mouse_between_its_neighbours(editor):
    was = _second(editor, 3)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.drag((x, y), (x + 8, y)))
    assert _second(editor, 3) == pytest.approx(was + 8 * _seconds_a_px(editor), abs=0.01)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.drag((x, y), (x + 500, y)))
    assert _second(editor, 3) == pytest.approx(_second(editor, 4) - 0.151, abs=0.002)
    expect(editor.notice).to_contain_text("The next rehearsal or video uses them")


def test_a_beat_is_dragged_with_a_finger(editor):
    was = _second(editor, 3)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.touch((x, y), (x + 12, y)))
    assert _second(editor, 3) > was + 0.02


def test_beats_are_moved_added_and_deleted_by_keys(editor):
    editor.find(".wave").focus()
    editor.page.keyboard.press("Home")
    was = _second(editor, 0)
    editor.settled(lambda: editor.page.keyboard.press("Shift+ArrowRight"))
    assert _second(editor, 0) == pytest.approx(was + 0.01, abs=0.002)
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.page.keyboard.press("Delete"))
    assert editor.ask("shown.beats.length") == count - 1
    editor.ask(f"sound.player.seek({was + 0.2})")
    editor.wait(f"Math.abs(root.sound.player.time - {was + 0.2}) < 0.01")
    editor.settled(lambda: editor.page.keyboard.press("a"))
    assert editor.ask("shown.beats.length") == count
    expect(editor.find(".spoken")).to_have_text(re.compile(r"Beat \d of bar \d, at .* seconds"))


def test_all_beats_are_moved_by_the_slider(editor):
    was = _second(editor, 2)
    slider = editor.find("input[type=range]")
    slider.focus()
    editor.settled(lambda: editor.page.keyboard.press("ArrowRight"))
    assert _second(editor, 2) == pytest.approx(was + 0.005, abs=0.0011)
    expect(slider).to_have_value("0")


def test_taps_with_the_space_bar_make_the_beats(editor):
    editor.ask("sound.player.seek(0)")
    editor.find("[data-do=tap]").click()
    for second in np.arange(0.6, 6, 1.2):  # every other beat of the music at 100 a minute
        editor.wait(f"root.sound.player.playing && root.sound.player.time >= {second}")
        editor.page.keyboard.press(" ")
    assert editor.ask("shown.taps.length") == 5
    editor.settled(lambda: editor.find("[data-do=done]").click())
    assert editor.ask("shown.value.bpm") == pytest.approx(50, abs=2)
    expect(editor.find("[data-do=now]")).to_be_hidden()


def test_what_a_page_should_not_send_is_answered_in_words(editor):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.ask("ask({do: 'move', beat: 2, to: 1e300})"))
    expect(editor.notice).to_have_text(re.compile("has to be a number"))
    expect(editor.notice).to_have_attribute("role", "alert")
    assert editor.ask("shown.beats.length") == count


def test_axe_finds_nothing_serious_in_the_beat_editor(editor, axe):
    editor.find("[data-do=tap]").click()
    found = grave_faults(editor.page, axe, "#beats")
    editor.find("[data-do=cancel]").click()
    assert found == set()


def test_on_a_phone_the_beat_editor_does_not_run_off_the_side(editor):
    assert fits_a_phone(editor)


def test_the_preview_conducts_the_corrected_beats_until_the_music_changes(editor, preview):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.find("[data-do=double]").click())
    _rehearse(editor.page)
    preview.wait(f"root.shown.takes[0].poses.beats.length > {1.8 * count}")
    editor.page.locator("#music").locator(CLEAR).first.click()
    editor.page.set_input_files("#music input[type=file]", str(DANUBE))
    expect(editor.page.locator("#music")).to_contain_text("0:38", timeout=30_000)
    editor.page.get_by_role("tab", name="Beats").click()
    editor.wait("root.shown.value?.seconds > 30 && !root.shown.value.corrected")
    assert editor.ask("shown.value.undo") == 0
