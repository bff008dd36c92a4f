"""Arms, made anew for every pose: tubes that bend without collapsing and without ballooning, grown out of shoulders."""

from dataclasses import dataclass, field

import numpy as np

from vc.render.avatar.character import Pose
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import ARM, INDEX, MIRROR
from vc.render.character.armhole import ARM_FROM, spans
from vc.render.character.sleeve import Sleeve
from vc.vision.imaging import smoothstep

SIDES = 18  # vertices around
# Rings along the arm: 0 shoulder, 1 elbow, 2 wrist; closer where it bends. Before ARM_FROM they span armhole and arm.
ROOT = -0.12
RINGS = np.concatenate([
    np.linspace(ROOT, ARM_FROM, 13), np.linspace(0.48, 0.76, 5), np.linspace(0.80, 1.22, 15),
    np.linspace(1.27, 2.02, 14),
])  # fmt: skip
_SPAN = int(np.flatnonzero(RINGS == ARM_FROM)[0])  # number of the first ring of the arm itself
_T = (RINGS[: _SPAN + 1] - ROOT) / (ARM_FROM - ROOT)
ANGLES = 2 * np.pi * np.arange(SIDES) / SIDES  # 0 to the front, a quarter to the thumb's or the little finger's side
_FILLET = 0.16  # of a bone on both sides of the elbow is bent
_ELBOW = 0.08  # by which the elbow's point stands out, of the radius, at a right angle
_ROOT_LIT = np.array([0.0, 0.12, 0.99])  # the root is lit as the shoulder that it comes out of
_BRIGHTEST = 1.12  # times the light from ahead
_LIT_AS_SHOULDER = (1.0, 0.2)  # of the way to the arm: up to here a little, up to here all of it
_INTO_HAND_M = 0.03  # a bare arm's end lies that deep in its hand
_INSIDE_SLEEVE = 0.35  # light in the sleeve's opening


@dataclass(frozen=True)
class Tube:
    """A mover: one arm's vertices start .. start + rings x SIDES + 1 in the character's mesh.

    side : "l" or "r"; radius : (rings,) metres; offset : (3,) metres from the rig's shoulder to the photo's
    leaves : (SIDES, 3) directions in which the resting body's cloth leaves its first ring, which moves with the skin
    bare : it ends in the hand rather than in an opening that the hand comes out of
    hand : vertices of its hand, which go with the offset
    """

    side: str
    start: int
    radius: np.ndarray
    offset: np.ndarray
    leaves: np.ndarray
    bare: bool = False
    hand: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

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
        centre, along = _line(shoulder, elbow, upper, fore)
        ahead = self._ahead(along, turn)
        out = np.cos(ANGLES)[None, :, None] * ahead[:, None]
        out = out + np.sin(ANGLES)[None, :, None] * np.cross(along, ahead)[:, None]
        width = self.radius[:, None] * (1 + _elbow_point(out, upper, fore))
        rings = centre[:, None] + out * width[..., None]
        start, stop = self.start, self.start + len(RINGS) * SIDES
        leaves = self.leaves @ turn[f"clavicle_{self.side}"].T
        arrives = np.broadcast_to(along[_SPAN], leaves.shape)
        rings[: _SPAN + 1] = spans(places[start : start + SIDES].astype(np.float64), leaves, rings[_SPAN], arrives, _T)
        out[:_SPAN] = _across(rings[: _SPAN + 2])[:_SPAN]
        rooted = smoothstep(_T, *_LIT_AS_SHOULDER)[:, None, None]
        out[: _SPAN + 1] = _unit(out[: _SPAN + 1] * (1 - rooted) + (turn["chest"] @ _ROOT_LIT) * rooted)
        places[start:stop], normals[start:stop] = rings.reshape(-1, 3), out.reshape(-1, 3)
        places[stop], normals[stop] = centre[-1] + 0.01 * along[-1], along[-1]
        if self.bare:
            hand = world[INDEX[f"hand_{self.side}"], :3, :3] @ (ARM if self.side == "l" else ARM * MIRROR)
            places[stop] = wrist + _INTO_HAND_M * hand

    @property
    def _bones(self) -> tuple[str, ...]:
        return tuple(f"{name}_{self.side}" for name in ("clavicle", "upper_arm", "forearm"))

    def _ahead(self, along: np.ndarray, turn: dict[str, np.ndarray]) -> np.ndarray:
        """(rings, 3) unit vectors across the arm, to what is the front of its cloth."""
        upper, fore = (turn[f"{bone}_{self.side}"][:, 2] for bone in ("upper_arm", "forearm"))
        share = smoothstep(RINGS, 0.7, 1.4)[:, None]
        front = upper * (1 - share) + fore * share
        return _unit(front - (front * along).sum(1, keepdims=True) * along)


