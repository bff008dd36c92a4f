"""The grammar of glTF 2.0's binary form: numbers in one buffer, described by views and accessors.

Source: Khronos Group, glTF 2.0 specification, sections 3.6 and 4.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from vc.files import appearing

VERTICES, INDICES = 34962, 34963  # what a view is for (GL's names of its buffers)
_COMPONENTS = {"int8": 5120, "uint8": 5121, "int16": 5122, "uint16": 5123, "uint32": 5125, "float32": 5126}
_MAGIC, _JSON, _BIN = 0x46546C67, 0x4E4F534A, 0x004E4942

Json = dict[str, Any]


class Gltf:
    """A document that grows: every method adds to it and returns the number under which the addition is known."""

    def __init__(self) -> None:
        self.parts: Json = {"asset": {"version": "2.0", "generator": "virtualconductor"}, "scene": 0}
        self._data: list[bytes] = []
        self._size = 0

    def add(self, kind: str, value: Json) -> int:
        """Append to one of the document's lists, like "nodes"."""
        self.parts.setdefault(kind, []).append(value)
        return len(self.parts[kind]) - 1

    def numbers(
        self, values: np.ndarray, kind: str, *, use: int | None = None, bounds: bool = False, normalized: bool = False
    ) -> int:
        """An accessor of `kind` ("SCALAR", "VEC3" ...) over `values` (n, ...), whose dtype is stored as it is.

        bounds : state the least and greatest value, which positions and times need
        normalized : integers stand for fractions of their greatest value
        """
        accessor = self._accessor(values.dtype, len(values), kind) | {"bufferView": self._view(values, use)}
        if normalized:
            accessor["normalized"] = True
        if bounds:
            accessor |= _bounds(values)
        return self.add("accessors", accessor)

    def sparse(self, count: int, places: np.ndarray, values: np.ndarray) -> int:
        """An accessor of `count` VEC3 that are zero but for `values` (n, 3) float32 at `places` (n,), rising, n > 0."""
        small = np.uint16 if count <= 65535 else np.uint32
        accessor = self._accessor(values.dtype, count, "VEC3")
        accessor["sparse"] = {
            "count": len(places),
            "indices": {
                "bufferView": self._view(places.astype(small), None),
                "componentType": _COMPONENTS[np.dtype(small).name],
            },
            "values": {"bufferView": self._view(values, None)},
        }
        with_rest = values if len(places) == count else np.concatenate([values, np.zeros((1, 3), values.dtype)])
        return self.add("accessors", accessor | _bounds(with_rest))

    def extend(self, extension: str, value: Json) -> None:
        """What an extension says of the whole document."""
        self.parts.setdefault("extensionsUsed", []).append(extension)
        self.parts.setdefault("extensions", {})[extension] = value

    def image(self, data: bytes, kind: str) -> int:
        """A texture of an encoded picture. kind : its media type"""
        view = self._view(np.frombuffer(data, np.uint8), None)
        if not self.parts.get("samplers"):  # linear, with smaller versions for what is far away; no repetition
            self.add("samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071})
        return self.add(
            "textures", {"sampler": 0, "source": self.add("images", {"bufferView": view, "mimeType": kind})}
        )

    def write(self, path: str | Path) -> Path:
        """Raises OutputError."""
        document = self.parts | {"buffers": [{"byteLength": self._size}]}
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        with appearing(path) as part, part.open("wb") as file:
            file.write(struct.pack("<III", _MAGIC, 2, 12 + 8 + len(text) + 8 + self._size))
            file.write(struct.pack("<II", len(text), _JSON) + text)
            file.write(struct.pack("<II", self._size, _BIN))
            file.writelines(self._data)
        return Path(path)

    def _accessor(self, dtype: np.dtype, count: int, kind: str) -> Json:
        return {"componentType": _COMPONENTS[dtype.name], "count": count, "type": kind}

    def _view(self, values: np.ndarray, use: int | None) -> int:
        data = np.ascontiguousarray(values).tobytes()
        view: Json = {"buffer": 0, "byteOffset": self._size, "byteLength": len(data)}
        if use:
            view["target"] = use
        data += b"\0" * (-len(data) % 4)  # every view begins at a multiple of four
        self._data.append(data)
        self._size += len(data)
        return self.add("bufferViews", view)


class Animation:
    """Channels of `count` poses at `rate` a second, all on one clock; `finish` adds it to the document."""

    def __init__(self, gltf: Gltf, name: str, count: int, rate: int) -> None:
        self._gltf = gltf
        self._times = gltf.numbers((np.arange(count) / rate).astype(np.float32), "SCALAR", bounds=True)
        self._tree: Json = {"name": name, "samplers": [], "channels": []}

    def move(self, node: int, places: np.ndarray) -> None:
        """places : (T, 3) of the node"""
        self.add(node, "translation", self._gltf.numbers(places.astype(np.float32), "VEC3"))

    def turn(self, node: int, turns: np.ndarray) -> None:
        """turns : (T, 4) float32 quaternions, or int16 that stand for fractions"""
        whole = turns.dtype.kind == "i"
        self.add(node, "rotation", self._gltf.numbers(turns, "VEC4", normalized=whole))

    def add(self, node: int, path: str, values: int) -> None:
        """values : an accessor, a row per pose, interpolated linearly"""
        self._tree["samplers"].append({"input": self._times, "output": values, "interpolation": "LINEAR"})
        target = {"node": node, "path": path}
        self._tree["channels"].append({"sampler": len(self._tree["samplers"]) - 1, "target": target})

    def finish(self) -> None:
        self._gltf.add("animations", self._tree)


def _bounds(values: np.ndarray) -> Json:
    flat = values.reshape(len(values), -1)
    return {"min": flat.min(0).tolist(), "max": flat.max(0).tolist()}
