"""A row of digits with its window, frame or panel, as it sits on a meter's face."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Counter:
    """What a meter shows, and the truth about it.

    image: RGB, the digits with their frame, ready to be put on a face.
    box: x, y, width, height of the digits in the image.
    cells: each digit's place, from x to x, in the image.
    digits: what counts as shown; a wheel that has not arrived counts as the lower digit.
    decimals: how many of the last digits stand behind the point.
    fractions: how far each wheel has left its digit, 0 up to 1; arrived within a tenth of a step is 0.
    kind: "drum" or "lcd".
    """

    image: np.ndarray
    box: tuple[float, float, float, float]
    cells: list[tuple[float, float]]
    digits: list[int]
    decimals: int
    fractions: list[float]
    kind: str

    def turning(self, index: int) -> bool:
        return self.fractions[index] > 0


def counter(rng: np.random.Generator, height: int = 64, kind: str | None = None) -> Counter:
    """A counter whose digits are about `height` px high."""
    from meter_reader.render import displays, drums

    if kind is None:
        kind = "lcd" if rng.random() < 0.3 else "drum"
    return drums.drum(rng, height) if kind == "drum" else displays.display(rng, height)
