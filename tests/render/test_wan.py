"""The learned path: skeleton, faces and segments, with a tiny random model of the large one's own classes."""

import builtins
import sys

import numpy as np
import pytest

from tests.drawn_person import SKIN
from vc.errors import VCError, WeightsError
from vc.models import wan as models
from vc.render import wan
from vc.render.character import frames
from vc.render.character.build import look, portray
from vc.render.character.pose import pose
from vc.render.options import PhotoVideo
from vc.render.pose import COLOURS
from vc.skeleton import Motion
from vc.vision.detect import turned_round

SMALL, TINY = (128, 96), (96, 64)
SEGMENT = 13  # the pipeline wants more fresh frames than half of them


@pytest.fixture(scope="module")
def small(drawing, person):
    return portray(look(drawing, person, [], face_path=None), SMALL)


@pytest.fixture(scope="module")
def pipeline():
    """diffusers' WanAnimatePipeline with random weights, a few thousand of them."""
    import torch
    from diffusers import (
        AutoencoderKLWan,
        FlowMatchEulerDiscreteScheduler,
        WanAnimatePipeline,
        WanAnimateTransformer3DModel,
    )
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        CLIPImageProcessor,
        CLIPVisionConfig,
        CLIPVisionModel,
        PreTrainedTokenizerFast,
        UMT5Config,
        UMT5EncoderModel,
    )

    torch.manual_seed(0)
    words = Tokenizer(models.WordLevel({"<pad>": 0, "</s>": 1, "<unk>": 2}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    vision = CLIPVisionConfig(
        hidden_size=4, projection_dim=4, num_hidden_layers=2, num_attention_heads=2, image_size=4,
        intermediate_size=16, patch_size=1,
    )  # fmt: skip
    transformer = WanAnimateTransformer3DModel(
        num_attention_heads=2, attention_head_dim=12, in_channels=36, latent_channels=16, out_channels=16, text_dim=32,
        freq_dim=32, ffn_dim=32, num_layers=2, image_dim=4, rope_max_seq_len=32,
        motion_encoder_channel_sizes={"4": 16, "8": 16, "16": 16}, motion_encoder_size=16, motion_style_dim=8,
        motion_dim=4, motion_encoder_dim=16, face_encoder_hidden_dim=16, face_encoder_num_heads=2,
        inject_face_latents_blocks=2,
    )  # fmt: skip
    text = UMT5Config(vocab_size=3, d_model=32, d_kv=8, d_ff=16, num_layers=1, num_heads=2)
    return WanAnimatePipeline(
        tokenizer=PreTrainedTokenizerFast(tokenizer_object=words, pad_token="<pad>", eos_token="</s>"),
        text_encoder=UMT5EncoderModel(text).eval(),
        vae=AutoencoderKLWan(
            base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
        ).eval(),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=5.0),
        image_processor=CLIPImageProcessor(crop_size=4, size=4),
        image_encoder=CLIPVisionModel(vision).eval(),
        transformer=transformer.eval(),
    )


@pytest.fixture(scope="module")
def tiny(pipeline):
    return wan.Model(models.animate_with(pipeline, steps=1), segment=SEGMENT, carried=models.CARRIED, face_px=16)


class Painter:
    """Stands for the model where only what it is asked for matters: gives the skeletons back."""

    def __init__(self):
        self.calls = []

    def __call__(self, image, poses, faces, carried, prompt, seed):
        self.calls.append((image, poses, faces, carried, prompt, seed))
        made = poses.copy()
        if carried is not None:
            made[: len(carried)] = carried
        return made


def _colour_at(picture, place):
    x, y = place.astype(int)
    return picture[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3)


def test_a_random_model_of_the_same_classes_draws_every_pose(drawing, person, waving, tiny):
    motion = Motion(waving.points[: SEGMENT + 2])  # two segments
    portrait = portray(look(drawing, person, [], face_path=None), TINY)
    drawn = list(wan.frames(motion, size=TINY, portrait=portrait, model=tiny, seed=3))
    assert len(drawn) == len(motion)
    assert all(frame.planes.shape == (TINY[1] * 3 // 2, TINY[0]) for frame in drawn)
    assert np.ptp(drawn[0].split()[0].astype(int)) > 0


def test_carried_frames_reach_the_model_and_leave_it_as_it_was(pipeline, tiny):
    rng = np.random.default_rng(0)
    image = rng.integers(0, 255, (32, 32, 3), np.uint8)
    poses = np.zeros((SEGMENT, 32, 32, 3), np.uint8)
    faces = np.zeros((SEGMENT, 16, 16, 3), np.uint8)
    dark, light = (np.full((models.CARRIED, 32, 32, 3), level, np.uint8) for level in (10, 245))
    alone, after_dark, after_light = (tiny.animate(image, poses, faces, c, "one", 0) for c in (None, dark, light))
    assert alone.shape == (SEGMENT, 32, 32, 3)
    assert (after_dark != after_light).any()
    assert (alone != tiny.animate(image, poses, faces, None, "one", 1)).any()  # another seed
    assert (alone == tiny.animate(image, poses, faces, None, "one", 0)).all()
    assert "prepare_prev_segment_cond_latents" not in vars(pipeline)


def test_segments_overlap_by_the_carried_frames_and_none_is_lost(small, waving):
    painter = Painter()
    model = wan.Model(painter, segment=9, carried=5, face_px=16)
    motion = Motion(waving.points[:18])
    drawn = list(wan.frames(motion, size=SMALL, portrait=small, model=model))
    assert len(drawn) == 18
    assert [call[3] is None for call in painter.calls] == [True, False, False, False]
    for before, after in zip(painter.calls, painter.calls[1:], strict=False):
        assert (before[1][-5:] == after[1][:5]).all()  # the same poses, seen twice
        assert (after[3] == before[1][-5:]).all()
        assert after[5] == before[5] + 1
    assert (painter.calls[-1][1][-1] == painter.calls[-1][1][-3]).all()  # filled up with the last pose


@pytest.fixture(scope="module")
def shown(small, waving):
    return wan.Shown.of(small, pose(small.character, Motion(waving.points[:2])))


def test_the_skeleton_is_openpose_s_at_the_joints_of_the_character(small, shown, waving):
    large = (SMALL[0] * 8, SMALL[1] * 8)
    poses, _ = wan.conditions(shown, np.array([0]), large, 16)
    drawn = next(frames(Motion(waving.points[:1]), size=SMALL, portrait=small)).to_rgb().astype(int)
    for joint in (3, 4, 6, 7):
        near = _colour_at(poses[0], shown.joints[0, joint] * 8)
        assert (near == COLOURS[joint]).all(-1).any(), joint
    for joint in (4, 7):  # a wrist is where the character has one: skin and sleeve
        x, y = shown.joints[0, joint].astype(int)
        around = drawn[y - 3 : y + 4, x - 3 : x + 4].reshape(-1, 3)
        assert (np.abs(around - SKIN).max(-1) < 70).any(), joint
    assert shown.joints[0, 7, 0] > shown.joints[0, 4, 0]
    assert (poses[0, :40, :40] == 0).all()


def test_the_close_up_shows_the_face(shown):
    _, faces = wan.conditions(shown, np.array([0]), SMALL, 64)
    middle = faces[0, 24:40, 24:40].reshape(-1, 3).astype(int)
    assert np.abs(np.median(middle, 0) - SKIN).max() < 40


def test_of_a_back_no_face_is_drawn(drawing, person, waving):
    portrait = portray(look(drawing, turned_round(person), [], face_path=None), SMALL)
    behind = wan.Shown.of(portrait, pose(portrait.character, Motion(waving.points[:1])))
    assert not behind.seen[[0, 14, 15]].any()
    assert behind.seen[[16, 17]].all()
    assert behind.joints[0, 4, 0] > behind.joints[0, 7, 0]  # the right hand is on the right


def test_a_slower_model_is_resampled_both_ways(small, waving):
    painter = Painter()
    model = wan.Model(painter, segment=9, carried=5, rate=15, face_px=16)
    drawn = list(wan.frames(Motion(waving.points[:16]), size=SMALL, portrait=small, model=model))
    assert len(drawn) == 16
    assert len(painter.calls) == 1
    slow = wan.at_rate(Motion(waving.points[:16]), 15)
    assert len(slow) == 8
    np.testing.assert_allclose(slow.points[3], waving.points[6], atol=1e-6)
    steps = [np.full((2, 2, 3), 10 * k, np.uint8) for k in range(8)]
    back = [int(p[0, 0, 0]) for p in wan.resampled(iter(steps), Motion(waving.points[:16]), 15)]
    assert back == [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 70]


def test_sizes_that_the_model_cannot_make_are_made_near_and_scaled(drawing, person, waving):
    painter = Painter()
    portrait = portray(look(drawing, person, [], face_path=None), (130, 90))
    model = wan.Model(painter, segment=9, carried=5, face_px=16)
    frame = next(wan.frames(Motion(waving.points[:2]), size=(130, 90), portrait=portrait, model=model))
    assert painter.calls[0][0].shape == (96, 128, 3)
    assert (frame.width, frame.height) == (130, 90)


def test_another_size_than_the_portraits_is_refused(small, waving):
    with pytest.raises(ValueError, match="prepared for"):
        wan.frames(waving, size=(320, 180), portrait=small, model=wan.Model(Painter()))


def test_without_the_packages_the_message_says_how_to_get_them(monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **options):
        if name == "diffusers":
            raise ImportError("No module named 'diffusers'")
        return real(name, *rest, **options)

    monkeypatch.delitem(sys.modules, "diffusers", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(WeightsError, match=r"diffusers.*virtualconductor\[gpu\]"):
        models.open_wan()


def test_without_a_graphics_card_nothing_is_fetched(monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(WeightsError, match=r"CUDA device with 12 GB.*has none"):
        models.open_wan()


def test_too_little_memory_is_told_in_numbers(monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (6_400_000_000, 8_000_000_000))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "Small Card")
    with pytest.raises(WeightsError, match=r"needs 12 GB.*Small Card has 6 GB free"):
        models.open_wan()


def test_the_weights_are_named_with_their_licence_before_they_are_fetched(monkeypatch):
    import torch
    from diffusers import WanAnimatePipeline

    def fetch(repository, torch_dtype):
        assert torch_dtype is torch.bfloat16
        told.append(repository)
        raise OSError("no route to the Hub")

    told = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (90_000_000_000, 96_000_000_000))
    monkeypatch.setattr(WanAnimatePipeline, "from_pretrained", fetch)
    with pytest.raises(WeightsError, match=r"82 GB.*could not be fetched.*no route"):
        models.open_wan(on_message=told.append)
    assert "Apache-2.0" in told[0]
    assert told[1] == "Wan-AI/Wan2.2-Animate-14B-Diffusers"


def test_an_unknown_backend_is_refused():
    with pytest.raises(VCError, match="backend"):
        PhotoVideo("me.jpg", backend="crayons")
