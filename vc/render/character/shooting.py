"""A motion of bones before one or several cameras, frame by frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vc.frame import Frame, Size
from vc.music import Rhythm
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.rig import RigMotion
from vc.render.character.filming import cuts, nearer, pushes
from vc.render.character.place import Place
from vc.render.character.room import room
from vc.render.character.tone import Tone
from vc.render.ordered import in_order


@dataclass(frozen=True)
class Shot:
    """A camera, and the place behind the character as it sees it."""

    camera: Camera
    place: Place


def shoot(
    posed: RigMotion | Sequence[RigMotion],
    character: Character,
    shots: Sequence[Shot],
    size: Size,
    *,
    rhythm: Rhythm | None = None,
    seed: int = 0,
    workers: int = 2,
    tone: Tone | None = None,
    is_matte: bool = False,
) -> Iterator[Frame]:
    """One frame a pose, in order; of several shots a film is cut, see `filming`.

    posed : of a group the motions of all its members
    is_matte : whether the character is cut out of the frames; then the picture comes no nearer, since what is drawn
        twice has to fit
    """
    from vc.render.avatar.painter import Drawer, Painter

    motions = [posed] if isinstance(posed, RigMotion) else posed
    count, rate = len(motions[0]), motions[0].rate
    drawers = [
        Drawer(Painter(character, shot.place.plate, shot.camera, size, shot.place.light), *motions) for shot in shots
    ]
    shown = cuts(rhythm, count, rate, len(drawers), seed)
    is_film = len(drawers) > 1 and not is_matte
    zoom = np.ones(count)
    if is_film:
        fits = room(motions, character, [shot.camera for shot in shots], size)
        zoom = pushes(shown, rhythm, rate, seed, fits)

    def draw(index: int) -> Frame:
        frame = nearer(drawers[shown[index]].draw(index), zoom[index])
        return tone.on(frame) if tone else frame

    return in_order(draw, count, workers=workers)
