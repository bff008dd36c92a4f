"""The shipped figures: whole, small, and moved by bones and morphs only where they should be."""

from importlib.resources import files

import numpy as np
import pytest

from vc.render.avatar.hand_plan import FINGERS, finger_at, of_picture
from vc.render.avatar.model import AVATARS, DEFAULT_COLOURS, HAIRS, SKINS, Avatar, load_avatar
from vc.render.avatar.rig import INDEX, JOINTS, MORPHS, RigMotion, skinning_matrices
from vc.render.avatar.skin import Morphs, bend

IDENTITY = np.eye(3, 4, dtype=np.float32)


@pytest.fixture(params=AVATARS)
def avatar(request) -> Avatar:
    return load_avatar(request.param)


def region(avatar: Avatar, name: str) -> np.ndarray:
    """(V,) bool: where a morph may move vertices, by the bind pose's places."""
    head, wrist_l, wrist_r = (avatar.rig.rest[INDEX[joint]] for joint in ("head", "hand_l", "hand_r"))
    x, y, z = avatar.vertices.T
    face = (y > head[1] - 0.05) & (z > 0) & (np.abs(x) < 0.12)
    return {
        "blink": face & (np.abs(y - 1.70) < 0.05),
        "brows": face & (y > 1.70),
        "mouth": face & (y < 1.66),
        "fingers_l": np.linalg.norm(avatar.vertices - wrist_l, axis=1) < 0.21,
        "fingers_r": np.linalg.norm(avatar.vertices - wrist_r, axis=1) < 0.21,
    }[name]


def test_files_are_small():
    for name in AVATARS:
        assert len((files("vc.render.avatar") / "data" / f"{name}.npz").read_bytes()) <= 1_000_000


def test_counts_are_those_of_a_light_figure(avatar):
    assert 12_000 <= len(avatar.triangles) <= 28_000
    assert avatar.triangles.max() == len(avatar.vertices) - 1


def test_figures_stand_on_the_floor_and_are_as_tall_as_people(avatar):
    low, high = avatar.vertices.min(0), avatar.vertices.max(0)
    assert low[1] == pytest.approx(0, abs=0.01)
    assert 1.75 < high[1] < 1.95


