"""docs/endpoints.md: it says what the program takes, and what it shows runs as it stands there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.app.coroutines import done
from tools.build_endpoints import ADDRESS, PAGE, page
from vc.web.endpoints import ENDPOINTS
from vc.web.questions import QUESTIONS


def test_the_page_is_what_the_options_say():
    assert PAGE.read_text() == page(), "run: python -m tools.build_endpoints"
    for one in (*ENDPOINTS, *QUESTIONS):
        assert f"## /{one.name}\n" in page()


@pytest.fixture
def folder(tmp_path, song):
    """With the files that the examples name."""
    shutil.copy(song, tmp_path / "music.mp3")
    shutil.copy(Path(__file__).resolve().parents[2] / "examples" / "astronaut.jpg", tmp_path / "me.jpg")
    return tmp_path


def _example(language, app_url):
    (code,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert ADDRESS in code
    return code.replace(ADDRESS, app_url.rstrip("/"))


def _run(words, folder):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert np.load(folder / "motion.npy").shape == (60, 13, 2)


def test_the_example_in_python_runs(folder, app_url):
    (folder / "example.py").write_text(_example("python", app_url))
    _run([sys.executable, "example.py"], folder)
    assert (folder / "conducting.mp4").stat().st_size > 10_000


def test_the_example_for_curl_runs(folder, app_url):
    (folder / "example.sh").write_text(_example("sh", app_url))
    _run(["sh", "-e", "example.sh"], folder)


def test_the_example_in_javascript_runs(folder, app_url):
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).parent / "javascript" / name, folder)
    npm = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert npm.returncode == 0, npm.stderr
    (folder / "example.js").write_text(_example("js", app_url))
    _run(["node", "example.js"], folder)


def test_a_client_of_the_model_context_protocol_lists_and_calls_a_tool(start_app, song):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    url = start_app(VC_MCP="1")
    music = _uploaded(url, song)

    async def ask():
        async with (
            streamablehttp_client(f"{url}gradio_api/mcp/") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            (name,) = (name for name in tools if name.endswith("beats"))
            return tools, tools[name], await session.call_tool(name, {"music": music})

    tools, beats, answer = done(ask())
    for one in (*ENDPOINTS, *QUESTIONS):
        assert any(name.endswith(one.name) for name in tools)
    assert "tempo" in beats.inputSchema["properties"]
    assert not answer.isError, answer
    assert '"bpm"' in answer.content[0].text or "'bpm'" in answer.content[0].text


def _uploaded(url, file):
    """The address of an upload, as the protocol's clients hand files over."""
    done = subprocess.run(
        ["curl", "-sS", "-F", f"files=@{file}", f"{url}gradio_api/upload"], capture_output=True, text=True, check=True
    )
    (path,) = re.findall(r'"(.*?)"', done.stdout)
    return f"{url}gradio_api/file={path}"
