"""Optional steps on a finished motion."""

import numpy as np

from vc.channels import normalised
from vc.skeleton import Motion

WINDOW = 19  # poses, 0.63 s
ORDER = 5


def smooth(motion: Motion, window: int = WINDOW, order: int = ORDER) -> Motion:
    """Savitzky-Golay smoothing of every layer along time; a new motion.

    window : poses that each polynomial is fitted to, odd
    order : degree of the polynomial, below `window`

    A motion shorter than the window is fitted with the longest odd window and the highest order that it allows; one
    or two poses stay as they are. Raises ValueError for an even window or too high an order.
    Source: the M2S-GAN authors' drawing, with these defaults.
    """
    if window < 1 or window % 2 == 0 or not 0 <= order < window:
        raise ValueError(f"smoothing needs an odd window above its order, not window {window} and order {order}")
    from scipy.signal import savgol_filter  # 1.5 s to import, and only needed here

    longest = len(motion) - 1 + len(motion) % 2
    fitted = min(window, longest)
    if fitted < 3:
        return Motion(motion.points.copy(), motion.rate, motion.joints, motion.channels)

    def fit(layer: np.ndarray) -> np.ndarray:
        return np.asarray(savgol_filter(layer, fitted, min(order, fitted - 1), axis=0), np.float32)

    joints = None if motion.joints is None else fit(motion.joints)
    channels = None if motion.channels is None else normalised(fit(motion.channels))
    return Motion(fit(motion.points), motion.rate, joints, channels)
