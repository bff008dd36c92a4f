"""Complete a textured picture from itself: multi-scale PatchMatch.

Source: Wexler, Shechtman, Irani, "Space-time completion of video" (2007) for the search and vote rounds over a pyramid;
Barnes et al., "PatchMatch" (2009) for the search by propagation and random trial.
"""

import cv2
import numpy as np

from vc.compiled import njit

from .imaging import membrane

# 7 x 7 is PatchMatch's size; the rest is set by eye.
_RADIUS = 3  # patches of 7 x 7 pixels
_PATCH = np.ones((2 * _RADIUS + 1, 2 * _RADIUS + 1), np.uint8)
_COARSEST_PX = 48
_ROUNDS = 4  # of searching and voting per level
_SEARCHES = 3  # passes of propagation per round
_MIN_SOURCES = 50
_ROW_WEIGHT = 49 * 3 * 60.0**2  # a whole picture's height away counts as 60 grey levels of difference


def complete(
    image: np.ndarray, hole: np.ndarray, allowed: np.ndarray, seed: int = 0, start: np.ndarray | None = None
) -> np.ndarray:
    """Fill the hole with patches from elsewhere in the picture.

    image : (h, w, 3) uint8; hole : (h, w) bool; allowed : (h, w) bool, where patches may be taken from
    start : (h, w, 3), the picture with the hole filled roughly, which patches are to resemble; None is smoothly
    Returns (h, w, 3) float32; outside the hole it equals the image. Equal inputs give equal results.
    """
    return complete_from(membrane(image, hole) if start is None else start, hole, allowed, seed)[0]


