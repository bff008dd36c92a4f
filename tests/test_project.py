"""What the project says of itself is true: its pages' commands, its workflows' targets, its reference, its notebook."""

import ast
import json
import re
import shlex
import shutil
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import vc
from vc.cli import _parser

PROJECT = Path(__file__).resolve().parents[1]
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(PROJECT.glob("docs/*.md")),
         *sorted(PROJECT.glob("weights/*.md"))]  # fmt: skip
WORKFLOWS = sorted(PROJECT.glob(".github/workflows/*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))


def _commands(page):
    """Lines of the page's shell blocks, continued ones joined, without comments."""
    for block in re.findall(r"^```(?:sh|bash)\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if words := shlex.split(line, comments=True):
                yield words


def _calls(name):
    """(page, arguments) of each call of a program in the pages."""
    for page in PAGES:
        for words in _commands(page):
            while words and "=" in words[0] and not words[0].startswith("-"):
                words = words[1:]  # VARIABLE=value before a command
            if words[: len(name)] == name:
                yield pytest.param(words[len(name) :], id=f"{page.name}: {' '.join(words)[:60]}")


@pytest.mark.parametrize(
    "arguments", [*_calls(["python", "-m", "vc"]), *_calls(["vc"]), *_calls(["torchrun", "-m", "vc"])]
)
def test_a_command_of_the_pages_is_one(arguments):
    if "..." not in arguments:
        assert callable(_parser(arguments).parse_args(arguments).run)


@pytest.mark.parametrize("arguments", list(_calls(["make"])))
def test_a_target_of_the_pages_is_one(arguments):
    assert {word for word in arguments if "=" not in word} <= TARGETS


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, sound_writer):
    """As it stands there, but for a shorter part of shorter music."""
    (code,) = re.findall(r"^```python\n(.*?)^```", (PROJECT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert "start_s=60, seconds=30" in code
    code = code.replace("start_s=60, seconds=30", "start_s=0.5, seconds=1")
    time = np.arange(2 * 44_100) / 44_100
    sound_writer(tmp_path / "music.mp3", 0.3 * np.sin(2 * np.pi * 440 * time)[None].astype(np.float32))
    shutil.copy(PROJECT / "examples" / "conductor.jpg", tmp_path / "me.jpg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code, names)
    assert names["result"].motion.points.shape == (30, 13, 2)
    assert (tmp_path / "out.mp4").stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page):
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / link).exists(), link


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_calls_targets_that_are_there(path):
    tree = yaml.safe_load(path.read_text())
    assert tree["permissions"] == {"contents": "read"}
    for job in tree["jobs"].values():
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert set(re.findall(r"\bmake (\w+)", step.get("run", ""))) <= TARGETS
            for script in re.findall(r"\bsh (\S+\.sh)", step.get("run", "")):
                assert (PROJECT / script).is_file()


def test_the_workflows_test_every_python_that_is_promised():
    tree = yaml.safe_load((PROJECT / ".github/workflows/test.yml").read_text())
    pythons = tree["jobs"]["test"]["strategy"]["matrix"]["python"]
    first, end = re.findall(r"3\.(\d+)", tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"][
        "requires-python"])  # fmt: skip
    assert pythons == [f"3.{minor}" for minor in range(int(first), int(end))]


def _required():
    """Lines of all that is asked for, but the project itself."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    lines = [line for line in (PROJECT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    lines += project["build-system"]["requires"] + [line for extra in extras for line in extra]
    return [line for line in lines if not line.startswith("virtualconductor[")]


@pytest.mark.parametrize("line", _required())
def test_every_dependency_has_a_lower_and_an_upper_bound(line):
    assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+", line)


# For whoever installs them: to measure with, or in place of the own ear.
BY_HAND = {"madmom", "lpips", "beat_this"}


def test_whatever_is_imported_is_asked_for():
    """Also what other dependencies bring along: they may leave it out tomorrow."""
    asked_for = {re.split("[<>=]", line)[0].lower().replace("_", "-") for line in _required()}
    brought_by = packages_distributions()
    for path in (PROJECT / "vc").rglob("*.py"):
        for name in _imported(path) - sys.stdlib_module_names - BY_HAND - {"vc"}:
            packages = {package.lower().replace("_", "-") for package in brought_by.get(name, [])}
            assert packages & asked_for, f"{path.name} imports {name}"


def _imported(path):
    """First names of modules that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    taken = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | taken}


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text())
    assert citation["version"] == vc.__version__
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()


def test_the_reference_lists_arguments_one_by_one(tmp_path):
    from tools.build_api import MODULES, build

    assert {"vc", "vc.pipeline", "vc.parallel"} <= set(MODULES)
    build(tmp_path, ("vc.pipeline",))
    page = (tmp_path / "vc" / "pipeline.html").read_text()
    assert re.search(r"<li><strong><code>music</code></strong>", page)
    assert re.search(r"<li><strong><code>on_progress</code></strong>", page)
    assert 'id="conduct"' in page


def test_the_notebook_runs_from_the_first_cell_to_the_last():
    """On a few seconds of its music, in a real kernel."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(PROJECT / "examples" / "virtualconductor.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is committed without its outputs"
    seconds = re.compile(r"^SECONDS = .*$", re.MULTILINE)
    (settings,) = [cell for cell in notebook.cells if cell.cell_type == "code" and seconds.search(cell.source)]
    settings.source = seconds.sub("SECONDS = 4", settings.source)
    ran = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(PROJECT / "examples")}}).execute()
    shown = [output["data"] for cell in ran.cells for output in cell.get("outputs", []) if "data" in output]
    assert sum("image/png" in data for data in shown) == 1  # the plot
    assert sum("<video" in json.dumps(data.get("text/html", "")) for data in shown) == 2  # Baton's video, and one's own
