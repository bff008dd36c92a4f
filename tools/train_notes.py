"""Train the network that hears notes begin, vc/audio/score/notes.npz.

    python tools/train_notes.py TIMED --work FOLDER [--excerpts 104] [--epochs 3]

TIMED holds piano/*.mid and orchestra/*.mid, times of 960 ticks a second. Excerpts of 40 s are rendered by FluidSynth in
many colours, half of them through the simulator's rooms and microphones, into FOLDER, where those already there are
kept. The network learns from all onsets and from six times as many other places, most of them near an onset in time or
in pitch. Four minutes of one core to render, three to learn.

The shipped weights come from piano-midi.de by Bernd Krueger (CC BY-SA 3.0 DE) and the OpenScore Orchestra in the time
of Hauptstimme's alignments (scores CC0, alignments CC BY-SA), rendered with FluidR3 and MuseScore General (MIT).
"""

import argparse
import io
from pathlib import Path

import mido
import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from vc.audio.score.tones import LOWEST, RATE, TONES, measure_tones
from vc.audio.score.transcribe import MEAN_LEVEL_GAIN, WEIGHTS
from vc.data.simulator.augment import Recording, record
from vc.data.simulator.synth import find_soundfonts, render_fluidsynth

EXCERPT_S = 40.0
TICKS_PER_S = 960
SHIFTS = np.array((-12, -7, -2, -1, 0, 1, 2, 12, 19, 24, 28, 34))  # semitones: neighbours, and where partials are
CONTEXT = 10  # frames to both sides
HIDDEN = (48, 32)
NEGATIVES = 6
ALONE = (0, 0, 0, 1, 2, 6, 46, 24, 11, 4, 21, 16, 19, 52, 48, 48, 48, 49, 50, 51, 44)  # General MIDI programs
CHOIRS = ((43, 42, 41, 40), (70, 60, 71, 73), (58, 70, 68, 68), (43, 48, 60, 56))  # low to high
CHOIR_CUTS = (51, 63, 73)
DRUMS = 9
Note = tuple[float, float, int, int, int, int]  # start, end, pitch, velocity, channel, program


def read_performance(path: Path) -> tuple[list[Note], list[tuple[float, int]]]:
    """Notes in seconds, and the changes of the sustaining pedal: (seconds, value)."""
    notes: list[Note] = []
    pedal: list[tuple[float, int]] = []
    for track in mido.MidiFile(path).tracks:
        now, program, sounding = 0, {}, {}
        for message in track:
            now += message.time
            at = now / TICKS_PER_S
            if message.type == "program_change":
                program[message.channel] = message.program
            elif message.type == "control_change" and message.control == 64:
                pedal.append((at, message.value))
            elif message.type in ("note_on", "note_off") and message.channel != DRUMS:
                key = (message.channel, message.note)
                if key in sounding:
                    start, velocity = sounding.pop(key)
                    notes.append((start, at, message.note, velocity, message.channel, program.get(message.channel, 0)))
                if message.type == "note_on" and message.velocity:
                    sounding[key] = (at, message.velocity)
    return notes, sorted(pedal)


def recoloured(notes: list[Note], keep: bool, rng: np.random.Generator) -> list[Note]:
    """The instruments of the file, one for all, or a choir by register."""
    if keep:
        return notes
    if rng.random() < 0.75:
        program = int(rng.choice(ALONE))
        return [(*note[:4], 0, program) for note in notes]
    choir = CHOIRS[int(rng.integers(len(CHOIRS)))]
    voices = [int(np.searchsorted(CHOIR_CUTS, note[2])) for note in notes]
    return [(*note[:4], voice, choir[voice]) for note, voice in zip(notes, voices, strict=True)]


