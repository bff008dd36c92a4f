"""Which bones move a vertex: smooth rules along the bones, for each kind of part."""

from collections.abc import Callable

import numpy as np

from tools.build_avatar.fields import step
from vc.render.avatar.rig import ARM, INDEX, JOINTS, Rig

Rule = Callable[[np.ndarray], np.ndarray]
SIDES = (("l", 1), ("r", -1))


def rigid(joint: str) -> Rule:
    """Everything with one bone."""

    def rule(places: np.ndarray) -> np.ndarray:
        weights = np.zeros((len(places), len(JOINTS)))
        weights[:, INDEX[joint]] = 1
        return weights

    return rule


def between(shares: dict[str, float]) -> Rule:
    def rule(places: np.ndarray) -> np.ndarray:
        return sum(share * rigid(joint)(places) for joint, share in shares.items())

    return rule


def trunk(places: np.ndarray) -> np.ndarray:
    """Hips to head by height alone."""
    y = places[:, 1]
    spine, chest = step(0.96, 1.10, y), step(1.09, 1.27, y)
    neck, head = step(1.43, 1.51, y), step(1.505, 1.60, y)
    weights = np.zeros((len(places), len(JOINTS)))
    for joint, value in (
        ("hips", 1 - spine),
        ("spine", spine * (1 - chest)),
        ("chest", spine * chest * (1 - neck)),
        ("neck", spine * chest * neck * (1 - head)),
        ("head", spine * chest * neck * head),
    ):
        weights[:, INDEX[joint]] = value
    return weights


def dressed(rig: Rig) -> Rule:
    """Trunk with arms: along an arm its bones take over, above the armpit the collar bone helps."""

    def rule(places: np.ndarray) -> np.ndarray:
        weights = trunk(places)
        for side, sign in SIDES:
            mirror = np.array([sign, 1.0, 1.0])
            q = places * mirror - rig.rest[INDEX["upper_arm_l"]]
            along = q @ ARM
            away = np.linalg.norm(q - along[:, None] * ARM, axis=1)
            # The sleeve ends where the flank begins: further down the arm, wider apart.
            inside = step(0.120, 0.068, away) * step(-0.060, 0.085, along)
            inside = np.where(along > 0.15, np.maximum(inside, step(0.15, 0.10, away)), inside)
            inside *= places[:, 0] * sign > 0.02
            collar = step(0.05, 0.16, places[:, 0] * sign) * step(1.27, 1.40, places[:, 1]) * (1 - inside) * 0.75
            for share, joints in ((inside, _arm(rig, side, along)), (collar, {f"clavicle_{side}": 1.0})):
                for joint, value in joints.items():
                    weights[:, INDEX[joint]] += 10 * share * value  # marked; the trunk's share is cut below
            left = np.clip(1 - inside - collar, 0, 1)
            arm_joints = [INDEX[f"{name}_{side}"] for name in ("clavicle", "upper_arm", "forearm", "hand")]
            other = np.setdiff1d(np.arange(len(JOINTS)), arm_joints)
            weights[:, other] *= left[:, None]
            weights[:, arm_joints] /= 10
        return weights / weights.sum(1, keepdims=True)

    return rule


def _arm(rig: Rig, side: str, along: np.ndarray) -> dict[str, np.ndarray]:
    """Shares of the arm's bones by the distance from the shoulder along the arm."""
    elbow, wrist = rig.length("forearm_l"), rig.length("forearm_l") + rig.length("hand_l")
    fore, hand = step(elbow - 0.05, elbow + 0.05, along), step(wrist - 0.035, wrist + 0.015, along)
    return {
        f"upper_arm_{side}": 1 - fore,
        f"forearm_{side}": fore * (1 - hand),
        f"hand_{side}": fore * hand,
    }


def arm_end(rig: Rig, side: str) -> Rule:
    """Bare fore arm and hand."""
    sign = 1 if side == "l" else -1

    def rule(places: np.ndarray) -> np.ndarray:
        along = (places * np.array([sign, 1.0, 1.0]) - rig.rest[INDEX["upper_arm_l"]]) @ ARM
        weights = np.zeros((len(places), len(JOINTS)))
        for joint, value in _arm(rig, side, along).items():
            weights[:, INDEX[joint]] = value
        return weights

    return rule


def legs(places: np.ndarray) -> np.ndarray:
    y = places[:, 1]
    left, hips = step(-0.03, 0.03, places[:, 0]), step(0.82, 0.97, y)
    thigh, shin = step(0.45, 0.57, y), step(0.05, 0.13, y)
    weights = np.zeros((len(places), len(JOINTS)))
    weights[:, INDEX["hips"]] = hips
    for side, share in (("l", left), ("r", 1 - left)):
        weights[:, INDEX[f"thigh_{side}"]] = (1 - hips) * thigh * share
        weights[:, INDEX[f"shin_{side}"]] = (1 - hips) * (1 - thigh) * share * shin
        weights[:, INDEX[f"foot_{side}"]] = (1 - hips) * (1 - thigh) * share * (1 - shin)
    return weights


def tail(side: str) -> Rule:
    def rule(places: np.ndarray) -> np.ndarray:
        swing = step(1.0, 0.80, places[:, 1])
        weights = np.zeros((len(places), len(JOINTS)))
        weights[:, INDEX["hips"]], weights[:, INDEX[f"tail_{side}"]] = 1 - swing, swing
        return weights

    return rule


def skirt(places: np.ndarray) -> np.ndarray:
    """A wide skirt: hips above, below them a mean of both thighs, and the swing of coat tails at the sides."""
    weights = trunk(places)
    low, left = step(0.93, 0.55, places[:, 1]), step(-0.20, 0.20, places[:, 0])
    swing, still = 0.45 * low, step(0.5, 0.05, places[:, 1])
    for side, share in (("l", left), ("r", 1 - left)):
        weights[:, INDEX[f"tail_{side}"]] += swing * share
        weights[:, INDEX[f"thigh_{side}"]] += 0.35 * low * (1 - still) * share
    weights[:, INDEX["hips"]] -= swing + 0.35 * low * (1 - still)
    return weights


def smoothed(rule: Rule, triangles: np.ndarray, rounds: int = 6) -> Rule:
    """A rule whose result is averaged over neighbours: no sharp change, so no crease when the joint bends."""

    def smooth(places: np.ndarray) -> np.ndarray:
        weights = rule(places)
        edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
        count = np.bincount(edges.ravel(), minlength=len(places))[:, None]
        for _ in range(rounds):
            near = np.zeros_like(weights)
            np.add.at(near, edges[:, 0], weights[edges[:, 1]])
            np.add.at(near, edges[:, 1], weights[edges[:, 0]])
            weights = 0.5 * weights + 0.5 * near / np.maximum(count, 1)
        return weights / weights.sum(1, keepdims=True)

    return smooth
