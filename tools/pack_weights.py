"""Turn the weights of a finished training into the file that is shipped: safetensors, with where they come from in it.

python -m tools.pack_weights runs/baton/weights.safetensors weights/baton.safetensors --note "recipe=weights/baton.md"

Files that do not say which network they hold are written anew with --network NAME.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from vc.errors import WeightsError
from vc.files import appearing
from vc.models import build
from vc.models.checkpoint import load_into_, read_header, read_state, to_bytes


def pack(
    source: Path, target: Path, notes: dict[str, str], *, network: str = "", config: dict[str, Any] | None = None,
    half: bool = False,
) -> str:  # fmt: skip
    """Write the tensors of `source` to `target` and return its SHA-256; the file appears only when complete.

    notes : added to those of the source
    network, config : of a source that does not say what it holds
    half : as float16, half the size; a network that is loaded from it calculates in float32 all the same
    """
    header = read_header(source)
    if header is None and not network:
        raise WeightsError(f"{source} does not say which network it holds. Say it with --network NAME.")
    name, made_with = (header.network, header.config) if header else (network, config or {})
    whole = build(name, **made_with)
    load_into_(whole, source, name)  # which checks it
    tensors = read_state(source)
    if half:
        tensors = {key: tensor.half() if tensor.is_floating_point() else tensor for key, tensor in tensors.items()}
    notes = {"licence": "Apache-2.0", **(header.notes if header else {}), **notes}
    with appearing(target) as part:
        part.write_bytes(to_bytes(whole, name, tensors, **notes))
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--note", action="append", default=[], metavar="KEY=TEXT")
    parser.add_argument("--network", default="", help="which one the source holds, where it does not say")
    parser.add_argument("--config", type=json.loads, help="and what it is made with, in JSON")
    parser.add_argument("--half", action="store_true", help="float16, for networks that draw")
    options = parser.parse_args()
    notes = dict(note.split("=", 1) for note in options.note)
    digest = pack(
        options.source, options.target, notes, network=options.network, config=options.config, half=options.half
    )
    print(f"{options.target}: {options.target.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
