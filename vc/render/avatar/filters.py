"""Smoothing along time; every width is in seconds, so that any rate of poses behaves alike."""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import lfilter, savgol_filter


def soft(values: np.ndarray, width_s: float, rate: int) -> np.ndarray:
    """Gaussian of standard deviation `width_s` along the first axis; any number of poses."""
    return gaussian_filter1d(values, width_s * rate, axis=0, mode="nearest")


def without_jitter(values: np.ndarray, rate: int) -> np.ndarray:
    """Cubic Savitzky-Golay fit over 0.23 s: takes the trembling of detected joints, leaves the turning points."""
    window = min(2 * round(0.115 * rate) + 1, len(values) - 1 + len(values) % 2)
    return savgol_filter(values, window, 3, axis=0) if window > 3 else values


def lagging(values: np.ndarray, time_s: float, rate: int) -> np.ndarray:
    """What follows `values` with the time constant `time_s` (first-order low pass), at rest before the first pose."""
    share = 1 - np.exp(-1 / (time_s * rate))
    start = (1 - share) * values[:1]
    return lfilter([share], [1, share - 1], values, axis=0, zi=start)[0]


def pendulum(push: np.ndarray, frequency_hz: float, damping: float, rate: int) -> np.ndarray:
    """Swing (T,) of a damped pendulum under the acceleration `push`; damping 1 is critical.

    The discrete poles are the exact ones of the continuous equation, so the swing is stable at any rate.
    """
    omega = 2 * np.pi * frequency_hz
    decay = np.exp(-damping * omega / rate)
    turn = np.cos(omega * np.sqrt(1 - damping**2) / rate)
    feedback = [1, -2 * decay * turn, decay**2]
    return lfilter([0, 1 / rate**2], feedback, push)


def smoothstep(low: float, high: float, values: np.ndarray) -> np.ndarray:
    """0 below `low`, 1 above `high`, between them the cubic without corners."""
    part = np.clip((values - low) / (high - low), 0, 1)
    return part * part * (3 - 2 * part)
