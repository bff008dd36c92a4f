"""The pack of performances: reading it, playing it anew, and what is made of it."""

import json

import mido
import numpy as np
import pytest

from vc.data.conductormotion100 import Item, check_folder, list_split
from vc.data.timed.colour import colour_anew, to_midi
from vc.data.timed.drills import KINDS, make_drill
from vc.data.timed.human import Freedom, perform_anew
from vc.data.timed.pack import list_pack, pulse_runs, read_piece, split_of
from vc.data.timed.plain import render_plain, still
from vc.data.timed.run import list_takes, simulate_timed
from vc.data.timed.surroundings import applause, speech, through_mp3
from vc.errors import DatasetError
from vc.music import SAMPLE_RATE

BEATS = np.arange(0.5, 20, 0.5)


def write_piece(path, beats=BEATS, metre=4):
    """A chord on each beat; the pedal is down until the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = mido.MidiFile(ticks_per_beat=480)
    track = mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.Message("program_change", channel=2, program=40))
    track.append(mido.Message("control_change", channel=2, control=64, value=127))
    track.append(mido.Message("control_change", channel=2, control=64, value=0, time=480))
    now = 480
    for beat in beats:
        start, end = round(960 * beat), round(960 * (beat + 0.2))
        for i, pitch in enumerate((60, 64)):
            track.append(mido.Message("note_on", channel=2, note=pitch, velocity=80, time=start - now if i == 0 else 0))
        for i, pitch in enumerate((60, 64)):
            track.append(mido.Message("note_off", channel=2, note=pitch, time=end - start if i == 0 else 0))
        now = end
    file.save(path)
    table = np.stack([beats, np.arange(len(beats)) % metre == 0], 1)
    np.savetxt(path.with_name(f"{path.stem}.beats.tsv"), table, fmt=["%.4f", "%d"], delimiter="\t")
    return path


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    write_piece(folder / "piano" / "etude_1.mid")
    write_piece(folder / "orchestra" / "Nobody_Op.1_2.1.0a.mid", metre=3)
    write_piece(folder / "pop" / "047.mid")
    return folder


def test_a_performance_is_read_with_its_beats(pack):
    played = read_piece(pack / "piano" / "etude_1.mid")
    assert played.start_s == pytest.approx(np.repeat(BEATS, 2), abs=1e-3)
    assert played.end_s - played.start_s == pytest.approx(0.2, abs=2e-3)
    assert set(played.pitch) == {60, 64}
    assert played.programs == (40,)
    assert played.pedal.tolist() == [[0, 0, 127], [0.5, 0, 0]]
    assert played.is_downbeat.sum() == 10


def test_works_are_held_back_whole(pack):
    assert split_of("pop", "047") == "test"
    assert split_of("pop", "067") == "val"
    assert {split_of("orchestra", f"Beethoven_Op.21_2.{k}") for k in (1, 2)} == {"test"}
    assert split_of("piano", "mz_333_1") == split_of("piano", "mz_333_3") == "test"
    assert split_of("piano", "chpn-p4") == "test"
    assert split_of("piano", "chpn-p2") == "val"
    assert split_of("piano", "chpn-p21") == "train"
    assert [piece.split for piece in list_pack(pack)] == ["train", "train", "test"]


def test_a_folder_that_is_no_pack_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="holds no performances"):
        list_pack(tmp_path)
    (tmp_path / "noise.mid").write_bytes(b"MThd")
    with pytest.raises(DatasetError, match=r"noise\.mid"):
        read_piece(tmp_path / "noise.mid")


def test_notes_and_beats_move_together(pack):
    played = read_piece(pack / "piano" / "etude_1.mid")
    free = Freedom(tempo=1.25, uneven=0.06, swaying=0.05)
    anew = perform_anew(played, free, np.random.default_rng(0))
    gap = np.diff(anew.beats_s)
    assert np.median(gap) == pytest.approx(0.4, rel=0.05)
    assert 0.04 < np.std(np.log(gap)) < 0.12
    assert anew.start_s[::2] == pytest.approx(anew.beats_s, abs=1e-6)
    apart = perform_anew(played, Freedom(jitter_s=0.01), np.random.default_rng(0))
    assert 0.005 < np.std(np.sort(apart.start_s) - np.sort(played.start_s)) < 0.015
    assert apart.beats_s == pytest.approx(played.beats_s, abs=0.03)


@pytest.mark.parametrize("kind", ["piano", "orchestra", "pop"])
def test_colours_lose_no_note_and_keep_every_time(pack, kind):
    played = read_piece(pack / "piano" / "etude_1.mid")
    for seed in range(12):
        rng = np.random.default_rng(seed)
        coloured, _ = colour_anew(kind, played, rng)
        assert len(coloured.start_s) == len(played.start_s)
        assert coloured.part.max() < len(coloured.programs) <= 16
        file = mido.MidiFile(file=__import__("io").BytesIO(to_midi(coloured, seconds=21, rng=rng)))
        starts, now = [], 0.0
        for message in file:
            now += message.time
            if message.type == "note_on" and message.velocity:
                starts.append(now)
        assert starts == pytest.approx(played.start_s, abs=2e-3)


def test_drills_have_every_metre_and_tempo_and_some_have_no_pulse():
    made = [make_drill(np.random.default_rng(seed)) for seed in range(150)]
    assert {kind for _, kind in made} == set(KINDS)
    tempi, metres = [], set()
    for played, kind in made:
        assert len(played.start_s)
        if kind == "free":
            assert len(played.beats_s) == 0
            continue
        tempi.append(60 / np.median(np.diff(played.beats_s)))
        metres |= set(np.diff(np.flatnonzero(played.is_downbeat)).tolist())
        # A note stands on most beats.
        assert np.mean([np.abs(played.start_s - beat).min() < 0.02 for beat in played.beats_s]) > 0.4
    assert min(tempi) < 40
    assert max(tempi) > 190
    assert {2, 3, 4, 5, 6, 7} <= metres


def test_plain_sounds_begin_when_their_notes_do():
    played, _ = next(
        (p, k) for p, k in (make_drill(np.random.default_rng(s)) for s in range(99)) if k == "clicks"
    )  # fmt: skip
    samples = render_plain(played, 92.0, np.random.default_rng(0))[:, 0]
    loud = np.abs(samples)
    for start in played.start_s[3:20]:
        at = round(start * SAMPLE_RATE)
        assert loud[at : at + 220].max() > 5 * loud[at - 300 : at - 10].max()


def test_mp3_loses_quality_and_not_time():
    rng = np.random.default_rng(0)
    clicks = np.zeros(3 * SAMPLE_RATE, np.float32)
    clicks[:: SAMPLE_RATE // 2] = 0.8
    clicks += 0.01 * rng.standard_normal(len(clicks)).astype(np.float32)
    heard = through_mp3(clicks, 48)
    assert len(heard) == len(clicks)
    lag = np.correlate(heard[5000:40000], clicks[6000:39000], "valid").argmax() - 1000
    assert abs(lag) <= 30
    assert not np.array_equal(heard, clicks)


@pytest.mark.parametrize("make", [applause, speech, still])
def test_sounds_without_pulse_are_as_loud_as_asked(make):
    sound = make(2 * SAMPLE_RATE, np.random.default_rng(1))
    assert sound.shape == (2 * SAMPLE_RATE,)
    assert np.sqrt(np.mean(np.square(sound))) == pytest.approx(1, rel=0.6)


def test_a_rest_ends_a_run():
    beats = np.concatenate([np.arange(10), 14 + np.arange(5)]) * 0.5
    assert pulse_runs(beats) == [(0, 9), (10, 14)]
    assert pulse_runs(beats[:1]) == []


def test_takes_have_something_of_everything_early_on(pack):
    takes = list_takes(list_pack(pack), colours=2)
    assert sum(take.kind == "piano" for take in takes) == 4, "pieces that are rare come twice as often"
    assert len({take.folder for take in takes}) == len(takes)


def test_a_pack_becomes_items_and_the_same_call_goes_on(pack, tmp_path):
    made = simulate_timed(pack, tmp_path / "data", colours=2)
    assert all(folder.is_dir() for folder in made)
    before = {folder: (folder / "mel_u8.npy").stat().st_mtime_ns for folder in made}
    simulate_timed(pack, tmp_path / "data", colours=2)
    assert {folder: (folder / "mel_u8.npy").stat().st_mtime_ns for folder in made} == before
    contents = check_folder(tmp_path / "data")
    assert sum(contents.labelled.values()) == len(made)
    item = next(item for item in list_split(tmp_path / "data", "train") if item.id.startswith("piano"))
    rhythm = item.labels.rhythm
    meta = json.loads((item.folder / "meta.json").read_text())
    assert len(rhythm.beats_s) >= len(BEATS)
    assert np.median(np.diff(rhythm.beats_s)) == pytest.approx(0.5 / meta["freedom"]["tempo"], rel=0.15)
    held_back = list_split(tmp_path / "data", "test")[0]
    assert np.diff(held_back.labels.rhythm.beats_s) == pytest.approx(0.5, abs=2e-3), "as it is in the pack"
    assert _onsets_meet(held_back, held_back.labels.rhythm.beats_s) > 2.0
    with pytest.raises(DatasetError, match="another seed"):
        simulate_timed(pack, tmp_path / "data", seed=1)


def _onsets_meet(item: Item, beats_s):
    """How much more the mel rises around beats than between them."""
    mel = np.asarray(item.mel, float)
    rise = np.maximum(np.diff(mel, axis=0), 0).sum(1)
    frames = (beats_s[2:-2] * 90).astype(int)
    middles = ((beats_s[2:-3] + beats_s[3:-2]) / 2 * 90).astype(int)
    return np.mean([rise[f - 5 : f + 5].max() for f in frames]) / np.mean([rise[f - 5 : f + 5].max() for f in middles])
