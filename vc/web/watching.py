"""What a host sees of the page: /health, /metrics for Prometheus, and a line of the log for each job, without names."""

import json
import logging
import re
import sys
import time

from gradio.utils import get_upload_folder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vc import __version__
from vc.errors import VCError

from .caps import memory_bytes, what_is_full
from .hosting import JSON_LOG, METRICS
from .jobs import Job, Jobs

_log = logging.getLogger("vc.jobs")
BEGAN = time.monotonic()


class JsonLines(logging.Formatter):
    """One JSON object a line; files of visitors have no name in it."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "logger": record.name,
            "message": without_names(record.getMessage()), **getattr(record, "fields", {}),
        }  # fmt: skip
        if record.exc_info:
            said["trace"] = without_names(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def without_names(text: str) -> str:
    """The text without the paths of uploads, which end in visitors' file names."""
    return re.sub(re.escape(get_upload_folder()) + r"[^'\"\n]*", "<upload>", text)


def begin_logging() -> None:
    if JSON_LOG:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def outcome(job: Job) -> str:
    if job.stopped:
        return "stopped"
    if not job.error:
        return "done"
    return "refused" if isinstance(job.error, VCError) else "failed"


def log_job(job: Job) -> None:
    _log.info("a job ended", extra={"fields": {"outcome": outcome(job), "seconds": round(job.whole_s, 2)}})


def routes(jobs: Jobs) -> list[Route]:
    """What is served beside the page."""

    def health(_request: Request) -> Response:
        full = bool(what_is_full())
        state = {"status": "full" if full else "ending" if jobs.closing else "ok", "version": __version__,
                 "running": jobs.running, "waiting": jobs.waiting, "up_s": round(time.monotonic() - BEGAN)}  # fmt: skip
        return JSONResponse(state, status_code=503 if full or jobs.closing else 200)

    return [Route("/health", health), *([_metrics(jobs)] if METRICS else [])]


def _metrics(jobs: Jobs) -> Route:
    """Raises VCError where prometheus-client is not installed."""
    try:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
    except ImportError as error:
        raise VCError("--metrics needs a package: pip install 'virtualconductor[hosting]'.") from error
    registry = CollectorRegistry()
    Gauge("vc_jobs_running", "Jobs at work", registry=registry).set_function(lambda: jobs.running)
    Gauge("vc_jobs_waiting", "Jobs in the queue", registry=registry).set_function(lambda: jobs.waiting)
    Gauge("vc_memory_bytes", "Held by the program and its workers", registry=registry).set_function(memory_bytes)
    ended = Counter("vc_jobs", "Jobs that ended", ["outcome"], registry=registry)
    seconds = Histogram("vc_job_seconds", "From the place in the queue to the end", registry=registry,
                        buckets=(1, 2, 5, 10, 30, 60, 120, 300, 900, 3600))  # fmt: skip

    def count(job: Job) -> None:
        ended.labels(outcome(job)).inc()
        seconds.observe(job.whole_s)

    jobs.watchers.append(count)

    def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Route("/metrics", metrics)
