"""The loop learns, stops, goes on with new samples, and counts only what it knows."""

import os
import signal
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from torch import nn

from meter_reader.train.average import Average
from meter_reader.train.batches import batches
from meter_reader.train.checkpoint import Checkpoint
from meter_reader.train.loop import Training, checkpoint_of
from meter_reader.train.losses import balanced, ctc, dice, masked
from meter_reader.train.schedule import WARM_UP_STEPS, Schedule
from meter_reader.train.settings import Settings


def slopes(rng: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """Points of a plane that a linear layer can learn."""
    x = rng.normal(size=(size, 3)).astype(np.float32)
    return {"x": x, "y": x @ np.float32([[1], [-2], [3]])}


@dataclass
class LearnSlopes:
    """The smallest task there is."""

    name: str = "slopes"
    batch: int = 8
    learning_rate: float = 0.05
    stop_at: int | None = None
    steps: int = 0

    render = staticmethod(slopes)

    def network(self) -> nn.Module:
        network = nn.Linear(3, 1)
        nn.init.zeros_(network.weight)
        nn.init.zeros_(network.bias)
        return network

    def new_layers(self, network):
        return []

    def losses(self, network, batch):
        self.steps += 1
        if self.steps == self.stop_at:
            os.kill(os.getpid(), signal.SIGTERM)
        return nn.functional.mse_loss(network(batch["x"]), batch["y"]), {}

    def validate(self, network, device):
        batch = slopes(np.random.default_rng(99), 64)
        with torch.no_grad():
            return {"error": float(nn.functional.mse_loss(network(torch.from_numpy(batch["x"])), torch.from_numpy(batch["y"])))}


def settings(runs, **changed) -> Settings:
    return Settings(**({"runs": runs, "steps": 150, "device": "cpu"} | changed))


def test_training_lowers_the_error_of_the_average(tmp_path):
    training = Training(LearnSlopes(), settings(tmp_path))
    before = training.task.validate(training.average.network, training.device)["error"]

    assert training.run() == 150

    assert training.task.validate(training.average.network, training.device)["error"] < before / 20


def test_a_run_goes_on_where_it_was_with_new_samples(tmp_path, monkeypatch):
    Training(LearnSlopes(), settings(tmp_path, steps=20)).run()
    kept = Checkpoint.load(checkpoint_of(tmp_path, "slopes"))
    seen = []
    task = LearnSlopes()
    monkeypatch.setattr(task, "render", lambda rng, size: seen.append(rng.random()) or slopes(rng, size), raising=False)

    again = Training(task, settings(tmp_path, steps=5, progress=0.5), goes_on=True)

    assert torch.equal(again.network.weight, kept.network["weight"])
    assert again.schedule.progress() == 0.5
    assert again.run() == 25
    assert seen == [np.random.default_rng([1, step]).random() for step in range(20, 25)]


def test_a_terminated_run_keeps_its_checkpoint(tmp_path):
    steps = Training(LearnSlopes(stop_at=7), settings(tmp_path)).run()

    assert steps == 7
    assert Checkpoint.load(checkpoint_of(tmp_path, "slopes")).step == 7


def test_a_checkpoint_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    Training(LearnSlopes(), settings(tmp_path, steps=3)).run()
    monkeypatch.setattr(torch, "save", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))

    with pytest.raises(OSError):
        Training(LearnSlopes(), settings(tmp_path, steps=3), goes_on=True).run()

    assert Checkpoint.load(checkpoint_of(tmp_path, "slopes")).step == 3


def test_workers_render_the_same_batches_in_the_same_order():
    here, ahead = batches(slopes, 4, 1, 10, workers=0), batches(slopes, 4, 1, 10, workers=1)

    for _ in range(5):
        assert np.array_equal(next(here)["x"], next(ahead)["x"])

    ahead.close()


def test_the_learning_rate_warms_up_and_falls_to_the_end_of_the_time():
    now = [0.0]
    schedule = Schedule(minutes=10, steps=None, clock=lambda: now[0])
    assert schedule.factor() < 0.05
    schedule.done = WARM_UP_STEPS
    assert schedule.factor() == pytest.approx(1.0)
    now[0] = 300
    assert schedule.factor() == pytest.approx(0.505)
    now[0] = 600
    assert schedule.over() and schedule.factor() == pytest.approx(0.01)


def test_a_run_must_say_how_long_it_takes(tmp_path):
    with pytest.raises(ValueError):
        Settings(runs=tmp_path)
    with pytest.raises(ValueError):
        Settings(runs=tmp_path, steps=1, minutes=1)


def test_the_average_follows_slowly():
    network = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(network.weight)
    average = Average(network, decay=0.9)
    average.updates = 1000
    nn.init.ones_(network.weight)

    average.update(network)

    assert average.network.weight.item() == pytest.approx(0.1)


def test_strips_without_digits_do_not_count_for_ctc():
    logits = torch.randn(2, 28, 11, requires_grad=True)
    digits = torch.zeros(2, 12, dtype=torch.long)
    digits[0, :3] = torch.tensor([1, 2, 2])

    ctc(logits, digits).backward()

    assert logits.grad[0].abs().sum() > 0
    assert logits.grad[1].abs().sum() == 0
    assert ctc(logits, torch.zeros(2, 12, dtype=torch.long)).item() == 0


def test_what_is_masked_does_not_count():
    logits = torch.tensor([5.0, -5.0], requires_grad=True)

    masked(logits, torch.tensor([1.0, 1.0]), torch.tensor([1.0, 0.0])).backward()

    assert logits.grad[0] != 0
    assert logits.grad[1] == 0


def test_a_core_that_is_found_exactly_costs_nothing_and_a_missed_one_much():
    core = torch.zeros(2, 1, 32, 32)
    core[0, 0, 10:14, 5:25] = 1
    exact, missed = (core * 2 - 1) * 20, torch.full_like(core, -20.0)

    assert dice(exact, core) < 0.01 and balanced(exact, core) < 0.01
    assert dice(missed, core) > 0.9 and balanced(missed, core) > 1
