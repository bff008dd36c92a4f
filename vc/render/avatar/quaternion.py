"""Unit quaternions as arrays (..., 4), in the order x, y, z, w of glTF; products apply the right factor first."""

import numpy as np

IDENTITY = np.array([0.0, 0.0, 0.0, 1.0])
_TINY = 1e-9  # below this a vector has no direction


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors (..., n) scaled to length 1; a zero vector stays zero."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _TINY)


def multiply(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The rotation b followed by the rotation a."""
    ax, ay, az, aw = np.moveaxis(a, -1, 0)
    bx, by, bz, bw = np.moveaxis(b, -1, 0)
    return np.stack(
        [
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ],
        -1,
    )


def inverse(q: np.ndarray) -> np.ndarray:
    return q * np.array([-1, -1, -1, 1], q.dtype)


def rotate(q: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Vectors (..., 3) turned by q (..., 4); shapes broadcast."""
    axis = q[..., :3]
    twice = 2 * np.cross(axis, vectors)
    return vectors + q[..., 3:] * twice + np.cross(axis, twice)


def about(axis: np.ndarray | tuple[float, float, float], angle: np.ndarray | float) -> np.ndarray:
    """(..., 4): turns by `angle` radians about `axis`."""
    axis = unit(np.asarray(axis, np.float64))
    half = np.asarray(angle, np.float64)[..., None] / 2
    sine, cosine = np.broadcast_arrays(axis * np.sin(half), np.cos(half))
    return np.concatenate([sine, cosine[..., :1]], -1)


def between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The shortest turns that take unit vectors `start` to `end`, both (..., 3); opposite ones turn about some axis."""
    start, end = np.broadcast_arrays(start, end)
    turn = np.concatenate([np.cross(start, end), 1 + (start * end).sum(-1, keepdims=True)], -1)
    length = np.linalg.norm(turn, axis=-1, keepdims=True)
    any_normal = np.cross(start, np.where(np.abs(start[..., :1]) < 0.9, [1.0, 0, 0], [0, 1.0, 0]))
    reverse = np.concatenate([unit(any_normal), np.zeros_like(turn[..., :1])], -1)
    return np.where(length > 1e-6, turn / np.maximum(length, _TINY), reverse)


def power(q: np.ndarray, share: np.ndarray | float) -> np.ndarray:
    """`share` of the turn q about the same axis: 0 is none, 1 is q."""
    q = np.where(q[..., 3:] < 0, -q, q)
    sine = np.linalg.norm(q[..., :3], axis=-1)
    half = np.arctan2(sine, q[..., 3]) * share
    axis = q[..., :3] / np.maximum(sine, _TINY)[..., None]
    return np.concatenate([axis * np.sin(half)[..., None], np.cos(half)[..., None]], -1)


def continuous(q: np.ndarray) -> np.ndarray:
    """q (T, ..., 4) with signs chosen so that neighbours in time lie in one hemisphere (q and -q turn alike)."""
    flips = np.where((q[1:] * q[:-1]).sum(-1) < 0, -1, 1)
    signs = np.concatenate([np.ones_like(flips[:1]), np.cumprod(flips, 0)]) if len(q) > 1 else np.ones(q.shape[:-1])
    return q * signs[..., None].astype(q.dtype)


def to_matrix(q: np.ndarray) -> np.ndarray:
    """(..., 3, 3) rotation matrices."""
    x, y, z, w = np.moveaxis(q, -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, -1) for row in rows], -2)


def from_axes(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """(..., 4): the turn that takes the world's axes to the orthonormal right-handed axes x, y, z (..., 3).

    Of the four ways to read a quaternion off a matrix, each row takes the one that divides by the largest number
    (Shepperd 1978).
    """
    (a, b, c), (d, e, f), (g, h, i) = (np.moveaxis(axis, -1, 0) for axis in (x, y, z))  # the matrix's columns
    traces = np.stack([a - e - i, e - a - i, i - a - e, a + e + i], -1)
    ways = np.stack(
        [
            np.stack([1 + traces[..., 0], b + d, c + g, f - h], -1),
            np.stack([b + d, 1 + traces[..., 1], f + h, g - c], -1),
            np.stack([c + g, f + h, 1 + traces[..., 2], b - d], -1),
            np.stack([f - h, g - c, b - d, 1 + traces[..., 3]], -1),
        ],
        -2,
    )
    best = traces.argmax(-1)[..., None, None]
    return unit(np.take_along_axis(ways, best, -2)[..., 0, :])
