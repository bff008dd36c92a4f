"""Who has no human face: scikit-image's cat (CC0), a drawn creature whose place is known; films in a photo's tone."""

import cv2
import numpy as np
import pytest
import skimage.data
from PIL import Image

from vc import PhotoVideo, pipeline
from vc.errors import PhotoError
from vc.frame import frame_from_rgb
from vc.render.character import frames
from vc.render.character.head import make_head_of
from vc.render.character.onstage import creature_on_stage, on_stage
from vc.render.character.tone import Tone, find_tone
from vc.skeleton import Motion
from vc.vision.circle import cut_circle, find_circle
from vc.vision.head_seen import shows_head
from vc.weights import fetch

CAT = (205.0, 120.0, 140.0)  # by hand


@pytest.fixture(scope="module")
def toy() -> tuple[np.ndarray, np.ndarray]:
    """(h, w, 3) uint8 of a round head with ears before a meadow, and (h, w) bool where it is."""
    noise = np.random.default_rng(1).normal(0, 12, (300, 400, 3))
    picture = np.clip(np.array([70, 130, 60]) + noise, 0, 255).astype(np.uint8)
    mask = np.zeros((300, 400), np.uint8)
    cv2.circle(mask, (210, 140), 80, 1, -1)
    for x in (155, 265):
        cv2.circle(mask, (x, 72), 26, 1, -1)
    fur = np.clip(np.array([190, 120, 60]) + noise, 0, 255).astype(np.uint8)
    return np.where(mask[..., None] > 0, fur, picture), mask > 0


def test_a_round_head_is_found(toy):
    x, y, radius = find_circle(toy[0])
    assert np.hypot(x - 210, y - 140) < 16
    assert radius == pytest.approx(80, rel=0.2)


def test_a_circle_by_hand_is_cut_with_its_ears(toy):
    picture, mask = toy
    alpha, _ = cut_circle(picture, (210, 140, 80))
    both, either = ((alpha > 0.5) & mask).sum(), ((alpha > 0.5) | mask).sum()
    assert both / either > 0.9
    assert alpha[60:80, 150:160].mean() > 0.7  # an ear


def test_a_cat_gets_a_head_that_bulges_and_turns_little():
    photo = np.ascontiguousarray(skimage.data.chelsea())
    alpha, colours = cut_circle(photo, CAT)
    head = make_head_of(colours, alpha, CAT)
    front, back = head.sheets
    assert 0.4 < front.points[:, 2].max() / head.measures.half < 1.6
    assert back.points[:, 2].min() < -0.4 * head.measures.half
    assert head.turn < 0.5
    assert head.skin[0] > head.skin[2]  # its fur is warm


def test_a_cat_conducts(waving):
    photo = np.ascontiguousarray(skimage.data.chelsea())
    portrait = creature_on_stage(photo, CAT, (320, 180), "tails")
    (frame,) = frames(Motion(waving.points[:1]), size=(320, 180), portrait=portrait)
    empty = portrait.shots[0].place.plate.frame.planes
    assert (np.abs(frame.planes.astype(int) - empty) > 12).mean() > 0.05


@pytest.mark.parametrize(
    ("circle", "words"),
    [
        ((500, 10, 40), "outside the photo"),
        ((100, 100, 3), "radius from 10"),
        ((100, 100, 900), "from 10 to 451"),
    ],
)
def test_a_circle_that_holds_no_head_is_refused_in_words(circle, words, tmp_path):
    Image.fromarray(skimage.data.chelsea()).save(tmp_path / "cat.png")
    with pytest.raises(PhotoError, match=words):
        pipeline.open_renderer(PhotoVideo(tmp_path / "cat.png", size=(320, 180), head=circle))


def test_a_circle_by_hand_counts_more_than_what_is_found(waving, tmp_path):
    """Around the picture of a cat that hangs beside a person: it is the cat's head that conducts."""
    person = skimage.data.astronaut()
    both = np.concatenate([person, np.full_like(person, 60)], 1)
    cat = skimage.data.chelsea()
    both[100:400, 530:981] = cat
    Image.fromarray(both).save(tmp_path / "both.png")
    with Image.open(tmp_path / "both.png") as picture:
        shape = picture.size
    seen = pipeline.see_photo(tmp_path / "both.png")[0]
    scale, cut = seen.shape[0] / shape[1], seen.shape[1] / seen.shape[0] * shape[1]
    assert (scale, cut) == (1.0, shape[0])  # pixels of the photo as it is
    circle = (530 + CAT[0], 100 + CAT[1], CAT[2])
    video = PhotoVideo(tmp_path / "both.png", size=(320, 180), background="stage", head=circle)
    (shown,) = pipeline.open_renderer(video)(Motion(waving.points[:1]), None)
    portrait = creature_on_stage(np.ascontiguousarray(cat), CAT, (320, 180), "tails")
    (wanted,) = frames(Motion(waving.points[:1]), size=(320, 180), portrait=portrait)
    assert np.abs(shown.to_rgb().astype(int) - wanted.to_rgb())[20:70, 140:180].mean() < 12


