"""The parts of Let's Play Music: splatting that back-propagates, messages along limbs, memory between frames."""

import numpy as np
import pytest
import torch

from vc.errors import WeightsError
from vc.models.checkpoint import to_bytes
from vc.models.performer.heatmaps import splat, splat_limbs
from vc.models.performer.load import load_performer
from vc.models.performer.music import MusicStage, Retarget
from vc.models.performer.network import Performer, draw_points, draw_whole
from vc.models.performer.plate import still_plate
from vc.models.performer.structure import LIMBS, StructureModule
from vc.models.performer.temporal import ConvGru
from vc.models.performer.unet import StructuredTemporalUnet
from vc.skeleton import JOINT_COUNT, KEYPOINT_COUNT, Keypoint


@pytest.fixture(autouse=True)
def _chance():
    torch.manual_seed(0)


def test_a_bell_stands_where_its_point_is():
    points = torch.tensor([[[0.25, 0.75], [2.0, 0.5]]])
    bells = splat(points, 16, spread_cells=1.5)
    assert bells.shape == (1, 2, 16, 16)
    # 0.25 and 0.75 of 16 cells are the edges 4 and 12: two cells to each side are nearest, half a cell away.
    assert bells[0, 0, 11:13, 3:5].flatten().tolist() == pytest.approx([np.exp(-0.25 / 1.5**2)] * 4, abs=1e-6)
    assert bells[0, 0].max() == bells[0, 0, 11, 3]
    assert bells[0, 1].max() < 1e-6  # outside the picture


def test_a_bell_s_middle_tells_where_it_is_between_the_cells():
    place = torch.tensor([0.43, 0.58])
    bell = splat(place[None, None], 32)[0, 0]
    cells = (torch.arange(32) + 0.5) / 32
    middle = torch.stack([(bell.sum(0) * cells).sum(), (bell.sum(1) * cells).sum()]) / bell.sum()
    assert middle.tolist() == pytest.approx(place.tolist(), abs=1e-4)


def test_a_ridge_follows_its_limb_and_ends_with_it():
    points = torch.tensor([[[0.25, 0.5], [0.75, 0.5], [0.5, 0.5]]])
    along, none = splat_limbs(points, [(0, 1), (2, 2)], 32)[0]
    middle = along[15:17].mean(0)
    assert middle[8:24].min() > 0.9
    assert middle[:4].max() < 0.05
    assert middle[28:].max() < 0.05
    torch.testing.assert_close(none, splat(points[:, 2:], 32)[0, 0])  # a limb without length is a bell


@pytest.mark.parametrize("limbs", [False, True])
def test_errors_of_a_map_flow_back_into_the_coordinates(limbs):
    """Against finite differences, in double precision."""
    points = torch.rand(2, 3, 2, dtype=torch.float64, requires_grad=True)
    function = (lambda p: splat_limbs(p, [(0, 1), (1, 2)], 6)) if limbs else (lambda p: splat(p, 6))
    assert torch.autograd.gradcheck(function, (points,))


def test_memory_goes_on_where_a_piece_was_cut():
    gru = ConvGru(3, 4)
    maps = torch.randn(2, 7, 3, 5, 5)
    whole, last = gru(maps)
    first, state = gru(maps[:, :3])
    second, end = gru(maps[:, 3:], state)
    torch.testing.assert_close(torch.cat([first, second], dim=1), whole)
    torch.testing.assert_close(end, last)
    assert not torch.allclose(gru(maps[:, 3:])[0], second)  # it did remember


def test_without_memory_every_frame_is_a_first_frame():
    gru = ConvGru(3, 4)
    maps = torch.randn(1, 4, 3, 5, 5)
    alone = torch.cat([gru(maps[:, index : index + 1])[0] for index in range(4)], dim=1)
    torch.testing.assert_close(gru(maps, remember=False)[0], alone)


def steps_between(start: Keypoint, end: Keypoint) -> int:
    reached, steps = {start}, 0
    while end not in reached:
        reached |= {other for pair in LIMBS for one, other in (pair, pair[::-1]) if one in reached}
        steps += 1
    return steps


def test_a_message_goes_along_three_limbs_and_not_four():
    """What a shoulder sees changes what its thumb draws; what the other elbow sees does not change the wrist."""
    module = StructureModule(4, 5)
    near, far = Keypoint.LEFT_THUMB, Keypoint.LEFT_WRIST
    assert (steps_between(Keypoint.LEFT_SHOULDER, near), steps_between(Keypoint.RIGHT_ELBOW, far)) == (3, 4)
    points = torch.linspace(0.05, 0.95, KEYPOINT_COUNT)[None, :, None].expand(1, -1, 2).contiguous()
    coarse = torch.randn(1, 4, 64, 64)

    def thoughts(seen_by: Keypoint) -> torch.Tensor:
        changed = coarse + 3 * splat(points[:, [seen_by]], 64, 0.5)
        bells = splat(points, 64, 0.5)  # so narrow that no other keypoint sees the change
        return module._think(points, changed, bells) - module._think(points, coarse, bells)

    told = thoughts(Keypoint.LEFT_SHOULDER).abs().amax(dim=2)[0]
    silent = thoughts(Keypoint.RIGHT_ELBOW).abs().amax(dim=2)[0]
    assert told[near] > 1e-5
    assert silent[Keypoint.RIGHT_SHOULDER] > 1e-5
    assert silent[far] < 1e-7


def painted(network, points, coarse):
    with torch.inference_mode():
        return network(points, coarse)[0]


