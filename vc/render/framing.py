"""Where the square stage of a motion lies in a picture of any shape, so that the conductor fills it."""

from dataclasses import dataclass

import numpy as np

from vc.frame import Size
from vc.skeleton import Joint, Motion

_ARMS = [Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW, Joint.LEFT_WRIST, Joint.RIGHT_WRIST]
_REACH = (0.30, 0.50)  # from the middle to the side, in stage widths, that is always and at most shown
_BESIDE = 0.06  # room beside the wrists for hands, stage widths
_MOST = 99.5  # percent of the poses that it is enough for; a stretched arm may leave the picture
_ABOVE = 0.35  # share above the stage of what a tall picture shows beyond it; legs need more room than air


@dataclass(frozen=True)
class Framing:
    """pixel = point of the stage * side + (left, top)"""

    side: float
    left: float
    top: float


def frame_stage(motion: Motion, size: Size) -> Framing:
    """As large as the height, or as the reach of the arms allows in a narrow picture. Equal motions, equal framings."""
    width, height = size
    away = np.abs(motion.points[:, _ARMS, 0] - 0.5).max(1)
    reach = float(np.clip(np.percentile(away, _MOST) + _BESIDE, *_REACH))
    side = min(height, width / (2 * reach))
    return Framing(side, (width - side) / 2, _ABOVE * (height - side))
