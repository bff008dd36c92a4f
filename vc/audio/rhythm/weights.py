"""How much each kind of evidence counts in the search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """Chosen by a random search on pieces that were held back (`vc.data.timed`, split "val"), for the sum of beat F,
    half of downbeat F, half of CMLt, and of what a hand that swings with the beats shares with the true ones. Tempo,
    centre and usual are from a grid on the same pieces, among which others do as well, but count fast drums in halves.
    Kept by hand within what clicks and drums need: onset, going, rest, down_bias, and turn, since the pack breathes
    less than people do.

    beat, bias : of a beat's logit above `bias`; down, down_bias : likewise of a downbeat's
    onset, onset_bias : of measured onsets above `onset_bias`; period : a second, of the onsets'
        periodicity; clarity : a second, against a pulse where nothing rises
    going : a second, of beating rather than resting; pulse, pulse_bias : a second, of the pulse's logit
    tempo, metre : a second, of their log-chances against chance
    in_beat, in_bar : a second, of the places between two beats and in the bar
    turn : cost of a change of tempo by a factor e; jump : of any; cut : of a bar cut short; change : of another metre
    rest : cost of beginning a rest; late_start : of beginning on another beat than the first
    centre, spread, usual : beats a minute that are usual, octaves about them, and how much that counts a second
    """

    beat: float = 0.595
    bias: float = 0.187
    down: float = 1.072
    down_bias: float = 1.2
    onset: float = 0.5
    onset_bias: float = 0.482
    period: float = 1.157
    clarity: float = 4.158
    going: float = -0.481
    pulse: float = 0.151
    pulse_bias: float = -0.294
    tempo: float = 0.5
    in_beat: float = 1.01
    in_bar: float = 1.973
    metre: float = 0.348
    turn: float = 11.717
    jump: float = 10.019
    cut: float = 4.0
    change: float = 16.779
    rest: float = 11.178
    late_start: float = 1.559
    centre: float = 150.0
    spread: float = 1.562
    usual: float = 1.0


FITTED = Weights()
