import csv
import json
import struct
import tracemalloc
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from scipy.spatial import cKDTree

from vc.channels import COLUMNS, WIDTH
from vc.errors import OutputError
from vc.motion.export import EXPORTS, Take, export
from vc.motion.export.glb import write_glb
from vc.motion.export.table import write_csv, write_json
from vc.motion.export.vertices import TARGETS
from vc.motion.layers import completed
from vc.render.avatar.lift import lift
from vc.render.avatar.model import Avatar, Material, Prop, load_avatar
from vc.render.avatar.quaternion import unit
from vc.render.avatar.rig import INDEX, JOINTS, MORPHS, PARENTS, STANDARD_RIG, RigMotion, positions
from vc.render.avatar.skin import Morphs
from vc.skeleton import Joint, Motion


@pytest.fixture(scope="module")
def lifted(waving) -> RigMotion:
    return lift(waving, loudness=np.linspace(0, 1, len(waving)))


@pytest.fixture(scope="module")
def doll() -> Avatar:
    """A cross of four corners at every joint; the head blinks, nothing else changes shape."""
    rest = STANDARD_RIG.rest.astype(np.float32)
    corners = 0.03 * np.array([(1, 0, 0), (0, 1, 0), (0, 0, 1), (-1, -1, -1)], np.float32)
    vertices = (rest[:, None] + corners).reshape(-1, 3)
    faces = np.array([(0, 1, 2), (0, 3, 1), (0, 2, 3), (1, 3, 2)])
    count = len(vertices)
    joints = np.zeros((count, 4), np.uint8)
    joints[:, 0] = np.repeat(np.arange(len(rest)), 4)
    joints[:, 1] = np.repeat(np.where(PARENTS < 0, INDEX["spine"], PARENTS), 4)
    deltas = np.zeros((len(MORPHS), count, 3), np.float32)
    deltas[0, 4 * INDEX["head"]] = (0, -0.01, 0)
    cloth = np.array([0] * 4 * (len(rest) - 1) + [1] * 4, np.uint8)
    return Avatar(
        vertices=vertices,
        normals=unit(np.tile(corners, (len(rest), 1))).astype(np.float32),
        triangles=(4 * np.arange(len(rest))[:, None, None] + faces).reshape(-1, 3).astype(np.int32),
        joints=joints,
        weights=np.tile(np.float32([2 / 3, 1 / 3, 0, 0]), (count, 1)),
        material=cloth,
        materials=(Material("skin", (0.7, 0.4, 0.3), 0.6, 0.0), Material("coat", (0.02, 0.02, 0.02), 0.8, 0.0),
                   Material("brass", (0.8, 0.6, 0.2), 0.3, 1.0), Material("never worn", (1, 1, 1), 1.0, 0.0)),
        occlusion=np.linspace(0, 1, count, dtype=np.float32),
        tint=np.ones((count, 3), np.float32),
        morph_deltas=deltas,
        morph_normals=np.zeros_like(deltas),
        morph_bows=np.zeros_like(deltas),
        morph_bow_normals=np.zeros_like(deltas),
        picture=np.zeros((count, 2), np.float32),
        rig=STANDARD_RIG,
        props=(Prop("rail", vertices[:4], unit(corners).astype(np.float32), faces.astype(np.int32), 2,
                    np.ones(4, np.float32)),),
    )  # fmt: skip


# ---- GLB


def test_khronos_finds_nothing_wrong_with_a_figure(judged, doll, lifted, tmp_path):
    found = judged(write_glb(tmp_path / "doll.glb", lifted, doll))
    assert found["issues"]["messages"] == []
    assert found["info"]["hasSkins"]
    assert found["info"]["hasMorphTargets"]
    assert found["info"]["animationCount"] == 1


@pytest.mark.parametrize("name", ["maestra", "maestro"])
def test_khronos_finds_nothing_wrong_with_the_figures_of_the_package(judged, name, waving, tmp_path):
    found = judged(export("glb", Take(waving, avatar=name), tmp_path / "figure.glb"))
    assert found["issues"]["messages"] == []
    assert (tmp_path / "figure.glb").stat().st_size < 2_000_000


def test_khronos_finds_nothing_wrong_with_a_single_pose(judged, doll, waving, tmp_path):
    one = lift(Motion(waving.points[:1]))
    assert judged(write_glb(tmp_path / "one.glb", one, doll))["issues"]["messages"] == []


def _document(path: Path) -> tuple[dict, bytes]:
    data = path.read_bytes()
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length]), data[20 + length + 8 :]


