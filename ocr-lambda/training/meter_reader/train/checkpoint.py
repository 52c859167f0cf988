"""Everything that a run needs to go on, in one file that is always whole."""

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch


@dataclass
class Checkpoint:
    """The state of a run after `step` steps."""

    step: int
    progress: float
    network: dict[str, torch.Tensor]
    average: dict[str, torch.Tensor]
    average_updates: int
    optimizer: dict[str, Any]
    seed: int

    def save(self, path: Path) -> None:
        """Writes beside the goal and renames: whoever reads sees the old one or the new one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        torch.save({field.name: getattr(self, field.name) for field in fields(self)}, unfinished)
        os.replace(unfinished, path)

    @staticmethod
    def load(path: Path) -> "Checkpoint":
        return Checkpoint(**torch.load(path, map_location="cpu", weights_only=True))
