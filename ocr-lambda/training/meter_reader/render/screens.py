"""Photos of screens: a photo that was not taken of a meter but of somebody's monitor or phone showing one."""

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.paint import blend, chance, clouds, colour, flat, pick, shade


def on_screen(rng: np.random.Generator, image: np.ndarray, quad: np.ndarray | None) -> tuple[np.ndarray, np.ndarray | None]:
    """The scene as a screen shows it, photographed again; and where the counter is then."""
    height, width = image.shape[:2]
    shown = _pixels(rng, cv2.LUT(image, _tone(rng)))
    if chance(rng, 0.35):
        _menu(rng, shown)
    corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    placed = _placed(rng, corners, width, height)
    matrix = cv2.getPerspectiveTransform(corners, placed)
    taken = cv2.warpPerspective(shown, matrix, (width, height), flags=cv2.INTER_LINEAR)
    out = _desk(rng, placed, width, height)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (width, height)).astype(np.float32) / 255
    out = cv2.blendLinear(taken, out, cover, 1 - cover)
    out = _moire(rng, out)
    moved = None if quad is None else cv2.perspectiveTransform(quad[None], matrix)[0]
    return out, moved


def _tone(rng: np.random.Generator) -> np.ndarray:
    """Screens lift the blacks and lean to blue."""
    levels = np.arange(256, dtype=np.float32)[:, None]
    lean = np.array((rng.uniform(0.75, 1), rng.uniform(0.85, 1), rng.uniform(0.92, 1.15)))
    return np.clip(levels * lean * rng.uniform(0.75, 1.1) + rng.uniform(0, 30), 0, 255).astype(np.uint8)[None]


def _pixels(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """The grid of the screen's pixels: stripes of red, green and blue, and dark lines between the rows."""
    height, width = image.shape[:2]
    pitch = int(rng.integers(2, 6))
    depth = rng.uniform(0.05, 0.45)
    mask = np.ones((pitch, max(3, pitch), 3), np.float32)
    if chance(rng, 0.6):
        for channel in range(3):
            mask[:, channel::3, channel] += depth
            mask[:, channel::3] -= depth / 3
    mask[0] -= depth
    if chance(rng, 0.4):
        mask[:, 0] -= depth
    tiled = np.tile(mask, (height // mask.shape[0] + 1, width // mask.shape[1] + 1, 1))[:height, :width]
    return cv2.multiply(image, tiled, dtype=cv2.CV_8U)


def _moire(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Coloured waves where the camera's pixels meet the screen's."""
    height, width = image.shape[:2]
    rows, columns = height // 2, width // 2
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    bend = clouds(rng, columns, rows, 3).astype(np.float32) / 255 * rng.uniform(0, 12)
    turn = rng.uniform(0, np.pi)
    phase = (x * np.cos(turn) + y * np.sin(turn)) / rng.uniform(1.5, 14) + bend
    strength = rng.uniform(4, 26)
    shift = rng.uniform(0, 2.5)
    waves = [cv2.resize(128 + strength * np.sin(phase + shift * channel), (width, height)) for channel in range(3)]
    return cv2.addWeighted(image, 1, cv2.merge(waves).clip(0, 255).astype(np.uint8), 1, -128)


def _menu(rng: np.random.Generator, image: np.ndarray) -> None:
    """The bar of an app over or under the photo."""
    height, width = image.shape[:2]
    tall = int(height * rng.uniform(0.03, 0.1))
    top = 0 if chance(rng, 0.6) else height - tall
    ground = pick(rng, ((20, 20, 20), (245, 245, 245), (30, 110, 90), (50, 90, 200)))
    cv2.rectangle(image, (0, top), (width, top + tall), ground, -1)
    ink = (240, 240, 240) if sum(ground) < 400 else (40, 40, 40)
    blend(image, words.line(rng, pick(rng, ("brand", "stamp", "print")), tall * 0.5), width * 0.04, top + tall * 0.25, ink)
    for step in range(int(rng.integers(0, 4))):
        cv2.circle(image, (int(width * (0.95 - 0.07 * step)), top + tall // 2), max(1, tall // 5), ink, -1, cv2.LINE_AA)


def _placed(rng: np.random.Generator, corners: np.ndarray, width: int, height: int) -> np.ndarray:
    """Where the screen's corners lie: some photos show its frame, in others it fills them."""
    inset = rng.uniform(-0.06, 0.03) if chance(rng, 0.4) else rng.uniform(0.02, 0.14)
    middle = np.float32((width / 2, height / 2))
    turn = np.radians(rng.normal(0, 3))
    matrix = np.float32([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    placed = ((corners - middle) * (1 - 2 * inset)) @ matrix.T + middle
    return (placed + rng.normal(0, 0.018, (4, 2)) * (width, height)).astype(np.float32)


def _desk(rng: np.random.Generator, placed: np.ndarray, width: int, height: int) -> np.ndarray:
    """The room around the screen, and its frame."""
    out = flat(width, height, colour(rng, 10, 200, 20))
    middle = placed.mean(0)
    frame = colour(rng, 5, 60, 4) if chance(rng, 0.8) else colour(rng, 170, 235, 5)
    for grow, light in ((rng.uniform(1.06, 1.25), 1.0), (1.02, 0.6)):
        cv2.fillPoly(out, [np.int32((placed - middle) * grow + middle)], shade(frame, light), cv2.LINE_AA)
    return out
