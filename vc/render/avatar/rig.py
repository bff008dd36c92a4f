"""The avatar's bones: 22 joints, their rest places, and how a motion of theirs becomes matrices.

Frame: metres, +Y up, +Z towards the orchestra (the viewer), +X the conductor's left (the picture's right); the feet
stand on y = 0. In the bind pose every joint is unrotated and the arms hang 42 degrees below the horizontal: such an
A-pose bends the skin of the shoulders less than a T-pose does.
"""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.quaternion import multiply, to_matrix

_TREE: tuple[tuple[str, str | None], ...] = (
    ("hips", None),
    ("spine", "hips"),
    ("chest", "spine"),
    ("neck", "chest"),
    ("head", "neck"),
    ("clavicle_l", "chest"),
    ("upper_arm_l", "clavicle_l"),
    ("forearm_l", "upper_arm_l"),
    ("hand_l", "forearm_l"),
    ("clavicle_r", "chest"),
    ("upper_arm_r", "clavicle_r"),
    ("forearm_r", "upper_arm_r"),
    ("hand_r", "forearm_r"),
    ("baton", "hand_r"),
    ("thigh_l", "hips"),
    ("shin_l", "thigh_l"),
    ("foot_l", "shin_l"),
    ("thigh_r", "hips"),
    ("shin_r", "thigh_r"),
    ("foot_r", "shin_r"),
    ("tail_l", "hips"),
    ("tail_r", "hips"),
)
JOINTS: tuple[str, ...] = tuple(name for name, _ in _TREE)
INDEX = {name: number for number, name in enumerate(JOINTS)}
PARENTS = np.array([-1 if parent is None else INDEX[parent] for _, parent in _TREE])  # parents before children

MORPHS = ("blink", "brows", "mouth", "fingers_l", "fingers_r")  # 1: closed, raised, open to a smile, fist, fist

ARM_BELOW_HORIZONTAL = np.deg2rad(42.0)
ARM = np.array([np.cos(ARM_BELOW_HORIZONTAL), -np.sin(ARM_BELOW_HORIZONTAL), 0.0])  # the left arm's rest direction
MIRROR = np.array([-1.0, 1.0, 1.0])  # a point of the left side -> its like on the right
UPPER_ARM_M, FOREARM_M = 0.285, 0.255  # of an adult of 1.76 m (after Drillis and Contini 1966)
PALM = np.array([-np.sin(ARM_BELOW_HORIZONTAL), -np.cos(ARM_BELOW_HORIZONTAL), 0.0])  # the left palm faces it at rest
_GRIP_M = 0.07  # from the wrist to where the baton is held
BATON_M = 0.39  # from the grip to the tip; batons measure 30 to 45 cm
# The baton lies between thumb and forefinger: it goes on from the forearm, turned to the thumb's side (forward).
_GRIP_AXIS = (0.90 * ARM + 0.12 * PALM) * MIRROR + np.array([0.0, 0.0, 0.30])
BATON = _GRIP_AXIS / np.linalg.norm(_GRIP_AXIS)  # rest direction from the grip to the tip


def _standard_rest() -> np.ndarray:
    """(22, 3) world places of the joints of an adult of 1.76 m."""
    shoulder = np.array([0.183, 1.405, -0.012])
    elbow = shoulder + UPPER_ARM_M * ARM
    wrist = elbow + FOREARM_M * ARM
    middle = {
        "hips": (0, 0.96, 0), "spine": (0, 1.06, -0.005), "chest": (0, 1.22, -0.01), "neck": (0, 1.462, -0.012),
        "head": (0, 1.545, 0), "baton": (wrist + _GRIP_M * ARM) * MIRROR,
    }  # fmt: skip
    left = {
        "clavicle": (0.03, 1.415, 0), "upper_arm": shoulder, "forearm": elbow, "hand": wrist,
        "thigh": (0.092, 0.93, 0), "shin": (0.10, 0.51, 0.012), "foot": (0.105, 0.085, -0.015),
        "tail": (0.06, 0.99, -0.115),
    }  # fmt: skip
    places: dict[str, np.ndarray] = {name: np.asarray(place, np.float64) for name, place in middle.items()}
    for name, place in left.items():
        places[f"{name}_l"] = np.asarray(place, np.float64)
        places[f"{name}_r"] = np.asarray(place, np.float64) * MIRROR
    return np.array([places[name] for name in JOINTS])


