"""Whether the beat survives on the screen: ten bodies, narrow and wide, with short and long arms.

    python benchmarks/beat.py [MOTION.npz ...]

For both wrists, in percent of what the motion itself does on arms of that length: range across and in height (2.5th to
97.5th percentile), mean speed; and the share of its lowest points that lie within one frame. Faces are kept free, as in
videos. Without motions, those of the examples are taken.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.signal import find_peaks

from vc.render.avatar import sketch
from vc.render.avatar.clearance import FACE, Face
from vc.render.avatar.lift import lift
from vc.render.avatar.rig import ARM, INDEX, MIRROR, STANDARD_RIG, Rig, positions
from vc.render.character.canvas import DISTANCE_M
from vc.skeleton import Joint, Motion
from vc.web.examples import load_motion

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "results"
EYE_Y = 1.2  # the camera's height, metres
MEASURES = ("across", "height", "speed", "lowest")


def body(seed: int) -> Rig:
    """A rig with other shoulders and arms: narrow and wide, short and long."""
    rng = np.random.default_rng(seed)
    half, height = rng.uniform(0.14, 0.22), 1.405 * rng.uniform(0.93, 1.05)
    upper, fore = rng.uniform(0.25, 0.33), rng.uniform(0.22, 0.29)
    shoulder, rest = np.array([half, height, -0.012]), STANDARD_RIG.rest.copy()
    places = {"clavicle": np.array([0.03, height + 0.01, 0]), "upper_arm": shoulder,
              "forearm": shoulder + upper * ARM, "hand": shoulder + (upper + fore) * ARM}  # fmt: skip
    for side, mirror in (("l", np.ones(3)), ("r", MIRROR)):
        for name, place in places.items():
            rest[INDEX[f"{name}_{side}"]] = place * mirror
    return Rig(rest)


def on_screen(places: np.ndarray) -> np.ndarray:
    """(..., 3) metres -> (..., 2) as the camera of a photo sees them."""
    near = DISTANCE_M / (DISTANCE_M - places[..., 2])
    return np.stack([places[..., 0] * near, EYE_Y + (places[..., 1] - EYE_Y) * near], -1)


def wrists(motion: Motion, rig: Rig, side: str, face: Face | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(T, 2) of the drawn body and of the motion, from the middle of the shoulders, on arms of the same length."""
    posed = positions(rig, lift(motion, rig=rig, full_reach=True, face=face))
    middle = 0.5 * (posed[:, INDEX["upper_arm_l"]] + posed[:, INDEX["upper_arm_r"]])
    got = on_screen(posed[:, INDEX[f"hand_{side}"]]) - on_screen(middle)
    measures = sketch.measure(sketch.upright(motion), motion.joints)
    reach = (rig.length("forearm_l") + rig.length("hand_l")) / (0.5 * (sum(measures.upper) + sum(measures.fore)))
    if motion.joints is not None:
        space = reach * sketch.known(motion.joints)
        meant = middle + space[:, sketch.SIDES[side].wrist] - sketch.middle(space, "SHOULDER")
        return got, on_screen(meant) - on_screen(middle)
    points = motion.points.astype(float) * [1, -1]
    shoulders = 0.5 * (points[:, Joint.LEFT_SHOULDER] + points[:, Joint.RIGHT_SHOULDER])
    return got, (points[:, sketch.SIDES[side].wrist] - shoulders) * measures.scale * reach


def kept(motion: Motion, rig: Rig, side: str) -> np.ndarray:
    """(4,) percent, see MEASURES."""
    got, want = wrists(motion, rig, side, FACE)
    ranges = [np.ptp(np.percentile(path, [2.5, 97.5], 0), axis=0) for path in (got, want)]
    speeds = [np.linalg.norm(np.diff(path, axis=0), axis=1).mean() for path in (got, want)]
    meant, found = (find_peaks(-path[:, 1], prominence=p)[0] for path, p in ((want, 0.04), (got, 0.02)))
    lowest = np.mean([np.abs(found - peak).min(initial=99) <= 1 for peak in meant]) if len(meant) else 1.0
    return 100 * np.array([*(ranges[0] / ranges[1]), speeds[0] / speeds[1], lowest])


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(EXAMPLES.glob("*/motion.npz"))
    print(f"{'':34s}" + "".join(f"{name:>9s}" for name in MEASURES) + "   least and mean of ten bodies, percent")
    for path in paths:
        motion = load_motion(path.parent)
        for side in "lr":
            rows = np.array([kept(motion, body(seed), side) for seed in range(10)])
            for label, row in (("least", rows.min(0)), ("mean", rows.mean(0))):
                print(f"{path.parent.name:16s} {'left' if side == 'l' else 'right':6s} {label:9s} "
                      + "".join(f"{value:9.1f}" for value in row))  # fmt: skip


if __name__ == "__main__":
    main()
