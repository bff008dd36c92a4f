"""Who is filmed, and how; and what of that must stay the same in a folder."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from vc.frame import Frame
from vc.render.avatar import AVATARS
from vc.render.avatar.camera import Camera
from vc.render.avatar.light import LIGHTS
from vc.render.avatar.model import DRESSES as FIGURES
from vc.render.avatar.model import HAIRS, SKINS, Rgb
from vc.skeleton import Motion

# Views of a square picture: from the head to the hips, with room for the arms.
VIEWS: dict[str, Camera] = {
    "front": Camera((0.0, 1.46, 5.2), (0.0, 1.33, 0.0), (1.46, 1.46)),
    "left": Camera((1.9, 1.50, 4.8), (0.0, 1.33, 0.0), (1.46, 1.46)),
    "right": Camera((-1.9, 1.50, 4.8), (0.0, 1.33, 0.0), (1.46, 1.46)),
}
OWN = "own"
# Colours of gown, coat and trousers, linear light. Satin shines, so it is lighter than the cloth around it.
DRESSES: dict[str, dict[str, Rgb]] = {
    OWN: {},
    "green": {"gown": (0.006, 0.055, 0.028), "coat": (0.010, 0.040, 0.024), "satin": (0.012, 0.055, 0.034)},
    "plum": {"gown": (0.070, 0.008, 0.050), "coat": (0.045, 0.008, 0.034), "satin": (0.065, 0.014, 0.050)},
    "ivory": {"gown": (0.55, 0.50, 0.40), "coat": (0.55, 0.50, 0.40), "satin": (0.42, 0.38, 0.30),
              "trousers": (0.50, 0.46, 0.37)},
}  # fmt: skip
PHOTO_DRESSES = (OWN, *FIGURES)
PHOTO_VIEWS = ("front", "three-quarter", "close", "full")
LEAST_SIDE_PX = 64


@dataclass(frozen=True)
class Shot:
    """Who is filmed, and how.

    avatar : one of `vc.render.avatar.AVATARS`; light : one of `LIGHTS`
    view, dress : of `VIEWS` and `DRESSES`, for a photo of `PHOTO_VIEWS` and `PHOTO_DRESSES`
    side_px : of the square picture, even
    conductor : seed of a textbook conductor who conducts all items' known beats, so that all move in one manner; None
        moves as the items do
    skin, hair : colours by name, see `vc.render.avatar.model`; None is the figure's own
    photo : of a person, who is filmed instead of an avatar; light, skin and hair are then the photo's own
    """

    avatar: str = "maestra"
    view: str = "front"
    light: str = "hall"
    dress: str = OWN
    side_px: int = 512
    conductor: int | None = None
    skin: str | None = None
    hair: str | None = None
    photo: Path | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for names that are not there, and for what a photo cannot have."""
        _check("avatar", self.avatar, AVATARS)
        _check("light", self.light, LIGHTS)
        alone, of = self.photo is None, "" if self.photo is None else " for a photo"
        _check(f"view{of}", self.view, VIEWS if alone else PHOTO_VIEWS)
        _check(f"dress{of}", self.dress, DRESSES if alone else PHOTO_DRESSES)
        for name, known in (("skin", SKINS), ("hair", HAIRS)):
            if (chosen := getattr(self, name)) is not None:
                _check(name, chosen, known)
        if self.side_px % 2 or self.side_px < LEAST_SIDE_PX:
            raise ValueError(f"the side is {self.side_px} pixels; an even number from {LEAST_SIDE_PX} on is needed")
        plain = Shot.__dataclass_fields__
        foreign = [name for name in ("light", "skin", "hair") if getattr(self, name) != plain[name].default]
        if self.photo is not None and foreign:
            raise ValueError(f"a photo brings its own {foreign[0]}: leave it out")

    def settings(self) -> dict[str, Any]:
        """What meta.json says. Of a photo its name and a digest: another one of the same name is another person."""
        found = asdict(self)
        if self.photo is None:
            return found
        digest = blake2b(self.photo.read_bytes(), digest_size=8).hexdigest()
        drawn = {"photo": f"{self.photo.name} {digest}", "drawn": "in three dimensions, where the photo shows enough"}
        return drawn | {name: found[name] for name in ("dress", "view", "side_px", "conductor")}


def _check(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ValueError(f"there is no {what} {name!r}; choose one of {', '.join(known)}")


@dataclass(frozen=True)
class Take:
    """One motion, as a performer does it.

    keypoints : (T, 19, 2) float32, 0..1 across the picture, y down
    draw : the frame of a pose; safe to call from several threads
    """

    keypoints: np.ndarray
    draw: Callable[[int], Frame]


Performer = Callable[[Motion, np.ndarray | None], Take]  # motion, loudness (T,) where it is known
