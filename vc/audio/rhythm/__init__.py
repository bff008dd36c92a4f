"""The rhythm of a piece from its mel spectrogram alone: beats, bars and loudness."""

from vc.audio.rhythm.bars import find_bars
from vc.audio.rhythm.beats import find_beats
from vc.audio.rhythm.loudness import measure_loudness
from vc.audio.rhythm.onsets import measure_onsets
from vc.music import Mel, Rhythm

__all__ = ["track_rhythm"]


def track_rhythm(mel: Mel) -> Rhythm:
    """Beats, bars and loudness of the music.

    mel : (T, 128) float32 at 90 Hz, 0..1 for 80 dB, band 0 the highest

    Follows changes of tempo; holds no beats where nothing sounds or nothing pulses. Deterministic. Memory beyond the
    mel's own is about 150 MB for two hours.
    """
    onsets = measure_onsets(mel)
    beats_s = find_beats(onsets)
    beats_s = beats_s[(beats_s >= 0) & (beats_s < mel.seconds)]
    place, metre = find_bars(mel, onsets, beats_s)
    return Rhythm(beats_s, place, metre, measure_loudness(mel), mel.seconds)
