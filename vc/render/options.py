"""What can be wished of each kind of video. The class is the choice of the renderer: an option of another one cannot be
given with it.

A new option of a renderer is a new field here, and the code in the renderer that heeds it: command line, page,
endpoints and settings.json follow.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator

from vc.errors import PhotoError
from vc.frame import SHAPES, SIZES, Size, frame_size
from vc.options import OptionError, option, options, options_of
from vc.render.avatar import AVATARS, BUILDS, CAMERAS

NONE = "none"  # no background: the video is transparent
AUTO = "auto"  # 16:9, and a square at 512
STAGES = ("stage", "hall")  # a curtain, or listeners, beyond the desks of an orchestra
BACKGROUNDS = ("photo", "blur", *STAGES)
DRESSED = ("tails", "gown", "suit", "black")
DRESSES = ("own", *DRESSED)
ALL, MOST_PEOPLE = "all", 4  # of a photo, who conduct together
BACKENDS = ("character", "wan-animate")
JOINTS_HELP = (
    'where joints of this person are: a file with {"left_wrist": [x, y], ...} in pixels of the photo, upright and '
    "scaled down to 1600 where a side is longer"
)

COLOUR = "a name such as darkred, or #rrggbb"
HEAD = "X,Y,R"
HEAD_HELP = (
    "a circle around the head of whoever has no human face (a pet, a statue, a drawing): its middle and radius in "
    "pixels of the photo, as for the joints; the head then wears tails or the dress that is asked for"
)

Head = tuple[float, ...]  # x, y, radius
Joints = Mapping[str, tuple[float, float]]  # "left_wrist" and so on -> x, y in pixels of the photo as it is read


def _check_colour(colour: str | None) -> str | None:
    """As "#rrggbb"."""
    from PIL.ImageColor import getrgb

    if colour is None:
        return None
    try:
        red, green, blue = getrgb(colour.strip())[:3]
    except ValueError:
        raise OptionError(f"The colour {colour[:40]!r} is not known. Say {COLOUR}.") from None
    return f"#{red:02x}{green:02x}{blue:02x}"


def _check_head(head: Head | None) -> Head | None:
    if head is None:
        return None
    numbers = [isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) for v in head]
    if len(head) != 3 or not all(numbers) or head[2] <= 0:
        raise OptionError(f"The head has to be {HEAD}, three numbers with a radius above 0, not {str(head)[:60]}.")
    x, y, radius = (float(v) for v in head)
    return x, y, radius


def read_head(text: str) -> Head:
    """ "X,Y,R" -> the circle. Raises PhotoError."""
    try:
        x, y, radius = (float(part) for part in text.split(","))
    except ValueError:
        raise PhotoError(
            f"The head has to be {HEAD} in pixels of the photo, such as 410,220,90, not {text[:60]!r}."
        ) from None
    return x, y, radius


def _check_beside(photos: Any) -> Any:
    if not isinstance(photos, (list, tuple)):
        raise OptionError(f"The photos beside have to be a list of paths, not {str(photos)[:40]!r}.")
    if len(photos) >= MOST_PEOPLE:
        raise OptionError(
            f"Up to {MOST_PEOPLE} can conduct together, each of a photo, not {len(photos) + 1}. Leave some out."
        )
    return tuple(photos)


def _check_size(size: str | Size) -> str | Size:
    if isinstance(size, str):
        if size not in SIZES:
            raise OptionError(f"The size {size!r} is not known. Choose one of {', '.join(SIZES)}.")
    elif any(side % 2 or not 64 <= side <= 4096 for side in size):
        raise OptionError(f"A video needs even sides from 64 to 4096 pixels, not {size[0]} x {size[1]}.")
    return size


def read_joints(path: str) -> Joints:
    """Joints from a JSON file. Raises PhotoError."""
    try:
        joints = json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise PhotoError(f"{path} cannot be read as joints: {error}") from error
    if not isinstance(joints, dict):
        raise PhotoError(f'{path} has to hold an object such as {{"left_wrist": [410, 300]}}.')
    return joints


@options(kw_only=True)
class Video:
    """What is common to all: the picture.

    size : "512", "720", "1080": pixels of the shorter side; or (width, height) in even pixels
    shape : AUTO or one of SHAPES, "photo" being the photo's own
    """

    title: ClassVar[str] = ""

    size: Annotated[str | Size, AfterValidator(_check_size)] = option(
        "720", "pixels of the shorter side", choices=tuple(SIZES), or_else="(width, height)", label="Picture size",
        note="Pixels of the shorter side", kw_only=True,
    )  # fmt: skip
    shape: str = option(
        AUTO, "of the picture; auto is 16:9, and a square at 512; photo is the photo's own", choices=(AUTO, *SHAPES),
        label="Shape", note="auto is 16:9, and a square at 512; photo is the photo's own", kw_only=True,
    )  # fmt: skip

    @property
    def pixels(self) -> Size:
        """Width and height. Raises PhotoError where the photo's shape is asked and not known."""
        if not isinstance(self.size, str):
            return self.size
        if self.shape == "photo":
            raise PhotoError("The photo's own shape needs a photo. Add one, or choose another shape.")
        return frame_size(self.size, None if self.shape == AUTO else self.shape)


