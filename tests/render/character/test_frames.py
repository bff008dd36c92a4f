"""A photo's person as a character: at rest they are the photo, they move as the motion does, and nothing else moves."""

import gc
import threading
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from tests.drawn_person import SHIRT
from tests.render.character.conftest import SIZE
from vc.errors import PhotoError
from vc.frame import Frame, frame_from_rgb
from vc.music import Rhythm
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import INDEX, JOINTS, RigMotion, forward, skinning_matrices
from vc.render.character import frames
from vc.render.character.body import towards_the_front
from vc.render.character.build import look, portray, suits
from vc.render.character.filming import cuts, nearer, pushes
from vc.render.character.pose import calm, pose
from vc.render.character.tube import RINGS, SIDES, Tube
from vc.render.matte import transparent
from vc.skeleton import Motion
from vc.vision.figure.framing import choose_camera


def at_rest(rig) -> RigMotion:
    rotations = np.tile(np.array([0, 0, 0, 1], np.float32), (1, len(JOINTS), 1))
    return RigMotion(rotations, rig.rest[:1].astype(np.float32), np.zeros((1, 5), np.float32), 30)


def drawn(portrait, motion: RigMotion, index: int = 0) -> np.ndarray:
    (shot,) = portrait.shots
    painter = Painter(portrait.character, shot.place.plate, shot.camera, portrait.size, shot.place.light)
    world = forward(portrait.character.rig, motion)
    matrices = skinning_matrices(portrait.character.rig, motion)
    return painter.draw(matrices[index], motion.morphs[index], world[index]).to_rgb().astype(int)


def test_one_frame_a_pose_of_the_size(portrait, waving):
    shown = list(frames(Motion(waving.points[:3]), size=SIZE, portrait=portrait))
    assert [(frame.width, frame.height) for frame in shown] == [SIZE] * 3


def test_another_size_is_refused_at_the_call(portrait, waving):
    with pytest.raises(ValueError, match="prepared for frames of"):
        frames(waving, size=(320, 180), portrait=portrait)


def test_an_unknown_background_is_refused(sight):
    with pytest.raises(PhotoError, match="no background 'moon'"):
        portray(sight, SIZE, "moon")


def test_at_rest_the_trunk_and_the_head_are_those_of_the_photo(portrait, sight):
    camera = choose_camera(sight.anatomy, sight.photo.shape, SIZE)
    photo = camera.warp(sight.photo).astype(int)
    shown = drawn(portrait, at_rest(portrait.character.rig))
    anatomy, unit = portrait.anatomy, portrait.anatomy.unit
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    chest = (np.abs(x - anatomy.neck[0]) < 0.2 * unit) & (np.abs(y - anatomy.neck[1] - 0.3 * unit) < 0.2 * unit)
    head = np.hypot(x - anatomy.mouth[0], y - anatomy.mouth[1] + 0.1 * unit) < 0.12 * unit
    for part in (chest, head):
        assert np.abs(shown - photo).max(-1)[part].mean() < 4


def test_a_motion_that_stands_still_gives_the_same_frame(portrait, waving):
    still = Motion(np.repeat(waving.points[:1], 60, 0))
    posed = pose(portrait.character, still)
    fixed = RigMotion(np.repeat(posed.rotations[:1], 3, 0), np.repeat(posed.root[:1], 3, 0), posed.morphs[:3], 30)
    assert np.array_equal(drawn(portrait, fixed, 0), drawn(portrait, fixed, 2))


def test_behind_the_person_nothing_flickers(portrait, waving):
    shown = [frame.planes.copy() for frame in islice(frames(waving, size=SIZE, portrait=portrait), 0, 60, 12)]
    plate = portrait.shots[0].place.plate.frame.planes
    for planes in shown:
        assert np.array_equal(planes[:40, :80], plate[:40, :80])
        assert (planes[: SIZE[1]] != plate[: SIZE[1]]).sum() > 2000


