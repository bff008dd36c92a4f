"""What a model of motion says of itself, in the `__init__` of its folder. Nothing heavy is imported for it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Model:
    """One way to make motion. What it is made of is named as "module:name" and imported when it is used.

    title : what people are shown where they choose; "" for those that are measured and not offered
    conduct : function from a `vc.motion.request.Request` to a Motion, as "module:name"
    weights : name in `vc.weights.REGISTRY` of the file that it needs; None if it needs none, or its user trains it
    networks : name -> class, as "module:name", of all that its weights files can hold; the model itself needs the one
        that has its name
    stages : name -> class, likewise, of its trainings, in their order
    jitters : its motion trembles and is better smoothed before drawing
    heavy : so much work that a graphics card is worth asking for
    music_s_per_s : seconds of music that are heard and moved to in one, on two cores of a server of 2023
    """

    title: str
    conduct: str
    weights: str | None = None
    networks: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    jitters: bool = False
    heavy: bool = False
    music_s_per_s: float = 60.0

    @property
    def is_offered(self) -> bool:
        return bool(self.title)
