"""Several people who conduct together: each where the photo shows them, each by a motion of their own, in one scene."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import JOINTS, draw_person
from vc.errors import VCError
from vc.pipeline import move, people_in
from vc.render.avatar.character import Pose
from vc.render.avatar.group import Placed, group
from vc.render.avatar.rig import INDEX
from vc.render.avatar.rig import JOINTS as BONES
from vc.render.character import frames
from vc.render.character.build import Sight, look
from vc.render.character.ensemble import frame_all, in_a_row, look_at_all, where_they_stand
from vc.render.options import PhotoVideo
from vc.skeleton import Motion
from vc.vision import Person

SIZE = (480, 270)
SMALLER, AT = 0.8, (500, 110)  # the second person: how large, and where the picture of them begins


@pytest.fixture(scope="module")
def together():
    """A picture (640, 980, 3) with the drawn person twice, the right one smaller; and both as they are found."""
    photo = np.full((640, 980, 3), (150, 170, 180), np.uint8)
    one = np.full((640, 480, 3), (150, 170, 180), np.uint8)
    draw_person(one, colours=True)
    mask = np.zeros((640, 480), np.uint8)
    draw_person(mask, colours=False)
    points = np.zeros((33, 2))
    for number in range(33):
        points[number] = JOINTS.get(number, JOINTS[0])
    people = []
    for scale, (left, top) in ((1.0, (0, 0)), (SMALLER, AT)):
        size = (round(480 * scale), round(640 * scale))
        window = np.s_[top : min(top + size[1], 640), left : left + size[0]]
        shape = photo[window].shape[:2]
        small, inside = (cv2.resize(picture, size, interpolation=cv2.INTER_AREA)[: shape[0]] for picture in (one, mask))
        photo[window] = np.where(inside[..., None] > 127, small, photo[window])
        whole = np.zeros(photo.shape[:2], np.float32)
        whole[window] = inside / 255
        landmarks = points * scale + (left, top)
        people.append(Person(landmarks.astype(np.float32), np.ones(33, np.float32), whole, 1.0))
    return photo, people


@pytest.fixture(scope="module")
def portrait(together):
    photo, people = together
    return where_they_stand(look_at_all(photo, people, [], face_path=None), SIZE)


def _at_rest(character):
    world = np.tile(np.eye(4, dtype=np.float32), (len(BONES), 1, 1))
    world[:, :3, 3] = character.rig.rest
    matrices = np.tile(np.eye(4, dtype=np.float32)[:3], (len(BONES), 1, 1))
    return Pose(matrices, world, np.zeros(5, np.float32))


def test_each_stands_where_the_photo_shows_them(portrait, together):
    """The rigs' shoulders, seen by the one camera, are on the photo's, to a pixel of the frame."""
    photo, people = together
    sights = look_at_all(photo, people, [], face_path=None)
    framing = frame_all([sight.anatomy for sight in sights], photo.shape, SIZE)
    for member, sight in zip(portrait.character.members, sights, strict=True):
        rest = member.character.rig.rest * member.scale + np.array(member.at)
        shoulders = rest[[INDEX["upper_arm_l"], INDEX["upper_arm_r"]]].astype(np.float32)
        seen = portrait.shots[0].camera.project(shoulders, SIZE)[:, :2]
        np.testing.assert_allclose(seen, sight.anatomy.shoulders * framing.scale + framing.offset, atol=1.5)


def test_the_larger_one_stands_in_front(portrait):
    large, small = portrait.character.members
    assert small.scale == pytest.approx(SMALLER * 1.055, rel=0.03)  # a little for the way back
    assert large.at[2] > small.at[2]


def test_all_of_them_are_in_the_picture(together):
    photo, people = together
    sights = look_at_all(photo, people, [], face_path=None)
    for size in (SIZE, (270, 480), (300, 300)):
        framing = frame_all([sight.anatomy for sight in sights], photo.shape, size)
        for sight in sights:
            points = sight.anatomy.shoulders * framing.scale + framing.offset
            assert (points > 0).all()
            assert (points < size).all()


def test_the_plate_shows_none_of_them(together):
    photo, people = together
    plate = look_at_all(photo, people, [], face_path=None)[0].plate
    for person in people:
        inside = person.mask > 0.9
        assert np.abs(plate[inside].astype(int) - (150, 170, 180)).max() < 12


def test_a_group_is_its_members_each_in_its_own_place(portrait):
    """Vertices, normals and texture are exactly those that each has alone, but for place and size."""
    joined = portrait.character
    pose = Pose.of_all([_at_rest(one.character) for one in joined.members])
    places, normals = np.zeros_like(joined.mesh.vertices), np.zeros_like(joined.mesh.normals)
    joined.pose(pose, places, normals, joined.colours())
    for number, one in enumerate(joined.members):
        alone, own = one.character, slice(joined.starts[number], joined.starts[number + 1])
        expected, turned = np.zeros_like(alone.mesh.vertices), np.zeros_like(alone.mesh.normals)
        alone.pose(_at_rest(alone), expected, turned, alone.colours())
        np.testing.assert_allclose(places[own], expected * np.float32(one.scale) + np.float32(one.at), atol=1e-5)
        np.testing.assert_allclose(normals[own], turned, atol=1e-6)
        rows = slice(joined.rows[number], joined.rows[number + 1])
        np.testing.assert_array_equal(joined.texture[rows, : alone.texture.shape[1]], alone.texture)
    triangles = [len(one.character.mesh.triangles) for one in joined.members]
    first, second = joined.mesh.number[: triangles[0]], joined.mesh.number[triangles[0] :]
    assert not set(first) & set(second)


def test_each_moves_by_a_motion_of_their_own(portrait, waving):
    """What the second one does is seen on the right half alone, and what the first one does on the left."""
    still, lively = (Motion(waving.points[[k, k]]) for k in (0, 4))

    def shown(first, second):
        motion = replace(first, companions=(second,))
        return next(iter(frames(motion, size=SIZE, portrait=portrait))).split()[0].astype(int)

    base, left, right = shown(still, still), shown(lively, still), shown(still, lively)
    for changed, here, elsewhere in ((left, np.s_[:, :200], np.s_[:, 320:]), (right, np.s_[:, 320:], np.s_[:, :200])):
        assert np.abs(changed - base)[here].max() > 60
        assert (np.abs(changed - base)[elsewhere] > 12).mean() < 0.004  # shadows on the wall behind


def test_as_many_motions_as_people(portrait, waving):
    with pytest.raises(ValueError, match="2 people need as many motions, not 1"):
        frames(waving, size=SIZE, portrait=portrait)


def test_in_a_row_they_stand_side_by_side_before_the_same_stage(sight, drawing, person):
    """All alike, so their heads are as high and as far apart in the picture."""
    one = look(drawing, person, [], face_path=None)
    assert isinstance(one, Sight)
    character = where_they_stand([sight, one], SIZE).character.members[0].character
    row = in_a_row([character] * 3, SIZE)
    heads = [np.array(m.at) + m.character.rig.rest[INDEX["head"]] for m in row.character.members]
    seen = row.shots[0].camera.project(np.float32(heads), SIZE)
    assert np.ptp(seen[[0, 2], 1]) < 0.5
    assert np.diff(seen[:, 0]).min() > 0.12 * SIZE[0]
    assert SIZE[0] < seen[0, 0] + seen[2, 0] < 1.06 * SIZE[0]  # about the middle, with more room for batons


def test_others_have_the_next_seeds(song):
    from vc.motion.conductor import Conductor
    from vc.pipeline import listen

    heard = listen(song)
    motion = move(heard, Conductor(seed=2**31 - 1), people=2)
    np.testing.assert_array_equal(motion.each[0].points, move(heard, Conductor(seed=2**31 - 1)).points)
    np.testing.assert_array_equal(motion.each[1].points, move(heard, Conductor(seed=0)).points)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"beside": ("b.jpg",) * 4}, "Up to 4 can conduct together, each of a photo, not 5"),
        ({"beside": ("b.jpg",), "people": "2"}, "Several people of one photo conduct, or one of each of several"),
        ({"beside": "b.jpg"}, "have to be a list of paths"),
        ({"people": "5"}, "people has to be one of 1, 2, 3, 4, all, not '5'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wish, message):
    with pytest.raises(VCError, match=message):
        PhotoVideo("a.jpg", **wish)


def test_nobody_is_made_up_where_fewer_are_to_be_seen(reference_dir):
    photo = reference_dir / "photos" / "astronaut.png"
    assert people_in(PhotoVideo(photo, people="all")) == 1
    with pytest.raises(VCError, match="1 person was found in the photo; 3 were asked for"):
        people_in(PhotoVideo(photo, people="3"))
    with pytest.raises(VCError, match="A circle marks the head of one"):
        people_in(PhotoVideo(photo, people="2", head=(10, 10, 5)))


def test_a_group_of_one_looks_as_alone(portrait):
    alone = portrait.character.members[0].character
    assert np.array_equal(group([Placed(alone)]).mesh.triangles, alone.mesh.triangles)
