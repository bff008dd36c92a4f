"""A training that is stopped, killed or run by several processes comes to the same end."""

import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from vc.errors import DatasetError, OutputError, VCError, WeightsError
from vc.models import load
from vc.train import checkpoint
from vc.train.batches import Batches, list_samples
from vc.train.run import Options, make_stage, rate_part, train

PROJECT = Path(__file__).resolve().parents[2]


def run(config, items, val_items, out, *, sync_net=None, **options):
    on_step = options.pop("on_step", None)
    stage = make_stage(config, items, sync_net=sync_net)
    return train(stage, items, val_items, out, options=Options(**options), on_step=on_step)


def all_tensors(path: Path) -> dict[str, torch.Tensor]:
    def walk(tree, name):
        if isinstance(tree, dict):
            for key, value in tree.items():
                yield from walk(value, f"{name}/{key}")
        elif isinstance(tree, list):
            for key, value in enumerate(tree):
                yield from walk(value, f"{name}/{key}")
        elif isinstance(tree, torch.Tensor):
            yield name, tree
        elif isinstance(tree, int | float):
            yield name, torch.tensor(tree, dtype=torch.float64)

    return dict(walk(torch.load(path, weights_only=True), ""))


def assert_same_state(first: Path, second: Path) -> None:
    one, two = all_tensors(first / "state.pt"), all_tensors(second / "state.pt")
    assert one.keys() == two.keys()
    differing = [name for name in one if not torch.equal(one[name], two[name])]
    assert not differing


def stop_after(step: int):
    def on_step(done, steps, numbers):
        del steps, numbers
        if done == step:
            os.kill(os.getpid(), signal.SIGTERM)

    return on_step


@pytest.mark.parametrize("name", ["contrastive", "adversarial", "hearing", "supervised", "plain", "cnn_lstm"])
def test_a_stopped_training_goes_on_bit_by_bit(name, request, items, val_items, sync_net, tmp_path):
    config = request.getfixturevalue(name)
    builds_on_it = name in ("adversarial", "supervised")
    options = {"steps": 3, "sync_net": sync_net if builds_on_it else None}
    whole = run(config, items, val_items, tmp_path / "whole", **options)
    stopped = run(config, items, val_items, tmp_path / "parts", **options, on_step=stop_after(1))
    assert (whole.step, stopped.step) == (3, 1)
    again = run(config, items, val_items, tmp_path / "parts", **options)
    assert again.step == 3
    assert_same_state(tmp_path / "whole", tmp_path / "parts")
    product = load_file(tmp_path / "parts" / "weights.safetensors")
    assert all(
        torch.equal(tensor, again.stage.networks[again.stage.product].state_dict()[key])
        for key, tensor in product.items()
    )


def test_workers_do_not_change_the_batches(supervised, items):
    stage = make_stage(supervised, items)
    batches = Batches(stage, list_samples(items, supervised.sample_s))
    alone, helped = (list(batches.stream(3, 5, workers=workers)) for workers in (0, 1))
    assert all(torch.equal(a[name], b[name]) for a, b in zip(alone, helped, strict=True) for name in a)


@pytest.mark.parametrize("name", ["contrastive", "adversarial", "hearing", "supervised", "plain", "cnn_lstm"])
def test_a_worker_is_sent_what_it_makes_batches_from_and_nothing_that_learns(name, request, items, sync_net):
    config = request.getfixturevalue(name)
    stage = make_stage(config, items, sync_net=sync_net if name in ("adversarial", "supervised") else None)
    batches = Batches(stage, list_samples(items, config.sample_s))
    sent = pickle.dumps(batches)
    assert len(sent) < 10_000  # no weights, no labels
    there, here = pickle.loads(sent)[1], batches[1]
    assert there.keys() == here.keys()
    assert all(np.array_equal(there[key], here[key]) for key in here)


def test_every_sample_is_seen_once_an_epoch_and_shared_between_processes(supervised, items):
    stage = make_stage(supervised, items)
    stage.make_batch = lambda samples, *_: samples
    samples = list_samples(items, 4)
    assert len(samples) == 12
    shares = [Batches(stage, samples, rank=rank, world=2) for rank in (0, 1)]
    seen = [sample for number in range(6) for share in shares for sample in share[number]]
    assert sorted(seen, key=samples.index) == samples
    assert [s.first for s in shares[0][0]] != [s.first for s in shares[0][6]] or shares[0][0] != shares[0][6]


@pytest.fixture
def trained(supervised, items, val_items, tmp_path) -> Path:
    run(supervised, items, val_items, tmp_path / "run", steps=4, on_step=stop_after(2))
    return tmp_path / "run"


def test_a_kill_while_the_state_is_written_keeps_the_one_before(trained, supervised, items, val_items, monkeypatch):
    before = (trained / "state.pt").read_bytes()

    def half(tree, file):
        del tree
        file.write(b"half a sta")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint.torch, "save", half)
        with pytest.raises(KeyboardInterrupt):
            run(supervised, items, val_items, trained, steps=4)
    assert (trained / "state.pt").read_bytes() == before
    assert run(supervised, items, val_items, trained, steps=4).step == 4