def test_a_photo_without_colours_is_known_by_its_tone():
    colour = np.ascontiguousarray(skimage.data.astronaut())
    grey = np.repeat(skimage.data.camera()[..., None], 3, 2)
    assert find_tone(colour) is None
    assert find_tone(grey) == Tone(0.0, 0.0)
    sepia = find_tone(Tone(6.0, 20.0).toned(colour))
    assert (sepia.a, sepia.b) == pytest.approx((6.0, 20.0), abs=2.5)


def test_a_frame_takes_the_tone_and_keeps_its_light():
    colour = np.ascontiguousarray(skimage.data.astronaut())
    frame = frame_from_rgb(colour)
    luma = np.asarray(frame.split()[0]).copy()
    _, u, v = Tone(0.0, 0.0).on(frame).split()
    np.testing.assert_array_equal(frame.split()[0], luma)
    assert np.abs(np.asarray(u, int) - 128).max() <= 1
    assert np.abs(np.asarray(v, int) - 128).max() <= 1
    _, u, v = Tone(6.0, 20.0).on(frame).split()
    assert np.asarray(u).mean() < 126 < 129 < np.asarray(v).mean()


def test_a_grey_photo_makes_a_grey_film(astronaut_sight, waving):
    from dataclasses import replace

    grey = np.repeat(astronaut_sight.photo.mean(-1, keepdims=True).astype(np.uint8), 3, 2)
    sight = replace(astronaut_sight, photo=grey, colours=grey)
    portrait = on_stage(sight, (320, 180), "black")
    (frame,) = frames(Motion(waving.points[:1]), size=(320, 180), portrait=portrait)
    _, u, v = frame.split()
    assert np.abs(np.asarray(u, int) - 128).max() <= 1
    assert np.abs(np.asarray(v, int) - 128).max() <= 1


def test_a_pet_conducts_without_a_word_about_its_dress_and_an_empty_wall_does_not(waving, tmp_path):
    Image.fromarray(skimage.data.chelsea()).save(tmp_path / "cat.png")
    drawer = pipeline.open_renderer(PhotoVideo(tmp_path / "cat.png", size=(320, 180), background="stage"))
    (shown,) = drawer(Motion(waving.points[:1]), None)
    picture = shown.to_rgb().astype(int)
    fur = picture[20:70, 140:180].reshape(-1, 3).mean(0)
    assert fur[0] > fur[2] + 10  # its head, before the curtain's and above the tails' place
    Image.new("RGB", (400, 300), (90, 140, 200)).save(tmp_path / "sky.png")
    with pytest.raises(PhotoError, match="No person found"):
        pipeline.open_renderer(PhotoVideo(tmp_path / "sky.png", size=(320, 180)))


@pytest.mark.parametrize("name", ["coffee", "brick", "moon"])
def test_what_shows_no_head_is_refused_with_a_way_out(name, tmp_path):
    """No cup, no wall and no crater becomes a head, but for whoever draws a circle around it."""
    Image.fromarray(getattr(skimage.data, name)()).convert("RGB").save(tmp_path / "photo.png")
    with pytest.raises(PhotoError, match="Draw a circle around the head"):
        pipeline.open_renderer(PhotoVideo(tmp_path / "photo.png", size=(320, 180)))


def test_drawn_faces_and_animals_are_heads_and_meadows_are_not(toy):
    picture, model = toy[0].copy(), fetch("face-detector")
    circle = find_circle(picture)
    assert not shows_head(picture[:, ::-1] * np.uint8(0) + np.uint8([70, 130, 60]), circle, model)
    for x in (180, 240):
        cv2.circle(picture, (x, 125), 13, (250, 250, 250), -1)
        cv2.circle(picture, (x, 127), 7, (20, 20, 20), -1)
    cv2.ellipse(picture, (210, 175), (24, 9), 0, 0, 180, (90, 20, 20), -1)
    cv2.ellipse(picture, (210, 152), (8, 6), 0, 0, 360, (40, 20, 20), -1)
    assert shows_head(picture, circle, model)
    assert shows_head(np.ascontiguousarray(skimage.data.chelsea()), CAT, model)
    assert not shows_head(picture, (20.0, 20.0, 30.0), model)  # where nothing stands out
