"""Several people who conduct together: who they are, in which photos, and how they come into one picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vc import weights
from vc.errors import PhotoError
from vc.pipeline.interfaces import Drawer, Progress, report
from vc.pipeline.photos import (
    behind_of,
    draw_character,
    faced,
    is_creature,
    outfit,
    person_of,
    pose_models,
    sight_of,
)
from vc.render.options import ALL, MOST_PEOPLE, PhotoVideo, Video

if TYPE_CHECKING:
    from vc.render.avatar.character import Character
    from vc.render.character import Portrait
    from vc.vision import Person

_WORDS = ("", "one", "two", "three", "four")


@dataclass(frozen=True)
class _Cast:
    """Whoever of a photo conducts, the leader first. photo : (h, w, 3) uint8; others : who stays as they are
    notes : what there is to say; stands : whether they do it where they stand, in their own clothes
    """

    photo: np.ndarray
    people: "tuple[Person, ...]"
    others: "tuple[Person, ...]"
    notes: tuple[str, ...]
    stands: bool


def people_in(video: Video) -> int:
    """How many conduct in a video. Raises PhotoError where fewer are to be seen than are asked for."""
    if not isinstance(video, PhotoVideo):
        return 1
    if video.beside:
        return 1 + len(video.beside)
    return len(_cast(video).people) if video.people != "1" else 1


def open_ensemble(video: PhotoVideo, seed: int, on_progress: Progress | None) -> Drawer:
    """As `photos.open_photo`, of several. Raises PhotoError."""
    if video.backend != "character":
        raise PhotoError("Several people conduct in three dimensions only. Choose --backend character, or one person.")
    report(on_progress, "Preparing the photo", 0, 1)
    portrait = _in_a_row_of_photos(video) if video.beside else _of_one_photo(video, on_progress)
    report(on_progress, "Preparing the photo", 1, 1)
    return partial(draw_character, replace(portrait, character=faced(portrait.character, video)), seed)


def _cast(video: PhotoVideo) -> _Cast:
    from vc.render.character.build import suits
    from vc.vision import find_people, measure, open_portrait
    from vc.vision.choice import is_large
    from vc.vision.joints import correct, nearest

    if video.head is not None:
        raise PhotoError("A circle marks the head of one. Leave it out, or let one of the photo conduct.")
    paths = pose_models()
    portrait = open_portrait(video.photo, **paths)
    found = find_people(portrait.pixels, detector_path=paths["detector_path"], landmarks_path=paths["landmarks_path"])
    if video.joints is not None and found:
        meant = nearest(found, video.joints) if video.person is None else found[min(video.person, len(found) - 1)]
        found = [correct(one, video.joints) if one is meant else one for one in found]
    if video.person and video.person < len(found):
        found = [found[video.person], *(one for one in found if one is not found[video.person])]
    height = len(portrait.pixels)
    able = [one for one in found if is_large(one)]
    standing = [one for one in able if suits(measure(one), height)] if video.dress == "own" else []
    asked = min(len(standing or able), MOST_PEOPLE) if video.people == ALL else int(video.people)
    if max(asked, 1) > len(able):
        raise PhotoError(_too_few(asked, len(found), len(able)))
    stands = len(standing) >= asked
    people = (standing if stands else able)[:asked]
    left = len(found) - len(people)
    note = f"{len(found)} people are in the photo; {_WORDS[asked]} of them, best to be seen, conduct."
    notes = (*portrait.notes, *([note] if video.people == ALL and left else []))
    kept = {id(one) for one in people}
    return _Cast(portrait.pixels, tuple(people), tuple(p for p in found if id(p) not in kept), notes, stands)


def _too_few(asked: int, found: int, able: int) -> str:
    if not found:
        return "No person found in the photo. Use one where head, shoulders and both arms are visible."
    seen = "1 person was" if found == 1 else f"{found} people were"
    enough = "" if able == found else f", of whom {able} can be seen well enough"
    return (
        f"{seen} found in the photo{enough}; {max(asked, 1)} were asked for. Ask for fewer, or use a photo that shows "
        "everybody's head, shoulders and arms from the front."
    )


def _of_one_photo(video: PhotoVideo, on_progress: Progress | None) -> "Portrait":
    from vc.render.character.ensemble import look_at_all, where_they_stand

    cast = _cast(video)
    for note in cast.notes:
        report(on_progress, note, 1, 1)
    sights = look_at_all(cast.photo, cast.people, list(cast.others), face_path=weights.fetch("face-mesh"))
    if cast.stands:
        return where_they_stand(sights, video.pixels, behind_of(video), video.camera)
    from vc.render.character.onstage import character_of

    left_first = sorted(sights, key=lambda sight: float(sight.anatomy.neck[0]))
    people = [character_of(sight, _dress(video), **outfit(video)) for sight in left_first]
    return _row([(person, None) for person in people], video)


def _in_a_row_of_photos(video: PhotoVideo) -> "Portrait":
    first = replace(video, beside=(), people="1")
    photos = [first, *(replace(first, photo=photo, person=None, joints=None, head=None) for photo in video.beside)]
    return _row([_alone(one, number) for number, one in enumerate(photos, start=1)], video)


def _alone(video: PhotoVideo, number: int) -> "tuple[Character, float | None]":
    """Whoever is in one of several photos, and where that photo cuts them off, metres. Raises PhotoError."""
    from vc.render.character.build import suits
    from vc.render.character.ensemble import in_own_clothes
    from vc.vision import open_portrait

    try:
        if video.dress == "own" and video.head is None:
            pixels = open_portrait(video.photo, **pose_models()).pixels
            sight = None if is_creature(pixels) else sight_of(pixels, video)
            if sight is not None and suits(sight.anatomy, len(pixels)):
                return in_own_clothes(sight, video.pixels)
        return person_of(replace(video, dress=_dress(video))), None
    except PhotoError as error:
        raise PhotoError(f"Photo {number}, {Path(video.photo).name}: {error}") from error


def _row(members: "Sequence[tuple[Character, float | None]]", video: PhotoVideo) -> "Portrait":
    from vc.render.character.ensemble import LOW_M, in_a_row

    lowest = max([LOW_M, *(ends for _, ends in members if ends is not None)])
    behind: Any = behind_of(video)
    return in_a_row([person for person, _ in members], video.pixels, behind, video.camera, lowest_m=lowest)


def _dress(video: PhotoVideo) -> str:
    return "tails" if video.dress == "own" else video.dress
