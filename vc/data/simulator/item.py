"""One item from its seed: choose a piece, play it, orchestrate, render, record, and let conductors conduct it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from vc.audio.mel import official_mel
from vc.audio.rhythm.loudness import measure_loudness
from vc.conductor import Style, perform
from vc.data.conductormotion100 import MARK, marks_in, motion_file
from vc.data.simulator.augment import Recording, record
from vc.data.simulator.marks import marks_of
from vc.data.simulator.orchestra import Part, choose_scheme, orchestrate, to_midi
from vc.data.simulator.performer import Performance, follow, play
from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Score, cut, section_bars, with_tempo
from vc.data.simulator.synth import choose_soundfont, find_soundfonts, render_fluidsynth, render_sine
from vc.files import appearing_folder
from vc.music import MEL_FRAMES_PER_POSE, SAMPLE_RATE, Mel, Rhythm
from vc.skeleton import Motion

VERSION = 2  # of the simulator: the same seed gives the same item within one version
ITEM_S = 60.0  # ConductorMotion100's length of an item
BEFORE_S = 3.0  # rendered before an item that begins in the middle, so that notes sound on into it
STYLE_FIELDS = tuple(field.name for field in fields(Style))


@dataclass(frozen=True)
class Labels:
    """What is known about an item beside music and motion.

    rhythm : true beats, bars and marks, loudness as measured from the recording
    styles : (conductors, 17) values of STYLE_FIELDS; conductor_seeds : (conductors,)
    """

    rhythm: Rhythm
    styles: np.ndarray
    conductor_seeds: np.ndarray


@dataclass(frozen=True)
class Simulated:
    """mel : 60 s of music; motions : one for each conductor; meta : how it was made, for JSON"""

    mel: Mel
    motions: list[Motion]
    labels: Labels
    meta: dict[str, Any]
    samples: np.ndarray


def make_item(
    piece: Score, rng: np.random.Generator, *, conductors: int = 1, synthesizer: str = "fluidsynth",
    on_stage: Callable[[str], None] = lambda _: None,
) -> Simulated:  # fmt: skip
    """Everything about one item; the same for the same piece and generator state.

    on_stage : is told the name of each stage as it begins

    Raises DatasetError if the synthesizer is missing, ValueError for an unknown one.
    """
    on_stage("perform")
    manner = Manner.draw(rng)
    performance = _fill(piece, manner, rng)
    from_s = _beginning(performance, rng)
    on_stage("render")
    scheme = choose_scheme(rng)
    parts = orchestrate(piece, scheme, rng)
    samples, soundfont = _render(performance, parts, from_s, synthesizer, rng)
    on_stage("record")
    recording = Recording.draw(rng)
    mono = record(samples, recording, rng)
    on_stage("mel")
    mel = official_mel(mono)
    on_stage("conduct")
    rhythm = replace(_rhythm(performance, from_s, mel), marks=marks_of(performance, parts, from_s, mel.seconds))
    seeds = rng.integers(0, 2**31, conductors)
    motions = [perform(rhythm, seed=int(seed)) for seed in seeds]
    styles = np.array([style_vector(Style.draw(int(seed))) for seed in seeds], np.float32)
    meta = {
        "piece": piece.title, "orchestration": scheme, "programs": [part.program for part in parts],
        "soundfont": soundfont, "synthesizer": synthesizer, "starts_at_s": round(from_s, 3),
        "manner": asdict(manner), "recording": {k: v if v != -np.inf else None for k, v in asdict(recording).items()},
    }  # fmt: skip
    return Simulated(mel, motions, Labels(rhythm, styles, seeds), meta, mono)


def style_vector(style: Style) -> np.ndarray:
    """(17,) float32, in the order of STYLE_FIELDS."""
    return np.array([getattr(style, name) for name in STYLE_FIELDS], np.float32)


def write_item(item: Simulated, folder: Path, meta: dict[str, Any], *, compact: bool = False) -> None:
    """Write an item's files into `folder`, which appears complete or not at all.

    compact : mel_u8.npy, (5400, 128) uint8 = round(255 x mel), a quarter of the size of mel.npy and exact to 0.16 dB
    """
    with appearing_folder(folder) as partial:
        if compact:
            np.save(partial / "mel_u8.npy", np.round(255 * item.mel.values).astype(np.uint8))
        else:
            np.save(partial / "mel.npy", item.mel.values)
        for number, motion in enumerate(item.motions):
            np.save(partial / motion_file(number), motion.points)
        _write_labels(item.labels, partial / "labels.npz")
        (partial / "meta.json").write_text(json.dumps({"version": VERSION, **meta, **item.meta}, indent=1) + "\n")


def write_music(
    mel: Mel, rhythm: Rhythm, folder: Path, meta: dict[str, Any], *, seeds: Sequence[int] = ()
) -> None:  # fmt: skip
    """Write music of any length: mel_u8.npy, labels.npz, meta.json, and the motion of each conductor, if there are any;
    `folder` appears complete or not at all.

    seeds : what makes the conductors
    """
    styles = np.array([style_vector(Style.draw(seed)) for seed in seeds], np.float32).reshape(-1, len(STYLE_FIELDS))
    labels = Labels(rhythm, styles, np.array(seeds, np.int64))
    whole = len(mel) // MEL_FRAMES_PER_POSE * MEL_FRAMES_PER_POSE
    with appearing_folder(folder) as partial:
        np.save(partial / "mel_u8.npy", np.round(255 * mel.values[:whole]).astype(np.uint8))
        for number, seed in enumerate(seeds):
            np.save(partial / motion_file(number), perform(rhythm, seed=seed).points)
        _write_labels(labels, partial / "labels.npz")
        (partial / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")


def read_labels(path: Path) -> Labels:
    """The labels.npz of an item; with `vc.conductor.perform` they give any number of further conductors."""
    with np.load(path) as stored:
        rhythm = Rhythm(
            stored["beats_s"], stored["bar_positions"], stored["beats_per_bar"], stored["loudness"],
            float(stored["seconds"]), marks_in(stored),
        )  # fmt: skip
        return Labels(rhythm, stored["style"], stored["conductor_seeds"])


def _write_labels(labels: Labels, path: Path) -> None:
    rhythm = labels.rhythm
    marks = {MARK + name: values for name, values in vars(rhythm.marks).items()} if rhythm.marks else {}
    np.savez(
        path, beats_s=rhythm.beats_s, bar_positions=rhythm.bar_positions, beats_per_bar=rhythm.beats_per_bar,
        loudness=rhythm.loudness, seconds=rhythm.seconds, style=labels.styles, style_fields=np.array(STYLE_FIELDS),
        conductor_seeds=labels.conductor_seeds, **marks,
    )  # fmt: skip


def _fill(piece: Score, manner: Manner, rng: np.random.Generator) -> Performance:
    """Sections of the piece, each in a tempo of its own near the marked one, until an item is full."""
    played: list[Performance] = []
    gaps: list[float] = []
    while sum(gaps) + sum(p.seconds for p in played) < ITEM_S + 1:
        at_tempo = with_tempo(piece, float(np.exp(rng.normal(0, 0.07))))
        if piece.bars:
            first, last = section_bars(at_tempo, float(rng.uniform(60, 90)), rng)
            ends = last == len(piece.bars) - 1
            section = cut(at_tempo, first, last)
        else:
            section, ends = at_tempo, True
        if section.notes:
            played.append(play(section, manner, rng, ends=ends or rng.random() < 0.3))
            gaps.append(float(rng.uniform(0.4, 2.5)))
    return follow(played, gaps)


def _beginning(performance: Performance, rng: np.random.Generator) -> float:
    """Where in the performance the item begins: half of them with its first note, the others in the middle."""
    latest = performance.seconds - ITEM_S
    return float(rng.uniform(0, latest)) if rng.random() < 0.5 and latest > BEFORE_S else 0.0


def _render(
    performance: Performance, parts: list[Part], from_s: float, synthesizer: str, rng: np.random.Generator
) -> tuple[np.ndarray, str | None]:  # fmt: skip
    """(samples of the item, name of the soundfont)."""
    before = min(BEFORE_S, from_s)
    seconds = ITEM_S + before
    if synthesizer == "sine":
        p = performance
        mine = (p.start_s >= from_s - before) & (p.start_s < from_s - before + seconds)
        samples = render_sine(
            p.start_s[mine] - from_s + before, p.end_s[mine] - from_s + before, p.pitch[mine], p.velocity[mine],
            seconds=seconds,
        )  # fmt: skip
        soundfont = None
    elif synthesizer == "fluidsynth":
        font = choose_soundfont(find_soundfonts(), rng)
        midi = to_midi(performance, parts, from_s=from_s - before, seconds=seconds)
        samples = render_fluidsynth(midi, font.path, seconds=seconds, reverb=rng.random() < 0.4)
        soundfont = font.name
    else:
        raise ValueError(f"there is no synthesizer {synthesizer!r}; it is 'fluidsynth' or 'sine'")
    return samples[round(before * SAMPLE_RATE) :][: round(ITEM_S * SAMPLE_RATE)], soundfont


def _rhythm(performance: Performance, from_s: float, mel: Mel) -> Rhythm:
    beats = performance.beats_s - from_s
    inside = (beats >= 0) & (beats < mel.seconds)
    return Rhythm(
        beats[inside], performance.bar_positions[inside], performance.beats_per_bar[inside], measure_loudness(mel),
        mel.seconds,
    )  # fmt: skip
