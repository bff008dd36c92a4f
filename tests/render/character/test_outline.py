"""What is left of a trunk whose arms were taken off, and the texture of the arms, by signals with a known answer."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.conftest import SIZE, seen_by
from tests.render.character.test_frames import at_rest
from vc.render.avatar.painter import Painter
from vc.render.avatar.raster import NOTHING
from vc.render.avatar.rig import INDEX, RigMotion, forward, skinning_matrices
from vc.render.character.armhole import find_armhole
from vc.render.character.body import Person, body_weights, hair_at, head_landmarks
from vc.render.character.cloth import complete_cloth
from vc.render.character.flanks import flanks
from vc.render.character.own import whole_trunk
from vc.render.character.shoulders import without_arms
from vc.render.character.sleeve import ROWS, Sleeve, balanced
from vc.vision.anatomy import Side
from vc.vision.figure.apart import Trunk, take_apart
from vc.vision.figure.framing import choose_camera
from vc.vision.imaging import grow, membrane, squeezed_membrane


@pytest.fixture(scope="module")
def figure(sight):
    camera = choose_camera(sight.anatomy, sight.photo.shape, SIZE)
    return take_apart(sight.photo, sight.colours, sight.alpha, sight.anatomy, camera)


def _trunk(alpha: np.ndarray) -> Trunk:
    return Trunk(np.full((*alpha.shape, 3), 90, np.uint8), alpha, np.zeros_like(alpha))


def test_flanks_follow_the_photo_and_go_on_smoothly_where_an_arm_hides_them(figure):
    """A body that narrows to its waist; an arm hangs over one side from below the shoulder to the hips."""
    anatomy = figure.anatomy
    height, width = figure.alpha.shape
    y, x = np.mgrid[0:height, 0:width]
    along = (y - anatomy.neck[1]) / anatomy.unit
    middle = anatomy.neck[0] + (anatomy.pelvis[0] - anatomy.neck[0]) * np.clip(along, 0, 1.3)
    half = anatomy.shoulder_width * (0.5 - 0.12 * np.sin(np.pi * np.clip(along, 0, 1)))
    body = (np.abs(x - middle) < half) & (along > -0.1)
    arm = (x - middle > 0.7 * half) & (x - middle < half + 0.3 * anatomy.unit) & (along > 0.2) & (along < 0.8)
    radii = tuple(cut.root_radius for cut in figure.cuts)
    rows, edges, seen = flanks((body | arm).astype(np.float32), arm, anatomy, radii)
    truth = (middle + np.array([-1, 1])[:, None, None] * half)[:, rows, 0]
    inner = (along[rows, 0] > 0.1) & (along[rows, 0] < 1)
    off = np.abs(edges - truth)[:, inner] / anatomy.unit
    assert off[0].max() < 0.02  # where it is seen
    assert off[1].max() < 0.06
    hidden = (along[rows, 0] > 0.25) & (along[rows, 0] < 0.75)
    assert not seen[1, hidden].any()
    assert np.abs(np.diff(edges[1][inner])).max() < 2  # no step, px a row


def test_a_trunk_without_arms_ends_in_armholes_and_armpits(figure):
    height, width = figure.alpha.shape
    trunk = _trunk(np.ones((height, width), np.float32))
    armhole = find_armhole(figure, whole_trunk(figure, SIZE[1])[0], Side.LEFT)
    alpha = without_arms(trunk, [armhole])
    y, x = np.mgrid[0:height, 0:width]
    aside = (x - armhole.top[0]) * armhole.outwards / armhole.radius
    beside = (y > armhole.top[1]) & (y < armhole.bottom[1])
    assert alpha[beside & (aside > 0.8)].max() == 0
    assert alpha[aside < 0].min() > 0.99
    shoulder = figure.anatomy.shoulders[Side.LEFT]
    assert armhole.top[1] < shoulder[1] < armhole.bottom[1]
    assert figure.alpha[round(armhole.top[1] + 3), round(armhole.top[0])] > 0.5
    assert figure.alpha[round(armhole.top[1] - 4), round(armhole.top[0])] < 0.5  # on the photo's own outline


def test_arms_of_one_cloth_get_the_same_light():
    texture, places = np.full((ROWS, 40, 3), 120.0, np.float32), np.linspace(-0.1, 2, 40)
    bright = Sleeve(texture, np.ones(40), places, 0.0)
    dark = replace(bright, texture=texture * 0.7)
    one, other = (float(np.median(sleeve.texture)) for sleeve in balanced([bright, dark]))
    assert 84 < other < one < 120
    assert one - other < 0.4 * (120 - 84)


def test_what_is_beside_a_hole_counts_more_than_what_is_above_it():
    """A sky over a ground: the horizon goes on behind a tall hole, where a round membrane mixes both."""
    picture = np.zeros((80, 80, 3), np.uint8)
    picture[40:] = 200
    hole = np.zeros((80, 80), bool)
    hole[10:76, 25:55] = True
    layered, mixed = squeezed_membrane(picture, hole, across=8), membrane(picture, hole)
    truth = picture[hole].astype(float)
    errors = [np.abs(filled[hole] - truth).mean() for filled in (layered, mixed)]
    assert errors[0] < 0.6 * errors[1]


def test_hair_over_the_shoulders_goes_with_the_head_and_the_clothes_beside_it_do_not(figure, portrait):
    """Less and less the lower it hangs."""
    height, width = portrait.canvas.size[::-1]
    anatomy = figure.anatomy
    head = head_landmarks(Person(figure.alpha, figure.hair, anatomy, None))
    hair = np.zeros((height, width), np.float32)
    column = round(float(anatomy.neck[0]))
    hair[:, column - 12 : column + 12] = 1
    rows = head.chin + np.array([0.0, 0.6, 1.2]) * head.drop
    inside, outside = (np.column_stack([np.full(3, column + aside), rows]) for aside in (0.0, 60.0))
    person = Person(figure.alpha, hair, anatomy, None)
    for points, least in ((inside, 0.0), (outside, None)):
        joints, weights = body_weights(
            portrait.canvas.place(points), portrait.character.rig, portrait.canvas, head, hair_at(person, points, head)
        )
        of_head = np.where(joints == INDEX["head"], weights, 0).sum(1)
        bare = body_weights(portrait.canvas.place(points), portrait.character.rig, portrait.canvas, head)
        before = np.where(bare[0] == INDEX["head"], bare[1], 0).sum(1)
        if least is None:
            np.testing.assert_allclose(of_head, before, atol=0.02)
        else:
            assert of_head[0] > of_head[1] > of_head[2]
            assert of_head[1] > before[1] + 0.15


def _cloth(figure, paint) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A body in a cloth as `paint` has it of x and y from the neck in torso units; x, y, and the body's alpha."""
    anatomy, height = figure.anatomy, SIZE[1]
    y, x = np.mgrid[0:height, 0 : figure.alpha.shape[1]].astype(float)
    x, y = (x - anatomy.neck[0]) / anatomy.unit, (y - anatomy.neck[1]) / anatomy.unit
    body = (np.abs(x) < 0.4 * anatomy.shoulder_width / anatomy.unit) & (y > 0)
    return np.clip(paint(x, y), 0, 255).astype(np.uint8), np.stack([x, y]), body.astype(np.float32)


