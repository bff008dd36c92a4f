"""The beat editor: the waveform with its beats, and corrections of them.

The corrections are made here, by vc.audio.rhythm.correct; the page only says what it wants, and shows what came of it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from vc.audio.load import load_music, stream_music
from vc.audio.peaks import PEAK_RATE, measure_peaks
from vc.audio.rhythm import correct
from vc.audio.rhythm.annotation import annotated
from vc.audio.rhythm.labels import LAYER, MIDI
from vc.audio.score import SUFFIXES as SCORES
from vc.audio.score import Score, read_score
from vc.clip import Clip
from vc.errors import MusicError, ScoreError, VCError
from vc.files import workspace
from vc.hints import Hints
from vc.music import Rhythm

from .component import SERIAL, build_component, message_value, wish_of
from .estimate import clock
from .lately import heard_lately
from .served import served
from .settings import File, Settings, plain

if TYPE_CHECKING:  # with SciPy, as following a score: the page is up sooner without it
    from vc.audio.rhythm.readings import Readings

SCRIPTS = ("stage/src/clock.js", "stage/src/player.js", "assets/sound.js")
MOST_UNDONE = 100
SHEETS = (*SCORES, LAYER, ".tsv", ".txt", ".csv", ".beats", ".lab")
SHEET_NOTE = (
    "MusicXML or MIDI, and the music is followed by its score, with repeats or without; or beats that you marked in "
    "Audacity or Sonic Visualiser, a table of seconds, or a MIDI file with a tempo map."
)


@dataclass(frozen=True)
class EditedBeats:
    """The beats of a part of the music as they were found, and as they were changed since.

    clip, hints : the part, and what was said of it
    readings : how sure each found bar is, and what else it could be
    peaks : where the outline of the sound is served
    before : what can be gone back to, oldest first; the newest is what was found
    """

    clip: Clip
    hints: Hints
    found: Rhythm
    rhythm: Rhythm
    peaks: str
    readings: "Readings"
    before: tuple[Rhythm, ...] = ()


@dataclass(frozen=True)
class Recalled:
    """Beats out of the settings of an earlier result, until its music is chosen again; nothing is known to be true.

    sha256 : of the music; settings : with the part; beats : [[seconds, place, metre], ...]
    """

    sha256: str
    settings: Settings
    beats: Any

    def restored(self, fresh: EditedBeats) -> EditedBeats:
        """The editor as it was left. Raises MusicError for beats that cannot be."""
        if not isinstance(self.beats, list) or not all(
            isinstance(beat, list) and len(beat) == 3 for beat in self.beats
        ):
            raise MusicError("The beats in these settings are no list of [seconds, place, metre].")
        times, places, metres = zip(*self.beats, strict=True) if self.beats else ((), (), ())
        rhythm = correct.checked(fresh.found, times, places, metres)
        return replace(fresh, rhythm=rhythm, before=(fresh.found,))

    def is_of(self, clip: Clip) -> bool:
        return self.settings.clip(clip.file) == clip and File.of(clip.file).sha256 == self.sha256


def edit_beats(clip: Clip, hints: Hints) -> EditedBeats:
    """Listen to a part of the music. Raises MusicError."""
    from vc.audio.rhythm.readings import weigh_readings

    heard = heard_lately.hear(clip, hints)
    assert heard.chances is not None
    readings = weigh_readings(heard.mel, heard.chances, heard.rhythm)
    with workspace() as folder:
        path = folder / "peaks.bin"
        path.write_bytes(measure_peaks(stream_music(clip)).tobytes())
        return EditedBeats(clip, hints, found=heard.rhythm, rhythm=heard.rhythm, peaks=served(path), readings=readings)


def corrected(edited: EditedBeats | Recalled | None, clip: Clip, hints: Hints) -> Rhythm | None:
    """The rhythm that this part of this music has been given by hand, if it has. Raises MusicError."""
    if isinstance(edited, Recalled):
        return edited.restored(edit_beats(clip, hints)).rhythm if edited.is_of(clip) else None
    if edited and edited.clip == clip and edited.rhythm is not edited.found:
        return edited.rhythm
    return None


def change(edited: EditedBeats, wish: Any) -> EditedBeats:
    """Do what the page asks for: {"do": NAME, ...}. Raises MusicError for anything that is not one of the wishes."""
    name = wish.get("do") if isinstance(wish, dict) else None
    if not isinstance(name, str) or name not in _WISHES:
        raise MusicError("The page asked for something that there is not. Load it again.")
    rhythm = _WISHES[name](edited, wish)
    if name == "undo":
        return replace(edited, rhythm=rhythm, before=edited.before[:-1])
    return replace(edited, rhythm=rhythm, before=(*edited.before, edited.rhythm)[-MOST_UNDONE:])


def _tapped(edited: EditedBeats, wish: dict[str, Any]) -> Rhythm:
    taps = wish.get("taps")
    if not isinstance(taps, list):
        raise MusicError("The taps' times have to be a list of numbers.")
    heard = heard_lately.hear(edited.clip, edited.hints)
    assert heard.chances is not None
    return correct.from_taps(edited.rhythm, taps, (heard.mel, heard.chances))


def _undone(edited: EditedBeats, _wish: dict[str, Any]) -> Rhythm:
    if not edited.before:
        raise MusicError("There is nothing to take back.")
    return edited.before[-1]


_WISHES: dict[str, Callable[[EditedBeats, dict[str, Any]], Rhythm]] = {
    "double": lambda edited, _: correct.double(edited.rhythm),
    "halve": lambda edited, _: correct.halve(edited.rhythm),
    "shift": lambda edited, _: correct.shift(edited.rhythm),
    "offset": lambda edited, wish: correct.offset(edited.rhythm, _number(wish, "seconds")),
    "metre": lambda edited, wish: correct.set_metre(edited.rhythm, _whole(wish, "metre")),
    "one": lambda edited, wish: correct.set_downbeat(edited.rhythm, _whole(wish, "beat")),
    "move": lambda edited, wish: correct.move(edited.rhythm, _whole(wish, "beat"), _number(wish, "to")),
    "add": lambda edited, wish: correct.add(edited.rhythm, _number(wish, "at")),
    "delete": lambda edited, wish: correct.delete(edited.rhythm, _whole(wish, "beat")),
    "taps": _tapped,
    "undo": _undone,
    "found": lambda edited, _: edited.found,
}


def _number(wish: dict[str, Any], name: str) -> float:
    value = wish.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e6:
        raise MusicError(f"{name.capitalize()} has to be a number, not {str(value)[:40]!r}.")
    return float(value)


def _whole(wish: dict[str, Any], name: str) -> int:
    value = _number(wish, name)
    if not value.is_integer():
        raise MusicError(f"{name.capitalize()} has to be a whole number, not {value}.")
    return int(value)


def beats_value(edited: EditedBeats, message: str = "", *, wrong: bool = False) -> str:
    """What the editor shows. message : a sentence about what happened; wrong : it is an error."""
    rhythm = edited.rhythm
    return json.dumps(
        {
            "serial": next(SERIAL),
            "music": served(edited.clip.file),
            "start": edited.clip.start_s,
            "seconds": round(rhythm.seconds, 3),
            "peaks": edited.peaks,
            "peakRate": PEAK_RATE,
            "beats": as_lists(rhythm),
            "bpm": round(rhythm.tempo_bpm, 1),
            "doubt": _doubt(edited),
            "others": _others(edited),
            "corrected": rhythm is not edited.found,
            "undo": len(edited.before),
            "message": message,
            "wrong": wrong,
        }
    )


def from_sheet(edited: EditedBeats, sheet: str) -> tuple[EditedBeats, str]:
    """The editor with the beats that a file gives, and a sentence about them.

    sheet : a score of the piece, or labels. A MIDI file with notes is a score, one without is a tempo map.
    Raises VCError: it is neither, belongs to another piece, or holds no beat in this part of the music.
    """
    name = Path(sheet).name
    score = _score_in(sheet)
    if score is None:
        rhythm = annotated(edited.found, Path(sheet), start_s=edited.clip.start_s)
        said = f"These are the beats of {name}."
    else:
        from vc.audio.score.follow import follow_score

        rhythm, _ = follow_score(edited.found, load_music(edited.clip), score)
        said = f"The music follows the score {name}: {len(rhythm.downbeats_s)} bars."
    changed = replace(edited, rhythm=rhythm, before=(*edited.before, edited.rhythm)[-MOST_UNDONE:])
    return changed, f"{said} The next rehearsal or video uses them."


def _score_in(sheet: str) -> Score | None:
    """None for a file of labels."""
    suffix = Path(sheet).suffix.lower()
    if suffix not in SCORES:
        return None
    try:
        return read_score(sheet)
    except ScoreError:
        if suffix not in MIDI:
            raise
        return None  # without notes: as labels it is read, or refused in words


def _doubt(edited: EditedBeats) -> list[list[float]]:
    """[start, end, how much, 0..1] of each bar that is in doubt; none once somebody has changed something."""
    from vc.audio.rhythm.readings import DOUBTED

    doubt = edited.readings
    if edited.rhythm is not edited.found:
        return []
    rows = zip(doubt.starts_s[:-1], doubt.starts_s[1:], 1 - doubt.sure / DOUBTED, strict=True)
    return [[round(float(number), 3) for number in row] for row in rows if row[2] > 0]


def _others(edited: EditedBeats) -> list[list[Any]]:
    """[name, wish] of the second and the third reading."""
    if edited.rhythm is not edited.found:
        return []
    return [[name, _READING_WISHES[name]] for name in edited.readings.best_others()[:2]]


_READING_WISHES: dict[str, dict[str, Any]] = {
    "twice as fast": {"do": "double"},
    "half as fast": {"do": "halve"},
    "half a beat later": {"do": "shift"},
    "bars of two": {"do": "metre", "metre": 2},
    "bars of three": {"do": "metre", "metre": 3},
    "bars of four": {"do": "metre", "metre": 4},
}


def build_beats(edited: gr.State, tab: gr.Tab, music: gr.Audio, part: dict[str, Any]) -> None:
    """The editor with all that it does, in `tab`: opening that shows the beats of the part that the fields name.

    part : the fields of the options of a Clip and of Hints
    edited : holds an EditedBeats, a Recalled, or None: what `corrected` asks
    """
    editor = build_component("beats", SCRIPTS, elem_id="beats", label="Beats")
    sheet = gr.File(label="A score of this piece, or its beats", file_types=list(SHEETS), elem_id="beats-sheet",
                    height=110)  # fmt: skip
    gr.Markdown(SHEET_NOTE, elem_classes="vc-note")
    both: list[Any] = [edited, editor]
    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    tab.select(partial(_on_open, tuple(part)), [edited, music, *part.values()], both, **quietly)
    editor.ask(_on_ask, [edited, music], both, queue=False, trigger_mode="multiple", **quietly)
    on_sheet = partial(_on_sheet, tuple(part))
    sheet.upload(on_sheet, [edited, music, sheet, *part.values()], both, concurrency_limit=2, **quietly)
    music.change(_on_music, [edited, music], both, **quietly)


def as_lists(rhythm: Rhythm) -> list[list[float]]:
    """Beats as settings.json holds them and `Recalled` takes them: [seconds, place in the bar, beats of the bar]."""
    beats = zip(rhythm.beats_s, rhythm.bar_positions, rhythm.beats_per_bar, strict=True)
    return [[round(float(second), 3), int(place), int(metre)] for second, place, metre in beats]


def _on_open(
    names: tuple[str, ...], edited: EditedBeats | Recalled | None, music: str | None, *part: Any
) -> tuple[Any, Any]:
    if not music:
        return None, message_value("beats", "Choose a music file first; then its beats are shown here.")
    try:
        clip, hints = _asked(names, part, music)
        if isinstance(edited, EditedBeats) and (edited.clip, edited.hints) == (clip, hints):
            return edited, gr.skip()
        fresh = edit_beats(clip, hints)
        if isinstance(edited, Recalled) and edited.is_of(clip):
            fresh = edited.restored(fresh)
            return fresh, beats_value(fresh, "These are the beats of the earlier result.")
    except VCError as error:
        return None, message_value("beats", str(error), wrong=True)
    lost = (
        " The corrections belonged to another part of it." if isinstance(edited, EditedBeats) and edited.before else ""
    )
    return fresh, beats_value(fresh, _found(fresh.rhythm) + lost)


def _found(rhythm: Rhythm) -> str:
    """What was found, in words."""
    if not len(rhythm.beats_s):
        return "No steady pulse was found. Tap along, or add beats."
    none = [f"{clock(start)} to {clock(end)}" for start, end in rhythm.passages_without_pulse()]
    return "These beats were found." + (f" No pulse is heard from {', '.join(none)}." if none else "")


def _asked(names: tuple[str, ...], part: tuple[Any, ...], music: str) -> tuple[Clip, Hints]:
    """The part of the music that the fields name, and what they say of it. Raises SettingsError, MusicError."""
    settings = Settings(**plain(dict(zip(names, part, strict=True))))
    return settings.clip(music), settings.hints


def _on_sheet(
    names: tuple[str, ...], edited: EditedBeats | Recalled | None, music: str | None, sheet: str | None, *part: Any
) -> tuple[Any, Any]:
    if not music or not sheet:
        return edited, message_value("beats", "Choose the music first, then its score.", wrong=True)
    try:
        clip, hints = _asked(names, part, music)
        changed, said = from_sheet(
            edited if isinstance(edited, EditedBeats) and edited.clip == clip else edit_beats(clip, hints), sheet
        )
    except VCError as error:
        if isinstance(edited, EditedBeats):
            return edited, beats_value(edited, str(error), wrong=True)
        return edited, message_value("beats", str(error), wrong=True)
    return changed, beats_value(changed, said)


def _on_music(edited: EditedBeats | Recalled | None, music: str | None) -> tuple[Any, Any]:
    """Other music, or none: the corrections belonged to the music before."""
    if not isinstance(edited, EditedBeats) or str(edited.clip.file) == music:
        return gr.skip(), gr.skip()
    return None, message_value("beats", "The music has changed. Open this tab again to see its beats.")


def _on_ask(edited: EditedBeats | Recalled | None, music: str | None, event: gr.EventData) -> tuple[Any, Any]:
    if not isinstance(edited, EditedBeats) or str(edited.clip.file) != music:
        return None, message_value("beats", "The music has changed. Open this tab again to see its beats.", wrong=True)
    try:
        changed = change(edited, wish_of(event))
    except VCError as error:
        return edited, beats_value(edited, str(error), wrong=True)
    return changed, beats_value(changed, _summary(changed))


def _summary(edited: EditedBeats) -> str:
    if edited.rhythm is edited.found:
        return "These are the beats as they were found."
    return f"{len(edited.rhythm.beats_s)} beats. The next rehearsal or video uses them."
