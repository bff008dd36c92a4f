"""Everything a run is made with, in words that can be saved and read back, whoever wrote them."""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, make_dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vc import __version__
from vc.clip import Clip
from vc.errors import VCError
from vc.frame import Size
from vc.hints import Hints
from vc.manner import MANNER_NAME, MANNERS, OWN_MANNER, Manner
from vc.motion.conductor import Conductor
from vc.motion.export import ExportOptions
from vc.options import Option, option, options, options_of
from vc.pipeline import in_pixels
from vc.render.avatar import AVATARS
from vc.render.options import AUTO, MOST_PEOPLE, NONE, STAGES, VIDEOS, AvatarVideo, PhotoVideo, Video, renderers_of

PROGRAM = "VirtualConductor"
FORMAT = 1  # of settings.json; another number is another layout
MAX_TEXT = 2_000_000  # bytes of a settings.json; with three hours of quick beats set by hand it has 1 500 000

_RENAMED = {"style": "manner"}  # what settings were once called
_REPLACED = {("dress", "tailcoat"): "tails"}  # what could once be chosen, and what is nearest to it

OPAQUE = "no"
YOU, YOU_3D, NEURAL = "you", "you-3d", "neural"


@options
class Cast:
    """Which video is yours, in words of the page: the command line names the renderer instead."""

    who: str = option(
        YOU, "who is seen: you, of the photo; you-3d, the same on a concert stage; a figure; or a performer whom a "
        "network has watched",
        choices={YOU: "You", YOU_3D: "You on stage", **{name: name.capitalize() for name in AVATARS},
                 NEURAL: "Neural performer"},
        label="Conductor",
    )  # fmt: skip


@options
class Transparency:
    """What is said of a video's kind by the name of its file, where the user names that."""

    transparent: str = option(
        OPAQUE, "make videos without any background, to lay over others: webm is VP9, mov is ProRes 4444",
        choices={OPAQUE: "no", "webm": "as WebM (VP9)", "mov": "as MOV (ProRes 4444)"},
        label="Transparent videos", note="Without any background, for editing programs",
    )  # fmt: skip


# Whoever declares an option; where a file belongs to it, any name will do to check the rest.
_OWNERS: dict[type, tuple[str, ...]] = {
    Conductor: (), Clip: ("music",), Hints: (), Manner: (), Cast: (), PhotoVideo: ("photo",), AvatarVideo: (),
    Transparency: (), ExportOptions: (),
}  # fmt: skip


class SettingsError(VCError):
    """Settings that cannot be used."""


def _offered() -> dict[str, Option]:
    named = (*MANNERS, OWN_MANNER)
    manner = replace(MANNER_NAME, choices=named, titles=named)
    before = options_of(Cast, Conductor, Clip, Hints)
    later = (Manner, PhotoVideo, AvatarVideo, Transparency, ExportOptions)
    after = [one for kind in later for one in options_of(kind)]
    return {one.name: one for one in (*before, manner, *after) if one.label}


# What the page offers and remembers, in the order of its fields: every option with a label.
OFFERED = _offered()


def _check(settings: Any) -> None:
    for name in OFFERED:
        object.__setattr__(settings, name, checked(name, getattr(settings, name)))


# Its fields are those of OFFERED, which only the running program knows.
_Fields: Any = make_dataclass(
    "_Fields",
    [(one.name, Any, field(default=one.default)) for one in OFFERED.values()],
    frozen=True,
    namespace={"__post_init__": _check},
)


class Settings(_Fields):
    """The wishes of a run, a field for each option in OFFERED. Raises SettingsError for one that cannot be."""

    def clip(self, music: str | Path) -> Clip:
        """The part of this music. Raises MusicError."""
        return Clip(Path(music), **self._of(Clip))

    @property
    def hints(self) -> Hints:
        return Hints(**self._of(Hints))

    @property
    def conductor(self) -> Conductor:
        return Conductor(**self._of(Conductor), manner=self.wishes)

    @property
    def wishes(self) -> Manner:
        """What the name of the manner stands for, or the four sliders say."""
        return MANNERS[self.manner] if self.manner != OWN_MANNER else Manner(**self._of(Manner))

    @property
    def export_options(self) -> ExportOptions:
        return ExportOptions(**self._of(ExportOptions))

    def video(self, kind: str, **more: Any) -> Video:
        """One of VIDEOS. more : its options that the page asks for elsewhere, such as the photo"""
        on_stage = {"background": self.background} if kind == "avatar" and self.background in STAGES else {}
        wishes = self._of(VIDEOS[kind]) | on_stage | more
        return VIDEOS[kind](**wishes | ({"background": NONE} if self.clear(kind) != OPAQUE else {}))

    def kind(self, photo: str | Path | None) -> str:
        """Which of VIDEOS is yours: without a photo the 3-D figure's."""
        if self.who == NEURAL:
            return "neural"
        return "photo" if self.who == YOU and photo else "avatar"

    def figure(self, photo: str | Path | None) -> str | None:
        """The figure on the stage, in space; None is the person of the photo."""
        if self.who in AVATARS:
            return self.who
        return None if photo and self.who != NEURAL else AVATARS[0]

    def yours(self, photo: str | None, picture: str | None = None, **looks: Any) -> Video:
        """Your video. Raises SettingsError for a picture where none can be.

        picture : a file, to stand before
        looks : person and joints, where they were set by hand, and the photos of others beside
        """
        kind, figure = self.kind(photo), self.figure(photo)
        if picture and (kind == "neural" or self.clear(kind) != OPAQUE):
            what = "A transparent video" if kind != "neural" else "What a network draws"
            raise SettingsError(f"{what} has no picture behind. Leave the picture out, or choose another video.")
        behind = {"background": picture} if picture else {}
        if kind == "photo":
            return self.video(kind, photo=photo, **looks, **behind)
        return self.video(kind, **({"avatar": figure} if kind == "avatar" and figure else {}), **behind)

    def clear(self, kind: str) -> str:
        """How videos of this kind are transparent; a network's have their background in them."""
        return self.transparent if kind in renderers_of("background") else OPAQUE

    def pixels(self, photo: str | None) -> Size:
        """Width and height of the videos."""
        return shaped(self.video("skeleton"), photo).pixels

    def _of(self, cls: type) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in options_of(cls) if OFFERED.get(one.name) == one}


