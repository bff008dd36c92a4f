"""Which triangle is seen where: a depth buffer with four samples a pixel, filled triangle by triangle.

The samples lie on a rotated grid, so that edges near the horizontal and the vertical get four steps of coverage.
A frame is drawn band by band, each TILE rows high: depth and numbers of a band's samples stay in the processor's cache
until it is lit, where a whole picture's would travel to memory and back several times.

Cut-out edges: alpha a covers the samples whose quarters of 0..1 lie below it, and the one that holds it by the rest;
that sample keeps how much of it stays clear beside the triangle's number, so that edges are as soft as the alpha.
"""

import math

import numpy as np

from vc.compiled import njit

TILE = 16  # pixels; a tile of samples (16 kB) stays in the first-level cache, a band of them in the second
SAMPLES = 4
NOTHING = -1  # in place of a triangle
NUMBER = 20  # bits of a sample that hold the triangle's number; those above hold, of 255, how clear it stays
_PAINTED, _CUT, _LAID = 1, 2, 3  # mesh.PAINTED, mesh.CUT, mesh.LAID
SAMPLE_X = np.array([0.375, 0.875, 0.125, 0.625], np.float32)  # within the pixel, from its left
SAMPLE_Y = np.array([0.125, 0.375, 0.625, 0.875], np.float32)  # from its top
_ZERO, _ONE = np.float32(0), np.float32(1)
_FIRST = np.float32(0.125)  # of the samples' offsets
BLOCK = 8  # pixels in a row that are drawn at once
_ACROSS = (np.arange(BLOCK)[:, None] + SAMPLE_X).astype(np.float32).ravel()  # of a block's samples
_DOWN = np.tile(SAMPLE_Y, BLOCK)


