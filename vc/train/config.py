"""All numbers of a training in one place, checked when they are written down, and the presets.

Sources of the presets:
  repository  the defaults of the M2S-GAN authors' training scripts (2022)
  paper       what the VirtualConductor paper (Chen et al. 2021, arXiv 2108.04350) prints about its generator's loss:
              0.1 MSE, 0.083 perceptual, 0.0025 adversarial; where the paper is silent, as the repository
  own         this project's model
"""

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

from vc.models.registry import imported, stages

NEGATIVES = ("easy", "hard", "super_hard")
PENALTY_NORMS = ("batch", "sample", "dimension")
PAPER_WEIGHTS = {"adversarial": 0.0025, "perceptual": 0.083, "mse": 0.1}


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


@dataclass(frozen=True, kw_only=True)
class Config(ABC):
    """What every stage needs.

    stage : name of the training in vc.models.registry
    split : part of the dataset to train on; val_split : part to validate on
    sample_s : seconds of music and motion of one sample; whole seconds
    batch : samples a step, over all processes together
    epochs : how often every sample is seen
    rate : learning rate; warmup_steps : rising linearly to it; decay : falling to 2 % of it along a cosine
    weights : of the named losses
    bf16 : half-precision autocast; halves the time on processors and graphics cards that have it
    validate_every, save_every : steps
    """

    stage: ClassVar[str]

    split: str = "train"
    val_split: str = "val"
    sample_s: int = 30
    batch: int = 10
    epochs: int = 400
    rate: float = 1e-3
    warmup_steps: int = 0
    decay: bool = False
    weights: dict[str, float] = field(default_factory=dict)
    bf16: bool = True
    validate_every: int = 500
    save_every: int = 500
    validate_batches: int = 4

    def __post_init__(self) -> None:
        for name in ("sample_s", "batch", "epochs", "validate_every", "save_every", "validate_batches"):
            value = getattr(self, name)
            _require(isinstance(value, int) and value > 0, f"{name} is {value!r}; it must be a whole number above 0")
        _require(0 < self.rate < 1, f"rate is {self.rate}; a learning rate lies between 0 and 1")
        _require(self.warmup_steps >= 0, f"warmup_steps is {self.warmup_steps}; it must not be negative")
        unknown = set(self.weights) - set(self.loss_names())
        _require(not unknown, f"weights name {sorted(unknown)}; the losses are {', '.join(self.loss_names())}")
        negative = {name: weight for name, weight in self.weights.items() if not weight >= 0}
        _require(not negative, f"weights must not be negative: {negative}")
        _require(any(self.weights.values()), f"one of the losses {', '.join(self.loss_names())} needs a weight")

    @classmethod
    @abstractmethod
    def loss_names(cls) -> tuple[str, ...]:
        """The losses that this training knows."""

    def total(self, losses: dict[str, Any]) -> Any:
        """The weighted sum of named losses; one without a weight counts nothing."""
        return sum(self.weights[name] * value for name, value in losses.items() if self.weights.get(name, 0) > 0)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class ContrastiveConfig(Config):
    """Stage 1. clip_s : seconds of a clip within its sample; negatives : see `pairs`; after `easy_epochs` of easy
    ones, because the harder ones are hardly learnt from scratch."""

    stage: ClassVar[str] = "contrastive"
    clip_s: int = 10
    negatives: str = "hard"
    easy_epochs: int = 1
    weights: dict[str, float] = field(default_factory=lambda: {"matching": 1.0, "foreign": 1.0})

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(self.negatives in NEGATIVES, f"negatives is {self.negatives!r}; choose one of {', '.join(NEGATIVES)}")
        _require(self.clip_s > 0 and self.easy_epochs >= 0, "clip_s must be above 0 and easy_epochs not negative")
        _require(
            3 * self.clip_s <= self.sample_s,
            f"clip_s is {self.clip_s}; two clips and the gap between hard negatives need a third of sample_s, "
            f"{self.sample_s}, or less",
        )

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "matching", "foreign"


