"""Training data from anybody's videos of conducting or playing: the music's mel and the person's motion.

run      a folder of videos, one after the other, resumable: `from_videos`
watch    one video: a person followed through it, scene cuts
select   the parts that are good to learn from, as motion in ConductorMotion100's layout
crop     the pictures themselves, for a neural renderer: a square around the person, one frame for each pose
"""

from vc.data.from_video.run import Summary, from_videos

__all__ = ["Summary", "from_videos"]
