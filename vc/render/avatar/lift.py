"""READ FIRST: from thirteen joints in the picture to a skeleton in space, in closed form.

    sketch  where the joints are in metres: known, or their depth guessed from foreshortening
    torso   hips, spine, chest, neck, head, collar bones
    arms    wrists where they were seen, elbows by inverse kinematics; out of the body and apart by `clearance`
    hands   as the motion's channels say, or trailing the arms; the baton towards the orchestra
    legs    planted feet, and coat tails
    face    blinking, brows, mouth, fingers

There is no learning and no search: the same motion and seed give the same result, in time that grows with the length.
"""

import numpy as np

from vc.channels import channel
from vc.render.avatar import sketch
from vc.render.avatar.arms import chain, pose_arm, targets
from vc.render.avatar.clearance import Face, keep_apart
from vc.render.avatar.face import express, shown_face
from vc.render.avatar.hands import aim_baton, pose_hand, share_twist, shown_hand
from vc.render.avatar.legs import pose_legs, pose_root, pose_tails
from vc.render.avatar.quaternion import continuous, inverse, multiply, power
from vc.render.avatar.rig import JOINTS, PARENTS, STANDARD_RIG, Rig, RigMotion
from vc.render.avatar.torso import breath, read_trunk, turn_clavicles, turn_head, turn_trunk
from vc.skeleton import Motion

_PART = 9000  # poses lifted at a time: 5 minutes, so that memory does not grow with the intermediate steps
_MARGIN_S = 60.0  # taken along on both sides; the slowest filter, of arms that make way, forgets within that time


def lift(
    motion: Motion,
    *,
    rig: Rig = STANDARD_RIG,
    loudness: np.ndarray | None = None,
    seed: int = 0,
    full_reach: bool = False,
    sway: float = 1.0,
    face: Face | None = None,
) -> RigMotion:
    """Give a motion depth, bones of constant length, and a face.

    loudness : (n,) 0..1 at the motion's rate, as `vc.music.Rhythm.loudness`; moves brows, mouth, left fingers and the
        lean of the trunk; a shorter one is held at its end
    seed : draws the moments of blinking
    full_reach : gestures as large as the rig's arms against the motion's; else as its shoulders. For rigs that are
        built otherwise than the project's figures, whose beats would shrink with narrow shoulders
    sway : share of the trunk's lean, turn and sway; hands go with the shoulders
    face : kept free by hands and baton, which pass beside it; None leaves the wrists' way as it is

    Joints and channels that the motion knows are taken as they are; where it knows the plane alone, the wrists' path
    across the picture is that of `motion`, up to the body's reach, and hands and face follow rules.
    """
    points = sketch.upright(motion)
    measures = sketch.measure(points, motion.joints)
    whole = sketch.known(motion.joints) if motion.joints is not None else None
    level = None if loudness is None or len(loudness) == 0 else _levels(loudness, len(motion))
    rotations = np.empty((len(motion), len(JOINTS), 4), np.float32)
    root = np.empty((len(motion), 3), np.float32)
    margin = round(_MARGIN_S * motion.rate)
    for start in range(0, len(motion), _PART):
        stop = min(start + _PART, len(motion))
        first, last = max(start - margin, 0), min(stop + margin, len(motion))
        part = slice(first, last)
        space = sketch.place(points[part], measures, _part(level, part), motion.rate) if whole is None else whole[part]
        shown = _part(motion.channels, part)
        turns, hips = _pose(space, shown, measures, rig, first, motion.rate, full_reach, sway, face)
        kept = slice(start - first, stop - first)
        rotations[start:stop], root[start:stop] = _relative(turns, kept), hips[kept]
    if motion.channels is None:
        morphs = express(points, measures, level, seed, motion.rate)
    else:
        morphs = shown_face(motion.channels, seed, motion.rate)
    return RigMotion(continuous(rotations), root, morphs, motion.rate, _gaze(motion))


