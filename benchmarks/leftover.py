"""What is left of a photo's own body where it should have gone: of the person in the plate, of the arms in the trunk.

    python benchmarks/leftover.py PHOTO [PHOTO ...] [--models DIR]

A pixel is left over if it shows some detail and is to the grey level what the photo shows there; plain pixels may be
alike by chance. In percent of all pixels of the person, or of the arms, that show detail.
"""

import argparse
import os
from pathlib import Path

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.render.character.build import Sight, framed, look, portray, suits
from vc.vision import open_portrait
from vc.vision.choice import find_conductor
from vc.vision.figure.framing import choose_camera
from vc.vision.imaging import shrink

PROJECT = Path(__file__).resolve().parents[1]
SIZE = (1280, 720)
DETAIL = 2.5  # grey levels by which neighbours of 3 x 3 pixels deviate
SAME = 1  # grey levels


def detailed(picture: np.ndarray) -> np.ndarray:
    """(h, w) bool."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    mean, square = cv2.blur(grey, (3, 3)), cv2.blur(grey * grey, (3, 3))
    return np.asarray(np.sqrt(np.maximum(square - mean * mean, 0)) > DETAIL)


def same(one: np.ndarray, other: np.ndarray, where: np.ndarray, shown: np.ndarray) -> float:
    """Percent of the detail in `where` that is shown as it was. one : the photo; other : what took its place"""
    asked = where & detailed(one)
    alike = (np.abs(one.astype(int) - other).max(-1) <= SAME) & shown
    return 100 * float((alike & asked).sum()) / max(1, int(asked.sum()))


def of_the_person(sight: Sight) -> float:
    """Percent of the person that the plate still shows."""
    return same(sight.photo, sight.plate, sight.alpha > 0.9, np.ones(sight.alpha.shape, bool))


def of_the_arms(sight: Sight) -> float:
    """Percent of the arms that the trunk still shows."""
    portrait = portray(sight, SIZE)
    figure, _, _ = framed(sight, choose_camera(sight.anatomy, sight.photo.shape, SIZE))
    height = SIZE[1]
    body = portrait.character.texture[:height, : SIZE[0]]
    arms = shrink(np.logical_or(*(cut.footprint for cut in figure.cuts)), 2)[:height]
    arms &= figure.hair[:height] < 0.1  # hair that lies on them is the person's to keep
    return same(figure.colours[:height], body[..., :3], arms, body[..., 3] > 128)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", nargs="+", type=Path)
    parser.add_argument("--models", type=Path, default=Path(os.environ.get("VC_WEIGHTS_DIR", PROJECT / "weights")))
    options = parser.parse_args()
    paths = {
        "detector_path": options.models / "pose_detection.tflite",
        "landmarks_path": options.models / "pose_landmark_full.tflite",
    }
    print(f"{'percent left':32s} {'person in plate':>16s} {'arms in trunk':>14s}")
    for photo in options.photos:
        pixels = open_portrait(photo, **paths).pixels
        try:
            chosen, others = find_conductor(pixels, None, None, **paths)
        except PhotoError as error:
            print(f"{photo.name:32s} {error}")
            continue
        sight = look(pixels, chosen, others, face_path=options.models / "face_landmark.tflite")
        own = f"{of_the_arms(sight):14.2f}" if suits(sight.anatomy, len(pixels)) else f"{'in tails':>14s}"
        print(f"{photo.name:32s} {of_the_person(sight):16.2f} {own}")


if __name__ == "__main__":
    main()
