"""What all trainings are told, checked when it is written down, and the presets. Each has a config of its own.

Sources of the presets:
  repository  the defaults of the M2S-GAN authors' training scripts (2022)
  paper       what the VirtualConductor paper (Chen et al. 2021, arXiv 2108.04350) prints about its generator's loss:
              0.1 MSE, 0.083 perceptual, 0.0025 adversarial; where the paper is silent, as the repository
  own         this project's model
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

from vc.models.registry import imported, stages

PAPER_WEIGHTS = {"adversarial": 0.0025, "perceptual": 0.083, "mse": 0.1}


def require(condition: bool, message: str) -> None:
    """Raises ValueError."""
    if not condition:
        raise ValueError(message)


@dataclass(frozen=True, kw_only=True)
class Config:
    """What every stage needs.

    stage : name of the training in vc.models.registry; losses : the names of those that it knows
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
    losses: ClassVar[tuple[str, ...]]

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
            require(isinstance(value, int) and value > 0, f"{name} is {value!r}; it must be a whole number above 0")
        require(0 < self.rate < 1, f"rate is {self.rate}; a learning rate lies between 0 and 1")
        self.require_not_negative("warmup_steps")
        unknown = set(self.weights) - set(self.losses)
        require(not unknown, f"weights name {sorted(unknown)}; the losses are {', '.join(self.losses)}")
        negative = {name: weight for name, weight in self.weights.items() if not weight >= 0}
        require(not negative, f"weights must not be negative: {negative}")
        require(any(self.weights.values()), f"one of the losses {', '.join(self.losses)} needs a weight")

    def total(self, losses: dict[str, Any]) -> Any:
        """The weighted sum of named losses; one without a weight counts nothing."""
        return sum(self.weights[name] * value for name, value in losses.items() if self.weights.get(name, 0) > 0)

    def require_not_negative(self, *names: str) -> None:
        """Raises ValueError for a number below 0."""
        for name in names:
            require(getattr(self, name) >= 0, f"{name} is {getattr(self, name)}; it must not be negative")

    def require_shares(self, *names: str) -> None:
        """Raises ValueError for a number that is no share."""
        for name in names:
            require(0 <= getattr(self, name) <= 1, f"{name} is {getattr(self, name)}; a share lies between 0 and 1")

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


PRESETS = ("repository", "paper", "own")

# Stage 1 trained on the test split is the judge of the sync error: a network that has never heard the training music.
HARD_TEST = {"negatives": "hard", "split": "test", "val_split": "train"}


def preset(name: str, stage: str, **changes: Any) -> Config:
    """A preset of a stage with changes. Raises ValueError naming what there is, and for changes that make no sense."""
    known = stages()
    require(name in PRESETS, f"there is no preset {name!r}; choose one of {', '.join(PRESETS)}")
    require(stage in known, f"there is no stage {stage!r}; choose one of {', '.join(known)}")
    presets: dict[str, Config] = imported(known[stage]).presets
    require(name in presets, f"the preset {name!r} has no stage {stage!r}; {stage} has {', '.join(presets)}")
    chosen = presets[name]
    unknown = set(changes) - {entry.name for entry in fields(chosen)}
    require(not unknown, f"{stage} has no setting {', '.join(sorted(unknown))}")
    if "weights" in changes:
        changes["weights"] = chosen.weights | changes["weights"]
    values = {entry.name: getattr(chosen, entry.name) for entry in fields(chosen)}
    return type(chosen)(**(values | changes))
