"""The person without arms as a relief: front and back of trunk, head and legs, with the photo on both."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.render.avatar.light import Light
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import INDEX, JOINTS, Rig
from vc.render.character.canvas import Canvas
from vc.render.character.place import photographed
from vc.render.character.relief import between, edge_distance, grid_mesh, inflate, lens, normals_of, snap
from vc.vision.anatomy import Anatomy
from vc.vision.face_mesh import CHIN, LEFT_SIDE, OVAL, RIGHT_SIDE, FaceMesh
from vc.vision.imaging import blur, grow, shrink, smoothstep

STEP_PX = 8  # of the grid, in a picture 720 px high
FRONT, BACK = 200, 201  # surface numbers
_FLAT = 0.55  # a torso is half as deep as it is wide
_TORSO_M = 0.125  # most depth of a torso's front
_HEAD = 1.15  # most depth of a head's front, in half widths of the face
_SOFT_PX = 9.0  # of the rim that is flat
_FACE_RELIEF = 0.58  # of the model's fine depth, or noses would hide cheeks
_BACK = 0.9  # depth of the back over the front's
_AHEAD, _TURNED, _MOST_TURNED = 0.10, 0.5, 0.25  # rad that is as good as straight; share of the rest; rad at most
_HAIR_M = 0.030  # by which hair lies before the clothes
# Hair over the shoulders: share of the head's moves at the chin; how far below that it takes part, and over what way it
# goes over into what it lies on, in distances from the eyes to the chin.
_SWINGS, _HANGS, _HAIR_SOFT = 0.75, 1.3, 0.14
_SHOULDER_M, _SHOULDER = 0.08, 0.95  # Gaussian radius and strength of the collar bones' pull


@dataclass(frozen=True)
class Person:
    """What is made into a relief, px of the canvas: alpha, hair (h, w) in [0, 1]; face is None where none is seen."""

    alpha: np.ndarray
    hair: np.ndarray
    anatomy: Anatomy
    face: FaceMesh | None


@dataclass(frozen=True)
class Landmarks:
    """px: rows of chin and mouth, half a face's width, eyes' middle (2,), the way from eyes to chin."""

    chin: float
    mouth: float
    half: float
    eyes: np.ndarray
    drop: float


def body_mesh(
    person: Person, canvas: Canvas, rig: Rig, light: Light, mix: float, keep: np.ndarray, relief: "Relief"
) -> Mesh:  # fmt: skip
    """Front and back, back first. keep : (h, w) float32, the alpha that the texture will have"""
    head = head_landmarks(person)
    step = max(4, round(STEP_PX * canvas.size[1] / 720))
    shown = grow(keep > 0.02, 0.5 * step)  # beyond the alpha, so that it alone makes the outline
    points, triangles = grid_mesh(shown, step)
    points, _ = snap(points, shown)
    at = np.clip(points.astype(int), 0, [keep.shape[1] - 1, keep.shape[0] - 1])
    outside = relief.solid[at[:, 1], at[:, 0]] < 0.3
    front, back = (
        canvas.place(points, np.where(outside, 0, depth[at[:, 1], at[:, 0]]) * canvas.metres)
        for depth in (relief.front, relief.back)
    )
    ahead, aback = normals_of(front, triangles), normals_of(back, triangles[:, ::-1])
    rim = (ahead + aback) * [1, 1, 0]
    rim = 0.97 * rim / np.maximum(np.linalg.norm(rim, axis=1, keepdims=True), 1e-6) + [0, 0, 0.24]
    ahead[outside] = aback[outside] = rim[outside]  # else a dark line is seen at the edge
    joints, weights = body_weights(canvas.to_body(front), rig, canvas, head, hair_at(person, points, head))
    base = photographed(ahead, light)
    if person.face is not None:
        skull = np.where(joints == INDEX["head"], weights, 0).sum(1)
        middle = np.array([float(canvas.place(head.eyes)[0]), rig.rest[INDEX["head"], 1], 0.0])
        turn = towards_the_front(person.face)
        front, back, ahead, aback = (
            _turned(values, turn, skull, centre)
            for values, centre in ((front, middle), (back, middle), (ahead, np.zeros(3)), (aback, np.zeros(3)))
        )
    front, back, ahead, aback = (canvas.to_body(values) for values in (front, back, ahead, aback))
    uv = points  # of a picture whose pixels it shows one to one: they are seen unmixed
    return Mesh.join(
        [
            Mesh.textured(
                back, aback, triangles[:, ::-1], joints, weights, uv, cut=True, base=base, mix=mix, number=BACK
            ),
            Mesh.textured(front, ahead, triangles, joints, weights, uv, cut=True, base=base, mix=mix, number=FRONT),
        ]
    )


def towards_the_front(face: FaceMesh) -> np.ndarray:
    """(3, 3) rotation that brings a head which looks aside, up or down half-way to where the orchestra sits."""

    def angle(seen: float) -> float:
        return float(np.sign(seen) * min(_TURNED * max(abs(seen) - _AHEAD, 0.0), _MOST_TURNED))

    yaw, pitch = -angle(face.yaw), angle(face.pitch)
    around_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    around_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    turn: np.ndarray = around_x @ around_y
    return turn


def _turned(values: np.ndarray, turn: np.ndarray, share: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Vectors (n, 3), turned about a place as far as each has a share (n,) in it."""
    moved: np.ndarray = values + share[:, None] * ((values - centre) @ (turn - np.eye(3)).T)
    return moved


