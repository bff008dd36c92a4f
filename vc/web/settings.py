"""Everything a run is made with, in words that can be saved and read back, whoever wrote them."""

import hashlib
import json
import math
import platform
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vc import __version__
from vc.errors import VCError
from vc.frame import SHAPES, SIZES, Size
from vc.manner import MANNERS, Manner
from vc.media import MAX_MUSIC_S, MIN_MUSIC_S
from vc.motion.generate import MODELS
from vc.pipeline import BACKGROUNDS, DEFAULT_MODEL, DRESSES, picture_size

PROGRAM = "VirtualConductor"
FORMAT = 1  # of settings.json; another number is another layout
MAX_TEXT = 2_000_000  # bytes of a settings.json; with three hours of quick beats set by hand it has 1 500 000
MAX_SEED = 2**31 - 1
AUTO = "auto"  # 16:9, and a square at 512
OWN_STYLE = "My own"  # as the sliders stand


class SettingsError(VCError):
    """Settings that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """The wishes of a run, in the order of the page's fields.

    model : one of vc.motion.generate.MODELS
    seed : 0 to MAX_SEED
    start_s, seconds : the part of the music; 0 seconds is up to the end
    style : a preset's name; with OWN_STYLE the four that follow count
    energy, gesture, smoothness, left_hand : -1 to 1, see vc.manner.Manner
    size : one of vc.frame.SIZES; shape : AUTO or one of vc.frame.SHAPES
    background, dress : of the photo video
    """

    model: str = DEFAULT_MODEL
    seed: int = 0
    start_s: float = 0.0
    seconds: float = 0.0
    style: str = "Textbook"
    energy: float = 0.0
    gesture: float = 0.0
    smoothness: float = 0.0
    left_hand: float = 0.0
    size: str = "720"
    shape: str = AUTO
    background: str = "photo"
    dress: str = "own"

    def __post_init__(self) -> None:
        for each in fields(self):
            check_field(each.name, getattr(self, each.name))

    @property
    def part(self) -> dict[str, Any]:
        """The part of the music, as vc.pipeline takes it."""
        return {"start_s": self.start_s, "seconds": self.seconds or None}

    def pixels(self, photo: str | None) -> Size:
        """Width and height of the videos; the photo's own shape is that of AUTO where there is none."""
        is_auto = self.shape == AUTO or (self.shape == "photo" and not photo)
        return picture_size(self.size, None if is_auto else self.shape, photo)

    @property
    def manner(self) -> Manner:
        if self.style != OWN_STYLE:
            return MANNERS[self.style]
        return Manner(energy=self.energy, size=self.gesture, smoothness=self.smoothness, left_hand=self.left_hand)


def sliders_of(style: str) -> tuple[float, ...]:
    """Where a preset puts energy, gesture, smoothness and left hand."""
    manner = MANNERS[style]
    return manner.energy, manner.size, manner.smoothness, manner.left_hand


STYLES = list(MANNERS)


@dataclass(frozen=True)
class _OneOf:
    names: tuple[str, ...]

    def __call__(self, value: Any) -> bool:
        return isinstance(value, str) and value in self.names

    def __str__(self) -> str:
        return f"one of {', '.join(self.names)}"


