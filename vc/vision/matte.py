"""Cut the person out: a soft matte, and the person's own colours where the background shines through."""

import cv2
import numpy as np

from .detect import Person
from .imaging import blur, box_mean, grow, shrink, smoothstep, touching

# These, and the shares and cells below, are set by eye.
_MASK_CELLS = 200  # cells of the network's mask that span a person
_GRABCUT_SIDE_PX = 640
_CROWN, _HEAD, _AIR = 1.75, 1.6, 0.2  # from the eyes to the mouth: a crown above the eyes, half a head, air above it
_HAZE = 1.2  # cells
# A face's width over the way from eyes to mouth; in widths, the rim of a head that may be background, and from how far
# colours are asked; RGB deviation of even ones; distances of hair and background in deviations, that tell nothing, and
# all; from none of it to all is hair.
_FACE, _RIM, _ASKED, _EVEN, _APART, _SHARE = 2.2, 0.05, 0.08, 8.0, (1.5, 3.0), (0.15, 0.70)
_CORE_LANDMARKS = (0, 11, 12, 13, 14, 15, 16, 23, 24)


def cut_out(photo: np.ndarray, person: Person) -> tuple[np.ndarray, np.ndarray]:
    """Matte and colours of one person.

    Returns alpha (h, w) float32 in [0, 1], and foreground (h, w, 3) uint8 RGB, the photo without the background's part.
    """
    landmarks = person.landmarks
    cell_px = max(1.0, 1.25 * float(np.ptp(landmarks, axis=0).max()) / _MASK_CELLS)
    alpha = _keep_the_person(_refine(photo, _round_above(person.mask, person), cell_px), person)
    alpha = _without_rim(photo, _without_haze(alpha, _HAZE * cell_px), person)
    return alpha, own_colours(photo, alpha)


def _refine(photo: np.ndarray, mask: np.ndarray, cell_px: float) -> np.ndarray:
    """Sharpen the network's mask at the edges of the photo: GrabCut in a band, then a guided filter."""
    soft = blur(mask, 0.8 * cell_px)
    sure = shrink(soft > 0.9, 1.5 * cell_px)
    empty = ~grow(soft > 0.2, 2.5 * cell_px)
    cut = _grabcut(photo, soft, sure, empty)
    # Where person and background share their colours GrabCut guesses; the network's opinion counts half everywhere.
    guess = 0.5 * cut + 0.5 * smoothstep(soft, 0.25, 0.75)
    guess[sure], guess[empty] = 1, 0
    alpha = guided_filter(photo.astype(np.float32) / 255, guess, max(2, int(1.5 * cell_px)), 1e-4)
    alpha = smoothstep(alpha, 0.12, 0.88)
    alpha[sure], alpha[empty] = 1, 0
    return alpha.astype(np.float32)


