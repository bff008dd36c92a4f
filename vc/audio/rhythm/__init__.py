"""The rhythm of a piece from its mel spectrogram alone: beats, bars and loudness."""

import numpy as np

from vc.music import MEL_RATE, Mel, Rhythm
from vc.skeleton import POSE_RATE, pose_count

__all__ = ["track_rhythm"]


def track_rhythm(mel: Mel, chances: np.ndarray | None = None) -> Rhythm:
    """Beats, bars and loudness of the music.

    mel : (T, 128) float32 at 90 Hz, 0..1 for 80 dB, band 0 the highest
    chances : (2, poses) 0..1, of a beat and of a downbeat at each pose, as a network hears them; None leaves it to what
        can be measured: onsets and harmony

    Follows changes of tempo; holds no beats where nothing sounds or nothing pulses. Deterministic. Memory beyond the
    mel's own is about 130 MB for two hours, time about 7 s.
    """
    # Late, because SciPy takes a while to import and the page is up sooner without it.
    from vc.audio.rhythm.bars import find_bars
    from vc.audio.rhythm.beats import find_beats
    from vc.audio.rhythm.harmony import tone_change
    from vc.audio.rhythm.loudness import measure_loudness
    from vc.audio.rhythm.onsets import measure_onsets, onset_times

    onsets = measure_onsets(mel)
    beat, downbeat = (None, None) if chances is None else (_at_frames(row, len(mel)) for row in chances)
    beats_s = onset_times(mel, find_beats(onsets, tone_change(mel), beat))
    beats_s = beats_s[(beats_s >= 0) & (beats_s < mel.seconds)]
    place, metre = find_bars(mel, onsets, beats_s, downbeat)
    # A mel is relative to its own maximum, so that silence may be all 1: where nothing ever begins, nothing sounds.
    loudness = measure_loudness(mel) if onsets.rise.any() else np.zeros(pose_count(mel.seconds), np.float32)
    return Rhythm(beats_s, place, metre, loudness, mel.seconds)


def _at_frames(signal: np.ndarray, frames: int) -> np.ndarray:
    """(poses,) at POSE_RATE -> (frames,) at MEL_RATE, linear between the poses."""
    return np.interp(np.arange(frames) * (POSE_RATE / MEL_RATE), np.arange(len(signal)), signal)
