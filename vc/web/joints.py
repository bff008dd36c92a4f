"""The joint editor: the photo with what was seen in it, and corrections of who and where; a circle around the head of
whoever has no human face.

What the page asks for is checked by vc.vision.joints, as everything that reaches the photo renderer is.
"""

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import gradio as gr
import numpy as np

from vc import pipeline
from vc.errors import PhotoError, VCError
from vc.files import workspace

from .component import SERIAL, build_component, message_value, wish_of
from .served import served
from .settings import File

if TYPE_CHECKING:
    from vc.vision import Seen

# What can be moved; fingers follow their wrist.
JOINTS = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip",
)  # fmt: skip
Circle = tuple[float, float, float]  # x, y, radius
SURE = 0.5  # visibility from which a joint counts as seen
OUTLINE_PX = 1.5  # by which the drawn outline may be off
NOBODY = (
    "No person was found in this photo. Draw the circle around the head of whoever shall conduct, or use a photo with "
    "head, shoulders and both arms; or go on without one: the drawn conductor and the 3-D one need none."
)


@dataclass(frozen=True)
class EditedJoints:
    """A photo and everybody in it, and what was set right by hand.

    photo : as it was uploaded; picture : where the upright copy without metadata is served; size : its width and height
    people : best suited first; outlines : SVG paths, one for each
    circle : where a head may be, x, y, radius in pixels of the picture; head : the same as drawn by hand
    person : who conducts; moved : their joints that were set right, name -> x, y in pixels of the picture
    """

    photo: str
    picture: str
    size: tuple[int, int]
    people: "tuple[Seen, ...]"
    outlines: tuple[str, ...]
    circle: Circle
    head: Circle | None = None
    person: int = 0
    moved: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recalled:
    """Person, joints and head out of the settings of an earlier result, until its photo is chosen again; to be checked.

    sha256 : of the photo
    """

    sha256: str
    person: Any
    joints: Any
    head: Any = None

    def restored(self, fresh: EditedJoints) -> EditedJoints:
        """The editor as it was left. Raises PhotoError for what cannot be."""
        if self.head:
            return change(fresh, {"do": "head", "head": self.head})
        chosen = change(fresh, {"do": "person", "person": self.person})
        return change(chosen, {"do": "move", "joints": self.joints}) if self.joints else chosen

    def is_of(self, photo: str) -> bool:
        return File.of(photo).sha256 == self.sha256


def edit_joints(photo: str) -> EditedJoints:
    """Look who is in a photo. Raises PhotoError for what is no photo."""
    from PIL import Image

    picture, people = pipeline.see_photo(photo)
    with workspace() as folder:
        path = folder / "photo.jpg"
        Image.fromarray(picture).save(path, quality=88)
        height, width = picture.shape[:2]
        outlines = tuple(_outline(one.mask) for one in people)
        nothing = np.zeros((0, 0), np.uint8)  # the masks are drawn and not needed again
        return EditedJoints(photo, served(path), (width, height), tuple(replace(one, mask=nothing) for one in people),
                       outlines, _likely_head(picture, people))  # fmt: skip


def _likely_head(picture: np.ndarray, people: "list[Seen]") -> Circle:
    """A circle to begin with."""
    from vc.vision.circle import find_circle

    if not people:
        return find_circle(picture)
    joints = people[0].joints
    (left, _), (right, _) = joints["left_ear"], joints["right_ear"]
    return (*joints["nose"], max(abs(left - right), 0.05 * min(picture.shape[:2])))


def chosen(edited: EditedJoints | Recalled | None, photo: str | None) -> dict[str, Any]:
    """`person` and `joints`, or `head`, for vc.pipeline, where this photo was given any by hand. Raises PhotoError."""
    if isinstance(edited, Recalled):
        edited = edited.restored(edit_joints(photo)) if photo and edited.is_of(photo) else None
    if not edited or edited.photo != photo or not (edited.person or edited.moved or edited.head):
        return {}
    if edited.head:
        return {"head": edited.head}
    return {"person": edited.person, "joints": edited.moved or None}


def change(edited: EditedJoints, wish: Any) -> EditedJoints:
    """Do what the page asks for. Raises PhotoError for anything that cannot be.

    wish : {"do": "person", "person": index}, {"do": "move", "joints": {name: [x, y]}}, {"do": "head", "head": [x, y,
        radius]}, or {"do": "reset"}
    """
    if isinstance(wish, dict) and wish.get("do") == "reset":
        return replace(edited, moved={}, head=None)
    if isinstance(wish, dict) and wish.get("do") == "head":
        return replace(edited, head=_circle(wish.get("head"), edited.size))
    if isinstance(wish, dict) and wish.get("do") == "person":
        person = wish.get("person")
        if isinstance(person, bool) or not isinstance(person, int) or not 0 <= person < len(edited.people):
            raise PhotoError(f"There is no person {str(person)[:20]} in this photo. Click on one of those outlined.")
        return replace(edited, person=person, moved={} if person != edited.person else edited.moved)
    if isinstance(wish, dict) and wish.get("do") == "move" and isinstance(wish.get("joints"), dict):
        moved = edited.moved | {_name(name): place for name, place in wish["joints"].items()}
        _check(edited, moved)
        return replace(edited, moved={name: (float(x), float(y)) for name, (x, y) in moved.items()})
    raise PhotoError("The page asked for something that there is not. Load it again.")


