"""How the page is hosted: read once from the environment, which the flags of `vc app` set.

VC_MAX_JOBS  jobs at once, 2; others wait
VC_RETENTION minutes that files and results are kept, 60
VC_GRACE     seconds that running jobs have to end when the program is told to stop, 20
VC_MIN_DISK  GB that have to be free for another job, 1
VC_MAX_DISK  GB that uploads and results may take; 0 is as much as there is
VC_MAX_MEMORY GB that the program may hold for another job to begin; 0 is as much as there is
VC_METRICS   1 serves /metrics for Prometheus
VC_LOG       json writes one JSON object a line
VC_MARK      1 writes "AI-generated" into the corner of every video
"""

import os

from vc.errors import VCError


def number(name: str, otherwise: int, low: int, high: int) -> int:
    """A whole number of the environment. Raises VCError."""
    text = os.environ.get(name, "")
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise VCError(f"{name} has to be a whole number from {low} to {high}, not {text[:40]!r}.")
    return int(text)


MAX_JOBS = number("VC_MAX_JOBS", 2, 1, 64)
RETENTION_S = 60 * number("VC_RETENTION", 60, 10, 7 * 24 * 60)
GRACE_S = number("VC_GRACE", 20, 0, 3600)
MIN_DISK_BYTES = number("VC_MIN_DISK", 1, 0, 1000) * 10**9
MAX_DISK_BYTES = number("VC_MAX_DISK", 0, 0, 100_000) * 10**9
MAX_MEMORY_BYTES = number("VC_MAX_MEMORY", 0, 0, 10_000) * 10**9
METRICS = os.environ.get("VC_METRICS") == "1"
MARK = os.environ.get("VC_MARK") == "1"
JSON_LOG = os.environ.get("VC_LOG") == "json"


def retention_in_words() -> str:
    """ "1 hour", "90 minutes"."""
    minutes = RETENTION_S // 60
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minutes"
    return "1 hour" if hours == 1 else f"{hours} hours"