def test_arms_move_and_hands_are_where_the_pose_has_them(portrait, waving):
    motion = Motion(waving.points[:60])
    posed = pose(portrait.character, motion)
    world, character = forward(portrait.character.rig, posed), portrait.character
    matrices = skinning_matrices(character.rig, posed)
    places, normals = np.zeros_like(character.mesh.vertices), np.zeros_like(character.mesh.vertices)
    tubes = [mover for mover in character.movers if isinstance(mover, Tube)]
    assert len(tubes) == 2
    for tube in tubes:
        for index in (5, 12, 20):
            tube.move_to(matrices[index], world[index], places, normals)
            rings = places[tube.start : tube.start + len(RINGS) * SIDES].reshape(len(RINGS), SIDES, 3).mean(1)
            end = np.array([np.interp(2.0, RINGS, rings[:, axis]) for axis in range(3)])
            turn = matrices[index, INDEX[f"clavicle_{tube.side}"], :, :3]
            wrist = world[index, INDEX[f"hand_{tube.side}"], :3, 3] + turn @ tube.offset
            seen, meant = portrait.shots[0].camera.project(np.stack([end, wrist]), SIZE)[:, :2]
            assert np.hypot(*(seen - meant)) < 2


def test_no_arm_of_the_photo_stays_on_the_trunk(portrait):
    """Beside the torso the texture is empty where the photo shows arms."""
    anatomy, unit = portrait.anatomy, portrait.anatomy.unit
    alpha = portrait.character.texture[: SIZE[1], :, 3]
    for side in (0, 1):
        elbow, wrist = anatomy.arms[side, 1:3]
        for part in np.linspace(0.2, 1.0, 9):
            x, y = np.round(elbow + part * (wrist - elbow)).astype(int)
            outside = abs(x - anatomy.neck[0]) > 0.45 * unit
            if outside and y < SIZE[1]:
                assert alpha[y, x] < 20


def test_the_head_turns_no_further_than_its_photo_bears(portrait, waving):
    from vc.render.avatar.lift import lift

    lifted = lift(waving, rig=portrait.character.rig, full_reach=True)
    calmer = calm(lifted, 0.5)

    def turned(motion: RigMotion) -> np.ndarray:
        ahead = forward(portrait.character.rig, motion)[:, INDEX["head"], :3, 2]
        return np.arccos(np.clip(ahead[:, 2], -1, 1))

    before, after = turned(lifted), turned(calmer)
    assert np.allclose(after, 0.5 * before, atol=0.02)
    assert calm(lifted, 1.0) is lifted


def test_a_film_is_cut_on_bar_lines_alike_for_one_seed(sight, waving):
    beats = np.arange(0.3, 40, 0.5)
    rhythm = Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), np.full(1200, 0.5, np.float32), 40.0)
    shown = cuts(rhythm, 1200, 30, 3, seed=1)
    at = np.flatnonzero(np.diff(shown)) + 1
    assert 3 <= len(at) <= 8
    assert np.abs(at[:, None] / 30 - rhythm.downbeats_s[None]).min(1).max() < 1 / 30
    assert np.array_equal(shown, cuts(rhythm, 1200, 30, 3, seed=1))
    assert not np.array_equal(shown, cuts(rhythm, 1200, 30, 3, seed=2))
    film = portray(sight, (320, 180), camera="film")
    assert len(film.shots) == 3
    pictures = [next(frames(Motion(waving.points[:1]), size=(320, 180), portrait=replace(film, shots=(shot,))))
                for shot in film.shots]  # fmt: skip
    assert len({frame.planes.tobytes() for frame in pictures}) == 3


def test_an_unknown_camera_is_refused(sight):
    with pytest.raises(ValueError, match="no camera 'moon'; choose one of front"):
        portray(sight, SIZE, camera="moon")


def test_on_the_stage_the_person_stands_before_the_curtain(sight, waving):
    on_stage = portray(sight, (320, 180), "stage")
    shown = next(frames(Motion(waving.points[:1]), size=(320, 180), portrait=on_stage)).to_rgb().astype(int)
    corner = shown[5:20, 5:20].reshape(-1, 3).mean(0)
    assert corner[0] > 2 * corner[2]  # red velvet
    shirt = shown[110:120, 155:165].reshape(-1, 3).mean(0)
    assert shirt[2] > 1.5 * shirt[0]  # blue


