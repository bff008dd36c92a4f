"""Options: what can be wished of a run, each declared once, as a field of a frozen dataclass.

    @options
    class Hints:
        tempo_bpm: float | None = option(None, "beats a minute", ge=20, le=300, label="Tempo (beats a minute)")

The command line, the page, its endpoints, settings.json and the Python interface are all made from such declarations,
by `options_of`: a new wish is a new field, and the code that heeds it. Checking is pydantic's; what it refuses is said
in the project's own words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar, dataclass_transform, get_args, overload

from pydantic import ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic.fields import FieldInfo

from vc.errors import VCError

_KINDS = (bool, int, float, Path, str)
_CONFIG = ConfigDict(strict=True, allow_inf_nan=False, extra="forbid", arbitrary_types_allowed=True)

Class = TypeVar("Class")


class OptionError(VCError):
    """An option with a value that it cannot have."""


@dataclass(frozen=True)
class Option:
    """One option, for whoever offers it.

    name : of the field; kind : bool, int, float, str or Path: what its value is, or what it is read from
    default : what it is where nothing is said; None means that the program decides, where `optional`
    help : what it means, a sentence without its full stop
    label : what the page calls it; "" where the page does not offer it
    note : beside the label
    flag : on the command line; read : makes the value from the text that stands there, where that is not `kind`
    choices : the names that it can have, empty if it is free; titles : what people are shown for them
    or_else : what else will do besides the choices, in words; strangers have the choices alone
    form : how the text reads, such as "X,Y,R", where neither kind nor choices tell
    low, high : of a number, inclusive, or None
    """

    name: str
    kind: type
    default: Any
    optional: bool
    help: str
    label: str = ""
    note: str = ""
    flag: str = ""
    read: Callable[[str], Any] | None = None
    choices: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    or_else: str = ""
    form: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def rule(self) -> str:
        """What the value has to be, in words."""
        if self.choices:
            return f"one of {', '.join(self.choices)}" + (f", or {self.or_else}" if self.or_else else "")
        if self.form:
            return self.form
        if self.kind in (int, float):
            between = "" if self.low is None else f" from {self.low:g}" + self._up_to()
            return ("a whole number" if self.kind is int else "a number") + between
        return {bool: "true or false", str: "text", Path: "the path of a file"}[self.kind]

    def _up_to(self) -> str:
        return " up" if self.high is None else f" to {self.high:.10g}"

    @property
    def title(self) -> str:
        """Its name within a sentence."""
        return {"start_s": "start", "seconds": "length"}.get(self.name, self.name.replace("_", " "))

    def shown(self, value: Any) -> Any:
        """The value as a field shows it: 0 where nothing is said about a number."""
        return 0 if value is None and self.kind in (int, float) else value

    def refuse(self, value: Any) -> str:
        """That it cannot be this value, and what it has to be."""
        text = repr(value)
        return f"The {self.title} has to be {self.rule}, not {text if len(text) <= 40 else f'{text[:40]}...'}."


def option(
    default: Any = ...,
    help: str = "",
    *,
    label: str = "",
    note: str = "",
    flag: str = "",
    read: Callable[[str], Any] | None = None,
    choices: Iterable[str] | Mapping[str, str] = (),
    or_else: str = "",
    form: str = "",
    ge: float | None = None,
    le: float | None = None,
    kw_only: bool = False,
) -> Any:
    """A field that is offered as an option; the arguments are those of `Option`, `ge` and `le` being its limits.

    kw_only : also for the classes below, as the whole class has to be
    """
    titles = tuple(choices.values()) if isinstance(choices, Mapping) else tuple(choices)
    offered = {"label": label, "note": note, "read": read, "or_else": or_else, "form": form,
               "choices": tuple(choices), "titles": titles}  # fmt: skip
    if flag:
        offered["flag"] = flag
    return Field(default, description=help, ge=ge, le=le, json_schema_extra={"offered": offered}, kw_only=kw_only)  # type: ignore[dict-item]


@overload
def options(cls: type[Class]) -> type[Class]: ...
@overload
def options(*, kw_only: bool) -> Callable[[type[Class]], type[Class]]: ...
@dataclass_transform(frozen_default=True)
def options(cls: type | None = None, *, kw_only: bool = False) -> Any:
    """Make a frozen dataclass that checks its values. Raises the class's ERROR, else OptionError, in words."""
    return partial(_options, kw_only=kw_only) if cls is None else _options(cls, kw_only)


def _options(cls: type[Class], kw_only: bool) -> type[Class]:
    made: Any = checked_dataclass(frozen=True, kw_only=kw_only, config=_CONFIG)(cls)
    check: Callable[..., None] = made.__init__
    refusal: type[VCError] = getattr(cls, "ERROR", OptionError)

    def init(self: Any, *args: Any, **values: Any) -> None:
        try:
            check(self, *map(_plain, args), **{name: _plain(value) for name, value in values.items()})
        except ValidationError as error:
            raise refusal(_words(made, error)) from None
        for one in options_of(made):
            value = getattr(self, one.name)
            if one.choices and not one.or_else and value not in one.choices and not (value is None and one.optional):
                raise refusal(one.refuse(value))

    made.__init__ = init
    checked: type[Class] = made
    return checked


def _plain(value: Any) -> Any:
    """NumPy's whole numbers are as good as Python's."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value


def _words(cls: type, error: ValidationError) -> str:
    first = error.errors()[0]
    place = str(first["loc"][0]) if first["loc"] else ""
    for one in options_of(cls):
        if one.name == place:
            return one.refuse(first["input"])
    if first["type"] == "missing":
        return f"{cls.__name__} needs a {place}."
    return f"{cls.__name__}: {place or 'it'}: {first['msg']}"


def options_of(*classes: type) -> list[Option]:
    """What is declared by `option` in dataclasses made by `options`, those of a base class first, each name once."""
    found: dict[str, Option] = {}
    for cls in classes:
        for name, info in cls.__pydantic_fields__.items():  # type: ignore[attr-defined]
            if isinstance(info.json_schema_extra, dict) and "offered" in info.json_schema_extra:
                found.setdefault(name, _option(name, info, info.json_schema_extra["offered"]))
    return list(found.values())


def _option(name: str, info: FieldInfo, offered: Any) -> Option:
    types = set(_types(info.annotation))
    limits = {limit: getattr(one, limit) for one in info.metadata for limit in ("ge", "le") if hasattr(one, limit)}
    return Option(
        name=name,
        kind=str if offered.get("choices") else next((kind for kind in _KINDS if kind in types), str),
        default=info.default,
        optional=type(None) in types,
        help=info.description or "",
        low=limits.get("ge"),
        high=limits.get("le"),
        **{"flag": f"--{name.replace('_', '-')}", **offered},
    )


def _types(annotation: Any) -> Iterable[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _types(part)
