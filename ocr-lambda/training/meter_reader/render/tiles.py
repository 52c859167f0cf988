"""Photographed wheels of real meters with the value each shows, in tenths (haverland, Apache-2.0)."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np

from meter_reader import assets

HEIGHT = 64
_LEAST_PER_METER = 60


@dataclass
class Bank:
    """The wheels of one meter (or of a mixture of meters), by their value in tenths, 0 to 99."""

    meter: str
    by_tenths: dict[int, list[np.ndarray]] = field(default_factory=lambda: defaultdict(list))

    def wheel(self, rng: np.random.Generator, value: float) -> np.ndarray:
        """A wheel that shows `value`, or as nearly as there is one."""
        tenths = round(value * 10) % 100
        for distance in range(50):
            for candidate in ((tenths + distance) % 100, (tenths - distance) % 100):
                if candidate in self.by_tenths:
                    found = self.by_tenths[candidate]
                    return found[rng.integers(len(found))]
        raise ValueError(f"no wheels of {self.meter}")

    def nearest(self, value: float) -> float:
        """The value that `wheel` would really show."""
        tenths = round(value * 10) % 100
        for distance in range(50):
            for candidate in ((tenths + distance) % 100, (tenths - distance) % 100):
                if candidate in self.by_tenths:
                    return candidate / 10
        raise ValueError(f"no wheels of {self.meter}")


@cache
def banks(display: str) -> tuple[Bank, ...]:
    """The banks of one kind of display, "drum" or "lcd", that have enough wheels to make a counter of."""
    found: dict[str, Bank] = {}
    count: dict[str, int] = defaultdict(int)
    table = assets.tiles() / "digits.csv"
    if not table.exists():
        raise FileNotFoundError(f"no {table}: see 'python -m meter_reader fetch'")
    with table.open(newline="") as rows:
        for row in csv.DictReader(rows):
            if row["display"] != display or row["use"] != "train":
                continue
            image = cv2.imread(str(assets.tiles() / "digits" / row["file"]))
            if image is None:
                continue
            width = max(8, round(image.shape[1] * HEIGHT / image.shape[0]))
            image = cv2.cvtColor(cv2.resize(image, (width, HEIGHT), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
            bank = found.setdefault(row["meter"], Bank(row["meter"]))
            bank.by_tenths[round(float(row["value"]) * 10) % 100].append(image)
            count[row["meter"]] += 1
    least = _LEAST_PER_METER if display == "drum" else 40
    return tuple(bank for meter, bank in sorted(found.items()) if count[meter] >= least)
