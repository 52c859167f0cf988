"""Photos without any meter: paper with numbers, keys, walls, streets, rooms."""

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.backgrounds import background
from meter_reader.render.paint import blend, chance, clouds, colour, flat, is_dark, pick, shade, texture


def other(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A photo of something that is no meter; half of them are full of digits."""
    kind = rng.random()
    if kind < 0.3:
        return _place(rng, width, height)
    sheet = (_receipt, _keys, _letter, _signs)[int((kind - 0.3) / 0.7 * 4)](rng, int(width * 0.9), int(height * 0.9))
    return _lying(rng, sheet, width, height)


def _place(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = background(rng, width, height)
    if chance(rng, 0.3):
        cv2.ellipse(
            image,
            (int(rng.uniform(0, width)), int(rng.uniform(0, height))),
            (int(width * 0.2), int(height * 0.26)),
            rng.uniform(0, 90),
            0,
            360,
            colour(rng, 90, 230, 50),
            -1,
            cv2.LINE_AA,
        )
    return image


def _receipt(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    sheet = _paper(rng, int(width * rng.uniform(0.4, 1)), height)
    y, size = height * 0.04, height * rng.uniform(0.025, 0.06)
    ink = colour(rng, 10, 90, 10)
    while y < height - 2 * size:
        blend(
            sheet,
            words.line(rng, pick(rng, ("brand", "print", "rating", "sentence", "loops")), size),
            sheet.shape[1] * 0.05,
            y,
            ink,
        )
        number = words.line(rng, pick(rng, ("plate", "serial", "sticker", "stamp")), size)
        blend(sheet, number, max(sheet.shape[1] * 0.5, sheet.shape[1] * 0.95 - number.shape[1]), y, ink)
        y += size * rng.uniform(1.2, 2)
    return sheet


def _keys(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A keyboard, a calculator or a telephone."""
    body = colour(rng, 10, 230, 15)
    sheet = flat(width, height, body)
    columns, rows = int(rng.integers(3, 12)), int(rng.integers(3, 7))
    cell = np.array((width / columns, height / rows))
    key = shade(body, rng.uniform(0.5, 1.6), rng.uniform(-20, 40))
    ink = (235, 235, 235) if is_dark(key) else (25, 25, 25)
    for column in range(columns):
        for row in range(rows):
            x, y = cell * (column + 0.1, row + 0.1)
            cv2.rectangle(sheet, (int(x), int(y)), (int(x + cell[0] * 0.8), int(y + cell[1] * 0.8)), key, -1)
            letter = pick(rng, "0123456789QWERTYUIOPASDFGHJKLZXCVBNM+-*#")
            cv2.putText(
                sheet,
                letter,
                (int(x + cell[0] * 0.25), int(y + cell[1] * 0.5)),
                0,
                min(cell) / 60,
                ink,
                max(1, int(min(cell) / 25)),
                cv2.LINE_AA,
            )
    return sheet


def _letter(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    sheet = _paper(rng, width, height)
    y, size = height * 0.05, height * rng.uniform(0.02, 0.05)
    ink = colour(rng, 10, 90, 20)
    while y < height - 2 * size:
        x = width * 0.06
        while x < width * rng.uniform(0.5, 0.92):
            text = words.line(rng, pick(rng, ("brand", "print", "sentence", "serial", "handwritten")), size)
            blend(sheet, text, x, y, ink)
            x += text.shape[1] + size * 0.5
        y += size * rng.uniform(1.3, 2.2)
    return sheet


def _signs(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A door number, a number plate, a price, a label."""
    ground = pick(rng, ((245, 245, 245), (245, 205, 40), (30, 60, 150), (200, 40, 40), (25, 25, 28), (60, 130, 70)))
    sheet = flat(width, int(height * rng.uniform(0.2, 0.8)), ground)
    ink = (245, 245, 245) if is_dark(ground) else (25, 25, 30)
    y = sheet.shape[0] * 0.12
    for _ in range(int(rng.integers(1, 4))):
        text = words.line(
            rng, pick(rng, ("plate", "sticker", "serial", "brand", "handwritten")), sheet.shape[0] * rng.uniform(0.15, 0.6)
        )
        if text.shape[1] > width * 0.9:
            text = cv2.resize(text, (int(width * 0.9), text.shape[0]), interpolation=cv2.INTER_AREA)
        blend(sheet, text, width * 0.05, y, ink)
        y += text.shape[0] * 1.2
    return sheet


def _paper(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    sheet = flat(width, height, colour(rng, 190, 255, 12))
    return texture(sheet, clouds(rng, width, height, 4), rng.uniform(0, 0.25))


def _lying(rng: np.random.Generator, sheet: np.ndarray, width: int, height: int) -> np.ndarray:
    """The sheet on some ground, turned and seen from aside."""
    image = background(rng, width, height)
    corners = np.float32([(0, 0), (sheet.shape[1], 0), (sheet.shape[1], sheet.shape[0]), (0, sheet.shape[0])])
    middle = corners.mean(0)
    turn, grow = np.radians(rng.normal(0, 30)), rng.uniform(0.5, 1.5)
    matrix = np.float32([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    placed = (corners - middle) * grow @ matrix.T + (width / 2, height / 2) + rng.normal(0, 0.06, (4, 2)) * width
    homography = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
    cover = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), homography, (width, height)).astype(np.float32) / 255
    return cv2.blendLinear(cv2.warpPerspective(sheet, homography, (width, height)), image, cover, 1 - cover)
