"""Confidence that means what it says: the chance that all holds which has to, bent by a curve fitted to rendered photos that nothing was trained on."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from meter_reader.reading.reader import Reading

CHANCES = ("box", "counter", "probability", "least_whole_digit", "split")
"""What has to hold for the whole digits to be right: the place, the whole counter in it, the text, its faintest digit before the point, and the point."""
CERTAIN = 1e-3  # beyond it, and below it, no chances are told apart


@dataclass
class Calibration:
    """slope, bias: from the odds that all holds to those that the reading is right. threshold: from it on a reading is accepted; `thresholds` by kind."""

    slope: float
    bias: float
    threshold: float
    thresholds: dict[str, float] = field(default_factory=dict)

    def confidence(self, reading: Reading) -> float:
        return float(1 / (1 + np.exp(-self.slope * odds(reading) - self.bias))) if reading.candidates else 0.0


def odds(reading: Reading) -> float:
    """The logarithm of the odds that all holds which has to, by the recogniser's own word."""
    chance = float(np.clip(np.prod([reading.features[name] for name in CHANCES]), CERTAIN, 1 - CERTAIN))
    return float(np.log(chance / (1 - chance)))


def load(path: Path) -> Calibration:
    """The calibration in a file; without one, the recogniser's own word."""
    if not path.exists():
        return Calibration(1.0, 0.0, 0.5)
    stored = json.loads(path.read_text())
    return Calibration(stored["slope"], stored["bias"], stored["threshold"], stored["thresholds"])
