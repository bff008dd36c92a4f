"""Motion from networks: a function from a request to a motion for each model of `vc.models.registry`."""

from dataclasses import fields
from typing import TYPE_CHECKING

from vc.manner import Manner
from vc.motion.hearing import MEL_FRAMES_PER_POSE, features_of, find_rhythm, open_baton, pad_mel
from vc.motion.request import Request
from vc.music import MEL_RATE
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.models.performer.music import MusicStage

# What nobody foresees makes a network move less than those it learnt from. Asked for this much, it moves as much as
# they do: its zero of every wish, and how strongly it takes its free choices.
MIDDLE = Manner(energy=0.8, gesture=0.75, smoothness=0.2)
CHOICES = 1.2
TREMBLE_POSES = 0.7  # deviation of the Gaussian that takes its trembling away; it moves no lowest point
PERFORMER_GAIN = 2.0  # as far again from its mean pose: learnt by absolute errors alone, it is shy where music is new
ROUNDER = 2.0  # times that for whom wishes the smoothest motion, half of it for the sharpest


def baton(request: Request) -> Motion:
    """The project's own network, told the tracked beats, with a style and free choices drawn from the seed."""
    import torch
    from scipy.ndimage import gaussian_filter1d

    from vc.conductor.latents import noise_of, style_of
    from vc.models.baton.phase import phase_track

    assert request.weights_path is not None
    rhythm = request.rhythm or find_rhythm(request.mel)
    network = open_baton(request.weights_path, request.device)
    mel = pad_mel(request.mel.values, request.poses)[: MEL_FRAMES_PER_POSE * request.poses]
    code, heard = network.listen(torch.from_numpy(mel), request.on_progress)
    phase = torch.from_numpy(phase_track(rhythm, request.poses))
    manner = from_middle(request.manner)
    style = torch.from_numpy(style_of(request.seed, manner))
    noise = CHOICES * torch.from_numpy(noise_of(rhythm, request.seed, manner))
    if not network.told:
        phase.zero_()
    if not network.latents:
        style, noise = network.mean_style, torch.zeros_like(noise)
    points = network.move(code, heard, phase, style, noise).numpy()
    return Motion(gaussian_filter1d(points, TREMBLE_POSES * ROUNDER**request.manner.smoothness, axis=0, mode="nearest"))


def from_middle(manner: Manner) -> Manner:
    """A wish between less and more, counted from MIDDLE instead of 0; -1 and 1 stay what they are."""

    def moved(wish: float, middle: float) -> float:
        return middle + wish * (1 - middle if wish > 0 else 1 + middle)

    return Manner(*(moved(getattr(manner, each.name), getattr(MIDDLE, each.name)) for each in fields(Manner)))


def plain(request: Request) -> Motion:
    """The mean pose of the training data, held; the same for every seed."""
    import numpy as np

    from vc.models import load
    from vc.models.baselines import Plain

    assert request.weights_path is not None
    network = load("plain", request.weights_path)
    assert isinstance(network, Plain)
    return Motion(np.repeat(network.pose.detach().numpy()[None], request.poses, axis=0))


def cnn_lstm(request: Request) -> Motion:
    """The recurrent baseline; the same for every seed."""
    import torch

    from vc.models import load
    from vc.models.baselines import CnnLstm, move_whole

    assert request.weights_path is not None
    network = load("cnn-lstm", request.weights_path, request.device)
    assert isinstance(network, CnnLstm)
    mel = pad_mel(request.mel.values, max(request.poses, 2))  # the music encoder's borders need 4 frames
    poses = move_whole(network, torch.from_numpy(mel), request.on_progress)
    return Motion(poses[: request.poses].numpy())


def amcnet(request: Request) -> Motion:
    """The generator of the 2021 system, with a style and free choices drawn from the seed as its noise.

    It hears the beats by itself: of the tracked ones it is only told, as part of its choices, what the left hand does
    in each phrase.
    """
    import torch

    from vc.audio.features import features_from_mel
    from vc.conductor.latents import noise_of, style_of
    from vc.models import load
    from vc.models.amcnet import AmcnetGenerator, move_whole, noise_like

    assert request.weights_path is not None
    network = load("amcnet", request.weights_path, request.device)
    assert isinstance(network, AmcnetGenerator)
    rhythm, manner = request.rhythm or find_rhythm(request.mel), from_middle(request.manner)
    features = torch.from_numpy(features_from_mel(pad_mel(request.mel.values, request.poses)))[: request.poses]
    noise = noise_like(style_of(request.seed, manner), CHOICES * noise_of(rhythm, request.seed, manner))
    return Motion(move_whole(network, features, torch.from_numpy(noise), request.on_progress).numpy())


def performer(request: Request) -> Motion:
    """The first stage of Let's Play Music: how the performer whom it has seen would move; the same for every seed."""
    from vc.models import load
    from vc.models.performer.network import Performer

    assert request.weights_path is not None
    network = load("performer", request.weights_path)
    assert isinstance(network, Performer)
    return _as_performer(request, network.music)


def performer_music(request: Request) -> Motion:
    """The same, with weights of the first stage alone."""
    from vc.models import load
    from vc.models.performer.music import MusicStage

    assert request.weights_path is not None
    stage = load("performer-music", request.weights_path)
    assert isinstance(stage, MusicStage)
    return _as_performer(request, stage)


def _as_performer(request: Request, stage: "MusicStage") -> Motion:
    from vc.models.performer.fast import move_whole

    points = move_whole(stage, features_of(request.mel, request.poses), request.on_progress)
    rest = points.mean(axis=0)
    return Motion(rest + PERFORMER_GAIN * (points - rest))


def official(request: Request) -> Motion:
    """The M2S-GAN authors' generator."""
    import torch

    from vc.models import load
    from vc.models.official.fast import FastGenerator
    from vc.models.official.generator import NOISE_CHANNELS, NOISE_RATE, Generator
    from vc.models.official.pose_decoder import MIN_POSES

    assert request.weights_path is not None
    network = load("official", request.weights_path, request.device)
    assert isinstance(network, Generator)
    mel = pad_mel(request.mel.values, max(request.poses, MIN_POSES))
    noise_vectors = -(-len(mel) * NOISE_RATE // MEL_RATE)
    # Always drawn on the CPU: another device's generator would give other numbers for the same seed.
    noise = torch.randn(noise_vectors, NOISE_CHANNELS, generator=torch.Generator().manual_seed(request.seed))
    poses = FastGenerator(network)(torch.from_numpy(mel), noise, request.on_progress)
    return Motion(poses[: request.poses].numpy())
