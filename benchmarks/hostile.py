"""Visitors and vandals at once: does everyone get what they asked for while files crash and workers die?

    python benchmarks/hostile.py music.mp3 [--minutes 10] [--visitors 8]

Starts the app on a free port. Every visitor asks again and again, at random, for a part of the music or with a file
that is damaged, odd or no music at all. Once a minute a worker is killed with signal 9, and half way the app itself,
which is then started again. Needs Linux.
"""

import argparse
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import av
import numpy as np
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from visitors import free_port, memory_mb, start_app

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from fuzz import damage, photos, sounds

HOSTILE_SHARE = 0.4
WORKER = "vc.workers.worker"


def many_channels(count: int) -> bytes:
    samples = (20_000 * np.sin(np.arange(88_200) / 20)).astype("<i2")
    body = np.repeat(samples[:, None], count, axis=1).tobytes()
    form = struct.pack("<HHIIHH", 1, count, 44_100, 44_100 * count * 2, count * 2, 16)
    rest = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(rest)) + rest


class Run:
    """What all visitors share."""

    def __init__(self, music: Path, folder: Path, minutes: float) -> None:
        self.music, self.folder = music, folder
        self.port = free_port()
        self.app = start_app(self.port)
        self.until = time.monotonic() + 60 * minutes
        self.is_down, self.up_again_at = False, 0.0
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.seconds: list[float] = []
        self.peak_mb = 0.0
        self.sounds, self.photos = list(sounds()), list(photos())

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1


def visit(run: Run, number: int) -> None:
    chance = random.Random(number)
    page: Client | None = None
    while time.monotonic() < run.until:
        began = time.monotonic()
        try:
            page = page or Client(f"http://127.0.0.1:{run.port}", verbose=False, httpx_kwargs={"timeout": 300})
            what = ask_hostile(run, page, chance) if chance.random() < HOSTILE_SHARE else ask(run, page, chance)
        except AppError as error:
            words = str(error)
            what = "asked, told that a worker died" if "reading it crashed" in words else f"asked, told: {words[:80]}"
        except Exception as error:  # the app is away, or somebody lost what they asked for
            page = None
            was_killed = run.is_down or began < run.up_again_at
            what = "asked while the app was killed" if was_killed else f"LOST: {type(error).__name__}: {error}"[:160]
            time.sleep(1)
        run.count(what)


def ask(run: Run, page: Client, chance: random.Random) -> str:
    """A part of the music of a length that is this visitor's own."""
    seconds, began = chance.randrange(30, 90) / 10, time.monotonic()
    video, *_ = page.predict(
        handle_file(str(run.music)), None, start_s=chance.randrange(20), seconds=seconds, seed=chance.randrange(99),
        size="512", api_name="/conduct",
    )  # fmt: skip
    with av.open(str(video)) as opened:
        right = abs(float((opened.duration or 0) / 1e6) - seconds) < 0.15
    with run.lock:
        run.seconds.append(time.monotonic() - began)
    return "asked and got it" if right else "LOST: a video of another length"


def ask_hostile(run: Run, page: Client, chance: random.Random) -> str:
    photo = None
    if chance.random() < 0.2:
        ending, content = chance.choice(run.photos)
        photo = run.folder / f"{chance.random()}.{ending}"
        photo.write_bytes(damage(content, content, chance))
        music, seconds = run.music, 2.0
    else:
        ending, content = chance.choice([*run.sounds, *(("wav", many_channels(count)) for count in (8, 24, 64))])
        music, seconds = run.folder / f"{chance.random()}.{ending}", 0.0
        music.write_bytes(content if chance.random() < 0.3 else damage(content, content, chance))
    try:
        page.predict(handle_file(str(music)), handle_file(str(photo)) if photo else None, seconds=seconds, size="512",
                     api_name="/conduct")  # fmt: skip
        return "hostile, conducted"
    except AppError as error:
        return "LOST: a mistake of its own" if "mistake" in str(error) else "hostile, told what is wrong"
    finally:
        for made in {music, photo} - {run.music, None}:
            made.unlink()


def workers_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid), "-f", WORKER], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def harm(run: Run) -> None:
    """Kill a worker once a minute, and the app half way; note the memory all the time."""
    half = time.monotonic() + (run.until - time.monotonic()) / 2
    next_kill = time.monotonic() + 30
    while (now := time.monotonic()) < run.until:
        pids = workers_of(run.app.pid)
        try:
            run.peak_mb = max(run.peak_mb, memory_mb(run.app.pid) + sum(map(memory_mb, pids)))
        except OSError:
            pids = []
        if now > next_kill and pids:
            os.kill(random.choice(pids), signal.SIGKILL)
            run.count("workers killed")
            next_kill = now + 60
        if now > half and not run.up_again_at:
            run.is_down = True
            run.app.kill()
            run.app.wait()
            run.count("apps killed")
            run.app = start_app(run.port)
            run.is_down, run.up_again_at = False, time.monotonic()
        time.sleep(0.5)


def left_behind() -> list[str]:
    """Files that are not whole, where the app works."""
    return [str(path) for path in Path(tempfile.gettempdir()).glob("vc-*/*.part*")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("music", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--visitors", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options.music.absolute(), Path(folder), options.minutes)
        threads = [threading.Thread(target=visit, args=(run, number)) for number in range(options.visitors)]
        threads.append(threading.Thread(target=harm, args=(run,)))
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            workers, alive = len(workers_of(run.app.pid)), run.app.poll() is None
            final_mb = memory_mb(run.app.pid)
        finally:
            run.app.terminate()
            run.app.wait()
    for what, count in sorted(run.counts.items()):
        print(f"{count:5}  {what}")
    print(f"median {np.median(run.seconds):.1f} s for a part; peak {run.peak_mb:.0f} MB with workers, "
          f"{final_mb:.0f} MB at the end, {workers} workers; the app {'is up' if alive else 'DIED'}; "
          f"half files: {left_behind() or 'none'}")  # fmt: skip


if __name__ == "__main__":
    main()
