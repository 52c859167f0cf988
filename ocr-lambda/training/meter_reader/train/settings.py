"""What a training run was asked for."""

import os
from dataclasses import dataclass
from pathlib import Path

import torch

from meter_reader import assets
from meter_reader.quiet import quietly


@dataclass(frozen=True)
class Settings:
    """One run's settings. Either `minutes` or `steps` says how long it takes; both end the cosine of the learning rate."""

    runs: Path
    minutes: float | None = None
    steps: int | None = None
    batch: int | None = None
    """Samples per step; None leaves it to the task."""
    learning_rate: float | None = None
    """Of the pretrained layers at its peak; None leaves it to the task."""
    seed: int = 1
    threads: int = 1
    workers: int = 0
    """Processes that render beside the training one; 0 renders in it."""
    device: str = "auto"
    niceness: int = 10
    validate_minutes: float = 10
    checkpoint_minutes: float = 2
    progress: float | None = None
    """Where on the cosine a continued run goes on, 0 to 1; None is where it stopped."""

    def __post_init__(self):
        if (self.minutes is None) == (self.steps is None):
            raise ValueError("say either how many minutes or how many steps")

    def torch_device(self) -> torch.device:
        if self.device != "auto":
            return torch.device(self.device)
        with quietly():
            return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def default_runs() -> Path:
    return assets.home() / "runs"


def default_workers() -> int:
    """One renderer per core that the training thread leaves free."""
    return max(0, min(8, (os.cpu_count() or 1) - 1))
