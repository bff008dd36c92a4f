"""The models that find people."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def models() -> dict[str, Path]:
    """Paths of MediaPipe's two pose models, as keyword arguments."""
    named = os.environ.get("VC_WEIGHTS_DIR")
    folders = [Path(named)] if named else [PROJECT / "weights", PROJECT.parent / "shared" / "models"]
    for folder in folders:
        paths = {
            "detector_path": folder / "pose_detection.tflite", "landmarks_path": folder / "pose_landmark_full.tflite",
        }  # fmt: skip
        if all(path.is_file() for path in paths.values()):
            return paths
    pytest.fail("MediaPipe's pose models are missing. Fetch them with: python -m vc weights fetch pose-detector "
                "pose-landmarks")  # fmt: skip
