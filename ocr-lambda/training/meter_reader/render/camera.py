"""What light, glass, lens and file do to a scene, and how much of it the counter suffers."""

from dataclasses import dataclass

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.paint import blend, chance, clouds, flat, grain, log_uniform, pick, texture

_COARSE = 8  # light is drawn so many times smaller than the photo


@dataclass(frozen=True)
class Looked:
    """A photo and what the camera did to the part that matters; the meaning of the figures is `Scene`'s."""

    image: np.ndarray
    contrast: float  # from the dark to the light parts of it, 0 to 255
    blur: float
    glare: float
    dark: float


def photograph(rng: np.random.Generator, image: np.ndarray, quad: np.ndarray) -> Looked:
    """Takes the photo of a scene; `quad` are the corners of what matters in it."""
    digit_px = max(3.0, min(_side(quad, 0, 3), _side(quad, 0, 1)))
    image = _toned(rng, image)
    image = _lit(rng, image, quad.mean(0))
    image, glare = _reflected(rng, image, quad)
    image, blur = _blurred(rng, image, digit_px)
    dark, contrast = _darkness(image, quad)
    if chance(rng, 0.16):
        _stamp(rng, image)
    return Looked(_filed(rng, image), contrast, blur / digit_px, glare, dark)


def _toned(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Contrast, brightness, gamma and the colour of the lamp, as one table per channel."""
    levels = np.arange(256, dtype=np.float32)
    contrast, lift = rng.uniform(0.6, 1.25), rng.normal(0, 14)
    gamma = log_uniform(rng, 0.7, 1.5)
    curve = (255 * (levels / 255) ** gamma - 128) * contrast + 128 + lift
    table = np.clip(curve[:, None] * _lamp(rng), 0, 255).astype(np.uint8)
    return cv2.LUT(image, table[None])


def _lamp(rng: np.random.Generator) -> np.ndarray:
    """The colour of the light: from a candle's to the sky's, seldom another."""
    warmth, greenish = (rng.normal(0.02, 0.13), rng.normal(0, 0.04)) if chance(rng, 0.5) else rng.normal(0, 0.03, 2)
    if chance(rng, 0.06):
        return rng.uniform(0.6, 1.2, 3)
    return np.array((1 + warmth, 1 + greenish, 1 - 1.3 * warmth)).clip(0.4, 1.3)


def _lit(rng: np.random.Generator, image: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Shadows, a torch in the dark, falling light."""
    height, width = image.shape[:2]
    rows, columns = height // _COARSE, width // _COARSE
    gain = np.ones((rows, columns), np.float32)
    kind = rng.random()
    if kind < 0.3:
        a, b, c, d = rng.uniform(0.35, 1.2, 4)
        gain = cv2.resize(np.float32([[a, b], [c, d]]), (columns, rows), interpolation=cv2.INTER_LINEAR)
    elif kind < 0.42:
        y, x = np.ogrid[0:rows, 0:columns]
        at = centre / _COARSE + rng.normal(0, 0.08, 2) * (columns, rows)
        reach = columns * rng.uniform(0.2, 0.6)
        gain = (rng.uniform(0.08, 0.5) + np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * reach**2))).astype(np.float32)
    elif kind < 0.54:
        gain = 0.3 + clouds(rng, columns, rows, int(rng.integers(2, 6))).astype(np.float32) / 160
    if chance(rng, 0.15):
        _shadow(rng, gain)
    if chance(rng, 0.1):
        gain *= log_uniform(rng, 0.15, 0.6)
    kind = rng.random()
    if kind < 0.02:
        gain *= log_uniform(rng, 0.03, 0.15)
    elif kind > 0.94:  # too much light
        gain *= rng.uniform(1.2, 2.2)
    if gain.min() > 0.99 and gain.max() < 1.01:
        return image
    full = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(image, cv2.merge((full, full, full)), dtype=cv2.CV_8U)


def _shadow(rng: np.random.Generator, gain: np.ndarray) -> None:
    """The edge of a roof, or the photographer."""
    rows, columns = gain.shape
    corners = rng.uniform(-0.3, 1.3, (4, 2)) * (columns, rows)
    shape = np.zeros(gain.shape, np.uint8)
    cv2.fillConvexPoly(shape, cv2.convexHull(np.int32(corners)), 255, cv2.LINE_AA)
    if chance(rng, 0.6):
        shape = cv2.blur(shape, (5, 5))
    gain *= 1 - rng.uniform(0.2, 0.7) * shape.astype(np.float32) / 255


