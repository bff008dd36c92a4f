"""The drawn person, whose joints are known to the pixel, as a character."""

import numpy as np
import pytest

from vc.render.avatar.painter import Buffers, Painter
from vc.render.avatar.perspective import project
from vc.render.avatar.raster import NOTHING, draw_triangles, tiles_of
from vc.render.character.build import look, portray

SIZE = (640, 360)


@pytest.fixture(scope="session")
def sight(drawing, person):
    return look(drawing, person, [], face_path=None)


@pytest.fixture(scope="session")
def portrait(sight):
    return portray(sight, SIZE)


def seen_by(painter: Painter, buffers: Buffers) -> np.ndarray:
    """(H, W, 4) int32: what each sample of the whole picture sees of a bent character, see `draw_triangles`."""
    mesh, depth = painter.character.mesh, painter.plate.depth.copy()
    seen, every = np.full(depth.shape, NOTHING, np.int32), np.arange(len(mesh.triangles), dtype=np.int32)
    project(buffers.places, painter._view, painter._focal, *painter._centre, buffers.screen)
    touched = np.zeros([tiles_of(side) for side in depth.shape[:2]], np.uint8)
    draw_triangles(
        every, 0, buffers.screen, mesh.triangles, painter._kind, mesh.uv, painter._alpha, depth, seen, touched
    )
    return seen
