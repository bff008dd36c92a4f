"""The drawn person, whose joints are known to the pixel, as a character."""

import pytest

from vc.render.character.build import look, portray

SIZE = (640, 360)


@pytest.fixture(scope="session")
def sight(drawing, person):
    return look(drawing, person, [], face_path=None)


@pytest.fixture(scope="session")
def portrait(sight):
    return portray(sight, SIZE)
