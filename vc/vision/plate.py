"""The plate: the photo without the person, completed behind the person."""

import cv2
import numpy as np

from .diffuse import diffused, lines
from .imaging import blur, disc, grow, membrane, smoothstep, squeezed_membrane, to_lab, touching
from .patchmatch import complete

# All of these are set by eye.
_FILL_SIDE_PX = 560  # completion works at this size: what it invents carries no finer detail anyway
_FILL_PIXELS = 42_000  # of a large hole, which hides itself behind the person anyway
_SMOOTH_PIXELS = 12_000  # the same of one that is filled smoothly
_TEXTURE_REACH_PX = 8  # of these
_LAYERS = 4  # times nearer what is beside a hole counts than what is above and below it
_LAYERED = 2.5  # logarithm of the same where Laplace's equation fills it: lines that are seen go on besides
_LINE = 0.15  # torso units in which a line has a direction
_BORDER_PX = 2.0  # likewise
# Lengths in torso units.
_BRIDGED = 0.30  # gaps this wide between arms and body belong to the hole: completing across them would show
_MARGIN = 0.05
_JOINED = 0.22  # within the hole, to which its surroundings give their light and colour
_OVER = 0.34  # likewise, to which layers give way to what is above and below
_BROAD = 0.035  # what is broader in a picture keeps its colour, whatever patches bring
_SURE, _UNSURE_BLUR = 0.16, 0.012
_SHADOW_REACH = 0.55
_SHADOW_CELLS = 90  # cells per unit when looking for shadows
# L*a*b* distances.
_PLAIN = 9.0  # local contrast below which a background counts as plain
_FOCUS = (0.065, 0.080)  # fine contrast over coarse: from out of focus to sharp
_TEXTURED = (1.0, 1.8)  # fine contrast: from all smooth to all patches
_OTHER = (8.0, 20.0)  # from patches of the right colour to those of another
_SHADOW_DARKER, _PENUMBRA_DARKER, _SHADOW_TINT = 8.0, 3.0, 26.0


