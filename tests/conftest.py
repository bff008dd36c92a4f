"""What several tests share: where the reference material lies, and small real inputs with a known answer."""

import os
from pathlib import Path

import numpy as np
import pytest

from vc.skeleton import Motion

PROJECT = Path(__file__).resolve().parents[1]


def _reference_dir() -> Path | None:
    named = os.environ.get("VC_REFERENCE_DIR")
    for folder in [Path(named)] if named else [PROJECT.parent / "shared"]:
        if (folder / "golden").is_dir():
            return folder
    return None


@pytest.fixture(scope="session")
def reference_dir() -> Path:
    """The authors' recorded numbers and checkpoints; research-only, so they are never part of this repository."""
    folder = _reference_dir()
    if folder is None:
        pytest.skip("the authors' reference material is not here; name its folder in VC_REFERENCE_DIR")
    return folder


@pytest.fixture(scope="session")
def waving() -> Motion:
    """Ten seconds of a body whose hands beat twice a second: bones of sane length, every joint in the picture."""
    t = np.arange(300) / 30
    rest = np.array(
        [
            (0.50, 0.28), (0.52, 0.26), (0.48, 0.26), (0.54, 0.27), (0.46, 0.27), (0.60, 0.40), (0.40, 0.40),
            (0.66, 0.54), (0.34, 0.54), (0.64, 0.50), (0.36, 0.50), (0.56, 0.75), (0.44, 0.75),
        ]
    )  # fmt: skip
    points = np.repeat(rest[None], len(t), 0)
    beat = 0.10 * np.sin(2 * np.pi * 2 * t)
    points[:, [9, 10], 1] += beat[:, None]
    points[:, [7, 8], 1] += 0.4 * beat[:, None]
    points[:, 9, 0] += 0.06 * np.sin(2 * np.pi * t)
    points[:, 10, 0] -= 0.06 * np.sin(2 * np.pi * t)
    return Motion(points.astype(np.float32))
