"""Bars where the ear cannot tell them, by what is louder on every second, third or fourth beat, as of a metronome; and
where it should not be asked, since the harmony changes on one beat of every bar and on no other."""

import numpy as np

from vc.music import MEL_BANDS, MEL_RATE, Chances, Mel

# Length of the ear's mean place in the bar below which it knows nothing of bars. On the timed pack's split "val" it is
# below for 18 of 88 plain sounds, most of them clicks, and for 3 of 74 pieces of music.
UNKNOWN = 0.2
METRES = (4, 3, 2, 5, 6, 7)  # the first where nothing is accented
CLEAR = 0.5  # share of the beats' differences that their places in the bar must explain
BETTER = 0.05  # more of it than a shorter bar explains, for a longer one to be taken
# Share of the differences in harmony, and how much newer than any other one beat is, from which harmony is believed.
# None of 161 takes of music of "val" and "test" (60 s each) has both, and 2 of 198 of plain sounds and drills, rightly.
REGULAR, NEWER = 0.7, 0.3
ATTACK_FRAMES = 9  # of the mel in which a beat is at its loudest
NEAR_FRAMES = 3  # of the mel to either side of a beat where harmony may change


def knows_bars(chances: Chances, beats_s: np.ndarray) -> bool:
    """Whether the ear has said anything about the places of these beats in bars; one that never does has downbeats."""
    if not (len(beats_s) and chances.in_bar.any()):
        return True
    frame = np.clip(np.round(beats_s * chances.rate).astype(int), 0, len(chances.beat) - 1)
    return bool(np.abs(chances.in_bar[frame]).mean() >= UNKNOWN)


def accented_bars(mel: Mel, beats_s: np.ndarray, metre: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(n,) place of each beat in its bar, and beats of that bar; `metre` if it is known.

    Bars of four from the first beat on where nothing is accented.
    """
    count = np.arange(len(beats_s))
    metres = (metre,) if metre else METRES
    best, beats, first = 0.0, metres[0], 0
    for strength in _strengths(mel, beats_s):
        for length in sorted(metres):
            share, accent = _explained(strength, length)
            if share > max(best + BETTER, CLEAR):
                best, beats, first = share, length, accent
    return (count - first) % beats, np.full(len(beats_s), beats)


def harmonic_bars(newness: np.ndarray, beats_s: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """As accented_bars, where the harmony changes on the first beat of every bar alone; None where it does not.

    newness : (T,) of a mel, 0..1, see salience.Measured
    """
    frames = np.round(beats_s * MEL_RATE).astype(int)[:, None] + np.arange(-NEAR_FRAMES, NEAR_FRAMES + 1)
    change = newness[np.clip(frames, 0, len(newness) - 1)].max(1)
    for length in sorted(METRES):
        share, first = _explained(change, length)
        if share > REGULAR:
            means = [change[start::length].mean() for start in range(length)]
            is_newer = means[first] - sorted(means)[-2] > NEWER
            return ((np.arange(len(beats_s)) - first) % length, np.full(len(beats_s), length)) if is_newer else None
    return None


def _strengths(mel: Mel, beats_s: np.ndarray) -> list[np.ndarray]:
    """(n,) how loud each beat begins: in its lower half, where a bass drum is, in all, in its higher half."""
    frames = np.round(beats_s * MEL_RATE).astype(int)[:, None] + np.arange(ATTACK_FRAMES)
    heard = mel.values[np.clip(frames, 0, len(mel.values) - 1)]
    higher, lower = heard[:, :, : MEL_BANDS // 2], heard[:, :, MEL_BANDS // 2 :]
    return [part.sum(2).max(1) for part in (lower, heard, higher)]


def _explained(strength: np.ndarray, length: int) -> tuple[float, int]:
    """Share of the variance that the place in bars of `length` explains, adjusted, and the loudest place."""
    if length < 2 or len(strength) < 3 * length or not strength.var() > 0:
        return 0.0, 0
    place = np.arange(len(strength)) % length
    means = np.bincount(place, strength) / np.bincount(place)
    left = float(np.square(strength - means[place]).sum() / np.square(strength - strength.mean()).sum())
    return 1 - left * (len(strength) - 1) / (len(strength) - length), int(means.argmax())
