"""Own clothes as if arms and hair had never lain on them, by made photos whose hidden cloth is known."""

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn_person import SHIRT
from tests.render.character.conftest import SIZE
from tests.render.character.test_frames import at_rest
from vc.render.avatar.light import SOFT
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import INDEX, forward, skinning_matrices
from vc.render.character.build import framed, look
from vc.render.character.evening import without_shade
from vc.render.character.flanks import flanks
from vc.render.character.long_hair import HAIR, OverArms, _strands, below_shoulders
from vc.render.character.own import own_clothes, whole_trunk
from vc.render.character.place import picture
from vc.render.character.tube import RINGS, SIDES
from vc.vision.figure.framing import choose_camera
from vc.vision.figure.hair import find_hair
from vc.vision.imaging import blur
from vc.vision.tones import measure_tones

BROWN, RED = (40, 24, 16), (96, 20, 30)
LOCK = np.s_[55:285, 184:208]


@pytest.fixture(scope="module")
def hairy(drawing, person):
    """The drawn person with a lock over one shoulder, as taken apart, and the canvas."""
    photo = drawing.copy()
    photo[55:95, 200:280] = BROWN
    photo[LOCK] = BROWN
    worn = (photo == BROWN).all(-1)
    sight = look(photo, replace(person, mask=np.maximum(person.mask, worn)), [], face_path=None)
    figure, _, canvas = framed(sight, choose_camera(sight.anatomy, sight.photo.shape, SIZE))
    return figure, canvas


@pytest.fixture(scope="module")
def character(hairy):
    figure, canvas = hairy
    return own_clothes(figure, None, canvas, SOFT)


def test_clothes_go_on_below_long_hair(hairy):
    figure, _ = hairy
    low = below_shoulders(figure.hair[: SIZE[1]], figure.anatomy)
    trunk, colours = whole_trunk(figure, SIZE[1])
    under = (low > 0.9) & (trunk.alpha > 0.9)
    under[: int(figure.anatomy.shoulders[:, 1].max() + 0.1 * figure.anatomy.unit)] = False
    assert under.sum() > 60
    assert np.abs(colours[under].astype(int) - BROWN).max(-1).min() > 40
    assert np.abs(colours[under].astype(int) - SHIRT).max(-1).mean() < 10
    assert trunk.front[under].max() < 0.1  # it is the trunk that is seen there, not hair on it


def test_long_hair_is_a_sheet_that_goes_with_the_head(character):
    """Most at the chin, least at its tips; and nothing of the trunk below the shoulders does."""
    mesh = character.mesh
    sheet = np.unique(mesh.triangles[mesh.number == HAIR])
    of_head = np.where(mesh.joints == INDEX["head"], mesh.weights, 0).sum(1)
    height = mesh.vertices[sheet, 1]
    low, high = height < np.percentile(height, 15), height > np.percentile(height, 85)
    assert 0.05 < of_head[sheet][low].mean() < 0.35 < 0.5 < of_head[sheet][high].mean()
    shoulder = character.rig.rest[INDEX["upper_arm_l"], 1]
    trunk = np.setdiff1d(np.arange(len(mesh.vertices)), sheet)
    assert of_head[trunk][mesh.vertices[trunk, 1] < shoulder - 0.04].max() < 0.02


@pytest.mark.parametrize("raised", [-0.7, 0.0, 1.2], ids=["hanging", "level", "raised"])
def test_hair_lies_on_shoulders_whatever_the_arms_do(hairy, character, raised):
    _, canvas = hairy
    motion, rig = at_rest(character.rig), character.rig
    for side, sign in (("l", 1), ("r", -1)):
        motion.rotations[0, INDEX[f"upper_arm_{side}"]] = [0, 0, np.sin(0.5 * sign * raised), np.cos(0.5 * raised)]
    place = picture(np.zeros((SIZE[1], SIZE[0], 3), np.uint8))
    painter = Painter(character, place.plate, canvas.camera(), SIZE, place.light)
    buffers = painter.buffers()
    painter.bend(buffers, skinning_matrices(rig, motion)[0], motion.morphs[0], forward(rig, motion)[0])
    (over,) = (mover for mover in character.movers if isinstance(mover, OverArms))
    hair = buffers.places[over.hair][over.share > 0.99]
    assert len(hair) > 10
    for start in over.arms:
        rings = buffers.places[start : start + len(RINGS) * SIDES].reshape(-1, SIDES, 3)[RINGS < 0.5]
        for ring in rings:
            middle, width = ring.mean(0), np.linalg.norm(ring - ring.mean(0), axis=1).mean()
            near = np.hypot(*(hair - middle)[:, :2].T) < 0.8 * width
            assert (hair[near, 2] > middle[2] + 0.5 * width).all()