def midi_of(notes: list[Note], pedal: list[tuple[float, int]]) -> bytes:
    """A MIDI file of notes whose times are seconds from 0."""
    events: list[tuple[float, int, mido.Message]] = []
    for channel, program in sorted({(note[4], note[5]) for note in notes}):
        events.append((0.0, 0, mido.Message("program_change", channel=channel, program=program)))
        events += [(max(at, 0.0), 1, mido.Message("control_change", channel=channel, control=64, value=value))
                   for at, value in pedal]  # fmt: skip
    for start, end, pitch, velocity, channel, _ in notes:
        events.append((start, 3, mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)))
        events.append((end, 2, mido.Message("note_off", channel=channel, note=pitch)))
    track, now = mido.MidiTrack(), 0
    for at, _, message in sorted(events, key=lambda event: event[:2]):
        tick = max(round(at * TICKS_PER_S), now)
        track.append(message.copy(time=tick - now))
        now = tick
    stream = io.BytesIO()
    mido.MidiFile(ticks_per_beat=TICKS_PER_S // 2, tracks=[track]).save(file=stream)
    return stream.getvalue()


def make_excerpt(path: Path, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """level, onset (1 shared by the two frames around a beginning) and active (bool), each (T, TONES)."""
    notes, pedal = read_performance(path)
    is_orchestra = path.parent.name == "orchestra"
    notes = recoloured(notes, is_orchestra and rng.random() < 0.7, rng)
    pedal = [] if rng.random() < 0.3 else pedal
    speed = float(np.exp(rng.normal(0, 0.15)))
    start = float(rng.uniform(0, max(max(note[1] for note in notes) - EXCERPT_S * speed, 0.1)))
    heard = [((a - start) / speed, min((b - start) / speed, EXCERPT_S), *rest)
             for a, b, *rest in notes if start <= a < start + EXCERPT_S * speed]  # fmt: skip
    fonts = find_soundfonts()
    font = fonts[int(rng.random() < 0.12) % len(fonts)]
    changes = [((at - start) / speed, value) for at, value in pedal if start <= at < start + EXCERPT_S * speed]
    stereo = render_fluidsynth(midi_of(heard, changes), font.path, seconds=EXCERPT_S, reverb=rng.random() < 0.7)
    mono = record(stereo, Recording.draw(rng), rng) if rng.random() < 0.5 else stereo.mean(axis=1)
    level = measure_tones(mono.astype(np.float32), tuning=float(rng.normal(0, 0.05)))
    onset, active = np.zeros_like(level), np.zeros(level.shape, bool)
    for a, b, pitch, *_ in heard:
        tone, frame = pitch - LOWEST, int(a * RATE)
        if 0 <= tone < TONES and frame + 1 < len(level):
            share = a * RATE - frame
            onset[frame, tone] = max(onset[frame, tone], 1 - share)
            onset[frame + 1, tone] = max(onset[frame + 1, tone], share)
            active[frame : max(int(b * RATE), frame + 1), tone] = True
    return {"level": level.astype(np.float16), "onset": onset.astype(np.float16), "active": active}


def windows(level: np.ndarray, frames: np.ndarray, tones: np.ndarray) -> np.ndarray:
    """(n, shifts + 1, taps) of what the network sees of each place; the last row is the mean level."""
    padded = np.pad(level, ((CONTEXT, CONTEXT), (-SHIFTS.min(), SHIFTS.max())))
    taps = frames[:, None] + np.arange(2 * CONTEXT + 1)
    rows = [padded[taps, (tones + shift - SHIFTS.min())[:, None]] for shift in SHIFTS]
    return np.stack([*rows, MEAN_LEVEL_GAIN * np.pad(level.mean(axis=1), CONTEXT)[taps]], axis=1)


def sample(excerpt: dict[str, np.ndarray], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(windows, (n, 2) targets): up to 1500 onsets, and places that are mostly near one of them."""
    level, onset = excerpt["level"].astype(np.float32), excerpt["onset"].astype(np.float32)
    frames, tones = (chosen[:1500] for chosen in rng.permuted(np.stack(np.nonzero(onset > 0.05)), axis=1))
    count = NEGATIVES * len(frames)
    near = rng.integers(0, len(frames), count)
    away = np.where(rng.random(count) < 0.5, 0, rng.choice([-19, -12, -2, -1, 1, 2, 5, 7, -7, 12, 19, 24], count))
    others = np.clip(frames[near] + rng.integers(-12, 13, count), 0, len(level) - 1)
    beside = np.clip(tones[near] + away, 0, TONES - 1)
    others[: count // 3] = rng.integers(0, len(level), count // 3)
    beside[: count // 3] = rng.integers(0, TONES, count // 3)
    frames, tones = np.concatenate([frames, others]), np.concatenate([tones, beside])
    targets = np.stack([onset[frames, tones], excerpt["active"][frames, tones]], axis=1)
    return windows(level, frames, tones), targets.astype(np.float32)


def learn(seen: torch.Tensor, targets: torch.Tensor, epochs: int, batch: int = 2048) -> nn.Sequential:
    width = seen.shape[1] * seen.shape[2]
    network = nn.Sequential(nn.Flatten(), nn.Linear(width, HIDDEN[0]), nn.ReLU(), nn.Linear(*HIDDEN), nn.ReLU(),
                            nn.Linear(HIDDEN[1], 2))  # fmt: skip
    steps = epochs * (len(seen) // batch)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    weight = torch.tensor([1.0, 0.3])
    for step in range(steps):
        chosen = torch.randint(len(seen), (batch,))
        loss = binary_cross_entropy_with_logits(network(seen[chosen]), targets[chosen], weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"{step} of {steps}: {loss.item():.4f}", flush=True)
    return network


def save(network: nn.Sequential, mean: np.ndarray, deviation: np.ndarray, path: Path) -> None:
    """The weights as `vc.audio.score.transcribe` takes them, the standardization folded into the first layer."""
    first, second, third = (layer for layer in network if isinstance(layer, nn.Linear))
    table = first.weight.detach().numpy() / deviation
    np.savez_compressed(
        path, shifts=SHIFTS, first=table.reshape(HIDDEN[0], len(SHIFTS) + 1, -1).transpose(1, 2, 0),
        first_bias=first.bias.detach().numpy() - table @ mean,
        second=second.weight.detach().numpy().T, second_bias=second.bias.detach().numpy(),
        third=third.weight.detach().numpy().T, third_bias=third.bias.detach().numpy(),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("timed", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--excerpts", type=int, default=104)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = sorted([*options.timed.glob("piano/*.mid"), *options.timed.glob("orchestra/*.mid")])
    order = np.random.default_rng(1).permutation(len(pieces))
    seen, targets = [], []
    for number in range(options.excerpts):
        rng = np.random.default_rng([7, number])
        stored = options.work / f"{number:04d}.npz"
        if not stored.exists():
            np.savez_compressed(stored, **make_excerpt(pieces[order[number % len(pieces)]], rng))
        with np.load(stored) as excerpt:
            windows_of, targets_of = sample(dict(excerpt), rng)
        seen.append(windows_of)
        targets.append(targets_of)
    inputs = np.concatenate(seen)
    flat = inputs.reshape(len(inputs), -1)
    mean, deviation = flat.mean(axis=0), flat.std(axis=0) + 0.02
    standard = ((flat - mean) / deviation).reshape(inputs.shape)
    network = learn(torch.from_numpy(standard), torch.from_numpy(np.concatenate(targets)), options.epochs)
    save(network, mean, deviation, options.out)
    print(options.out)


if __name__ == "__main__":
    main()
