"""Every dress, place, view and shape with every other: somebody whole is seen, large enough, who moves."""

import cv2
import numpy as np
import pytest

from vc.frame import frame_size
from vc.render.character import VIEWS, frames
from vc.render.character.build import portray
from vc.render.character.onstage import character_of, filmed
from vc.render.matte import transparent
from vc.skeleton import Motion

DRESSES = ("own", "tails", "gown")  # suit and black are made and drawn as tails are
PLACES = ("photo", "blur", "stage", "hall", "picture", "none")
SHAPES = ("16:9", "9:16", "1:1")
SIDE = 90
# A Latin square: every dress in every place, every dress and every place in every view.
TABLE = [
    (dress, place, VIEWS[(one + 2 * other) % len(VIEWS)], SHAPES[(one + other) % len(SHAPES)])
    for one, dress in enumerate(DRESSES)
    for other, place in enumerate(PLACES)
]


@pytest.fixture(scope="module")
def characters(astronaut_sight):
    return {dress: character_of(astronaut_sight, dress) for dress in DRESSES[1:]}


def size_of(shape: str) -> tuple[int, int]:
    size = frame_size("720", shape)
    width, height = (2 * round(SIDE * side / min(size) / 2) for side in size)
    return width, height


@pytest.mark.parametrize(("dress", "place", "view", "shape"), TABLE)
def test_whoever_is_asked_for_is_seen_and_moves(astronaut_sight, characters, waving, dress, place, view, shape):
    size = size_of(shape)
    behind = {"picture": np.full((40, 60, 3), 90, np.uint8), "none": "photo"}.get(place, place)
    if dress == "own":
        portrait = portray(astronaut_sight, size, behind, view)
    else:
        portrait = filmed(characters[dress], astronaut_sight.plate, size, behind, view, None)
    moving = Motion(waving.points[[0, 4]])

    def draw(background=None):
        return frames(moving, size=size, portrait=portrait, workers=1, background=background)

    shown = list(transparent(draw, size))
    assert [(frame.width, frame.height) for frame in shown] == [size] * 2
    masks = [frame.alpha > 128 for frame in shown]
    for mask in masks:
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
        person = stats[1:, cv2.CC_STAT_AREA].max()
        assert person > 0.93 * mask.sum()  # in one piece, but for a baton's tip
        assert 0.03 < person / mask.size < 0.8
        lowest = np.flatnonzero(mask.any(1))[-1]
        whole = dress != "own" and (view == "full" or shape == "9:16")  # with feet, on a floor
        assert lowest > 0.8 * len(mask) if whole else lowest >= len(mask) - 2  # nobody floats
    assert 0.001 < (masks[0] ^ masks[1]).mean() < 0.3
    if place == "none":
        return
    first, second = (frame.to_rgb().astype(int) for frame in draw())
    assert np.abs(first - second)[masks[0] ^ masks[1]].mean() > 0.5
    away = ~cv2.dilate((masks[0] | masks[1]).astype(np.uint8), np.ones((25, 25), np.uint8)).astype(bool)
    assert (np.abs(first - second)[away].max(-1, initial=0) > 3).mean() < 0.02  # behind them shadows alone move
    assert first.std() > 8