def test_without_a_background_edges_are_soft_and_the_person_is_whole(portrait, waving):
    one = Motion(waving.points[:1])

    def draw(background):
        return frames(one, size=SIZE, portrait=portrait, background=background)

    alpha = next(transparent(draw, SIZE)).alpha
    assert alpha is not None
    assert 0.05 < (alpha == 255).mean() < 0.6
    assert (alpha[:20] == 0).all()
    assert ((alpha > 20) & (alpha < 235)).sum() > 300


@pytest.mark.parametrize(("yaw", "pitch"), [(0.05, 0.05), (0.4, 0.0), (-0.4, 0.0), (0.0, 0.5), (0.0, -0.5)])
def test_a_head_that_looks_aside_is_brought_half_way_to_the_front(yaw, pitch):
    class Face:
        pass

    face = Face()
    face.yaw, face.pitch = yaw, pitch
    look = np.array([np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)])
    after = towards_the_front(face) @ look
    before = np.arccos(look[2])
    assert np.arccos(after[2]) <= before + 1e-9
    if before > 0.2:
        assert 0.4 * before < np.arccos(after[2]) < 0.8 * before
    else:
        assert np.allclose(after, look)


def test_fronts_suit_and_portraits_and_half_turned_people_do_not(sight):
    anatomy, height = sight.anatomy, sight.photo.shape[0]
    assert suits(anatomy, height)
    assert not suits(anatomy, int(anatomy.neck[1] + 0.4 * anatomy.unit))
    middle = anatomy.shoulders.mean(0)
    assert not suits(replace(anatomy, shoulders=middle + 0.5 * (anatomy.shoulders - middle)), height)


def test_a_film_comes_nearer_where_the_music_grows_and_goes_back_where_it_fades():
    shown = np.repeat([0, 1, 0], 240)
    growing = Rhythm(np.zeros(0), np.zeros(0, int), np.zeros(0, int), np.tile(np.linspace(0, 1, 240), 3), 24.0)
    fading = replace(growing, loudness=growing.loudness[::-1].copy())
    near, far = (np.mean([pushes(shown, music, 30, seed)[[0, 239]] for seed in range(8)], 0)
                 for music in (growing, fading))  # fmt: skip
    assert near[1] > near[0] + 0.04
    assert far[0] > far[1] + 0.04
    zoom = pushes(shown, None, 30, seed=1)
    assert zoom.min() == 1
    assert 1.05 < zoom.max() < 1.12
    within = np.abs(np.diff(zoom))[np.diff(shown) == 0]
    assert within.max() < 0.012 / 30 + 1e-9  # too slow to be seen as a step
    assert np.array_equal(zoom, pushes(shown, None, 30, seed=1))


def test_cuts_prefer_bars_that_begin_a_section():
    beats = np.arange(0.0, 60, 0.5)
    loud = np.full(1800, 0.3, np.float32)
    loud[600:] = 0.8  # at 20 s, a bar line
    rhythm = Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loud, 60.0)
    hits = [600 in np.flatnonzero(np.diff(cuts(rhythm, 1800, 30, 3, seed))) + 1 for seed in range(20)]
    assert np.mean(hits) > 0.5


def test_a_frame_that_comes_nearer_keeps_its_fixed_point_and_its_size():
    rgb = np.zeros((180, 320, 3), np.uint8)
    rgb[70:74, 158:162] = 255
    rgb[70:74, 220:224] = [255, 0, 0]
    frame = frame_from_rgb(rgb)
    assert nearer(frame, 1.0) is frame
    shown = nearer(frame, 1.5).to_rgb().astype(float)
    assert shown.shape == rgb.shape
    y, x = np.mgrid[0:180, 0:320]
    white = shown.min(-1) > 100
    assert (x[white].mean() + 0.5, y[white].mean() + 0.5) == pytest.approx((160, 72), abs=0.3)
    red = (shown[..., 0] > 100) & (shown[..., 1] < 100)
    assert x[red].mean() + 0.5 == pytest.approx(160 + 1.5 * 62, abs=0.6)  # chroma and luma move together