@dataclass(frozen=True, kw_only=True)
class AdversarialConfig(Config):
    """Stage 2. critic_steps : of the critic for each of the generator; penalty : weight of its zero-centred gradient
    penalty; penalty_norm : see `losses.gradient_penalty`; freeze_ear : keep the music encoder of stage 1 as it is."""

    stage: ClassVar[str] = "adversarial"
    batch: int = 20
    epochs: int = 200
    rate: float = 5e-4
    critic_steps: int = 5
    penalty: float = 10.0
    penalty_norm: str = "batch"
    freeze_ear: bool = True
    weights: dict[str, float] = field(default_factory=lambda: {"adversarial": 1.0, "perceptual": 0.05, "mse": 0.0})

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(self.critic_steps > 0, f"critic_steps is {self.critic_steps}; the critic needs at least one")
        _require(self.penalty >= 0, f"penalty is {self.penalty}; it must not be negative")
        _require(
            self.penalty_norm in PENALTY_NORMS,
            f"penalty_norm is {self.penalty_norm!r}; choose one of {', '.join(PENALTY_NORMS)}",
        )

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "adversarial", "perceptual", "mse"


@dataclass(frozen=True, kw_only=True)
class AmcnetConfig(ContrastiveConfig):
    """AMCNet's judge, on the clips of stage 1. largest : how many times larger or smaller a motion is made at random,
    so that its code comes to say how it moves and not how large it is."""

    stage: ClassVar[str] = "amcnet"
    epochs: int = 100
    largest: float = 2.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(self.largest >= 1, f"largest is {self.largest}; 1 leaves motions as they are, and less makes no sense")


@dataclass(frozen=True, kw_only=True)
class AmcnetGanConfig(Config):
    """AMCNet's generator, with the paper's weights; the velocity is a loss of this project.

    critic_steps : of the critic for each of the generator
    penalty : weight of what holds the critic's slope to 1, see `losses.lipschitz_penalty` (WGAN-GP's 10 is for
        distances of tens; these are of a tenth, and would be drowned)
    freeze_ear : keep AMCNet's music encoder as it is
    conductors : how many new ones, told as noise, conduct each item whose beats are known; 0 leaves the recorded one
    gain_jitter : how strongly features are made larger and smaller: the greatest value, which they are divided by, is
        another in each recording of a piece
    """

    stage: ClassVar[str] = "amcnet-gan"
    batch: int = 20
    epochs: int = 200
    rate: float = 5e-4
    critic_rate: float = 5e-4
    critic_steps: int = 5
    penalty: float = 1.0
    freeze_ear: bool = False
    conductors: int = 0
    gain_jitter: float = 0.0
    weights: dict[str, float] = field(default_factory=lambda: dict(PAPER_WEIGHTS))

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(self.critic_steps > 0, f"critic_steps is {self.critic_steps}; the critic needs at least one")
        _require(self.penalty >= 0, f"penalty is {self.penalty}; it must not be negative")
        _require(self.conductors >= 0, f"conductors is {self.conductors}; it must not be negative")
        _require(self.gain_jitter >= 0, f"gain_jitter is {self.gain_jitter}; it must not be negative")
        _require(0 < self.critic_rate < 1, f"critic_rate is {self.critic_rate}; a learning rate lies between 0 and 1")

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "adversarial", "perceptual", "mse", "velocity"


