"""The pack as a data set: takes, each a piece in one colour and one performance, made by several workers, resumable."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from vc.audio.mel import official_mel
from vc.audio.rhythm.annotation import count_bars
from vc.audio.rhythm.loudness import measure_loudness
from vc.data.claim import claim
from vc.data.simulator.augment import Recording, record
from vc.data.simulator.item import write_music
from vc.data.simulator.orchestra import to_midi as to_scored_midi
from vc.data.simulator.synth import choose_soundfont, find_soundfonts, render_fluidsynth
from vc.data.timed.colour import colour_anew, fit_channels, to_midi
from vc.data.timed.drills import make_drill
from vc.data.timed.human import Freedom, perform_anew
from vc.data.timed.pack import Piece, Played, list_pack, read_piece
from vc.data.timed.plain import render_plain, still
from vc.data.timed.scored import KIND as SCORE
from vc.data.timed.scored import UnreadableScore, list_pieces, perform_score
from vc.data.timed.surroundings import Surroundings, applause, speech, surround
from vc.music import SAMPLE_RATE, Mel, Rhythm
from vc.parallel import run_all

VERSION = 2
TAIL_S = 1.5  # after the last note, for what rings on
LONGEST_S = 1200.0
MADE_PER_PIECE = {"drill": 0.25, "plain": 1.05, "noise": 0.05}  # takes that are no pieces
# No training piece is played with this bank of Debian's, so that held-back pieces also sound new.
HELD_BACK_FONT = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
CLEAN = 0.75
NO_METRE = 12  # more beats than `vc.models.ear` tells of, so that the place in the bar is not learnt from
NOISES = {"applause": applause, "speech": speech, "still": still}
_SETTINGS = "timed.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Take:
    """One item to make.

    kind : of the pack, or of MADE_PER_PIECE: "drill", by instruments; "plain", by formulas; "noise", without pulse
    number : which colour
    """

    kind: str
    name: str
    number: int
    split: str
    piece: Piece | None = None

    @property
    def folder(self) -> str:
        return f"{self.kind}.{self.name}.{self.number}"


@dataclass(frozen=True)
class Plan:
    out: Path
    seed: int
    take: Take
    conductors: int = 0


def simulate_timed(
    pack: Path, out: Path, *, scores: Path | None = None, colours: int = 1, conductors: int = 0, seed: int = 0,
    workers: int = 1, ray: str | None = None, on_progress: Callable[[int, int], None] | None = None,
) -> list[Path]:  # fmt: skip
    """Render all performances of a pack into `out`, in the layout of `vc.data.conductormotion100`.

    out/{train,val,test}/KIND.NAME.NUMBER/ holds mel_u8.npy (T, 128) uint8 at 90 Hz, labels.npz and meta.json; items
    last as long as their pieces. Held-back pieces are rendered once, as they are, without new timing or surroundings.

    scores : a folder of MusicXML files, played by the simulator's performer like those in the pack's own folder
    conductors : motions for each item; without any it is for hearing alone
    colours : takes of each piece; those of piano and orchestra are twice as many, since there are fewer of them
    workers, ray : where takes are made, see `vc.parallel`; every machine of a cluster must see `out`
    on_progress : called with (items done, items in all)

    Items that are there are kept, so that the same call goes on. Raises DatasetError: no pack, synthesizer or
    soundfont; no scores in a folder named for them, or two of one name; `out` was made otherwise.
    """
    find_soundfonts()
    out = Path(out).absolute()  # machines of a cluster start elsewhere
    own = Path(pack) / "scores"
    scored = [folder for folder in (own if own.is_dir() else None, scores) if folder is not None]
    takes = list_takes(list_pack(Path(pack)) + list_pieces(*scored), colours=colours)
    claim(out, _SETTINGS, {"version": VERSION, "seed": seed} | ({"conductors": conductors} if conductors else {}))
    folders = [out / take.split / take.folder for take in takes]
    missing = [Plan(out, seed, take, conductors) for take, f in zip(takes, folders, strict=True) if not f.exists()]
    report = on_progress or (lambda _done, _total: None)
    report(len(takes) - len(missing), len(takes))
    made = run_all(make_and_write, missing, workers=workers, ray=ray)
    for done, _ in enumerate(made, len(takes) - len(missing) + 1):
        report(done, len(takes))
    return [folder for folder in folders if folder.exists()]


def list_takes(pieces: list[Piece], *, colours: int) -> list[Take]:
    """All takes, in an order that has something of everything from the beginning on."""
    takes: list[tuple[float, Take]] = []
    performances = sum(piece.kind != SCORE for piece in pieces)
    for piece in pieces:
        many = piece.kind in ("pop", SCORE)
        number_of = 1 if piece.split != "train" else colours * (1 if many else 2)
        share = 1.0 if many else 1 / max(number_of, 1)
        for number in range(number_of):
            take = Take(piece.kind, piece.name, number, piece.split, piece)
            place = (number + _hash(take.folder)) * share if piece.split == "train" else 0.05 * _hash(take.folder)
            takes.append((place, take))
    for kind, per_piece in MADE_PER_PIECE.items():
        for number in range(int(per_piece * colours * performances)):
            split = "val" if number % 20 == 7 else "test" if number % 20 == 13 else "train"
            take = Take(kind, f"{number:04d}", 0, split)
            takes.append((_hash(take.folder), take))
    return [take for _, take in sorted(takes, key=lambda pair: pair[0])]


def _hash(text: str) -> float:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest()) / 2**48


def make_and_write(plan: Plan) -> str:
    """Make one item. Returns its name. A score that cannot be read is left out, and the log says why."""
    take = plan.take
    rng = np.random.default_rng([plan.seed, int(_hash(take.folder) * 2**48)])
    try:
        samples, rhythm_of, meta = {"noise": _noise, SCORE: _scored}.get(take.kind, _rendered)(take, rng)
    except UnreadableScore as error:
        log.warning("left out: %s", error)
        return take.folder
    mel = official_mel(samples)
    who = np.random.default_rng([plan.seed, 1, int(_hash(take.folder) * 2**48)])
    write_music(
        mel, rhythm_of(mel), plan.out / take.split / take.folder, {"version": VERSION, "take": take.folder, **meta},
        seeds=who.integers(0, 2**31, plan.conductors).tolist(),
    )  # fmt: skip
    return take.folder


Rendered = tuple[np.ndarray, Callable[[Mel], Rhythm], dict[str, Any]]


def _rendered(take: Take, rng: np.random.Generator) -> Rendered:
    # Most plain sounds are as people synthesise them: without a room, a microphone, or anything around.
    held_back = take.split != "train" or (take.kind == "plain" and rng.random() < CLEAN)
    played, colour, about = _performance(take, rng)
    around = Surroundings() if held_back else Surroundings.draw(take.kind, rng)
    if around.count_in:
        played = _counted_in(played, around.count_in)
    played = played.shifted(around.lead_s)
    seconds = min(played.seconds + TAIL_S, LONGEST_S)
    if take.kind == "plain":
        samples, font = render_plain(played, seconds, rng), None
    else:
        font = _font(held_back, rng)
        midi = to_midi(played, seconds=seconds, rng=rng)
        samples = render_fluidsynth(midi, font, seconds=seconds, reverb=bool(rng.random() < 0.6))
    recording = Recording() if held_back else Recording.draw(rng)
    mono = surround(record(samples, recording, rng), around, rng)
    meta = {"colour": colour, "programs": list(played.programs), "soundfont": font.name if font else None, **about,
            "surroundings": asdict(around)}  # fmt: skip
    return mono, lambda mel: _rhythm(played.beats_s, played.is_downbeat, mel), meta


def _scored(take: Take, rng: np.random.Generator) -> Rendered:
    held_back = take.split != "train"
    assert take.piece is not None
    scored = perform_score(take.piece.path, rng, as_written=held_back)
    around = Surroundings() if held_back else Surroundings.draw(take.kind, rng)
    played = scored.performance.shifted(around.lead_s)
    seconds = min(played.seconds + TAIL_S, LONGEST_S)
    font = _font(held_back, rng)
    midi = to_scored_midi(played, scored.parts, from_s=0.0, seconds=seconds)
    samples = render_fluidsynth(midi, font, seconds=seconds, reverb=bool(rng.random() < 0.6))
    mono = surround(record(samples, Recording() if held_back else Recording.draw(rng), rng), around, rng)
    meta = {"colour": scored.scheme, "programs": [part.program for part in scored.parts], "soundfont": font.name,
            **scored.about, "surroundings": asdict(around)}  # fmt: skip
    return mono, lambda mel: _rhythm(played.beats_s, played.bar_positions == 0, mel), meta


def _performance(take: Take, rng: np.random.Generator) -> tuple[Played, str, dict[str, Any]]:
    if take.piece is None:
        played, kind = make_drill(rng)
        return played, "as written", {"drill": kind}
    played = read_piece(take.piece.path)
    if take.split != "train":
        return fit_channels(played), "as written", {}
    freedom = Freedom.draw(take.kind, rng)
    played, colour = colour_anew(take.kind, perform_anew(played, freedom, rng), rng)
    return played, colour, {"freedom": asdict(freedom)}


def _font(held_back: bool, rng: np.random.Generator) -> Path:
    fonts = [font for font in find_soundfonts() if font.path != HELD_BACK_FONT]
    if held_back and HELD_BACK_FONT.is_file():
        return HELD_BACK_FONT
    return choose_soundfont(fonts, rng).path


def _counted_in(played: Played, count: int) -> Played:
    """Sticks that give the tempo before the first beat, as far as there is room: the music is moved behind them."""
    if len(played.beats_s) < 8:
        return played
    gap = float(np.median(np.diff(played.beats_s[:8])))
    moved = played.shifted(max(count * gap - float(played.beats_s[0]), 0.0) + 0.1)
    clicks = moved.beats_s[0] - gap * np.arange(count, 0, -1)
    programs = moved.programs if -1 in moved.programs else (*moved.programs, -1)
    drums = programs.index(-1)
    n = len(clicks)
    return replace(
        moved, programs=programs, start_s=np.concatenate([clicks, moved.start_s]),
        end_s=np.concatenate([clicks + 0.1, moved.end_s]), pitch=np.concatenate([np.full(n, 37), moved.pitch]),
        velocity=np.concatenate([np.full(n, 100), moved.velocity]),
        part=np.concatenate([np.full(n, drums), moved.part]),
        beats_s=np.concatenate([clicks, moved.beats_s]),
        is_downbeat=np.concatenate([np.arange(n) % count == 0, moved.is_downbeat]),
    )  # fmt: skip


def _noise(_: Take, rng: np.random.Generator) -> Rendered:
    """A minute of what has no pulse."""
    count = round(rng.uniform(45, 75) * SAMPLE_RATE)
    name = str(rng.choice(list(NOISES)))
    sound = NOISES[name](count, rng)
    nothing = np.zeros(0)
    return (0.1 * sound).astype(np.float32), lambda mel: _rhythm(nothing, nothing.astype(bool), mel), {"noise": name}


def _rhythm(beats_s: np.ndarray, is_downbeat: np.ndarray, mel: Mel) -> Rhythm:
    inside = (beats_s >= 0) & (beats_s < mel.seconds)
    place, metre = count_bars(is_downbeat)
    if not is_downbeat.any():  # clicks without accents: how they are counted is nobody's to say
        metre = np.full_like(metre, NO_METRE)
    return Rhythm(beats_s[inside], place[inside], metre[inside], measure_loudness(mel), mel.seconds)
