"""Counters without a panel: each wheel behind a window of its own, wide apart on the paper of the face."""

import cv2
import numpy as np

from meter_reader.render.counters import Counter
from meter_reader.render.paint import Colour, chance, flat, pick, shade


def apart(rng: np.random.Generator, shown: Counter, ground: Colour) -> Counter:
    """The same counter, as wide as before, with gaps of the ground's colour between smaller wheels."""
    _, top, width, height = shown.box
    count = len(shown.cells)
    gap = rng.uniform(0.15, 0.9)  # in widths of a wheel
    wheel = width / (count + (count - 1) * gap)
    tall = height * wheel * count / width
    margin = max(1, round(tall * 0.12))
    image = flat(round(width) + 2 * margin, round(tall) + 2 * margin, ground)
    edge = pick(rng, (None, shade(ground, 0.45), shade(ground, 0.75), (25, 25, 25)))
    cells = []
    for place, (left, right) in enumerate(shown.cells):
        x, y = margin + round(place * (1 + gap) * wheel), margin
        size = (max(2, round(wheel)), max(3, round(tall)))
        drawn = shown.image[round(top) : round(top + height), max(0, round(left)) : round(right)]
        drawn = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
        room = image[y : y + size[1], x : x + size[0]]
        room[:] = drawn[: room.shape[0], : room.shape[1]]
        if edge is not None:
            cv2.rectangle(image, (x - 1, y - 1), (x + size[0], y + size[1]), edge, max(1, round(tall * 0.04)))
        cells.append((float(x), float(x + size[0])))
    if shown.decimals and chance(rng, 0.4):
        _comma(image, cells[-shown.decimals][0] - gap * wheel / 2, margin + tall * 0.95, tall * 0.07)
    return Counter(image, (margin, margin, width, tall), cells, shown.digits, shown.decimals, shown.fractions, shown.kind)


def _comma(image: np.ndarray, x: float, y: float, radius: float) -> None:
    cv2.circle(image, (int(x), int(y)), max(1, int(radius)), (25, 25, 25), -1, cv2.LINE_AA)
