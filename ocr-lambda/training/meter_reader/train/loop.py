"""The training loop of both networks: renders, learns, averages, validates, keeps checkpoints, and can be cut off at any time."""

import json
import signal
import time
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from meter_reader.train.average import Average
from meter_reader.train.batches import Batch, Render, batches
from meter_reader.train.checkpoint import Checkpoint
from meter_reader.train.progress import Progress
from meter_reader.train.schedule import Schedule
from meter_reader.train.settings import Settings

GRADIENT_NORM_MAX = 2.0
WEIGHT_DECAY = 1e-2
NEW_LAYERS_FACTOR = 5.0
"""How much faster the layers learn that nobody has trained before."""


class Task(Protocol):
    """What is learnt: a network, its samples and its losses."""

    name: str
    batch: int
    learning_rate: float
    render: Render

    def network(self) -> nn.Module:
        """The network as it is before training."""

    def new_layers(self, network: nn.Module) -> list[nn.Module]:
        """The layers that were not pretrained."""

    def losses(self, network: nn.Module, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
        """The loss to go down on, and figures to show."""

    def validate(self, network: nn.Module, device: torch.device) -> dict[str, float]:
        """Figures on a fixed rendered set."""


def checkpoint_of(runs: Path, name: str) -> Path:
    """Where a task's run is kept."""
    return runs / name / "checkpoint.pt"


class Training:
    """One run of a task, begun or taken up."""

    def __init__(self, task: Task, settings: Settings, goes_on: bool = False):
        self.task, self.settings = task, settings
        self.path = checkpoint_of(settings.runs, task.name)
        self.device = settings.torch_device()
        torch.set_num_threads(settings.threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(settings.seed)
        self.network = task.network().to(self.device, memory_format=torch.channels_last)
        self.average = Average(self.network)
        self.optimizer = torch.optim.AdamW(
            _groups(task, self.network, settings.learning_rate or task.learning_rate), weight_decay=WEIGHT_DECAY
        )
        self.step, self.seed, start = 0, settings.seed, 0.0
        if goes_on:
            start = self._take_up(Checkpoint.load(self.path))
        self.schedule = Schedule(settings.minutes, settings.steps, start)
        self.progress = Progress(task.name, self.schedule)
        self.stopped = False

    def run(self) -> int:
        """Trains until the budget is used up or somebody says stop; gives the number of steps so far, all runs together."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._learn()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return self.step

    def _learn(self) -> None:
        size = self.settings.batch or self.task.batch
        self.progress.say(f"starts at step {self.step} on {self.device}, {size} samples a step")
        saved = validated = time.monotonic()
        source = batches(self.task.render, size, self.seed, self.step, self.settings.workers)
        try:
            while not self.stopped and not self.schedule.over():
                figures = self._one_step(next(source))
                self.progress.add(self.step, size, figures)
                if time.monotonic() - validated > 60 * self.settings.validate_minutes:
                    self._validate()
                    validated = time.monotonic()
                if time.monotonic() - saved > 60 * self.settings.checkpoint_minutes:
                    self._save()
                    saved = time.monotonic()
        finally:
            source.close()
        self._save()
        if not self.stopped:
            self._validate()
        self.progress.say(f"{'stopped' if self.stopped else 'done'} at step {self.step}")

    def _one_step(self, batch: Batch) -> dict[str, float]:
        self.network.train()
        factor = self.schedule.factor()
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        loss, figures = self.task.losses(self.network, _tensors(batch, self.device))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        learning = [p for p in self.network.parameters() if p.requires_grad]
        norm = torch.nn.utils.clip_grad_norm_(learning, GRADIENT_NORM_MAX)
        if torch.isfinite(norm):  # one impossible sample must not end a night's work
            self.optimizer.step()
        self.average.update(self.network)
        self.step += 1
        self.schedule.step()
        return {"loss": float(loss.detach()), **figures}

    def _validate(self) -> None:
        figures = self.task.validate(self.average.network, self.device)
        self.progress.validation(self.step, figures)
        line = {"step": self.step, "progress": self.schedule.progress(), **figures}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path.with_name("validation.jsonl"), "a") as log:
            log.write(json.dumps({name: round(value, 4) for name, value in line.items()}) + "\n")

    def _save(self) -> None:
        Checkpoint(
            step=self.step,
            progress=self.schedule.progress(),
            network=self.network.state_dict(),
            average=self.average.network.state_dict(),
            average_updates=self.average.updates,
            optimizer=self.optimizer.state_dict(),
            seed=self.seed,
        ).save(self.path)

    def _take_up(self, old: Checkpoint) -> float:
        """Takes over what was learnt, but the learning rate of these settings; gives the progress to go on from."""
        self.network.load_state_dict(old.network)
        self.average.network.load_state_dict(old.average)
        self.average.updates = old.average_updates
        peaks = [group["peak"] for group in self.optimizer.param_groups]
        self.optimizer.load_state_dict(old.optimizer)
        for group, peak in zip(self.optimizer.param_groups, peaks):
            group["peak"] = peak
        self.step, self.seed = old.step, old.seed
        return old.progress if self.settings.progress is None else self.settings.progress

    def _stop(self, *_: object) -> None:
        self.stopped = True


def _groups(task: Task, network: nn.Module, peak: float) -> list[dict]:
    """Up to four groups: pretrained or new, and matrices (which decay) or the rest (which do not)."""
    new = {id(p) for layer in task.new_layers(network) for p in layer.parameters()}
    groups = []
    for is_new in (False, True):
        rate = peak * (NEW_LAYERS_FACTOR if is_new else 1)
        chosen = [p for p in network.parameters() if p.requires_grad and (id(p) in new) == is_new]
        groups.append({"params": [p for p in chosen if p.dim() > 1], "peak": rate})
        groups.append({"params": [p for p in chosen if p.dim() <= 1], "peak": rate, "weight_decay": 0.0})
    return [group for group in groups if group["params"]]


def _tensors(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    return {name: torch.from_numpy(np.ascontiguousarray(array)).to(device) for name, array in batch.items()}