def head_landmarks(person: Person) -> Landmarks:
    """From the face's points, else from the body's."""
    anatomy, face = person.anatomy, person.face
    eyes = anatomy.landmarks[[2, 5]].mean(0)
    if face is not None:
        eyes = face.eyes.mean(0)
        chin, half = float(face.points[CHIN, 1]), 0.5 * face.width
    else:
        chin = float(eyes[1] + 1.75 * max(anatomy.mouth[1] - eyes[1], 0.05 * anatomy.unit))
        half = 0.17 * anatomy.unit
    return Landmarks(chin, float(anatomy.mouth[1]), half, eyes, max(chin - float(eyes[1]), 4.0))


@dataclass(frozen=True)
class Relief:
    """front, back : (h, w) px towards the viewer, of a body's two sides; solid : (h, w) in [0, 1], its outline"""

    front: np.ndarray
    back: np.ndarray
    solid: np.ndarray


def relief_of(person: Person, canvas: Canvas, solid: np.ndarray) -> Relief:
    """solid : the alpha of the body whose rims are round; what ends within it, at armholes, goes on as it is there"""
    head = head_landmarks(person)
    y = np.arange(len(solid), dtype=np.float32)[:, None]
    balloon = inflate(solid > 0.5)
    in_head = smoothstep(y, head.chin + 0.5 * head.drop, head.chin - 0.2 * head.drop)
    torso_most, head_most = _TORSO_M / canvas.metres, _HEAD * head.half
    torso = torso_most * np.tanh(_FLAT * balloon / torso_most)
    skull = head_most * np.tanh(balloon / head_most)
    depth = torso * (1 - in_head) + skull * in_head
    behind = torso * (1 - in_head) + 0.9 * skull * in_head
    if person.face is not None:
        depth = _with_face(depth, person.face, head.half)
    depth = np.where(in_head > 0.5, blur(depth.astype(np.float32), 1.5), blur(depth.astype(np.float32), 4.0))
    low_hair = blur((person.hair > 0.4).astype(np.float32), 3)
    depth = depth + _HAIR_M / canvas.metres * low_hair * smoothstep(
        y, head.chin - 0.2 * head.drop, head.chin + 0.5 * head.drop
    )
    most = lens(edge_distance(solid > 0.6), _SOFT_PX)
    return Relief(np.minimum(depth, most), -_BACK * np.minimum(behind, most), solid)


