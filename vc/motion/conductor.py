"""Who conducts, and how: what can be wished of the motion."""

from vc.audio.rhythm.level import LEVELS
from vc.manner import AS_DRAWN, Manner
from vc.models.registry import offered
from vc.options import option, options

DEFAULT_MODEL = "baton"
MAX_SEED = 2**31 - 1


@options
class Conductor:
    """A model of motion and what it is asked for.

    model : one that vc.models.registry offers
    seed : another number is another interpretation; the same number is the same motion
    manner : energy, gesture, smoothness and left hand, see vc.manner
    level : the conducting level, see vc.audio.rhythm.level
    smooth : Savitzky-Golay smoothing; None is what suits the model
    device : where a network runs, in torch's words
    accept_licence : accept the notice of weights that have one, such as those for research only
    """

    model: str = option(DEFAULT_MODEL, "who conducts", choices=offered(), label="Movements",
                       note="Who has taught the hands")  # fmt: skip
    seed: int = option(0, "another number is another interpretation", ge=0, le=MAX_SEED, label="Seed",
                       note="Same seed, same take")  # fmt: skip
    manner: Manner = AS_DRAWN
    level: str = option("beat", "which beats are given: all that were heard, one a bar, every other, twice as many, or "
                        "as their tempo asks", label="Beats given", choices=LEVELS)  # fmt: skip
    smooth: bool | None = option(None, "smooth the motion; by default where the model trembles")
    device: str = option("cpu", "where networks run: cpu, cuda, cuda:1, mps")
    accept_licence: bool = option(False, "accept the notice of weights that have one")
