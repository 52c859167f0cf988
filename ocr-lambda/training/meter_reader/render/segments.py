"""Digits of seven segments and of dots, as masks of ink."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from meter_reader.render import fonts
from meter_reader.render.colours import pick

_LIT = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
_HOOKED_SEVEN = "fabc"


@dataclass(frozen=True)
class SegmentStyle:
    """How the digits of one display are made. `typeface` None: drawn from segments of the given measures."""

    typeface: str | None
    width: float  # of its height
    thickness: float  # of its height
    gap: float  # between segments, of the thickness
    slant: float
    hooked_seven: bool
    tailless: bool  # six and nine without their end segments

    @staticmethod
    def any(rng: np.random.Generator) -> "SegmentStyle":
        k = rng.random()
        typeface = pick(rng, fonts.segments()) if k < 0.35 else pick(rng, fonts.dots()) if k < 0.42 else None
        return SegmentStyle(
            typeface=typeface,
            width=rng.uniform(0.42, 0.68),
            thickness=rng.uniform(0.06, 0.17),
            gap=float(rng.choice([0.0, 0.15, 0.35, 0.6])),
            slant=float(rng.choice([0, 0, 0.05, 0.1, 0.15, 0.2])),
            hooked_seven=rng.random() < 0.2,
            tailless=rng.random() < 0.06,
        )


@cache
def digit(style: SegmentStyle, value: int, height: int) -> np.ndarray:
    """The ink of one digit, 0 to 255; None in `value`'s place is -1: all segments, as their ghosts show."""
    if style.typeface is not None:
        mask = fonts.glyph(style.typeface, str(8 if value < 0 else value), height)
        full = fonts.glyph(style.typeface, "8", height).shape[1]
        if mask.shape[1] < full:  # a one stands at the right of its place
            mask = np.pad(mask, ((0, 0), (full - mask.shape[1], 0)))
        return mask
    lit = _LIT[8] if value < 0 else _LIT[value]
    if value == 7 and style.hooked_seven:
        lit = _HOOKED_SEVEN
    if style.tailless:
        lit = {6: "fgedc", 9: "abcfg"}.get(value, lit)
    return _drawn(style, lit, height)


def _drawn(style: SegmentStyle, lit: str, height: int) -> np.ndarray:
    fine = 4
    h, w, t = height * fine, max(4, round(style.width * height)) * fine, style.thickness * height * fine
    g = style.gap * t / 2 + 1
    m, half = t / 2, h / 2
    across = {"a": m, "g": half, "d": h - m}
    down = {"f": (m, m, half), "b": (w - m, m, half), "e": (m, half, h - m), "c": (w - m, half, h - m)}
    image = np.zeros((h + fine, w + round(style.slant * h) + fine), np.uint8)
    for name in lit:
        if name in across:
            y, x0, x1 = across[name], m + g, w - m - g
            points = [(x0, y), (x0 + m, y - m), (x1 - m, y - m), (x1, y), (x1 - m, y + m), (x0 + m, y + m)]
        else:
            x, y0, y1 = down[name][0], down[name][1] + g, down[name][2] - g
            points = [(x, y0), (x + m, y0 + m), (x + m, y1 - m), (x, y1), (x - m, y1 - m), (x - m, y0 + m)]
        slanted = np.int32([[px + style.slant * (h - py), py] for px, py in points])
        cv2.fillPoly(image, [slanted], 255)
    return cv2.resize(image, (max(2, image.shape[1] // fine), height), interpolation=cv2.INTER_AREA)
