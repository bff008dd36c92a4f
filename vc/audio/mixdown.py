"""Several channels to the one that is listened to."""

import numpy as np

# The channels' mean keeps 1/n of their power where they have nothing in common. Where less than this share of that is
# left, they cancel each other out: opposite phase, as a turned plug or some widening effects make it.
_CANCELLED, _RESTORED = 0.1, 0.5
_SILENCE = 1e-10  # power; nothing can be told from less
_FADE_SAMPLES = 1024  # from one mixture to another, so that the change is no onset


class Mixdown:
    """Blocks of (channels, n) samples to (n,): their mean; while they cancel each other out, the loudest channel."""

    def __init__(self) -> None:
        self._weights: np.ndarray | None = None

    def __call__(self, block: np.ndarray) -> np.ndarray:
        last = self._weights
        if last is None or len(last) != len(block):
            last = _weights(block, _mean(len(block)))  # no fade: the music may begin with a beat
        self._weights = weights = _weights(block, last)
        return block.mean(axis=0) if _is_mean(weights) and weights is last else _faded(block, last, weights)


def _weights(block: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The share of each channel; `last` itself where nothing calls for a change."""
    if len(block) == 1 or not block.shape[1]:
        return last
    powers = np.square(block).mean(axis=1)
    expected = float(powers.mean()) / len(block)
    if expected < _SILENCE:
        return last
    left = float(np.square(block.mean(axis=0)).mean()) / expected
    if left < _CANCELLED and _is_mean(last):
        return np.eye(len(block), dtype=np.float32)[powers.argmax()]
    if left > _RESTORED and not _is_mean(last):
        return _mean(len(block))
    return last


def _mean(channels: int) -> np.ndarray:
    return np.full(channels, 1 / channels, np.float32)


def _is_mean(weights: np.ndarray) -> bool:
    return len(weights) == 1 or float(weights.max()) < 1


def _faded(block: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    share = np.minimum(np.arange(block.shape[1], dtype=np.float32) / _FADE_SAMPLES, 1)
    return (before @ block) * (1 - share) + (after @ block) * share