def _animated(path: Path, node: str, what: str, dtype: type) -> np.ndarray:
    document, buffer = _document(path)
    number = next(i for i, one in enumerate(document["nodes"]) if one["name"] == node)
    (animation,) = document["animations"]
    channel = next(c for c in animation["channels"] if c["target"] == {"node": number, "path": what})
    accessor = document["accessors"][animation["samplers"][channel["sampler"]]["output"]]
    view = document["bufferViews"][accessor["bufferView"]]
    return np.frombuffer(buffer[view["byteOffset"] :][: view["byteLength"]], dtype)


def test_a_glb_holds_the_rotations_places_and_expressions_of_every_pose(doll, lifted, tmp_path):
    path = write_glb(tmp_path / "doll.glb", lifted, doll)
    turns = _animated(path, "forearm_r", "rotation", np.int16).reshape(-1, 4) / 32767
    np.testing.assert_allclose(turns, lifted.rotations[:, INDEX["forearm_r"]], atol=2e-5)
    np.testing.assert_array_equal(_animated(path, "hips", "translation", np.float32).reshape(-1, 3), lifted.root)
    faces = _animated(path, "conductor_moving", "weights", np.float32)
    np.testing.assert_array_equal(faces.reshape(-1, len(TARGETS))[:, : len(MORPHS)], lifted.morphs)


def test_a_glb_has_only_the_materials_that_are_worn_and_names_its_blend_shapes(doll, lifted, tmp_path):
    document, _ = _document(write_glb(tmp_path / "doll.glb", lifted, doll))
    assert [material["name"] for material in document["materials"]] == ["skin", "coat", "brass"]
    named = [mesh["extras"]["targetNames"] for mesh in document["meshes"] if "extras" in mesh]
    assert named == [list(TARGETS)]


def _floats(document: dict, buffer: bytes, number: int) -> np.ndarray:
    """(n, 3) of an accessor, of a sparse one with all its zeros."""
    accessor = document["accessors"][number]
    if "sparse" not in accessor:
        view = document["bufferViews"][accessor["bufferView"]]
        return np.frombuffer(buffer[view["byteOffset"] :][: view["byteLength"]], np.float32).reshape(-1, 3)
    few = accessor["sparse"]
    views = [document["bufferViews"][few[part]["bufferView"]] for part in ("indices", "values")]
    kinds = {5123: np.uint16, 5125: np.uint32}[few["indices"]["componentType"]], np.float32
    places, values = (np.frombuffer(buffer[view["byteOffset"] :][: view["byteLength"]], kind)
                      for view, kind in zip(views, kinds, strict=True))  # fmt: skip
    whole = np.zeros((accessor["count"], 3), np.float32)
    whole[places] = values.reshape(-1, 3)
    return whole


@pytest.mark.parametrize("name", ["maestra", "maestro"])
def test_hands_in_a_glb_close_as_the_figures_do(lifted, name, tmp_path):
    """Half closed they are half a fist, by 0.1 mm: fingers that went straight would be 5 cm too far inside."""
    avatar, closed = load_avatar(name), np.linspace(0, 1, 5)
    morphs = np.zeros((5, len(MORPHS)), np.float32)
    morphs[:, -2:] = closed[:, None]
    part = lifted.part(0, 5)
    path = write_glb(tmp_path / "hands.glb", replace(part, morphs=morphs), avatar)
    document, buffer = _document(path)
    weights = _animated(path, "conductor_moving", "weights", np.float32).reshape(5, -1)
    mesh = next(one for one in document["meshes"] if one["name"] == "conductor_moving")
    straight = []
    for piece in mesh["primitives"]:
        rest, moves = (_floats(document, buffer, number)[None] if np.isscalar(number) else
                       np.stack([_floats(document, buffer, one["POSITION"]) for one in number])
                       for number in (piece["attributes"]["POSITION"], piece["targets"]))  # fmt: skip
        _, at = cKDTree(avatar.vertices).query(rest[0])
        for pose, own in zip(weights, morphs, strict=True):
            places, normals = avatar.vertices.copy(), avatar.normals.copy()
            Morphs.of(avatar).add(own, places, normals)
            exported = rest[0] + np.einsum("m,mvc->vc", pose, moves)
            assert np.abs(exported - places[at]).max() < 1e-4
            straight.append(np.abs(rest[0] + np.einsum("m,mvc->vc", own, moves[: len(own)]) - places[at]).max())
    assert max(straight) > 0.03  # which is what the bows are for


