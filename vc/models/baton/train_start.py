"""Beginning with the weights of an earlier Baton: its ear, and all else that has kept its shape."""

from pathlib import Path

from vc.errors import WeightsError
from vc.models.baton.network import Baton
from vc.models.checkpoint import read_state


def start_from_(baton: Baton, path: Path) -> None:
    """Take over every tensor of the same name and shape; styles keep the measures of `baton`.

    Raises WeightsError, also for a file without an ear of this kind.
    """
    theirs, ours = read_state(path), baton.state_dict()
    kept = {name: old for name, old in theirs.items() if name in ours and ours[name].shape == old.shape}
    missing = [name for name in ours if name.startswith("ear.") and name not in kept]
    if missing:
        raise WeightsError(f"{path.name} has no ear to begin with ({missing[0]} is missing). Name a Baton's weights.")
    for name, old in kept.items():
        if "style_" not in name:
            ours[name].copy_(old)