def complete_from(
    start: np.ndarray, hole: np.ndarray, allowed: np.ndarray, seed: int = 0, coarser: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """As `complete` with a start, and (h, w, 2) int32 the row and column each place's patch is of, -1 where of none.

    coarser : how many coarser pictures are completed first; few keep to the start, None is as many as there can be
    """
    levels = _pyramid(start, hole, allowed & ~hole)
    levels = levels if coarser is None else levels[: coarser + 1]
    current, matches = None, None
    for depth, (level, level_hole, level_allowed) in enumerate(reversed(levels)):
        last = depth == len(levels) - 1
        picture = level.astype(np.float32).copy()
        if current is not None:
            picture[level_hole] = cv2.resize(current, level_hole.shape[::-1])[level_hole]
        sources = _patch_centres(level_allowed)
        if sources.sum() >= _MIN_SOURCES:
            matches = _fill_level(picture, level_hole, sources, matches, rounds=2 if last else _ROUNDS, seed=seed)
        current = picture
    assert current is not None
    return current, np.full((*hole.shape, 2), -1, np.int32) if matches is None else matches


def _pyramid(image: np.ndarray, hole: np.ndarray, allowed: np.ndarray) -> list[tuple[np.ndarray, ...]]:
    levels: list[tuple[np.ndarray, ...]] = [(image, hole, allowed)]
    while min(levels[-1][1].shape) > _COARSEST_PX:
        image, hole, allowed = levels[-1]
        half = ((hole.shape[1] + 1) // 2, (hole.shape[0] + 1) // 2)
        image, holes, sources = (
            cv2.resize(x.astype(np.float32), half, interpolation=cv2.INTER_AREA) for x in (image, hole, allowed)
        )
        levels.append((image, holes > 0.01, sources > 0.99))
    return levels


def _patch_centres(allowed: np.ndarray) -> np.ndarray:
    centres = cv2.erode(allowed.astype(np.uint8), _PATCH, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    centres[:_RADIUS] = centres[-_RADIUS:] = False
    centres[:, :_RADIUS] = centres[:, -_RADIUS:] = False
    return centres


def _fill_level(
    picture: np.ndarray, hole: np.ndarray, sources: np.ndarray, before: np.ndarray | None, *, rounds: int, seed: int
) -> np.ndarray:
    """Fill the hole of `picture` in place. Returns the matches (h, w, 2) int32, -1 where none was sought."""
    targets = np.argwhere(cv2.dilate(hole.astype(np.uint8), _PATCH) > 0).astype(np.int32)
    matches = _first_matches(targets, sources, before, seed)
    errors = np.empty(len(targets), np.float32)
    for step in range(rounds):
        _search(picture, targets, sources, matches, errors, _SEARCHES, seed + step)
        _vote(picture, hole, targets, matches, errors)
    found = np.full((*hole.shape, 2), -1, np.int32)
    found[targets[:, 0], targets[:, 1]] = matches
    return found


def _first_matches(targets: np.ndarray, sources: np.ndarray, before: np.ndarray | None, seed: int) -> np.ndarray:
    """Random sources, or those of the coarser level doubled where they are still allowed."""
    places = np.argwhere(sources)
    matches = places[np.random.default_rng(seed).integers(0, len(places), len(targets))].astype(np.int32)
    if before is None:
        return matches
    rows, columns = np.minimum(targets // 2, np.array(before.shape[:2]) - 1).T
    coarse = before[rows, columns]
    fine = coarse * 2 + targets % 2
    inside = (coarse[:, 0] >= 0) & (fine < sources.shape).all(1)
    clipped = np.clip(fine, 0, np.array(sources.shape) - 1)
    good = inside & sources[clipped[:, 0], clipped[:, 1]]
    matches[good] = fine[good]
    return matches


@njit(fastmath=True)
def _distance(image: np.ndarray, y: int, x: int, row: int, column: int, best: float) -> float:
    """Squared difference of the patches at (y, x) and (row, column); stops early once above `best`.

    Rows far apart count as different: sky, walls and ground are stacked, so what a hole hides is beside it.
    """
    height, width, _ = image.shape
    away = (row - y) / height
    total = _ROW_WEIGHT * away * away
    for dy in range(-_RADIUS, _RADIUS + 1):
        for dx in range(-_RADIUS, _RADIUS + 1):
            ty, tx = min(max(y + dy, 0), height - 1), min(max(x + dx, 0), width - 1)
            for c in range(3):
                difference = image[ty, tx, c] - image[row + dy, column + dx, c]
                total += difference * difference
        if total >= best:
            return total
    return total


@njit(fastmath=True)
def _search(
    image: np.ndarray,
    targets: np.ndarray,
    sources: np.ndarray,
    matches: np.ndarray,
    errors: np.ndarray,
    passes: int,
    seed: int,
) -> None:
    """Better matches, in place: each target tries its neighbours' matches, shifted, and random places ever closer."""
    height, width = sources.shape
    np.random.seed(seed)
    number = np.full((height, width), -1, np.int32)
    for i in range(len(targets)):
        number[targets[i, 0], targets[i, 1]] = i
        errors[i] = _distance(image, targets[i, 0], targets[i, 1], matches[i, 0], matches[i, 1], 1e18)
    for turn in range(passes):
        step = -1 if turn % 2 == 0 else 1
        for k in range(len(targets)):
            i = k if turn % 2 == 0 else len(targets) - 1 - k
            y, x = targets[i]
            for axis in range(2):
                ny, nx = (y + step, x) if axis == 0 else (y, x + step)
                if 0 <= ny < height and 0 <= nx < width and number[ny, nx] >= 0:
                    row, column = matches[number[ny, nx]]
                    _try(image, y, x, row + y - ny, column + x - nx, sources, i, matches, errors)
            radius = max(height, width)
            while radius >= 1:
                row = matches[i, 0] + np.random.randint(-radius, radius + 1)
                column = matches[i, 1] + np.random.randint(-radius, radius + 1)
                _try(image, y, x, row, column, sources, i, matches, errors)
                radius //= 2


@njit(fastmath=True)
def _try(
    image: np.ndarray,
    y: int,
    x: int,
    row: int,
    column: int,
    sources: np.ndarray,
    i: int,
    matches: np.ndarray,
    errors: np.ndarray,
) -> None:
    if 0 <= row < sources.shape[0] and 0 <= column < sources.shape[1] and sources[row, column]:
        error = _distance(image, y, x, row, column, errors[i])
        if error < errors[i]:
            errors[i] = error
            matches[i, 0] = row
            matches[i, 1] = column


@njit(fastmath=True)
def _vote(image: np.ndarray, hole: np.ndarray, targets: np.ndarray, matches: np.ndarray, errors: np.ndarray) -> None:
    """Each pixel of the hole becomes the mean of what the patches around it say, good matches counting more."""
    height, width = hole.shape
    votes = np.zeros((height, width, 4), np.float32)
    spread = 2 * errors.mean() + 1e-3
    for i in range(len(targets)):
        weight = np.exp(-errors[i] / spread) + 1e-4
        for dy in range(-_RADIUS, _RADIUS + 1):
            for dx in range(-_RADIUS, _RADIUS + 1):
                y, x = targets[i, 0] + dy, targets[i, 1] + dx
                if 0 <= y < height and 0 <= x < width and hole[y, x]:
                    for c in range(3):
                        votes[y, x, c] += weight * image[matches[i, 0] + dy, matches[i, 1] + dx, c]
                    votes[y, x, 3] += weight
    for y in range(height):
        for x in range(width):
            if votes[y, x, 3] > 0:
                for c in range(3):
                    image[y, x, c] = votes[y, x, c] / votes[y, x, 3]
