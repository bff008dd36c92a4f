"""The person of a photo as a glTF file: with their face, their clothes and the motion."""

import json
import struct

import cv2
import numpy as np
import pytest

from vc.motion.export import Take, export
from vc.render.character.onstage import character_of


@pytest.fixture(scope="module")
def person(astronaut_sight):
    return character_of(astronaut_sight, "gown")


@pytest.fixture(scope="module")
def exported(person, waving, tmp_path_factory):
    loudness = np.linspace(0, 1, len(waving))
    return export("glb", Take(waving, loudness, person=person), tmp_path_factory.mktemp("person") / "you.glb")


def test_khronos_finds_nothing_wrong_with_a_person(judged, exported):
    found = judged(exported)
    assert found["issues"]["messages"] == []
    assert found["info"]["hasTextures"]
    assert found["info"]["hasMorphTargets"]
    assert found["info"]["animationCount"] == 1


def _document(path):
    data = path.read_bytes()
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length]), data[20 + length + 8 :]


def _pictures(path):
    document, buffer = _document(path)
    for image in document["images"]:
        view = document["bufferViews"][image["bufferView"]]
        start = view["byteOffset"]
        data = np.frombuffer(buffer[start : start + view["byteLength"]], np.uint8)
        yield image["mimeType"], data, cv2.imdecode(data, cv2.IMREAD_UNCHANGED)


def test_its_pictures_are_small_and_the_outline_is_cut(exported):
    found = {kind: picture for kind, _, picture in _pictures(exported)}
    assert sum(len(data) for _, data, _ in _pictures(exported)) < 1_500_000
    assert found["image/png"].shape[2] == 4
    assert 0.02 < (found["image/png"][..., 3] > 128).mean() < 0.7
    document, _ = _document(exported)
    outlined = [one for one in document["materials"] if one.get("alphaMode") == "MASK"]
    assert len(outlined) == 1
    assert {one["name"] for one in document["materials"]} >= {"cloth", "photo", "outline"}


def test_its_face_blinks_and_speaks(exported):
    document, _ = _document(exported)
    moving = next(mesh for mesh in document["meshes"] if mesh["name"] == "conductor_moving")
    assert moving["extras"]["targetNames"][:3] == ["blink", "brows", "mouth"]
    assert any(
        document["accessors"][target["POSITION"]]["sparse"]["count"] > 20
        for piece in moving["primitives"]
        for target in piece["targets"][:3]
    )
    (animation,) = document["animations"]
    assert {channel["target"]["path"] for channel in animation["channels"]} == {"translation", "rotation", "weights"}
