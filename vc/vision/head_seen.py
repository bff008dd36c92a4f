"""Whether a photo without people shows a head all the same: an animal's, a drawn one, a mask's.

Source of the network: Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs" (2019), out
of MediaPipe (Apache-2.0). It is made for human faces; others excite it less, and what has no face hardly.
"""

from pathlib import Path

import cv2
import numpy as np

from vc.vision.circle import Circle
from vc.vision.detect import Network

SIDE = 128  # input of face_detection_short_range.tflite, pixels
# Of 23 pictures without a head 2 get more, a dahlia and a colour wheel; of 13 with one that is no person's 9, but not a
# black cartoon cat, a wolf far away, a silhouette, nor tiny drawings.
_LIKE = 0.38
_AROUND = (1.3, 1.6, 2.0)  # radii of the closer looks
_SPECK = 0.17  # radius over the photo's shorter side: where nothing stands out, circles are as small as they may be


def shows_head(photo: np.ndarray, circle: Circle, model_path: Path) -> bool:
    """Whether there is anything like a face, in the whole photo (h, w, 3) uint8 and about a circle of `find_circle`.

    model_path : MediaPipe's face_detection_short_range.tflite
    """
    x, y, radius = circle
    if radius < _SPECK * min(photo.shape[:2]):
        return False
    network = Network(Path(model_path))
    boxes = [(max(0, int(x - k * radius)), max(0, int(y - k * radius)), int(x + k * radius), int(y + k * radius))
             for k in _AROUND]  # fmt: skip
    near = [_likeness(network, photo[top:bottom, left:right]) for left, top, right, bottom in boxes]
    return 0.5 * (_likeness(network, photo) + float(np.mean(near))) >= _LIKE


def _likeness(network: Network, picture: np.ndarray) -> float:
    """0 to 1, of the likeliest face of a picture and of its mirror image."""
    height, width = picture.shape[:2]
    side = max(height, width)
    square = np.zeros((side, side, 3), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture
    small = cv2.resize(square, (SIDE, SIDE), interpolation=cv2.INTER_AREA) / 127.5 - 1
    logits = [max(float(value.max()) for shape, value in network(one).items() if shape[-1] == 1)
              for one in (small, small[:, ::-1])]  # fmt: skip
    return float(np.mean(1 / (1 + np.exp(-np.array(logits)))))
