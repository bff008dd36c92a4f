"""Machine code on disk is used again, and never when something that was compiled into it has changed."""

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core.caching import NullCache

import vc.compiled

INNER = """
from vc.compiled import njit
import numpy as np
OFFSET = {offset}
TABLE = np.array([{table}])
@njit(fastmath={fast})
def inner(x):
    return {factor} * x
"""
OUTER = """
from vc.compiled import njit
from inner import OFFSET, TABLE, inner
@njit
def middle(x):
    return inner(x) + OFFSET + TABLE[0]
@njit
def outer(x):
    return middle(x)
"""
PLAIN = {"offset": "10.0", "table": "100.0", "factor": "2.0", "fast": "False"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Write inner.py and import both files afresh. Returns what outer(1.0) gives and how often code came from disk."""

    def load(name):
        spec = importlib.util.spec_from_file_location(name, tmp_path / f"{name}.py")
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    def run(**changes):
        source = tmp_path / "inner.py"
        source.write_text(INNER.format(**PLAIN | changes))
        os.utime(source, (1e9, 1e9))  # neither time nor size says that anything has changed
        load("inner")
        outer = load("outer").outer
        value = outer(1.0)
        return value, sum(outer.stats.cache_hits.values())

    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "outer.py").write_text(OUTER)
    yield run
    for name in ("inner", "outer"):
        sys.modules.pop(name, None)


def test_code_is_compiled_once_and_anew_whatever_changes_in_another_file(run):
    assert run() == (112.0, 0)
    assert run() == (112.0, 1)
    assert run(factor="3.0") == (113.0, 0)
    assert run(offset="20.0") == (122.0, 0)
    assert run(table="200.0") == (212.0, 0)
    assert run(fast="True") == (112.0, 0)
    assert run(fast="True") == (112.0, 1)


def test_a_digest_knows_modules_and_what_is_called_through_them(monkeypatch):
    spread = vc.compiled.njit(lambda x: x * _module.LENGTH)  # noqa: F821
    module = type(sys)("vc.made_up")
    module.LENGTH = np.float32(2)
    monkeypatch.setitem(spread.py_func.__globals__, "_module", module)
    before = vc.compiled.digest(spread.py_func)
    assert vc.compiled.digest(spread.py_func) == before
    module.LENGTH = np.float32(3)
    assert vc.compiled.digest(spread.py_func) != before


def test_every_kernel_of_the_project_follows_what_it_calls():
    root = Path(vc.compiled.__file__).parent
    own = [path for path in root.rglob("*.py") if "numba" in path.read_text() and path.name != "compiled.py"]
    taken = [path for path in own if "import numba" in path.read_text() or "from numba" in path.read_text()]
    assert taken == []


@pytest.mark.parametrize("borrows", [False, True])
def test_only_what_borrows_counts_no_references(borrows):
    """Views of rows that a loop keeps from turn to turn, which numba itself does not see to be needless."""

    def largest(rows, asked):
        best = rows[0]
        for k in asked:
            row = rows[k]
            if row[0] > best[0]:
                best = row
        return best[1]

    compiled = vc.compiled.njit(largest, borrows=borrows)
    compiled._cache = NullCache()
    assert compiled(np.array([[1.0, 5], [7, 6], [2, 9]]), np.arange(3)) == 6.0
    (code,) = compiled.inspect_llvm().values()
    assert ("call void @NRT_incref" in code) != borrows
