"""The M2S-GAN paper's numbers for comparing a generated motion with a real one: pure functions of arrays.

Motions are (T, 13, 2), or (N, T, 13, 2) for N pieces of one length, stage coordinates at 30 Hz; both motions of a
pair have the same shape. The real one comes first. None of these numbers hears the beat: a motion shifted by half a
beat scores almost as well as the right one (RDE 0.000, SCE 0.03, SDP 100 %), so report beat accuracy beside them.
Source: Chen et al., JCST 2022, and the authors' evaluation code, whose numbers these match.
"""

from collections.abc import Sequence

import numpy as np

from vc.skeleton import JOINT_COUNT, POSE_RATE

WELCH_POSES = 256  # scipy's default; one bin is 30 / 256 = 0.117 Hz
RHYTHM_BINS = slice(6, 26)  # 0.70 to 2.93 Hz, where beats are
STRENGTH_WINDOW = 60  # poses, 2 s
STRENGTH_STEP = 30
_LOG_SCALE = 1e7  # the authors' factor that brings RDE and SCE to readable sizes


def mse(real: np.ndarray, generated: np.ndarray) -> float:
    """Mean squared error of all coordinates, in squared stage widths; 0 is best.

    Misses: it prefers a still pose to the right motion half a beat late, so a low value often means dull motion.
    """
    first, second = _pair(real, generated)
    return float(np.mean((first - second) ** 2))


def sd(motion: np.ndarray) -> float:
    """Standard deviation over time, averaged over joints and coordinates, in stage widths: how large the motion is.

    Misses: when and how it moves; drifting slowly through the picture counts like conducting.
    """
    return _mean_deviation(_channels(motion))


def sdp(real: np.ndarray, generated: np.ndarray) -> float:
    """SD of the generated motion as a part of the real one's; 1.0 (the paper's 100 %) is best, above is too large.

    Misses: what `sd` misses. Raises ValueError if the real motion stands still.
    """
    first, second = _pair(real, generated)
    return sdp_of_sds([_mean_deviation(first)], [_mean_deviation(second)])


def sdp_of_sds(real: Sequence[float], generated: Sequence[float]) -> float:
    """`sdp` of a set of pieces of any lengths, from the `sd` of each: the ratio of the means.

    The mean of the ratios could be as large as you like, where a recorded conductor hardly moves. Raises ValueError.
    """
    if (size := np.mean(real)) == 0:
        raise ValueError("the real motion stands still, so there is nothing to relate the generated motion to")
    return float(np.mean(generated) / size)


def rde(real: np.ndarray, generated: np.ndarray) -> float:
    """Rhythm density error: distance of the power spectra between 0.7 and 2.9 Hz, logarithmic; 0 is best.

    Misses: all of phase. The right tempo beside the beat scores 0, and so does the music of another piece in the
    same tempo. Averaging the joints hides which of them moves. Motions under 256 poses are padded with zeros.
    """
    first, second = _pair(real, generated)
    difference = (_mean_spectrum(first) - _mean_spectrum(second))[:, RHYTHM_BINS]
    return _log_scaled(np.mean(difference**2))


def sce(real: np.ndarray, generated: np.ndarray) -> float:
    """Strength contour error: distance of the amount of motion in windows of 2 s, logarithmic; 0 is best.

    Misses: beats, which the windows average away, and mirrored movements: coordinates are averaged with their signs
    before the absolute value is taken, so arms that open to both sides cancel.
    """
    first, second = _pair(real, generated)
    difference = _strength_contour(first) - _strength_contour(second)
    return _log_scaled(np.mean(difference**2))


def sync_error(real_features: np.ndarray, generated_features: np.ndarray) -> float:
    """Mean absolute difference of two motions' features in the judge, a sync network's motion encoder; 0 is best.

    real_features, generated_features : equal shapes, (T, 64) or (N, T, 64). The paper calls this MPE.

    Misses: the judge tells right from shifted music in 54 to 59 of 100 cases only, and features of the real motion
    reward imitation of one conductor, not synchrony with the music.
    """
    if real_features.shape != generated_features.shape:
        raise ValueError(
            f"features of one shape are compared, not {real_features.shape} and {generated_features.shape}"
        )
    return float(np.mean(np.abs(np.asarray(real_features, np.float64) - generated_features)))


def _pair(real: np.ndarray, generated: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if real.shape != generated.shape:
        raise ValueError(f"motions of one shape are compared, not {real.shape} and {generated.shape}")
    return _channels(real), _channels(generated)


def _channels(motion: np.ndarray) -> np.ndarray:
    """(T, 13, 2) or (N, T, 13, 2) -> (N, T, 26) float64."""
    if motion.ndim not in (3, 4) or motion.shape[-2:] != (JOINT_COUNT, 2):
        raise ValueError(f"a motion is (T, {JOINT_COUNT}, 2) or (N, T, {JOINT_COUNT}, 2), not {motion.shape}")
    return np.asarray(motion, np.float64).reshape(-1, motion.shape[-3], JOINT_COUNT * 2)


def _mean_deviation(channels: np.ndarray) -> float:
    return float(channels.std(axis=1).mean())


def _mean_spectrum(channels: np.ndarray) -> np.ndarray:
    """(N, T, 26) -> (N, 129) Welch power spectral density, averaged over the channels."""
    from scipy.signal import welch  # 1.5 s to import, and only needed here

    poses = min(channels.shape[1], WELCH_POSES)
    density = welch(channels, POSE_RATE, nperseg=poses, nfft=WELCH_POSES, axis=1)[1]
    mean: np.ndarray = density.mean(axis=2)
    return mean


def _strength_contour(channels: np.ndarray) -> np.ndarray:
    """(N, T, 26) -> (N, windows) mean absolute movement per pose; the first pose counts as not moved."""
    centre = channels.mean(axis=2)
    strength = np.abs(np.diff(centre, axis=1, prepend=centre[:, :1]))
    window = min(STRENGTH_WINDOW, strength.shape[1])
    return np.lib.stride_tricks.sliding_window_view(strength, window, axis=1)[:, ::STRENGTH_STEP].mean(axis=2)


def _log_scaled(value: float) -> float:
    return float(np.log1p(_LOG_SCALE * value))
