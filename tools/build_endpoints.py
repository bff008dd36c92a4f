"""The page of the endpoints for programs, from the options that they take: python -m tools.build_endpoints

It writes docs/endpoints.md. A test compares it with what the program offers now, and runs its examples.
"""

from inspect import Parameter
from pathlib import Path
from typing import Any

from vc.web.endpoints import ENDPOINTS, Endpoint
from vc.web.questions import QUESTIONS, Question

PAGE = Path(__file__).resolve().parents[1] / "docs" / "endpoints.md"
ADDRESS = "http://127.0.0.1:7860"
INTRODUCTION = f"""# Endpoints for programs

Made by `python -m tools.build_endpoints` from the options of the program; do not change it by hand.

Whatever the page does, programs can ask for, with uploads; addresses are not fetched. A value that cannot be is refused
with a message that says what it has to be. `VC_MCP=1 vc app` offers the same as tools of the Model Context Protocol,
under `/gradio_api/mcp/` (`pip install 'gradio[mcp]'`).

## Python

```python
import shutil

from gradio_client import Client, handle_file

page = Client("{ADDRESS}")
video, motion, settings = page.predict(
    music=handle_file("music.mp3"), photo=handle_file("me.jpg"), seconds=2, seed=7, api_name="/conduct"
)
shutil.copy(video, "conducting.mp4")
shutil.copy(motion, "motion.npy")
```

## curl

```sh
page={ADDRESS}
music=$(curl -sS -F files=@music.mp3 $page/gradio_api/upload | sed 's/[][]//g')
call=$(curl -sS $page/gradio_api/call/v2/motion -H 'Content-Type: application/json' \\
  -d '{{"music": {{"path": '"$music"', "meta": {{"_type": "gradio.FileData"}}}}, "seconds": 2, "seed": 7}}' |
  sed 's/.*"event_id": *"\\([^"]*\\)".*/\\1/')
url=$(curl -sSN $page/gradio_api/call/motion/$call |
  sed -n 's/^data: \\[{{"path.*"url": "\\([^"]*motion.npy\\)".*/\\1/p')
curl -sS -o motion.npy "$url"
```

## JavaScript

```js
import {{writeFile}} from "node:fs/promises";
import {{Client, handle_file}} from "@gradio/client";

const page = await Client.connect("{ADDRESS}");
const {{data}} = await page.predict("/motion", {{music: handle_file("music.mp3"), seconds: 2, seed: 7}});
const motion = await fetch(data[0].url);
await writeFile("motion.npy", Buffer.from(await motion.arrayBuffer()));
process.exit(0);
```
"""


def page() -> str:
    """The whole text."""
    return "\n".join([INTRODUCTION, *map(_section, ENDPOINTS), *map(_section, QUESTIONS)])


def _section(one: Endpoint | Question) -> str:
    parameters = one.signature.parameters
    rows = [f"| `{name}` | {_default(parameters[name].default)} | {_cell(text)} |" for name, text in one.words.items()]
    table = "\n".join(["| takes | unless said | |", "| --- | --- | --- |", *rows])
    return f"## /{one.name}\n\n{one.what}\n\n{table}\n\nGives {one.returns}.\n"


def _default(value: Any) -> str:
    if value is Parameter.empty:
        return "needed"
    return "" if value is None else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
