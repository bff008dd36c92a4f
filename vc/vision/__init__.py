"""Find and understand people in a photo or a video: for drawing them (vc.render) and for learning from them (vc.data).

    photo = load_photo(path)
    people = find_people(photo, detector_path=..., landmarks_path=...)
    alpha, colours = cut_out(photo, people[0])
    body = measure(people[0])

load reads the picture, detect finds the people in it, follow one of them through a video, joints takes what was set
right by hand, anatomy tells where the parts of a body are, face_mesh where those of a face are and how the head is
turned, seen says what is missing for a good video, matte cuts the person out and plate takes them out of the picture.
"""

from .anatomy import Anatomy, measure
from .detect import Person, find_people
from .face_mesh import FaceMesh, find_face
from .load import load_photo
from .matte import cut_out
from .plate import make_plate
from .seen import Seen, see_people

__all__ = [
    "Anatomy",
    "FaceMesh",
    "Person",
    "Seen",
    "cut_out",
    "find_face",
    "find_people",
    "load_photo",
    "make_plate",
    "measure",
    "see_people",
]
