"""Confidence that means what it says: a logistic curve over named features, fitted to rendered photos that nothing was trained on."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from meter_reader.reading.reader import Reading

# each feature is bent so that a straight line fits: probabilities by their odds, sizes by their logarithm
SHAPES = {
    "probability": "odds",
    "least_whole_digit": "odds",
    "mean_digit": "odds",
    "counter": "odds",
    "box": "odds",
    "agreement": "as it is",
    "margin": "as it is",
    "other_way": "as it is",
    "split": "odds",
    "height": "log",
}


def bent(name: str, value: float) -> float:
    shape = SHAPES[name]
    if shape == "odds":
        p = min(max(value, 1e-3), 1 - 1e-3)
        return float(np.log(p / (1 - p)))
    return float(np.log(max(value, 1.0))) if shape == "log" else float(value)


@dataclass
class Calibration:
    """weights: by feature, for its bent value. threshold: at and above it a reading is accepted; `thresholds` by kind."""

    weights: dict[str, float]
    bias: float
    threshold: float
    thresholds: dict[str, float] = field(default_factory=dict)

    def confidence(self, reading: Reading) -> float:
        if not reading.candidates:
            return 0.0
        score = self.bias + sum(w * bent(name, reading.features[name]) for name, w in self.weights.items())
        return float(1 / (1 + np.exp(-score)))


def load(path: Path) -> Calibration:
    """The calibration in a file; without one, the recogniser's own word."""
    if not path.exists():
        return Calibration({"probability": 0.5, "least_whole_digit": 0.5}, -0.5, 0.5)
    stored = json.loads(path.read_text())
    return Calibration(stored["weights"], stored["bias"], stored["threshold"], stored["thresholds"])
