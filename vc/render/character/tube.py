"""Arms, made anew for every pose: tubes that bend without collapsing and without ballooning, grown out of shoulders."""

from dataclasses import dataclass, field

import numpy as np

from vc.render.avatar.character import Pose
from vc.render.avatar.rig import ARM, INDEX, MIRROR
from vc.render.character.armhole import ARM_FROM, spans
from vc.vision.imaging import smoothstep

SIDES = 18  # vertices around
# Rings along the arm: 0 shoulder, 1 elbow, 2 wrist; closer where it bends. Before ARM_FROM they span armhole and arm.
ROOT = -0.12
RINGS = np.concatenate([
    np.linspace(ROOT, ARM_FROM, 13), np.linspace(0.48, 0.76, 5), np.linspace(0.80, 1.22, 15),
    np.linspace(1.27, 2.02, 14),
])  # fmt: skip
SPAN = int(np.flatnonzero(RINGS == ARM_FROM)[0])  # number of the first ring of the arm itself
_T = (RINGS[: SPAN + 1] - ROOT) / (ARM_FROM - ROOT)
ANGLES = 2 * np.pi * np.arange(SIDES) / SIDES  # 0 to the front, a quarter to the thumb's or the little finger's side
_FILLET = 0.16  # of a bone on both sides of the elbow is bent
# At a right angle, shares of the radius: the elbow's bone stands out, over which way; is slim beside; its crook gives
# way; muscles swell and the tendon above the elbow does not.
_BONE, _BONE_REACH, _SLIM, _CROOK_IN, _MUSCLE = 0.13, 0.075, 0.03, 0.12, 0.04
ROOT_LIT = np.array([0.0, 0.12, 0.99])  # the root is lit as the shoulder that it comes out of
_LIT_AS_SHOULDER = (1.0, 0.2)  # of the way to the arm: up to here a little, up to here all of it
_DOWN = np.array([0.0, -1.0, 0.0])
_FLAT = 0.9  # of its thickness that cloth loses which hangs by its whole half width from a level arm
# Folds of a bent arm's cloth: metres; where, how far around, and how long a wave, in places along the arm.
_FOLD_M, _CROOK, _SHOULDER = 0.0030, (1.0, 0.12, 0.10), (0.30, 0.12, 0.12)
_INTO_HAND_M = 0.03  # a bare arm's end lies that deep in its hand
_TO_WRIST, _WITHIN_HAND = (1.50, 1.96), 0.975  # places over which it takes the wrist's form; of that it is wide