def in_space(motion: Motion, loudness: np.ndarray | None = None) -> np.ndarray:
    """(T, 13, 3) float32 joints of a motion of the plane, metres, as `Motion.joints`; depth is guessed."""
    points = sketch.upright(motion)
    level = None if loudness is None or len(loudness) == 0 else _levels(loudness, len(motion))
    return sketch.place(points, sketch.measure(points), level, motion.rate).astype(np.float32)


def _gaze(motion: Motion) -> np.ndarray | None:
    return None if motion.channels is None else channel(motion.channels, "gaze")


def _levels(loudness: np.ndarray, count: int) -> np.ndarray:
    level = np.nan_to_num(np.asarray(loudness, np.float64)[:count])
    return np.clip(np.pad(level, (0, count - len(level)), mode="edge"), 0, 1)


def _part(values: np.ndarray | None, part: slice) -> np.ndarray | None:
    return None if values is None else values[part]


def _pose(
    space: np.ndarray,
    shown: np.ndarray | None,
    measures: sketch.Measures,
    rig: Rig,
    start: int,
    rate: int,
    full_reach: bool,
    sway: float,
    face: Face | None,
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """World rotations (T, 4) by joint and the place (T, 3) of the hips, from (T, 13, 3) joints in space.

    shown : (T, WIDTH) channels, where they are known
    start : number of the first pose in the whole motion
    """
    trunk = read_trunk(space, rate)
    lungs = breath(len(space), start, rate)
    root = pose_root(space, trunk, rig, rate)
    turns = turn_trunk(trunk, lungs)
    if sway != 1.0:
        root = rig.rest[0] + sway * (root - rig.rest[0])
        turns = {name: power(turn, sway) for name, turn in turns.items()}
    turns |= turn_head(space, measures, turns["chest"], rate, None if shown is None else channel(shown, "head"))
    turns |= pose_legs(turns["hips"], root, rig) | pose_tails(turns["hips"], root, trunk, rate)
    reach_m = 0.5 * (sum(measures.upper) + sum(measures.fore)) if full_reach else None
    seen = targets(space, rig, turns, root, reach_m)
    seen["l"], seen["r"] = keep_apart(seen["l"], seen["r"], rate)
    turns |= turn_clavicles(trunk, turns["chest"], _upper_arms(space), lungs, rate)
    for side in ("l", "r"):
        turns |= _pose_side(side, seen[side], shown, rig, turns, root, rate, face)
    turns["baton"] = turns["hand_r"]
    return turns, root


def _upper_arms(space: np.ndarray) -> dict[str, np.ndarray]:
    return {name: space[:, side.elbow] - space[:, side.shoulder] for name, side in sketch.SIDES.items()}


def _pose_side(
    side: str,
    seen: np.ndarray,
    shown: np.ndarray | None,
    rig: Rig,
    turns: dict[str, np.ndarray],
    root: np.ndarray,
    rate: int,
    face: Face | None,
) -> dict[str, np.ndarray]:
    """World rotations of one arm and its hand."""
    arm = pose_arm(side, seen, rig, turns, root, rate, face)
    hand = pose_hand(side, arm, rate) if shown is None else shown_hand(side, arm, shown)
    if side == "r":
        head = chain(rig, turns, root, "spine", "chest", "neck", "head")
        hand = aim_baton(hand, arm.wrist, head, turns["head"], rig, rate, face)
    fore = share_twist(side, arm.fore, hand, rate)
    return {f"upper_arm_{side}": arm.upper, f"forearm_{side}": fore, f"hand_{side}": hand}


def _relative(turns: dict[str, np.ndarray], kept: slice) -> np.ndarray:
    """(T, 22, 4) rotations relative to each joint's parent, of the poses `kept`."""
    world = np.stack([turns[name][kept] for name in JOINTS], 1)
    local = multiply(inverse(world[:, PARENTS]), world)
    local[:, 0] = world[:, 0]
    return local
