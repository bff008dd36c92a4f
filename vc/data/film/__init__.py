"""Film a performer of the project's own: performance videos to train a neural renderer on, of a dataset's motions.

    OUT/{split}/{id}/mel.npy, motion.npy  as in ConductorMotion100's layout, of what is filmed
                     video.mp4            square, one frame a pose, without sound
                     keypoints.npy        (T, 19, 2) where body and hands are in the picture, see `vc.skeleton.Keypoint`
                     meta.json            who was filmed, and how

run        item after item, resumable: `film`
shot       who is filmed, and how: `Shot`
conductor  the 3-D conductor before the camera
person     a person of a photo before the camera
"""

from vc.data.film.run import film
from vc.data.film.shot import Shot

__all__ = ["Shot", "film"]
