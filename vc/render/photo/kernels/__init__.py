"""What is done for every pixel: warp the body, bend the arms, draw the baton; by inverse mapping, tile by tile.

Every pixel asks where along the arm it lies; upper arm and forearm are each sampled as if they went on straight, and
cross-fade along the bisector of the elbow: no fold, no crack, widths kept. Beyond the end of a bone the strip is read
backwards, so that patterns go on; pixel by pixel however short the bone is drawn, or a foreshortened forearm would show
its cuff at the elbow.
"""

from .body import warp_grid
from .frame import paint
from .parts import Arms, Baton, Body

__all__ = ["Arms", "Baton", "Body", "paint", "warp_grid"]