# ---- CSV and JSON


def test_csv_has_a_named_column_for_every_joint_in_picture_and_space(waving, lifted, tmp_path):
    with write_csv(tmp_path / "motion.csv", completed(waving), lifted).open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(waving)
    assert len(rows[0]) == 1 + 13 * 2 + 22 * 3 + len(MORPHS) + WIDTH
    assert float(rows[45]["time_s"]) == pytest.approx(1.5)
    assert float(rows[45]["right_wrist_y"]) == pytest.approx(waving.points[45, Joint.RIGHT_WRIST, 1], abs=1e-5)
    place = positions(STANDARD_RIG, lifted)[45, INDEX["hand_r"]]
    assert [float(rows[45][f"hand_r_{axis}_m"]) for axis in "xyz"] == pytest.approx(place.tolist(), abs=1e-5)
    assert [float(rows[45][name]) for name in MORPHS] == pytest.approx(lifted.morphs[45].tolist(), abs=1e-5)


def test_json_is_one_object_with_names_and_poses(waving, lifted, tmp_path):
    whole = completed(waving)
    read = json.loads(write_json(tmp_path / "motion.json", whole, lifted).read_text())
    assert (read["rate"], read["seconds"], len(read["poses"])) == (30, 10.0, 300)
    assert read["joints"]["space"] == list(JOINTS)
    np.testing.assert_allclose([pose["picture"] for pose in read["poses"]], waving.points, atol=1e-5)
    np.testing.assert_allclose(
        [pose["space"] for pose in read["poses"]], positions(STANDARD_RIG, lifted), atol=1e-5
    )  # fmt: skip
    assert read["hands_and_face"] == list(MORPHS)
    np.testing.assert_allclose([pose["hands_and_face"] for pose in read["poses"]], lifted.morphs, atol=1e-4)
    assert read["channels"] == list(COLUMNS)
    assert {row["name"]: row["unit"] for row in read["channel_table"]}["gaze"] == "unit vector"
    np.testing.assert_allclose([pose["channels"] for pose in read["poses"]], whole.channels, atol=1e-4)


@pytest.mark.parametrize("kind", ["bvh", "csv", "json"])
def test_memory_does_not_grow_with_the_length_of_the_text(kind, waving, tmp_path):
    def peak(seconds: int) -> int:
        take = Take(Motion(np.tile(waving.points, (seconds // 10, 1, 1))))
        assert len(take.lifted) == len(take.whole) == 30 * seconds  # lifted before memory is watched
        tracemalloc.start()
        export(kind, take, tmp_path / f"{seconds}.{kind}")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(400) < 1.2 * peak(150)


# ---- all kinds


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_every_kind_is_written_by_the_same_call(kind, waving, tmp_path):
    take = Take(Motion(waving.points[:20]), size=(256, 256))
    path = tmp_path / "new folder" / f"motion{EXPORTS[kind].suffix}"
    assert export(kind, take, path) == path
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_size > 1000


def test_the_pose_video_has_a_frame_per_pose(waving, tmp_path):
    path = export("pose", Take(Motion(waving.points[:31]), size=(256, 256)), tmp_path / "pose.mp4")
    with av.open(str(path)) as video:
        assert sum(1 for _ in video.decode(video=0)) == 31


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_a_failed_export_says_so_and_leaves_nothing(kind, waving, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    target = tmp_path / "file" / f"motion{EXPORTS[kind].suffix}"
    with pytest.raises(OutputError, match="cannot be written"):
        export(kind, Take(Motion(waving.points[:5]), size=(256, 256)), target)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_an_interrupted_export_keeps_the_file_that_was_there(waving, lifted, tmp_path, monkeypatch):
    path = tmp_path / "motion.csv"
    path.write_text("from before")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vc.motion.export.table.positions", broken)
    with pytest.raises(OutputError, match="No space left"):
        write_csv(path, waving, lifted)
    assert path.read_text() == "from before"
    assert list(tmp_path.iterdir()) == [path]


def test_wrong_kinds_and_endings_are_refused_with_what_is_needed(waving, tmp_path):
    with pytest.raises(OutputError, match="glb, bvh, vrma, smplx, json, csv, layers, pose"):
        export("fbx", Take(waving), tmp_path / "motion.fbx")
    with pytest.raises(OutputError, match=r"end in \.bvh"):
        export("bvh", Take(waving), tmp_path / "motion.txt")
    (tmp_path / "motion.bvh").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        export("bvh", Take(waving), tmp_path / "motion.bvh")
