"""Everything of a run as one zip, and the way back: settings out of a zip or a settings.json that anybody sent."""

import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .settings import MAX_TEXT, Saved, SettingsError, read

SETTINGS_NAME = "settings.json"
MAX_ENTRIES = 100  # of a zip that is read; those made here have about ten
_PACKED = (".mp4", ".webm", ".mov", ".glb", ".npz")  # deflating them again costs time and saves nothing


def write_zip(path: Path, files: Mapping[str, Path], settings: str) -> Path:
    """Write files, by their names in the zip, and settings.json."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(SETTINGS_NAME, settings)
        for name, file in files.items():
            packed = zipfile.ZIP_STORED if file.suffix in _PACKED else zipfile.ZIP_DEFLATED
            bundle.write(file, name, compress_type=packed)
    return path


def read_back(path: str | Path) -> Saved:
    """The settings in a zip or settings.json. Nothing is unpacked to the disk. Raises SettingsError."""
    path = Path(path)
    with path.open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            return read(_settings_in(path))
        file.seek(0)
        return read(file.read(MAX_TEXT + 1))


def _settings_in(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as bundle:
            entries = bundle.infolist()
            if len(entries) > MAX_ENTRIES:
                raise SettingsError(f"This zip holds {len(entries)} files; those made here hold about ten.")
            found = [entry for entry in entries if entry.filename == SETTINGS_NAME]
            if len(found) != 1 or stat.S_ISLNK(found[0].external_attr >> 16):
                raise SettingsError(f"This zip holds no {SETTINGS_NAME}, or several. Choose a zip that was made here.")
            with bundle.open(found[0]) as file:
                return file.read(MAX_TEXT + 1)  # whatever size it states, and however well it is packed
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SettingsError("This zip is damaged or locked. Choose one that was made here.") from error
    except Exception as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError("This zip is damaged. Choose one that was made here.") from error  # zlib.error and kin
