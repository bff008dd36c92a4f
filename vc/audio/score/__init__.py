"""Scores: reading them from files, and following them in a recording."""

from vc.audio.score.read import SUFFIXES, read_score

__all__ = ["SUFFIXES", "read_score"]