@dataclass(frozen=True, kw_only=True)
class HearingConfig(Config):
    """The own model's ear alone: beats, downbeats, dynamics and the place in the bar.

    Samples are longer than the 34 s that the ear sees, so that it learns to use them all.
    level_jitter, band_dropout, smear, mix : how strongly and often the music is changed, see `augment`
    """

    stage: ClassVar[str] = "hearing"
    sample_s: int = 40
    batch: int = 5
    epochs: int = 40
    rate: float = 2e-3
    warmup_steps: int = 100
    decay: bool = True
    level_jitter: float = 0.04
    band_dropout: float = 0.3
    smear: float = 0.3
    mix: float = 0.2
    weights: dict[str, float] = field(
        default_factory=lambda: {"beat": 1.0, "downbeat": 1.0, "dynamics": 1.0, "bar": 0.5}
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("band_dropout", "smear", "mix"):
            value = getattr(self, name)
            _require(0 <= value <= 1, f"{name} is {value}; a share lies between 0 and 1")
        _require(self.level_jitter >= 0, f"level_jitter is {self.level_jitter}; it must not be negative")

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "beat", "downbeat", "dynamics", "bar"


@dataclass(frozen=True, kw_only=True)
class EarTrainingConfig(HearingConfig):
    """The ear that finds the rhythm. A minute at once, so that its attention learns to use one.

    layers : of attention; 0 is a network of convolutions alone
    known_rate : of the learning rate, for what an ear to begin with knows already
    tempo_spread : standard deviation of the logarithm of how much faster a lesson is played
    """

    stage: ClassVar[str] = "ear"
    sample_s: int = 60
    batch: int = 4
    rate: float = 1e-3
    warmup_steps: int = 200
    layers: int = 4
    known_rate: float = 0.4
    tempo_spread: float = 0.12
    weights: dict[str, float] = field(
        default_factory=lambda: {
            "beat": 2.0, "downbeat": 3.0, "pulse": 0.2, "beat_place": 0.4, "bar_place": 0.8, "tempo": 0.2,
            "metre": 0.3,
        }
    )  # fmt: skip

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "beat", "downbeat", "pulse", "beat_place", "bar_place", "tempo", "metre"


@dataclass(frozen=True, kw_only=True)
class SupervisedConfig(HearingConfig):
    """The own model. Positions and velocities are measured in the data's standard deviations.

    freeze_ear : keep the ear of a hearing training as it is; only with one
    fresh_conductors : let a new conductor, drawn for each sample, conduct the known beats, instead of the recorded one
    phase_jitter_s : spread of the errors that the beats handed to the model get; trackers err
    phase_dropout : share of samples that are told no beats, so that the model also listens by itself
    latents : tell the model who conducts and what was chosen freely; without, it can only learn the mean of all
    adversarial_from : step from which the critic and the perceptual loss count, if they have weights
    """

    stage: ClassVar[str] = "supervised"
    sample_s: int = 20
    batch: int = 8
    epochs: int = 100
    rate: float = 1.3e-3
    freeze_ear: bool = False
    fresh_conductors: bool = True
    phase_jitter_s: float = 0.015
    phase_dropout: float = 0.15
    latents: bool = True
    adversarial_from: int = 0
    critic_rate: float = 4e-4
    penalty: float = 10.0
    weights: dict[str, float] = field(
        default_factory=lambda: {
            "position": 1.0, "velocity": 0.7, "spread": 0.3, "beat": 0.5, "downbeat": 0.5, "dynamics": 1.0, "bar": 0.3,
            "adversarial": 0.0, "perceptual": 0.0,
        }
    )  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(0 <= self.phase_dropout <= 1, f"phase_dropout is {self.phase_dropout}; a share lies between 0 and 1")
        for name in ("phase_jitter_s", "adversarial_from", "penalty", "critic_rate"):
            _require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}; it must not be negative")

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "position", "velocity", "spread", "beat", "downbeat", "dynamics", "bar", "adversarial", "perceptual"


@dataclass(frozen=True, kw_only=True)
class PlainConfig(Config):
    """The mean pose of the data. One epoch gives it exactly; there is nothing to choose."""

    stage: ClassVar[str] = "plain"
    epochs: int = 1
    weights: dict[str, float] = field(default_factory=lambda: {"mse": 1.0})

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return ("mse",)


@dataclass(frozen=True, kw_only=True)
class CnnLstmConfig(Config):
    """The recurrent baseline, on M2S-GAN's samples."""

    stage: ClassVar[str] = "cnn-lstm"
    batch: int = 20
    epochs: int = 100
    warmup_steps: int = 100
    decay: bool = True
    weights: dict[str, float] = field(default_factory=lambda: {"mse": 1.0})

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return ("mse",)


