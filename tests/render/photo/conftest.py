"""The drawn person as a puppet."""

import pytest

from vc.render.photo.puppet import make_puppet

SIZE = (640, 360)


@pytest.fixture(scope="session")
def puppet(drawing, person):
    return make_puppet(drawing, person, [], size=SIZE)
