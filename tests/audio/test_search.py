"""The search over tempo, metre and place, on chances whose beats are known."""

import numpy as np
import pytest

from vc.audio.rhythm import Lead
from vc.audio.rhythm.decode import decode
from vc.audio.rhythm.readings import weigh_readings
from vc.audio.rhythm.salience import Measured
from vc.errors import MusicError
from vc.hints import Bounds, Hints
from vc.music import Chances, Mel, Rhythm

BPM = 20 * 2 ** (np.arange(49) / 12)


def said(beats, place, metre, seconds, *, noise=1.0, tempo_known=True, places_known=True, seed=0):
    """What an ear that errs by `noise` would say about these beats."""
    rng = np.random.default_rng(seed)
    count = int(30 * seconds)
    t = np.arange(count) / 30
    near = np.exp(-0.5 * (np.abs(t[:, None] - beats).min(1) / 0.03) ** 2)
    down = np.exp(-0.5 * (np.abs(t[:, None] - beats[place == 0]).min(1) / 0.03) ** 2)
    along = np.interp(t, beats, np.arange(len(beats)))
    inside = (t >= beats[0]) & (t <= beats[-1])
    error = lambda: noise * rng.standard_normal(count)  # noqa: E731
    known = inside * places_known
    tempo = np.log2(60 / np.interp(t, beats[:-1], np.diff(beats)))
    metres = np.full((count, 9), 0.02)
    metres[:, metre - 1] = 0.84
    return Chances(
        beat=8 * near - 4 + 2 * error(),
        downbeat=8 * down - 4 + 2 * error(),
        pulse=np.where(inside, 4, -4) + error(),
        in_beat=0.8 * known * np.exp(2j * np.pi * along) + 0.3 * (error() + 1j * error()),
        in_bar=0.8 * known * np.exp(2j * np.pi * (place[0] + along) / metre) + 0.3 * (error() + 1j * error()),
        tempo=-0.5 * ((np.log2(BPM) - tempo[:, None]) * 12) ** 2 if tempo_known else np.full((count, 49), -3.9),
        bpm=BPM,
        metre=metres,
    )


