"""A conductor in one file, and its entry in the registry: it is trained, measured, and chosen everywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from vc.skeleton import Joint

PROJECT = Path(__file__).resolve().parents[1]
SCRIPT = """
import hashlib, json, os, shutil, sys
from pathlib import Path
import numpy as np
from vc import weights
from vc.models.registry import MODELS
from tests.toy_conductor import MODEL

data, song, folder = map(Path, sys.argv[1:])
MODELS["toy"] = MODEL  # the registry line

from vc.cli import main
out = folder / "run"
assert main(["train", "toy", str(data), "--out", str(out), "--steps", "80", "--set", "wave=0.2"]) == 0
shutil.copy(out / "weights.safetensors", folder / "toy.safetensors")
content = (folder / "toy.safetensors").read_bytes()
os.environ["VC_WEIGHTS_DIR"] = str(folder)
weights.REGISTRY["toy"] = weights.Weights(
    "toy", "toy.safetensors", weights.Committed(), hashlib.sha256(content).hexdigest(), len(content), "CC0", "a test")

(folder / "song.beats.tsv").write_text("".join(f"{0.6 * n:.3f}\\t{int(n % 4 == 0)}\\n" for n in range(13)))
for models in (["toy"], [f"mine={out / 'weights.safetensors'}"]):
    assert main(["evaluate", str(folder), str(song), "--models", *models, "--seeds", "0", "--out", str(folder)]) == 0
assert main(["conduct", str(song), "--model", "toy", "--out", str(folder / "out.mp4"), "--motion",
             str(folder / "toy.npy"), "--seconds", "2", "--size", "512"]) == 0

from vc.web.endpoints import ENDPOINTS
from vc.web.estimate import Speed
from vc.web.settings import OFFERED, Settings
from vc.web import conducting
from vc.web.jobs import Job
job = Job(conducting.conduct(Settings(model="toy", seconds=2), str(song), None, kinds=()), None)
job.run()
np.save(folder / "page.npy", job.result.take.motion.points)
print(json.dumps({
    "page": OFFERED["model"].titles,
    "endpoints": [next(one.rule for one in endpoint.options if one.name == "model") for endpoint in ENDPOINTS],
    "estimate": Speed().whole_s("toy", (), "720", 1000.0),
}))
"""


def test_a_toy_conductor_is_one_file_and_a_registry_line(conducted, song, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "GRADIO_TEMP_DIR": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(conducted), str(song), str(tmp_path)], cwd=PROJECT,
                          env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    learnt = np.mean([np.load(path) for path in sorted((conducted / "train").rglob("motion.npy"))], axis=(0, 1))
    motion = np.load(tmp_path / "toy.npy")
    others = np.delete(np.arange(13), Joint.RIGHT_WRIST)
    assert motion.shape == (60, 13, 2)
    np.testing.assert_allclose(motion[0][others], learnt[others], atol=0.05)
    waved = np.ptp(motion[:, Joint.RIGHT_WRIST, 1])
    assert abs(waved - 0.4) < 0.01, "the setting of its training comes with its weights"
    np.testing.assert_array_equal(np.load(tmp_path / "page.npy"), motion)
    assert "| toy |" in done.stdout
    assert "| mine |" in done.stdout
    told = json.loads(done.stdout.splitlines()[-1])
    assert "Toy: waves" in told["page"]
    assert all("toy" in rule for rule in told["endpoints"])
    assert told["estimate"] == 1.0
