"""Several people who conduct together: those of one photo where they stand, or those of several photos side by side."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.group import Group, Placed, group
from vc.render.avatar.light import LIGHTS, SOFT
from vc.render.avatar.stage import FLOOR_Y
from vc.render.character.backdrop import STAGES, Background, check_background, cover_fit, make_backdrop
from vc.render.character.build import Portrait, Sight, even, framed, lit_from_right
from vc.render.character.canvas import DISTANCE_M, Canvas
from vc.render.character.filming import View, views_of
from vc.render.character.onstage import at_rest
from vc.render.character.own import own_clothes
from vc.render.character.place import WALL_Z, Ground, Place, lit_by, out_of_focus, picture, seen_through, stage
from vc.render.character.shooting import Shot
from vc.render.character.tone import find_tone
from vc.vision.anatomy import Anatomy, measure
from vc.vision.detect import Person
from vc.vision.face_mesh import find_face
from vc.vision.figure.framing import Framing, choose_camera, onto_canvas, touches_top
from vc.vision.matte import cut_out
from vc.vision.plate import is_plain, make_plate, person_hole

_NEARER_M = 0.22  # each stands before the next smaller one in a photo
_BESIDE = 1.86  # of the outer ones' reach that is seen, of both hands together
_APART_M = 0.80  # from one to the next, side by side
_CLOSER_M, _BEHIND_M = 0.55, 0.45  # the same in tall pictures, where every second one stands further back
_BATON_M = -0.06  # by which the middle is nearer to the hands that hold batons
_ARC = 0.10  # metres by which the outer ones stand further forward, by their metres from the middle
_ALONE_M = (1.84, 1.12)  # width and height that one of a row fills
LOW_M = -0.10  # no row is seen further down, above the floor
_EYE_M, _FAR_M = 1.50, 5.2  # the camera's height, and its distance where it sees one
_ASIDE = 0.34  # radians of the view from the side
_MAP_M = 2.6  # of the map of shadows, what may be used for people who stand beside each other
_OWN_DETAIL = 0.85  # texels a pixel


def look_at_all(
    photo: np.ndarray, chosen: Sequence[Person], others: list[Person], *, face_path: Path | None
) -> list[Sight]:
    """As `build.look`, of several people who all come out of one photo; their plate is the same."""
    cuts = [cut_out(photo, person) for person in chosen]
    bodies = [measure(person) for person in chosen]
    bystanders = np.zeros(photo.shape[:2], bool)
    for other in others:
        bystanders |= other.mask > 0.3
    alpha = np.maximum.reduce([alpha for alpha, _ in cuts])
    plate, _ = make_plate(photo, alpha, float(np.mean([body.unit for body in bodies])), bystanders)
    sights = []
    for person, (own, colours), body in zip(chosen, cuts, bodies, strict=True):
        before = np.zeros(own.shape, bool)
        for other in [*chosen, *others]:
            if other is not person:
                before |= other.mask > np.maximum(person.mask, 0.5)
        face = find_face(photo, person.landmarks, face_path) if face_path and not body.is_behind else None
        sights.append(Sight(photo, person, own, colours, plate, bystanders, before, body, face))
    return sights


def where_they_stand(
    sights: Sequence[Sight], size: Size, background: Background = "photo", camera: str = "front"
) -> Portrait:
    """People of one photo in their own clothes, each in the place and as large as the photo shows them.

    sights : from `look_at_all`, at least two
    camera : as in `prepare`; every view shows all of them, and a film is cut of two
    """
    check_background(background)
    framing = frame_all([sight.anatomy for sight in sights], sights[0].photo.shape, size, full=camera == "full")
    people = [framed(sight, framing) for sight in sights]
    canvases = [canvas for _, _, canvas in people]
    first = canvases[0]
    cut = any(touches_top(sight.anatomy) for sight in sights)
    views = _views(camera, first, head_is_cut=cut)
    spread = max(1.0, size[0] * first.metres / _MAP_M)
    places = _places(sights, framing, views, size, background, spread)
    characters = [own_clothes(figure, face, canvas, places[0].light) for figure, face, canvas in people]
    joined = group(_placed(characters, canvases))
    shots = tuple(Shot(view.camera, place) for view, place in zip(views, places, strict=True))
    return Portrait(size, joined, shots, first, people[0][0].anatomy, find_tone(sights[0].photo))


def frame_all(bodies: Sequence[Anatomy], shape: tuple[int, ...], size: Size, *, full: bool = False) -> Framing:
    """The part of a photo of this shape that shows all of them, with room for their arms; see `choose_camera`."""
    width, height = size
    alone = [choose_camera(body, shape, (width, height), full=full) for body in bodies]
    tops = [-one.offset[1] / one.scale for one in alone]
    bottoms = [(height - one.offset[1]) / one.scale for one in alone]
    reach = [0.5 * (body.shoulder_width + _BESIDE * body.reach) for body in bodies]
    middles = [0.5 * (body.neck[0] + body.pelvis[0]) for body in bodies]
    left = min(middle - own for middle, own in zip(middles, reach, strict=True))
    right = max(middle + own for middle, own in zip(middles, reach, strict=True))
    top, bottom = min(tops), min(max(bottoms), float(shape[0]))
    if any(touches_top(body) for body in bodies):
        top = max(top, 0.0)
    needed = (right - left) * height / width
    if bottom - top < needed:
        bottom += min(0.6 * (needed - (bottom - top)), max(shape[0] - bottom, 0.0))
        top = bottom - needed
    scale = height / (bottom - top)
    offset = np.array([width / 2 - 0.5 * (left + right) * scale, height - bottom * scale])
    return Framing(float(scale), offset, size, portrait=False)


def _views(camera: str, canvas: Canvas, *, head_is_cut: bool) -> list[View]:
    names = ("front", "three-quarter") if camera == "film" else ("front" if camera == "close" else camera,)
    return [view for name in names for view in views_of(name, canvas, 0.0, head_is_cut=head_is_cut)]


def _places(
    sights: Sequence[Sight], framing: Framing, views: Sequence[View], size: Size, background: Background, spread: float
) -> list[Place]:
    if isinstance(background, str) and background in STAGES:
        return [stage(view.camera, size, background, spread=spread, podium=False) for view in views]
    unit, plate = float(np.mean([sight.anatomy.unit for sight in sights])), sights[0].plate
    hole = person_hole(np.maximum.reduce([sight.alpha for sight in sights]), unit)
    own = onto_canvas(out_of_focus(plate, hole, unit), framing, sights[0].bystanders)
    backdrop = make_backdrop(background, own)
    wall = isinstance(background, str) and background == "photo" and is_plain(plate, hole, unit)
    ground = Ground(2, WALL_Z, lit_from_right(sights[0]), spread) if wall else None
    light = SOFT if isinstance(background, str) else lit_by(background)
    return [picture(seen_through(backdrop, view.window, size), light, ground, view.camera, spread=spread)
            for view in views]  # fmt: skip


def _placed(characters: Sequence[Character], canvases: Sequence[Canvas]) -> list[Placed]:
    """Each where the first one's camera sees it as the photo shows it; the larger ones stand before the smaller."""
    first = canvases[0]
    farthest_first = sorted(range(len(canvases)), key=lambda k: -canvases[k].metres)
    members = []
    for k, (character, canvas) in enumerate(zip(characters, canvases, strict=True)):
        z = _NEARER_M * (farthest_first.index(k) - farthest_first.index(0))
        scale = first.metres / canvas.metres * (DISTANCE_M - z) / DISTANCE_M
        x, y = first.middle - scale * canvas.middle
        members.append(Placed(character, (float(x), float(y), z), scale))
    return members


