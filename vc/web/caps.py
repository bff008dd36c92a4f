"""How much of the machine the page takes at most, and that it says so before that is used up.

Memory is what the program and its worker processes hold; what was kept only to save time is let go before anybody is
told to wait. Disk is what uploads and results take; an upload that would not fit is refused before it is written.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psutil
from gradio.utils import get_upload_folder

from .hosting import MAX_DISK_BYTES, MAX_MEMORY_BYTES, MIN_DISK_BYTES
from .lately import forget

NO_DISK = "There is no room for more files on this server now. Please try again later."
NO_MEMORY = "The memory of this server is used up now. Please try again in a few minutes."
INSUFFICIENT_STORAGE = 507  # RFC 4918

Send = Callable[[dict[str, Any]], Awaitable[None]]


def what_is_full() -> str:
    """Why no more work can begin, in words; empty while it can."""
    if disk_is_full():
        return NO_DISK
    if MAX_MEMORY_BYTES and memory_bytes() > MAX_MEMORY_BYTES:
        forget()
        if memory_bytes() > MAX_MEMORY_BYTES:
            return NO_MEMORY
    return ""


def memory_bytes() -> int:
    """What this process and those that it started hold in memory."""
    own = psutil.Process()
    held = 0
    for process in (own, *own.children(recursive=True)):
        try:
            held += process.memory_info().rss
        except psutil.Error:
            continue  # it has just ended
    return held


def disk_is_full(more: int = 0) -> bool:
    """Whether too little is left for another job's files, or for an upload of so many bytes."""
    folder = Path(get_upload_folder())
    try:
        if psutil.disk_usage(str(folder)).free < MIN_DISK_BYTES + more:
            return True
    except OSError:
        return False  # it is made with the first upload
    return bool(MAX_DISK_BYTES) and bytes_in(folder) + more >= MAX_DISK_BYTES


def bytes_in(folder: Path) -> int:
    """What the files in a folder and in its folders take."""
    taken = 0
    for path in folder.rglob("*"):
        try:
            taken += path.lstat().st_size
        except OSError:
            continue  # it has just been deleted
    return taken


class UploadsWithinCaps:
    """Middleware of the server: uploads that have no room are answered at once, and none of them is read."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"].endswith("/upload"):
            sizes = [value for name, value in scope["headers"] if name == b"content-length" and value.isdigit()]
            if disk_is_full(int(sizes[0]) if sizes else 0):
                return await _refuse(send)
        await self._app(scope, receive, send)


async def _refuse(send: Send) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": INSUFFICIENT_STORAGE, "headers": [kind]})
    await send({"type": "http.response.body", "body": NO_DISK.encode()})
