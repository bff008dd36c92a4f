"""Several visitors at once: does each get what it asked for, how long does it take, and what memory does the app need?

    python benchmarks/visitors.py music.mp3 [--visitors 8]

Starts the app on a free port. Every visitor asks for another part of the music of another length, all at once; the
yardstick is one visitor alone, before.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import av
from gradio_client import Client, handle_file

PROJECT = Path(__file__).resolve().parents[1]
SHORTEST_S = 6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_app(port: int) -> subprocess.Popen[bytes]:
    app = subprocess.Popen(
        [sys.executable, "app.py"], cwd=PROJECT, env={**os.environ, "GRADIO_SERVER_PORT": str(port)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(1500):
        with suppress(OSError):
            urlopen(f"http://127.0.0.1:{port}", timeout=1).close()
            return app
        time.sleep(0.2)
    app.kill()
    raise SystemExit("the app did not start")


def memory_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def visit(port: int, music: str, number: int, seconds: dict[int, float]) -> None:
    """Ask for a part of a length that nobody else asks for; note how long the video is that came."""
    page = Client(f"http://127.0.0.1:{port}", verbose=False)
    length = SHORTEST_S + number
    video, *_ = page.predict(
        handle_file(music), None, start_s=5.0 * number, seconds=length, seed=number, size="512", api_name="/conduct"
    )
    with av.open(str(video)) as opened:
        seconds[number] = (opened.duration or 0) / 1e6


def all_at_once(port: int, music: str, numbers: range, pid: int) -> tuple[float, float, dict[int, float]]:
    """Seconds by the clock, highest memory of the app in MB, and the length of each visitor's video."""
    seconds: dict[int, float] = {}
    visitors = [threading.Thread(target=visit, args=(port, music, number, seconds)) for number in numbers]
    begin, peak = time.perf_counter(), 0.0
    for visitor in visitors:
        visitor.start()
    while any(visitor.is_alive() for visitor in visitors):
        peak = max(peak, memory_mb(pid))
        time.sleep(0.1)
    return time.perf_counter() - begin, peak, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("music")
    parser.add_argument("--visitors", type=int, default=8)
    options = parser.parse_args()
    port = free_port()
    app = start_app(port)
    try:
        all_at_once(port, options.music, range(1), app.pid)  # what has to be compiled is
        alone_s, alone_mb, _ = all_at_once(port, options.music, range(1), app.pid)
        many_s, many_mb, seconds = all_at_once(port, options.music, range(options.visitors), app.pid)
    finally:
        app.terminate()
    own = sum(abs(length - SHORTEST_S - number) < 0.1 for number, length in seconds.items())
    print(f"{own} of {options.visitors} visitors got a video of the length they asked for")
    print(f"one alone {alone_s:.1f} s, all at once {many_s:.1f} s, {many_s / alone_s:.1f} times")
    print(f"memory {alone_mb:.0f} MB with one, {many_mb:.0f} MB with all, {many_mb / alone_mb:.2f} times")


if __name__ == "__main__":
    main()