def _completed(figure, truth, body, arm):
    """The cloth as completed behind an arm (h, w) bool; what was there, in green, must not matter."""
    photo = np.where(arm[..., None], (60, 200, 60), truth).astype(np.uint8)
    shown = replace(figure, colours=photo, hair=np.zeros_like(figure.hair))
    return complete_cloth(Trunk(photo, body, np.zeros_like(body)), arm, shown).astype(float)


def test_light_and_a_placket_go_on_behind_an_arm(figure):
    """A shaded blouse with a light strip down its middle, and an arm across it: the truth is known."""

    def paint(x, y):
        light = 1 - 0.5 * np.abs(x) - 0.25 * y
        strip = np.abs(x) < 0.06
        return np.where(strip[..., None], (225, 225, 235), (90, 120, 190)) * light[..., None]

    truth, (_, y), body = _cloth(figure, paint)
    arm = (y > 0.42) & (y < 0.72) & (body > 0)
    whole = _completed(figure, truth, body, arm)
    off = np.abs(whole - truth).max(-1)
    assert off[arm].mean() < 3
    assert np.percentile(off[arm], 99) < 20
    assert np.array_equal(whole[~arm & ~grow(arm, 4)], truth[~arm & ~grow(arm, 4)])


def test_stripes_go_on_to_the_side_behind_a_hanging_arm(figure):
    def paint(x, y):
        return np.where((np.sin(y * 40) > 0)[..., None], (200, 60, 60), (235, 235, 235)) * np.ones_like(x)[..., None]

    truth, (x, y), body = _cloth(figure, paint)
    arm = (x > 0.15) & (y > 0.2) & (y < 0.8) & (body > 0)
    whole = _completed(figure, truth, body, arm)
    inner = arm & ~grow(~arm & (body > 0), 2)
    assert np.abs(whole - truth).max(-1)[inner].mean() < 18