@pytest.fixture(scope="module")
def scene():
    """Two frames: keypoints (1, 2, 19, 2), coarse video."""
    generator = torch.Generator().manual_seed(1)
    points = torch.rand(1, 2, KEYPOINT_COUNT, 2, generator=generator)
    return points, torch.rand(1, 2, 3, 64, 64, generator=generator)


def test_the_picture_is_the_plate_where_nothing_covers_it(scene):
    network = StructuredTemporalUnet()
    network.plate.copy_(torch.rand_like(network.plate))
    last = network.enlarge[-1][0]
    with torch.no_grad():
        last.weight[-4:] = 0
        last.bias[-4:] = -200.0  # channels of the cover, before its pixels are put in their places
    pictures = painted(network, *scene)
    assert pictures.shape == (1, 2, 3, 512, 512)
    torch.testing.assert_close(pictures, network.plate.expand_as(pictures), rtol=0, atol=1e-7)


def test_a_new_network_begins_near_the_plate(scene):
    network = StructuredTemporalUnet()
    network.plate.fill_(0.9)
    assert 0.8 < float(painted(network, *scene).mean()) < 0.9


@pytest.fixture(scope="module")
def performer():
    torch.manual_seed(3)
    network = Performer().eval()
    network.painter.plate.copy_(torch.rand(3, 512, 512))
    return network


def test_as_many_frames_at_once_as_wished_give_the_same_pictures(performer):
    points = torch.rand(1, 5, KEYPOINT_COUNT, 2)
    whole = list(draw_points(performer, points, None, at_once=5))
    parts = list(draw_points(performer, points, None, at_once=2))
    assert len(whole) == len(parts) == 5
    assert whole[0].shape == (512, 512, 3)
    assert whole[0].dtype == np.uint8
    for one, other in zip(whole, parts, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1  # rounding


def test_a_motion_is_drawn_by_its_keypoints(performer):
    motion = np.random.default_rng(0).random((2, JOINT_COUNT, 2)).astype(np.float32)
    with torch.inference_mode():
        points = performer.music.retarget(torch.from_numpy(motion)[None])
    expected = draw_points(performer, points, None)
    for one, other in zip(draw_whole(performer, motion), expected, strict=True):
        np.testing.assert_array_equal(one, other)


def test_retargeting_begins_as_a_straight_map_with_a_known_answer():
    retarget = Retarget()
    with torch.no_grad():
        retarget.straight.weight.zero_()
        retarget.straight.weight[2 * Keypoint.LEFT_THUMB, 2 * Keypoint.LEFT_WRIST] = 0.5
        retarget.straight.bias.fill_(0.25)
        motion = torch.rand(1, 9, JOINT_COUNT, 2)
        points = retarget(motion)
    assert points.shape == (1, 9, KEYPOINT_COUNT, 2)
    torch.testing.assert_close(points[..., Keypoint.LEFT_THUMB, 0], 0.25 + 0.5 * motion[..., Keypoint.LEFT_WRIST, 0])
    assert (points[..., : Keypoint.LEFT_THUMB, :] == 0.25).all()


def test_keypoints_in_the_picture_become_joints_on_the_stage():
    stage = MusicStage()
    stage.scale.copy_(torch.tensor([0.5, 0.4]))
    stage.offset.copy_(torch.tensor([0.25, 0.1]))
    points = torch.full((1, 3, KEYPOINT_COUNT, 2), 0.5)
    joints = stage.to_stage(points)
    assert joints.shape == (1, 3, JOINT_COUNT, 2)
    torch.testing.assert_close(joints[0, 0, 0], torch.tensor([0.5, 1.0]))


@pytest.mark.parametrize(("structure", "temporal"), [(True, True), (False, True), (True, False), (False, False)])
def test_a_file_tells_which_modules_it_was_trained_with(structure, temporal, scene, tmp_path):
    network = Performer(structure=structure, temporal=temporal)
    (tmp_path / "weights.safetensors").write_bytes(to_bytes(network, "performer"))
    loaded = load_performer(tmp_path / "weights.safetensors")
    assert (loaded.painter.structure is not None, loaded.painter.temporal) == (structure, temporal)
    torch.testing.assert_close(painted(loaded.painter, *scene), painted(network.eval().painter, *scene))


def test_weights_of_another_network_are_refused(tmp_path):
    torch.save(MusicStage().state_dict(), tmp_path / "weights.pt")
    with pytest.raises(WeightsError, match="does not hold the network 'performer'"):
        load_performer(tmp_path / "weights.pt")


def test_the_plate_is_the_scene_wherever_the_performer_ever_steps_aside():
    """Somebody grey walks over a coloured stage; the median alone would show them where they mostly stand."""
    scene = np.zeros((128, 128, 3), np.uint8)
    scene[..., 0], scene[..., 2] = 200, np.arange(128)[None]
    frames, points = [], []
    for number in range(24):
        left = 24 if number < 15 else 88  # mostly on the left
        frame = scene.copy()
        frame[46:72, left : left + 16] = 90
        frames.append(frame)
        points.append(np.tile([(left + 8) / 128, 0.55], (KEYPOINT_COUNT, 1)))
    frames, points = np.stack(frames), np.array(points, np.float32)
    points[:, : Keypoint.LEFT_HIP, 1] = 0.4
    assert (np.median(frames, axis=0)[60, 30] == 90).all()
    plate = still_plate(frames, points)
    np.testing.assert_array_equal(plate, scene)
