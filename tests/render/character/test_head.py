"""The astronaut of scikit-image (NASA, public domain) on the project's figures."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from vc.render.avatar.build import built
from vc.render.avatar.character import Pose
from vc.render.avatar.gain import light_on
from vc.render.avatar.model import DRESSES, load_avatar, load_dress
from vc.render.avatar.rig import INDEX, JOINTS, MORPHS, RigMotion, skinning_matrices
from vc.render.avatar.shade import LAMPS
from vc.render.character import frames, onstage
from vc.render.character.completed import completed
from vc.render.character.cut import Cut
from vc.render.character.cut_head import _is_head, cut_head
from vc.render.character.dressed import _neck, dressed
from vc.render.character.exposure import brightened, exposure_gain, face_tone
from vc.render.character.fabric import _LEFT_M, _TEXEL_M, _TOP_M, _halved, tailored, weave
from vc.render.character.features import EYES, shut_picture
from vc.render.character.head import Head, _back_picture, make_head
from vc.render.character.head_hair import _of_one_colour
from vc.render.character.onstage import build_of, on_stage
from vc.skeleton import Motion
from vc.vision.face_mesh import CHIN, LOWER_LIP, UPPER_LIP, FaceMesh
from vc.vision.imaging import grow


@pytest.fixture(scope="module")
def head(astronaut_sight) -> Head:
    sight = astronaut_sight
    return make_head(sight.colours, sight.alpha, sight.anatomy, sight.face)


@pytest.fixture(scope="module")
def cut(astronaut_sight) -> Cut:
    sight = astronaut_sight
    return cut_head(sight.colours, sight.alpha, sight.anatomy, sight.face)


def _sheet(head: Head, name: str):
    return next(sheet for sheet in head.sheets if sheet.name == name)


def test_the_head_looks_straight_ahead_with_its_eyes_level(head):
    face = _sheet(head, "face").points
    right, left = (face[[eye.upper[0], eye.upper[-1]]].mean(0) for eye in EYES)
    assert abs(right[1] - left[1]) < 0.02 * head.measures.half
    assert abs(right[2] - left[2]) < 0.06 * head.measures.half
    assert face[CHIN, 1] > head.measures.eyes_y


def test_face_and_skull_meet_without_a_step(head):
    """At the temples the skull's depth is the face's, less the little that it lies behind."""
    face, skull = _sheet(head, "face").points, _sheet(head, "skull").points
    for point in (127, 356, 162, 389):
        near = np.linalg.norm(skull[:, :2] - face[point, :2], axis=1) < 0.12 * head.measures.half
        assert near.any()
        assert np.abs(skull[near, 2] - face[point, 2]).min() < 0.12 * head.measures.half


def test_ears_are_behind_the_cheek_s_edge_where_the_head_turns_away(head):
    """By 25 degrees to either side: what stands out beside the cheek there is a sliver at most."""
    m, face, skull = head.measures, _sheet(head, "face").points, _sheet(head, "skull").points
    level = (skull[:, 1] > m.eyes_y + 0.25 * m.drop) & (skull[:, 1] < m.eyes_y + 0.5 * m.drop)
    for sign, side in ((1, 454), (-1, 234)):

        def across(points: np.ndarray, sign: int = sign) -> np.ndarray:
            return sign * (points[..., 0] - m.middle) * np.cos(0.44) + points[..., 2] * np.sin(0.44)

        flat = sign * (skull[level, 0] - m.middle) - sign * (face[side, 0] - m.middle)
        turned = across(skull[level]) - across(face[side])
        assert turned.max() < 0.75 * flat.max()


def test_who_wears_short_hair_has_a_bare_nape(head, cut):
    """Seen beside the jaw of a head that turns: skin in the shade, and no hair; long hair covers it."""
    m, height = cut.measures, len(cut.alpha)
    place = np.s_[int(m.eyes_y + 0.75 * m.drop), int(m.middle)]
    nape = head.texture[height:][place][:3].astype(float)
    assert np.abs(nape / face_tone(cut) - 0.75).max() < 0.05
    y, x = np.mgrid[0:height, 0 : cut.alpha.shape[1]]
    locks = (np.abs(np.abs(x - m.middle) / m.half - 1.3) < 0.25) & (y > m.eyes_y) & (y < m.chin_y + 50)
    long = replace(cut, hair=np.maximum(cut.hair, locks).astype(np.float32))
    assert _back_picture(long)[0][place].mean() < 0.6 * face_tone(cut).mean()


def test_lids_are_rolled_up_at_rest_and_cover_the_eyes_when_shut(head):
    for number, eye in enumerate(EYES):
        lid, face = _sheet(head, f"lid{number}"), _sheet(head, "face").points
        upper, lower = face[eye.upper[4]], face[eye.lower[4]]
        assert np.ptp(lid.points[4::9, 1]) < 1.0
        shut = (lid.points + lid.moves["blink"])[4::9, 1]
        assert shut.min() < upper[1]
        assert shut.max() > lower[1] - 0.1 * (lower[1] - upper[1])


def test_shut_lids_are_skin_where_the_iris_was(head, cut):
    picture = head.texture
    height = cut.alpha.shape[0]
    for eye in EYES:
        x, y = np.mean([cut.face.points[n, :2] for n in (eye.upper[4], eye.lower[4])], axis=0).astype(int)
        around = np.s_[y - 5 : y + 3, x - 10 : x + 10]
        iris = picture[around][..., :3].mean(-1).min()
        shut = picture[len(picture) - height :][around]
        assert shut[..., :3].mean(-1).min() > iris + 60
        assert shut[..., 3].min() > 240


def test_shut_lids_are_of_the_skin_beyond_lashes_and_their_paint(cut):
    painted = cut.rgb.copy()
    middles = []
    for eye in EYES:
        ring = cut.face.points[[*eye.upper, *eye.lower[::-1]], :2]
        opening = cv2.fillPoly(np.zeros(cut.alpha.shape, np.uint8), [np.round(ring).astype(np.int32)], 1) > 0
        painted[grow(opening, 0.16 * np.ptp(ring[:, 0]))] = (30, 24, 24)
        middles.append(ring.mean(0).astype(int) - [0, 3])
    skin, shut = shut_picture(cut)[0], shut_picture(replace(cut, rgb=painted))[0]
    for x, y in middles:
        assert np.abs(shut[y, x] - skin[y, x]).max() < 12


def test_the_mouth_opens_downwards_with_the_chin(head):
    moves = _sheet(head, "face").moves["mouth"]
    assert moves[LOWER_LIP, 1] > 0.05 * head.measures.half
    assert abs(moves[UPPER_LIP, 1]) < 0.2 * moves[LOWER_LIP, 1]
    assert 0.3 * moves[LOWER_LIP, 1] < moves[CHIN, 1] <= moves[LOWER_LIP, 1] * 1.01
    assert np.abs(moves[[33, 263, 10]]).max() < 0.5


def test_exposure_is_told_from_the_eyes_and_not_from_the_skin(cut):
    """A darker skin under the same light asks for the same gain; a darker photo for more."""
    large = replace(cut, scale=1.0)  # as if the photo had been this sharp
    inner = np.zeros(large.alpha.shape, bool)
    for eye in EYES:
        ring = large.face.points[[*eye.upper, *eye.lower], :2]
        (left, top), (right, bottom) = ring.min(0).astype(int) - 4, ring.max(0).astype(int) + 4
        inner[top:bottom, left:right] = True
    darker_skin = replace(large, rgb=np.where(inner[..., None], large.rgb, 0.5 * large.rgb))
    assert exposure_gain(darker_skin) == pytest.approx(exposure_gain(large), rel=0.02)
    assert exposure_gain(replace(large, rgb=0.6 * large.rgb)) > 1.15 * exposure_gain(large)
    np.testing.assert_allclose(brightened(np.arange(256), 1.0), np.arange(256), atol=1.5)


@pytest.mark.parametrize("dress", DRESSES)
def test_every_dress_takes_the_head_and_its_skin(head, dress):
    character = dressed(head, dress, colour=(0.2, 0.01, 0.02))
    mesh = character.mesh
    assert np.isfinite(mesh.vertices).all()
    assert mesh.triangles.max() < len(mesh.vertices)
    np.testing.assert_allclose(mesh.weights.sum(1), 1, atol=1e-5)
    assert (mesh.uv[mesh.triangles[mesh.kind != 0]] >= 0).all()
    assert (mesh.uv[mesh.triangles[mesh.kind != 0]] < character.texture.shape[1::-1]).all()
    names = [one.name for one in load_dress(dress).materials]
    own_head = {names.index(name) for name in ("hair", "iris", "lip") if name in names}
    assert not own_head & set(mesh.number.tolist())
    skin = mesh.material[mesh.number == names.index("skin")][0, :3]
    tone = head.skin
    assert skin[0] / skin[2] == pytest.approx((tone[0] / tone[2]) ** 2.2, rel=0.6)  # of the face's colour
    wide = mesh.vertices[:, 0].max() - mesh.vertices[:, 0].min()
    assert 0.9 < wide < 1.7


def test_the_stage_s_warm_side_models_a_face_and_reddens_no_cheek(head):
    mesh = dressed(head, "tails").mesh
    face = np.unique(mesh.triangles[mesh.number == 200])
    normals, mix = mesh.normals[face], mesh.mix[face, None]
    shown = 1 - mix + mix * light_on(normals, LAMPS) / mesh.base[face]
    side, front = normals[:, 0] < -0.6, normals[:, 2] > 0.9
    red = shown[:, 0] / shown[:, 2]
    assert red[side].max() < 1.06 * np.median(red[front])
    assert shown[side].mean() > 1.04 * shown[front].mean()


def test_faces_move_with_the_figure_s_morphs(head):
    character = dressed(head, "tails")
    still = RigMotion(
        np.tile(np.array([0, 0, 0, 1], np.float32), (1, len(JOINTS), 1)),
        character.rig.rest[:1].astype(np.float32), np.zeros((1, len(MORPHS)), np.float32), 30,
    )  # fmt: skip
    matrices = skinning_matrices(character.rig, still)[0]
    mesh = character.mesh
    poses = []
    for weights in (np.zeros(5), np.array([1, 0, 0, 0, 0]), np.array([0, 0, 1, 0, 0])):
        places, normals = mesh.vertices.copy(), mesh.normals.copy()
        pose = Pose(matrices, np.zeros((22, 4, 4), np.float32), weights.astype(np.float32))
        character.pose(pose, places, normals, character.colours())
        poses.append(places)
    for moved in poses[1:]:
        changed = np.linalg.norm(moved - poses[0], axis=1)
        assert 0.003 < changed.max() < 0.03
        assert mesh.vertices[changed > 1e-4, 1].min() > 1.45  # only the head


def _bent(rig, turn: np.ndarray) -> np.ndarray:
    turns = np.tile(np.array([0, 0, 0, 1], np.float32), (1, len(JOINTS), 1))
    turns[0, INDEX["forearm_l"]] = turn
    return skinning_matrices(rig, RigMotion(turns, rig.rest[:1].astype(np.float32), np.zeros((1, 5), np.float32), 30))[
        0
    ]


def test_creases_deepen_at_a_bent_elbow_alone():
    avatar = load_avatar("maestro")
    mesh, creases = tailored(avatar, 0)
    for turn, most in (((0, 0, 0, 1), 0.0), ((0, 0, np.sin(0.7), np.cos(0.7)), 0.006)):
        matrices = _bent(avatar.rig, np.array(turn, np.float32))
        places, normals = mesh.vertices.copy(), mesh.normals.copy()
        creases.move(
            Pose(matrices, np.zeros((22, 4, 4), np.float32), np.zeros(5)), places, normals, np.zeros((1, 1, 3))
        )
        moved = np.linalg.norm(places - mesh.vertices, axis=1)
        assert moved.max() <= most + 1e-6
        if most:
            assert moved.max() > 0.002
            elbow = avatar.rig.rest[INDEX["forearm_l"]]
            assert np.linalg.norm(mesh.vertices[moved > 1e-4] - elbow, axis=1).max() < 0.2
            np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-3)


def test_hair_takes_no_rim_of_clothes_along_and_no_neck(cut):
    m = cut.measures
    brown, blue = np.array([70.0, 48.0, 40.0]), np.array([120.0, 170.0, 220.0])
    rgb, hair = cut.rgb.copy(), np.zeros_like(cut.hair)
    crown = (cut.alpha > 0.9) & (cut.oval < 0.05) & (np.arange(len(hair))[:, None] < m.eyes_y - 0.4 * m.drop)
    rgb[crown], hair[crown] = brown, 1
    rows = slice(int(m.chin_y + 20), int(m.chin_y + 160))
    lock, neck = int(m.middle + 1.9 * m.half), int(m.middle)
    rgb[rows, lock - 30 : lock + 30], rgb[rows, lock + 30 : lock + 38] = brown, blue
    rgb[rows, neck - 30 : neck + 30] = 0.7 * np.median(cut.rgb[cut.oval > 0.9], 0)  # in the shade
    hair[rows, lock - 30 : lock + 38] = hair[rows, neck - 30 : neck + 30] = 1
    kept = _of_one_colour(hair, rgb, cut.face)[rows.start + 20 : rows.stop - 20]
    assert kept[:, lock - 20 : lock + 20].min() > 0.9
    assert kept[:, lock + 32 : lock + 36].max() < 0.2
    assert kept[:, neck - 25 : neck + 25].max() < 0.1
    flowers = np.where((np.indices(hair.shape).sum(0) // 8 % 2)[..., None], [200.0, 170.0, 160.0], brown)
    rgb[rows, lock - 30 : lock + 38] = flowers[rows, lock - 30 : lock + 38]  # a dress with the hair's colour in it
    assert _of_one_colour(hair, rgb, cut.face)[rows.start + 20 : rows.stop - 20, lock - 20 : lock + 20].max() < 0.2


def _with_locks(cut: Cut, width: float, bottom: int) -> Cut:
    """Brown hair beside the face, down to where the photo ends; width : half widths of the face"""
    m = cut.measures
    y, x = np.mgrid[0 : len(cut.alpha), 0 : cut.alpha.shape[1]]
    locks = (np.abs(np.abs(x - m.middle) / m.half - 1.4) < width / 2) & (y < bottom) & (y > m.eyes_y - 0.5 * m.drop)
    locks &= cut.oval < 0.05
    bounds = np.array([[-100.0, -100.0], [2000.0, bottom]])
    rgb = np.where(locks[..., None], [70.0, 48.0, 40.0], cut.rgb)
    alpha = np.where(y < bottom, np.maximum(np.where(y < m.chin_y, cut.alpha, 0), locks), 0).astype(np.float32)
    return replace(cut, rgb=rgb, alpha=alpha, hair=np.maximum(cut.hair, locks).astype(np.float32), bounds=bounds)


def test_long_hair_goes_on_below_the_photo(cut):
    m = cut.measures
    bottom = round(m.chin_y + 0.1 * m.drop)
    long = completed(_with_locks(cut, 0.5, bottom))
    beside = np.s_[
        bottom + 5 : bottom + round(0.3 * m.drop), round(m.middle + 1.2 * m.half) : round(m.middle + 1.5 * m.half)
    ]
    assert long.alpha[beside].min() > 0.95
    assert np.abs(long.rgb[beside] - [70, 48, 40]).max() < 6  # of its own colour, and no skin
    assert (
        long.alpha[bottom:, round(m.middle - 0.7 * m.half) : round(m.middle + 0.7 * m.half)].max() < 0.05
    )  # the dress
    ends = (long.alpha[bottom:] > 0.5).sum(1)
    assert 1.2 * m.drop < bottom - m.chin_y + np.flatnonzero(ends)[-1] < 1.65 * m.drop
    fading = ends[np.flatnonzero(ends)[-1] - 60 : np.flatnonzero(ends)[-1]]
    assert fading[-1] < 0.4 * fading[0]  # strand by strand
    thin = completed(_with_locks(cut, 0.12, bottom))
    assert thin.alpha[bottom + 5 :].max() < 0.05  # a strap, or a shadow, is no long hair


def test_a_crown_above_the_photo_is_as_wide_as_the_skull(cut):
    """Where the matte keeps but a part of the head at the edge, no chimney stands on it."""
    m, row = cut.measures, round(cut.measures.eyes_y - 0.8 * cut.measures.drop)
    y, x = np.mgrid[0 : len(cut.alpha), 0 : cut.alpha.shape[1]]
    part = cut.alpha * (y > row) * ((y > row + 40) | (x < m.middle))
    bounds = np.array([[-100.0, row], [2000.0, 2000.0]])
    whole = completed(replace(cut, alpha=part.astype(np.float32), bounds=bounds))
    crown = np.flatnonzero(whole.alpha[row - 10] > 0.5)
    assert crown[0] < m.middle - 0.6 * m.half
    assert crown[-1] > m.middle + 0.6 * m.half


def test_gowns_have_no_torn_edge_at_the_neck(head):
    """What is seen of the figure's own skin ends inside the person's neck."""
    character = dressed(head, "gown")
    names = [one.name for one in load_dress("gown").materials]
    mesh = character.mesh
    skin = mesh.triangles[(mesh.number == names.index("skin")) & (mesh.kind == 0)]
    places = mesh.vertices[np.unique(skin)]
    high = places[(places[:, 1] > 1.532) & (places[:, 1] < 1.6) & (np.abs(places[:, 0]) < 0.2)]
    away = np.hypot(high[:, 0], high[:, 2] + 0.014)
    assert away.max() < 0.056
    assert away[high[:, 1] < 1.545].size


def _sewn(x: slice, y: slice) -> np.ndarray:
    """Light of evening dress over plain cloth at a piece of its front, given in millimetres."""
    rows = [round((1000 * _TOP_M - edge) / (1000 * _TEXEL_M)) for edge in (y.stop, y.start)]
    columns = [round((edge - 1000 * _LEFT_M) / (1000 * _TEXEL_M)) for edge in (x.start, x.stop)]
    window = np.s_[rows[0] : rows[1], columns[0] : columns[1], 0]
    return np.asarray(weave("tails")[window] / weave()[window].astype(float))


def test_evening_dress_has_pleats_a_waistcoat_and_its_shadow():
    pleats = _sewn(slice(20, 48), slice(1340, 1420)).mean(0)
    assert np.ptp(pleats) > 0.05
    assert (np.diff(np.sign(pleats - pleats.mean())) != 0).sum() >= 4  # three pleats
    shirt, shadow = _sewn(slice(0, 8), slice(1340, 1360)).mean(), _sewn(slice(54, 60), slice(1340, 1350)).mean()
    assert shadow < 0.95 * shirt
    assert _sewn(slice(200, 400), slice(1200, 1400)).std() < 0.01  # sleeves are as plain as any cloth
    np.testing.assert_array_equal(weave("gown"), weave())


def test_bow_ties_widen_from_their_knot_to_straight_ends():
    avatar = load_avatar("maestro")
    linen = [one.name for one in avatar.materials].index("linen")
    x, y, z = avatar.vertices[np.unique(avatar.triangles[avatar.material == linen])].T
    bow = (np.abs(y - 1.462) < 0.030) & (np.abs(x) < 0.064) & (z > 0.058)
    half = [np.ptp(y[bow & (np.abs(np.abs(x) - at) < 0.004)]) / 2 for at in (0.016, 0.053)]
    assert half[1] > 1.4 * half[0]
    assert np.abs(x[bow & (np.abs(y - 1.462) > 0.018)]).max() > 0.055  # the ends have corners


@pytest.mark.parametrize("dress", ["tails", "suit"])
def test_necks_stay_within_their_collars(dress):
    """Where both had one surface, the collar's upper edge was jagged."""
    avatar = load_dress(dress)
    neck, bare = (_neck(avatar, 0.0575, 1.57, bare=bare).vertices for bare in (False, True))
    linen = [one.name for one in avatar.materials].index("linen")
    collar = avatar.vertices[np.unique(avatar.triangles[avatar.material == linen])]
    collar = collar[(collar[:, 1] > 1.485) & (np.abs(collar[:, 0]) < 0.1)]

    def wide(places: np.ndarray) -> float:
        level = np.abs(places[:, 1] - 1.50) < 0.015
        return float(np.ptp(places[level, 0]) / 2)

    assert wide(neck) < wide(collar) - 0.004
    assert wide(bare) > wide(neck) + 0.003  # a bare one goes on into the shoulders