def test_full_shows_as_far_down_as_the_photo(sight):
    whole = choose_camera(sight.anatomy, (2000, 480), SIZE, full=True)
    usual = choose_camera(sight.anatomy, (2000, 480), SIZE)
    assert whole.scale <= usual.scale
    landmarks = sight.anatomy.landmarks.copy()
    landmarks[27:33, 1] = sight.anatomy.pelvis[1] + 1.8 * sight.anatomy.unit
    legs = replace(sight.anatomy, landmarks=landmarks)
    whole = choose_camera(legs, (2000, 480), SIZE, full=True)
    feet = landmarks[27:33, 1].max() * whole.scale + whole.offset[1]
    assert 0.8 * SIZE[1] < feet < SIZE[1]
    assert whole.scale < 0.8 * usual.scale


def test_frames_are_the_same_drawn_twice_or_in_parallel_and_the_motion_is_left_as_it_is(portrait, waving):
    motion, before = Motion(waving.points[:6]), waving.points[:6].copy()
    one, two, four = (
        [frame.planes for frame in frames(motion, size=SIZE, portrait=portrait, workers=workers)]
        for workers in (1, 2, 4)
    )
    assert all((a == b).all() and (a == c).all() for a, b, c in zip(one, two, four, strict=True))
    assert (motion.points == before).all()


def _strange_motions(pose):
    rng = np.random.default_rng(0)
    crossed = pose.copy()
    crossed[[9, 10]] = pose[[10, 9]]
    folded = pose.copy()
    folded[[7, 8]] = pose[[5, 6]]
    folded[[9, 10]] = pose[[5, 6]]
    return {
        "one pose": pose[None],
        "still": np.repeat(pose[None], 5, 0),
        "crossed arms": np.repeat(crossed[None], 3, 0),
        "arms of no length": np.repeat(folded[None], 3, 0),
        "far outside": np.repeat(pose[None] * 40 - 20, 3, 0),
        "all joints at one place": np.zeros((4, 13, 2)),
        "upside down": np.repeat(pose[None] * [1, -1], 3, 0),
        "from behind": np.repeat(pose[None] * [-1, 1] + [1, 0], 3, 0),
        "wild": rng.uniform(-1, 2, (6, 13, 2)),
    }


STRANGE = [
    "one pose", "still", "crossed arms", "arms of no length", "far outside", "all joints at one place", "upside down",
    "from behind", "wild",
]  # fmt: skip


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_motions_give_valid_frames(portrait, waving, kind):
    motion = Motion(_strange_motions(waving.points[0].astype(float))[kind].astype(np.float32))
    *_, last = shown = list(frames(motion, size=SIZE, portrait=portrait))
    assert len(shown) == len(motion)
    luma, u, v = last.split()
    assert luma.min() >= 10
    assert luma.max() <= 240
    assert min(u.min(), v.min()) >= 10
    assert max(u.max(), v.max()) <= 245
    assert np.isfinite(pose(portrait.character, motion).rotations).all()


def test_memory_does_not_grow_with_the_motion(portrait, waving):
    motion = Motion(np.tile(waving.points, (20, 1, 1)))
    stream = frames(motion, size=SIZE, portrait=portrait)
    for _ in range(12):
        next(stream)
    gc.collect()
    alive = sum(type(thing) is Frame for thing in gc.get_objects())
    stream.close()
    assert alive <= 16  # those on their way, and the plates of what the tests share
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("draw")]


def test_folded_arms_and_seated_people_are_drawn(drawing, person, waving):
    folded, seated = person.landmarks.copy(), person.landmarks.copy()
    folded[[15, 17, 19, 21]] = (205, 310), (190, 318), (188, 312), (192, 305)
    folded[[16, 18, 20, 22]] = (275, 315), (290, 322), (292, 316), (288, 309)
    seated[[25, 26]] = (300, 420), (180, 420)
    seated[[27, 28]] = (300, 560), (180, 560)
    for landmarks in (folded, seated):
        portrait = portray(look(drawing, replace(person, landmarks=landmarks), [], face_path=None), (320, 180))
        frame = next(frames(Motion(waving.points[:1]), size=(320, 180), portrait=portrait)).to_rgb()
        assert (np.abs(frame.astype(int) - SHIRT).max(-1) < 60).sum() > 800
