"""Tempo, metre and place in the bar decided together, from what the ear with attention says and what can be measured.

bounds.py      what is known beforehand: tempo, metre, first beat, taps
salience.py   what can be measured: onsets, their periodicity, accents
evidence.py   all that as gains and costs, weighed by weights.py
search.py     the search over tempo, metre, place and rest together; decode.py: over hours, in stretches
times.py      beats to the millisecond, by the measured onsets
readings.py   how sure each bar is, and what else it could be
"""

import numpy as np

from vc.audio.joint.bounds import Bounds, Lead
from vc.music import Chances, Mel, Rhythm
from vc.skeleton import pose_count

__all__ = ["Bounds", "Lead", "search_rhythm"]


def search_rhythm(mel: Mel, chances: Chances, bounds: Bounds | None = None, *, lead: Lead | None = None) -> Rhythm:
    """Beats, bars and loudness of the music.

    mel : (T, 128) float32 at 90 Hz, 0..1 for 80 dB, band 0 the highest
    chances : what the ear says about it; bounds : what was known before; lead : beats to follow

    Follows changes of tempo; holds no beats where nothing sounds or nothing pulses. Deterministic.
    """
    # Late, because SciPy takes a while to import and the page is up sooner without it.
    from vc.audio.joint.decode import decode
    from vc.audio.joint.salience import measure
    from vc.audio.joint.times import exact_times
    from vc.audio.rhythm.loudness import measure_loudness
    from vc.audio.rhythm.onsets import measure_onsets

    onsets = measure_onsets(mel)
    # A mel is relative to its own maximum, so that silence may be all 1: where nothing ever begins, nothing sounds.
    if not onsets.rise.any() or len(chances.beat) == 0:
        nothing = np.zeros(0, int)
        loudness = np.zeros(pose_count(mel.seconds), np.float32)
        return Rhythm(np.zeros(0), nothing, nothing, loudness, mel.seconds)
    path = decode(chances, measure(mel, onsets), bounds, lead=lead)
    beats = exact_times(mel, onsets, chances, path.times_s)
    beats = np.maximum(beats, 0.0) if len(beats) else beats
    kept = (beats < mel.seconds) & (np.diff(beats, prepend=-1.0) > 0)
    return Rhythm(beats[kept], path.place[kept], path.metre[kept], measure_loudness(mel), mel.seconds)
