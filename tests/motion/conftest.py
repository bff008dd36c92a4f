"""Weights for the official network that are nobody's: random ones; and Khronos' judgement of glTF files."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import torch

from vc.models.official.generator import Generator


@pytest.fixture(scope="session")
def random_weights(tmp_path_factory):
    """A checkpoint of the official network's form, with random tensors."""
    path = tmp_path_factory.mktemp("weights") / "random.pt"
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        network = Generator()
        network.tcn.fc[-2].weight.data *= 20
        torch.save(network.state_dict(), path)
    return path


HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """What Khronos' validator, installed as the lock file says, finds in a file."""
    missing = [tool for tool in ("node", "npm") if not shutil.which(tool)]
    assert not missing, f"{' and '.join(missing)} cannot be found; the glTF tests need Node.js 18 or later"
    folder = tmp_path_factory.mktemp("gltf")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "gltf" / name, folder)
    npm = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert npm.returncode == 0, f"npm ci could not install the validator:\n{npm.stderr}"

    def ask(path: Path) -> dict:
        command = ["node", str(HERE / "validate_glb.mjs"), str(folder), str(path)]
        node = subprocess.run(command, capture_output=True, text=True, check=False)
        assert node.returncode == 0, node.stderr
        return json.loads(node.stdout)

    return ask
