"""What the ear is taught, and that it learns it."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from vc.data.conductormotion100 import Item
from vc.data.simulator.item import write_music
from vc.models.ear.network import BAR_PLACE, BEAT, BEAT_PLACE, DOWNBEAT, METRE, PULSE, SAID, TEMPO
from vc.models.ear.train import EarStage, EarTrainingConfig
from vc.models.ear.train_lessons import lesson, targets_of
from vc.models.ear.train_losses import ear_losses, metre_loss, tolerant
from vc.models.ear.train_timing import Unevenness, draw_timing
from vc.music import Mel, Rhythm
from vc.train.run import Options, make_stage, train

SECONDS = 70


def rhythm_of(beats, metre, seconds=SECONDS):
    place = np.arange(len(beats)) % metre
    return Rhythm(beats, place, np.full(len(beats), metre), np.full(int(30 * seconds), 0.5, np.float32), seconds)


def write_clicks(folder, number, bpm):
    beats = np.arange(0.5, SECONDS - 0.5, 60 / bpm)
    values = np.full((90 * SECONDS, 128), 0.05, np.float32)
    for i, beat in enumerate(beats):
        values[round(90 * beat) :][:8, : 128 if i % 3 == 0 else 60] = 0.9
    write_music(Mel(values, float(SECONDS)), rhythm_of(beats, 3), folder / f"drill.{number}.0", {})
    return Item("train", f"drill.{number}.0", folder / f"drill.{number}.0")


@pytest.fixture(scope="module")
def items(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clicks")
    return [write_clicks(folder, number, bpm) for number, bpm in enumerate((80, 100, 120, 144))]


def test_targets_stand_where_the_beats_are():
    beats = np.arange(1.0, 20.0, 0.5)
    t = targets_of(rhythm_of(beats, 4), 5.0, 1.0, 300, 240)
    assert np.flatnonzero(t.beat).tolist() == list(range(0, 300, 15))
    assert np.flatnonzero(t.downbeat).tolist() == [0, 60, 120, 180, 240], "1.0 + 4 k x 0.5 - 5.0 s"
    assert t.pulse.all()
    assert (t.metre == 4).all()
    assert t.tempo == pytest.approx(12 * np.log2(120 / 20), abs=1e-3)
    sine, cosine, bar_sine, bar_cosine = t.places
    assert cosine[::15] == pytest.approx(1, abs=1e-5)
    assert sine[4] == pytest.approx(np.sin(2 * np.pi * 4 / 15), abs=1e-5)
    assert bar_cosine[:60:15] == pytest.approx([1, 0, -1, 0], abs=1e-5)
    assert bar_sine[15] == pytest.approx(1, abs=1e-5)
    assert t.mask.sum() == 240


def test_targets_move_with_the_tempo_and_know_rests():
    beats = np.concatenate([np.arange(10) * 0.5, 10 + np.arange(10) * 0.5])
    t = targets_of(rhythm_of(beats, 4), 0.0, 2.0, 300, 300)
    assert np.flatnonzero(t.beat)[:3].tolist() == [0, 8, 15]
    assert t.tempo[10] == pytest.approx(12 * np.log2(240 / 20), abs=1e-3)
    assert not t.pulse[80:140].any()
    assert not t.metre[80:140].any()


def test_where_nobody_can_tell_the_bar_none_is_taught():
    beats = np.arange(1.0, 20.0, 0.5)
    t = targets_of(rhythm_of(beats, 12), 5.0, 1.0, 300, 300)
    assert not t.metre.any()
    assert not t.places[2:].any()
    assert np.hypot(*t.places[:2]) == pytest.approx(1, abs=1e-5)
    alike, sure = torch.zeros(1, 9, 300), torch.zeros(1, 9, 300)
    sure[:, 4] = 5.0
    unknown = torch.zeros(1, 300, dtype=torch.long)
    assert metre_loss(alike, unknown).mean() == pytest.approx(np.log(9), abs=1e-5)
    assert metre_loss(sure, unknown).mean() > 4
    assert metre_loss(sure, unknown + 5).mean() < 0.1


def test_a_lesson_of_short_music_is_masked_behind_its_end(items):
    mel, targets = lesson(items[0], 60, tempo=2.0, rng=np.random.default_rng(0))
    assert mel.shape == (5400, 128)
    count = int(targets.mask.sum())
    assert count == 30 * SECONDS // 2
    assert not mel[3 * count :].any()


def test_an_uneven_lesson_is_played_and_labelled_alike(items):
    uneven = Unevenness(1.0, 0.1, 0.15)
    mel, targets = lesson(items[0], 60, tempo=0.9, rng=np.random.default_rng(3), uneven=uneven)
    beats = np.flatnonzero(targets.beat * targets.mask)
    assert np.std(np.log(np.diff(beats))) > 0.03, "uneven"
    rise = np.diff(mel[:, 70:].mean(1), prepend=0)
    onsets = np.flatnonzero((rise > 0.05) & (np.roll(rise, 1) < 0.05))  # of downbeats, which sound in all bands
    downbeats = 3 * np.flatnonzero(targets.downbeat * targets.mask)
    inside = downbeats[(downbeats > 9) & (downbeats < 5380)]
    away = np.abs(inside[:, None] - onsets).min(1)
    assert len(inside) > 10
    assert away.max() <= 3, "a frame of 30 Hz"


def test_a_timing_goes_there_and_back():
    beats = np.arange(1.0, 59.0, 0.5)
    timing = draw_timing(beats, 60.0, 1.25, Unevenness(1.0, 0.05, 0.08), np.random.default_rng(1))
    assert timing.source(timing.played(beats)) == pytest.approx(beats, abs=1e-9)
    assert np.diff(timing.played(beats)).std() > 0.01
    assert draw_timing(beats, 60.0, 1.25, None, np.random.default_rng(1)).seconds == pytest.approx(48.0)


def test_a_beat_met_a_frame_late_costs_as_little_as_one_met_and_two_late_costs_much():
    hit = torch.zeros(1, 30)
    hit[0, 15] = 1
    mask = torch.ones(1, 30)

    def loss(frame):
        said = torch.full((1, 30), -6.0)
        said[0, frame] = 6.0
        return float(tolerant(said, hit, mask, 4.0))

    assert loss(16) == pytest.approx(loss(15), rel=0.01)
    assert loss(14) == pytest.approx(loss(15), rel=0.01)
    assert loss(18) > 20 * loss(15)


def test_who_says_all_that_is_right_loses_hardly_anything():
    rhythm = rhythm_of(np.arange(1.0, 60.0, 0.5), 3)
    t = targets_of(rhythm, 0.0, 1.0, 600, 600)
    batch = {name: torch.from_numpy(np.asarray(getattr(t, name)))[None] for name in t.__dataclass_fields__}
    said = torch.full((1, SAID, 600), -9.0)
    said[0, BEAT][batch["beat"][0] > 0] = 9
    said[0, DOWNBEAT][batch["downbeat"][0] > 0] = 9
    said[0, PULSE] = 18 * batch["pulse"][0] - 9
    said[0, BEAT_PLACE] = 9 * batch["places"][0, :2]
    said[0, BAR_PLACE] = 9 * batch["places"][0, 2:]
    said[0, METRE][2] = 9
    said[0, TEMPO] = -0.5 * (torch.arange(said[0, TEMPO].shape[0])[:, None] - batch["tempo"]).square() / 0.49
    losses = {name: float(value) for name, value in ear_losses(said, batch).items()}
    assert losses["beat"] < 0.01
    assert losses["downbeat"] < 0.01
    assert losses["pulse"] < 0.01
    assert losses["metre"] < 0.01
    assert losses["beat_place"] < 0.5, "a square wave is no circle, but nearly"
    assert losses["tempo"] < 1.3, "the entropy of what is wanted"
    wrong = {name: float(value) for name, value in ear_losses(-said, batch).items()}
    assert all(wrong[name] > losses[name] + 0.5 for name in losses)


def test_it_learns_clicks_and_goes_on_where_it_stopped(items, tmp_path):
    config = EarTrainingConfig(sample_s=20, batch=2, layers=1, rate=3e-3, warmup_steps=2, bf16=False, save_every=100)
    first = train(make_stage(config, items), items, [], tmp_path, options=Options(steps=12))
    before = first.smooth["beat"]
    state = train(make_stage(config, items), items, [], tmp_path, options=Options(steps=12))
    assert state.step == 12, "nothing is left to do"
    assert before < 0.9
    stage = EarStage(config, items, ear=tmp_path / "weights.safetensors")
    taken = stage.networks["ear"].state_dict()
    kept = load_file(tmp_path / "weights.safetensors")
    assert torch.equal(taken["gather.weight"], kept["gather.weight"])
