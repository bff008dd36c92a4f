"""The ear of Beat This! (Foscarin, Schlüter and Widmer, ISMIR 2024): someone else's network, an optional extra.

The package beat-this (MIT) brings the network; its weights come from its authors, when they are first asked for, or
from a checkpoint of one's own. The spectrogram is made here, as the package makes it: torchaudio, which
the package asks for and which is a build for graphics cards on PyPI, is not needed: install it with --no-deps.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from vc.errors import WeightsError
from vc.music import SAMPLE_RATE
from vc.skeleton import POSE_RATE, pose_count

RATE = 50  # frames/s of its spectrogram
HOP_SAMPLES, FFT_SAMPLES, BANDS = SAMPLE_RATE // RATE, 1024, 128
LOWEST_HZ, HIGHEST_HZ = 30, 11_000
LOG_GAIN = 1000.0  # log(1 + 1000 x)
CHUNK, BORDER = 1500, 6  # frames that it learnt on, and those at each end that are worth nothing
PUBLISHED = "final0"
ADDRESS = "https://cloud.cp.jku.at/public.php/dav/files/7ik4RrBKTS273gp/{}.ckpt"  # the package's own
INSTALL = "pip install 'virtualconductor[ears]' and pip install --no-deps 'beat-this>=1.1,<2'"


def hear_beat_this(samples: np.ndarray, checkpoint: str | Path = PUBLISHED, *, device: str = "cpu") -> np.ndarray:
    """(2, poses) 0..1, of a beat and of a downbeat at each pose of POSE_RATE, as the project's own ear gives them.

    samples : (n,) float32 mono at 22 050 Hz
    checkpoint : a file, or the name of one that its authors publish, which is fetched once
    Raises WeightsError: the package is missing, or the checkpoint is none of it, or cannot be fetched.
    """
    network = open_beat_this(checkpoint, device)
    picture = torch.from_numpy(spectrogram(samples)).to(device)
    with torch.inference_mode():
        chances = torch.sigmoid(_logits(network, picture)).cpu().numpy()
    at = np.arange(pose_count(len(samples) / SAMPLE_RATE)) / POSE_RATE
    times = np.arange(chances.shape[1]) / RATE
    return np.stack([np.interp(at, times, row) for row in chances]).astype(np.float32)


def spectrogram(samples: np.ndarray) -> np.ndarray:
    """(T, 128) float32, a frame every 441 samples: log(1 + 1000 x) of mel magnitudes, the lowest band first."""
    import librosa

    magnitudes = np.abs(librosa.stft(samples, n_fft=FFT_SAMPLES, hop_length=HOP_SAMPLES, pad_mode="reflect"))
    mel: np.ndarray = _mel_filters() @ (magnitudes / np.sqrt(FFT_SAMPLES))
    return np.log1p(LOG_GAIN * mel).T.astype(np.float32)


def open_beat_this(checkpoint: str | Path, device: str = "cpu") -> torch.nn.Module:
    """Its network with the weights of a checkpoint. Raises WeightsError."""
    path = Path(checkpoint)
    return _opened(str(checkpoint), path.stat().st_mtime_ns if path.is_file() else 0, device)


@lru_cache(maxsize=2)
def _opened(checkpoint: str, modified_ns: int, device: str) -> torch.nn.Module:
    del modified_ns  # part of the key
    try:
        from beat_this.model.beat_tracker import BeatThis
    except ModuleNotFoundError as error:
        raise WeightsError(f"The ear of Beat This! needs its package, which is not installed: {INSTALL}") from error
    from inspect import signature

    stored = _stored(checkpoint)
    try:
        known = signature(BeatThis).parameters
        options = {name: value for name, value in stored["hyper_parameters"].items() if name in known}
        weights = {name.removeprefix("model."): value for name, value in stored["state_dict"].items()}
        network: torch.nn.Module = BeatThis(**options)
        network.load_state_dict(weights)
    except (KeyError, TypeError, AttributeError, RuntimeError, ValueError, AssertionError) as error:
        raise WeightsError(f"{checkpoint} is no checkpoint of Beat This!: {str(error)[:200]}") from error
    return network.to(device).eval()


def _stored(checkpoint: str) -> Any:
    path = Path(checkpoint)
    if path.suffix or path.exists():
        try:
            return torch.load(path, map_location="cpu", weights_only=True)
        except Exception as error:  # torch raises what a damaged file provokes in it
            raise WeightsError(f"{path} cannot be read as a checkpoint: {str(error)[:200]}") from error
    try:
        return torch.hub.load_state_dict_from_url(
            ADDRESS.format(checkpoint), file_name=f"beat_this-{checkpoint}.ckpt", map_location="cpu",
            weights_only=True, progress=False,
        )  # fmt: skip
    except Exception as error:  # no network, another server's page, a full disk
        raise WeightsError(
            f"The weights {checkpoint} of Beat This! could not be fetched ({str(error)[:120]}). Try again with "
            "network, or name a checkpoint that you have: --ear beat-this=FILE.ckpt"
        ) from error


def _logits(network: torch.nn.Module, picture: torch.Tensor) -> torch.Tensor:
    """(2, T) for (T, 128): in chunks of CHUNK, each without its borders, which its neighbours cover."""
    step = CHUNK - 2 * BORDER
    padded = torch.nn.functional.pad(picture, (0, 0, BORDER, BORDER))
    parts = []
    for start in range(0, len(picture), step):
        found = network(padded[None, start : start + CHUNK])
        parts.append(torch.stack([found["beat"][0], found["downbeat"][0]])[:, BORDER:-BORDER])
    return torch.cat(parts, dim=1)


@cache
def _mel_filters() -> np.ndarray:
    """(128, 513), triangles of height 1 on Slaney's scale."""
    from librosa.filters import mel

    filters: np.ndarray = mel(
        sr=SAMPLE_RATE, n_fft=FFT_SAMPLES, n_mels=BANDS, fmin=LOWEST_HZ, fmax=HIGHEST_HZ, norm=None
    )
    return filters