def in_own_clothes(sight: Sight, size: Size) -> tuple[Character, float]:
    """A person for a place in a row, for frames of `size`, and the height in metres at which their photo ends."""
    canvas_size = even(size, _OWN_DETAIL)
    framing = choose_camera(sight.anatomy, sight.photo.shape, canvas_size, full=True)
    figure, face, canvas = framed(sight, framing)
    bottom = min(canvas_size[1], sight.photo.shape[0] * framing.scale + framing.offset[1])
    ends = float(canvas.place(np.array([0.0, bottom]))[1])
    return own_clothes(figure, face, canvas, LIGHTS["concert"]), ends


def in_a_row(
    people: Sequence[Character],
    size: Size,
    background: Background = "stage",
    camera: str = "front",
    *,
    lowest_m: float = LOW_M,
) -> Portrait:
    """People side by side on one stage, or before a picture, from the left as they come.

    lowest_m : height below which nothing of them may be seen: where a photo ends
    """
    check_background(background)
    places = row_of(len(people), size)
    joined: Group = group([Placed(one, at) for one, at in zip(people, places, strict=True)])
    apart = places[-1][0] - places[0][0]
    cameras = _row_cameras(apart, size, lowest_m + FLOOR_Y, camera)
    spread = (_ALONE_M[0] + apart) / _MAP_M
    if isinstance(background, str):
        scene = background if background in STAGES else "stage"
        seen = [stage(one, size, scene, spread=max(1.0, spread), podium=False) for one in cameras]
    else:
        behind = cover_fit(background, size)
        seen = [picture(behind, lit_by(background), spread=max(1.0, spread)) for _ in cameras]
    shots = tuple(Shot(one, place) for one, place in zip(cameras, seen, strict=True))
    target = cameras[0].target
    metres = float(np.linalg.norm(np.subtract(target, cameras[0].eye))) / cameras[0].focal(size)
    canvas = Canvas(size, metres, np.array(target[:2]))
    return Portrait(size, joined, shots, canvas, _resting(joined, cameras[0], size))


def row_of(count: int, size: Size) -> list[tuple[float, float, float]]:
    """Where each of a row stands, metres."""
    middle = 0.5 * (count - 1)
    apart, back = (_CLOSER_M, _BEHIND_M) if size[1] > size[0] else (_APART_M, 0.0)
    aside = [apart * (number - middle) for number in range(count)]
    return [(x, FLOOR_Y, _ARC * abs(x) - back * (number % 2)) for number, x in enumerate(aside)]


def _row_cameras(apart: float, size: Size, lowest: float, camera: str) -> list[Camera]:
    """apart : metres from the first to the last"""
    across = _ALONE_M[0] + apart
    tall = max(_ALONE_M[1], across * size[1] / size[0])
    if camera == "full":
        tall = max(tall, 2.1)
    low = max(lowest, min(_EYE_M + FLOOR_Y + 0.45 - tall, 0.78)) if camera != "full" else lowest
    target = (_BATON_M, low + 0.5 * tall, 0.0)
    far = _FAR_M * max(1.0, tall / _ALONE_M[1]) ** 0.5
    front = Camera((_BATON_M, max(target[1], _EYE_M), far), target, (across, tall))
    turned = Camera((-far * float(np.sin(_ASIDE)), front.eye[1] + 0.08, far * float(np.cos(_ASIDE))), target,
                    (across, tall))  # fmt: skip
    return {"film": [front, turned], "three-quarter": [turned]}.get(camera, [front])


def _resting(joined: Group, camera: Camera, size: Size) -> Anatomy:
    first = joined.members[0]
    rig = replace(first.character.rig, rest=first.character.rig.rest * first.scale + np.asarray(first.at))
    return at_rest(rig, camera, size)
