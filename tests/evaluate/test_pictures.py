"""Measures of pictures, against scikit-image and against known answers."""

import numpy as np
import pytest
import skimage.data
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from vc.evaluate.pictures import Tally, filmed, psnr, ssim_map


@pytest.fixture(scope="module")
def pair() -> tuple[np.ndarray, np.ndarray]:
    """A photo, and the same with noise and a little lighter."""
    picture = skimage.data.astronaut()[100:260, 80:300]
    rng = np.random.default_rng(0)
    return picture, np.clip(picture * 0.95 + 8 + rng.normal(0, 12, picture.shape), 0, 255).astype(np.uint8)


def test_structural_similarity_is_scikit_image_s(pair):
    expected, whole = structural_similarity(
        *pair, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, channel_axis=2, data_range=255, full=True
    )
    found = ssim_map(*pair)
    assert found.mean() == pytest.approx(expected, abs=1e-4)
    np.testing.assert_allclose(found, whole.mean(axis=2)[5:-5, 5:-5], atol=1e-3)
    assert ssim_map(pair[0], pair[0]).min() == pytest.approx(1, abs=1e-4)


def test_the_peak_signal_to_noise_ratio_is_scikit_image_s(pair):
    square = ((pair[0].astype(float) - pair[1]) ** 2).mean()
    assert psnr(square) == pytest.approx(peak_signal_noise_ratio(*pair, data_range=255), abs=1e-6)
    assert psnr(0.0) == pytest.approx(58.92, abs=0.01)  # alike up to rounding, and no infinity


SIDE = 128


def scene(left: int | None, light: int = 0) -> np.ndarray:
    """A grey wall, and a white box from the column `left` on."""
    picture = np.full((SIDE, SIDE, 3), 60 + light, np.uint8)
    if left is not None:
        picture[40:90, left : left + 20] = 240
    return picture


def points(left: int) -> np.ndarray:
    """(19, 2): all in the box's middle."""
    return np.full((19, 2), ((left + 10) / SIDE, 65 / SIDE))


def measure(truth: list[int], drawn: list[np.ndarray]) -> dict[str, float]:
    tally = Tally()
    frames = filmed(map(scene, truth), scene(None), np.stack([points(left) for left in truth]))
    for one, picture in zip(frames, drawn, strict=True):
        tally.add(one, picture)
    return tally.mean()


def test_the_performer_is_where_the_picture_is_not_the_plate():
    (one,) = filmed([scene(30)], scene(None), points(30)[None])
    columns, rows = one.performer.any(axis=0).nonzero()[0], one.performer.any(axis=1).nonzero()[0]
    assert (columns[0], columns[-1], rows[0], rows[-1]) == (25, 54, 35, 94)  # the box, and five pixels around
    assert one.change is None


def test_the_trunk_counts_even_where_the_plate_shows_it():
    body = points(30)
    body[[5, 6, 12, 11]] = [(0.5, 0.5), (0.25, 0.5), (0.25, 0.75), (0.5, 0.75)]
    (one,) = filmed([scene(None)], scene(None), body[None])
    assert one.performer[70:90, 36:60].all()
    assert not one.performer[:50].any()


def test_what_is_drawn_right_has_the_best_values():
    values = measure([30, 34, 38], [scene(30), scene(34), scene(38)])
    assert values["psnr"] == values["performer_psnr"] == pytest.approx(58.92, abs=0.01)
    assert values["ssim"] == pytest.approx(1, abs=1e-4)
    assert values["change"] == values["performer_change"] == values["flicker"] == 0
    assert "lpips" not in values


def test_errors_where_the_performer_is_weigh_more_there_than_in_the_whole():
    values = measure([30, 30], [scene(None), scene(None)])
    inside = ((240 - 60) ** 2 * 50 * 20) / (60 * 30)
    assert values["performer_psnr"] == pytest.approx(psnr(inside), abs=0.01)
    assert values["psnr"] == pytest.approx(psnr((240 - 60) ** 2 * 50 * 20 / SIDE**2), abs=0.01)
    assert values["performer_ssim"] < values["ssim"]


def test_a_picture_that_does_not_move_with_the_film_has_the_wrong_change():
    """From column 30 to 50 the box leaves 1000 pixels and takes others: 180 grey levels each."""
    values = measure([30, 50], [scene(30), scene(30)])
    assert values["change"] == pytest.approx(180 * 2 * 50 * 20 / SIDE**2, rel=0.01)
    assert values["flicker"] == 0


def test_a_background_whose_light_changes_flickers():
    values = measure([30, 30, 30], [scene(30), scene(30, light=3), scene(30)])
    assert values["flicker"] == pytest.approx(3, abs=0.01)


def test_a_perceptual_measure_is_asked_where_there_is_one():
    tally = Tally(lambda one, other: np.abs(one.astype(float) - other).mean(axis=2) / 255)
    (one,) = filmed([scene(30)], scene(None), points(30)[None])
    tally.add(one, scene(None))
    assert tally.mean()["performer_lpips"] > tally.mean()["lpips"] > 0
