"""What a row of wheels shows when its last one turns, and one drawn wheel."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from meter_reader.render import fonts
from meter_reader.render.colours import pick

ARRIVED = 0.1  # a wheel within a tenth of a step of its digit counts as there


@dataclass
class Stand:
    """Where the wheels of a counter stand: `positions` in digits, 6.4 is between 6 and 7.

    slips: how far each wheel hangs beside its position. What stands still between two digits beside a wheel that does not carry counts as
    the nearer one.
    """

    positions: list[float]
    slips: list[float] = field(default_factory=list)

    def digits(self) -> list[int]:
        return [shown(position)[0] for position in self.positions]

    def fractions(self) -> list[float]:
        return [shown(position)[1] for position in self.positions]


def shown(position: float) -> tuple[int, float]:
    """The digit that counts and how far the wheel has left it."""
    moved = position + ARRIVED + 1e-9  # tenths are not exact in binary
    digit = int(np.floor(moved))
    fraction = moved - digit - ARRIVED
    return digit % 10, float(fraction) if fraction > ARRIVED + 1e-6 else 0.0


def stand(rng: np.random.Generator, count: int, slack: float = 0.04) -> Stand:
    """Wheels as a real counter has them: one turns only while the wheel to its right goes from nine to nought."""
    positions = [0.0] * count
    last = float(rng.integers(10))
    if rng.random() < 0.6:
        last += rng.uniform(0, 1)
    positions[-1] = last
    carry = last
    zeros = rng.integers(0, count) if rng.random() < 0.5 else 0
    for i in range(count - 2, -1, -1):
        digit = 0 if i < zeros else int(rng.integers(10))
        moved = carry - 9 if carry > 9 else 0.0
        positions[i] = digit + moved
        carry = positions[i]
    positions = [p + float(np.clip(rng.normal(0, slack), -0.09, 0.09)) * (shown(p)[1] == 0) for p in positions]
    return Stand(positions, _slips(rng, positions))


def _slips(rng: np.random.Generator, positions: list[float]) -> list[float]:
    """Worn wheels hang; one that is being carried, and the last one, stand where they stand."""
    loose = rng.uniform(0.04, 0.14) if rng.random() < 0.3 else 0.0
    still = [shown(p)[1] == 0 for p in positions[:-1]] + [False]
    return [float(np.clip(rng.normal(0, loose), -0.3, 0.3)) if stands else 0.0 for stands in still]


@dataclass
class WheelStyle:
    """How the wheels of one counter are made."""

    face: str
    glyph_height: float  # share of the window's height
    step: float  # from digit to digit, in window heights
    roundness: float  # 0 flat, 1 a wheel no larger than its window
    shade: float
    stretch: float  # of the glyph's width
    upwards: bool

    @staticmethod
    def any(rng: np.random.Generator) -> "WheelStyle":
        return WheelStyle(
            face=pick(rng, fonts.wheels()),
            glyph_height=rng.uniform(0.44, 0.86),
            step=rng.uniform(0.95, 1.5),
            roundness=rng.choice([0.0, rng.uniform(0.2, 0.8)]),
            shade=rng.choice([0.0, rng.uniform(0.1, 0.7)]),
            stretch=rng.uniform(0.75, 1.3),
            upwards=rng.random() < 0.85,
        )


def ink(style: WheelStyle, position: float, width: int, height: int) -> np.ndarray:
    """The ink of one wheel in its window, 0 to 1."""
    mask = np.zeros((height, width), np.float32)
    digit = int(np.floor(position))
    fraction = position - digit
    step = style.step * height
    glyph_height = max(4, round(style.glyph_height * height))
    for ahead in (-1, 0, 1, 2):
        offset = (ahead - fraction) * step * (1 if style.upwards else -1)
        glyph = fonts.glyph(style.face, str((digit + ahead) % 10), glyph_height)
        wide = min(width - 2, max(2, round(glyph.shape[1] * style.stretch)))
        _add(mask, cv2.resize(glyph, (wide, glyph_height), interpolation=cv2.INTER_AREA), (width - wide) / 2, (height - glyph_height) / 2 + offset)
    if style.roundness:
        at = np.linspace(-1, 1, height, dtype=np.float32)
        bent = np.arcsin(at * style.roundness) / np.arcsin(style.roundness)
        rows = np.repeat(((bent + 1) / 2 * (height - 1))[:, None], width, 1).astype(np.float32)
        columns = np.repeat(np.arange(width, dtype=np.float32)[None], height, 0)
        mask = cv2.remap(mask, columns, rows, cv2.INTER_LINEAR)
    return mask


def shade(style: WheelStyle, height: int) -> np.ndarray:
    """How much light falls on each row of a wheel, as a column."""
    at = np.abs(np.linspace(-1, 1, height, dtype=np.float32))
    return (1 - style.shade * at**3)[:, None, None]


def _add(mask: np.ndarray, glyph: np.ndarray, x: float, y: float) -> None:
    x, top = round(x), int(np.floor(y))
    part = y - top
    if part > 0.02:
        glyph = cv2.warpAffine(glyph, np.float32([[1, 0, 0], [0, 1, part]]), (glyph.shape[1], glyph.shape[0] + 1))
    low, high = max(0, top), min(mask.shape[0], top + glyph.shape[0])
    if high > low:
        target = mask[low:high, x : x + glyph.shape[1]]
        np.maximum(target, glyph[low - top : high - top, : target.shape[1]].astype(np.float32) / 255, out=target)