def test_strands_are_unmixed_from_what_they_lie_on():
    """A lock with soft, uneven edges over white cloth: its alpha is known."""
    y, x = np.mgrid[0:120, 0:120].astype(float)
    edge = 42 + 3 * np.sin(y * 0.5)
    truth = np.clip((edge - np.abs(x - 60)) / 8 + 0.5, 0, 1)
    hair, cloth = np.array(BROWN), np.array([225, 222, 230])
    photo = np.round(truth[..., None] * hair + (1 - truth[..., None]) * cloth).astype(np.uint8)
    rough = blur((np.abs(x - 60) < 42).astype(np.float32), 4.0)
    colours, alpha = _strands(photo, rough, np.ones((120, 120), np.float32), 300.0)
    assert np.abs(alpha - truth).mean() < 0.03
    shown = alpha[..., None] * colours + (1 - alpha[..., None]) * cloth
    assert np.abs(shown - photo).mean() < 3


def test_seams_and_shades_of_clothes_make_no_hair(drawing, person):
    """A lock that ends at the shoulder, and from there a brown seam, and a red dress whose shade is nearly brown."""
    photo = drawing.copy()
    photo[55:95, 200:280] = BROWN
    photo[55:190, 184:208] = BROWN
    photo[190:300, 195:198] = BROWN
    photo[190:300, 215:265] = RED
    photo[190:300, 205:215] = (48, 12, 14)
    worn = (photo != drawing).any(-1)
    sight = look(photo, replace(person, mask=np.maximum(person.mask, worn)), [], face_path=None)
    tones = measure_tones(sight.colours, sight.alpha, sight.anatomy)
    hair = find_hair(sight.colours, sight.alpha, sight.anatomy, tones)
    assert hair[150:175, 190:202].min() > 0.5
    assert hair[225:300].max() < 0.1


def test_the_shade_of_an_arm_leaves_the_cloth_and_other_cloths_stay(hairy):
    figure, _ = hairy
    anatomy, tones = figure.anatomy, replace(figure.tones, cloths=[np.array([150.0, 160.0, 190.0])])
    height, width = figure.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(float)
    aside = (x - anatomy.neck[0]) / anatomy.unit
    cloth = (np.abs(aside) < 0.34) & (y > anatomy.neck[1])
    arm = (aside > 0.34) & (aside < 0.45) & (y > anatomy.neck[1] + 0.2 * anatomy.unit)
    folds = 1 + 0.05 * np.sin(x * 1.3)
    truth = np.array([150, 160, 190]) * folds[..., None]
    truth[(aside > -0.05) & (aside < 0.05)] = (60, 20, 30)  # a tie
    shade = 1 - 0.5 * np.exp(-np.maximum(0.34 - aside, 0) / 0.06) * (y > anatomy.neck[1] + 0.2 * anatomy.unit)
    photo = np.round(truth * shade[..., None]).astype(np.uint8)
    lit = without_shade(photo, arm, cloth, tones, anatomy).astype(float)
    shaded = cloth & (aside > 0.2) & (y > anatomy.neck[1] + 0.35 * anatomy.unit)
    before, after = (np.abs(shown[shaded] - truth[shaded]).mean() for shown in (photo.astype(float), lit))
    assert after < 0.65 * before  # a body is round: a little of it stays
    tie, far = np.abs(aside) < 0.04, aside < -0.1
    assert np.abs(lit[tie & cloth] - photo[tie & cloth]).max() <= 12
    assert np.abs(lit[far] - photo[far]).max() <= 2


def test_flanks_have_no_rags(hairy):
    """A straight body with a rag that stands out and a notch: neither is its outline."""
    figure, _ = hairy
    anatomy = figure.anatomy
    height, width = figure.alpha.shape
    y, x = np.mgrid[0:height, 0:width]
    along = (y - anatomy.neck[1]) / anatomy.unit
    half = 0.5 * anatomy.shoulder_width
    body = (np.abs(x - anatomy.neck[0]) < half) & (along > -0.1)
    body |= (x > anatomy.neck[0]) & (x - anatomy.neck[0] < half + 0.04 * anatomy.unit) & (np.abs(along - 0.5) < 0.03)
    body &= ~((x - anatomy.neck[0] < -half + 0.04 * anatomy.unit) & (np.abs(along - 0.6) < 0.03))
    straight = replace(anatomy, hips=anatomy.hips + np.array([anatomy.neck[0] - anatomy.pelvis[0], 0]))
    rows, edges, _ = flanks(body.astype(np.float32), np.zeros_like(body), straight, (20.0, 20.0))
    inner = (along[rows, 0] > 0.15) & (along[rows, 0] < 0.95)
    assert np.abs(np.abs(edges[:, inner] - anatomy.neck[0]) - half).max() < 0.015 * anatomy.unit