def test_halved_edges_leave_a_closed_surface():
    avatar = load_avatar("maestra")
    finer = _halved(avatar, [one.name for one in avatar.materials])
    assert len(finer.triangles) > 1.2 * len(avatar.triangles)
    for one in (avatar, finer):
        edges = np.concatenate([one.triangles[:, [k, (k + 1) % 3]] for k in range(3)])
        _, count = np.unique(np.sort(edges, 1), axis=0, return_counts=True)
        one_sided = (count == 1).sum()
        if one is avatar:
            before = one_sided
    assert one_sided <= 2 * before  # open borders may be cut in two, nothing else opens


def test_builds_move_shoulders_and_keep_bones():
    avatar = load_dress("suit")
    broad = built(avatar, 1.06, 1.10)
    for name in ("forearm_l", "hand_l", "shin_l"):
        assert broad.rig.length(name) == pytest.approx(avatar.rig.length(name), rel=0.02)
    before, after = (one.rig.rest[INDEX["upper_arm_l"], 0] for one in (avatar, broad))
    assert after == pytest.approx(1.06 * before, rel=1e-6)
    waist = np.abs(avatar.vertices[:, 1] - 1.1) < 0.03
    inner = waist & (np.abs(avatar.vertices[:, 0]) < 0.2)
    assert np.ptp(broad.vertices[inner, 0]) == pytest.approx(1.10 * np.ptp(avatar.vertices[inner, 0]), rel=0.02)
    np.testing.assert_array_equal(built(avatar).vertices, avatar.vertices)


