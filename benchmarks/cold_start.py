"""How long until the page is up, against a bare Gradio page on the same machine, in turns; the least of each counts.

    python benchmarks/cold_start.py --rounds 5

The page should be up half a second after a bare one at the latest: whatever is heavy is imported behind it.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BARE = """
import gradio as gr
with gr.Blocks() as page:
    gr.Markdown("# A page")
page.launch()
"""


def seconds_until_up(command: list[str], limit_s: float) -> float:
    """From the start of the process to the first answer with the page in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "GRADIO_SERVER_PORT": str(port), "GRADIO_ANALYTICS_ENABLED": "False",
            "GRADIO_TEMP_DIR": folder,
        }  # fmt: skip
        began = time.perf_counter()
        with subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:  # fmt: skip
            try:
                while time.perf_counter() - began < limit_s:
                    if answers(f"http://127.0.0.1:{port}/"):
                        return time.perf_counter() - began
                    time.sleep(0.01)
            finally:
                process.terminate()
    raise SystemExit(f"{command[-1]} was not up after {limit_s:g} s")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as page:
            return page.status == 200
    except OSError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit-s", type=float, default=180)
    options = parser.parse_args()
    bare, app = [], []
    for number in range(options.rounds):
        bare.append(seconds_until_up([sys.executable, "-c", BARE], options.limit_s))
        app.append(seconds_until_up([sys.executable, "app.py"], options.limit_s))
        print(f"round {number + 1}: bare {bare[-1]:.2f} s, app {app[-1]:.2f} s", flush=True)
    least, ours = min(bare), min(app)
    print(f"least: bare {least:.2f} s, app {ours:.2f} s: {ours / least:.2f} times, {ours - least:+.2f} s")


if __name__ == "__main__":
    main()
