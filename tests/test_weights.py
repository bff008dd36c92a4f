"""Weights: found, fetched, checked, resumed, refused. The server is a real one, on this machine."""

import hashlib
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from vc import weights
from vc.errors import OutputError, WeightsError

PROJECT = Path(__file__).resolve().parents[1]
CONTENT = np.random.default_rng(3).bytes(1_000_000)


class _Handler(BaseHTTPRequestHandler):
    """Serves CONTENT with byte ranges; `break_after` ends the connection early, once."""

    break_after: int | None = None
    ranges: list[str | None] = []  # noqa: RUF012 - shared by all requests on purpose
    content = CONTENT

    def do_GET(self):
        cls = type(self)
        asked = self.headers.get("Range")
        cls.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(cls.content) - start))
        self.end_headers()
        end, cls.break_after = cls.break_after, None
        self.wfile.write(cls.content[start : end or None])

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(monkeypatch, tmp_path):
    handler = type("Handler", (_Handler,), {"ranges": [], "break_after": None})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        entry = weights.Weights(
            name="test", file="test.bin", source=weights.Url(f"http://127.0.0.1:{running.server_port}/test.bin"),
            sha256=hashlib.sha256(CONTENT).hexdigest(), size_bytes=len(CONTENT), licence="CC0", attribution="nobody",
        )  # fmt: skip
        monkeypatch.setitem(weights.REGISTRY, "test", entry)
        monkeypatch.setattr(weights, "home", lambda: tmp_path / "weights")
        monkeypatch.delenv("VC_WEIGHTS_DIR", raising=False)
        yield handler
        running.shutdown()


