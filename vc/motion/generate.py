"""Music to motion: one motion for the whole piece, whatever its length, by the model of the caller's choice.

No model makes seams. The textbook conductor works from the rhythm of the whole piece; a network is given the whole
piece, in tiles that overlap as far as it sees.
"""

from pathlib import Path

import numpy as np

from vc.errors import MotionError, MusicError, WeightsError
from vc.manner import AS_DRAWN, Manner
from vc.models.registry import Model, find_model, imported
from vc.motion.request import Progress, Request
from vc.music import Mel, Rhythm
from vc.skeleton import POSE_RATE, Motion, pose_count


def generate(
    music: Mel | np.ndarray,
    *,
    model: str = "textbook",
    seed: int = 0,
    device: str = "cpu",
    weights_path: Path | None = None,
    rhythm: Rhythm | None = None,
    manner: Manner = AS_DRAWN,
    on_progress: Progress | None = None,
) -> Motion:
    """Conducting motion for a piece of music: floor(seconds x 30) poses at 30 Hz.

    music : the mel of the piece, or its float32 mono samples at 22 050 Hz, (n,)
    model : a name in vc.models.registry.MODELS
    seed : the same music, model and seed give the same motion
    device : where a network runs, in torch's words: "cpu", "cuda", ...
    weights_path : the file of a learned model's weights
    rhythm : beats that are known already; conductors that need some find them themselves if there are none
    manner : wishes that move the style; networks of others know none
    on_progress : called with the done part, rising to 1.0

    Raises WeightsError for an unknown model and for weights that are missing or do not fit; MusicError for music
    shorter than one pose.
    """
    chosen = find_model(model)
    if chosen.networks and weights_path is None:
        raise WeightsError(_how_to_get(model, chosen))
    mel = _as_mel(music)
    poses = pose_count(mel.seconds)
    if poses == 0 or len(mel) == 0:
        raise MusicError(f"The music is {mel.seconds:.3f} s long; a single pose takes {1 / POSE_RATE:.3f} s.")
    report = on_progress or _ignore
    motion: Motion = imported(chosen.conduct)(Request(mel, rhythm, manner, poses, seed, device, weights_path, report))
    if len(motion) != poses:
        raise MotionError(f"The model {model!r} made {len(motion)} poses for {mel.seconds:.2f} s; needed are {poses}.")
    report(1.0)
    return motion


def _how_to_get(name: str, model: Model) -> str:
    if model.weights:
        return f"The model {name!r} needs its weights. To get them: python -m vc weights fetch {model.weights}"
    return (
        f"The model {name!r} needs weights that you train: {how_to_train(name, model)}; then measure it with: "
        f"python -m vc evaluate ... --models {name}=OUT/weights.safetensors"
    )


def how_to_train(name: str, model: Model) -> str:
    """The command whose weights a model needs that comes with none."""
    return f"python -m vc train {list(model.stages)[-1] if model.stages else name} DATA --out OUT"


def _as_mel(music: Mel | np.ndarray) -> Mel:
    if isinstance(music, Mel):
        return music
    from vc.audio.mel import official_mel

    return official_mel(music)


def _ignore(done: float) -> None:
    del done
