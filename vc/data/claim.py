"""A folder of made data is of one making: what was made in another way must not mix with it."""

import json
from pathlib import Path
from typing import Any

from vc.errors import DatasetError
from vc.files import write_texts


def claim(out: Path, file: str, settings: dict[str, Any]) -> None:
    """Note in a file of `out` what it is made with. Raises DatasetError if that was something else."""
    path = out / file
    if not path.exists():
        write_texts(out, {file: json.dumps(settings, indent=1) + "\n"})
        return
    try:
        before = dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise DatasetError(f"{path} is damaged ({error}). Choose another folder.") from error
    if changed := [name for name in settings if before.get(name) != settings[name]]:
        raise DatasetError(f"{out} was made with another {', '.join(changed)}. Choose another folder.")