def test_a_kill_between_state_and_weights_loses_nothing(supervised, items, val_items, tmp_path, monkeypatch):
    run(supervised, items, val_items, tmp_path / "whole", steps=4)
    write = checkpoint._write

    def killed_at_weights(tree, path):
        if path.name == "weights.safetensors":
            raise KeyboardInterrupt
        write(tree, path)

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "_write", killed_at_weights)
        with pytest.raises(KeyboardInterrupt):
            run(supervised, items, val_items, tmp_path / "run", steps=4)
    assert not (tmp_path / "run" / "weights.safetensors").exists()
    run(supervised, items, val_items, tmp_path / "run", steps=4)
    assert_same_state(tmp_path / "whole", tmp_path / "run")


def test_a_full_disk_is_told_and_keeps_the_state(trained, supervised, items, val_items, monkeypatch):
    before = (trained / "state.pt").read_bytes()

    def full(descriptor):
        del descriptor
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint.os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        run(supervised, items, val_items, trained, steps=4)
    assert (trained / "state.pt").read_bytes() == before
    assert not list(trained.glob("*.part"))


def test_a_state_of_other_settings_is_refused(trained, supervised, items, val_items):
    with pytest.raises(WeightsError, match=r"rate 0\.0013, not 0\.002"):
        run(replace(supervised, rate=2e-3), items, val_items, trained, steps=4)
    with pytest.raises(WeightsError, match="steps 4, not 9"):
        run(supervised, items, val_items, trained, steps=9)
    (trained / "state.pt").write_bytes(b"broken")
    with pytest.raises(WeightsError, match="damaged"):
        run(supervised, items, val_items, trained, steps=4)


def test_the_log_holds_each_look_once(supervised, items, val_items, tmp_path):
    out = tmp_path / "run"
    run(supervised, items, val_items, out, steps=4)
    with (out / "log.jsonl").open("a") as file:
        file.write('{"step": 7, "part": "train"}\n{"step": 8, "pa')
    run(supervised, items, val_items, out, steps=4)
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert [(line["step"], line["part"]) for line in lines] == [(4, "train"), (4, "validate")]
    assert {"position", "beat", "size", "speed"} <= lines[1].keys()


def test_the_weights_are_those_of_the_model(trained):
    baton = load("baton", trained / "weights.safetensors")
    assert float(baton.hand.style_mean.abs().sum()) > 0


def test_too_little_data_is_told(supervised, items, tmp_path):
    with pytest.raises(DatasetError, match="fewer than a batch of 50"):
        run(replace(supervised, batch=50), items, [], tmp_path / "run")
    with pytest.raises(DatasetError, match="No item lasts 30 s"):
        run(replace(supervised, sample_s=30), items, [], tmp_path / "run")


def test_minutes_end_a_training_in_good_order(supervised, items, tmp_path):
    state = run(supervised, items, [], tmp_path / "run", steps=50, max_minutes=0.0)
    assert state.step == 1
    assert (tmp_path / "run" / "state.pt").is_file()


def test_the_rate_rises_and_falls(supervised):
    config = replace(supervised, warmup_steps=9)
    parts = [rate_part(config, step, 100) for step in range(100)]
    assert parts[0] == pytest.approx(0.1, rel=0.01)
    assert max(parts) == pytest.approx(0.98, abs=0.01)
    assert parts[-1] == pytest.approx(0.02, abs=0.001)
    assert rate_part(replace(config, decay=False, warmup_steps=0), 0, 100) == 1


TWO = """
import sys
from pathlib import Path
import torch
from vc.data.conductormotion100 import list_split
from vc.train import distributed
from vc.models.official.train import AdversarialConfig
from vc.train.run import Options, make_stage, train
torch.set_num_threads(1)
data, sync_net, out = map(Path, sys.argv[1:])
items = list_split(data, "train")
config = AdversarialConfig(sample_s=4, batch=4, critic_steps=1, bf16=False, save_every=1)
with distributed.process_group("cpu") as device:
    half = torch.nn.Parameter(torch.ones(3))
    (half * torch.tensor([2.0, 4.0]) [distributed.rank()]).sum().backward()
    distributed.average_gradients_([half])
    assert half.grad.tolist() == [3.0, 3.0, 3.0]
    stage = make_stage(config, items, sync_net=sync_net, seed=distributed.rank())
    train(stage, items, [], out, options=Options(steps=1), device=device)
    weights = torch.cat([p.flatten() for p in stage.networks["generator"].parameters()])
    assert len(set(distributed.gather(float(weights.double().sum())))) == 1, "processes differ"
"""


def test_two_processes_average_gradients_and_keep_the_same_weights(dataset, sync_net, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shared = {"PYTHONPATH": str(PROJECT), "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    command = [sys.executable, "-c", TWO, str(dataset), str(sync_net), str(tmp_path / "out")]
    processes = [
        subprocess.Popen(command, env=os.environ | shared | {"RANK": rank}, stderr=subprocess.PIPE, text=True)
        for rank in ("0", "1")
    ]
    try:
        errors = [process.communicate(timeout=600)[1] for process in processes]  # a busy machine takes its time
    finally:
        for process in processes:
            process.kill()
    assert [process.returncode for process in processes] == [0, 0], "\n".join(errors)
    state = torch.load(tmp_path / "out" / "state.pt", weights_only=True)
    assert state["step"] == 1
    assert len(state["random"]) == 2
    assert np.isfinite(state["smooth"]["mse"])


def test_missing_tensorboard_is_told_before_any_step(supervised, items, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(VCError, match=r"pip install 'virtualconductor\[train\]'"):
        run(supervised, items, [], tmp_path / "run", steps=1, tensorboard=True)
    assert not (tmp_path / "run" / "state.pt").exists()
