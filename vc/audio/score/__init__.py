"""Scores: reading them from files, and following them in a recording."""

from vc.audio.score.follow import follow_score
from vc.audio.score.notation import Score
from vc.audio.score.read import SUFFIXES, read_score

__all__ = ["SUFFIXES", "Score", "follow_score", "read_score"]
