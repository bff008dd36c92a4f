"""Find and understand people in a photo or a video: for drawing them (vc.render) and for learning from them (vc.data).

    photo = open_portrait(path, detector_path=..., landmarks_path=...).pixels
    people = find_people(photo, detector_path=..., landmarks_path=...)
    alpha, colours = cut_out(photo, people[0])
    body = measure(people[0])

portrait reads the photo, sets it upright and crops it, detect finds the people in it and search those who are small,
follow one of them through a video, joints takes what was set right by hand, anatomy tells where the parts of a body
are, face_mesh where those of a face are and how the head is turned, seen says what is missing for a good video, matte
cuts the person out and plate takes them out of the picture.
"""

from vc.picture import load_photo

from .anatomy import Anatomy, measure
from .detect import Person, find_people
from .face_mesh import FaceMesh, find_face
from .matte import cut_out
from .plate import make_plate
from .portrait import Portrait, make_ready, open_portrait
from .seen import Seen, see_people

__all__ = [
    "Anatomy",
    "FaceMesh",
    "Person",
    "Portrait",
    "Seen",
    "cut_out",
    "find_face",
    "find_people",
    "load_photo",
    "make_plate",
    "make_ready",
    "measure",
    "open_portrait",
    "see_people",
]