def _line(
    shoulder: np.ndarray, elbow: np.ndarray, upper: np.ndarray, fore: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(rings, 3) middles of the rings and their directions."""
    u, f = upper / np.linalg.norm(upper), fore / np.linalg.norm(fore)
    t = np.clip((RINGS - (1 - _FILLET)) / (2 * _FILLET), 0, 1)[:, None]
    straight = np.where((RINGS < 1)[:, None], shoulder + RINGS[:, None] * upper, elbow + (RINGS - 1)[:, None] * fore)
    bent = (1 - t) ** 2 * (elbow - _FILLET * upper) + 2 * t * (1 - t) * elbow + t**2 * (elbow + _FILLET * fore)
    near = (np.abs(RINGS - 1) < _FILLET)[:, None]
    centre = np.where(near, 0.6 * bent + 0.4 * straight, straight)
    return centre, _unit((1 - t) * u + t * f)


def _across(rings: np.ndarray) -> np.ndarray:
    """(n, SIDES, 3) unit normals of rings (n, SIDES, 3), outwards."""
    around = np.roll(rings, -1, 1) - np.roll(rings, 1, 1)
    return _unit(np.cross(around, np.gradient(rings, axis=0)))


def _lit(count: int) -> np.ndarray:
    """(count + 1,) times the light from ahead that is on an arm in the brightest light: a photo has no more to give."""
    along = 1 + (_BRIGHTEST - 1) * smoothstep(RINGS, ROOT + 0.2, 1.0)
    return np.append(np.repeat(along, SIDES), np.full(count + 1 - len(RINGS) * SIDES, _BRIGHTEST))


def _elbow_point(out: np.ndarray, upper: np.ndarray, fore: np.ndarray) -> np.ndarray:
    """(rings, SIDES) share of the radius by which the elbow's outer side stands out and its crook gives way."""
    u, f = upper / np.linalg.norm(upper), fore / np.linalg.norm(fore)
    outer, bend = u - f, float(np.arccos(np.clip(u @ f, -1, 1)))
    outer = outer / max(float(np.linalg.norm(outer)), 1e-6)
    strength: np.ndarray = np.exp(-(((RINGS - 1.02) / 0.10) ** 2))[:, None] * (out @ outer)
    return _ELBOW * min(bend / 1.5, 1.0) * strength


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def tube_mesh(
    sleeve: Sleeve,
    root: tuple[np.ndarray, np.ndarray, np.ndarray],
    row: int,
    rows: int,
    light: np.ndarray,
    mix: float,
    number: int,
) -> Mesh:
    """The rings' mesh, without places but the first ring's: `Tube` gives these.

    root : (SIDES, 3) places of the first ring in the resting body, and their joints and weights (SIDES, 4)
    row, rows : where the sleeve's texture lies in the atlas; light : (3,) on it as it was photographed
    """
    column = np.interp(RINGS, sleeve.places, np.arange(len(sleeve.places)) + 0.5)
    across = np.sin(ANGLES)  # front and back alike: a photo shows one of them
    uv = np.stack([np.repeat(column, SIDES), row + rows / 2 + (rows / 2 - 2) * np.tile(across, len(RINGS))], 1)
    ring, spoke = np.meshgrid(np.arange(len(RINGS) - 1), np.arange(SIDES), indexing="ij")
    p, q = (ring * SIDES + spoke).ravel(), (ring * SIDES + (spoke + 1) % SIDES).ravel()
    around, count = np.arange(SIDES), len(RINGS) * SIDES
    last = (len(RINGS) - 1) * SIDES
    cap = np.stack([np.full(SIDES, count), last + around, last + (around + 1) % SIDES], 1)
    walls = [np.stack([p, q, p + SIDES], 1), np.stack([q, q + SIDES, p + SIDES], 1)]
    tint = np.ones((count + 1, 3))
    tint[-1] = 1.0 if sleeve.bare else _INSIDE_SLEEVE
    ahead = np.tile([[0, 0, 1.0]], (count + 1, 1))
    places, joints, weights = (
        np.zeros((count + 1, 3)),
        np.zeros((count + 1, 4)),
        np.tile([[1.0, 0, 0, 0]], (count + 1, 1)),
    )
    places[:SIDES], joints[:SIDES], weights[:SIDES] = root
    return Mesh.textured(
        places, ahead, np.concatenate([*walls, cap]), joints, weights, np.concatenate([uv, uv[-1:]]),
        cut=False, laid=True, base=light * _lit(count)[:, None], mix=mix, number=number, tint=tint,
    )  # fmt: skip
