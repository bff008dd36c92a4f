"""The house has floors: imports go down, never up, and never across between rooms of one floor."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

FLOORS = [
    ["errors"],
    ["options", "workers", "parallel", "shipped", "compiled", "channels"],
    ["clip", "hints", "skeleton", "metre"],
    ["marks"],
    ["files", "music", "manner", "frame", "media", "picture", "provenance", "weights"],
    ["vision"],
    ["audio", "conductor", "models", "render", "video"],
    ["motion", "data"],
    ["evaluate"],
    ["pipeline", "train"],
    ["web"],
    ["cli", "app"],
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# A model is one folder over three floors: what it is, how it conducts, how it is trained.
FLOORS_OF_A_MODEL = {"conduct": "motion", "train": "train"}
ONLY_IN = {"gradio": ("web",), "spaces": ("web", "app"), "torch": ("models", "motion", "evaluate", "train", "web")}


def _sources():
    yield PROJECT / "app.py"
    yield from sorted((PROJECT / "vc").rglob("*.py"))


def _name(path):
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(name):
    top, *rest = name.split(".")
    if top == "app":
        return "app"
    if not rest or rest[0] == "__main__":
        return "cli"
    if rest[0] == "models" and len(rest) > 2:
        return FLOORS_OF_A_MODEL.get(rest[2].split("_")[0], "models")
    return rest[0]


def _imported(path):
    """Full names of modules, and of what is taken from them, wherever in a file they are imported."""
    package = _name(path) if path.name == "__init__.py" else _name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level < 2, f"{path}: {node.module} is reached from a parent folder"
            module = ".".join(part for part in (package if node.level else "", node.module) if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names if module.startswith("vc"))


@pytest.mark.parametrize("path", list(_sources()), ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_go_down(path):
    room = _room(_name(path))
    for name in _imported(path):
        top, other = name.split(".")[0], _room(name)
        if top == "vc" and name != "vc" and other in FLOOR_OF and other != room:
            assert FLOOR_OF[other] < FLOOR_OF[room], f"{room} must not import {name}"
        if top in ONLY_IN:
            assert room in ONLY_IN[top], f"{top} is not for {room}"


def test_every_file_has_a_floor():
    assert {_room(_name(path)) for path in _sources()} <= FLOOR_OF.keys()


@pytest.mark.parametrize("path", sorted((PROJECT / "vc" / "train").glob("*.py")), ids=lambda path: path.name)
def test_what_all_trainings_share_knows_no_model(path):
    models = {folder.name for folder in (PROJECT / "vc" / "models").iterdir() if (folder / "__init__.py").is_file()}
    known = {name.split(".")[2] for name in _imported(path) if name.startswith("vc.models.")}
    assert not known & models


@pytest.mark.parametrize("path", sorted((PROJECT / "vc" / "models").glob("*/__init__.py")), ids=lambda p: p.parent.name)
def test_a_model_is_one_folder(path):
    """Whatever its entry names lies in it, but for parts that several models share."""
    entries = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
    places = [entry.value for entry in entries if str(entry.value).startswith("vc.models.") and ":" in entry.value]
    assert places
    for place in places:
        module, _, name = place.partition(":")
        file = PROJECT / Path(*module.split(".")).with_suffix(".py")
        assert file.parent in (path.parent, path.parent.parent), place
        assert name in {node.name for node in ast.parse(file.read_text()).body if hasattr(node, "name")}, place


HEAVY = {"torch", "librosa", "matplotlib", "scipy", "numba", "cv2"}


@pytest.mark.parametrize(
    ("start", "late"),
    [
        ("import vc", {*HEAVY, "gradio", "av", "pydantic"}),
        ("from vc.cli import main; main(['--help'])", {*HEAVY, "gradio", "av", "pydantic"}),
        ("import vc.pipeline, vc.cli.conduct", {*HEAVY, "gradio", "PIL", "mido"}),
        ("import vc.web.page", HEAVY),  # it is up before they are imported
    ],
)
def test_whatever_starts_imports_late_what_takes_long(start, late):
    code = f"import atexit, sys; atexit.register(lambda: print({late} & set(sys.modules))); {start}"
    shown = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "set()"