def _reflected(rng: np.random.Generator, image: np.ndarray, quad: np.ndarray) -> tuple[np.ndarray, float]:
    """Lamps and windows mirrored in glass; also the share of the counter that is lost to them."""
    if not chance(rng, 0.4):
        return image, 0.0
    height, width = image.shape[:2]
    scale = 2 if chance(rng, 0.3) else 4
    light = np.zeros((height // scale, width // scale), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        spread = 0.6 * np.ptp(quad, axis=0) if chance(rng, 0.4) else np.array((width, height)) * 0.35
        at = (quad.mean(0) + rng.normal(0, 1, 2) * spread) / scale
        _mirrored(rng, light, at)
    blurred = cv2.GaussianBlur(light, (0, 0), log_uniform(rng, 0.6, 9))
    if chance(rng, 0.2):
        blurred = cv2.add(blurred, int(rng.integers(10, 80)))
    lost = float((_samples(blurred, quad / scale) > 120).mean())
    full = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR)
    tint = (1.0, 1.0, 1.0) if chance(rng, 0.7) else tuple(rng.uniform(0.7, 1, 3))
    coloured = cv2.merge([cv2.convertScaleAbs(full, alpha=t) for t in tint])
    return cv2.add(image, coloured), lost


def _mirrored(rng: np.random.Generator, light: np.ndarray, at: np.ndarray) -> None:
    rows, columns = light.shape
    strength = int(rng.integers(50, 255))
    kind = rng.random()
    centre = (int(at[0]), int(at[1]))
    if kind < 0.6:
        axes = (max(1, int(columns * log_uniform(rng, 0.008, 0.12))), max(1, int(columns * log_uniform(rng, 0.008, 0.08))))
        cv2.ellipse(light, centre, axes, rng.uniform(0, 180), 0, 360, strength, -1)
    elif kind < 0.85:
        size = columns * rng.uniform(0.04, 0.35, 2)
        corners = cv2.boxPoints((centre, tuple(size), rng.uniform(0, 90))) + rng.normal(0, 0.02 * columns, (4, 2))
        cv2.fillPoly(light, [np.int32(corners)], strength // 2)
        if chance(rng, 0.5):
            cv2.line(light, centre, (int(corners[0][0]), int(corners[0][1])), 0, max(1, columns // 50))
    else:
        turn = rng.uniform(0, 3.14)
        reach = columns * rng.uniform(0.2, 0.8) * np.array((np.cos(turn), np.sin(turn)))
        first, last = at - reach, at + reach
        cv2.line(
            light,
            (int(first[0]), int(first[1])),
            (int(last[0]), int(last[1])),
            strength // 2,
            max(1, int(columns * rng.uniform(0.005, 0.08))),
        )


def _blurred(rng: np.random.Generator, image: np.ndarray, digit_px: float) -> tuple[np.ndarray, float]:
    """Out of focus, shaken, or of too few pixels; also the sigma of it in px. What strikes is measured in digits."""
    height, width = image.shape[:2]
    sigma = 0.0
    if chance(rng, 0.3):
        share = max(rng.uniform(0.4, 0.9), 7 / digit_px if digit_px > 8 else 0.8)
        if share < 1:
            small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            image = cv2.resize(small, (width, height), interpolation=pick(rng, (cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
            sigma = 0.4 / share
    kind = rng.random()
    if kind < 0.45:
        added = (
            digit_px * rng.uniform(0.005, 0.06)
            if kind < 0.33
            else digit_px * rng.uniform(0.05, 0.14)
            if kind < 0.42
            else digit_px * rng.uniform(0.14, 0.3)
        )
        if added > 0.25:
            image = _gauss(image, added)
            sigma = float(np.hypot(sigma, added))
    elif kind < 0.57:
        length = min(60, int(digit_px * (rng.uniform(0.03, 0.3) if chance(rng, 0.75) else rng.uniform(0.3, 0.8))))
        if length > 1:
            image = _shaken(rng, image, length)
            sigma = float(np.hypot(sigma, length / 3.46))
    return image, sigma


def _gauss(image: np.ndarray, sigma: float) -> np.ndarray:
    """A Gaussian blur; a wide one is made on a smaller image, which nobody can tell."""
    if sigma < 4:
        return cv2.GaussianBlur(image, (0, 0), sigma)
    height, width = image.shape[:2]
    small = cv2.resize(image, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 4), (width, height), interpolation=cv2.INTER_LINEAR)


def _shaken(rng: np.random.Generator, image: np.ndarray, length: int) -> np.ndarray:
    if length > 11:  # on a smaller image; nobody can tell
        height, width = image.shape[:2]
        share = 8 / length
        small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return cv2.resize(_shaken(rng, small, 8), (width, height), interpolation=cv2.INTER_LINEAR)
    side = length | 1
    kernel = np.zeros((side, side), np.float32)
    turn = rng.uniform(0, np.pi)
    reach = np.array((np.cos(turn), np.sin(turn))) * (side // 2)
    middle = side // 2
    first, last = middle - reach, middle + reach
    cv2.line(kernel, (round(first[0]), round(first[1])), (round(last[0]), round(last[1])), 1.0, 1, cv2.LINE_AA)
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def _darkness(image: np.ndarray, quad: np.ndarray) -> tuple[float, float]:
    """How dark it is there, and how much light and dark differ."""
    darkest, brightest = np.percentile(_samples(image, quad).astype(np.float32) @ np.float32((0.3, 0.6, 0.1)), (5, 95))
    return float(1 - brightest / 255), float(brightest - darkest)


def _filed(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """The sensor's noise and the file's loss."""
    height, width = image.shape[:2]
    if chance(rng, 0.6):
        noise = grain(rng, width, height)
        if chance(rng, 0.4):
            noise = noise[..., 0]
        image = texture(image, noise, rng.uniform(0.01, 0.3) ** 1.3)
    if chance(rng, 0.35):
        quality = int(rng.integers(22, 88))
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return image


def _stamp(rng: np.random.Generator, image: np.ndarray) -> None:
    """The date that a camera or an app writes into the photo, in a corner, often on its side."""
    height, width = image.shape[:2]
    text = words.line(rng, "stamp", max(6, height * rng.uniform(0.018, 0.045)))
    margin = int(text.shape[0] * rng.uniform(0.2, 0.8))
    boxed = chance(rng, 0.5)
    ink = pick(
        rng,
        ((215, 40, 45), (200, 30, 40))
        if boxed
        else ((255, 150, 30), (235, 40, 40), (255, 255, 255), (40, 60, 230), (230, 230, 40), (150, 240, 60)),
    )
    label = flat(text.shape[1] + 2 * margin, text.shape[0] + 2 * margin, (250, 250, 250))
    cover = np.full(label.shape[:2], 255 if boxed else 0, np.uint8)
    blend(label, text, margin, margin, ink)
    if not boxed:
        label[:] = ink
        cover[margin : margin + text.shape[0], margin : margin + text.shape[1]] = text
    turns = pick(rng, (0, 0, 0, 1, 3))
    label, cover = np.rot90(label, turns), np.rot90(cover, turns)
    tall, wide = min(label.shape[0], height), min(label.shape[1], width)
    edge = int(rng.integers(0, 14))
    x = edge if chance(rng, 0.5) else max(0, width - wide - edge)
    y = edge if chance(rng, 0.4) else max(0, height - tall - edge)
    x, y = min(x, width - wide), min(y, height - tall)
    share = cover[:tall, :wide].astype(np.float32) / 255
    under = np.ascontiguousarray(image[y : y + tall, x : x + wide])
    image[y : y + tall, x : x + wide] = cv2.blendLinear(np.ascontiguousarray(label[:tall, :wide]), under, share, 1 - share)


def _side(quad: np.ndarray, first: int, last: int) -> float:
    return float(np.hypot(*(quad[first] - quad[last])))


def _samples(image: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """The pixels at a grid of points inside the quad; those outside of the image count at its edge."""
    along, down = np.meshgrid((np.arange(24) + 0.5) / 24, (np.arange(8) + 0.5) / 8)
    along, down = along.reshape(-1, 1), down.reshape(-1, 1)
    points = (quad[0] * (1 - along) + quad[1] * along) * (1 - down) + (quad[3] * (1 - along) + quad[2] * along) * down
    x = np.clip(points[:, 0].astype(int), 0, image.shape[1] - 1)
    y = np.clip(points[:, 1].astype(int), 0, image.shape[0] - 1)
    return image[y, x]
