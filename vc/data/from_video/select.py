"""Which parts of a watched video are good to learn from, and their motion in the layout of ConductorMotion100."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import savgol_filter

from vc.data.from_video.watch import Watched
from vc.skeleton import JOINT_COUNT, KEYPOINT_COUNT, POSE_RATE, Joint

# MediaPipe's landmarks in the order of `vc.skeleton.Joint`: nose, eyes, ears, shoulders, elbows, wrists, hips.
LANDMARK_OF_JOINT = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24]
LANDMARK_OF_KEYPOINT = [*LANDMARK_OF_JOINT, 17, 18, 19, 20, 21, 22]  # and knuckles: little finger, index, thumb

# Limits set by hand, each for the reason beside it; on no data.
LONGEST_GAP_S = 0.5  # without the person, that is bridged
LEAST_RATE = 12.0  # frames per second; a beat of 150 a minute would have fewer than five
LEAST_SEEN = 0.3  # visibility of shoulders, elbows and wrists from which they count as seen
LEAST_SHOULDERS_PX = 16  # below it the person is a few dozen pixels tall and the hands are guesses
LEAST_WRIST = 0.01  # stage widths that a wrist strays from its mean (standard deviation); below, nobody conducts
_EDGE = 0.02  # of the picture's size, by which a joint may lie outside
_BELOW = 0.35  # of its height, by which the hips may lie below: desks hide them, and the model knows where they are

SHOULDER_WIDTH, HIPS = 0.2, (0.5, 0.75)  # ConductorMotion100's: mean width, mean middle
WINDOW, ORDER = 19, 5  # Savitzky-Golay, as the authors smooth: 0.63 s of polynomials of the fifth degree

NOBODY, CUT_OFF, HIDDEN, BEHIND, SMALL = (
    "no person is seen", "the person is cut off by the picture's edge", "arms or shoulders are hidden",
    "the person is seen from behind or from the side", "the person is too small",
)  # fmt: skip
SCENE_CUT, OTHER_PERSON, STILL_PICTURE = "a scene cut", "another person", "no new picture"


@dataclass(frozen=True)
class Stretch:
    """Frames first..last - 1 show one person without a break. ended_by : why it does not go on; "" at the end"""

    first: int
    last: int
    ended_by: str


@dataclass(frozen=True)
class Rejected:
    """A part of a video that gives no item, and why, for people to read."""

    from_s: float
    to_s: float
    reason: str


@dataclass(frozen=True)
class Take:
    """One item, from pose `first` of the video on, at 30 Hz.

    points : (poses, 13, 2) float32, stage coordinates
    places : (poses, 19, 2) float64 px of the watched picture, of `vc.skeleton.Keypoint`, smoothed alike
    """

    first: int
    points: np.ndarray
    places: np.ndarray


def select(watched: Watched, *, seconds: int, poses: int) -> tuple[list[Take], list[Rejected]]:
    """Items of `seconds` out of a video, and what is left over.

    poses : that the sound lasts; later pictures are silent
    """
    rate = (len(watched) - 1) / max(watched.times_s[-1] - watched.times_s[0], 1e-6)
    if rate < LEAST_RATE:
        reason = f"only {rate:.0f} pictures a second; conducting needs {LEAST_RATE:.0f}"
        return [], [_rejected(watched, 0, len(watched), reason)]
    faults = find_faults(watched)
    takes: list[Take] = []
    rejected = list(_faulty_parts(watched, faults))
    for stretch in find_stretches(watched, faults):
        found, left = _cut(watched, faults, stretch, seconds=seconds, poses=poses)
        takes += found
        rejected += left
    return takes, sorted(rejected, key=lambda part: part.from_s)


def find_faults(watched: Watched) -> np.ndarray:
    """(F,) str, what is wrong with each frame; "" for nothing."""
    points = watched.landmarks[:, LANDMARK_OF_JOINT].astype(np.float64)
    size = np.array(watched.size)
    body, hips = points[:, : Joint.LEFT_HIP], points[:, Joint.LEFT_HIP :]
    outside = ((body < -_EDGE * size) | (body > (1 + _EDGE) * size)).any(axis=(1, 2))
    outside |= (hips[..., 1] > (1 + _BELOW) * size[1]).any(axis=1) | (hips[..., 1] < 0).any(axis=1)
    arms = watched.visibility[:, LANDMARK_OF_JOINT][:, Joint.LEFT_SHOULDER : Joint.LEFT_HIP]
    across = points[:, Joint.LEFT_SHOULDER, 0] - points[:, Joint.RIGHT_SHOULDER, 0]
    faults = np.full(len(watched), "", dtype="U64")
    with np.errstate(invalid="ignore"):
        for reason, wrong in (
            (HIDDEN, arms.min(axis=1) < LEAST_SEEN), (BEHIND, across <= 0),
            (SMALL, np.abs(across) < LEAST_SHOULDERS_PX), (CUT_OFF, outside), (NOBODY, np.isnan(across)),
        ):  # fmt: skip
            faults[wrong] = reason
    return faults


def find_stretches(watched: Watched, faults: np.ndarray) -> list[Stretch]:
    """Frames between two breaks, beginning and ending with a good one; gaps up to `LONGEST_GAP_S` are no breaks."""
    good = np.flatnonzero(faults == "")
    stretches: list[Stretch] = []
    first = 0
    for place in range(1, len(good) + 1):
        why = _break_between(watched, faults, good[place - 1], good[place]) if place < len(good) else ""
        if place == len(good) or why:
            stretches.append(Stretch(int(good[first]), int(good[place - 1]) + 1, why))
            first = place
    return stretches


def _break_between(watched: Watched, faults: np.ndarray, before: int, after: int) -> str:
    """Why two good frames, with none between them, do not belong together; "" if they do."""
    between = slice(before + 1, after + 1)
    if watched.is_cut[between].any():
        return SCENE_CUT
    if watched.is_other[between].any():
        return OTHER_PERSON
    if watched.times_s[after] - watched.times_s[before] <= LONGEST_GAP_S:
        return ""
    return str(faults[before + 1]) or STILL_PICTURE


def _faulty_parts(watched: Watched, faults: np.ndarray) -> Iterator[Rejected]:
    """What lies between stretches for longer than a gap, with its commonest fault."""
    bad = np.flatnonzero(np.diff(np.concatenate([[False], faults != "", [False]]).astype(int)))
    for first, last in bad.reshape(-1, 2):
        ends = watched.times_s[min(last, len(watched) - 1)] - watched.times_s[max(first - 1, 0)]
        if ends > LONGEST_GAP_S:
            names, counts = np.unique(faults[first:last], return_counts=True)
            yield _rejected(watched, first, last, str(names[counts.argmax()]))


def _cut(
    watched: Watched, faults: np.ndarray, stretch: Stretch, *, seconds: int, poses: int
) -> tuple[list[Take], list[Rejected]]:
    """Items of a stretch, one after the other; the rest is too short."""
    times = watched.times_s[stretch.first : stretch.last]
    first = max(int(np.ceil(times[0] * POSE_RATE - 1e-6)), 0)
    last = min(int(np.floor(times[-1] * POSE_RATE + 1e-6)) + 1, poses)
    length = seconds * POSE_RATE
    moving = resample(watched, faults, stretch, first, last) if last - first >= length else np.empty(0)
    takes, rejected = [], []
    for start in range(first, last - length + 1, length):
        places = smooth(moving[start - first :][:length])
        points = normalise(places[:, :JOINT_COUNT])
        if points[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]].std(axis=0).max() < LEAST_WRIST:
            rejected.append(Rejected(start / POSE_RATE, (start + length) / POSE_RATE, "the hands do not move"))
        else:
            takes.append(Take(start, points, places))
    over = first + max(last - first, 0) // length * length
    if last > over:
        why = f", then comes: {stretch.ended_by}" if stretch.ended_by else ""
        left = f"too short: {(last - over) / POSE_RATE:.1f} s, an item takes {seconds} s{why}"
        rejected.append(Rejected(over / POSE_RATE, last / POSE_RATE, left))
    return takes, rejected


def resample(watched: Watched, faults: np.ndarray, stretch: Stretch, first: int, last: int) -> np.ndarray:
    """(last - first, 19, 2) float64 px at the times of poses first..last - 1, whatever times the frames have.

    Gaps are bridged by straight lines, the rest by a cubic spline through the frames.
    """
    frames = slice(stretch.first, stretch.last)
    times, good = watched.times_s[frames], faults[frames] == ""
    seen = watched.landmarks[frames, LANDMARK_OF_KEYPOINT].reshape(len(times), -1).astype(np.float64)
    whole = np.stack([np.interp(times, times[good], column[good]) for column in seen.T], axis=1)
    made: np.ndarray = CubicSpline(times, whole)(np.arange(first, last) / POSE_RATE)
    return made.reshape(-1, KEYPOINT_COUNT, 2)


def smooth(points: np.ndarray) -> np.ndarray:
    """Savitzky-Golay along time; (T, points, 2), T of a second or more."""
    smoothed: np.ndarray = savgol_filter(points, WINDOW, ORDER, axis=0)
    return smoothed


def normalise(points: np.ndarray) -> np.ndarray:
    """(T, 13, 2) px -> float32 stage coordinates: the shoulders 1/5 wide, the middle of the hips at (0.5, 0.75), in
    the mean over the clip, as in ConductorMotion100."""
    shoulders = points[:, Joint.LEFT_SHOULDER] - points[:, Joint.RIGHT_SHOULDER]
    width = np.linalg.norm(shoulders, axis=1).mean()
    middle = points[:, [Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=(0, 1))
    staged: np.ndarray = ((points - middle) * (SHOULDER_WIDTH / width) + HIPS).astype(np.float32)
    return staged


def _rejected(watched: Watched, first: int, last: int, reason: str) -> Rejected:
    return Rejected(float(watched.times_s[first]), float(watched.times_s[min(last, len(watched)) - 1]), reason)