def test_no_bit_of_an_arm_stays_in_the_midst_of_what_was_hidden(figure):
    """A cloth of one colour, a ring of it hidden, and within that a bit of shaded cloth between arms."""
    truth, (x, y), body = _cloth(figure, lambda x, _: np.ones((*x.shape, 3)) * (40, 60, 160))
    away = np.hypot(x, y - 0.6)
    photo = np.where((away < 0.05)[..., None], (90, 70, 60), truth).astype(np.uint8)
    arm = (away < 0.25) & (away > 0.05) & (body > 0)
    whole = _completed(figure, photo, body, arm)
    assert np.abs(whole[away < 0.2] - (40, 60, 160)).max() < 25


def _posed(portrait, raised: float) -> RigMotion:
    """The resting body with both arms turned up by `raised` radians."""
    motion = at_rest(portrait.character.rig)
    for side, sign in (("l", 1), ("r", -1)):
        motion.rotations[0, INDEX[f"upper_arm_{side}"]] = [0, 0, np.sin(0.5 * sign * raised), np.cos(0.5 * raised)]
    return motion


@pytest.mark.parametrize("raised", [-0.7, 0.0, 0.7, 1.2], ids=["hanging", "aslant", "level", "raised"])
def test_arms_grow_out_of_the_shoulders_without_a_step(figure, portrait, raised):
    """The upper outline, in pixels of 640 x 360, from the neck over the armhole into the arm; a gap would end it."""
    motion, (shot,), rig = _posed(portrait, raised), portrait.shots, portrait.character.rig
    painter = Painter(portrait.character, shot.place.plate, shot.camera, SIZE, shot.place.light)
    buffers = painter.buffers()
    painter.bend(buffers, skinning_matrices(rig, motion)[0], motion.morphs[0], forward(rig, motion)[0])
    body = (seen_by(painter, buffers) != NOTHING).any(-1)
    for side in Side:
        armhole = find_armhole(figure, whole_trunk(figure, SIZE[1])[0], side)
        x, y = np.round(armhole.top).astype(int)
        reach = round(1.1 * armhole.radius)
        columns = x + int(armhole.outwards) * np.arange(-reach // 3, reach // 2)
        window = body[max(0, y - 2 * reach) : y + 2 * reach][:, columns]
        outline = window.argmax(0) + max(0, y - 2 * reach)
        assert window.any(0).all()
        assert np.abs(np.diff(outline)).max() <= 2
        bend = np.abs(outline[8:] - 2 * outline[4:-4] + outline[:-8])
        assert bend.max() <= 4
