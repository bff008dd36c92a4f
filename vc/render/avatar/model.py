"""The figures that come with the package: meshes that follow the rig's bones, their materials and the podium's things.

The files are made by `python -m tools.build_avatar` from formulas alone; nothing in them is scanned or downloaded.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from vc.render.avatar.rig import MORPHS, Rig

AVATARS = ("maestra", "maestro")
DRESSES = {"tails": "maestro", "gown": "maestra", "suit": "suit", "black": "black"}  # the figures that wear them
Rgb = tuple[float, float, float]  # linear light, 0..1

SKINS: dict[str, Rgb] = {
    "light": (0.60, 0.325, 0.225),
    "tan": (0.40, 0.195, 0.108),
    "brown": (0.200, 0.086, 0.044),
    "dark": (0.080, 0.035, 0.020),
}
HAIRS: dict[str, Rgb] = {
    "silver": (0.33, 0.32, 0.32),
    "black": (0.010, 0.0085, 0.008),
    "brown": (0.055, 0.023, 0.010),
    "auburn": (0.130, 0.030, 0.009),
    "blond": (0.42, 0.235, 0.078),
}
DEFAULT_COLOURS = {"maestra": ("light", "auburn"), "maestro": ("light", "silver")}  # skin, hair
_BROW_SHADE = 0.55  # brows are darker than the hair above them


@dataclass(frozen=True)
class Material:
    """rgb : linear light 0..1; roughness 0 mirror .. 1 chalk; metallic 0 or 1, as in glTF 2.0"""

    name: str
    rgb: Rgb
    roughness: float
    metallic: float


@dataclass(frozen=True)
class Prop:
    """A thing that stands still, in the world's metres.

    vertices, normals : (V, 3) float32; triangles : (F, 3) int32; material : its place in the avatar's materials
    occlusion : (V,) float32, what the standing figure leaves of the hall's light
    """

    name: str
    vertices: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    material: int
    occlusion: np.ndarray


@dataclass(frozen=True)
class Avatar:
    """A figure in its bind pose: metres, +Y up, +Z towards the viewer, +X the conductor's left.

    vertices, normals : (V, 3) float32, normals of length 1
    triangles : (F, 3) int32, anticlockwise seen from outside
    joints, weights : (V, 4) uint8 places in `rig.JOINTS` and (V, 4) float32 shares that sum to 1
    material : (F,) uint8, place in `materials` of each triangle; no vertex belongs to two materials
    occlusion : (V,) float32, 1 open to the light .. 0 hidden from it
    tint : (V, 3) float32, multiplies the material's colour (blush, lips, strands of hair)
    morph_deltas, morph_normals : (5, V, 3) float32, what each of `rig.MORPHS` adds to vertices and normals at weight 1
    morph_bows, morph_bow_normals : (5, V, 3) float32, by how much more than half of that each is away at weight 1/2:
        fingers bend, they do not shrink
    picture : (V, 2) float32 metres on the picture of a hand's skin, see `hand_plan`; 0, 0 elsewhere
    rig : rest places of the joints
    props : the podium and what stands on it
    """

    vertices: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    joints: np.ndarray
    weights: np.ndarray
    material: np.ndarray
    materials: tuple[Material, ...]
    occlusion: np.ndarray
    tint: np.ndarray
    morph_deltas: np.ndarray
    morph_normals: np.ndarray
    morph_bows: np.ndarray
    morph_bow_normals: np.ndarray
    picture: np.ndarray
    rig: Rig
    props: tuple[Prop, ...]


def load_avatar(name: str = AVATARS[0], *, skin: str | None = None, hair: str | None = None) -> Avatar:
    """One of `AVATARS`, with the colours named in `SKINS` and `HAIRS`; None keeps the figure's own.

    Raises ValueError for names that are not there.
    """
    _check("avatar", name, AVATARS)
    own_skin, own_hair = DEFAULT_COLOURS[name]
    skin, hair = skin or own_skin, hair or own_hair
    _check("skin", skin, SKINS)
    _check("hair", hair, HAIRS)
    avatar = _read(name)
    red, green, blue = (_BROW_SHADE * value for value in HAIRS[hair])
    colours = {"skin": SKINS[skin], "hair": HAIRS[hair], "brow": (red, green, blue)}
    painted = tuple(replace(one, rgb=colours.get(one.name, one.rgb)) for one in avatar.materials)
    return replace(avatar, materials=painted)


def load_dress(dress: str) -> Avatar:
    """Whoever wears one of `DRESSES`, in the colours of its file; "suit" and "black" have no head.

    Raises ValueError for names that are not there.
    """
    _check("dress", dress, DRESSES)
    return _read(DRESSES[dress])


def _check(what: str, name: str, known: tuple[str, ...] | dict[str, Rgb] | dict[str, str]) -> None:
    if name not in known:
        raise ValueError(f"there is no {what} {name!r}; choose one of {', '.join(known)}")


@lru_cache(maxsize=4)
def _read(name: str) -> Avatar:
    with (files("vc.render.avatar") / "data" / f"{name}.npz").open("rb") as stream, np.load(stream) as stored:
        arrays = {key: stored[key] for key in stored.files}
    unpacked = _unpack(arrays)
    for value in unpacked.values():
        value.setflags(write=False)  # every caller shares them
    materials = tuple(
        Material(str(name), (float(r), float(g), float(b)), float(roughness), float(metallic))
        for name, (r, g, b, roughness, metallic) in zip(
            arrays["material_names"], arrays["material_values"], strict=True
        )
    )
    return Avatar(**unpacked, materials=materials, rig=Rig(arrays["rest"]), props=_props(arrays))


def _unpack(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The figure's arrays from their small stored form: 16-bit fractions of known ranges, 8-bit shares."""
    low, high = arrays["box"].astype(np.float32)
    weights = arrays["weights"].astype(np.float32)
    shape = (len(MORPHS), len(arrays["vertices"]), 3)
    morphs = {name: np.zeros(shape, np.float32) for name in ("delta", "normal", "bow", "bow_normal")}
    for number in range(len(MORPHS)):
        for name, values in morphs.items():
            values[number, arrays[f"morph_{number}"]] = arrays[f"morph_{number}_{name}"].astype(np.float32)
    return {
        "vertices": low + arrays["vertices"].astype(np.float32) / 65535 * (high - low),
        "normals": unit_normals(arrays["normals"].astype(np.float32)),
        "triangles": arrays["triangles"].astype(np.int32),
        "joints": arrays["joints"],
        "weights": weights / weights.sum(1, keepdims=True),
        "material": arrays["material"],
        "occlusion": arrays["occlusion"].astype(np.float32) / 255,
        "tint": arrays["tint"].astype(np.float32) / 128,
        "morph_deltas": morphs["delta"],
        "morph_normals": morphs["normal"],
        "morph_bows": morphs["bow"],
        "morph_bow_normals": morphs["bow_normal"],
        "picture": arrays["picture"].astype(np.float32) / 1e4,
    }


def _props(arrays: dict[str, np.ndarray]) -> tuple[Prop, ...]:
    return tuple(
        Prop(
            str(name),
            arrays[f"prop_{number}_vertices"].astype(np.float32),
            unit_normals(arrays[f"prop_{number}_normals"].astype(np.float32)),
            arrays[f"prop_{number}_triangles"].astype(np.int32),
            int(arrays["prop_materials"][number]),
            arrays[f"prop_{number}_occlusion"].astype(np.float32) / 255,
        )
        for number, name in enumerate(arrays["prop_names"])
    )


def unit_normals(vectors: np.ndarray) -> np.ndarray:
    """(n, 3) scaled to length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
