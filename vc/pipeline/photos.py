"""From a photo to whatever is drawn of the person in it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vc import weights
from vc.errors import PhotoError, VCError
from vc.frame import Frame
from vc.pipeline.interfaces import Drawer, Heard, Progress, report
from vc.render.options import BACKGROUNDS, DRESSED, NONE, STAGES, AvatarVideo, PhotoVideo
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.render.avatar.character import Character
    from vc.render.character import Portrait
    from vc.render.character.build import Sight
    from vc.vision import Seen

_ON_CLOTH = 1.15  # mean light on a dress: what it is asked to look like is made that much darker
_TAKEN_PX = (1280, 1280)  # picture that an exported person is made of
_EMPTY = 12.0  # standard deviation, RGB, of photos of an empty wall


def open_photo(video: PhotoVideo, seed: int, on_progress: Progress | None) -> Drawer:
    from vc.vision import open_portrait

    is_redrawn = video.backend == "wan-animate"
    if is_redrawn and video.background == NONE:
        raise VCError("What a network draws has its background in it. Choose another backend, or another background.")
    model = _open_video_model(on_progress) if is_redrawn else None
    report(on_progress, "Preparing the photo", 0, 1)
    behind = behind_of(video)
    photo = open_portrait(video.photo, **pose_models())
    for note in photo.notes:
        report(on_progress, note, 1, 1)
    portrait = _open_character(photo.pixels, video, behind)
    portrait = replace(portrait, character=faced(portrait.character, video))
    report(on_progress, "Preparing the photo", 1, 1)
    if model is None:
        return partial(draw_character, portrait, seed)
    from vc.render import wan

    return lambda motion, _heard: wan.frames(motion, size=video.pixels, portrait=portrait, model=model, seed=seed)


def behind_of(video: PhotoVideo | AvatarVideo) -> Any:
    """One of BACKGROUNDS, or the picture (h, w, 3) uint8 that is asked for. Raises PhotoError."""
    from vc.picture import load_photo

    usual = "photo" if isinstance(video, PhotoVideo) else "stage"
    known = usual if video.background in (None, NONE) else video.background
    return known if known in (BACKGROUNDS if isinstance(video, PhotoVideo) else STAGES) else load_photo(known)


def _open_character(photo: np.ndarray, video: PhotoVideo, background: Any) -> "Portrait":
    """The person in three dimensions, in their own clothes; in tails where the photo shows too little of those.

    Whoever is in the photo may be no human being: then the head is found by its outline, where no circle is around
    it already, and wears tails or the dress asked for. Raises PhotoError for a photo of nobody and nothing.
    """
    from vc.render import character
    from vc.render.character.onstage import creature_on_stage, on_stage

    dress = "tails" if video.dress == "own" else video.dress
    creature = video.head is not None or (video.dress in DRESSED and is_creature(photo))
    if video.dress == "own" and not creature:
        try:
            found = character.prepare(
                photo, size=video.pixels, person=video.person, joints=video.joints, background=background,
                camera=video.camera, face_path=weights.fetch("face-mesh"), **pose_models(),
            )  # fmt: skip
        except PhotoError:
            creature = is_creature(photo)
            if not creature:
                raise
        else:
            if found is not None:
                return found
    if creature:
        circle = video.head or head_of_nobody(photo)
        return creature_on_stage(photo, circle, video.pixels, dress, background, video.camera, **outfit(video))
    sight = sight_of(photo, video)
    return on_stage(sight, video.pixels, dress, background, video.camera, **outfit(video))


def outfit(video: PhotoVideo) -> dict[str, Any]:
    """Build and colour of a dress, as they are asked for; None is the photo's build and the dress's own colour."""
    from PIL.ImageColor import getrgb

    from vc.render.avatar import BUILDS
    from vc.render.avatar.shade import untone

    shown = np.array(getrgb(video.colour), np.uint8) if video.colour else None
    colour = tuple((untone(shown) / _ON_CLOTH).tolist()) if shown is not None else None
    return {"build": BUILDS.get(video.build), "colour": colour}


def faced(person: "Character", video: PhotoVideo) -> "Character":
    from vc.render.character.painted import with_still_face

    return with_still_face(person) if video.still_face else person


def draw_character(
    portrait: "Portrait", seed: int, motion: Motion, heard: Heard | None, behind: Frame | None = None
) -> Iterator[Frame]:
    from vc.render import character

    rhythm = heard.rhythm if heard else None
    return character.frames(motion, size=portrait.size, portrait=portrait, rhythm=rhythm, seed=seed, background=behind)


def sight_of(photo: np.ndarray, video: PhotoVideo) -> "Sight":
    """The person of a photo (h, w, 3) uint8. Raises PhotoError."""
    from vc.render.character.build import look
    from vc.vision.choice import find_conductor

    chosen, others = find_conductor(photo, video.person, video.joints, **pose_models())
    return look(photo, chosen, others, face_path=weights.fetch("face-mesh"))


def is_creature(photo: np.ndarray) -> bool:
    """Whether there is no human being in the photo: a pet, a mask, a toy; and more than an empty wall."""
    from vc.vision import find_people

    if photo.std((0, 1)).max() < _EMPTY:
        return False

    paths = pose_models()
    return not find_people(photo, detector_path=paths["detector_path"], landmarks_path=paths["landmarks_path"])


def head_of_nobody(photo: np.ndarray) -> tuple[float, float, float]:
    """The circle around the head of whoever is no person, see `vc.vision.circle`. Raises PhotoError where none is."""
    from vc.vision.circle import find_circle
    from vc.vision.head_seen import shows_head

    circle = find_circle(photo)
    if not shows_head(photo, circle, weights.fetch("face-detector")):
        raise PhotoError(
            "Neither a person nor any other head was found in the photo. Draw a circle around the head of whoever "
            "shall conduct (head: its middle and radius in pixels), or use a photo that shows one."
        )
    return circle


def person_of(video: PhotoVideo) -> "Character":
    """The person of a photo as a figure for exports and the live stage, in the video's dress if it is one of DRESSED.

    Raises PhotoError, where no face is to be seen too, and WeightsError.
    """
    from vc.render.character.onstage import character_of, creature
    from vc.vision import open_portrait

    pixels = open_portrait(video.photo, **pose_models()).pixels
    dress = video.dress if video.dress in DRESSED else "tails"
    try:
        sight = None if video.head else sight_of(pixels, video)
    except PhotoError:
        if not is_creature(pixels):
            raise
        sight = None
    if sight is None:
        return creature(pixels, video.head or head_of_nobody(pixels), dress, **outfit(video))
    return faced(character_of(sight, dress, **outfit(video)), video)


def person_to_take(video: PhotoVideo) -> "Character":
    """As `person_of`, for exports: in their own clothes where these are asked for and the photo shows enough."""
    from vc.render import character
    from vc.vision import open_portrait

    if video.dress == "own" and video.head is None and video.backend == "character":
        with suppress(PhotoError):  # whoever is no human being
            portrait = character.prepare(
                open_portrait(video.photo, **pose_models()).pixels, size=_TAKEN_PX, person=video.person,
                joints=video.joints, background="photo", camera="full", face_path=weights.fetch("face-mesh"),
                **pose_models(),
            )  # fmt: skip
            if portrait is not None:
                return portrait.character
    return person_of(video)


def _open_video_model(on_progress: Progress | None) -> Any:
    """Wan-Animate, ready to draw. Raises WeightsError where it cannot run."""
    from vc.models.wan import CARRIED, RATE, SEGMENT, open_wan
    from vc.render.wan import Model

    animate = open_wan(on_message=lambda message: report(on_progress, message, 0, 1))
    return Model(animate, segment=SEGMENT, carried=CARRIED, rate=RATE)


def see_photo(photo: str | Path) -> tuple[np.ndarray, "list[Seen]"]:
    """The picture that is worked with, (h, w, 3) uint8, and everybody in it: `person` and `joints` refer to both.

    It is the photo, upright, cropped where people are small in it, and scaled down to 1600 pixels a side.

    Raises PhotoError, WeightsError.
    """
    from vc.vision import open_portrait, see_people

    paths = pose_models()
    portrait = open_portrait(photo, **paths)
    people = see_people(portrait.pixels, **paths)
    return portrait.pixels, [replace(seen, advice=(*portrait.notes, *seen.advice)) for seen in people]


def pose_models() -> dict[str, Path]:
    """Where the models lie that find people, as vc.vision takes them. Raises WeightsError."""
    return {"detector_path": weights.fetch("pose-detector"), "landmarks_path": weights.fetch("pose-landmarks")}