def _with_face(depth: np.ndarray, face: FaceMesh, half: float) -> np.ndarray:
    """The depth with the face's own inside its oval."""
    points = face.points
    oval = np.zeros(depth.shape, np.uint8)
    cv2.fillPoly(oval, [np.round(points[list(OVAL), :2]).astype(np.int32)], 1)
    inside = oval > 0
    ys, xs = np.nonzero(inside)
    if len(ys) < 30:
        return depth
    own = points[:, 2] - 0.5 * (points[RIGHT_SIDE, 2] + points[LEFT_SIDE, 2])
    own_depth = depth.astype(np.float32).copy()
    own_depth[ys, xs] = between(points[:, :2], own, depth.shape)[ys, xs]
    area = blur(inside.astype(np.float32), 0.30 * half) + 1e-4
    broad = blur(own_depth * inside, 0.30 * half) / area
    own_depth = np.where(inside, broad + _FACE_RELIEF * (own_depth - broad), own_depth)
    rim = inside & ~shrink(inside, 0.1 * half)
    apart = float(np.median((depth - own_depth)[rim])) if rim.any() else 0.0  # a face of some pixels has no inside
    shift = np.clip(apart, -0.1 * half, 0.3 * half)
    share = blur(shrink(inside, 0.05 * half).astype(np.float32), 0.12 * half)
    blended: np.ndarray = depth * (1 - share) + (own_depth + shift) * share
    return blended


def hair_at(person: Person, points: np.ndarray, head: Landmarks) -> np.ndarray:
    """(n,) share of the head's moves that hair takes part in, of points (n, 2) px: less and less below the chin."""
    soft = blur((person.hair > 0.4).astype(np.float32), _HAIR_SOFT * head.drop)
    at = np.clip(points.astype(int), 0, [soft.shape[1] - 1, soft.shape[0] - 1])
    hangs = smoothstep(points[:, 1], head.chin + _HANGS * head.drop, head.chin - 0.2 * head.drop)
    return np.asarray(_SWINGS * soft[at[:, 1], at[:, 0]] * hangs)


def body_weights(
    places: np.ndarray, rig: Rig, canvas: Canvas, head: Landmarks, hair: np.ndarray | float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """joints, weights (n, 4): by height hips, spine, chest, neck, head; collar bones; below the thighs all stands.

    hair : (n,) share of the head in places that lie lower, see `hair_at`
    """
    y = places[:, 1]
    shoulder = rig.rest[INDEX["upper_arm_l"], 1]
    mouth = canvas.place(np.array([0.0, head.mouth]))[1]
    rise = max(float(mouth - shoulder), 0.03)
    neck = smoothstep(y, shoulder + 0.02, shoulder + 0.45 * rise)
    skull = smoothstep(y, shoulder + 0.35 * rise, shoulder + 0.95 * rise)
    skull = np.maximum(skull, hair)
    spine, chest, still = smoothstep(y, 0.95, 1.10), smoothstep(y, 1.10, 1.30), smoothstep(y, 0.88, 0.62)
    shares = np.zeros((len(places), len(JOINTS)))
    shares[:, INDEX["head"]] = skull
    left = 1 - skull
    shares[:, INDEX["neck"]] = left * neck
    left = left * (1 - neck)
    trunk = left * chest
    for side in "lr":
        away = ((places[:, :2] - rig.rest[INDEX[f"upper_arm_{side}"], :2]) ** 2).sum(1)
        shares[:, INDEX[f"clavicle_{side}"]] = trunk * _SHOULDER * np.exp(-away / (2 * _SHOULDER_M**2))
    shares[:, INDEX["chest"]] = trunk - shares[:, INDEX["clavicle_l"]] - shares[:, INDEX["clavicle_r"]]
    left = left * (1 - chest)
    shares[:, INDEX["spine"]] = left * spine
    shares[:, INDEX["hips"]] = left * (1 - spine) * (1 - still)
    shares[:, INDEX["foot_l"]] = left * (1 - spine) * still  # feet are planted: what follows them stands still
    joints = np.argsort(-shares, 1)[:, :4]
    weights = np.maximum(np.take_along_axis(shares, joints, 1), 0)
    return joints.astype(np.uint8), (weights / weights.sum(1, keepdims=True)).astype(np.float32)