def test_the_photo_s_shoulders_choose_the_build(astronaut_sight):
    usual = build_of(astronaut_sight)
    anatomy = astronaut_sight.anatomy
    middle = anatomy.shoulders.mean(0)
    narrow = replace(anatomy, shoulders=middle + 0.85 * (anatomy.shoulders - middle))
    assert build_of(replace(astronaut_sight, anatomy=narrow)) < usual
    outside = replace(anatomy, shoulders=anatomy.shoulders + np.array([10_000, 0]))
    assert build_of(replace(astronaut_sight, anatomy=outside)) == (1.0, 1.0)


@pytest.mark.parametrize("camera", ["full", "film"])
def test_the_person_conducts_on_stage(astronaut_sight, waving, camera):
    portrait = on_stage(astronaut_sight, (320, 180), "suit", camera=camera)
    assert len(portrait.shots) == (4 if camera == "film" else 1)
    few = Motion(waving.points[:3])
    shown = [frame.planes.copy() for frame in frames(few, size=(320, 180), portrait=portrait)]
    assert len(shown) == 3
    empty = portrait.shots[0].place.plate.frame.planes
    assert (np.abs(shown[0].astype(int) - empty) > 12).mean() > 0.05  # somebody stands there
    again = next(iter(frames(few, size=(320, 180), portrait=portrait)))
    np.testing.assert_array_equal(again.planes, shown[0])