def view() -> Any:
    """From where a conductor in three dimensions is filmed: one option, whoever conducts."""
    return option(
        "front", "view of whoever conducts in three dimensions; full is from head to foot, or as far down as the photo "
        "shows; film is cut of all, with the music",
        choices=(*CAMERAS, "full", "film"), label="View", note="Of you, or of a 3-D figure",
    )  # fmt: skip


@options
class SkeletonVideo(Video):
    """A drawn conductor. background : NONE makes a transparent video, see vc.video.CLEAR"""

    title: ClassVar[str] = "the skeleton video"

    background: str | None = option(None, "none makes a transparent video", choices=(NONE,))


@options
class PhotoVideo(Video):
    """The person in a photo.

    photo : of somebody who agreed
    background : one of BACKGROUNDS, or the path of a picture; NONE makes a transparent video, see vc.video.CLEAR
    beside : photos of others, up to three, who conduct beside; all stand in a row on one stage
    people : how many of the photo conduct together, each where they stand; each with a seed of their own
    person : counted from the best suited, 0; None is that one; of several the one who has the seed that is asked for
    joints : of this person, where they really are, see vc.vision.joints; what is left out stays as it was found
    head : (x, y, radius) of a head without a human face, px of the photo as joints; such a head wears a dress
    backend : "character" is the person in three dimensions; "wan-animate" redraws that, needs the gpu extra and a
        graphics card
    """

    title: ClassVar[str] = "the photo video"

    photo: str | Path
    background: str | Path = option(
        "photo", "what is behind the person; none makes any video transparent, in a .webm or .mov",
        choices=BACKGROUNDS, or_else="none, or the path of a picture",
        label="Background of the photo video",
    )  # fmt: skip
    dress: str = option("own", "what the person wears", choices=DRESSES, label="Dress in the photo video")
    colour: Annotated[str | None, AfterValidator(_check_colour)] = option(
        None, f"of gown or tie in concert dress: {COLOUR}", form=COLOUR, label="Colour of gown or tie",
        note="A name, or #rrggbb; empty: as it is",
    )  # fmt: skip
    build: str = option(
        "photo", "of the body in concert dress; photo is as broad as the photo shows it", choices=("photo", *BUILDS),
        label="Build in concert dress",
    )  # fmt: skip
    still_face: bool = option(
        False, "leave the face as it was photographed: no lids, brows or lips move", label="Leave the face still"
    )
    people: str = option(
        "1", "how many people of the photo conduct together, each with a seed of their own",
        choices=(*map(str, range(1, MOST_PEOPLE + 1)), ALL), label="People of the photo", note="Who conduct together",
    )  # fmt: skip
    person: int | None = option(None, "who in the photo; 0 is the best suited", ge=0, le=999)
    joints: Any = option(None, JOINTS_HELP, read=read_joints)
    head: Annotated[Any, AfterValidator(_check_head)] = option(None, HEAD_HELP, read=read_head, form=HEAD)
    camera: str = view()
    backend: str = option(
        "character", "how the photo is moved: in three dimensions; wan-animate is a video model for large graphics "
        "cards that redraws that", choices=BACKENDS,
    )  # fmt: skip

    beside: Annotated[tuple[str | Path, ...], BeforeValidator(_check_beside)] = ()

    def __post_init__(self) -> None:
        if self.beside and self.people != "1":
            raise PhotoError("Several people of one photo conduct, or one of each of several. Leave one of them out.")
        if self.backend == "wan-animate" and self.camera == "film":
            raise PhotoError("A network redraws one view, not a film. Choose another view, or backend character.")


@options
class AvatarVideo(Video):
    """A 3-D figure on a stage.

    background : one of STAGES, or the path of a picture; NONE makes a transparent video, see vc.video.CLEAR
    """

    title: ClassVar[str] = "the 3-D video"

    avatar: str = option(AVATARS[0], "the 3-D figure", choices=AVATARS)
    camera: str = view()
    background: str | Path | None = option(
        "stage", "a curtain or the hall behind the figure; none makes a transparent video", choices=STAGES,
        or_else="none, or the path of a picture",
    )  # fmt: skip


@options
class NeuralVideo(Video):
    """A performer whom a network has watched."""

    title: ClassVar[str] = "the neural video"


VIDEOS: dict[str, type[Video]] = {
    "skeleton": SkeletonVideo,
    "photo": PhotoVideo,
    "avatar": AvatarVideo,
    "neural": NeuralVideo,
}


def kind_of(video: Video) -> str:
    """Its name in VIDEOS."""
    return next(kind for kind, cls in VIDEOS.items() if type(video) is cls)


def renderers_of(name: str) -> list[str]:
    """Which kinds of video have an option of this name."""
    return [kind for kind, cls in VIDEOS.items() if any(one.name == name for one in options_of(cls))]
