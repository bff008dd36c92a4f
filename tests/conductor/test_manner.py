"""The four controls do what they say, measured on the hands."""

import numpy as np
import pytest

from vc.conductor import Style, perform
from vc.manner import AS_DRAWN, MANNERS, Manner
from vc.music import Rhythm
from vc.options import OptionError
from vc.skeleton import Joint

SECONDS = 40


@pytest.fixture(scope="module")
def rhythm() -> Rhythm:
    beats = np.arange(1.0, SECONDS - 1, 0.55)
    loudness = 0.5 + 0.3 * np.sin(np.arange(30 * SECONDS) / 70)
    return Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness.astype(np.float32), SECONDS)


def wrist(rhythm, joint: Joint, **wishes: float) -> np.ndarray:
    """(seeds, T, 2) of three conductors, stage widths."""
    motions = [perform(rhythm, seed=seed, manner=Manner(**wishes)) for seed in range(3)]
    return np.stack([motion.points[:, joint] for motion in motions]).astype(float)


def speed(path: np.ndarray) -> float:
    return float(np.linalg.norm(np.diff(path, axis=1), axis=-1).mean() * 30)


def sharpness(path: np.ndarray) -> float:
    """Jerk for each unit of speed, so that larger movements are not taken for sharper ones."""
    jerk = np.diff(path, n=3, axis=1) * 30**3
    return float(np.abs(jerk).mean()) / speed(path)


def test_size_makes_the_beats_larger(rhythm):
    small, usual, large = (wrist(rhythm, Joint.RIGHT_WRIST, gesture=size).std(axis=1).mean() for size in (-1, 0, 1))
    assert large > 1.25 * usual
    assert usual > 1.15 * small


def test_energy_makes_the_strokes_sharper_and_quicker(rhythm):
    calm, lively = (wrist(rhythm, Joint.RIGHT_WRIST, energy=energy) for energy in (-1, 1))
    assert speed(lively) > 1.2 * speed(calm)
    assert sharpness(lively) > 1.15 * sharpness(calm)


def test_smoothness_rounds_the_strokes(rhythm):
    sharp, smooth = (wrist(rhythm, Joint.RIGHT_WRIST, smoothness=smoothness) for smoothness in (-1, 1))
    assert sharpness(smooth) < 0.8 * sharpness(sharp)


def test_left_hand_moves_the_left_hand_and_leaves_the_right_alone(rhythm):
    little, much = ({"left_hand": wish} for wish in (-1.0, 1.0))
    assert speed(wrist(rhythm, Joint.LEFT_WRIST, **much)) > 1.3 * speed(wrist(rhythm, Joint.LEFT_WRIST, **little))
    rights = [wrist(rhythm, Joint.RIGHT_WRIST, **wish) for wish in (little, much)]
    assert speed(rights[1]) == pytest.approx(speed(rights[0]), rel=0.05)


def test_nothing_wished_is_the_conductor_that_the_seed_draws():
    assert Style.draw(5, AS_DRAWN) == Style.draw(5)
    assert MANNERS["Textbook"] == AS_DRAWN


def test_every_wish_stays_a_possible_conductor():
    extremes = [Manner(a, b, c, d) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1) for d in (-1, 1)]
    styles = [Style.draw(seed, manner) for seed in range(20) for manner in [*extremes, *MANNERS.values()]]
    assert len({style.size for style in styles}) > 40  # Style itself refuses numbers out of range


@pytest.mark.parametrize("wish", [1.01, -2.0, float("nan")])
def test_a_wish_beyond_the_scale_is_refused_by_name(wish):
    with pytest.raises(OptionError, match=r"smoothness has to be a number from -1 to 1, not"):
        Manner(smoothness=wish)