@dataclass(frozen=True)
class _Number:
    low: float
    high: float
    whole: bool = False
    or_zero: bool = False

    def __call__(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return False
        fits = self.low <= value <= self.high or (self.or_zero and value == 0)
        return fits and (not self.whole or value == int(value))

    def __str__(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {self.low:g} to {self.high:.0f}{', or 0' if self.or_zero else ''}"


_SLIDER = _Number(-1, 1)
RULES: dict[str, Callable[[Any], bool]] = {
    "model": _OneOf(tuple(MODELS)),
    "seed": _Number(0, MAX_SEED, whole=True),
    "start_s": _Number(0, MAX_MUSIC_S * 10),
    "seconds": _Number(MIN_MUSIC_S, MAX_MUSIC_S, or_zero=True),
    "style": _OneOf((*STYLES, OWN_STYLE)),
    "energy": _SLIDER,
    "gesture": _SLIDER,
    "smoothness": _SLIDER,
    "left_hand": _SLIDER,
    "size": _OneOf(tuple(SIZES)),
    "shape": _OneOf((AUTO, *SHAPES)),
    "background": _OneOf(BACKGROUNDS),
    "dress": _OneOf(DRESSES),
}
NAMES = {"start_s": "start", "seconds": "length", "left_hand": "left hand", "gesture": "size of the gestures"}


def check_field(name: str, value: Any) -> None:
    """Raises SettingsError that names the field, the value and the rule."""
    if not RULES[name](value):
        raise SettingsError(f"The {NAMES.get(name, name)} has to be {RULES[name]}, not {_shown(value)}.")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def names() -> list[str]:
    """Of the settings, in the order of the page's fields."""
    return [each.name for each in fields(Settings)]


def field_values(settings: Settings) -> tuple[Any, ...]:
    """What the settings' fields show: with a preset, the sliders stand where it puts them."""
    if settings.style != OWN_STYLE:
        energy, gesture, smoothness, left_hand = sliders_of(settings.style)
        settings = replace(settings, energy=energy, gesture=gesture, smoothness=smoothness, left_hand=left_hand)
    return astuple(settings)


def from_fields(values: tuple[Any, ...]) -> Settings:
    """Settings from the values of the page's fields, in the order of `Settings`. Raises SettingsError."""
    given = dict(zip(names(), values, strict=True))
    if isinstance(given["seed"], float) and given["seed"].is_integer():
        given["seed"] = int(given["seed"])
    for name in ("start_s", "seconds"):
        given[name] = given[name] or 0.0  # an emptied field
    return Settings(**given)


@dataclass(frozen=True)
class File:
    """What is kept of a visitor's file: its name without any folder, and a fingerprint of its content."""

    name: str
    sha256: str

    @classmethod
    def of(cls, path: str | Path) -> "File":
        with Path(path).open("rb") as file:
            return cls(Path(path).name, hashlib.file_digest(file, "sha256").hexdigest())


def write(settings: Settings, music: File, photo: File | None, by_hand: dict[str, Any] | None = None) -> str:
    """settings.json: the settings, the versions that they were used with, names and fingerprints of the files.

    by_hand : what was set right by hand, where anything was: beats, person, joints
    """
    return json.dumps(
        {
            "program": PROGRAM,
            "format": FORMAT,
            "made_by_a_program": "Every picture and video beside this file is AI-generated.",
            "settings": asdict(settings),
            **({"by_hand": by_hand} if by_hand else {}),
            "music": asdict(music),
            "photo": asdict(photo) if photo else None,
            "versions": {PROGRAM: __version__, "python": platform.python_version()}
            | {name: version(name) for name in ("gradio", "numpy", "av")},
        },
        indent=2,
        ensure_ascii=False,
    )


@dataclass(frozen=True)
class Saved:
    """What a settings.json tells. by_hand is still to be checked, by whoever uses it with the music and the photo."""

    settings: Settings
    music: File | None
    photo: File | None
    by_hand: dict[str, Any] = field(default_factory=dict)


def read(text: bytes) -> Saved:
    """The content of a settings.json that anybody may have written. Raises SettingsError."""
    if len(text) > MAX_TEXT:
        raise SettingsError(f"These settings have more than {MAX_TEXT} bytes; real ones are far smaller.")
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        raise SettingsError("This is no settings.json: it cannot be read as JSON.") from None
    if not isinstance(tree, dict) or tree.get("program") != PROGRAM or not isinstance(tree.get("settings"), dict):
        raise SettingsError(f"This file does not hold settings of {PROGRAM}. Choose a settings.json or zip made here.")
    if tree.get("format") != FORMAT:
        raise SettingsError(f"These settings have layout {_shown(tree.get('format'))}; this program reads {FORMAT}.")
    given = tree["settings"]
    if unknown := sorted(set(given) - set(RULES)):
        raise SettingsError(f"There is no setting {_shown(unknown[0])}. Known are {', '.join(RULES)}.")
    by_hand = tree.get("by_hand", {})
    if not isinstance(by_hand, dict):
        raise SettingsError("What was set by hand is damaged in these settings: it has to be an object.")
    return Saved(Settings(**given), _file(tree.get("music")), _file(tree.get("photo")), by_hand)


def _file(tree: Any) -> File | None:
    if not isinstance(tree, dict) or not all(isinstance(tree.get(key), str) for key in ("name", "sha256")):
        return None
    return File(tree["name"][:200], tree["sha256"][:64])
