"""The M2S-GAN generator for inference: the same function, four times faster, in little memory.

Two changes, both exact up to rounding. BatchNorm and weight norm are constants once training is over, so they are
folded into the convolutions beside them. And the network sees only a few seconds to each side, so a long piece is
worked on in tiles: small ones for the music encoder, whose pictures then stay in the cache, large ones for the pose
decoder, which sees further.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

import torch
from torch import nn
from torch.nn.utils import skip_init

from vc.models.inference import fused
from vc.models.official.generator import Generator
from vc.models.official.music_encoder import Conv2dResLayer, MusicEncoder
from vc.models.official.pose_decoder import BLOCKS, KERNEL, MIN_POSES, TemporalBlock, WeightNormConv1d
from vc.models.tiles import tiles
from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import JOINT_COUNT, POSE_RATE

# How far the encoder sees, in mel frames: 5 convolutions of 3 and 2 poolings of 5 at 90 Hz, then at 30 Hz
# 2 convolutions and a pooling of 3. That is 9 + 3 x 3 = 18 frames, or 6 poses.
ENCODER_CONTEXT = (5 * 1 + 2 * 2) // MEL_FRAMES_PER_POSE + 2 + 1

# Each block of the decoder: two convolutions that reach 2 x dilation, and an average over 3 poses.
DECODER_CONTEXT = sum(2 * (KERNEL // 2) * 2**block + 1 for block in range(BLOCKS))

ENCODER_TILE = 5 * POSE_RATE  # poses; 4 to 8 MB a layer
DECODER_TILE = 120 * POSE_RATE  # poses; the context of 8.6 s on both sides is a seventh of it

# The two halves' shares of the work, for showing progress.
_ENCODER_SHARE = 0.93


class FastGenerator:
    """`Generator` with its constants folded; `network` itself is left as it is.

    encoder_tile, decoder_tile : poses worked on at once; they change time and memory, not the result
    """

    def __init__(
        self, network: Generator, *, encoder_tile: int = ENCODER_TILE, decoder_tile: int = DECODER_TILE
    ) -> None:
        folded = fold(network)
        self._encoder = folded.music_encoder.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._noise_encoder = nn.Sequential(folded.noise_convTranspose, folded.noise_BN)
        self._decoder = folded.tcn
        self._encoder_tile = encoder_tile
        # Even a tile without context, at the piece's end, must be longer than the mirrored borders.
        self._decoder_tile = max(decoder_tile, MIN_POSES)

    @torch.inference_mode()
    def __call__(
        self, mel: torch.Tensor, noise: torch.Tensor, on_progress: Callable[[float], None] | None = None
    ) -> torch.Tensor:
        """Conducting motion for one piece of any length.

        mel : (T, 128) at 90 Hz, on the CPU or the network's device; it may be longer than that device's memory
        noise : (S, 8) standard normal, one vector a second, S >= T / 90
        on_progress : called with the done part, rising to 1.0

        Returns (ceil(T / 3), 13, 2) poses on the CPU. Raises ValueError below MIN_POSES poses.
        """
        poses = -(-len(mel) // MEL_FRAMES_PER_POSE)
        if poses < MIN_POSES:
            raise ValueError(
                f"the generator needs {MIN_POSES} poses of music, {MIN_POSES / POSE_RATE:.1f} s; got {poses}"
            )
        report = on_progress or _ignore
        codes = self._noise_codes(noise, poses)
        for done in self._encode_(codes, mel):
            report(_ENCODER_SHARE * done / poses)
        motion = torch.empty(poses, JOINT_COUNT, 2)
        for done in self._decode_(motion, codes):
            report(_ENCODER_SHARE + (1 - _ENCODER_SHARE) * done / poses)
        return motion

    def _noise_codes(self, noise: torch.Tensor, poses: int) -> torch.Tensor:
        """(poses, 128) codes whose second half is the noise's; the first half is not set yet."""
        parameter = next(self._decoder.parameters())
        noise_code = self._noise_encoder(noise.to(parameter).T[None])[0].T[:poses]
        if len(noise_code) < poses:
            raise ValueError(f"{len(noise)} noise vectors are for {len(noise)} s, too few for {poses} poses")
        codes = noise_code.new_empty(poses, 2 * noise_code.shape[1])
        codes[:, noise_code.shape[1] :] = noise_code
        return codes

    def _encode_(self, codes: torch.Tensor, mel: torch.Tensor) -> Iterator[int]:
        """Fill the first half of `codes`, yielding the number of poses done so far."""
        half = codes.shape[1] // 2
        for tile in tiles(len(codes), size=self._encoder_tile, context=ENCODER_CONTEXT):
            seen = mel[tile.first * MEL_FRAMES_PER_POSE : tile.last * MEL_FRAMES_PER_POSE]
            codes[tile.start : tile.stop, :half] = self._encoder(seen.to(codes)[None])[0, tile.own]
            yield tile.stop

    def _decode_(self, motion: torch.Tensor, codes: torch.Tensor) -> Iterator[int]:
        """Fill `motion`, yielding the number of poses done so far."""
        for tile in tiles(len(codes), size=self._decoder_tile, context=DECODER_CONTEXT):
            motion[tile.start : tile.stop] = self._decoder(codes[None, tile.seen])[0, tile.own]
            yield tile.stop


def _ignore(done: float) -> None:
    del done


def fold(network: Generator) -> Generator:
    """A copy of the generator, in inference mode, without BatchNorm beside convolutions and without weight norm."""
    folded = deepcopy(network).eval()
    for module in list(folded.modules()):
        match module:
            case Conv2dResLayer():
                _fold_res_layer_(module)
            case MusicEncoder():
                module.conv4 = nn.Sequential(fused(module.conv4[0], module.conv4[1]))
            case TemporalBlock():
                _fold_temporal_block_(module)
    return folded.requires_grad_(False)


def _fold_res_layer_(layer: Conv2dResLayer) -> None:
    convolution, norm = layer.conv2d_layer[0], layer.conv2d_layer[1]
    layer.conv2d_layer = nn.Sequential(fused(convolution, norm), nn.ReLU(inplace=True))
    if isinstance(layer.residual, nn.Sequential):
        layer.residual = fused(layer.residual[0], layer.residual[1])


def _fold_temporal_block_(block: TemporalBlock) -> None:
    first = fused(_plain(block.conv1), block.bn1)
    second = fused(_plain(block.conv2), block.bn2)
    average = block.net[-1]
    block.net = nn.Sequential(first, nn.ReLU(inplace=True), second, nn.ReLU(inplace=True), average)
    del block.conv1, block.bn1, block.conv2, block.bn2


def _plain(layer: WeightNormConv1d) -> nn.Module:
    """The same convolution with its weight written out."""
    channels, channels_in, kernel = layer.weight.shape
    form = {"padding": kernel // 2 * layer.dilation, "dilation": layer.dilation, "padding_mode": "reflect"}
    plain: nn.Module = skip_init(nn.Conv1d, channels_in, channels, kernel, **form)
    plain.weight = nn.Parameter(layer.weight.detach())
    plain.bias = nn.Parameter(layer.bias.detach())
    return plain.eval()