def shaped(video: Video, photo: str | None) -> Video:
    """The video with its size in pixels; the photo's own shape is AUTO where there is no photo."""
    if video.shape == "photo" and not photo:
        video = replace(video, shape=AUTO)
    return in_pixels(video, photo)


def checked(name: str, value: Any) -> Any:
    """The value as a setting has it: 0 means nothing where nothing may be said. Raises SettingsError."""
    one = OFFERED[name]
    if one.choices:
        if not isinstance(value, str) or value not in one.choices:
            raise SettingsError(replace(one, or_else="").refuse(value))
        return value
    if one.optional and not value:
        return None
    for owner, files in _OWNERS.items():
        if one in options_of(owner):
            try:
                return getattr(owner(*files, **{name: value}), name)
            except VCError as error:
                raise SettingsError(str(error)) from None
    raise KeyError(name)


def field_values(settings: Settings) -> dict[str, Any]:
    """What the settings' fields show: with a manner that has a name, the sliders stand where it puts them."""
    if settings.manner != OWN_MANNER:
        settings = replace(settings, **asdict(MANNERS[settings.manner]))
    return {name: one.shown(getattr(settings, name)) for name, one in OFFERED.items()}


def sliders_of(manner: str) -> tuple[float, ...]:
    """Where a manner puts energy, gesture, smoothness, left hand and depth."""
    return tuple(asdict(MANNERS[manner]).values())


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values of the page's fields as settings have them, still to be checked."""

    def one_plain(one: Option, value: Any) -> Any:
        if value is None:  # an emptied field
            return one.default
        return int(value) if one.kind is int and isinstance(value, float) and value.is_integer() else value

    return {name: one_plain(OFFERED[name], value) for name, value in values.items()}


@dataclass(frozen=True)
class File:
    """What is kept of a visitor's file: its name without any folder, and a fingerprint of its content."""

    name: str
    sha256: str

    @classmethod
    def of(cls, path: str | Path) -> "File":
        with Path(path).open("rb") as file:
            return cls(Path(path).name, hashlib.file_digest(file, "sha256").hexdigest())


def write(
    settings: Settings,
    music: File,
    photo: File | None,
    by_hand: dict[str, Any] | None = None,
    beside: Sequence[File] = (),
    picture: File | None = None,
) -> str:
    """settings.json: the settings, the versions that they were used with, names and fingerprints of the files.

    by_hand : what was set right by hand, where anything was: beats, person, joints, head
    beside : photos of those who conduct beside; picture : what they stand before, where that is a picture
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
            **({"beside": [asdict(one) for one in beside]} if beside else {}),
            **({"picture": asdict(picture)} if picture else {}),
            "versions": {PROGRAM: __version__, "python": platform.python_version()}
            | {name: version(name) for name in ("gradio", "numpy", "av")},
        },
        indent=2,
        ensure_ascii=False,
    )


@dataclass(frozen=True)
class Saved:
    """What a settings.json tells. by_hand is still to be checked, by whoever uses it with the music and the photo.

    notes : what is no more and what stands for it now, plain sentences
    """

    settings: Settings
    music: File | None
    photo: File | None
    by_hand: dict[str, Any] = field(default_factory=dict)
    beside: tuple[File, ...] = ()
    notes: tuple[str, ...] = ()


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
        raise SettingsError(f"These settings have layout {tree.get('format')!r:.40}; this program reads {FORMAT}.")
    given = {_RENAMED.get(name, name): value for name, value in tree["settings"].items()}
    if unknown := sorted(set(given) - set(OFFERED)):
        raise SettingsError(f"There is no setting {unknown[0]!r:.40}. Known are {', '.join(OFFERED)}.")
    by_hand = tree.get("by_hand", {})
    if not isinstance(by_hand, dict):
        raise SettingsError("What was set by hand is damaged in these settings: it has to be an object.")
    others = tree.get("beside")
    beside = tuple(filter(None, map(_file, others[:MOST_PEOPLE]))) if isinstance(others, list) else ()
    given, notes = _of_today(given)
    return Saved(Settings(**given), _file(tree.get("music")), _file(tree.get("photo")), by_hand, beside, notes)


def _of_today(given: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Settings with what replaces choices that are no more, and what is to be said of it."""
    now, notes = dict(given), []
    for (name, gone), instead in _REPLACED.items():
        if given.get(name) == gone:
            now[name] = instead
            notes.append(f"The {OFFERED[name].title} {gone} is no more: {instead} stands for it.")
    return now, tuple(notes)


def _file(tree: Any) -> File | None:
    if not isinstance(tree, dict) or not all(isinstance(tree.get(key), str) for key in ("name", "sha256")):
        return None
    return File(tree["name"][:200], tree["sha256"][:64])
