"""What happens to a counter between the wheels and the file: light, glass, lens, sensor and compression."""

from dataclasses import dataclass

import cv2
import numpy as np

from meter_reader.render.colours import pick


@dataclass
class Spoil:
    """A spoilt strip. blur, glare, dark: 1 where it is the fault, 0 where it is not, None between.

    legible: somebody could still read it.
    """

    image: np.ndarray
    blur: float | None
    glare: float | None
    dark: float | None
    legible: bool


def spoil(rng: np.random.Generator, image: np.ndarray, cell: float = 32) -> Spoil:
    """Spoils a strip of 48 x 224 by a random choice of faults, mostly mild. `cell`: px from wheel to wheel."""
    h, w = image.shape[:2]
    out = image.astype(np.float32)
    out = _light(rng, out)
    glare, out = _glare(rng, out)
    blur, out = _soften(rng, out)
    dark = _darkness(rng)
    out = out * dark
    signal = _signal(out)
    noise = min(rng.uniform(0, 3.5) if rng.random() < 0.85 else rng.uniform(3, 12), 1.5 + 0.1 * float(np.clip(out.mean(), 10, 255)))
    out += rng.standard_normal((h, w, 1 if rng.random() < 0.6 else 3), np.float32) * noise
    out = out.clip(0, 255).astype(np.uint8)
    if rng.random() < 0.45:
        out = cv2.imdecode(cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(22, 85))])[1], cv2.IMREAD_COLOR)
    level, contrast = float(out.mean()), float(np.percentile(out, 97) - np.percentile(out, 3))
    return Spoil(
        image=out,
        blur=_between(blur, 1.7, 2.6),
        glare=_between(glare, 0.04, 0.2),
        dark=_between(-min(level / 22, contrast / 22), -1.5, -0.9),
        legible=blur < min(3.0, 0.08 * cell) and glare < 0.1 and signal > 13 + 2.4 * noise,
    )


def _signal(out: np.ndarray) -> float:
    """How much light and dark alternate along the middle of the strip, slow shades left out: the lower third of its parts."""
    grey = out.clip(0, 255).mean(2)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 9)
    parts = np.array_split(fine[out.shape[0] // 4 : -out.shape[0] // 4], 7, axis=1)
    return float(np.percentile([np.percentile(p, 94) - np.percentile(p, 6) for p in parts], 33))


def _light(rng: np.random.Generator, out: np.ndarray) -> np.ndarray:
    mean = out.mean()
    contrast = rng.uniform(0.3, 0.7) if rng.random() < 0.22 else rng.uniform(0.7, 1.3)
    out = (out - mean) * contrast + mean + rng.uniform(-50, 40)
    if rng.random() < 0.35:  # the lamp's colour
        out = out * rng.uniform(0.72, 1.15, 3).astype(np.float32)
    if rng.random() < 0.45:  # falls off to one side, a shadow's edge
        field = cv2.resize(rng.uniform(0.45, 1.2, (2, 3)).astype(np.float32), (out.shape[1], out.shape[0]), interpolation=cv2.INTER_CUBIC)
        out = out * field[..., None]
    if rng.random() < 0.12:  # a hard shadow
        x0, x1 = rng.uniform(0, out.shape[1], 2)
        mask = np.zeros(out.shape[:2], np.float32)
        cv2.fillPoly(mask, [np.int32([[x0, 0], [out.shape[1] + 9, 0], [out.shape[1] + 9, out.shape[0]], [x1, out.shape[0]]])], 1)
        out = out * (1 - rng.uniform(0.2, 0.6) * cv2.blur(mask, (7, 7)))[..., None]
    return out


def _glare(rng: np.random.Generator, out: np.ndarray) -> tuple[float, np.ndarray]:
    """Reflections; returns the share of the strip that is burnt out by them."""
    k = rng.random()
    if k > 0.3:
        return 0.0, out
    h, w = out.shape[:2]
    light = np.zeros((h, w), np.float32)
    for _ in range(int(rng.integers(1, 3))):
        centre = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        axes = (int(rng.uniform(4, 60 if k < 0.1 else 22)), int(rng.uniform(3, 30 if k < 0.1 else 12)))
        cv2.ellipse(light, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    light = cv2.GaussianBlur(light, (0, 0), rng.uniform(1, 8)) * rng.uniform(60, 300)
    if rng.random() < 0.3:  # a veil over all of it
        light += rng.uniform(10, 70)
    out = out + light[..., None]
    return float((light > 170).mean()), out


def _soften(rng: np.random.Generator, out: np.ndarray) -> tuple[float, np.ndarray]:
    """Fewer pixels, lens and motion; returns how soft it is, as a Gaussian's sigma in px of the strip."""
    h, w = out.shape[:2]
    soft = 0.0
    if rng.random() < 0.5:
        share = pick(rng, [rng.uniform(0.5, 1), rng.uniform(0.3, 0.6), rng.uniform(0.22, 0.4)])
        small = (max(20, round(w * share)), max(6, round(h * share)))
        out = cv2.resize(cv2.resize(out, small, interpolation=cv2.INTER_AREA), (w, h), interpolation=pick(rng, [cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
        soft = 0.38 / share
    k = rng.random()
    if k < 0.5:
        sigma = rng.uniform(0.3, 1.4) if k < 0.33 else rng.uniform(1.2, 2.4) if k < 0.46 else rng.uniform(2.4, 5)
        out = cv2.GaussianBlur(out, (0, 0), sigma)
        soft = float(np.hypot(soft, sigma))
    elif k < 0.65:
        length = int(rng.uniform(2, 9))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, np.pi)
        middle, reach = (length - 1) / 2, (length - 1) / 2
        cv2.line(kernel, (round(middle - reach * np.cos(angle)), round(middle - reach * np.sin(angle))), (round(middle + reach * np.cos(angle)), round(middle + reach * np.sin(angle))), 1.0, 1)
        out = cv2.filter2D(out, -1, kernel / max(1.0, kernel.sum()))
        soft = float(np.hypot(soft, length / 3.5))
    return soft, out


def _darkness(rng: np.random.Generator) -> float:
    k = rng.random()
    return float(rng.uniform(0.03, 0.2)) if k < 0.06 else float(rng.uniform(0.2, 0.55)) if k < 0.2 else 1.0


def _between(value: float, low: float, high: float) -> float | None:
    return 0.0 if value < low else 1.0 if value > high else None