def test_a_collar_that_touches_the_jaw_is_no_part_of_the_head(cut):
    """Neither as a spike beside it, nor as what looks like hair and hangs from nothing."""
    m, (height, width) = cut.measures, cut.alpha.shape
    y, x = np.mgrid[0:height, 0:width]
    clean = _is_head(cut)
    lobe = m.eyes_y + 0.4 * m.drop
    spike = (np.abs(y - lobe) < 7) & (x < m.middle) & (x > m.middle - 1.35 * m.half)
    collar = (np.abs(x - (m.middle + 1.05 * m.half)) < 20) & (y > m.chin_y) & (y < m.chin_y + 90)
    hair = np.where(collar, 1.0, cut.hair).astype(np.float32)
    kept = _is_head(replace(cut, alpha=np.where(spike | collar, 1.0, cut.alpha).astype(np.float32), hair=hair))
    far = spike & (x < m.middle - 1.2 * m.half)
    assert kept[far].mean() <= clean[far].mean() + 0.05
    assert kept[collar].mean() < 0.05
    beside = (x > m.middle + 1.3 * m.half) & (x < m.middle + 1.9 * m.half) & (y > m.eyes_y) & (y < m.chin_y)
    hair = np.where(beside, 1.0, cut.hair * (np.abs(x - m.middle) < 1.2 * m.half)).astype(np.float32)
    stranger = _is_head(replace(cut, alpha=np.where(beside, 1.0, cut.alpha).astype(np.float32), hair=hair))
    assert stranger[beside & (y > m.eyes_y + 0.7 * m.drop)].mean() < 0.05  # hair of somebody behind
    lock = (np.abs(x - (m.middle - 1.1 * m.half)) < 20) & (y > m.eyes_y - 0.6 * m.drop) & (y < m.chin_y + 90)
    both = {"alpha": np.maximum(cut.alpha, lock), "hair": np.maximum(cut.hair, lock)}
    hanging = _is_head(replace(cut, **{name: value.astype(np.float32) for name, value in both.items()}))
    assert hanging[lock & (y > m.chin_y)].mean() > 0.9  # hair that hangs from the temple stays


