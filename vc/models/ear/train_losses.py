"""How far what the ear says is from what there was to hear."""

import torch
from torch.nn import functional

from vc.models.ear.network import BAR_PLACE, BEAT, BEAT_PLACE, DOWNBEAT, METRE, PULSE, TEMPI, TEMPO
from vc.train.stage import Batch

BEAT_WEIGHT, DOWNBEAT_WEIGHT = 4.0, 8.0  # of a hit against each of the many frames without one
NEAR = 5  # frames around a hit that count neither way
TEMPO_BLUR = 0.7  # steps of a twelfth of an octave


def ear_losses(said: torch.Tensor, real: Batch) -> dict[str, torch.Tensor]:
    """Losses of (N, SAID, T) against `train_lessons.Targets`. Places, tempo and metre count where a pulse goes."""
    mask, pulse = real["mask"], real["pulse"] * real["mask"]
    cross_entropy = functional.binary_cross_entropy_with_logits
    beat_away = (torch.tanh(said[:, BEAT_PLACE]) - real["places"][:, :2]).square().sum(1)
    bar_away = (torch.tanh(said[:, BAR_PLACE]) - real["places"][:, 2:]).square().sum(1)
    return {
        "beat": tolerant(said[:, BEAT], real["beat"], mask, BEAT_WEIGHT),
        "downbeat": tolerant(said[:, DOWNBEAT], real["downbeat"], mask, DOWNBEAT_WEIGHT),
        "pulse": _mean(cross_entropy(said[:, PULSE], real["pulse"], reduction="none"), mask),
        "beat_place": _mean(beat_away, pulse),
        "bar_place": _mean(bar_away, pulse),
        "tempo": _mean(_tempo_loss(said[:, TEMPO], real["tempo"]), pulse),
        "metre": _mean(metre_loss(said[:, METRE], real["metre"]), pulse),
    }


def tolerant(said: torch.Tensor, hit: torch.Tensor, mask: torch.Tensor, weight: float) -> torch.Tensor:
    """Cross-entropy that lets a hit be met a frame early or late (after Foscarin, Schlueter and Widmer 2024).

    said : (N, T) logits; hit : (N, T) 1 on a hit. Frames near a hit count neither way, but for the best of three.
    """
    best = functional.max_pool1d(said[:, None], 3, 1, 1)[:, 0]
    near = functional.max_pool1d(hit[:, None], NEAR, 1, NEAR // 2)[:, 0]
    loss = weight * hit * functional.softplus(-best) + (1 - near) * functional.softplus(said)
    return _mean(loss, mask)


def _tempo_loss(said: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
    """(N, TEMPI, T) logits against steps (N, T), blurred: neighbours are nearly right."""
    every = torch.arange(TEMPI, device=said.device)[None, :, None]
    wanted = torch.softmax(-0.5 * ((every - step[:, None]) / TEMPO_BLUR).square(), 1)
    return -(wanted * torch.log_softmax(said, 1)).sum(1)


def metre_loss(said: torch.Tensor, metre: torch.Tensor) -> torch.Tensor:
    """(N, METRES, T) logits against metres (N, T); 0, which nobody can tell, against all alike."""
    log_chance = torch.log_softmax(said, 1)
    known = functional.nll_loss(log_chance, (metre - 1).clamp(min=0), reduction="none")
    return torch.where(metre > 0, known, -log_chance.mean(1))


def _mean(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (values * weight).sum() / weight.sum().clamp(min=1)
