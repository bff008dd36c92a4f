"""Turn the weights of a finished training into the file that is shipped: safetensors, with where they come from in it.

python -m tools.pack_weights runs/baton/weights.pt weights/baton.safetensors --note "recipe=weights/baton.md"
"""

import argparse
import hashlib
from pathlib import Path

from safetensors.torch import save_file

from vc.models.checkpoint import read_state


def pack(source: Path, target: Path, notes: dict[str, str], *, half: bool = False) -> str:
    """Write the tensors of `source` to `target` and return its SHA-256; the file appears only when complete.

    half : as float16, half the size; a network that is loaded from it calculates in float32 all the same
    """
    part = target.with_name(f".{target.name}.part")
    tensors = {name: tensor.clone().contiguous() for name, tensor in read_state(source).items()}
    if half:
        tensors = {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in tensors.items()}
    save_file(tensors, part, metadata={"format": "pt", "licence": "Apache-2.0", **notes})
    part.replace(target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--note", action="append", default=[], metavar="KEY=TEXT")
    parser.add_argument("--half", action="store_true", help="float16, for networks that draw")
    options = parser.parse_args()
    notes = dict(note.split("=", 1) for note in options.note)
    digest = pack(options.source, options.target, notes, half=options.half)
    print(f"{options.target}: {options.target.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
