"""The character of a photo in a glTF document: materials, and the photo and the cloth as pictures.

A picture with alpha for what the photo's outline ends, and smaller ones without for face, sleeves and cloth. Textures
show in full light what they showed in the photo; glTF's lamps are brighter, and part of the photo's own light stays.
"""

import cv2
import numpy as np

from vc.motion.export.gltf import VERTICES, Gltf, Json
from vc.motion.export.vertices import add_meshes, add_targets, indices, unit_or_up, whole_shares
from vc.render.avatar.character import Character
from vc.render.avatar.mesh import CUT, HANDS, LAID, PAINTED, SHADED, Mesh
from vc.render.avatar.shade import untone

_OWN_LIGHT = 0.38  # share of a photo's colours that no lamp is needed for
_ON_FACE = 1.35  # mean light on a face on the stage
_DARKEST = 0.35  # share of light that a wholly hidden place keeps, as in `glb`
_JPEG_QUALITY = 88
_MOST_PX = 1024  # of a picture's side


def add_person(gltf: Gltf, person: Character) -> dict[str, int]:
    """Nodes of the figure: "moving" with blend shapes, "still" with what no blend shape touches."""
    pieces: dict[str, list[Json]] = {"still": [], "moving": []}
    for chosen, material, place in _surfaces(gltf, person):
        used, corners = np.unique(person.mesh.triangles[chosen], return_inverse=True)
        piece = _primitive(gltf, person.mesh, used, corners.reshape(-1), material, place)
        add_targets(gltf, piece, person.morphs, used)
        pieces["moving" if "targets" in piece else "still"].append(piece)
    return add_meshes(gltf, pieces)


def _surfaces(gltf: Gltf, person: Character) -> list[tuple[np.ndarray, int, np.ndarray | None]]:
    """Triangles (F,) bool, their material, and for textures the (4,) left, top, width, height in texels."""
    mesh = person.mesh
    found: list[tuple[np.ndarray, int, np.ndarray | None]] = []
    rows, which = np.unique(mesh.material[mesh.kind == SHADED], axis=0, return_inverse=True)
    shaded = np.flatnonzero(mesh.kind == SHADED)
    for number, row in enumerate(rows):
        chosen = np.zeros(len(mesh.triangles), bool)
        chosen[shaded[which.ravel() == number]] = True
        found.append((chosen, _material(gltf, f"material_{number}", row), None))
    lit_by_stage = mesh.mix[mesh.triangles].mean(1) > 0.99  # cloth
    painted, hands = mesh.kind == PAINTED, mesh.number >= HANDS
    for name, chosen in (
        ("cloth", painted & lit_by_stage), ("photo", painted & ~lit_by_stage & ~hands), ("hands", painted & hands),
        ("sleeve", mesh.kind == LAID), ("outline", mesh.kind == CUT),
    ):  # fmt: skip
        if chosen.any():
            place = _extent(mesh, chosen, person.texture.shape)
            found.append((chosen, _textured(gltf, name, person.texture, place), place))
    return found


