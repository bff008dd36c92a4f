"""What can be chosen of the files for other programs."""

from vc.options import option, options

BONE_NAMES = {"own": "this program's", "mixamo": "Mixamo's"}
UNITS = {"cm": "centimetres", "m": "metres"}
PER_METRE = {"cm": 100.0, "m": 1.0}


@options
class ExportOptions:
    """How BVH files are written, a format that says neither its unit nor the names of bones.

    bvh_unit : of lengths and places
    bvh_bones : names of the bones; Mixamo's come with its skeleton, in T-pose and without baton and coat tails
    """

    bvh_unit: str = option("cm", "unit of length in BVH files", choices=UNITS, label="Lengths in BVH")
    bvh_bones: str = option("own", "names of the bones in BVH files", choices=BONE_NAMES, label="Bone names in BVH")


DEFAULTS = ExportOptions()
