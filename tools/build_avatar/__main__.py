"""Build the avatar files: python -m tools.build_avatar [--only maestra] [--into vc/render/avatar/data]

Needs what the package itself does not:
    pip install "scikit-image>=0.24,<0.27" "fast-simplification>=0.1.9,<0.3"
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tools.build_avatar import gown, hair, hands, head, props, suit, tailcoat
from tools.build_avatar.mesher import Part
from tools.build_avatar.occlusion import bake
from tools.build_avatar.weights import dressed
from vc.render.avatar.rig import INDEX, MORPHS, STANDARD_RIG, Rig

# name: linear rgb, roughness, metallic
MATERIALS: dict[str, tuple[tuple[float, float, float], float, float]] = {
    "skin": ((0.60, 0.325, 0.225), 0.52, 0),
    "hair": ((0.46, 0.45, 0.45), 0.60, 0),
    "brow": ((0.2, 0.2, 0.2), 0.7, 0),
    "lash": ((0.012, 0.009, 0.008), 0.5, 0),
    "eyewhite": ((0.80, 0.79, 0.77), 0.22, 0),
    "iris": ((0.5, 0.5, 0.5), 0.12, 0),
    "glint": ((1.0, 1.0, 1.0), 0.3, 0),
    "lip": ((0.56, 0.155, 0.135), 0.50, 0),
    "mouth": ((0.11, 0.014, 0.016), 0.6, 0),
    "teeth": ((0.80, 0.78, 0.72), 0.3, 0),
    "coat": ((0.0135, 0.0145, 0.021), 0.62, 0),
    "satin": ((0.011, 0.012, 0.018), 0.40, 0),
    "lapel": ((0.0135, 0.0145, 0.021), 0.62, 0),
    "tie": ((0.090, 0.006, 0.010), 0.42, 0),
    "gown": ((0.008, 0.013, 0.048), 0.55, 0),
    "linen": ((0.66, 0.655, 0.64), 0.75, 0),
    "vest": ((0.58, 0.56, 0.52), 0.7, 0),
    "trousers": ((0.0125, 0.0135, 0.019), 0.65, 0),
    "shoe": ((0.010, 0.010, 0.011), 0.16, 0),
    "jet": ((0.01, 0.01, 0.012), 0.1, 0),
    "pearl": ((0.78, 0.74, 0.68), 0.18, 0),
    "brass": ((0.86, 0.56, 0.18), 0.28, 1),
    "baton": ((0.90, 0.87, 0.78), 0.4, 0),
    "cork": ((0.50, 0.28, 0.125), 0.75, 0),
    "wood": ((0.085, 0.030, 0.012), 0.30, 0),
    "carpet": ((0.26, 0.012, 0.018), 0.95, 0),
    "iron": ((0.016, 0.016, 0.018), 0.38, 0),
    "paper": ((0.62, 0.58, 0.49), 0.9, 0),
}
_LIMIT_BYTES = 1_000_000


def maestro() -> tuple[Rig, list[Part]]:
    rig = STANDARD_RIG
    face = head.MAN
    parts = [head.skin(face, 4000), *head.eyes(face), *head.brows(face), *head.mouth(face), hair.maestro(3400)]
    parts += [hands.hand(rig, side, 2200) for side in "lr"]
    return rig, [*parts, *hands.baton(rig), *tailcoat.evening_dress(rig)]


def maestra() -> tuple[Rig, list[Part]]:
    rig, face = _narrower(STANDARD_RIG, 0.022), head.WOMAN
    skin = head.skin(face, 5000, under=gown.shoulders, rule=dressed(rig))
    parts = [skin, *head.eyes(face), *head.brows(face), *head.mouth(face), hair.maestra(4000)]
    parts += [hands.hand(rig, side, 2600, slender=0.88, bare=gown.BARE_ARM_M) for side in "lr"]
    return rig, [*parts, *hands.baton(rig), *gown.concert_dress(rig)]


def suited() -> tuple[Rig, list[Part]]:
    return _without_head(suit.suit)


def in_black() -> tuple[Rig, list[Part]]:
    return _without_head(suit.concert_black)


def _without_head(clothes: Callable[[Rig], list[Part]]) -> tuple[Rig, list[Part]]:
    rig = STANDARD_RIG
    return rig, [*(hands.hand(rig, side, 2200) for side in "lr"), *hands.baton(rig), *clothes(rig)]


def _narrower(rig: Rig, metres: float) -> Rig:
    """The same bones with the shoulders nearer to each other."""
    rest = rig.rest.copy()
    for name in ("upper_arm", "forearm", "hand"):
        rest[INDEX[f"{name}_l"], 0] -= metres
        rest[INDEX[f"{name}_r"], 0] += metres
    rest[INDEX["baton"], 0] += metres
    return Rig(rest)


FIGURES = {"maestra": maestra, "maestro": maestro, "suit": suited, "black": in_black}


def pack(rig: Rig, parts: list[Part], *, quick: bool = False) -> dict[str, np.ndarray]:
    """All parts in one mesh, in the stored form that `vc.render.avatar.model` reads."""
    names = list(MATERIALS)
    starts = np.cumsum([0, *(len(part.places) for part in parts)])
    places = np.concatenate([part.places for part in parts])
    normals = np.concatenate([part.normals for part in parts])
    triangles = np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=False)])
    normals[np.linalg.norm(normals, axis=1) < 0.5] = (0, 0, 1)  # tips of folded sheets have none of their own
    low, high = places.min(0), places.max(0)
    joints, weights = _four(np.concatenate([part.weights for part in parts]))
    tint = np.concatenate([part.tint if part.tint.size else np.ones((len(part.places), 3)) for part in parts])
    occlusion = np.ones(len(places)) if quick else bake(places, normals, triangles)
    arrays = {
        "box": np.stack([low, high]).astype(np.float32),
        "vertices": np.round((places - low) / (high - low) * 65535).astype(np.uint16),
        "normals": np.round(normals * 127).astype(np.int8),
        "triangles": triangles.astype(np.uint16),
        "joints": joints,
        "weights": weights,
        "material": np.concatenate(
            [np.full(len(part.triangles), names.index(part.material), np.uint8) for part in parts]
        ),
        "occlusion": np.round(occlusion * 255).astype(np.uint8),
        "tint": np.clip(np.round(tint * 128), 0, 255).astype(np.uint8),
        "rest": rig.rest,
        "material_names": np.array(names),
        "material_values": np.array([[*rgb, rough, metal] for rgb, rough, metal in MATERIALS.values()]),
    }
    for number, morph in enumerate(MORPHS):
        arrays |= _morph(parts, starts, number, morph)
    picture = np.concatenate([part.picture if part.picture.size else np.zeros((len(part.places), 2)) for part in parts])
    arrays["picture"] = np.round(picture * 1e4).astype(np.uint16)  # tenths of a millimetre; 0, 0 is none
    return arrays | _props(names, np.zeros((0, 3)) if quick else places, triangles)


def _four(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The four strongest bones of each vertex: joints (V, 4) uint8 and shares (V, 4) uint8 that sum to 255."""
    joints = np.argsort(-weights, 1, kind="stable")[:, :4]
    shares = np.take_along_axis(weights, joints, 1)
    shares = np.round(255 * shares / shares.sum(1, keepdims=True)).astype(int)
    shares[:, 0] += 255 - shares.sum(1)
    return np.where(shares > 0, joints, 0).astype(np.uint8), shares.astype(np.uint8)


