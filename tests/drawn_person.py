"""A drawn person whose joints are known to the pixel."""

import cv2
import numpy as np

SKIN, SHIRT, TROUSERS = (225, 160, 120), (40, 90, 200), (50, 50, 60)
# x, y in a picture of 480 x 640: a figure that stands with its arms a little away from the body.
JOINTS = {
    0: (240, 120), 2: (252, 108), 5: (228, 108), 7: (270, 115), 8: (210, 115), 9: (250, 138), 10: (230, 138),
    11: (300, 205), 12: (180, 205), 13: (345, 300), 14: (135, 300), 15: (375, 380), 16: (105, 380),
    17: (388, 410), 18: (92, 410), 19: (384, 413), 20: (96, 413), 21: (376, 405), 22: (104, 405),
    23: (278, 390), 24: (202, 390), 25: (280, 520), 26: (200, 520), 27: (280, 630), 28: (200, 630),
}  # fmt: skip


def draw_person(canvas: np.ndarray, colours: bool) -> None:
    """The figure into (h, w, 3) in its colours, or as white into a mask."""

    def paint(colour):
        return colour if colours else (255, 255, 255)

    def limb(*joints, width, colour):
        cv2.polylines(canvas, [np.array([JOINTS[j] for j in joints])], False, paint(colour), width, cv2.LINE_AA)

    limb(23, 25, 27, width=62, colour=TROUSERS)
    limb(24, 26, 28, width=62, colour=TROUSERS)
    torso = np.array([(312, 180), (168, 180), (180, 420), (300, 420)])
    cv2.fillPoly(canvas, [torso], paint(SHIRT), cv2.LINE_AA)
    cv2.rectangle(canvas, (222, 150), (258, 190), paint(SKIN), -1)
    cv2.ellipse(canvas, (240, 115), (38, 52), 0, 0, 360, paint(SKIN), -1, cv2.LINE_AA)
    for shoulder, elbow, wrist, tip in ((11, 13, 15, 19), (12, 14, 16, 20)):
        limb(wrist, tip, width=26, colour=SKIN)
        limb(shoulder, elbow, width=46, colour=SHIRT)
        limb(elbow, wrist, width=36, colour=SHIRT)
