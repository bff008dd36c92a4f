"""The rhythm of a piece: tempo, metre and place in the bar decided together, from what ears say and what is measured.

onsets.py     where sound begins to rise; salience.py: what stands out, how periodic it is; loudness.py
lead.py       beats to follow
evidence.py   all that as gains and costs, weighed by weights.py
search.py     the search over tempo, metre, place and rest together; decode.py: over hours, in stretches
times.py      beats to the millisecond, by the measured onsets; accents.py: bars by accents or harmony
readings.py   how sure each bar is, and what else it could be
level.py      which of the beats a conductor beats
correct.py    what a listener sets right; annotation.py, labels.py, tables.py: beats in a file
"""

import numpy as np

from vc.audio.rhythm.lead import Lead
from vc.hints import Bounds
from vc.music import Chances, Mel, Rhythm
from vc.skeleton import pose_count

__all__ = ["Lead", "track_rhythm"]


def track_rhythm(mel: Mel, chances: Chances, bounds: Bounds | None = None, *, lead: Lead | None = None) -> Rhythm:
    """Beats, bars and loudness of the music.

    mel : (T, 128) float32 at 90 Hz, 0..1 for 80 dB, band 0 the highest
    chances : what an ear says about it; bounds : what was known before; lead : beats to follow

    Follows changes of tempo; holds no beats where nothing sounds or nothing pulses. Deterministic.
    """
    # Late, because SciPy takes a while to import and the page is up sooner without it.
    from vc.audio.rhythm.accents import accented_bars, harmonic_bars, knows_bars
    from vc.audio.rhythm.correct import LEAST_GAP_S
    from vc.audio.rhythm.decode import decode
    from vc.audio.rhythm.loudness import measure_loudness
    from vc.audio.rhythm.onsets import measure_onsets
    from vc.audio.rhythm.salience import measure
    from vc.audio.rhythm.times import exact_times

    onsets = measure_onsets(mel)
    # A mel is relative to its own maximum, so that silence may be all 1: where nothing ever begins, nothing sounds.
    if not onsets.rise.any() or len(chances.beat) == 0:
        nothing = np.zeros(0, int)
        loudness = np.zeros(pose_count(mel.seconds), np.float32)
        return Rhythm(np.zeros(0), nothing, nothing, loudness, mel.seconds)
    measured = measure(mel, onsets)
    path = decode(chances, measured, bounds, lead=lead)
    beats = exact_times(mel, onsets, chances, path.times_s)
    beats = np.maximum(beats, 0.0) if len(beats) else beats
    # A pulse that is taken up at once after a rest may stand on the last beat before it.
    kept = (beats < mel.seconds) & (np.diff(beats, prepend=-1.0) > LEAST_GAP_S)
    beats, place, metre = beats[kept], path.place[kept], path.metre[kept]
    said = bounds or Bounds()
    is_told = lead is not None or said.metre is not None or said.first_beat_s is not None
    if not is_told and (bars := harmonic_bars(measured.newness, beats)):
        place, metre = bars
    elif not knows_bars(chances, beats) and said.first_beat_s is None:
        place, metre = accented_bars(mel, beats, said.metre)
    return Rhythm(beats, place, metre, measure_loudness(mel), mel.seconds)