def _left_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def test_a_file_is_fetched_once_and_then_found(server, tmp_path):
    seen = []
    path = weights.fetch("test", on_progress=lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert weights.fetch("test") == path == weights.find("test")
    assert len(server.ranges) == 1
    assert _left_in(tmp_path / "weights") == ["test.bin"]


def test_a_broken_download_goes_on_where_it_ended(server):
    server.break_after = 400_000
    with pytest.raises(WeightsError, match="could not be fetched"):
        weights.fetch("test")
    assert weights.find("test") is None
    assert weights.fetch("test").read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=400000-"]


def test_a_damaged_download_is_deleted(server, tmp_path):
    server.content = bytes(len(CONTENT))
    with pytest.raises(WeightsError, match="SHA-256"):
        weights.fetch("test")
    assert _left_in(tmp_path / "weights") == []


@pytest.mark.usefixtures("server")
def test_a_damaged_file_counts_as_missing_and_is_replaced():
    path = weights.fetch("test")
    path.write_bytes(CONTENT[:-1] + b"?")
    assert weights.find("test") is None
    assert weights.fetch("test").read_bytes() == CONTENT


def test_the_named_folders_come_first(server, tmp_path, monkeypatch):
    first, second = tmp_path / "a", tmp_path / "b"
    second.mkdir()
    (second / "test.bin").write_bytes(CONTENT)
    monkeypatch.setenv("VC_WEIGHTS_DIR", f"{first}:{second}")
    assert weights.fetch("test") == second / "test.bin"
    assert server.ranges == []


@pytest.mark.usefixtures("server")
def test_without_network_the_message_says_what_to_do_by_hand(monkeypatch):
    entry = weights.Weights("gone", "gone.bin", weights.Url("http://127.0.0.1:9/gone.bin"), "0", 1, "CC0", "nobody")
    monkeypatch.setitem(weights.REGISTRY, "gone", entry)
    with pytest.raises(WeightsError, match=r"by hand: get http://127\.0\.0\.1:9/gone\.bin and put it at .*gone\.bin"):
        weights.fetch("gone")


def test_the_notice_has_to_be_accepted(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "home", lambda: tmp_path)
    monkeypatch.delenv("VC_WEIGHTS_DIR", raising=False)
    with pytest.raises(WeightsError, match=r"research use.*--accept-licence"):
        weights.fetch("official")
    assert list(tmp_path.iterdir()) == []


def test_unknown_weights_are_answered_with_the_known_ones():
    with pytest.raises(
        WeightsError, match="official, official-sync-net, pose-detector, pose-landmarks, face-mesh, face-detector"
    ):
        weights.fetch("ofical")


@pytest.mark.usefixtures("server")
def test_a_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(weights, "home", lambda: tmp_path / "file" / "weights")
    with pytest.raises(OutputError, match="cannot be written"):
        weights.fetch("test")


def test_the_pose_models_come_out_of_the_wheel(monkeypatch, tmp_path):
    """From PyPI, as `make run` does it."""
    monkeypatch.setattr(weights, "home", lambda: tmp_path)
    monkeypatch.delenv("VC_WEIGHTS_DIR", raising=False)
    path = weights.fetch("pose-detector")
    assert path.parent == tmp_path
    assert hashlib.sha256(path.read_bytes()).hexdigest() == weights.REGISTRY["pose-detector"].sha256
    assert _left_in(tmp_path) == ["pose_detection.tflite"]


def test_a_wheel_that_cannot_be_had_is_said_in_words(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "home", lambda: tmp_path)
    monkeypatch.delenv("VC_WEIGHTS_DIR", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(WeightsError, match=r"by hand: get .*mediapipe==0\.10\.21"):
        weights.fetch("pose-detector")
    assert _left_in(tmp_path) == []


def test_a_hub_file_is_downloaded_and_checked(monkeypatch, tmp_path):
    """huggingface_hub does the work; here it is handed a file in place of the network."""
    import huggingface_hub

    asked = {}

    def download(repo, filename, *, revision, local_dir):
        asked.update(repo=repo, filename=filename, revision=revision)
        path = f"{local_dir}/{filename}"
        with open(path, "wb") as file:
            file.write(CONTENT)
        return path

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    monkeypatch.setattr(weights, "home", lambda: tmp_path)
    source = weights.HubFile("someone/model", "model.bin", "abc123")
    digest = hashlib.sha256(CONTENT).hexdigest()
    entry = weights.Weights("hub", "hub.bin", source, digest, len(CONTENT), "CC0", "nobody")
    monkeypatch.setitem(weights.REGISTRY, "hub", entry)
    assert weights.fetch("hub").read_bytes() == CONTENT
    assert asked == {"repo": "someone/model", "filename": "model.bin", "revision": "abc123"}


def test_the_authors_checkpoints_are_the_ones_in_the_registry(reference_dir, monkeypatch):
    monkeypatch.setenv("VC_WEIGHTS_DIR", str(reference_dir / "checkpoints"))
    for name in ("official", "official-sync-net"):
        assert weights.find(name) == reference_dir / "checkpoints" / weights.REGISTRY[name].file


@pytest.mark.parametrize("name", ["baton", "ear", "amcnet", "performer"])
def test_the_projects_own_weights_are_here_as_they_were_packed(name, monkeypatch):
    monkeypatch.delenv("VC_WEIGHTS_DIR", raising=False)
    path = weights.fetch(name)
    assert path == PROJECT / "weights" / f"{name}.safetensors"
    assert weights.REGISTRY[name].licence == "Apache-2.0"


def test_committed_weights_that_are_gone_are_not_looked_for_in_the_network(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "home", lambda: tmp_path)
    with pytest.raises(WeightsError, match=r"part of the repository.*from weights/ of this project"):
        weights.fetch("baton")
    assert _left_in(tmp_path) == []


def test_no_weights_of_others_are_committed():
    listed = subprocess.run(
        ["git", "ls-files", "weights"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()
    own = {"README.md", "amcnet.md", "amcnet.png", "amcnet.safetensors", "baton.md", "baton.safetensors",
           "ear.md", "ear.safetensors", "m2s-critic.safetensors", "m2s-gan.md", "m2s-gan.safetensors",
           "m2s-judge.safetensors", "m2s-net.safetensors", "performer.jpg", "performer.md", "performer.safetensors",
           "performer_curves.png"}  # fmt: skip
    assert {name.removeprefix("weights/") for name in listed} <= own
