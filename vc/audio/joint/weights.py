"""How much each kind of evidence counts in the search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """Chosen by a random search on pieces that were held back (`vc.data.timed`, split "val"), for the sum of beat F,
    half of downbeat F, half of CMLt, and of what a hand that swings with the beats shares with the true ones.

    beat, bias : of a beat's logit above `bias`; down, down_bias : likewise of a downbeat's
    onset, onset_bias : of measured onsets above `onset_bias`; accent : of what begins a bar; period : a second, of the
        onsets' periodicity; clarity : a second, against a pulse where nothing rises
    going : a second, of beating rather than resting; pulse, pulse_bias : a second, of the pulse's logit
    tempo, metre : a second, of their log-chances against chance
    in_beat, in_bar : a second, of the places between two beats and in the bar
    turn : cost of a change of tempo by a factor e; jump : of any; cut : of a bar cut short; change : of another metre
    rest : cost of beginning a rest; late_start : of beginning on another beat than the first
    centre, spread, usual : beats a minute that are usual, octaves about them, and how much that counts a second
    """

    beat: float = 0.818
    bias: float = 0.0
    down: float = 1.072
    down_bias: float = -1.085
    onset: float = 1.2
    onset_bias: float = 0.25
    accent: float = 0.0
    period: float = 1.5
    clarity: float = 3.0
    going: float = -1.5
    pulse: float = 0.151
    pulse_bias: float = 1.0
    tempo: float = 0.278
    in_beat: float = 1.8
    in_bar: float = 1.0
    metre: float = 0.291
    turn: float = 12.794
    jump: float = 16
    cut: float = 5.623
    change: float = 14.0
    rest: float = 8.0
    late_start: float = 0.663
    centre: float = 111.585
    spread: float = 1.133
    usual: float = 0.1


FITTED = Weights()
