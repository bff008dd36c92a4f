"""Which of a head's pixels are hair: neither clothes below it, nor ears and neck, nor somebody behind."""

from dataclasses import replace

import cv2
import numpy as np

from vc.render.character.cut import Measures, back, face_oval
from vc.vision.anatomy import Anatomy
from vc.vision.face_mesh import CHIN, LEFT_SIDE, RIGHT_SIDE, FaceMesh
from vc.vision.figure.hair import find_hair
from vc.vision.imaging import blur, grow, shrink, smoothstep, to_lab, touching
from vc.vision.tones import measure_tones, typical

# Lab distances from the hair on top of the head, of what surely is none below, and of what surely is; the same from the
# hair nearby; what more light and less light count in the former.
_OTHER_COLOUR, _OTHER_THAN_NEAR, _LIGHTER, _DARKER = (34.0, 22.0), (40.0, 22.0), 0.7, 0.35
_LIKE_SKIN = 10.0  # such a distance from the face's, below which colours are no hair's
_SHADES = (1.0, 0.8, 0.62, 0.48)  # of the face's light, that ears and neck have
_NEAR_HAIR = 12.0  # texels within which hair is of one colour
_RIM, _NECK = 9, 1.3  # texels above the chin where the throat may begin; half widths of the face with neck and ears
_ROOTS = 0.35  # of the way from eyes to chin, above the eyes: there begins hair that hangs lower
# Half widths from the middle, and of the way from eyes to chin, beyond and below which hair hangs by locks; texels,
# half their thickness; and half that of strands.
_FAR, _FREE, _LOCK, _THREAD = 1.2, 0.4, 14, 6
_BEARD = 0.75  # half widths of the face from its middle, of what may be a beard


def own_hair(rgb: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, face: FaceMesh, to_cut: np.ndarray) -> np.ndarray:
    """(h, w) float32: the share that is hair of a head's cut. rgb (h, w, 3), alpha (h, w), face : in texels

    anatomy : in pixels of the photo; to_cut : (2, 3), from these to texels
    """
    scale = float(np.linalg.norm(to_cut[:, 0]))
    moved = anatomy.moved(scale, np.zeros(2))
    places = {
        name: getattr(anatomy, name) @ to_cut[:, :2].T + to_cut[:, 2]
        for name in ("landmarks", "shoulders", "hips", "arms")
    }
    here = replace(moved, **places)
    pixels = rgb.astype(np.uint8)
    found = find_hair(pixels, alpha, here, measure_tones(pixels, alpha, here))
    if not found.any():  # of the clothes' colour: above the chin there are none
        high = alpha * (np.arange(len(alpha))[:, None] < face.points[CHIN, 1])
        found = find_hair(pixels, high, here, measure_tones(pixels, high, here))
    return _of_one_colour(found, rgb, face)


def _of_one_colour(hair: np.ndarray, rgb: np.ndarray, face: FaceMesh) -> np.ndarray:
    """The hair (h, w) without clothes and skin: below the eyes it has the colours of the top of the head."""
    lab, oval = to_lab(blur(rgb.astype(np.float32), 2.0)), face_oval(face, rgb.shape)
    y, x = np.mgrid[0 : len(hair), 0 : hair.shape[1]].astype(np.float32)
    eyes, chin = float(face.eyes[:, 1].mean()), float(face.points[CHIN, 1])
    low = smoothstep(y, eyes - 0.3 * (chin - eyes), eyes)
    top = shrink((hair > 0.8) & (oval < 0.1), _RIM) & (y < eyes)
    tone = np.median(rgb[oval > 0.9], 0)
    skin = to_lab(np.array([share * tone for share in _SHADES]))
    own = typical(lab[top], 6)
    own = own[[_unlike(one, skin[:1]) > _LIKE_SKIN for one in own]]
    if not len(own):
        return (hair * (1 - low)).astype(np.float32)
    # Colours change little from texel to texel, and the distances are most of the work.
    off, bare = (cv2.resize(_unlike(lab[::2, ::2], ones).astype(np.float32), lab.shape[1::-1]) for ones in (own, skin))
    off = np.maximum(off, blur(off.astype(np.float32), _NEAR_HAIR / 2))  # a pattern may have its colour in places
    kept = smoothstep(off, *_OTHER_COLOUR) * np.where(y > chin - _RIM, _no_rim(hair, lab), 1)
    middle, half = (float(face.points[LEFT_SIDE, 0] + sign * face.points[RIGHT_SIDE, 0]) / 2 for sign in (1, -1))
    aside = np.abs(x - middle) / abs(half)
    kept *= np.where(aside - back(x, middle, face) < _NECK, smoothstep(bare - off, -6, 2), 1)  # ears and neck
    patch = (oval > 0.9) & (y > chin - 0.16 * (chin - eyes)) & (aside < 0.35)
    if np.median(off[patch]) > np.median(bare[patch]):  # without a beard, nothing hangs from the chin
        kept *= np.where(y > chin - _RIM, smoothstep(aside, _BEARD - 0.05, _BEARD + 0.05), 1)
    return (hair * (1 - low * (1 - blur(kept.astype(np.float32), 1.5)))).astype(np.float32)


def _no_rim(hair: np.ndarray, lab: np.ndarray) -> np.ndarray:
    """(h, w) 0 in the rim of hair (h, w) that has the colour of what it lies on, and not that of the hair nearby."""
    sure = shrink(hair > 0.8, _RIM).astype(np.float32)
    weight = blur(sure, _NEAR_HAIR)[..., None]
    near = blur((lab * sure[..., None]).astype(np.float32), _NEAR_HAIR) / (weight + 1e-4)
    off = np.linalg.norm((lab - near) * [0.5, 1, 1], axis=-1)
    return np.where(weight[..., 0] > 1e-3, smoothstep(off, *_OTHER_THAN_NEAR), 1)


def _unlike(lab: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """(h, w) Lab distance from the nearest of colours (n, 3); less light is shade, more is another thing."""
    more = lab[..., None, :] - colours
    more[..., 0] *= np.where(more[..., 0] > 0, _LIGHTER, _DARKER)
    return np.asarray(np.linalg.norm(more, axis=-1).min(-1))


def hanging_hair(hair: np.ndarray, y: np.ndarray, aside: np.ndarray, m: Measures) -> np.ndarray:
    """Hair (h, w) that hangs down from the top of the head, and beards: a collar only touches the jaw, and what belongs
    to somebody behind begins beside the face."""
    top = y < m.eyes_y - _ROOTS * m.drop
    strands = shrink(hair > 0.2, _THREAD)
    strands = touching(strands, strands & top)
    broad = shrink(hair > 0.2, _LOCK)
    free = strands & ((aside > _FAR) | (y > m.eyes_y + _FREE * m.drop))
    strands &= ~free | touching(free, grow(touching(broad, broad & top), 2))
    firm = grow(strands, _THREAD + 2) | top | (aside < _BEARD)
    return np.asarray(hair * blur(firm.astype(np.float32), 1.5))
