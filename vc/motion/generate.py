"""Music to motion: one motion for the whole piece, whatever its length, by the model of the caller's choice.

No model makes seams. The textbook conductor works from the rhythm of the whole piece; a network is given the whole
piece, in tiles that overlap as far as it sees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from vc.errors import MotionError, MusicError, WeightsError
from vc.manner import AS_DRAWN, Manner
from vc.motion import trained
from vc.motion.hearing import find_rhythm, pad_mel
from vc.music import MEL_RATE, Mel, Rhythm
from vc.skeleton import POSE_RATE, Motion, pose_count

Progress = Callable[[float], None]  # the done part, 0.0 to 1.0


@dataclass(frozen=True)
class Request:
    """What a model may use: `poses` is the number it has to make."""

    mel: Mel
    rhythm: Rhythm | None
    manner: Manner
    poses: int
    seed: int
    device: str
    weights_path: Path | None
    on_progress: Progress


@dataclass(frozen=True)
class MotionModel:
    """One way to make motion.

    title : what people are shown where they choose
    make : fills a request
    weights : name in `vc.weights.REGISTRY` of the file it needs; None if it needs none
    jitters : its motion trembles and is better smoothed before drawing
    heavy : so much work that a graphics card is worth asking for
    stage : of `python -m vc train` whose weights.pt it needs; None if nobody has to train it
    """

    make: Callable[[Request], Motion]
    title: str = ""
    weights: str | None = None
    jitters: bool = False
    heavy: bool = False
    stage: str | None = None


def find_model(name: str) -> MotionModel:
    """The entry of `MODELS` or `TRAINED`. Raises WeightsError naming all of `MODELS` if there is none."""
    try:
        return MODELS.get(name) or TRAINED[name]
    except KeyError:
        raise WeightsError(f"There is no model named {name!r}. Choose one of: {', '.join(MODELS)}.") from None


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
    model : a name in `MODELS`, or in `TRAINED` with `weights_path`
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
    if chosen.weights and weights_path is None:
        raise WeightsError(
            f"The model {model!r} needs its weights. To get them: python -m vc weights fetch {chosen.weights}"
        )
    if chosen.stage and weights_path is None:
        raise WeightsError(
            f"The model {model!r} needs weights that you train: python -m vc train {chosen.stage} DATA --out OUT; then "
            f"measure it with: python -m vc evaluate ... --models {model}=OUT/weights.pt"
        )
    mel = _as_mel(music)
    poses = pose_count(mel.seconds)
    if poses == 0 or len(mel) == 0:
        raise MusicError(f"The music is {mel.seconds:.3f} s long; a single pose takes {1 / POSE_RATE:.3f} s.")
    report = on_progress or _ignore
    motion = chosen.make(Request(mel, rhythm, manner, poses, seed, device, weights_path, report))
    if len(motion) != poses:
        raise MotionError(f"The model {model!r} made {len(motion)} poses for {mel.seconds:.2f} s; needed are {poses}.")
    report(1.0)
    return motion


def _as_mel(music: Mel | np.ndarray) -> Mel:
    if isinstance(music, Mel):
        return music
    from vc.audio.mel import official_mel

    return official_mel(music)


def _ignore(done: float) -> None:
    del done


def _textbook(request: Request) -> Motion:
    """A conductor's beat patterns, drawn from the rhythm; needs no weights."""
    from vc.conductor import perform

    return perform(request.rhythm or find_rhythm(request.mel), seed=request.seed, manner=request.manner)


def _official(request: Request) -> Motion:
    """The M2S-GAN authors' generator."""
    import torch

    from vc.models import load
    from vc.models.official.fast import FastGenerator
    from vc.models.official.generator import NOISE_CHANNELS, NOISE_RATE, Generator
    from vc.models.official.pose_decoder import MIN_POSES

    assert request.weights_path is not None
    network = load("official", request.weights_path, request.device)
    assert isinstance(network, Generator)
    mel = pad_mel(request.mel.values, max(request.poses, MIN_POSES))
    noise_vectors = -(-len(mel) * NOISE_RATE // MEL_RATE)
    # Always drawn on the CPU: another device's generator would give other numbers for the same seed.
    noise = torch.randn(noise_vectors, NOISE_CHANNELS, generator=torch.Generator().manual_seed(request.seed))
    poses = FastGenerator(network)(torch.from_numpy(mel), noise, request.on_progress)
    return Motion(poses[: request.poses].numpy())


# A new model is a function from a request to a motion, and an entry here.
MODELS: dict[str, MotionModel] = {
    "baton": MotionModel(trained.baton, "Baton: a network that is told the beats", weights="baton"),
    "textbook": MotionModel(_textbook, "Textbook: by rules, from the beats"),
    "amcnet": MotionModel(trained.amcnet, "AMCNet: a network that hears the beats by itself", weights="amcnet"),
    "performer": MotionModel(
        trained.performer, "Let's Play Music: as one performer it has watched", weights="performer", jitters=True
    ),
    "official": MotionModel(
        _official, "M2S-GAN: its authors' network, for research", weights="official", jitters=True, heavy=True
    ),
}

# Models without shipped weights: whoever trains one names its file. They are measured, and not offered to choose.
TRAINED: dict[str, MotionModel] = {
    "plain": MotionModel(trained.plain, stage="plain"),
    "cnn-lstm": MotionModel(trained.cnn_lstm, stage="cnn-lstm"),
    "performer-music": MotionModel(
        partial(trained.performer, network="performer-music"), stage="performer-music", jitters=True
    ),
}