@njit(borrows=True, inline="always")
def tiles_of(size: int) -> int:
    """Tiles that cover `size` pixels."""
    return -(-size // TILE)


@njit(error_model="numpy")
def into_bands(screen: np.ndarray, triangles: np.ndarray, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Triangles that turn their front to the viewer, by the bands of a picture of `height` rows that they lie in.

    Returns starts (bands + 1,) and numbers of triangles: those of band b are starts[b] .. starts[b + 1], ascending.
    """
    last = tiles_of(height) - 1
    spans = np.empty((len(triangles), 2), np.int32)  # first band and past-last
    starts = np.zeros(last + 2, np.int64)
    for k in range(len(triangles)):
        a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        low, high = min(ay, by, cy) - _FIRST, max(ay, by, cy) - _FIRST
        spans[k, 0] = spans[k, 1] = 0
        if (bx - ax) * (cy - ay) - (cx - ax) * (by - ay) < _ZERO and high >= _ZERO and low < height:
            spans[k, 0], spans[k, 1] = int(max(low, _ZERO)) // TILE, min(last, int(min(high, height)) // TILE) + 1
            for band in range(spans[k, 0], spans[k, 1]):
                starts[band + 1] += 1
    starts = np.cumsum(starts)
    numbers, filled = np.empty(starts[-1], np.int32), starts[:-1].copy()
    for k in range(len(triangles)):
        for band in range(spans[k, 0], spans[k, 1]):
            numbers[filled[band]] = k
            filled[band] += 1
    return starts, numbers


@njit(borrows=True, fastmath=True, error_model="numpy")
def draw_triangles(
    chosen: np.ndarray,
    first: int,
    screen: np.ndarray,
    triangles: np.ndarray,
    kind: np.ndarray,
    uv: np.ndarray,
    alpha: np.ndarray,
    depth: np.ndarray,
    seen: np.ndarray,
    touched: np.ndarray,
) -> None:
    """Draw the chosen triangles that turn their front to the viewer, in the picture's rows from `first` on.

    chosen : (n,) int32 their numbers
    screen : (V, 3) float32 pixels from the left, from the top, and nearness, which is linear on the screen
    triangles : (F, 3) int32, anticlockwise from the front
    kind, uv, alpha : see `mesh.Mesh`, kind as of `only_cut`; alpha (h, w) uint8 of the texture. Who shines through must
        be drawn before
    depth : (rows, W, 4) float32, W at least 8, nearness of what is there already, raised where a triangle is nearer
    seen : (rows, W, 4) int32, set to the triangle's number there, and how clear it is
    touched : (tiles, tiles) uint8 of these rows, set to 1 where something may have been drawn
    """
    rows, width = depth.shape[:2]
    depths, numbers = depth.reshape(-1), seen.reshape(-1)
    for k in chosen:
        a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if area >= _ZERO:  # y points down: fronts are clockwise
            continue
        left = max(0, math.floor(min(ax, bx, cx) - _FIRST))
        right = min(width - 1, math.floor(max(ax, bx, cx) - _FIRST))
        top = max(first, math.floor(min(ay, by, cy) - _FIRST))
        bottom = min(first + rows - 1, math.floor(max(ay, by, cy) - _FIRST))
        if left > right or top > bottom:
            continue
        _touch(touched, left, right, top - first, bottom - first)
        # The shares of the corners a and b, and with them nearness, are linear; they are counted from corner c.
        a_x, a_y, b_x, b_y = slopes(ax, ay, bx, by, cx, cy)
        near_c = screen[c, 2]
        near_a, near_b = screen[a, 2] - near_c, screen[b, 2] - near_c
        if kind[k] < _CUT:
            near_x, near_y = a_x * near_a + b_x * near_b, a_y * near_a + b_y * near_b
            for y in range(top, bottom + 1):
                for x in range(left, right + 1, BLOCK):
                    x = min(x, width - BLOCK)  # what is drawn twice stays as it is
                    across, down = np.float32(x) - cx, np.float32(y) - cy
                    wa, wb = across * a_x + down * a_y, across * b_x + down * b_y
                    _draw_block(
                        np.uint64(((y - first) * width + x) * SAMPLES), np.int32(k), wa, a_x, a_y, wb, b_x, b_y,
                        near_c + across * near_x + down * near_y, near_x, near_y, depths, numbers,
                    )  # fmt: skip
            continue
        laid = kind[k] == _LAID
        for y in range(top, bottom + 1):
            row = y - first
            wa = (np.float32(left) - cx) * a_x + (np.float32(y) - cy) * a_y
            wb = (np.float32(left) - cx) * b_x + (np.float32(y) - cy) * b_y
            for x in range(left, right + 1):
                for s in range(SAMPLES):
                    sa = wa + SAMPLE_X[s] * a_x + SAMPLE_Y[s] * a_y
                    sb = wb + SAMPLE_X[s] * b_x + SAMPLE_Y[s] * b_y
                    if sa >= _ZERO and sb >= _ZERO and sa + sb <= _ONE:
                        near = sa * near_a + sb * near_b + near_c
                        if near > depth[row, x, s]:
                            clear = 0
                            sc = _ONE - sa - sb
                            covered = np.float32(SAMPLES / 255) * _alpha_at(
                                sa * uv[a, 0] + sb * uv[b, 0] + sc * uv[c, 0],
                                sa * uv[a, 1] + sb * uv[b, 1] + sc * uv[c, 1],
                                alpha,
                            ) - np.float32(s)
                            if covered <= np.float32(0.02) and not (laid and seen[row, x, s] == NOTHING):
                                continue
                            if covered < _ONE:
                                if seen[row, x, s] == NOTHING and not laid:
                                    clear = int(np.float32(255) * (_ONE - covered))
                                elif seen[row, x, s] != NOTHING and covered < np.float32(0.5):
                                    continue
                            depth[row, x, s] = near
                            seen[row, x, s] = k + (clear << NUMBER)
                wa += a_x
                wb += b_x


@njit(borrows=True, fastmath=True, error_model="numpy", forceinline=True)
def _draw_block(
    at: np.uint64, k: np.int32, wa: np.float32, a_x: np.float32, a_y: np.float32, wb: np.float32, b_x: np.float32,
    b_y: np.float32, near: np.float32, near_x: np.float32, near_y: np.float32, depths: np.ndarray, numbers: np.ndarray,
) -> None:  # fmt: skip
    """Draw triangle k on the samples of BLOCK pixels in a row; without branches, so that it is done side by side.

    at : the first sample; wa, wb, near : shares and nearness at its pixel's upper left corner, and how they grow
    """
    for i in range(np.uint64(BLOCK * SAMPLES)):
        sa = wa + _ACROSS[i] * a_x + _DOWN[i] * a_y
        sb = wb + _ACROSS[i] * b_x + _DOWN[i] * b_y
        here = near + _ACROSS[i] * near_x + _DOWN[i] * near_y
        before, number = depths[at + i], numbers[at + i]
        drawn = (sa >= _ZERO) & (sb >= _ZERO) & (sa + sb <= _ONE) & (here > before)
        depths[at + i] = here if drawn else before
        numbers[at + i] = k if drawn else number


@njit(borrows=True, fastmath=True, inline="always")
def slopes(ax, ay, bx, by, cx, cy):  # type: ignore[no-untyped-def]
    """How the shares of corners a and b in a place grow along x and y."""
    inverse = _ONE / ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    return -(cy - by) * inverse, (cx - bx) * inverse, -(ay - cy) * inverse, (ax - cx) * inverse


@njit(borrows=True, fastmath=True, inline="always")
def _alpha_at(u: np.float32, v: np.float32, alpha: np.ndarray) -> np.float32:
    """0..255 between the four nearest texels of (h, w) uint8."""
    u -= np.float32(0.5)
    v -= np.float32(0.5)
    i = min(max(int(v), 0), alpha.shape[0] - 2)
    j = min(max(int(u), 0), alpha.shape[1] - 2)
    x = min(max(u - np.float32(j), _ZERO), _ONE)
    y = min(max(v - np.float32(i), _ZERO), _ONE)
    upper = np.float32(alpha[i, j]) * (_ONE - x) + np.float32(alpha[i, j + 1]) * x
    lower = np.float32(alpha[i + 1, j]) * (_ONE - x) + np.float32(alpha[i + 1, j + 1]) * x
    return upper * (_ONE - y) + lower * y


@njit
def only_cut(kind: np.ndarray, triangles: np.ndarray, uv: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """(F,) uint8: `mesh.Mesh.kind` without the cuts of triangles of whose texels none lets anything through.

    Most of a cut-out's triangles are inside it; they are drawn faster.
    """
    height, width = alpha.shape
    out = kind.copy()
    for k in range(len(triangles)):
        if kind[k] >= _CUT:
            us, vs = uv[triangles[k], 0], uv[triangles[k], 1]
            left, right = max(0, int(us.min()) - 1), min(width, int(us.max()) + 2)
            top, bottom = max(0, int(vs.min()) - 1), min(height, int(vs.max()) + 2)
            solid = True
            for i in range(top, bottom):
                for j in range(left, right):
                    solid &= alpha[i, j] == 255
            if solid:
                out[k] = _PAINTED
    return out


@njit(borrows=True, fastmath=True, error_model="numpy")
def draw_depth(screen: np.ndarray, triangles: np.ndarray, depth: np.ndarray, touched: np.ndarray) -> None:
    """As `draw_triangles` with one sample in the middle of each pixel and depth (H, W) alone: a shadow map."""
    height, width = depth.shape
    half = np.float32(0.5)
    for k in range(len(triangles)):
        a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if area >= _ZERO:
            continue
        left = max(0, math.ceil(min(ax, bx, cx) - half))
        right = min(width - 1, math.floor(max(ax, bx, cx) - half))
        top = max(0, math.ceil(min(ay, by, cy) - half))
        bottom = min(height - 1, math.floor(max(ay, by, cy) - half))
        if left > right or top > bottom:
            continue
        _touch(touched, left, right, top, bottom)
        inverse = _ONE / area
        a_x, a_y = -(cy - by) * inverse, (cx - bx) * inverse
        b_x, b_y = -(ay - cy) * inverse, (ax - cx) * inverse
        near_c = screen[c, 2]
        near_a, near_b = screen[a, 2] - near_c, screen[b, 2] - near_c
        for y in range(top, bottom + 1):
            wa = (np.float32(left) + half - bx) * a_x + (np.float32(y) + half - by) * a_y
            wb = (np.float32(left) + half - cx) * b_x + (np.float32(y) + half - cy) * b_y
            for x in range(left, right + 1):
                if wa >= _ZERO and wb >= _ZERO and wa + wb <= _ONE:
                    depth[y, x] = max(depth[y, x], wa * near_a + wb * near_b + near_c)
                wa += a_x
                wb += b_x


@njit(borrows=True, inline="always")
def _touch(touched: np.ndarray, left: int, right: int, top: int, bottom: int) -> None:
    for row in range(top // TILE, bottom // TILE + 1):
        for column in range(left // TILE, right // TILE + 1):
            touched[row, column] = 1


@njit(borrows=True, inline="always")
def clear_tile(depths: np.ndarray, numbers: np.ndarray, rows: int, width: int, column: int) -> None:
    """Of a band whose samples are given as one line: nothing is seen in a tile any more."""
    left, right = column * TILE, min(width, (column + 1) * TILE)
    for row in range(rows):
        for at in range((row * width + left) * SAMPLES, (row * width + right) * SAMPLES):
            depths[at] = _ZERO
            numbers[at] = NOTHING


@njit(borrows=True)
def restore_depth(depth: np.ndarray, fresh: np.ndarray, touched: np.ndarray) -> None:
    """Undo `draw_depth`."""
    size = depth.shape[0]
    for row in range(touched.shape[0]):
        for column in range(touched.shape[1]):
            if touched[row, column]:
                touched[row, column] = 0
                left, right = column * TILE, min(size, (column + 1) * TILE)
                for y in range(row * TILE, min(size, (row + 1) * TILE)):
                    for x in range(left, right):
                        depth[y, x] = fresh[y, x]
