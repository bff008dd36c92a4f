"""A pack of performances: FOLDER/{piano,orchestra,pop}/NAME.mid with NAME.beats.tsv, FOLDER/scores/*.mxl.

The MIDI files hold notes at the times when they were played; a table holds seconds and 1 for a downbeat. Beats follow
the convention of ASAP (Foscarin et al. 2020): a metre n/d has n beats, and n/3 where n is 6, 9 or 12.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vc.errors import DatasetError
from vc.music import BREAK

KINDS = ("piano", "orchestra", "pop")
DRUM_CHANNEL = 9

# Held back, by work. `test` is only reported; `val` is what settings are chosen on. All recordings of a movement and
# all movements of a sonata stay together.
_TEST = {
    "piano": r"bk_xmas|chpn-p([4679]|15|17|20)$|schub_d960|mz_333|haydn_33|ty_juni|ty_maerz|deb_clai|brahms_opus117"
    r"|mendel_op19_[12]|beethoven_les_adieux|alb_se5|grieg_wedding|mond_",
    "orchestra": r"Beethoven_Op\.93|Brahms_Op\.45|Brahms_Op\.98_[23]|Beethoven_Op\.21_2",
}
_VAL = {
    "piano": r"haydn_9_|mz_330|schubert_d935|chpn-p(1|2|12|18|22)$|chpn_op35|mendel_op30_[34]|br_im|muss_[456]"
    r"|scn15_[1-5]$|ty_(april|oktober)|liz_rhap10|grieg_halling|clementi_opus36_4|debussy_cc_[12]|alb_esp3",
    "orchestra": r"Beethoven_Op\.36_4|Beethoven_Op\.60_3|Brahms_Op\.98_1|Brahms_Op\.73_3|Beethoven_Op\.68_1",
}
_EVERY_SONG, _TEST_SONG, _VAL_SONG = 40, 7, 27  # numbers modulo 40


@dataclass(frozen=True)
class Piece:
    """A performance of the pack. split : "train", "val" or "test", the same for all of a work"""

    kind: str
    name: str
    path: Path
    split: str


@dataclass(frozen=True)
class Played:
    """A performance in seconds.

    start_s, end_s, pitch, velocity, part : (notes,) by start; part : index into `programs`
    programs : General MIDI program of each part, 0 to 127; -1 is the drum kit
    pedal : (n, 3) seconds, part, value 0 to 127 of the sustaining pedal
    beats_s, is_downbeat : (beats,)
    """

    start_s: np.ndarray
    end_s: np.ndarray
    pitch: np.ndarray
    velocity: np.ndarray
    part: np.ndarray
    programs: tuple[int, ...]
    pedal: np.ndarray
    beats_s: np.ndarray
    is_downbeat: np.ndarray

    @property
    def seconds(self) -> float:
        return float(max(self.end_s.max(initial=0.0), self.beats_s.max(initial=0.0)))

    def shifted(self, seconds: float) -> "Played":
        """The same, `seconds` later."""
        pedal = self.pedal.copy()
        pedal[:, 0] += seconds
        return replace(self, start_s=self.start_s + seconds, end_s=self.end_s + seconds, pedal=pedal,
                       beats_s=self.beats_s + seconds)  # fmt: skip


def list_pack(folder: Path) -> list[Piece]:
    """All performances, by kind and name. Raises DatasetError where there are none."""
    pieces = [
        Piece(kind, path.stem, path, split_of(kind, path.stem))
        for kind in KINDS
        for path in sorted((folder / kind).glob("*.mid"))
        if path.with_name(f"{path.stem}.beats.tsv").is_file()
    ]
    if not pieces:
        raise DatasetError(
            f"{folder} holds no performances. Needed are {', '.join(KINDS)} with NAME.mid and NAME.beats.tsv."
        )
    return pieces


def split_of(kind: str, name: str) -> str:
    """The split of a piece, by its work."""
    if kind == "pop":
        number = int(name) % _EVERY_SONG
        return {_TEST_SONG: "test", _VAL_SONG: "val"}.get(number, "train")
    for split, works in (("test", _TEST), ("val", _VAL)):
        if re.match(works[kind], name):
            return split
    return "train"


def read_piece(path: Path) -> Played:
    """Notes, pedal and beats of a performance. Raises DatasetError for a file that holds none."""
    import mido  # comes with partitura, in the extra for training

    try:
        file = mido.MidiFile(path)
        table = np.loadtxt(path.with_name(f"{path.stem}.beats.tsv"), ndmin=2)
    except (OSError, EOFError, ValueError) as error:
        raise DatasetError(f"{path.name} or its table of beats cannot be read ({error}).") from error
    notes: list[tuple[float, float, int, int, int]] = []
    pedal: list[tuple[float, int, int]] = []
    parts: dict[tuple[int, int], int] = {}
    for track in file.tracks:
        _read_track(track, 1 / (2 * file.ticks_per_beat), parts, notes, pedal)
    if not notes:
        raise DatasetError(f"{path.name} holds no notes.")
    start, end, pitch, velocity, part = np.array(sorted(notes), float).T
    programs = tuple(-1 if channel == DRUM_CHANNEL else program for channel, program in parts)
    return Played(
        start, end, pitch.astype(int), velocity.astype(int), part.astype(int), programs,
        np.array(pedal, float).reshape(-1, 3), table[:, 0], table[:, 1] > 0,
    )  # fmt: skip


def _read_track(track, second: float, parts: dict, notes: list, pedal: list) -> None:  # type: ignore[no-untyped-def]
    """second : of a tick; the pack's files have an unchanging tempo of 120 quarters a minute."""
    now, program, sounding = 0, 0, {}  # type: ignore[var-annotated]
    for message in track:
        now += message.time
        if message.type == "program_change":
            program = message.program
        elif message.type == "control_change" and message.control == 64:
            part = parts.setdefault((message.channel, program), len(parts))
            pedal.append((now * second, part, message.value))
        elif message.type == "note_on" and message.velocity:
            sounding.setdefault((message.channel, message.note), []).append((now * second, message.velocity))
        elif message.type in ("note_on", "note_off") and sounding.get((message.channel, message.note)):
            begun, velocity = sounding[message.channel, message.note].pop(0)
            part = parts.setdefault((message.channel, program), len(parts))
            notes.append((begun, now * second, message.note, velocity, part))


def pulse_runs(beats_s: np.ndarray) -> list[tuple[int, int]]:
    """[(first, last)] beats of each stretch of two and more that goes on without a rest of more than BREAK beats."""
    if len(beats_s) < 2:
        return []
    gap = np.diff(beats_s)
    usual = np.array([np.median(gap[max(i - 4, 0) : i + 5]) for i in range(len(gap))])
    breaks = np.flatnonzero(gap > BREAK * usual)
    firsts, lasts = np.append(0, breaks + 1), np.append(breaks, len(beats_s) - 1)
    return [(int(a), int(b)) for a, b in zip(firsts, lasts, strict=True) if b > a]