@dataclass(frozen=True)
class Rig:
    """rest : (22, 3) float64 metres, world places of `JOINTS` in the bind pose"""

    rest: np.ndarray

    @property
    def offsets(self) -> np.ndarray:
        """(22, 3) from the parent to the joint, metres; the root's from the world's origin."""
        from_parent = self.rest - self.rest[PARENTS]
        from_parent[0] = self.rest[0]
        return from_parent

    def length(self, joint: str) -> float:
        """Metres from the parent to `joint`."""
        return float(np.linalg.norm(self.offsets[INDEX[joint]]))

    def scaled(self, factor: float) -> "Rig":
        """The same body, `factor` times as tall."""
        return Rig(self.rest * factor)


STANDARD_RIG = Rig(_standard_rest())


@dataclass(frozen=True)
class RigMotion:
    """Poses of the rig over time.

    rotations : (T, 22, 4) float32, each joint's unit quaternion x y z w relative to its parent; neighbours in time lie
        in one hemisphere, so that components can be interpolated
    root : (T, 3) float32, world place of the hips, metres
    morphs : (T, 5) float32 in 0..1, weights of `MORPHS`
    rate : poses per second
    gaze : (T, 3) where the eyes look in the world, where that is known
    """

    rotations: np.ndarray
    root: np.ndarray
    morphs: np.ndarray
    rate: int
    gaze: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.rotations)

    def part(self, start: int, stop: int) -> "RigMotion":
        """The poses start <= t < stop, as views."""
        chosen = slice(start, stop)
        gaze = None if self.gaze is None else self.gaze[chosen]
        return RigMotion(self.rotations[chosen], self.root[chosen], self.morphs[chosen], self.rate, gaze)


def forward(rig: Rig, motion: RigMotion) -> np.ndarray:
    """(T, 22, 4, 4) float32: from each joint's own frame to the world."""
    world = np.zeros((len(motion), len(JOINTS), 4, 4), np.float32)
    world[..., :3, :3] = to_matrix(motion.rotations)
    world[..., :3, 3] = rig.offsets
    world[..., 3, 3] = 1
    world[:, 0, :3, 3] = motion.root
    for joint, parent in enumerate(PARENTS[1:], 1):
        world[:, joint] = world[:, parent] @ world[:, joint]
    return world


def world_turn(motion: RigMotion, joint: str) -> np.ndarray:
    """(T, 4) rotation of a joint in the world."""
    number = INDEX[joint]
    turn = motion.rotations[:, number].astype(np.float64)
    while (number := int(PARENTS[number])) >= 0:
        turn = multiply(motion.rotations[:, number].astype(np.float64), turn)
    return turn


def positions(rig: Rig, motion: RigMotion) -> np.ndarray:
    """(T, 22, 3) float32 world places of the joints, metres."""
    return forward(rig, motion)[..., :3, 3]


def skinning_matrices(rig: Rig, motion: RigMotion) -> np.ndarray:
    """(T, 22, 3, 4) float32: from the bind pose to the world (world matrix x inverse bind matrix)."""
    return from_bind_pose(rig, forward(rig, motion))


def from_bind_pose(rig: Rig, world: np.ndarray) -> np.ndarray:
    """`skinning_matrices` of poses whose joints' frames (T, 22, 4, 4) are known."""
    matrices = world[:, :, :3].copy()
    matrices[..., 3] -= np.einsum("tjab,jb->tja", matrices[..., :3], rig.rest.astype(np.float32))
    return matrices
