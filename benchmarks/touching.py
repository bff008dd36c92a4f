"""How often a forearm is inside the body, on the bodies that are drawn: own clothes and concert dress.

    python benchmarks/touching.py PHOTO [--music FILE ...] [--models DIR]

Percent of poses in which the surface of a forearm, or its bone, is more than 2 cm below the front of the trunk, for
baton and textbook; of the examples, where no music is named.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.interpolate import LinearNDInterpolator

from vc import Conductor, pipeline
from vc.render.avatar.character import Character
from vc.render.avatar.rig import INDEX, forward, from_bind_pose
from vc.render.character.build import look, portray
from vc.render.character.onstage import character_of
from vc.render.character.pose import pose
from vc.render.character.tube import RINGS, Tube
from vc.skeleton import Motion
from vc.vision import open_portrait
from vc.vision.choice import find_conductor

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLES = ("ode_to_joy.mp3", "blue_danube.ogg", "mountain_king.m4a")
DEEP_M = 0.02
PLACES = (0.3, 0.5, 0.7, 0.9)  # along the forearm; nearer to the elbow it lies beside the trunk
SLEEVE_M = 0.042  # of a figure's forearm, from the bone to the cloth
_TRUNK = [INDEX[name] for name in ("hips", "spine", "chest")]
_CELL_M = 0.01


def front_of(character: Character) -> LinearNDInterpolator:
    """z of the trunk's front over x, y in the bind pose; NaN beside the body."""
    mesh = character.mesh
    shares = np.where(np.isin(mesh.joints, _TRUNK), mesh.weights, 0).sum(1)
    x, y, z = mesh.vertices[(shares > 0.5) & (mesh.normals[:, 2] > 0.05)].T.astype(float)
    cell = np.round(np.stack([x, y], 1) / _CELL_M).astype(int)
    order = np.lexsort((-z, cell[:, 1], cell[:, 0]))  # of several in a cell the foremost
    first = np.unique(cell[order], axis=0, return_index=True)[1]
    return LinearNDInterpolator(np.stack([x, y], 1)[order][first], z[order][first])


def depths(character: Character, motion: Motion) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of either arm (T,) metres by which its surface, and its bone, is deepest behind the trunk's front."""
    posed = pose(character, motion)
    world = forward(character.rig, posed)
    matrices, front = from_bind_pose(character.rig, world), front_of(character)
    chest = matrices[:, INDEX["chest"]]
    tubes = {one.side: one for one in character.movers if isinstance(one, Tube)}
    for side in "lr":
        shift = matrices[:, INDEX[f"clavicle_{side}"], :, :3] @ tubes[side].offset if tubes else 0.0
        elbow, wrist = (world[:, INDEX[f"{bone}_{side}"], :3, 3] + shift for bone in ("forearm", "hand"))
        found = []
        for place in PLACES:
            at = elbow + place * (wrist - elbow)
            local = np.einsum("tba,tb->ta", chest[..., :3], at - chest[..., 3])
            behind = np.nan_to_num(front(local[:, 0], local[:, 1]) - local[:, 2], nan=-1.0)
            radius = float(np.interp(1 + place, RINGS, tubes[side].radius)) if tubes else SLEEVE_M
            found.append((behind + radius, behind))
        surface, bone = (np.max(values, 0) for values in zip(*found, strict=True))
        yield surface, bone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photo", type=Path)
    parser.add_argument("--music", nargs="+", type=Path, default=[PROJECT / "examples" / name for name in EXAMPLES])
    parser.add_argument("--models", type=Path, default=Path(os.environ.get("VC_WEIGHTS_DIR", PROJECT / "weights")))
    options = parser.parse_args()
    paths = {
        "detector_path": options.models / "pose_detection.tflite",
        "landmarks_path": options.models / "pose_landmark_full.tflite",
    }
    pixels = open_portrait(options.photo, **paths).pixels
    chosen, others = find_conductor(pixels, None, None, **paths)
    sight = look(pixels, chosen, others, face_path=options.models / "face_landmark.tflite")
    bodies = {"own": portray(sight, (1280, 720)).character} | {
        dress: character_of(sight, dress) for dress in ("tails", "gown")
    }
    print(f"{'percent of poses':46s} {'surface':>8s} {'bone':>8s}   deepest, cm")
    for music in options.music:
        heard = pipeline.listen(music)
        for model in ("baton", "textbook"):
            motion = pipeline.move(heard, Conductor(model=model))
            for name, body in bodies.items():
                for side, (surface, bone) in zip("lr", depths(body, motion), strict=True):
                    shares = (100 * float((one > DEEP_M).mean()) for one in (surface, bone))
                    row = f"{music.stem[:20]:20s} {model:9s} {name:6s} {'left' if side == 'l' else 'right':6s}"
                    print(f"{row:46s} {next(shares):8.2f} {next(shares):8.2f} {100 * surface.max():8.1f}", flush=True)


if __name__ == "__main__":
    main()