def _morph(parts: list[Part], starts: np.ndarray, number: int, name: str) -> dict[str, np.ndarray]:
    vertex, delta, bend = [np.zeros(0, int)], [np.zeros((0, 3))], [np.zeros((0, 3))]
    bow, bow_bend = [np.zeros((0, 3))], [np.zeros((0, 3))]
    for part, start in zip(parts, starts, strict=False):
        if name in part.morphs:
            places, normals = part.morphs[name]
            moved = np.nonzero(np.linalg.norm(places - part.places, axis=1) > 2e-5)[0]
            vertex.append(moved + start)
            delta.append((places - part.places)[moved])
            bend.append((normals - part.normals)[moved])
            middle, turned = 0.5 * (places + part.places), 0.5 * (normals + part.normals)
            half, half_normals = part.halves.get(name, (middle, turned))
            bow.append((half - middle)[moved])
            bow_bend.append((half_normals - turned)[moved])
    return {
        f"morph_{number}": np.concatenate(vertex).astype(np.uint16),
        f"morph_{number}_delta": np.concatenate(delta).astype(np.float16),
        f"morph_{number}_normal": np.concatenate(bend).astype(np.float16),
        f"morph_{number}_bow": np.concatenate(bow).astype(np.float16),
        f"morph_{number}_bow_normal": np.concatenate(bow_bend).astype(np.float16),
    }


def _props(names: list[str], figure: np.ndarray, triangles: np.ndarray) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    prop_names, prop_materials = [], []
    for name, parts in (("podium", props.podium()), ("rail", props.rail()), ("stand", props.stand())):
        for material in dict.fromkeys(part.material for part in parts):
            same = [part for part in parts if part.material == material]
            starts = np.cumsum([0, *(len(part.places) for part in same)])
            key = f"prop_{len(prop_names)}"
            arrays[f"{key}_vertices"] = np.concatenate([part.places for part in same]).astype(np.float32)
            arrays[f"{key}_normals"] = np.round(np.concatenate([part.normals for part in same]) * 127).astype(np.int8)
            arrays[f"{key}_triangles"] = np.concatenate(
                [part.triangles + start for part, start in zip(same, starts, strict=False)]
            ).astype(np.uint16)
            arrays[f"{key}_occlusion"] = np.round(255 * _shaded(same, figure, triangles)).astype(np.uint8)
            prop_names.append(f"{name}_{material}")
            prop_materials.append(names.index(material))
    return arrays | {"prop_names": np.array(prop_names), "prop_materials": np.array(prop_materials)}


def _shaded(parts: list[Part], figure: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(V,) occlusion of props by the figure above them."""
    places = np.concatenate([part.places for part in parts])
    if not len(figure):
        return np.ones(len(places))
    normals = np.concatenate([np.zeros_like(figure), *(part.normals for part in parts)])
    return bake(np.concatenate([figure, places]), normals, triangles)[len(figure) :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=FIGURES, nargs="+", default=list(FIGURES))
    parser.add_argument("--into", type=Path, default=Path("vc/render/avatar/data"))
    parser.add_argument("--quick", action="store_true", help="without baked occlusion")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    for name in options.only:
        arrays = pack(*FIGURES[name](), quick=options.quick)
        path = options.into / f"{name}.npz"
        np.savez_compressed(path, **arrays)
        size = path.stat().st_size
        print(f"{path}: {len(arrays['vertices'])} vertices, {len(arrays['triangles'])} triangles, {size / 1e3:.0f} kB")
        if size > _LIMIT_BYTES:
            raise SystemExit(f"{path} has {size} bytes; at most {_LIMIT_BYTES} may be shipped")


if __name__ == "__main__":
    main()
