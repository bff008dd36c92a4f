"""Functions compiled by numba, whose caches on disk follow everything that was compiled into them.

numba's own cache follows the file of the outermost function alone: where a function or a constant of another file
changes, it goes on with the old machine code.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numba
import numpy as np
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

PROJECT = __name__.partition(".")[0]


def njit(function: Callable[..., Any] | None = None, *, borrows: bool = False, **options: Any) -> Any:
    """As `numba.njit`, without Python's lock, and cached. options : numba's, such as fastmath or inline

    borrows : whether it makes no arrays but views of those that it is given. Then references to them are not counted,
        which within a loop over pixels takes a third of the time: each count is an atomic operation.
    """
    if function is None:
        return lambda given: njit(given, borrows=borrows, **options)
    if borrows:
        options["_nrt"] = False  # numba's own tests compile so; the name is not in its manual
    compiled = numba.njit(nogil=True, **options)(function)
    compiled._cache = FollowingCache(function)  # what `cache=True` does, with numba's FunctionCache
    return compiled


class FollowingCache(FunctionCache):
    """Machine code is used again while `digest` is the same. It is asked for when the function is first called: only
    then all that it calls has been defined."""

    @cached_property
    def _stamp(self) -> str:
        return digest(self._py_func)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        self._cache_file._source_stamp = self._stamp
        return super().load_overload(sig, target_context)

    def save_overload(self, sig: Any, data: Any) -> None:
        self._cache_file._source_stamp = self._stamp
        super().save_overload(sig, data)


def digest(function: FunctionType) -> str:
    """Of a function's code, and of the functions, constants and options that are compiled into it, in any file."""
    found = hashlib.sha256()
    for part in _parts(function, set()):
        found.update(part)
    return found.hexdigest()


def _parts(function: FunctionType, known: set[int]) -> Iterator[bytes]:
    if id(function) in known:
        return
    known.add(id(function))
    for code in _codes(function.__code__):
        yield f"{code.co_name} {code.co_names} {code.co_varnames}".encode() + code.co_code
        for constant in code.co_consts:
            yield from () if isinstance(constant, CodeType) else _value(constant, known)
        for name in code.co_names:
            for place, value in _named(name, code.co_names, function.__globals__):
                yield place.encode()
                yield from _value(value, known)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _named(name: str, names: tuple[str, ...], known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The global value of a name; of a module or class of the project, whatever is named that it has."""
    value = known.get(name)
    if not isinstance(value, ModuleType | type):
        yield name, value
    elif (value.__name__ if isinstance(value, ModuleType) else value.__module__).partition(".")[0] == PROJECT:
        yield from ((f"{name}.{part}", getattr(value, part)) for part in names if hasattr(value, part))


def _value(value: Any, known: set[int]) -> Iterator[bytes]:
    match value:
        case Dispatcher():
            yield repr(sorted(value.targetoptions.items(), key=str)).encode()
            yield from _parts(value.py_func, known)
        case FunctionType():
            yield from _parts(value, known)
        case np.ndarray():
            yield f"{value.dtype}{value.shape}".encode() + np.ascontiguousarray(value).tobytes()
        case tuple() | list():
            for one in value:
                yield from _value(one, known)
        case bool() | int() | float() | complex() | str() | bytes() | None | np.generic():
            yield repr(value).encode()
        case _:
            yield f"{type(value).__module__}.{type(value).__qualname__}".encode()
