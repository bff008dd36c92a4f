"""People of photos as 3-D characters, drawn by the machinery of `vc.render.avatar`.

    portrait = prepare(load_photo(path), size=(1280, 720), detector_path=..., landmarks_path=..., face_path=...)
    for frame in frames(motion, size=(1280, 720), portrait=portrait): ...

The photo lies on a relief of the body (body), arms are tubes of the sleeves' cloth (sleeve, tube) that grow out of the
shoulders (armhole, root), clothes fold at the waist (waist), long hair hangs before all this (long_hair), hands and
baton are those of the project's figure (hands). See build for the order of things.
"""

from collections.abc import Iterator

from vc.frame import Frame, Size
from vc.music import Rhythm
from vc.render.character.build import Portrait, prepare
from vc.render.character.filming import VIEWS
from vc.skeleton import Motion

__all__ = ["VIEWS", "Portrait", "frames", "prepare"]


def frames(
    motion: Motion,
    *,
    size: Size,
    portrait: Portrait,
    rhythm: Rhythm | None = None,
    seed: int = 0,
    workers: int = 2,
    background: Frame | None = None,
) -> Iterator[Frame]:
    """One frame per pose, in order; memory does not grow with the length of the motion, which is left as it is.

    motion : of a group's portrait one with as many companions
    size : must be the portrait's
    rhythm : of the music; its loudness moves face and left hand, its bar lines are where the film is cut
    seed : draws the moments of blinking, and the film
    workers : threads that draw
    background : of this size, instead of the portrait's place
    Raises ValueError, at once, if `size` is not what the portrait was prepared for.
    """
    from vc.render.character.pose import pose_all
    from vc.render.character.shooting import shoot

    if tuple(size) != tuple(portrait.size):
        raise ValueError(f"the portrait was prepared for frames of {portrait.size}, not {size}")
    portrait = portrait.before(background) if background else portrait
    posed = pose_all(portrait.character, motion, loudness=rhythm.loudness if rhythm else None, seed=seed)
    return shoot(
        posed, portrait.character, portrait.shots, size, rhythm=rhythm, seed=seed, workers=workers, tone=portrait.tone,
        is_matte=background is not None,
    )  # fmt: skip
