"""Small strokes that everything which draws shares. Images are RGB, uint8."""

import math
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import cv2
import numpy as np

Colour = tuple[int, int, int]
T = TypeVar("T")

_GRAIN_PX = 1536


def pick(rng: np.random.Generator, things: Sequence[T]) -> T:
    """One of the things. (`rng.choice` takes twenty times as long.)"""
    return things[int(rng.random() * len(things))]


def chance(rng: np.random.Generator, probability: float) -> bool:
    return rng.random() < probability


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def colour(rng: np.random.Generator, low: int = 0, high: int = 255, tint: int = 40) -> Colour:
    """A grey between low and high, each channel off it by up to `tint`."""
    grey = rng.uniform(low, high)
    red, green, blue = np.clip(grey + rng.uniform(-tint, tint, 3), 0, 255)
    return int(red), int(green), int(blue)


def natural(rng: np.random.Generator, low: int, high: int) -> Colour:
    """The colour of a wall, of earth, of old paint: grey, rather warm or green than anything else."""
    grey, warm, green = rng.uniform(low, high), rng.normal(6, 14), rng.normal(0, 5)
    red, green, blue = np.clip((grey + warm, grey + green, grey - warm), 0, 255)
    return int(red), int(green), int(blue)


def flat(width: int, height: int, fill: Colour) -> np.ndarray:
    """An image of one colour. (cv2 fills it several times faster than a broadcast.)"""
    image = np.empty((height, width, 3), np.uint8)
    cv2.rectangle(image, (0, 0), (width, height), fill, -1)
    return image


def shade(base: Colour, factor: float, plus: float = 0) -> Colour:
    """The colour in less or more light."""
    red, green, blue = (min(255, max(0, int(channel * factor + plus))) for channel in base)
    return red, green, blue


def is_dark(base: Colour) -> bool:
    return 0.3 * base[0] + 0.6 * base[1] + 0.1 * base[2] < 110


def blend(image: np.ndarray, mask: np.ndarray, x: float, y: float, ink: Colour, strength: float = 1.0) -> None:
    """Draws the ink through a mask whose top left corner lies at (x, y); what hangs over the edge is lost."""
    x, y = int(x), int(y)
    left, top = max(0, x), max(0, y)
    right, bottom = min(image.shape[1], x + mask.shape[1]), min(image.shape[0], y + mask.shape[0])
    if right <= left or bottom <= top:
        return
    cover = mask[top - y : bottom - y, left - x : right - x].astype(np.float32) * (strength / 255)
    under = image[top:bottom, left:right]
    inked = flat(right - left, bottom - top, ink)
    image[top:bottom, left:right] = cv2.blendLinear(inked, np.ascontiguousarray(under), cover, 1 - cover)


def clouds(rng: np.random.Generator, width: int, height: int, cells: int, channels: int = 1) -> np.ndarray:
    """Smooth noise, uint8 around 128, about `cells` spots across; height x width, x 3 if channels is 3."""
    rows = max(2, round(cells * height / width))
    spots = rng.integers(0, 256, (rows, cells), np.uint8)
    if channels == 3:
        hues = rng.integers(0, 256, (rows, cells, 3), np.uint8)
        spots = cv2.addWeighted(cv2.merge((spots, spots, spots)), 0.8, hues, 0.2, 0)
    return cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC if cells < 30 else cv2.INTER_LINEAR)


def texture(image: np.ndarray, noise: np.ndarray, strength: float) -> np.ndarray:
    """The image with noise around 128 added, strength 1 being all of it."""
    if noise.ndim == 2:
        noise = cv2.merge((noise, noise, noise))
    return cv2.addWeighted(image, 1, noise, strength, -128 * strength)


def grain(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A sensor's noise, uint8 around 128 with sigma 32: a piece of one large sheet, because dice are slow."""
    sheet = _grain_sheet()
    x = int(rng.integers(0, _GRAIN_PX - width)) if width < _GRAIN_PX else 0
    y = int(rng.integers(0, _GRAIN_PX - height)) if height < _GRAIN_PX else 0
    piece = sheet[y : y + height, x : x + width]
    return piece if piece.shape[:2] == (height, width) else cv2.resize(piece, (width, height))


@cache
def _grain_sheet() -> np.ndarray:
    dice = np.random.default_rng(7)
    return np.clip(128 + 32 * dice.standard_normal((_GRAIN_PX, _GRAIN_PX, 3), np.float32), 0, 255).astype(np.uint8)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> np.ndarray:
    """The outline of a rectangle with round corners, as points for cv2.fillPoly."""
    radius = max(1, min(radius, width / 2, height / 2))
    corners = (
        (x + width - radius, y + radius, 270),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    )
    turns = np.radians(np.arange(0, 91, 18))
    points = [
        (centre_x + radius * math.cos(turn + math.radians(start)), centre_y + radius * math.sin(turn + math.radians(start)))
        for centre_x, centre_y, start in corners
        for turn in turns
    ]
    return np.int32(points)
