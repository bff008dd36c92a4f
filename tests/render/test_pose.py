import numpy as np
import pytest

from vc.render import pose
from vc.skeleton import Joint, Motion


def _pixel(frame, x, y):
    """Mean colour of the 4 x 4 pixels around a place: chroma has half the resolution."""
    return frame.to_rgb()[round(y) - 2 : round(y) + 2, round(x) - 2 : round(x) + 2].reshape(-1, 3).mean(0)


def _first(motion, size=(512, 512), **options):
    return next(pose.frames(motion, size=size, **options))


def test_there_is_a_frame_of_the_size_for_every_pose(waving):
    drawn = list(pose.frames(Motion(waving.points[:7]), size=(640, 360)))
    assert [(frame.width, frame.height) for frame in drawn] == [(640, 360)] * 7


@pytest.mark.parametrize(("joint", "number"), [(Joint.RIGHT_WRIST, 4), (Joint.LEFT_WRIST, 7), (Joint.LEFT_ELBOW, 6)])
def test_joints_have_the_colours_of_openpose(waving, joint, number):
    x, y = 1024 * waving.points[0, joint]
    np.testing.assert_allclose(_pixel(_first(waving, (1024, 1024)), x, y), pose.COLOURS[number], atol=40)


def test_the_neck_is_halfway_between_the_shoulders(waving):
    x, y = 1024 * waving.points[0, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(0)
    np.testing.assert_allclose(_pixel(_first(waving, (1024, 1024)), x, y), pose.COLOURS[1], atol=40)


def test_limbs_are_darker_than_joints(waving):
    elbow, wrist = 1024 * waving.points[0, [Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]]
    colour = _pixel(_first(waving, (1024, 1024)), *(elbow + wrist) / 2)
    np.testing.assert_allclose(colour, 0.6 * np.array(pose.COLOURS[3]), atol=40)


def test_everything_else_is_black(waving):
    picture = _first(waving).to_rgb()
    assert picture[:60].max() <= 2
    assert (picture.max(-1) > 20).mean() < 0.1


def test_legs_are_drawn_below_the_hips_or_left_out(waving):
    motion = Motion(0.5 * waving.points + [0.25, 0.0])  # far enough away to stand in the picture
    knees_down = slice(int(0.45 * 512), 512)
    assert _first(motion).to_rgb()[knees_down].max() > 100
    assert _first(motion, legs=False).to_rgb()[knees_down].max() <= 2


def test_legs_stand_still(waving):
    drawn = [frame.to_rgb()[300:] for frame in pose.frames(Motion(0.5 * waving.points[:9]), size=(512, 512))]
    assert all((one == drawn[0]).all() for one in drawn)


def test_a_pose_far_out_of_the_picture_is_drawn_as_nothing():
    assert _first(Motion(np.full((1, 13, 2), 1e9))).to_rgb().max() <= 2


def test_odd_sizes_are_refused_at_once(waving):
    with pytest.raises(ValueError, match="even"):
        pose.frames(waving, size=(511, 512))
