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
from vc.render.character.armhole import find_armhole
from vc.render.character.build import framed, look
from vc.render.character.evening import without_shade
from vc.render.character.flanks import flanks
from vc.render.character.long_hair import HAIR, OverArms, _strands, below_shoulders
from vc.render.character.own import own_clothes, whole_trunk
from vc.render.character.place import picture
from vc.render.character.sleeve import ROWS, Sleeve, flare_of
from vc.render.character.tube import RINGS, SIDES, Tube
from vc.render.character.tube_mesh import folds_of, rings_of, shape_of, tube_mesh
from vc.vision.anatomy import Side
from vc.vision.figure.framing import choose_camera
from vc.vision.figure.hair import find_hair
from vc.vision.figure.strip import ordinary_half_widths
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
    tie, far = np.abs(aside) < 0.04, aside < -0.2
    assert np.abs(lit[tie & cloth] - photo[tie & cloth]).max() <= 12
    assert (np.abs(lit[far] - photo[far]) > 2).mean() < 0.001


def test_pale_cloth_beside_white_keeps_its_colour(hairy):
    """A light blue blouse with a white placket as broad as a hand, an arm beside it: nothing of it is shade."""
    figure, _ = hairy
    anatomy, blue, white = figure.anatomy, np.array([172.0, 205.0, 238.0]), np.array([238.0, 236.0, 240.0])
    y, x = np.mgrid[0 : figure.alpha.shape[0], 0 : figure.alpha.shape[1]].astype(float)
    aside = (x - anatomy.neck[0]) / anatomy.unit
    cloth, arm = (np.abs(aside) < 0.3) & (y > anatomy.neck[1]), (aside > 0.2) & (aside < 0.4) & (y > anatomy.neck[1])
    photo = np.where((np.abs(aside) < 0.1)[..., None], white, blue).astype(np.uint8)
    lit = without_shade(photo, arm, cloth & ~arm, replace(figure.tones, cloths=[blue, white]), anatomy)
    assert np.abs(lit.astype(int) - photo).mean() < 0.5
    assert np.abs(lit.astype(int) - photo).max() <= 12


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


@pytest.mark.parametrize(("elbow", "cuff", "flare"), [(1.2, 2.0, 2.0), (2.0, 2.0, 1.0), (1.0, 1.1, 1.0)])
def test_sleeves_that_open_towards_the_cuff_are_wide(hairy, elbow, cuff, flare):
    """As wide as the photo shows them on the outer side; thick ones and ordinary ones are not."""
    figure, _ = hairy
    cut, unit = figure.cuts[Side.LEFT], figure.anatomy.unit
    places = cut.strip.places
    outer = ordinary_half_widths(places, unit) * np.interp(places, [1.2, 1.6], [elbow, cuff])
    across = np.arange(-cut.strip.half, cut.strip.half + 1)[:, None] * (-1 if cut.body_side > 0 else 1)
    alpha = ((across < outer) & (across > -3 * unit)).astype(np.float32)
    found = flare_of(replace(cut.strip, alpha=alpha), cut.body_side, unit)
    assert found == pytest.approx(flare, abs=0.15)


def _moved(character, tube, raised: float, bent: float) -> np.ndarray:
    """(rings, SIDES, 3) of a left tube whose arm is turned up from where it rests, and its elbow bent, radians."""
    motion, rig = at_rest(character.rig), character.rig
    motion.rotations[0, INDEX["upper_arm_l"]] = [0, 0, np.sin(0.5 * raised), np.cos(0.5 * raised)]
    motion.rotations[0, INDEX["forearm_l"]] = [0, 0, np.sin(0.5 * bent), np.cos(0.5 * bent)]
    places, normals = character.mesh.vertices.astype(np.float32).copy(), character.mesh.normals.copy()
    tube.move_to(skinning_matrices(rig, motion)[0], forward(rig, motion)[0], places, normals)
    return places[tube.start : tube.start + len(RINGS) * SIDES].reshape(-1, SIDES, 3)


@pytest.fixture(scope="module")
def tube(character):
    (left,) = (mover for mover in character.movers if isinstance(mover, Tube) and mover.side == "l")
    return replace(left, folds=np.zeros(len(RINGS)), hangs=np.zeros(len(RINGS)))


def _level(character) -> float:
    arm = character.rig.rest[INDEX["forearm_l"]] - character.rig.rest[INDEX["upper_arm_l"]]
    return float(-np.arctan2(arm[1], arm[0]))


def test_wide_sleeves_hang_from_a_level_arm_and_not_from_one_that_hangs(character, tube):
    wide = replace(tube, radius=np.full(len(RINGS), 0.09), hangs=np.full(len(RINGS), 0.06))
    at, level = int(np.abs(RINGS - 1.6).argmin()), _level(character)
    for raised, drop in ((level, 0.06), (level - np.pi / 2, 0.0)):
        here, middle = _moved(character, wide, raised, 0.0)[at], _moved(character, tube, raised, 0.0)[at].mean(0)
        assert middle[1] - here.mean(0)[1] == pytest.approx(drop, abs=0.004)
        thick, tall = np.ptp(here[:, 2]), np.ptp(here[:, 1])
        assert (tall > 1.8 * thick) == (drop > 0)


def test_cloth_folds_in_the_crook_of_an_elbow_and_skin_does_not(character, tube):
    cloth, level = replace(tube, folds=np.ones(len(RINGS))), _level(character)
    for raised, bent, least, most in ((level - np.pi / 2, 0.0, 0.0, 1e-5), (level - np.pi / 2, 1.6, 0.001, 0.004)):
        high = np.linalg.norm(_moved(character, cloth, raised, bent) - _moved(character, tube, raised, bent), axis=-1)
        assert least <= high[np.abs(RINGS - 1) < 0.2].max() <= most
        assert high[RINGS > 1.5].max() < 1e-4
    bare = Sleeve(np.ones((ROWS, 60, 3), np.float32), np.ones(60), np.linspace(-0.1, 2, 60), 0.0, -0.12)
    assert not folds_of(bare, RINGS).any()


def test_a_short_sleeve_ends_in_a_hem_that_is_open_and_dark_inside(hairy):
    figure, _ = hairy
    texture, places = np.full((ROWS, 800, 3), 180.0, np.float32), np.linspace(-0.12, 2, 800)
    thick = np.where(places < 1.3, 0.13, 0.08) * figure.anatomy.unit
    sleeve = Sleeve(texture, thick, places, 0.0, 1.3)
    rings = rings_of(sleeve)
    trunk, _ = whole_trunk(figure, SIZE[1])
    radius, _ = shape_of(sleeve, rings, find_armhole(figure, trunk, Side.LEFT), figure.anatomy.unit)
    hem = np.flatnonzero(np.abs(rings - 1.3) < 0.012)
    assert len(hem) == 4
    assert (np.diff(radius[hem]) < 0).all()
    root = np.zeros((SIDES, 3)), np.zeros((SIDES, 4)), np.tile([1.0, 0, 0, 0], (SIDES, 1))
    mesh = tube_mesh(sleeve, rings, root, 0, ROWS, np.ones(3), (0.84, 0.92), 210)
    light = mesh.tint[: len(rings) * SIDES : SIDES].mean(-1)
    outside, edge, inside, arm = light[hem] / light[hem[0] - 1]
    assert outside > edge > arm > inside
    assert inside < 0.45