@dataclass(frozen=True)
class Tube:
    """A mover: one arm's vertices start .. start + rings x SIDES + 1 in the character's mesh.

    side : "l" or "r"; radius : (rings,) metres; offset : (3,) metres from the rig's shoulder to the photo's
    leaves : (SIDES, 3) directions in which the resting body's cloth leaves its first ring, which moves with the skin
    rings, hangs : (rings,) places along the arm, see `tube_mesh`; metres by which the cloth hangs down from a level arm
    bare : it ends in the hand rather than in an opening that the hand comes out of
    lit : (3,) direction in which its root looks in the resting body
    folds : (rings,) share of the folds that cloth has where an arm bends
    hand : vertices of its hand, which go with the offset; wrist : (2,) metres, half breadth and half depth of it there
    """

    side: str
    start: int
    radius: np.ndarray
    offset: np.ndarray
    leaves: np.ndarray
    rings: np.ndarray
    hangs: np.ndarray
    bare: bool = False
    lit: np.ndarray = field(default_factory=lambda: ROOT_LIT)
    folds: np.ndarray = field(default_factory=lambda: np.zeros(len(RINGS)))
    hand: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    wrist: np.ndarray = field(default_factory=lambda: np.zeros(2))

    def move(self, pose: Pose, places: np.ndarray, normals: np.ndarray, _colours: np.ndarray) -> None:
        """See `character.Mover`."""
        self.move_to(pose.matrices, pose.world, places, normals)

    def move_to(self, matrices: np.ndarray, world: np.ndarray, places: np.ndarray, normals: np.ndarray) -> None:
        """Lay the rings along shoulder, rounded elbow and wrist of the pose. matrices, world : see `character.Pose`"""
        turn = {name: matrices[INDEX[name], :, :3].astype(np.float64) for name in ("chest", *self._bones)}
        shift = turn[f"clavicle_{self.side}"] @ self.offset
        shoulder, elbow, wrist = (
            world[INDEX[f"{bone}_{self.side}"], :3, 3].astype(np.float64) + shift
            for bone in ("upper_arm", "forearm", "hand")
        )
        places[self.hand] += shift
        upper, fore = elbow - shoulder, wrist - elbow
        centre, along = _line(self.rings, shoulder, elbow, upper, fore)
        down = _DOWN - (along @ _DOWN)[:, None] * along
        centre = centre + self.hangs[:, None] * down
        ahead = self._ahead(along, turn)
        out = np.cos(ANGLES)[None, :, None] * ahead[:, None]
        out = out + np.sin(ANGLES)[None, :, None] * np.cross(along, ahead)[:, None]
        high, slope = self._folded(out, upper, fore)
        thicker = _bent(self.rings, out, upper, fore, 1 - self.folds)
        width = self._into_hand(self.radius[:, None] * (1 + thicker) + high)
        rings = out * width[..., None]
        across = np.cross(along, down)  # what hangs is flat
        flat = _FLAT * np.minimum(self.hangs / self.radius, 1.0)
        rings = centre[:, None] + rings - ((rings @ across[..., None]) * (flat[:, None, None] * across[:, None]))
        shape, out = out, _unit(out - slope[..., None] * along[:, None])
        start, stop = self.start, self.start + len(RINGS) * SIDES
        leaves = self.leaves @ turn[f"clavicle_{self.side}"].T
        arrives = np.broadcast_to(along[SPAN], leaves.shape)
        rings[: SPAN + 1] = spans(places[start : start + SIDES].astype(np.float64), leaves, rings[SPAN], arrives, _T)
        rings[1:SPAN] += high[1:SPAN, :, None] * shape[1:SPAN]
        out[:SPAN] = _across(rings[: SPAN + 2])[:SPAN]
        rooted = smoothstep(_T, *_LIT_AS_SHOULDER)[:, None, None]
        out[: SPAN + 1] = _unit(out[: SPAN + 1] * (1 - rooted) + (turn["chest"] @ self.lit) * rooted)
        places[start:stop], normals[start:stop] = rings.reshape(-1, 3), out.reshape(-1, 3)
        places[stop], normals[stop] = centre[-1] + 0.01 * along[-1], along[-1]
        if self.bare:
            hand = world[INDEX[f"hand_{self.side}"], :3, :3] @ (ARM if self.side == "l" else ARM * MIRROR)
            places[stop] = wrist + _INTO_HAND_M * hand

    def _folded(self, out: np.ndarray, upper: np.ndarray, fore: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(rings, SIDES) metres by which cloth bunches up, and their slopes along the arm.

        In the crook of the elbow as it bends, and on the shoulder as the arm rises. out : (rings, SIDES, 3) outwards
        """
        u, f = upper / np.linalg.norm(upper), fore / np.linalg.norm(fore)
        crook = f - u
        bent = min(0.5 * float(crook @ crook), 1.0)  # 1 - cosine
        inner = np.maximum(out @ (crook / max(float(np.linalg.norm(crook)), 1e-6)), 0)
        raised = float(smoothstep(np.array(u[1]), -0.4, 0.5))
        top = np.maximum(out @ -_DOWN, 0)
        high, steep = np.zeros(inner.shape), np.zeros(inner.shape)
        for share, where, (middle, reach, length) in ((bent, inner, _CROOK), (raised, top, _SHOULDER)):
            turn = 2 * np.pi * (self.rings - middle) / length
            soft = (share * self.folds * _FOLD_M * np.exp(-(((self.rings - middle) / reach) ** 2)))[:, None] * where
            high += soft * np.sin(turn)[:, None]
            steep += soft * (2 * np.pi / length * np.cos(turn))[:, None]
        return high, steep / float(np.linalg.norm(upper))

    @property
    def _bones(self) -> tuple[str, ...]:
        return tuple(f"{name}_{self.side}" for name in ("clavicle", "upper_arm", "forearm"))

    def _into_hand(self, width: np.ndarray) -> np.ndarray:
        """(rings, SIDES) metres from the middle: a bare arm becomes its hand's wrist, which is wider than deep."""
        if not self.bare or not self.wrist.all():
            return width
        wrist = 1 / np.hypot(np.cos(ANGLES) / self.wrist[0], np.sin(ANGLES) / self.wrist[1])
        share = smoothstep(self.rings, *_TO_WRIST)[:, None]
        return np.asarray(width * (1 - share) + _WITHIN_HAND * wrist * share)

    def _ahead(self, along: np.ndarray, turn: dict[str, np.ndarray]) -> np.ndarray:
        """(rings, 3) unit vectors across the arm, to what is the front of its cloth."""
        upper, fore = (turn[f"{bone}_{self.side}"][:, 2] for bone in ("upper_arm", "forearm"))
        share = smoothstep(self.rings, 0.7, 1.4)[:, None]
        front = upper * (1 - share) + fore * share
        return _unit(front - (front * along).sum(1, keepdims=True) * along)


def _line(
    places: np.ndarray, shoulder: np.ndarray, elbow: np.ndarray, upper: np.ndarray, fore: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(rings, 3) middles of rings at places (rings,) along an arm, and their directions."""
    u, f = upper / np.linalg.norm(upper), fore / np.linalg.norm(fore)
    t = np.clip((places - (1 - _FILLET)) / (2 * _FILLET), 0, 1)[:, None]
    straight = np.where((places < 1)[:, None], shoulder + places[:, None] * upper, elbow + (places - 1)[:, None] * fore)
    bent = (1 - t) ** 2 * (elbow - _FILLET * upper) + 2 * t * (1 - t) * elbow + t**2 * (elbow + _FILLET * fore)
    near = (np.abs(places - 1) < _FILLET)[:, None]
    centre = np.where(near, 0.6 * bent + 0.4 * straight, straight)
    return centre, _unit((1 - t) * u + t * f)


def _across(rings: np.ndarray) -> np.ndarray:
    """(n, SIDES, 3) unit normals of rings (n, SIDES, 3), outwards."""
    around = np.roll(rings, -1, 1) - np.roll(rings, 1, 1)
    return _unit(np.cross(around, np.gradient(rings, axis=0)))


def _bent(places: np.ndarray, out: np.ndarray, upper: np.ndarray, fore: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(rings, SIDES) share of the radius by which a bent arm is thicker: its bone stands out, its crook gives way, and
    across it is slim; biceps and forearm swell towards each other. skin : (rings,) 1 where it is bare
    """
    u, f = upper / np.linalg.norm(upper), fore / np.linalg.norm(fore)
    outer, bend = u - f, float(np.arccos(np.clip(u @ f, -1, 1)))
    outer = out @ (outer / max(float(np.linalg.norm(outer)), 1e-6))
    beside = np.sqrt(np.maximum(1 - outer**2, 0))

    def near(place: float, reach: float) -> np.ndarray:
        return np.asarray(np.exp(-(((places - place) / reach) ** 2))[:, None])

    bone = near(1.0, _BONE_REACH) * (_BONE * np.maximum(outer, 0) ** 2 - _SLIM * beside)
    crook = near(1.0, 0.10) * _CROOK_IN * np.maximum(-outer, 0)
    muscle = near(0.52, 0.20) * np.maximum(-outer, 0) + near(1.22, 0.16) * np.maximum(-outer, 0)
    tendon = near(0.80, 0.12) * np.maximum(outer, 0)
    return min(bend / 1.5, 1.0) * (bone - crook + _MUSCLE * skin[:, None] * (muscle - tendon))


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
