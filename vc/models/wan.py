"""Wan2.2-Animate-14B: a video diffusion model that lets a person in a picture follow a drawn skeleton.

Optional: needs the `gpu` extra, a CUDA device and 82 GB of weights from the Hub, and is imported only when asked for.
Source: Cheng et al., "Wan-Animate: unified character animation and replacement with holistic replication" (2025), as
diffusers' WanAnimatePipeline runs it. Each call makes one segment; its first frames carry over the last ones of the
segment before, so that a video of any length needs the memory of one segment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from vc.errors import WeightsError

if TYPE_CHECKING:
    import torch

REPOSITORY = "Wan-AI/Wan2.2-Animate-14B-Diffusers"
LICENCE = "Apache-2.0"
DOWNLOAD_GB = 82
SEGMENT = 77  # frames that the model was trained on at a time
CARRIED = 5  # of them the last ones of the segment before; the model knows 1 and 5
RATE = 30  # frames per second that the weights were made for
STEPS = 20
# Memory of the device, GB: for all parts at once; for one part at a time, the transformer being the largest; for one
# layer at a time, which is several times slower.
_WHOLE_GB, _BY_PARTS_GB, _BY_LAYERS_GB = 80, 45, 12
_INSTALL = 'pip install "virtualconductor[gpu]"'


# image (h, w, 3), skeletons (n, h, w, 3) on black, close-ups of the face (n, s, s, 3), the last CARRIED frames of the
# segment before or None, a prompt and a seed -> (n, h, w, 3), of which the first CARRIED repeat those; RGB uint8
Animate = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None, str, int], np.ndarray]


def open_wan(*, steps: int = STEPS, on_message: Callable[[str], None] | None = None) -> Animate:
    """The model on the CUDA device, its weights fetched from the Hub on first use.

    on_message : told where the weights come from and their licence
    Raises WeightsError, saying what is there and what is needed: without the packages, without a CUDA device, with too
    little memory on it, and if the weights cannot be had.
    """
    pipeline_class = _pipeline_class()
    import torch

    free_gb = _free_memory_gb()
    if on_message:
        on_message(f"{REPOSITORY}: {LICENCE}, a download of about {DOWNLOAD_GB} GB on first use")
    try:
        pipeline = pipeline_class.from_pretrained(REPOSITORY, torch_dtype=torch.bfloat16)
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"The weights {REPOSITORY} ({DOWNLOAD_GB} GB) could not be fetched: {error}. Check the connection and the "
            "space of the disk, or leave the backend out."
        ) from error
    pipeline.vae.to(torch.float32)
    if free_gb >= _WHOLE_GB:
        pipeline.to("cuda")
    elif free_gb >= _BY_PARTS_GB:
        pipeline.enable_model_cpu_offload()
    else:
        pipeline.enable_sequential_cpu_offload()
    return animate_with(pipeline, steps=steps)


def animate_with(pipeline: Any, *, steps: int = STEPS) -> Animate:
    """A function from segments to frames. pipeline : a diffusers WanAnimatePipeline of any size, on its device"""
    import torch

    pipeline.set_progress_bar_config(disable=True)

    def animate(
        image: np.ndarray, poses: np.ndarray, faces: np.ndarray, carried: np.ndarray | None, prompt: str, seed: int
    ) -> np.ndarray:
        height, width = image.shape[:2]
        with _carrying(pipeline, carried):
            made = pipeline(
                image=_picture(image),
                pose_video=[_picture(frame) for frame in poses],
                face_video=[_picture(frame) for frame in faces],
                prompt=prompt,
                height=height,
                width=width,
                segment_frame_length=len(poses),
                prev_segment_conditioning_frames=CARRIED,
                num_inference_steps=steps,
                guidance_scale=1.0,
                mode="animate",
                generator=torch.Generator().manual_seed(seed),  # the CPU's, so that every device draws alike
                output_type="np",
            ).frames[0]
        return np.clip(made * 255 + 0.5, 0, 255).astype(np.uint8)

    return animate


@contextmanager
def _carrying(pipeline: Any, carried: np.ndarray | None) -> Iterator[None]:
    """Within, the pipeline begins its segment with given frames, as it does itself from its second segment on."""
    if carried is None:
        yield
        return
    prepare, frames = pipeline.prepare_prev_segment_cond_latents, _to_tensor(carried)

    def prepare_with(video: "torch.Tensor | None" = None, **options: Any) -> Any:
        del video
        return prepare(frames.to(options.get("device")), **{**options, "start_frame": CARRIED})

    pipeline.prepare_prev_segment_cond_latents = prepare_with
    try:
        yield
    finally:
        del pipeline.prepare_prev_segment_cond_latents  # what is left is the class's own


def _to_tensor(frames: np.ndarray) -> "torch.Tensor":
    """(n, h, w, 3) uint8 -> (1, 3, n, h, w) float32 in [-1, 1], as the model's decoder gives them."""
    import torch

    return torch.from_numpy(frames.astype(np.float32) / 127.5 - 1).permute(3, 0, 1, 2)[None]


def _picture(frame: np.ndarray) -> Any:
    from PIL import Image

    return Image.fromarray(frame)


def _pipeline_class() -> Any:
    try:
        import ftfy  # noqa: F401 - the pipeline cleans prompts with it and fails late without
        from diffusers import WanAnimatePipeline
    except ImportError as error:
        raise WeightsError(
            f"The backend wan-animate needs diffusers, transformers, accelerate and ftfy ({error}). Install them with "
            f"{_INSTALL}, or leave the backend out."
        ) from error
    return WanAnimatePipeline


def _free_memory_gb() -> float:
    import torch

    if not torch.cuda.is_available():
        raise WeightsError(
            f"The backend wan-animate needs a CUDA device with {_BY_LAYERS_GB} GB of memory; this machine has none "
            "that torch can use. Leave the backend out: it needs no graphics card then."
        )
    free_gb = torch.cuda.mem_get_info()[0] / 1e9
    if free_gb < _BY_LAYERS_GB:
        raise WeightsError(
            f"The backend wan-animate needs {_BY_LAYERS_GB} GB of free memory on the graphics card; "
            f"{torch.cuda.get_device_name()} has {free_gb:.0f} GB free. Close other programs, or leave the backend out."
        )
    return free_gb
