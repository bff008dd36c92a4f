"""The joint editor: the photo with what was seen in it, and corrections of who and where.

What the page asks for is checked by vc.vision.joints, as everything that reaches the photo renderer is.
"""

import json
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import gradio as gr
import numpy as np

from vc import pipeline
from vc.errors import PhotoError, VCError
from vc.files import workspace

from .component import build_component
from .served import served
from .settings import File

if TYPE_CHECKING:
    from vc.vision import Seen

# What can be moved; fingers follow their wrist.
JOINTS = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip",
)  # fmt: skip
SURE = 0.5  # visibility from which a joint counts as seen
OUTLINE_PX = 1.5  # by which the drawn outline may be off
NOBODY = (
    "No person was found in this photo. Use one where head, shoulders and both arms are visible, or go on without a "
    "photo: the drawn conductor and the 3-D one need none."
)

_serial = count(1)


@dataclass(frozen=True)
class Sitting:
    """A photo and everybody in it, and what was set right by hand.

    photo : as it was uploaded; picture : where the upright copy without metadata is served; size : its width and height
    people : best suited first; outlines : SVG paths, one for each
    person : who conducts; moved : their joints that were set right, name -> x, y in pixels of the picture
    """

    photo: str
    picture: str
    size: tuple[int, int]
    people: "tuple[Seen, ...]"
    outlines: tuple[str, ...]
    person: int = 0
    moved: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recalled:
    """Person and joints out of the settings of an earlier result, until its photo is chosen again; to be checked.

    sha256 : of the photo
    """

    sha256: str
    person: Any
    joints: Any

    def sitting(self, fresh: Sitting) -> Sitting:
        """The editor as it was left. Raises PhotoError for what cannot be."""
        chosen = change(fresh, {"do": "person", "person": self.person})
        return change(chosen, {"do": "move", "joints": self.joints}) if self.joints else chosen

    def is_of(self, photo: str) -> bool:
        return File.of(photo).sha256 == self.sha256


def open_sitting(photo: str) -> Sitting:
    """Look who is in a photo. Raises PhotoError for what is no photo."""
    from PIL import Image

    picture, people = pipeline.see_photo(photo)
    with workspace() as folder:
        path = folder / "photo.jpg"
        Image.fromarray(picture).save(path, quality=88)
        height, width = picture.shape[:2]
        outlines = tuple(_outline(one.mask) for one in people)
        nothing = np.zeros((0, 0), np.uint8)  # the masks are drawn and not needed again
        return Sitting(photo, served(path), (width, height), tuple(replace(one, mask=nothing) for one in people),
                       outlines)  # fmt: skip


def chosen(sitting: Sitting | Recalled | None, photo: str | None) -> dict[str, Any]:
    """`person` and `joints` for vc.pipeline, where this photo was given any by hand. Raises PhotoError."""
    if isinstance(sitting, Recalled):
        sitting = sitting.sitting(open_sitting(photo)) if photo and sitting.is_of(photo) else None
    if not sitting or sitting.photo != photo or not (sitting.person or sitting.moved):
        return {}
    return {"person": sitting.person, "joints": sitting.moved or None}


def change(sitting: Sitting, wish: Any) -> Sitting:
    """Do what the page asks for. Raises PhotoError for anything that cannot be.

    wish : {"do": "person", "person": index}, {"do": "move", "joints": {name: [x, y]}}, or {"do": "reset"}
    """
    if isinstance(wish, dict) and wish.get("do") == "reset":
        return replace(sitting, moved={})
    if isinstance(wish, dict) and wish.get("do") == "person":
        person = wish.get("person")
        if isinstance(person, bool) or not isinstance(person, int) or not 0 <= person < len(sitting.people):
            raise PhotoError(f"There is no person {str(person)[:20]} in this photo. Click on one of those outlined.")
        return replace(sitting, person=person, moved={} if person != sitting.person else sitting.moved)
    if isinstance(wish, dict) and wish.get("do") == "move" and isinstance(wish.get("joints"), dict):
        moved = sitting.moved | {_name(name): place for name, place in wish["joints"].items()}
        _check(sitting, moved)
        return replace(sitting, moved={name: (float(x), float(y)) for name, (x, y) in moved.items()})
    raise PhotoError("The page asked for something that there is not. Load it again.")


def _name(name: Any) -> str:
    if name not in JOINTS:
        raise PhotoError(f"There is no joint {str(name)[:40]!r} that could be moved.")
    return str(name)