def test_whoever_looks_aside_goes_on_doing_so_and_keeps_the_back_of_the_head(astronaut_sight, cut):
    asked = []
    turned = _looking(cut.face, -0.7)
    assert turned.yaw == pytest.approx(-0.7, abs=0.15)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onstage, "make_head", lambda *args, straight: asked.append(straight) or make_head(*args))
        onstage.character_of(astronaut_sight, "tails")
        onstage.character_of(replace(astronaut_sight, face=_looking(astronaut_sight.face, -0.7)), "tails")
    assert asked == [True, False]
    wide = replace(cut, alpha=np.ones_like(cut.alpha), hair=np.zeros_like(cut.hair), face=turned)
    level = int(wide.measures.eyes_y + 0.3 * wide.measures.drop)
    row = np.flatnonzero(_is_head(wide)[level] > 0.5)
    assert row.max() - wide.measures.middle > 2.2 * wide.measures.half


def _turned_points(points: np.ndarray, radians: float) -> np.ndarray:
    """Points (n, 3) of a face turned to its own left about its middle."""
    middle = points.mean(0)
    x, y, z = (points - middle).T
    cosine, sine = np.cos(radians), np.sin(radians)
    return (np.stack([cosine * x + sine * z, y, cosine * z - sine * x], 1) + middle).astype(np.float32)


def _looking(face: FaceMesh, radians: float) -> FaceMesh:
    return FaceMesh(_turned_points(face.points, radians), face.score)
