"""The start, as on a Space: light, on a CPU, without a model at work; and what is shipped for the first minute."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vc import pipeline
from vc.motion.conductor import Conductor
from vc.music import Mel, Rhythm
from vc.pipeline import Heard
from vc.web import conducting, examples
from vc.web.conducting import gpu_s
from vc.web.gpu import MOST_S, GpuTime
from vc.web.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
MOST_MB = 6.5


def _python(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_the_page_is_built_without_a_model_at_work():
    """`spaces` is installed as on a Space; nothing heavy is imported, no example is conducted."""
    code = (
        "import sys; from vc.web.start import build, wants_mcp; build(); "
        "print({'torch', 'librosa', 'cv2', 'matplotlib'} & set(sys.modules) or wants_mcp())"
    )
    shown = _python(code, VC_MCP="")
    assert shown.stdout.strip().splitlines()[-1] == "False", shown.stderr


def test_without_its_extra_mcp_is_refused_in_words():
    code = "import sys; sys.modules['mcp'] = None\nimport importlib.util as u; find = u.find_spec\n" \
           "u.find_spec = lambda name, *rest: None if name == 'mcp' else find(name, *rest)\n" \
           "from vc.web.start import wants_mcp; wants_mcp()"  # fmt: skip
    shown = _python(code, VC_MCP="1")
    assert shown.returncode == 1
    assert "gradio[mcp]" in shown.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_signal_that_another_thread_takes_ends_the_app_all_the_same():
    code = """if True:
        import os, signal, threading, time
        from vc.web.start import wait_until_told
        def take():
            time.sleep(0.5)
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
            time.sleep(20)
            os._exit(9)
        threading.Thread(target=take, daemon=True).start()
        wait_until_told()
        print("told")"""
    done = _python(code)
    assert (done.returncode, done.stdout) == (0, "told\n"), done.stderr


def _heard(seconds):
    mel = Mel(np.zeros((1, 128), np.float32), seconds)
    nothing = np.zeros(0)  # no beat is found in it
    return Heard(
        mel, Rhythm(nothing, nothing.astype(int), nothing.astype(int), np.zeros(int(30 * seconds), np.float32), seconds)
    )


def test_a_gpu_is_asked_for_as_long_as_music_model_and_people_need():
    """By the models' own speeds: 8 s to begin, 60 s of music a second, half as much again to be sure."""
    asked = GpuTime().asked_s
    assert asked("official", 600) == 27  # 1.5 x (8 + 600 / 60)
    assert asked("official", 600, people=3) == 57
    assert asked("baton", 600) == 16  # quicker: 238
    assert asked("official", 1) == 13
    assert asked("official", 10_800) == MOST_S
    assert gpu_s(_heard(600), Settings(model="official"), True, 2) == asked("official", 600, 2)


def test_what_runs_took_is_what_the_next_one_asks_for():
    learnt = GpuTime()
    for _ in range(3):
        learnt.remember("official", 600, 1, took_s=9.0)  # half of what was expected
    assert learnt.asked_s("official", 1200) == 21  # 1.5 x 0.5 x (8 + 20)
    assert learnt.asked_s("m2s-gan", 1200) == 42, "another model has its own time"
    learnt.remember("official", 600, 1, took_s=1000.0)
    assert learnt.asked_s("official", 1200) == 21, "one slow run is an accident"


def test_where_there_is_no_gpu_the_cpu_does_its_work():
    moved, took_s = conducting._move_on_gpu(_heard(3), Settings(seed=1), False, 1)
    expected = pipeline.move(_heard(3), Conductor(seed=1))
    assert moved.points.shape == (90, 13, 2)
    np.testing.assert_array_equal(moved.points, expected.points)
    assert took_s > 0


@pytest.mark.parametrize(("there", "device"), [(True, "cuda"), (False, "cpu")])
def test_the_network_runs_on_a_gpu_where_there_is_one(there, device, monkeypatch):
    asked = []
    monkeypatch.setattr("torch.cuda.is_available", lambda: there)
    monkeypatch.setattr(pipeline, "move", lambda _heard, conductor, people: asked.append((conductor.device, people)))
    conducting._move_on_gpu(_heard(3), Settings(seed=1), False, 2)
    assert asked == [(device, 2)]


@pytest.mark.parametrize("example", examples.ALL, ids=lambda example: example.name)
def test_an_example_is_whole_and_as_its_settings_say(example, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    results = example.load()
    assert results.music.sha256 == conducting.File.of(example.music).sha256
    motion = results.take.motion
    assert len(motion) == int(results.rhythm.seconds * 30)
    for layer in (motion.joints, motion.channels):
        assert layer is not None, "stage and exports show hands and face, too"
    for video in (results.skeleton, results.yours):
        assert not video.transparent
        assert Path(video.file).is_file()
        assert _poses_in(video.file) == len(motion)
    assert Image.open(example.folder / "poster.jpg").size == (320, 180)


def _poses_in(video):
    import av

    with av.open(video) as container:
        assert "AI-generated" in container.metadata["comment"]
        return container.streams.video[0].frames


def test_the_examples_are_small():
    assert sum(path.stat().st_size for path in examples.RESULTS.rglob("*") if path.is_file()) < MOST_MB * 1e6
