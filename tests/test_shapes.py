"""Pictures of every shape: their sizes, what is refused, and that the conductor fills them."""

import numpy as np
import pytest

from vc import NeuralVideo, PhotoVideo, SkeletonVideo, conduct
from vc.errors import OutputError, PhotoError, VCError
from vc.frame import SHAPES, frame_size
from vc.render import skeleton
from vc.render.character.relief import grid_mesh
from vc.render.framing import frame_stage
from vc.skeleton import Motion
from vc.vision import measure
from vc.vision.figure.framing import choose_camera


@pytest.mark.parametrize(
    ("size", "shape", "pixels"),
    [("512", "auto", (512, 512)), ("720", "auto", (1280, 720)), ("1080", "16:9", (1920, 1080)),
     ("1080", "9:16", (1080, 1920)), ("720", "4:5", (720, 900)), ("512", "1:1", (512, 512)),
     ("512", "16:9", (910, 512))],
)  # fmt: skip
def test_sizes(size, shape, pixels):
    assert SkeletonVideo(size=size, shape=shape).pixels == pixels


def test_a_photos_own_shape_is_kept_where_a_video_can_have_it():
    assert frame_size("720", "photo", (3000, 4000)) == (720, 960)
    assert frame_size("1080", "photo", (4000, 3000)) == (1440, 1080)
    assert frame_size("720", "photo", (9000, 1000)) == (1920, 640)
    for size in ("512", "720", "1080"):
        for photo in [(1000, 777), (333, 1000), (128, 128)]:
            width, height = frame_size(size, "photo", photo)
            assert width % 2 == height % 2 == 0
            assert width / height == pytest.approx(photo[0] / photo[1], rel=0.01)


def test_wrong_shapes_are_refused_in_words(song, tmp_path):
    with pytest.raises(VCError, match=r"shape has to be one of .*9:16.*not '2:1'"):
        SkeletonVideo(shape="2:1")
    with pytest.raises(PhotoError, match="needs a photo"):
        conduct(song, tmp_path / "a.mp4", render=SkeletonVideo(shape="photo"))
    with pytest.raises(OutputError, match=r"cannot be transparent.*\.webm"):
        conduct(song, tmp_path / "a.mp4", render=SkeletonVideo(background="none"))
    photo = PhotoVideo("me.jpg", background="none", backend="wan-animate")
    with pytest.raises(VCError, match="its background in it"):
        conduct(song, tmp_path / "a.webm", render=photo)
    with pytest.raises(VCError, match="background"):
        NeuralVideo(background="none")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "photo"])
def test_the_drawn_conductor_fills_the_picture(waving, shape):
    size = frame_size("512", shape)
    framing = frame_stage(waving, size)
    pixels = waving.points * framing.side + [framing.left, framing.top]
    assert pixels[..., 0].min() > 0
    assert pixels[..., 0].max() < size[0]
    assert pixels[..., 1].min() > 0.05 * size[1]
    assert pixels[:, 11:, 1].max() < 0.9 * size[1]
    across = np.ptp(pixels[..., 0]) / size[0], np.ptp(pixels[..., 1]) / size[1]
    assert max(across) > {"9:16": 0.65}.get(shape, 0.48)
    (frame,) = skeleton.frames(Motion(waving.points[:1]), size=size)
    assert (frame.width, frame.height) == size


def test_arms_that_reach_far_make_a_tall_picture_show_more(waving):
    tall, far = (720, 1280), waving.points.copy()
    far[:, 9, 0] = 0.98
    assert frame_stage(Motion(far), tall).side < 0.8 * frame_stage(waving, tall).side
    assert frame_stage(Motion(far), (1280, 720)).side == 720


def test_the_person_of_a_photo_fills_a_tall_picture_down_to_its_edge(drawing, person):
    anatomy = measure(person)
    wide, tall = (choose_camera(anatomy, drawing.shape, size) for size in ((910, 512), (512, 910)))
    shown = 512 / tall.scale  # photo pixels across
    assert anatomy.shoulder_width + 1.8 * anatomy.reach < shown < anatomy.shoulder_width + 1.9 * anatomy.reach
    lowest = (910 - tall.offset[1]) / tall.scale
    assert lowest > 0.8 * len(drawing)  # the picture uses what the photo has below
    assert tall.scale > 0.74 * wide.scale


@pytest.mark.parametrize("size", [(64, 91), (91, 64), (50, 50)])
def test_the_relief_of_a_body_ends_where_the_picture_ends(size):
    points, triangles = grid_mesh(np.ones(size[::-1], bool), 12)
    assert points.min(0).tolist() == [0, 0]
    assert points.max(0).tolist() == [size[0] - 1, size[1] - 1]
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = 0.5 * np.abs((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]).sum()
    assert area == pytest.approx((size[0] - 1) * (size[1] - 1))
