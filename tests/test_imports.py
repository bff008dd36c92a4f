"""The house has floors: imports go down, never up, and never across between rooms of one floor."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

FLOORS = [
    ["errors"],
    ["options", "workers", "parallel", "shipped"],
    ["clip", "hints"],
    ["files", "skeleton", "music", "manner", "frame", "media", "picture", "weights"],
    ["vision"],
    ["audio", "conductor", "models", "render", "video"],
    ["motion", "data"],
    ["evaluate"],
    ["pipeline", "train"],
    ["web"],
    ["cli", "app"],
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN = {"gradio": ("web",), "spaces": ("web", "app"), "torch": ("models", "motion", "evaluate", "train", "web")}


def _sources():
    yield PROJECT / "app.py"
    yield from sorted((PROJECT / "vc").rglob("*.py"))


def _room(path):
    if path.name == "app.py":
        return "app"
    parts = path.relative_to(PROJECT / "vc").with_suffix("").parts
    return "cli" if parts[0] in ("__init__", "__main__") else parts[0]


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level == 1:  # a neighbour in the same package
                continue
            assert node.level == 0, f"{path}: {node.module} is reached from a parent folder"
            yield node.module
            if node.module == "vc":
                yield from (f"vc.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", list(_sources()), ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_go_down(path):
    room = _room(path)
    for name in _imported(path):
        top, *rest = name.split(".")
        if top == "vc" and rest and rest[0] in FLOOR_OF and rest[0] != room:
            assert FLOOR_OF[rest[0]] < FLOOR_OF[room], f"{room} must not import {rest[0]}"
        if top in ONLY_IN:
            assert room in ONLY_IN[top], f"{top} is not for {room}"


def test_importing_the_package_is_cheap():
    heavy = "{'torch', 'librosa', 'matplotlib', 'gradio', 'scipy', 'numba', 'cv2', 'av'}"
    code = f"import sys, vc; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
