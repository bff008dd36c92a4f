"""Where weights and examples are, which come with the program: at the top of a checkout, in vc/assets of a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ASSETS = _PACKAGE / "assets"  # setup.py fills it

IS_CHECKOUT = not _ASSETS.is_dir()


def shipped(name: str) -> Path:
    """The folder "weights" or "examples"."""
    return (_PACKAGE.parent if IS_CHECKOUT else _ASSETS) / name
