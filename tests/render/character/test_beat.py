"""The beat survives: whatever the body, hands move on the screen as far and as fast as the motion's."""

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import find_peaks

from benchmarks.beat import body, wrists
from vc.conductor import perform
from vc.music import Rhythm
from vc.render.avatar.clearance import FACE, TRUNK, inside
from vc.render.avatar.lift import lift
from vc.render.avatar.quaternion import inverse, rotate
from vc.render.avatar.rig import INDEX, RigMotion, forward
from vc.skeleton import Motion
from vc.web.examples import load_motion

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "results"
BODIES = range(10)
EYE_Y = 1.2


@pytest.fixture(scope="module")
def conducting() -> Motion:
    beats = np.arange(0, 20, 0.55)
    loudness = np.full(600, 0.5, np.float32)
    return perform(Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness, 20.0), seed=3)


@pytest.mark.parametrize(("seed", "face"), [*((seed, None) for seed in BODIES), (0, FACE), (4, FACE)])
def test_range_speed_and_lowest_points_are_kept(conducting, seed, face):
    for side in "lr":
        got, want = wrists(conducting, body(seed), side, face)
        low, high = (np.percentile(got, [2.5, 97.5], 0), np.percentile(want, [2.5, 97.5], 0))
        assert ((low[1] - low[0]) / (high[1] - high[0]) > 0.95).all()
        speed = [np.linalg.norm(np.diff(path, axis=0), axis=1).mean() for path in (got, want)]
        assert speed[0] > 0.95 * speed[1]
        meant, found = (find_peaks(-path[:, 1], prominence=p)[0] for path, p in ((want, 0.04), (got, 0.02)))
        near = [np.abs(found - peak).min() <= 1 for peak in meant]
        assert np.mean(near) > 0.95


@pytest.mark.parametrize(("piece", "seed"), [("mountain_king", 4), ("mountain_king", 7), ("blue_danube", 0)])
def test_hands_that_make_way_for_the_face_still_go_as_far_sideways(piece, seed):
    """A learned conductor whose right hand would beat before the face: what it loses there it goes further out."""
    motion = load_motion(EXAMPLES / piece)
    for side in "lr":
        got, want = wrists(motion, body(seed), side, FACE)
        ranges = [np.ptp(np.percentile(path, [2.5, 97.5], 0), axis=0) for path in (got, want)]
        assert (ranges[0] > 0.95 * ranges[1]).all()
        speed = [np.linalg.norm(np.diff(path, axis=0), axis=1).mean() for path in (got, want)]
        assert speed[0] > 0.94 * speed[1]


@pytest.mark.parametrize(("seed", "face"), [(0, None), (4, None), (4, FACE)])
def test_forearms_stay_out_of_the_body(conducting, seed, face):
    rig = body(seed)
    posed: RigMotion = lift(conducting, rig=rig, full_reach=True, face=face)
    world = forward(rig, posed)
    chest, turn = world[:, INDEX["chest"], :3, 3], multiply_up(posed)
    for side in "lr":
        elbow, wrist = (world[:, INDEX[f"{bone}_{side}"], :3, 3] for bone in ("forearm", "hand"))
        for part in (0.3, 0.6, 0.9):
            place = rotate(inverse(turn), elbow + part * (wrist - elbow) - chest)
            assert (inside(TRUNK, place, sleeve=0.0) > 0.02).mean() <= 0.002


def multiply_up(motion: RigMotion) -> np.ndarray:
    """(T, 4) the chest's turn in the world."""
    from vc.render.avatar.quaternion import multiply

    turn = motion.rotations[:, 0].astype(float)
    for joint in ("spine", "chest"):
        turn = multiply(turn, motion.rotations[:, INDEX[joint]].astype(float))
    return turn
