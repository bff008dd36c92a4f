"""Messages between the program and its workers. The worker's are read with suspicion: a file may have taken it over."""

import io
import pickle
import struct
from dataclasses import is_dataclass
from typing import Any, BinaryIO

# Kinds of answers.
ITEM, RESULT, REFUSED, MEMORY, DEFECT = "item", "result", "refused", "memory", "defect"

MAX_BYTES = 1 << 30  # of a message; the largest sound block has 16 MB, the largest picture 8

_HEAD = struct.Struct("<QI")  # bytes of the pickle, number of arrays
_SIZE = struct.Struct("<Q")
_NUMPY = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy._core.numeric", "_frombuffer"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
}


def send(file: BinaryIO, message: Any) -> None:
    """Write one message; the contents of arrays go straight to the file."""
    arrays: list[pickle.PickleBuffer] = []
    body = pickle.dumps(message, protocol=5, buffer_callback=arrays.append)
    contents = [array.raw() for array in arrays]
    file.write(_HEAD.pack(len(body), len(contents)) + b"".join(_SIZE.pack(each.nbytes) for each in contents) + body)
    for content in contents:
        file.write(content)
    file.flush()


def receive(file: BinaryIO, *, trusted: bool = False) -> Any:
    """Read one message. Raises EOFError when the other side is gone, ValueError for what is no message.

    trusted : the sender may name any function or class; otherwise only arrays and this project's dataclasses
    """
    size, count = _HEAD.unpack(_exactly(file, _HEAD.size))
    if count > MAX_BYTES // _SIZE.size:
        raise ValueError("a message is too large")
    sizes = [_SIZE.unpack(_exactly(file, _SIZE.size))[0] for _ in range(count)]
    if size + sum(sizes) > MAX_BYTES:
        raise ValueError("a message is too large")
    body = _exactly(file, size)
    contents = [_exactly(file, each) for each in sizes]
    reader = pickle.Unpickler if trusted else _Wary
    return reader(io.BytesIO(body), buffers=contents).load()


def _exactly(file: BinaryIO, size: int) -> bytearray:
    content = bytearray(size)
    view, filled = memoryview(content), 0
    while filled < size:
        read = file.readinto(view[filled:])  # type: ignore[attr-defined]
        if not read:
            raise EOFError
        filled += read
    return content


class _Wary(pickle.Unpickler):
    """Makes arrays and this project's dataclasses, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if (module, name) in _NUMPY or module.startswith("vc.") else None
        if (module, name) in _NUMPY or (isinstance(found, type) and is_dataclass(found)):
            return found
        raise pickle.UnpicklingError(f"a worker may not send {module}.{name}")