def _extent(mesh: Mesh, chosen: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    uv = mesh.uv[np.unique(mesh.triangles[chosen])]
    low = np.maximum(np.floor(uv.min(0)).astype(int) - 2, 0)
    high = np.minimum(np.ceil(uv.max(0)).astype(int) + 2, [shape[1], shape[0]])
    return np.concatenate([low, high - low])


def _material(gltf: Gltf, name: str, row: np.ndarray) -> int:
    surface = {
        "baseColorFactor": [*(float(value) for value in np.clip(row[:3], 0, 1)), 1.0],
        "metallicFactor": float(row[4]),
        "roughnessFactor": float(row[3]),
    }
    return gltf.add("materials", {"name": name, "pbrMetallicRoughness": surface, "doubleSided": True})


def _textured(gltf: Gltf, name: str, texture: np.ndarray, place: np.ndarray) -> int:
    left, top, width, height = place
    part = texture[top : top + height, left : left + width]
    part = _grey_of(part) if name == "cloth" else np.dstack([_as_albedo(part[..., :3]), part[..., 3]])
    picture = gltf.image(*_encoded(part, name == "outline"))
    own = 0.0 if name == "cloth" else _OWN_LIGHT
    surface: Json = {
        "baseColorTexture": {"index": picture}, "metallicFactor": 0.0, "roughnessFactor": 0.9,
        "baseColorFactor": [1 - own, 1 - own, 1 - own, 1.0],
    }  # fmt: skip
    material: Json = {"name": name, "pbrMetallicRoughness": surface, "doubleSided": name == "cloth"}
    if own:
        material |= {"emissiveTexture": {"index": picture}, "emissiveFactor": [own] * 3}
    if name == "outline":
        material |= {"alphaMode": "MASK", "alphaCutoff": 0.4}
    return gltf.add("materials", material)


def _grey_of(part: np.ndarray) -> np.ndarray:
    """The weave about white: its colour is the vertices'."""
    value = untone(part[..., :3]) / untone(np.array([part[..., 0].mean()], np.uint8))[0]
    return np.dstack([_shown(0.8 * value), part[..., 3]])


def _as_albedo(rgb: np.ndarray) -> np.ndarray:
    return _shown(untone(rgb) / _ON_FACE)


def _shown(linear: np.ndarray) -> np.ndarray:
    """(..., 3) uint8 sRGB."""
    x = np.clip(linear, 0, 1)
    return np.asarray(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055) + 0.5, np.uint8)


def _encoded(part: np.ndarray, with_alpha: bool) -> tuple[bytes, str]:
    """A picture whose sides are powers of two, which every graphics card takes."""
    size = _power_of_two(part.shape[1]), _power_of_two(part.shape[0])
    if not with_alpha:
        small = cv2.resize(part[..., 2::-1], size, interpolation=cv2.INTER_AREA)
        _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        return data.tobytes(), "image/jpeg"
    alpha = part[..., 3:].astype(np.float32) / 255  # colours weigh by it: nothing of what is not seen comes in
    weighed = cv2.resize(np.dstack([part[..., :3] * alpha, alpha]), size, interpolation=cv2.INTER_AREA)
    rgb = weighed[..., :3] / np.maximum(weighed[..., 3:], 1e-3)
    clear = np.clip(np.dstack([rgb[..., ::-1], 255 * weighed[..., 3]]) + 0.5, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".png", clear, [cv2.IMWRITE_PNG_COMPRESSION, 7])
    return data.tobytes(), "image/png"


def _power_of_two(side: int) -> int:
    return min(int(2 ** np.round(np.log2(side))), _MOST_PX)


def _primitive(
    gltf: Gltf, mesh: Mesh, used: np.ndarray, corners: np.ndarray, material: int, place: np.ndarray | None
) -> Json:
    shares, joints = whole_shares(mesh.weights[used]), mesh.joints[used].astype(np.uint8)
    joints[shares == 0] = 0  # a joint without a share has to be the first
    light = _DARKEST + (1 - _DARKEST) * mesh.occlusion[used, None]
    cloth = place is not None and bool((mesh.mix[used] > 0.99).all())
    tint = mesh.tint[used] * (untone(np.array([205], np.uint8))[0] / 0.8 if cloth else 1.0)
    colours = np.concatenate([np.clip(tint * light, 0, 1), np.ones((len(used), 1))], 1)
    attributes = {
        "POSITION": gltf.numbers(mesh.vertices[used], "VEC3", use=VERTICES, bounds=True),
        "NORMAL": gltf.numbers(unit_or_up(mesh.normals[used]), "VEC3", use=VERTICES),
        "JOINTS_0": gltf.numbers(joints, "VEC4", use=VERTICES),
        "WEIGHTS_0": gltf.numbers(shares, "VEC4", use=VERTICES, normalized=True),
        "COLOR_0": gltf.numbers(np.round(65535 * colours).astype(np.uint16), "VEC4", use=VERTICES, normalized=True),
    }
    if place is not None:
        uv = (mesh.uv[used] - place[:2]) / place[2:]
        attributes["TEXCOORD_0"] = gltf.numbers(uv.astype(np.float32), "VEC2", use=VERTICES)
    return {"attributes": attributes, "indices": indices(gltf, corners, len(used)), "material": material}