def make_plate(
    photo: np.ndarray, alpha: np.ndarray, unit: float, others: np.ndarray, *, soft: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Take the person out of the photo.

    photo : (h, w, 3) uint8 RGB; alpha : (h, w) the person's matte; unit : torso length in px
    others : (h, w) bool, further people: they stay, and nothing is copied from them
    soft : without patches of what is around, which a picture out of focus needs not, and whose errors it would show
    Returns the plate (h, w, 3) uint8 and the hole (h, w) bool; outside the hole plate and photo are equal.
    """
    hole = person_hole(alpha, unit)
    plain = is_plain(photo, hole, unit)
    if plain:
        hole = _with_shadow(photo, hole, unit)
    filled = _fill(photo, hole, others, unit, plain=plain, soft=soft)
    inside = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    # What is invented deep inside is a little out of focus, so that a wrong edge there is not noticed.
    unsure = smoothstep(inside, _SURE * unit, 3 * _SURE * unit)[..., None]
    filled = filled * (1 - unsure) + blur(filled, _UNSURE_BLUR * unit) * unsure
    # The feather lies inside the hole, whose margin around the person is wide enough for it.
    share = smoothstep(inside, 0, max(2.0, 0.5 * _MARGIN * unit))[..., None]
    plate = photo * (1 - share) + filled * share
    return np.clip(plate + 0.5, 0, 255).astype(np.uint8), hole


def person_hole(alpha: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) bool: the person, the gaps between limbs, and a margin."""
    height, width = alpha.shape
    cell = max(1.0, unit / 60)
    small = (max(4, int(width / cell)), max(4, int(height / cell)))
    pad = round(_BRIDGED * unit / cell) + 2
    coarse = cv2.resize((alpha > 0.03).astype(np.uint8) * 255, small, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(np.pad(coarse, pad), cv2.MORPH_CLOSE, disc(_BRIDGED * unit / cell))[pad:-pad, pad:-pad]
    return grow((cv2.resize(closed, (width, height)) > 40) | (alpha > 0.03), max(3.0, _MARGIN * unit))


def is_plain(photo: np.ndarray, hole: np.ndarray, unit: float) -> bool:
    """Whether the background near the person is a wall, a sky or well out of focus."""
    scale = min(1.0, _SHADOW_CELLS / unit)
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    background = ~(cv2.resize(hole.astype(np.uint8), small.shape[1::-1]) > 0)
    if background.mean() < 0.02:
        return True  # nothing to copy from
    contrast = np.abs(to_lab(blur(small.astype(np.float32), 6)) - to_lab(small)).sum(-1)
    return bool(np.percentile(contrast[background], 75) <= _PLAIN)


def _with_shadow(photo: np.ndarray, hole: np.ndarray, unit: float) -> np.ndarray:
    """The hole and the shadow that the person casts on a plain wall; left behind it would show the old arms."""
    height, width = hole.shape
    cell = max(1.0, unit / _SHADOW_CELLS)
    small = (max(8, int(width / cell)), max(8, int(height / cell)))
    image = cv2.resize(photo, small, interpolation=cv2.INTER_AREA)
    person = cv2.resize(hole.astype(np.float32), small, interpolation=cv2.INTER_AREA) > 0.01
    near = grow(person, _SHADOW_REACH * unit / cell)
    if (~near).sum() < 200:
        return hole
    wall, seen = to_lab(membrane(image, near)), to_lab(image)
    darker = wall[..., 0] - seen[..., 0]
    same_tint = np.abs(wall[..., 1:] - seen[..., 1:]).sum(-1) < _SHADOW_TINT
    core = touching(((darker > _SHADOW_DARKER) & same_tint & near) | person, person)
    soft_edge = touching(((darker > _PENUMBRA_DARKER) & same_tint & near & grow(core, 0.15 * unit / cell)) | core, core)
    shadow = grow(soft_edge, 0.06 * unit / cell)
    return hole | (cv2.resize(shadow.astype(np.uint8) * 255, (width, height)) > 40)


def _fill(
    photo: np.ndarray, hole: np.ndarray, others: np.ndarray, unit: float, *, plain: bool, soft: bool
) -> np.ndarray:
    """(h, w, 3) float32: the completed picture; only its hole is of use. unit : torso length, px"""
    height, width = hole.shape
    most = _SMOOTH_PIXELS if plain or soft else _FILL_PIXELS
    fit = min(1.0, _FILL_SIDE_PX / max(height, width), float(np.sqrt(most / max(1, (hole | others).sum()))))
    small = (max(8, round(width * fit)), max(8, round(height * fit)))
    image = cv2.resize(photo, small, interpolation=cv2.INTER_AREA)

    def touched(mask: np.ndarray) -> np.ndarray:
        return cv2.resize(mask.astype(np.float32), small, interpolation=cv2.INTER_AREA) > 0.02

    small_hole, small_others = touched(hole), touched(others)
    gone = small_hole | small_others
    if plain or soft:
        along = lines(image, ~gone, _LINE * unit * fit) - (0 if plain else _LAYERED)
        filled = diffused(membrane(image, gone), ~gone, gone, along)
    else:
        filled = _layered(image, gone, _OVER * unit * fit)
        textured = smoothstep(_texture(image, small_hole), *_TEXTURED)[..., None] * _in_focus(image, small_hole)
        patches = complete(image, small_hole, ~small_others, start=filled)
        patches = _of_its_colour(patches, filled, small_hole, _BROAD * unit * fit)
        patches = _joined(patches, filled, small_hole, _JOINED * unit * fit)
        filled = patches * textured + filled * (1 - textured)
    return cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC)


def _layered(image: np.ndarray, hole: np.ndarray, reach: float) -> np.ndarray:
    """(h, w, 3) float32: the hole filled smoothly, from beside rather than from above and below.

    Skies, walls and grounds lie in layers: a horizon or the foot of a wall goes on behind whoever stands before it.
    reach : px inside the hole within which it goes over into what is around it, above and below included
    """
    filled = squeezed_membrane(image, hole, across=_LAYERS)
    off = membrane(image - filled, grow(hole, 1))
    away = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    filled = filled + np.exp(-away / max(reach, 1.0))[..., None] * off
    return np.where(hole[..., None], filled, image.astype(np.float32))


def _of_its_colour(patches: np.ndarray, smooth: np.ndarray, hole: np.ndarray, broad: float) -> np.ndarray:
    """The patches (h, w, 3); where these are of quite another colour than what is beside the hole, only their detail.

    Where a picture shows little of a wall, there are no patches of it to take. broad : px, wider than detail
    """
    inside = hole.astype(np.float32)
    weight = blur(inside, broad)[..., None] + 1e-3
    base, wanted = (blur((p * inside[..., None]).astype(np.float32), broad) / weight for p in (patches, smooth))
    share = inside * smoothstep(np.linalg.norm(to_lab(base) - to_lab(wanted), axis=-1), *_OTHER)
    return patches + share[..., None] * (smooth - base)


def _joined(patches: np.ndarray, smooth: np.ndarray, hole: np.ndarray, reach: float) -> np.ndarray:
    """The patches in the light and colour of what surrounds the hole, so that its outline, the person's, is not seen.

    patches, smooth : (h, w, 3) the hole filled by texture, and smoothly from its border; reach : px inside the border
    What they are off by at the border is taken from them, less and less further in.
    """
    away = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    border = hole & (away <= _BORDER_PX)
    if not border.any():
        return patches
    off = membrane(smooth - patches, ~border)
    return patches + (hole * np.exp(-away / max(reach, 1.0)))[..., None] * off


def _in_focus(image: np.ndarray, hole: np.ndarray) -> float:
    """0 to 1: how sharp the picture is beside the hole, by the share of its contrast that is fine."""
    lab = to_lab(image)
    beside = grow(hole, 12) & ~grow(hole, 3)
    if not beside.any():
        return 0.0
    fine, coarse = (float(np.abs(lab - blur(lab, sigma)).sum(-1)[beside].mean()) for sigma in (1, 8))
    return float(smoothstep(np.array(fine / (coarse + 1e-3)), *_FOCUS))


def _texture(image: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """(h, w) float32: fine contrast of the picture around each place, carried on into the hole.

    Patches complete grass and brickwork; into walls, skies and what is out of focus they bring edges of their own.
    """
    lab = to_lab(image)
    contrast = np.abs(lab - blur(lab, 2)).sum(-1)
    known = (~grow(hole, 3)).astype(np.float32)
    around = blur(contrast * known, _TEXTURE_REACH_PX) / (blur(known, _TEXTURE_REACH_PX) + 1e-3)
    return membrane(around[..., None].repeat(3, -1), known < 0.5)[..., 0]
