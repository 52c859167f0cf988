"""Colours as meters, walls and lamps have them; RGB, 0 to 255, as float32 triples."""

import numpy as np

RED = (190, 30, 35)
BACKLIGHTS = ((60, 225, 70), (110, 220, 120), (245, 150, 30), (250, 185, 60), (235, 90, 30), (90, 150, 235), (120, 225, 205), (190, 215, 235), (40, 190, 110), (215, 225, 90))
REFLECTIVE = ((150, 165, 130), (165, 175, 160), (130, 145, 110), (178, 182, 176), (120, 135, 120), (185, 190, 170))


def grey(rng: np.random.Generator, low: float, high: float, tint: float = 12) -> np.ndarray:
    """A grey with a touch of colour."""
    return np.clip(rng.uniform(low, high) + rng.uniform(-tint, tint, 3), 0, 255).astype(np.float32)


def near(rng: np.random.Generator, colour: tuple[int, int, int], spread: float = 25) -> np.ndarray:
    """A colour not quite like the given one."""
    return np.clip(np.float32(colour) * rng.uniform(0.75, 1.1) + rng.uniform(-spread, spread, 3), 0, 255).astype(np.float32)


def any_(rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(0, 255, 3).astype(np.float32)


def pick(rng: np.random.Generator, options):
    """One of several; unlike `rng.choice` it leaves the options as they are."""
    return options[rng.integers(len(options))]
