"""Options on the command line, made from their declarations."""

import argparse
from collections.abc import Iterable
from typing import Any

from vc.options import Option


def add_options(parser: Any, found: Iterable[Option]) -> None:
    """An argument for each option; what is not said on the command line is left out of the namespace."""
    for one in found:
        words = f"{one.help}{_choices(one)}{_default(one)}"
        how: dict[str, Any] = {"dest": one.name, "default": argparse.SUPPRESS, "help": words.replace("%", "%%")}
        if one.kind is bool:
            action = argparse.BooleanOptionalAction if one.optional else "store_true"
            parser.add_argument(one.flag, action=action, **how)
            continue
        how["type"] = one.kind if one.kind in (int, float) else str
        parser.add_argument(one.flag, metavar=_metavar(one), **how)


def given(arguments: argparse.Namespace, found: Iterable[Option]) -> dict[str, Any]:
    """What was said on the command line about these options. Raises what reading a file raises."""
    said = vars(arguments)
    return {one.name: one.read(said[one.name]) if one.read else said[one.name] for one in found if one.name in said}


def _metavar(one: Option) -> str:
    if one.form and " " not in one.form:
        return one.form
    if one.read:
        return "FILE"
    if one.kind in (int, float):
        return f"{one.low:g}..{one.high:g}" if one.low is not None and one.high is not None and one.high <= 999 else "N"
    return one.name.upper()


def _choices(one: Option) -> str:
    return f": {one.rule.removeprefix('one of ')}" if one.choices else ""


def _default(one: Option) -> str:
    return f" (default {one.default})" if one.default not in (None, ..., False) and one.kind is not float else ""
