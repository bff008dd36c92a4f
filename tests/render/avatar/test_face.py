import numpy as np
from scipy.signal import find_peaks

from vc.render.avatar.face import BLINK_EVERY_S
from vc.render.avatar.lift import lift
from vc.render.avatar.rig import MORPHS, RigMotion
from vc.skeleton import Joint, Motion


def _weight(lifted: RigMotion, name: str) -> np.ndarray:
    return lifted.morphs[:, MORPHS.index(name)]


def test_eyes_blink_every_two_to_six_seconds_at_moments_the_seed_draws(waving):
    motion = Motion(np.tile(waving.points, (12, 1, 1)))
    closed = find_peaks(_weight(lift(motion, seed=1), "blink"), height=0.5)[0] / 30
    low, high = BLINK_EVERY_S
    assert low - 0.1 < np.diff(closed).min()
    assert np.diff(closed).max() < high + 0.1
    np.testing.assert_array_equal(lift(motion, seed=1).morphs, lift(motion, seed=1).morphs)
    assert (lift(motion, seed=2).morphs != lift(motion, seed=1).morphs).any()


def test_loud_music_raises_brows_and_opens_the_mouth(waving):
    loudness = np.repeat([0.1, 1.0], 150)
    lifted = lift(waving, loudness=loudness)
    for name in ("brows", "mouth"):
        assert _weight(lifted, name)[250] > _weight(lifted, name)[50] + 0.3


def test_left_fingers_open_when_raised_and_close_at_the_cut_off(waving):
    points = waving.points.copy()
    points[:150, Joint.LEFT_WRIST] = (0.60, 0.63)
    points[150:, Joint.LEFT_WRIST] = (0.68, 0.36)
    loudness = np.full(300, 0.8)
    loudness[250:] = 0.0
    fingers = _weight(lift(Motion(points), loudness=loudness), "fingers_l")
    assert fingers[100] > fingers[200] + 0.3
    assert fingers[250:275].max() > fingers[200] + 0.3


def test_the_right_hand_holds_the_baton(waving):
    assert _weight(lift(waving), "fingers_r").min() > 0.9


def test_loudness_shorter_than_the_motion_is_held(waving):
    lifted = lift(waving, loudness=np.ones(20))
    assert _weight(lifted, "mouth")[-1] > 0.7
