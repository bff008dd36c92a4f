"""What every learned motion has to be."""

from vc.evaluate.plausibility import measure_plausibility, seed_agreement, seed_diversity


def assert_like_a_body(takes, *, joint_std, wrist_speed, torso_variation: float, long_limbs: float) -> None:
    """joint_std, wrist_speed : (least, most); torso_variation, long_limbs : most"""
    for body in map(measure_plausibility, takes):
        assert joint_std[0] < body.joint_std < joint_std[1]
        assert wrist_speed[0] < body.wrist_speed < wrist_speed[1]
        assert body.torso_variation < torso_variation
        assert body.long_limbs < long_limbs
        assert body.jerk < 200


def assert_interpretations_of_the_same_beats(takes, *, apart: float, alike: float) -> None:
    """takes : of the same music with different seeds; apart : least difference, alike : least correlation"""
    assert seed_diversity(takes) > apart
    assert seed_agreement(takes) > alike