def decoded(chances, *args, **kwargs):
    """By the chances alone: nothing is measured that would speak for or against them."""
    frames = 3 * len(chances.beat)
    nothing = np.zeros(frames, np.float32)
    measured = Measured(nothing, nothing + 1, nothing, nothing > 0, np.full((frames // 45 + 1, 217), 0.15, np.float32))
    return decode(chances, measured, *args, **kwargs)


def uneven(bpm, seconds, spread=0.04, seed=1):
    steps = 60 / bpm * np.exp(spread * np.random.default_rng(seed).standard_normal(int(seconds * bpm / 60)))
    beats = 2.0 + np.cumsum(steps)
    return beats[beats < seconds - 2]


def met(beats, found, within=0.05):
    return np.mean([np.abs(found - beat).min() < within for beat in beats]) if len(found) else 0.0


def inside(found, beats):
    """How many were found from the first beat to the last."""
    return ((found > beats[0] - 0.1) & (found < beats[-1] + 0.1)).sum()


@pytest.mark.parametrize(("metre", "bpm"), [(4, 100), (3, 60), (5, 140), (7, 200), (2, 40), (9, 120)])
def test_beats_places_and_metre_are_found_together(metre, bpm):
    beats = uneven(bpm, 90)
    place = (np.arange(len(beats)) + 1) % metre
    path = decoded(said(beats, place, metre, 90))
    assert inside(path.times_s, beats) == pytest.approx(len(beats), rel=0.06)
    assert met(beats, path.times_s) > 0.95
    assert (path.metre == metre).mean() > 0.95
    nearest = np.abs(path.times_s[:, None] - beats).argmin(0)
    assert (path.place[nearest] == place).mean() > 0.95


def test_a_rest_holds_no_beats():
    beats = uneven(100, 90, spread=0.01)
    kept = (beats < 30) | (beats > 45)
    heard = said(beats[kept], np.arange(kept.sum()) % 4, 4, 90)
    t = np.arange(len(heard.beat)) / 30
    silent = (t > 31) & (t < 44)
    heard.beat[silent], heard.pulse[silent] = -5, -5
    found = decoded(heard).times_s
    assert not ((found > 31.5) & (found < 43.5)).any()
    assert met(beats[kept], found) > 0.95


def test_hours_are_searched_in_stretches_with_one_result():
    beats = uneven(90, 900, spread=0.03)
    place = np.arange(len(beats)) % 3
    path = decoded(said(beats, place, 3, 900))
    assert inside(path.times_s, beats) == pytest.approx(len(beats), rel=0.06)
    assert met(beats, path.times_s) > 0.99
    assert (np.diff(path.times_s) > 0.2).all()
    assert ((np.diff(path.place) % 3) == 1).all(), "also where stretches meet"


def test_a_tempo_that_was_said_is_kept_to():
    beats = uneven(120, 60, spread=0.01)
    heard = said(beats, np.arange(len(beats)) % 4, 4, 60, tempo_known=False, places_known=False)
    slow = decoded(heard, Bounds(tempo=(50, 70))).times_s
    assert 60 / np.median(np.diff(slow)) == pytest.approx(60, rel=0.03)
    quick = decoded(heard, Bounds(tempo=(200, 240))).times_s
    assert 60 / np.median(np.diff(quick)) == pytest.approx(240, rel=0.03)


def test_a_metre_that_was_said_is_kept_to():
    beats = uneven(100, 60)
    assert set(decoded(said(beats, np.arange(len(beats)) % 4, 4, 60), Bounds(metre=3)).metre) == {3}


def test_the_first_beat_that_was_said_is_a_downbeat_and_none_is_before_it():
    beats = uneven(100, 60, spread=0.01)
    path = decoded(said(beats, np.arange(len(beats)) % 4, 4, 60), Bounds(first_beat_s=float(beats[5])))
    assert path.times_s[0] == pytest.approx(beats[5], abs=0.02)
    assert path.place[0] == 0


def test_beats_that_lead_are_followed_in_level_and_phase():
    beats = uneven(120, 60, spread=0.01)
    heard = said(beats, np.arange(len(beats)) % 4, 4, 60, tempo_known=False)
    found = decoded(heard, lead=Lead(beats[12:26:2] + 0.02)).times_s
    near = (found > beats[12] - 6) & (found < beats[24] + 6)  # less and less, further away
    found = found[near]
    assert 60 / np.median(np.diff(found)) == pytest.approx(60, rel=0.03)
    assert np.quantile(np.abs(found[:, None] - beats[::2]).min(1), 0.95) < 0.06


def test_what_contradicts_the_found_beats_is_doubted():
    beats = uneven(100, 90, spread=0.01)
    place = np.arange(len(beats)) % 4
    heard = said(beats, place, 4, 90)
    mel = Mel(np.full((90 * 90, 128), 0.5, np.float32), 90.0)
    right = Rhythm(beats, place, np.full(len(beats), 4), np.zeros(2700, np.float32), 90.0)
    late = Rhythm(beats[:-1] + 0.3, place[:-1], np.full(len(beats) - 1, 4), np.zeros(2700, np.float32), 90.0)
    sure, doubted = weigh_readings(mel, heard, right), weigh_readings(mel, heard, late)
    assert sure.chances.shape == (len(sure.starts_s) - 1, len(sure.names))
    assert sure.chances.sum(1) == pytest.approx(1)
    assert np.median(sure.sure) > np.median(doubted.sure) + 0.2
    assert np.median(doubted.sure) < 0.25
    assert doubted.best_others()[0] == "half a beat later"


@pytest.mark.parametrize(
    ("text", "tempo"), [("60-80", (60, 80)), ("100", (94, 106)), ("72.5 - 90", (72.5, 90)), ("25", (25, 26.5))]
)
def test_a_tempo_is_read(text, tempo):
    assert Hints(tempo=text).bounds().tempo == pytest.approx(tempo)


@pytest.mark.parametrize(
    ("text", "metre"),
    [("3/4", 3), ("5", 5), ("6/8", 2), ("9/8", 3), ("12/8", 4), ("7/8", 7), ("3/8", 3), ("6", 6)],
)
def test_a_metre_is_read_as_it_is_counted(text, metre):
    assert Hints(metre=text).bounds().metre == metre


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Hints(tempo="fast"), "no tempo"),
        (lambda: Hints(metre="3:4"), "no metre"),
        (lambda: Bounds(tempo=(80, 60)), "lower first"),
        (lambda: Bounds(tempo=(10, 60)), "25 to 240"),
        (lambda: Bounds(metre=13), "1 to 9"),
        (lambda: Bounds(first_beat_s=float("nan")), "0 or later"),
    ],
)
def test_hints_that_cannot_be_are_refused(make, message):
    with pytest.raises(MusicError, match=message):
        make()
