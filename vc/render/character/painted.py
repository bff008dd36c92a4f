"""A face whose lids, brows and lips move within its picture."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from vc.render.avatar.character import Character, Pose
from vc.render.avatar.group import Group, group
from vc.render.avatar.rig import MORPHS
from vc.render.avatar.shade import untone
from vc.render.character.face import Face, make_face
from vc.render.character.mouth import Mouth, open_mouth

_BLINK, _BROWS, _MOUTH = (MORPHS.index(name) for name in ("blink", "brows", "mouth"))
_BROWS_AT_REST, _BROWS_GAIN = 0.1, 0.6  # of the morph, and what of its way a photo's brows go


_OF_FACE = frozenset({_BLINK, _BROWS, _MOUTH})


def with_still_face(character: Character) -> Character:
    """The same, whose lids, brows and lips stay as they were photographed."""
    if isinstance(character, Group):
        return group([replace(one, character=with_still_face(one.character)) for one in character.members])
    movers = tuple(mover for mover in character.movers if not isinstance(mover, PaintedFace))
    return replace(character, morphs=character.morphs.without(_OF_FACE), movers=movers)


@dataclass(frozen=True)
class PaintedFace:
    """A mover: picture (h, w, 3) uint8 is the character's texture as it is; face and mouth lie in it, see there"""

    picture: np.ndarray
    face: Face
    mouth: Mouth | None = None

    @cached_property
    def _layer(self) -> np.ndarray:
        """(h, w, 5) uint8, as make_face takes it."""
        return np.concatenate([self.picture, np.full((*self.picture.shape[:2], 2), 255, np.uint8)], 2)

    def move(self, pose: Pose, _places: np.ndarray, _normals: np.ndarray, colours: np.ndarray) -> None:
        """See `character.Mover`."""
        face, morphs = self.face, pose.morphs
        left, top, right, bottom = face.box
        expression = np.array(
            [
                morphs[_BLINK],
                _BROWS_GAIN * (morphs[_BROWS] - _BROWS_AT_REST),
                0.0,
            ],
            np.float64,
        )
        made = make_face(self._layer, left, top, face.fields, face.spans, face.eyes, face.lids, expression, 0.0)
        if self.mouth is not None:
            open_mouth(self.mouth, made, left, top, float(morphs[_MOUTH]))
        colours[top:bottom, left:right] = untone(made[..., :3])
