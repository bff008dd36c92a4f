"""Errors that the person in front of the program can act on: what came, what is needed, what to do."""


class VCError(Exception):
    """Base of every error whose message is meant for the user. Anything else is a defect and must surface as it is."""


class MusicError(VCError):
    """The music file cannot be used."""


class ScoreError(VCError):
    """A score or a file of labels cannot be read, or does not belong to the music."""


class PhotoError(VCError):
    """The photo cannot be used."""


class MotionError(VCError):
    """A motion has the wrong shape, rate or values."""


class WeightsError(VCError):
    """A model is unknown, or its weights are missing, damaged or not accepted."""


class DatasetError(VCError):
    """A dataset folder does not follow its layout."""


class ClusterError(VCError):
    """Ray is not installed, no cluster answers, or it lost a task for good."""


class OutputError(VCError):
    """The result cannot be written where it was asked for."""


class Cancelled(VCError):
    """The user stopped the work; nothing was left behind."""
