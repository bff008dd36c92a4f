"""Files that a component's script fetches: where Gradio serves them, and that they are deleted with the rest."""

from pathlib import Path
from urllib.parse import quote

from gradio import processing_utils
from gradio.context import Context
from gradio.utils import get_upload_folder

# Relative to the page, so that it holds behind a root path too.
API = "gradio_api/"

_copies: set[str] = set()  # for the page's `delete_cache`, which knows only what components put into the cache


def delete_with_page() -> None:
    """Let the page that is being built delete, in time, what `served` copies. May be called again."""
    page = Context.root_block
    if page and not any(files is _copies for files in page.temp_file_sets):
        page.temp_file_sets.append(_copies)


def served(path: str | Path) -> str:
    """The address under which Gradio serves a copy of the file, relative to `API`."""
    return f"file={quote(cached(path))}"


def cached(path: str | Path) -> str:
    """A copy of the file where Gradio serves from, and where it is deleted with the rest."""
    cache = Path(get_upload_folder()).absolute()
    copy = Path(path).absolute()
    if not copy.is_relative_to(cache):
        copy = Path(processing_utils.save_file_to_cache(path, cache_dir=str(cache)))
        _copies.add(str(copy))
    return str(copy)