def _check(sitting: Sitting, moved: dict[str, Any]) -> None:
    from vc.vision import Person
    from vc.vision.joints import correct

    if not sitting.people:
        raise PhotoError(NOBODY)
    seen = sitting.people[sitting.person]
    width, height = sitting.size
    person = Person(
        landmarks=np.array(list(seen.joints.values()), np.float32),
        visibility=np.array(list(seen.visibility.values()), np.float32),
        mask=np.broadcast_to(np.float32(0), (height, width)),
        score=0.0,
    )
    correct(person, moved)


def joints_value(sitting: Sitting, message: str = "", *, wrong: bool = False) -> str:
    """What the editor shows. message : a sentence about what happened; wrong : it is an error."""
    people = [
        {
            "outline": outline,
            "joints": {name: [round(value, 1) for value in seen.joints[name]] for name in JOINTS},
            "sure": {name: seen.visibility[name] >= SURE for name in JOINTS},
            "advice": list(seen.advice),
        }
        for seen, outline in zip(sitting.people, sitting.outlines, strict=True)
    ]
    width, height = sitting.size
    return json.dumps(
        {
            "serial": next(_serial),
            "picture": sitting.picture,
            "width": width,
            "height": height,
            "people": people,
            "person": sitting.person,
            "moved": {name: [round(value, 1) for value in place] for name, place in sitting.moved.items()},
            "message": message if people else NOBODY,
            "wrong": wrong or not people,
        }
    )


def build_joints(sitting: gr.State, photo: gr.Image) -> None:
    """The editor with all that it does, under the photo's field.

    sitting : holds a Sitting, a Recalled, or None: what `chosen` asks
    """
    with gr.Accordion("Check the photo", open=False, elem_id="check-photo") as drawer:
        editor = build_component("joints", ("assets/sound.js",), elem_id="joints", label="Joints in the photo")
    both: list[Any] = [sitting, editor]
    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drawer.expand(_on_open, [sitting, photo], both, **quietly)
    editor.ask(_on_ask, [sitting, photo], both, queue=False, trigger_mode="multiple", **quietly)
    editor.without(lambda: None, None, photo, **quietly)
    photo.change(_on_photo, [sitting, photo], [*both, drawer], **quietly)


def _on_open(sitting: Sitting | Recalled | None, photo: str | None) -> tuple[Any, Any]:
    if not photo:
        return None, _told("Choose a photo first; then it shows who was found in it.")
    if isinstance(sitting, Sitting) and sitting.photo == photo:
        return sitting, gr.skip()
    try:
        fresh = open_sitting(photo)
        if isinstance(sitting, Recalled) and sitting.is_of(photo):
            fresh = sitting.sitting(fresh)
    except VCError as error:
        return None, _told(str(error), wrong=True)
    several = "Click on the one who shall conduct." if len(fresh.people) > 1 else ""
    return fresh, joints_value(fresh, several)


def _on_photo(sitting: Sitting | Recalled | None, photo: str | None) -> tuple[Any, Any, Any]:
    """Another photo, or none: what was set right belonged to the one before."""
    if not isinstance(sitting, Sitting) or sitting.photo == photo:
        return gr.skip(), gr.skip(), gr.skip()
    return None, _told("Choose a photo first."), gr.Accordion(open=False)


def _on_ask(sitting: Sitting | Recalled | None, photo: str | None, event: gr.EventData) -> tuple[Any, Any]:
    if not isinstance(sitting, Sitting) or sitting.photo != photo:
        return None, _told("The photo has changed. Close this and open it again.", wrong=True)
    try:
        changed = change(sitting, event._data)
    except VCError as error:
        return sitting, joints_value(sitting, str(error), wrong=True)
    return changed, joints_value(changed, "The next video uses this." if chosen(changed, photo) else "")


def _told(message: str, *, wrong: bool = False) -> str:
    """A value without a photo."""
    return json.dumps({"serial": next(_serial), "people": [], "message": message, "wrong": wrong})


def _outline(mask: np.ndarray) -> str:
    """An SVG path around everything in a (h, w) uint8 mask that is more person than not."""
    import cv2

    contours, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    rings = [cv2.approxPolyDP(ring, OUTLINE_PX, True)[:, 0] for ring in contours if cv2.contourArea(ring) > 20]
    return "".join("M" + "L".join(f"{x} {y}" for x, y in ring.tolist()) + "Z" for ring in rings)
