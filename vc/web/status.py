"""What the page says while it works: the stage, frames done, the time left; and short words for screen readers."""

import html

from vc.errors import VCError

from .estimate import in_words
from .jobs import Job

SURE_AFTER_S = 1.5  # before it, a guess of the time left would jump about
ANNOUNCED = 4  # a screen reader hears of every quarter

DONE = (
    '<p class="vc-done">Done. Your video is ready to play; the skeleton, the motion as files, the live stage and the '
    "beats are in the other tabs.</p>"
)
REHEARSED = (
    '<p class="vc-done">This is the rehearsal; the motion as files is there too. <b>Make the video</b> when you like '
    "what you see, or change something and rehearse again.</p>"
)
READY = '<p class="vc-idle">Choose music and a photo: the rehearsal begins by itself.</p>'


def status_html(job: Job, waiting: int = 0, done: str = DONE) -> str:
    """The status of a job; safe to show, whatever a file is called. done : what is said at its end"""
    if job.told:
        return f'<p class="vc-wrong">{html.escape(job.told)}</p>'
    if job.stopped:
        return '<p class="vc-idle">Stopped. Nothing more is being made.</p>'
    if job.future.done():
        return f'<p class="vc-wrong">{html.escape(wrong(job))}</p>' if job.error else done
    if not job.started:
        before = f"{waiting} before you" if waiting else "you are next"
        return f'<p class="vc-stage">Waiting for a place: {before}.</p><progress aria-label="Waiting"></progress>'
    return f"{_stage_line(job)}{_bar(job)}"


def _stage_line(job: Job) -> str:
    count = f"{job.done:,} of {job.total:,} frames".replace(",", "\u202f") if job.stage.startswith("Drawing") else ""
    left = time_left_s(job)
    time = f"{in_words(left)} left" if left is not None else ""
    rest = ", ".join(filter(None, (count, time)))
    return f'<p class="vc-stage"><b>{html.escape(job.stage)}</b><span>{rest}</span></p>'


def _bar(job: Job) -> str:
    name = f'aria-label="{html.escape(job.stage)}"'
    if job.total <= 1:
        return f"<progress {name}></progress>"
    return f'<progress {name} value="{job.done}" max="{job.total}"></progress>'


def time_left_s(job: Job) -> float | None:
    """Seconds until everything is there; None while nobody can know."""
    if job.total <= 1 or not job.done or job.stage_s < SURE_AFTER_S:
        return None
    return job.stage_s * (job.total - job.done) / job.done + job.later_s


def announcement(job: Job) -> str:
    """A sentence that changes a few times in a run."""
    if job.stopped:
        return "Stopped."
    if job.future.done():
        return f"Not done: {wrong(job)}" if job.error else "Done. The results are there."
    if not job.started:
        return "Waiting for a place."
    quarter = ANNOUNCED * job.done // job.total if job.total > 1 else 0
    return f"{job.stage}, {100 * quarter // ANNOUNCED} per cent." if quarter else f"{job.stage}."


def wrong(job: Job) -> str:
    """What went wrong, in words for the user."""
    if isinstance(job.error, VCError):
        return str(job.error)
    return "The program made a mistake of its own; its log says which. Please try another piece or other options."