def _circle(wish: Any, size: tuple[int, int]) -> Circle:
    from vc.vision.circle import check_circle

    numbers = isinstance(wish, (list, tuple)) and len(wish) == 3 and all(type(v) in (int, float) for v in wish)
    if not numbers or not np.isfinite(wish).all():
        raise PhotoError("The circle around the head needs three numbers: its middle and its radius.")
    x, y, radius = (float(v) for v in wish)
    check_circle((x, y, radius), size[::-1])
    return x, y, radius


def _name(name: Any) -> str:
    if name not in JOINTS:
        raise PhotoError(f"There is no joint {str(name)[:40]!r} that could be moved.")
    return str(name)


def _check(edited: EditedJoints, moved: dict[str, Any]) -> None:
    from vc.vision import Person
    from vc.vision.joints import correct

    if not edited.people:
        raise PhotoError(NOBODY)
    seen = edited.people[edited.person]
    width, height = edited.size
    person = Person(
        landmarks=np.array(list(seen.joints.values()), np.float32),
        visibility=np.array(list(seen.visibility.values()), np.float32),
        mask=np.broadcast_to(np.float32(0), (height, width)),
        score=0.0,
    )
    correct(person, moved)


def joints_value(edited: EditedJoints, message: str = "", *, wrong: bool = False) -> str:
    """What the editor shows. message : a sentence about what happened; wrong : it is an error."""
    people = [
        {
            "outline": outline,
            "joints": {name: [round(value, 1) for value in seen.joints[name]] for name in JOINTS},
            "sure": {name: seen.visibility[name] >= SURE for name in JOINTS},
            "advice": list(seen.advice),
        }
        for seen, outline in zip(edited.people, edited.outlines, strict=True)
    ]
    width, height = edited.size
    return json.dumps(
        {
            "serial": next(SERIAL),
            "picture": edited.picture,
            "width": width,
            "height": height,
            "people": people,
            "person": edited.person,
            "circle": [round(value, 1) for value in edited.head or edited.circle],
            "marked": edited.head is not None,
            "moved": {name: [round(value, 1) for value in place] for name, place in edited.moved.items()},
            "message": message or ("" if people else NOBODY),
            "wrong": wrong,
        }
    )


def build_joints(edited: gr.State, photo: gr.Image) -> None:
    """The editor with all that it does, under the photo's field.

    edited : holds a EditedJoints, a Recalled, or None: what `chosen` asks
    """
    with gr.Accordion("Check the photo", open=False, elem_id="check-photo") as drawer:
        editor = build_component("joints", ("assets/sound.js",), elem_id="joints", label="Joints in the photo")
    both: list[Any] = [edited, editor]
    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drawer.expand(_on_open, [edited, photo], both, **quietly)
    editor.ask(_on_ask, [edited, photo], both, queue=False, trigger_mode="multiple", **quietly)
    editor.without(lambda: None, None, photo, **quietly)
    photo.change(_on_photo, [edited, photo], [*both, drawer], **quietly)


def _on_open(edited: EditedJoints | Recalled | None, photo: str | None) -> tuple[Any, Any]:
    if not photo:
        return None, message_value("people", "Choose a photo first; then it shows who was found in it.")
    if isinstance(edited, EditedJoints) and edited.photo == photo:
        return edited, gr.skip()
    try:
        fresh = edit_joints(photo)
        if isinstance(edited, Recalled) and edited.is_of(photo):
            fresh = edited.restored(fresh)
    except VCError as error:
        return None, message_value("people", str(error), wrong=True)
    several = "Click on the one who shall conduct." if len(fresh.people) > 1 else ""
    return fresh, joints_value(fresh, several)


def _on_photo(edited: EditedJoints | Recalled | None, photo: str | None) -> tuple[Any, Any, Any]:
    """Another photo, or none: what was set right belonged to the one before."""
    if not isinstance(edited, EditedJoints) or edited.photo == photo:
        return gr.skip(), gr.skip(), gr.skip()
    return None, message_value("people", "Choose a photo first."), gr.Accordion(open=False)


def _on_ask(edited: EditedJoints | Recalled | None, photo: str | None, event: gr.EventData) -> tuple[Any, Any]:
    if not isinstance(edited, EditedJoints) or edited.photo != photo:
        return None, message_value("people", "The photo has changed. Close this and open it again.", wrong=True)
    try:
        changed = change(edited, wish_of(event))
    except VCError as error:
        return edited, joints_value(edited, str(error), wrong=True)
    return changed, joints_value(changed, "The next video uses this." if chosen(changed, photo) else "")


def _outline(mask: np.ndarray) -> str:
    """An SVG path around everything in a (h, w) uint8 mask that is more person than not."""
    import cv2

    contours, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    rings = [cv2.approxPolyDP(ring, OUTLINE_PX, True)[:, 0] for ring in contours if cv2.contourArea(ring) > 20]
    return "".join("M" + "L".join(f"{x} {y}" for x, y in ring.tolist()) + "Z" for ring in rings)