def _grabcut(photo: np.ndarray, soft: np.ndarray, sure: np.ndarray, empty: np.ndarray) -> np.ndarray:
    height, width = soft.shape
    fit = min(1, _GRABCUT_SIDE_PX / max(height, width))
    small = (max(1, round(width * fit)), max(1, round(height * fit)))

    def nearest(mask: np.ndarray) -> np.ndarray:
        return cv2.resize(mask.astype(np.uint8), small, interpolation=cv2.INTER_NEAREST) > 0

    labels = np.where(cv2.resize(soft, small) > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[nearest(sure)], labels[nearest(empty)] = cv2.GC_FGD, cv2.GC_BGD
    image = cv2.resize(photo, small, interpolation=cv2.INTER_AREA)
    if len({*np.unique(labels)} & {cv2.GC_BGD, cv2.GC_PR_BGD}) and (labels % 2 == 1).any():  # needs both kinds
        cv2.setRNGSeed(0)  # its colour models start at random; a photo shall always give the same cut
        cv2.grabCut(image, labels, None, np.zeros((1, 65)), np.zeros((1, 65)), 2, cv2.GC_INIT_WITH_MASK)
    inside = (labels % 2 == 1).astype(np.float32)  # GC_FGD and GC_PR_FGD are the odd ones
    return cv2.resize(inside, (width, height), interpolation=cv2.INTER_LINEAR)


def guided_filter(guide: np.ndarray, values: np.ndarray, radius: int, eps: float) -> np.ndarray:
    """Smooth `values` (h, w) but keep the edges of `guide` (h, w, 3) in [0, 1].

    Source: He, Sun, Tang, "Guided image filtering" (2013), the colour version.
    """
    mean_guide, mean_values = box_mean(guide, radius), box_mean(values.astype(np.float32), radius)
    covariance = box_mean(guide * values[..., None].astype(np.float32), radius) - mean_guide * mean_values[..., None]
    matrix = np.empty((*guide.shape[:2], 3, 3), np.float32)
    for i in range(3):
        for j in range(i, 3):
            product = box_mean(guide[..., i] * guide[..., j], radius)
            matrix[..., i, j] = matrix[..., j, i] = product - mean_guide[..., i] * mean_guide[..., j]
    matrix += eps * np.eye(3, dtype=np.float32)
    slope = np.linalg.solve(matrix, covariance[..., None])[..., 0]
    offset = mean_values - (slope * mean_guide).sum(-1)
    return (box_mean(slope, radius) * guide).sum(-1) + box_mean(offset, radius)


def _keep_the_person(alpha: np.ndarray, person: Person) -> np.ndarray:
    """Drop islands that hold none of the person's main landmarks."""
    seeds = np.zeros(alpha.shape, bool)
    height, width = alpha.shape
    for x, y in person.landmarks[list(_CORE_LANDMARKS)].astype(int):
        if 0 <= x < width and 0 <= y < height:
            seeds[y, x] = True
    return alpha * grow(touching(alpha > 0.4, seeds), 4)


def _without_haze(alpha: np.ndarray, radius: float) -> np.ndarray:
    """(h, w) without what is half there over more than edges and strands are wide, px: background that looks alike."""
    weak = (alpha > 0.03) & (alpha < 0.6)
    haze = grow(shrink(weak, radius), radius + 1) & weak
    return np.asarray(alpha * (1 - blur(haze.astype(np.float32), 1.0) * haze), np.float32)


def _without_rim(photo: np.ndarray, alpha: np.ndarray, person: Person) -> np.ndarray:
    """(h, w) a head without the rim of background: where its colour lies between those of the hair and of what is
    behind, nearby, tells how much of it is hair. Only takes away; below the face everything stays."""
    eyes, mouth = (person.landmarks[list(pair)].mean(0) for pair in ((2, 5), (9, 10)))
    drop = max(float(np.linalg.norm(mouth - eyes)), 0.7 * float(np.linalg.norm(np.subtract(*person.landmarks[[2, 5]]))))
    width, (x, y) = _FACE * drop, eyes
    rows, columns = (slice(max(0, int(low)), max(0, int(high))) for low, high in (
        (y - 1.9 * width, mouth[1] + 0.8 * drop), (x - 1.7 * width, x + 1.7 * width)))  # fmt: skip
    here = alpha[rows, columns]
    if width < 8 or not here.size:
        return alpha
    image, rim = photo[rows, columns].astype(np.float32), max(2.0, _RIM * width)
    inside, outside = shrink(here > 0.95, rim), ~grow(here > 0.05, max(1.0, 0.3 * rim))
    (hair, varies, near), (behind, differs, far) = (_usual(image, mask, _ASKED * width) for mask in (inside, outside))
    way = hair - behind
    length = (way * way).sum(-1)
    share = smoothstep(((image - behind) * way).sum(-1) / np.maximum(length, 1.0), *_SHARE)
    trust = smoothstep(np.sqrt(length) / (varies + differs + _EVEN), *_APART) * near * far * ~(inside | outside)
    trust = trust * smoothstep(np.arange(rows.start, rows.start + len(here))[:, None], mouth[1] + 0.7 * drop, mouth[1])
    out = alpha.copy()
    out[rows, columns] = here * (1 - trust) + np.minimum(here, share) * trust
    return out


def _usual(image: np.ndarray, mask: np.ndarray, radius: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of what is marked nearby: mean (h, w, 3) and standard deviation (h, w) of its colour; whether there is any."""
    solid = mask.astype(np.float32)[..., None]
    weight = blur(solid[..., 0], radius)[..., None]
    mean, square = (blur((value * solid).astype(np.float32), radius) / (weight + 1e-4) for value in (image, image**2))
    return mean, np.sqrt(np.maximum(square - mean**2, 0).mean(-1)), weight[..., 0] > 1e-3


def _round_above(alpha: np.ndarray, person: Person) -> np.ndarray:
    """(h, w) a head without what leads from it to the photo's upper edge, where by ordinary proportions there is air.

    Above the eyes it ends in half an ellipse, as high as heads are and as wide as this one is beside the eyes.
    """
    eyes, mouth = (person.landmarks[list(pair)].mean(0) for pair in ((2, 5), (9, 10)))
    drop = float(mouth[1] - eyes[1])
    left, right = (int(np.clip(eyes[0] + side * _HEAD * drop, 0, alpha.shape[1])) for side in (-1, 1))
    if drop < 4 or eyes[1] - _CROWN * drop < _AIR * drop or not (alpha[:2, left:right] > 0.5).any():
        return alpha
    beside = np.arange(int(eyes[1] - 0.5 * drop), int(eyes[1]) + 1)
    ends = [np.flatnonzero(row > 0.5)[[0, -1]] for row in alpha[beside, left:right] if (row > 0.5).any()]
    if not ends:
        return alpha
    ends = left + np.median(ends, axis=0)
    y, x = np.mgrid[0 : int(eyes[1]), left:right].astype(np.float32)
    out = np.hypot((x - ends.mean()) / (0.5 * np.ptp(ends) + 1), (y - eyes[1]) / (_CROWN * drop))
    alpha = alpha.copy()
    alpha[: int(eyes[1]), left:right] *= smoothstep(out, 1.03, 0.97)
    return alpha


def own_colours(photo: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Colours of the foreground alone, (h, w, 3) uint8.

    Source: Forte, "Approximate fast foreground colour estimation" (2021): blur fusion, twice.
    """
    image, a = photo.astype(np.float32), alpha[..., None]
    front: np.ndarray = image
    back: np.ndarray = image
    for radius in (45, 6):
        share = box_mean(alpha, radius)[..., None]
        near_front = box_mean(front * a, radius).reshape(image.shape) / (share + 1e-5)
        near_back = box_mean(back * (1 - a), radius).reshape(image.shape) / (1 - share + 1e-5)
        front = np.clip(near_front + a * (image - a * near_front - (1 - a) * near_back), 0, 255)
        back = near_back
    return front.astype(np.uint8)
