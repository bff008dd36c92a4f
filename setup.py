"""pyproject.toml tells all but this: a wheel also holds weights and examples, which lie beside the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PROJECT = Path(__file__).resolve().parent
# Of weights/ nothing that a licence keeps to its authors: their checkpoints end in .pt.
ASSETS = (
    "weights/*.safetensors", "weights/*.tflite", "weights/README.md", "examples/*.md", "examples/*.tsv",
    "examples/*.mp3", "examples/*.m4a", "examples/*.ogg", "examples/conductor.jpg", "examples/results/*/*",
)  # fmt: skip


class BuildWithAssets(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # they are found where they lie
        for path in sorted(path for pattern in ASSETS for path in PROJECT.glob(pattern)):
            target = Path(self.build_lib, "vc", "assets", path.relative_to(PROJECT))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


setup(cmdclass={"build_py": BuildWithAssets})
