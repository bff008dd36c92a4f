"""The beat editor: the waveform with its beats, and corrections of them.

The corrections are made here, by vc.audio.rhythm.correct; the page only says what it wants, and shows what came of it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr

from vc.audio.load import load_music, stream_music
from vc.audio.peaks import PEAK_RATE, measure_peaks
from vc.audio.rhythm import correct
from vc.audio.rhythm.annotation import annotated
from vc.audio.rhythm.labels import LAYER, MIDI
from vc.audio.score import SUFFIXES as SCORES
from vc.audio.score import Score, follow_score, read_score
from vc.clip import Clip
from vc.errors import MusicError, ScoreError, VCError
from vc.files import workspace
from vc.music import Rhythm

from .component import build_component
from .heard import heard_lately
from .served import served
from .settings import File, Settings, plain

SCRIPTS = ("stage/src/clock.js", "stage/src/player.js", "assets/sound.js")
MOST_UNDONE = 100
SHEETS = (*SCORES, LAYER, ".tsv", ".txt", ".csv", ".beats", ".lab")
SHEET_NOTE = (
    "MusicXML or MIDI, and the music is followed by its score, with repeats or without; or beats that you marked in "
    "Audacity or Sonic Visualiser, a table of seconds, or a MIDI file with a tempo map."
)

_serial = count(1)  # of values: a page that asked waits for another one than it has


@dataclass(frozen=True)
class Desk:
    """The beats of a part of the music as they were found, and as they were changed since.

    clip : the part
    peaks : where the outline of the sound is served
    before : what can be gone back to, oldest first; the newest is what was found
    """

    clip: Clip
    found: Rhythm
    rhythm: Rhythm
    peaks: str
    before: tuple[Rhythm, ...] = ()


@dataclass(frozen=True)
class Recalled:
    """Beats out of the settings of an earlier result, until its music is chosen again; nothing is known to be true.

    sha256 : of the music; settings : with the part; beats : [[seconds, place, metre], ...]
    """

    sha256: str
    settings: Settings
    beats: Any

    def desk(self, fresh: Desk) -> Desk:
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


def open_desk(clip: Clip) -> Desk:
    """Listen to a part of the music. Raises MusicError."""
    heard = heard_lately.hear(clip)
    with workspace() as folder:
        path = folder / "peaks.bin"
        path.write_bytes(measure_peaks(stream_music(clip)).tobytes())
        return Desk(clip, found=heard.rhythm, rhythm=heard.rhythm, peaks=served(path))


def corrected(desk: Desk | Recalled | None, clip: Clip) -> Rhythm | None:
    """The rhythm that this part of this music has been given by hand, if it has. Raises MusicError."""
    if isinstance(desk, Recalled):
        return desk.desk(open_desk(clip)).rhythm if desk.is_of(clip) else None
    if desk and desk.clip == clip and desk.rhythm is not desk.found:
        return desk.rhythm
    return None


def change(desk: Desk, wish: Any) -> Desk:
    """Do what the page asks for: {"do": NAME, ...}. Raises MusicError for anything that is not one of the wishes."""
    name = wish.get("do") if isinstance(wish, dict) else None
    if not isinstance(name, str) or name not in _WISHES:
        raise MusicError("The page asked for something that there is not. Load it again.")
    rhythm = _WISHES[name](desk, wish)
    if name == "undo":
        return replace(desk, rhythm=rhythm, before=desk.before[:-1])
    return replace(desk, rhythm=rhythm, before=(*desk.before, desk.rhythm)[-MOST_UNDONE:])


def _tapped(desk: Desk, wish: dict[str, Any]) -> Rhythm:
    taps = wish.get("taps")
    if not isinstance(taps, list):
        raise MusicError("The taps' times have to be a list of numbers.")
    mel = heard_lately.hear(desk.clip).mel
    return correct.from_taps(desk.rhythm, taps, mel)


def _undone(desk: Desk, _wish: dict[str, Any]) -> Rhythm:
    if not desk.before:
        raise MusicError("There is nothing to take back.")
    return desk.before[-1]


_WISHES: dict[str, Callable[[Desk, dict[str, Any]], Rhythm]] = {
    "double": lambda desk, _: correct.double(desk.rhythm),
    "halve": lambda desk, _: correct.halve(desk.rhythm),
    "shift": lambda desk, _: correct.shift(desk.rhythm),
    "offset": lambda desk, wish: correct.offset(desk.rhythm, _number(wish, "seconds")),
    "metre": lambda desk, wish: correct.set_metre(desk.rhythm, _whole(wish, "metre")),
    "one": lambda desk, wish: correct.set_downbeat(desk.rhythm, _whole(wish, "beat")),
    "move": lambda desk, wish: correct.move(desk.rhythm, _whole(wish, "beat"), _number(wish, "to")),
    "add": lambda desk, wish: correct.add(desk.rhythm, _number(wish, "at")),
    "delete": lambda desk, wish: correct.delete(desk.rhythm, _whole(wish, "beat")),
    "taps": _tapped,
    "undo": _undone,
    "found": lambda desk, _: desk.found,
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


def beats_value(desk: Desk, message: str = "", *, wrong: bool = False) -> str:
    """What the editor shows. message : a sentence about what happened; wrong : it is an error."""
    rhythm = desk.rhythm
    return json.dumps(
        {
            "serial": next(_serial),
            "music": served(desk.clip.file),
            "start": desk.clip.start_s,
            "seconds": round(rhythm.seconds, 3),
            "peaks": desk.peaks,
            "peakRate": PEAK_RATE,
            "beats": as_lists(rhythm),
            "bpm": round(rhythm.tempo_bpm, 1),
            "corrected": rhythm is not desk.found,
            "undo": len(desk.before),
            "message": message,
            "wrong": wrong,
        }
    )


def from_sheet(desk: Desk, sheet: str) -> tuple[Desk, str]:
    """The editor with the beats that a file gives, and a sentence about them.

    sheet : a score of the piece, or labels. A MIDI file with notes is a score, one without is a tempo map.
    Raises VCError: it is neither, belongs to another piece, or holds no beat in this part of the music.
    """
    name = Path(sheet).name
    score = _score_in(sheet)
    if score is None:
        rhythm, said = annotated(desk.found, Path(sheet), start_s=desk.clip.start_s), f"These are the beats of {name}."
    else:
        rhythm, _ = follow_score(desk.found, load_music(desk.clip), score)
        said = f"The music follows the score {name}: {len(rhythm.downbeats_s)} bars."
    changed = replace(desk, rhythm=rhythm, before=(*desk.before, desk.rhythm)[-MOST_UNDONE:])
    return changed, f"{said} The next Preview or Conduct uses them."


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


def build_beats(desk: gr.State, tab: gr.Tab, music: gr.Audio, part: dict[str, Any]) -> None:
    """The editor with all that it does, in `tab`: opening that shows the beats of the part that the fields name.

    part : the fields of the options of a Clip
    desk : holds a Desk, a Recalled, or None: what `corrected` asks
    """
    editor = build_component("beats", SCRIPTS, elem_id="beats", label="Beats")
    sheet = gr.File(label="A score of this piece, or its beats", file_types=list(SHEETS), elem_id="beats-sheet",
                    height=110)  # fmt: skip
    gr.Markdown(SHEET_NOTE, elem_classes="vc-note")
    both: list[Any] = [desk, editor]
    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    tab.select(partial(_on_open, tuple(part)), [desk, music, *part.values()], both, **quietly)
    editor.ask(_on_ask, [desk, music], both, queue=False, trigger_mode="multiple", **quietly)
    on_sheet = partial(_on_sheet, tuple(part))
    sheet.upload(on_sheet, [desk, music, sheet, *part.values()], both, concurrency_limit=2, **quietly)
    music.change(_on_music, [desk, music], both, **quietly)


def as_lists(rhythm: Rhythm) -> list[list[float]]:
    """Beats as settings.json holds them and `Recalled` takes them: [seconds, place in the bar, beats of the bar]."""
    beats = zip(rhythm.beats_s, rhythm.bar_positions, rhythm.beats_per_bar, strict=True)
    return [[round(float(second), 3), int(place), int(metre)] for second, place, metre in beats]


def _on_open(
    names: tuple[str, ...], desk: Desk | Recalled | None, music: str | None, *part: float | None
) -> tuple[Any, Any]:
    if not music:
        return None, _told("Choose a music file first; then its beats are shown here.")
    try:
        clip = Settings(**plain(dict(zip(names, part, strict=True)))).clip(music)
        if isinstance(desk, Desk) and desk.clip == clip:
            return desk, gr.skip()
        fresh = open_desk(clip)
        if isinstance(desk, Recalled) and desk.is_of(clip):
            fresh = desk.desk(fresh)
            return fresh, beats_value(fresh, "These are the beats of the earlier result.")
    except VCError as error:
        return None, _told(str(error), wrong=True)
    lost = " The corrections belonged to another part of it." if isinstance(desk, Desk) and desk.before else ""
    none = "" if len(fresh.rhythm.beats_s) else "No steady pulse was found. Tap along, or add beats."
    return fresh, beats_value(fresh, none or f"These beats were found.{lost}")


def _on_sheet(
    names: tuple[str, ...], desk: Desk | Recalled | None, music: str | None, sheet: str | None, *part: float | None
) -> tuple[Any, Any]:
    if not music or not sheet:
        return desk, _told("Choose the music first, then its score.", wrong=True)
    try:
        clip = Settings(**plain(dict(zip(names, part, strict=True)))).clip(music)
        changed, said = from_sheet(desk if isinstance(desk, Desk) and desk.clip == clip else open_desk(clip), sheet)
    except VCError as error:
        shown = beats_value(desk, str(error), wrong=True) if isinstance(desk, Desk) else _told(str(error), wrong=True)
        return desk, shown
    return changed, beats_value(changed, said)


def _on_music(desk: Desk | Recalled | None, music: str | None) -> tuple[Any, Any]:
    """Other music, or none: the corrections belonged to the music before."""
    if not isinstance(desk, Desk) or str(desk.clip.file) == music:
        return gr.skip(), gr.skip()
    return None, _told("The music has changed. Open this tab again to see its beats.")


def _on_ask(desk: Desk | Recalled | None, music: str | None, event: gr.EventData) -> tuple[Any, Any]:
    if not isinstance(desk, Desk) or str(desk.clip.file) != music:
        return None, _told("The music has changed. Open this tab again to see its beats.", wrong=True)
    try:
        changed = change(desk, event._data)
    except VCError as error:
        return desk, beats_value(desk, str(error), wrong=True)
    return changed, beats_value(changed, _summary(changed))


def _summary(desk: Desk) -> str:
    if desk.rhythm is desk.found:
        return "These are the beats as they were found."
    return f"{len(desk.rhythm.beats_s)} beats. The next Preview or Conduct uses them."


def _told(message: str, *, wrong: bool = False) -> str:
    """A value without beats."""
    return json.dumps({"serial": next(_serial), "beats": [], "message": message, "wrong": wrong})