def test_normals_are_unit_and_look_outwards(avatar):
    assert np.linalg.norm(avatar.normals, axis=1) == pytest.approx(1, abs=1e-3)
    a, b, c = (avatar.vertices[avatar.triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    area = np.linalg.norm(faces, axis=1)
    agree = (faces * avatar.normals[avatar.triangles].mean(1)).sum(1) > 0
    assert area[agree].sum() / area.sum() > 0.99


def test_weights_sum_to_one_over_real_joints(avatar):
    assert avatar.weights.sum(1) == pytest.approx(1, abs=1e-5)
    assert avatar.weights.min() >= 0
    assert avatar.joints.max() < len(JOINTS)


def test_surfaces_are_nearly_closed(avatar):
    """Open edges are those of cloth laid on cloth, lids and lips: a small share. Where they meet, palm and back of a
    hand have vertices of their own, which count as one."""
    hand = avatar.picture.any(1)
    places = np.where(hand[:, None], avatar.vertices, np.arange(len(hand))[:, None] + 10)
    _, same = np.unique(np.round(places * 1e5).astype(int), axis=0, return_inverse=True)
    corners = same.ravel()[avatar.triangles]
    edges = np.sort(np.concatenate([corners[:, pair] for pair in ([0, 1], [1, 2], [2, 0])]), 1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 1).mean() < 0.08
    assert (count <= 2).mean() > 0.995


def test_no_vertex_belongs_to_two_materials(avatar):
    first = np.full(len(avatar.vertices), 255, np.uint8)
    first[avatar.triangles.ravel()] = np.repeat(avatar.material, 3)
    assert (first[avatar.triangles] == avatar.material[:, None]).all()


@pytest.mark.parametrize("name", MORPHS)
def test_a_morph_moves_only_its_region(avatar, name):
    moved = (avatar.morph_deltas[MORPHS.index(name)] != 0).any(1)
    assert moved.sum() > 50
    assert not (moved & ~region(avatar, name)).any()


def test_fingers_close_towards_the_palm(avatar):
    deltas = avatar.morph_deltas[MORPHS.index("fingers_l")]
    moved = np.nonzero((deltas != 0).any(1))[0]
    wrist = avatar.rig.rest[INDEX["hand_l"]]
    before = np.linalg.norm(avatar.vertices[moved] - wrist, axis=1)
    after = np.linalg.norm(avatar.vertices[moved] + deltas[moved] - wrist, axis=1)
    assert before.max() > 0.15
    assert after.max() < 0.87 * before.max()


@pytest.mark.parametrize("side", "lr")
def test_fingers_that_close_bend_but_do_not_shrink(avatar, side):
    """A straight way from an open hand to a fist would leave them two thirds of their length half-way."""
    x, z, _ = of_picture(avatar.picture)
    mine = avatar.picture.any(1) & (avatar.vertices[:, 0] * (1 if side == "l" else -1) > 0) & (finger_at(x, z) == 2)
    root = FINGERS[1].root[0]
    places = [root + share * FINGERS[1].size for share in (0.2, 0.45, 0.62, 0.76, 0.95)]
    rings = [mine & (np.abs(x - place) < 0.005) for place in places]

    def length(weight: float) -> float:
        moved, normals = avatar.vertices.copy(), avatar.normals.copy()
        weights = np.zeros(len(MORPHS), np.float32)
        weights[MORPHS.index(f"fingers_{side}")] = weight
        Morphs.of(avatar).add(weights, moved, normals)
        middles = np.array([moved[ring].mean(0) for ring in rings])
        return float(np.linalg.norm(np.diff(middles, axis=0), axis=1).sum())

    lengths = np.array([length(weight) for weight in (0.0, 0.25, 0.5, 0.75, 1.0)])
    assert lengths.min() / lengths.max() > 0.82
    straight = 0.5 * (avatar.morph_deltas[MORPHS.index(f"fingers_{side}")])
    chord = np.array([(avatar.vertices + straight)[ring].mean(0) for ring in rings])
    assert np.linalg.norm(np.diff(chord, axis=0), axis=1).sum() < 0.8 * lengths[0]


def test_hands_are_narrower_at_the_wrist_than_at_the_knuckles(avatar):
    x, z, _ = of_picture(avatar.picture)
    hand = avatar.picture.any(1) & (avatar.vertices[:, 0] > 0) & (z < 0.042)  # without the thumb
    wrist, knuckles = (np.ptp(z[hand & (np.abs(x - place) < 0.008)]) for place in (-0.004, 0.084))
    assert 0.6 < wrist / knuckles < 0.82


def test_rest_turns_leave_the_figure_as_it_is(avatar):
    still = RigMotion(
        np.tile(np.array([0, 0, 0, 1], np.float32), (1, len(JOINTS), 1)),
        avatar.rig.rest[None, 0].astype(np.float32),
        np.zeros((1, len(MORPHS)), np.float32),
        30,
    )
    places, normals = np.empty_like(avatar.vertices), np.empty_like(avatar.normals)
    bend(avatar, Morphs.of(avatar), still.morphs[0], skinning_matrices(avatar.rig, still)[0], places, normals)
    assert places == pytest.approx(avatar.vertices, abs=1e-5)
    assert normals == pytest.approx(avatar.normals, abs=1e-4)


def test_a_moved_bone_takes_its_vertices_along(avatar):
    matrices = np.tile(IDENTITY, (len(JOINTS), 1, 1))
    matrices[INDEX["head"], 1, 3] = 0.5
    places, normals = np.empty_like(avatar.vertices), np.empty_like(avatar.normals)
    bend(avatar, Morphs.of(avatar), np.zeros(5), matrices, places, normals)
    share = (avatar.weights * (avatar.joints == INDEX["head"])).sum(1)
    assert (places - avatar.vertices)[:, 1] == pytest.approx(0.5 * share, abs=1e-5)


def test_colours_are_chosen_by_name():
    painted = load_avatar("maestro", skin="dark", hair="blond")
    colours = {material.name: material.rgb for material in painted.materials}
    assert colours["skin"] == SKINS["dark"]
    assert colours["hair"] == HAIRS["blond"]
    own = {material.name: material.rgb for material in load_avatar("maestro").materials}
    assert own["hair"] == HAIRS[DEFAULT_COLOURS["maestro"][1]]


@pytest.mark.parametrize("wrong", [{"name": "robot"}, {"skin": "green"}, {"hair": "pink"}])
def test_unknown_names_are_refused_with_the_choices(wrong):
    with pytest.raises(ValueError, match="choose one of"):
        load_avatar(**wrong)


def test_shared_arrays_cannot_be_changed(avatar):
    with pytest.raises(ValueError, match="read-only"):
        avatar.vertices[0] = 0
