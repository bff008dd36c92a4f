"""The beat survives: whatever the body, hands move on the screen as far and as fast as the motion's."""

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import find_peaks

from vc.conductor import perform
from vc.music import Rhythm
from vc.render.avatar import sketch
from vc.render.avatar.clearance import FACE, TRUNK, Face, inside
from vc.render.avatar.lift import lift
from vc.render.avatar.quaternion import inverse, rotate
from vc.render.avatar.rig import ARM, INDEX, MIRROR, STANDARD_RIG, Rig, RigMotion, forward, positions
from vc.render.character.canvas import DISTANCE_M
from vc.skeleton import Joint, Motion

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "results"
BODIES = range(10)
EYE_Y = 1.2


@pytest.fixture(scope="module")
def conducting() -> Motion:
    beats = np.arange(0, 20, 0.55)
    loudness = np.full(600, 0.5, np.float32)
    return perform(Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness, 20.0), seed=3)


def body(seed: int) -> Rig:
    """A rig with other shoulders and arms: narrow and wide, short and long."""
    rng = np.random.default_rng(seed)
    half, height = rng.uniform(0.14, 0.22), 1.405 * rng.uniform(0.93, 1.05)
    upper, fore = rng.uniform(0.25, 0.33), rng.uniform(0.22, 0.29)
    shoulder, rest = np.array([half, height, -0.012]), STANDARD_RIG.rest.copy()
    for side, mirror in (("l", np.ones(3)), ("r", MIRROR)):
        bones = {"clavicle": [0.03, height + 0.01, 0], "upper_arm": shoulder, "forearm": shoulder + upper * ARM,
                 "hand": shoulder + (upper + fore) * ARM}  # fmt: skip
        for name, place in bones.items():
            rest[INDEX[f"{name}_{side}"]] = np.asarray(place) * mirror
    return Rig(rest)


def on_screen(places: np.ndarray) -> np.ndarray:
    near = DISTANCE_M / (DISTANCE_M - places[..., 2])
    return np.stack([places[..., 0] * near, EYE_Y + (places[..., 1] - EYE_Y) * near], -1)


def wrists(motion: Motion, rig: Rig, side: str, face: Face | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(T, 2) of the drawn body and of the motion, from the middle of the shoulders, on arms of the same length."""
    posed = positions(rig, lift(motion, rig=rig, full_reach=True, face=face))
    middle = 0.5 * (posed[:, INDEX["upper_arm_l"]] + posed[:, INDEX["upper_arm_r"]])
    got = on_screen(posed[:, INDEX[f"hand_{side}"]]) - on_screen(middle)
    measures = sketch.measure(sketch.upright(motion), None)
    points = motion.points.astype(float) * [1, -1]
    shoulders = 0.5 * (points[:, Joint.LEFT_SHOULDER] + points[:, Joint.RIGHT_SHOULDER])
    reach = (rig.length("forearm_l") + rig.length("hand_l")) / (0.5 * (sum(measures.upper) + sum(measures.fore)))
    return got, (points[:, sketch.SIDES[side].wrist] - shoulders) * measures.scale * reach


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
    with np.load(EXAMPLES / piece / "motion.npz") as run:
        motion = Motion(run["points"])
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