@dataclass(frozen=True, kw_only=True)
class PerformerMusicConfig(Config):
    """Let's Play Music, stage 1. coarse_frames : of the coarse video that are looked at in each sample; jitter :
    deviation of the motion that keypoints are told from, in stage widths."""

    stage: ClassVar[str] = "performer-music"
    sample_s: int = 20
    batch: int = 6
    epochs: int = 100
    warmup_steps: int = 100
    decay: bool = True
    coarse_frames: int = 32
    jitter: float = 0.004
    weights: dict[str, float] = field(
        default_factory=lambda: {"keypoints": 1.0, "velocity": 3.0, "retarget": 3.0, "coarse": 0.3}
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(0 < self.coarse_frames <= 30 * self.sample_s, "coarse_frames must lie within a sample")
        _require(self.jitter >= 0, f"jitter is {self.jitter}; it must not be negative")

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "keypoints", "velocity", "retarget", "coarse"


@dataclass(frozen=True, kw_only=True)
class PerformerConfig(Config):
    """Let's Play Music, stages 2 and 3.

    clip_frames : drawn one after another, so that the memory between frames learns
    structure, temporal : False trains without the module, for comparison
    jitter : deviation of the keypoints from the truth, in sides of the picture; detectors and conductors err
    foreign_music, no_music : shares of clips whose coarse video is of another moment, or only the mean
    still_weight : of the plate's errors, where the performer's count 1; close_weight : added for hands and face
    """

    stage: ClassVar[str] = "performer"
    sample_s: int = 2
    batch: int = 1
    epochs: int = 20
    rate: float = 1.5e-3
    warmup_steps: int = 100
    decay: bool = True
    clip_frames: int = 8
    structure: bool = True
    temporal: bool = True
    jitter: float = 0.0015
    foreign_music: float = 0.4
    no_music: float = 0.15
    still_weight: float = 0.2
    close_weight: float = 2.0
    weights: dict[str, float] = field(default_factory=lambda: {"pixels": 1.0, "details": 2.0, "change": 0.3})

    def __post_init__(self) -> None:
        super().__post_init__()
        _require(0 < self.clip_frames <= 30 * self.sample_s, "clip_frames must lie within a sample")
        for name in ("jitter", "still_weight", "close_weight"):
            _require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}; it must not be negative")
        for name in ("foreign_music", "no_music"):
            value = getattr(self, name)
            _require(0 <= value <= 1, f"{name} is {value}; a share lies between 0 and 1")

    @classmethod
    def loss_names(cls) -> tuple[str, ...]:
        return "pixels", "details", "change"


PRESETS = ("repository", "paper", "own")

# Stage 1 trained on the test split is the judge of the sync error: a network that has never heard the training music.
HARD_TEST = {"negatives": "hard", "split": "test", "val_split": "train"}


def preset(name: str, stage: str, **changes: Any) -> Config:
    """A preset of a stage with changes. Raises ValueError naming what there is, and for changes that make no sense."""
    known = stages()
    _require(name in PRESETS, f"there is no preset {name!r}; choose one of {', '.join(PRESETS)}")
    _require(stage in known, f"there is no stage {stage!r}; choose one of {', '.join(known)}")
    presets: dict[str, Config] = imported(known[stage]).presets
    _require(name in presets, f"the preset {name!r} has no stage {stage!r}; {stage} has {', '.join(presets)}")
    chosen = presets[name]
    unknown = set(changes) - {entry.name for entry in fields(chosen)}
    _require(not unknown, f"{stage} has no setting {', '.join(sorted(unknown))}")
    if "weights" in changes:
        changes["weights"] = chosen.weights | changes["weights"]
    values = {entry.name: getattr(chosen, entry.name) for entry in fields(chosen)}
    return type(chosen)(**(values | changes))
