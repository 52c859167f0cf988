"""Electronic meters: a display, often lit from behind, in a plastic body with words, lamps and bar codes."""

import cv2
import numpy as np

from meter_reader.render.counters import Counter
from meter_reader.render.faces import Board, Face, fill_gap, place, stickers
from meter_reader.render.paint import Colour, chance, colour, flat, pick, rounded, shade


def display_meter(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A display in its plate: brand above, lamps and ratings below."""
    close = chance(rng, 0.5)
    panel = counter.image.shape[:2] if counter else (int(height * 1.8), int(width * 1.2))
    full_width = panel[1] * (rng.uniform(1.02, 1.5) if close else rng.uniform(1.15, 2.6))
    full_height = panel[0] * (rng.uniform(1.3, 3.0) if close else rng.uniform(2.2, 6.0))
    full_height = min(full_height, full_width * 1.6)
    full_height = max(full_height, panel[0] * 1.15)
    ground = pick(
        rng,
        (
            colour(rng, 170, 245, 8),
            colour(rng, 120, 220, 12),
            colour(rng, 15, 60, 8),
            colour(rng, 30, 120, 30),
            (40, 85, 175),
            (120, 100, 95),
        ),
    )
    board = Board(int(full_width), int(full_height), ground)
    _body(rng, board)
    x = full_width * rng.uniform(0.42, 0.58)
    y = full_height * rng.uniform(0.3, 0.6)
    box = _display(rng, board, counter, height, panel, x, y)
    top, bottom = y - panel[0] / 2, y + panel[0] / 2
    brand = height * rng.uniform(0.25, 0.8)
    board.write(
        rng,
        pick(rng, ("brand", "brand", "sentence")),
        x,
        top - brand * rng.uniform(1.1, 1.6),
        brand,
        pick(rng, (board.ink, board.ink, (60, 110, 210))),
        True,
        width=full_width * 0.8,
    )
    board.write(
        rng,
        "sentence",
        x,
        top - brand * 1.7 - height * rng.uniform(0.3, 0.6),
        height * rng.uniform(0.2, 0.45),
        centred=True,
        width=full_width * 0.95,
    )
    _lower_half(rng, board, bottom, height, full_width)
    if chance(rng, 0.3):
        board.write(rng, "unit", x + panel[1] / 2 + height * 0.2, y, height * rng.uniform(0.3, 0.6))
    if chance(rng, 0.45):
        board.barcode(
            rng,
            rng.uniform(0, full_width * 0.6),
            rng.choice((rng.uniform(0, max(1, top * 0.6)), bottom + height)),
            full_width * rng.uniform(0.2, 0.45),
            height * rng.uniform(0.2, 0.6),
        )
    board.fine_print(
        rng, ("rating", "rating", "print", "serial", "sentence"), int(rng.integers(3, 11)), height * 0.12, height * 0.4
    )
    if chance(rng, 0.2):
        stickers(rng, board, height * 0.7, 1)
    _keep_dark(rng, board, box, counter)
    board.age(rng)
    centre = (box[0] + box[2] / 2, box[1] + box[3] / 2) if box else (x, y)
    return Face(board.image, board.alpha, box, centre, pick(rng, ("wall", "cabinet", "dark", "yard")))


def _body(rng: np.random.Generator, board: Board) -> None:
    cv2.fillPoly(
        board.alpha, [rounded(0, 0, board.width - 1, board.height - 1, board.width * rng.uniform(0, 0.08))], 255, cv2.LINE_AA
    )
    if chance(rng, 0.5):
        edge = board.width * rng.uniform(0.01, 0.06)
        board.image[:] = shade(board.ground, rng.uniform(0.5, 1.2))
        board.polygon(rounded(edge, edge, board.width - 2 * edge, board.height - 2 * edge, edge), board.ground)
    if chance(rng, 0.3):
        strip = board.height * rng.uniform(0.05, 0.2)
        at = rng.choice((0, board.height - strip))
        cv2.rectangle(
            board.image, (0, int(at)), (board.width, int(at + strip)), pick(rng, ((45, 90, 180), (190, 60, 60), (30, 30, 35))), -1
        )


def _display(
    rng: np.random.Generator, board: Board, counter: Counter | None, height: int, panel: tuple[int, int], x: float, y: float
) -> tuple[float, float, float, float] | None:
    if counter is None:
        fill_gap(rng, board, max(0, x - panel[1] / 2), max(0, y - panel[0] / 2), panel[1], panel[0])
        return None
    frame = height * rng.uniform(0.02, 0.3)
    left, top = x - panel[1] / 2, y - panel[0] / 2
    if chance(rng, 0.7):
        board.polygon(
            rounded(left - frame, top - frame, panel[1] + 2 * frame, panel[0] + 2 * frame, frame),
            pick(rng, ((20, 20, 22), (50, 50, 55), (215, 215, 215), shade(board.ground, 0.7), shade(board.ground, 1.15))),
        )
    return place(board, counter, left, top)


def _lower_half(rng: np.random.Generator, board: Board, top: float, height: float, width: float) -> None:
    y = top + height * rng.uniform(0.3, 0.9)
    for _ in range(int(rng.integers(0, 4))):
        radius = height * rng.uniform(0.12, 0.5)
        x = rng.uniform(radius, width - radius)
        if y + 2 * radius < board.height and board.room(x - radius, y, 2 * radius, 2 * radius):
            lamp = pick(rng, ((150, 40, 40), (90, 30, 30), (40, 120, 60), (70, 75, 110), (90, 90, 90), (30, 30, 30)))
            cv2.circle(
                board.image,
                (int(x), int(y + radius)),
                int(radius * 1.2),
                shade(board.ground, 0.75),
                max(1, int(radius * 0.2)),
                cv2.LINE_AA,
            )
            cv2.circle(board.image, (int(x), int(y + radius)), int(radius), lamp, -1, cv2.LINE_AA)
            cv2.circle(
                board.image,
                (int(x - radius * 0.3), int(y + radius * 0.7)),
                max(1, int(radius * 0.25)),
                shade(lamp, 1.6, 40),
                -1,
                cv2.LINE_AA,
            )
            board.take(x - radius, y, 2 * radius, 2 * radius)
            board.write(rng, pick(rng, ("rating", "brand")), x, y + 2.3 * radius, height * rng.uniform(0.15, 0.3), centred=True)
    if chance(rng, 0.4):
        size = height * rng.uniform(0.4, 0.9)
        board.write(
            rng, pick(rng, ("serial", "plate")), rng.uniform(0, width * 0.4), board.height - size * rng.uniform(1.1, 2), size
        )


def _keep_dark(
    rng: np.random.Generator, board: Board, box: tuple[float, float, float, float] | None, counter: Counter | None
) -> None:
    """A lit display in the dark: the camera turns everything else down, and light leaks over the edge of the display."""
    if box is None or counter is None or not chance(rng, 0.35):
        return
    height, width = counter.image.shape[:2]
    left, top = int(box[0] - counter.box[0]), int(box[1] - counter.box[1])
    panel = board.image[top : top + height, left : left + width].copy()
    glow: Colour = tuple(int(v) for v in panel.reshape(-1, 3).mean(0))  # type: ignore[assignment]
    level = rng.uniform(0.03, 0.35)
    tinted = flat(board.width, board.height, glow)
    board.image = cv2.addWeighted(cv2.multiply(board.image, tinted, scale=1 / 255), level * 0.7, board.image, level * 0.5, 0)
    board.image[top : top + height, left : left + width] = panel
    if chance(rng, 0.5):
        cv2.rectangle(board.image, (left, top), (left + width, top + height), shade(glow, 1.3, 30), max(1, height // 40))
