"""Scores: reading them from files; `follow` follows them in a recording, with SciPy and numba, a second to import."""

from vc.audio.score.notation import Score
from vc.audio.score.read import SUFFIXES, read_score

__all__ = ["SUFFIXES", "Score", "read_score"]
